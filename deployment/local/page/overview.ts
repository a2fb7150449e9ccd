import { isJson } from '../../../web/parts/json';
import { type Opener, openDialog } from './dialog';
import { type PageContext, teamsPage } from './teamshost';

export interface OverviewOf {
  title: string;
  context(): PageContext;
  token(): Promise<string>;
  opener(): Opener;
  toChat(): void;
}

/** The personal tab, as Teams shows it beside the chat. */
export function overviewTab(of: OverviewOf): HTMLElement {
  const page = teamsPage('/tabs/overview', of.title, {
    context: of.context,
    token: of.token,
    navigates: of.toChat,
    opens(info, done) {
      const size = isJson(info.size) ? info.size : info;
      const frame = { title: String(info.title ?? ''), width: size.width, height: size.height };
      const finish = (result: unknown): void => done(null, result);
      if (typeof info.url === 'string') openDialog(of.opener(), { kind: 'page', ...frame, url: info.url }, finish);
      else if (info.card !== undefined) {
        const card = typeof info.card === 'string' ? JSON.parse(info.card) : info.card;
        openDialog(of.opener(), { kind: 'card', ...frame, card }, finish);
      }
    },
  });
  page.className = 'tab-page';
  return page;
}
