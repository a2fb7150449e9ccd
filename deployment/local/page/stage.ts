import { h } from '../../../web/parts/dom';
import { icon } from '../../../web/parts/icons';
import * as api from './api';
import { type Compose, compose, dropInto, type Outgoing } from './compose';
import { type Conversation, conversation } from './conversation';
import type { Opener } from './dialog';
import { avatar } from './dom';
import { intro } from './intro';
import { searchBot, searchExtension } from './invokes';
import { overviewTab } from './overview';
import type { Navigation, Session } from './session';
import { type PageContext, placeIn } from './teamshost';
import { localeOf } from './texts';

/** The open chat; null while the personal tab is shown. */
export type OpenChat = { conversation: Conversation; box: Compose } | null;

/** Shows the open chat or the personal tab. */
export function drawStage(stage: HTMLElement, session: Session, to: Navigation): OpenChat {
  const { me, company, texts, theme, open, tab } = session;
  stage.setAttribute('aria-label', open.name);
  const head = stageHead(session, to);

  const context = (frame: PageContext['frame']): PageContext => ({
    theme: session.theme,
    locale: localeOf(me.language),
    objectId: me.objectId,
    email: me.email,
    name: me.name,
    tenantId: company.tenantId,
    frame,
    entityId: frame === 'content' ? 'overview' : '',
    subEntityId: frame === 'content' ? session.place : '',
  });
  const search = (messageId: string | null) => async (dataset: string, text: string) => {
    if (!/^graph\.microsoft\.com\/users/.test(dataset))
      return searchBot(me.objectId, open.id, messageId, dataset, text);
    const wanted = text.toLocaleLowerCase();
    return company.people
      .filter((one) => one.role !== 'guest' && `${one.name} ${one.email}`.toLocaleLowerCase().includes(wanted))
      .map((one) => ({ title: one.name, value: one.objectId }));
  };
  const opener = (messageId: string | null): Opener => ({
    as: me.objectId,
    chat: open.id,
    messageId,
    texts,
    theme: session.theme,
    search: search(messageId),
    context,
  });

  if (tab === 'overview') {
    const page = overviewTab({
      title: texts.overview,
      context: () => context('content'),
      token: () => api.getToken(me.objectId),
      opener: () => opener(null),
      toChat: () => to.go(open, 'chat'),
    });
    stage.replaceChildren(head, page);
    return null;
  }

  async function send({ activity, show }: Outgoing): Promise<void> {
    try {
      const answer = await api.act(me.objectId, open.id, activity, show);
      if (answer.status >= 300) to.note(texts.failed(answer.status));
    } catch {
      to.note(texts.noAnswer);
    }
  }
  const box = compose({
    me,
    company,
    group: open.kind !== 'personal',
    texts,
    send,
    search: (text) => searchExtension(me.objectId, open.id, text),
  });
  const shown = conversation({
    me,
    company,
    chat: open.id,
    texts,
    theme,
    intro: intro({ me, company, chat: open, texts, become: to.become, say: box.say }),
    fromStart: session.newcomer,
    opener,
    search,
    note: to.note,
    follow(address) {
      const place = placeIn(address);
      if (place !== null) to.go(open, 'overview', place);
      return place !== null;
    },
  });
  const zone = h('div', { class: 'zone' }, shown.element, box.element);
  if (open.kind === 'personal') dropInto(zone, texts.drop, box.attach);
  stage.replaceChildren(head, zone);
  return { conversation: shown, box };
}

function stageHead({ open, tab, texts }: Session, to: Navigation): HTMLElement {
  const back = {
    type: 'button',
    class: 'quiet only-narrow',
    'aria-label': texts.back,
    onclick: () => to.showList(true),
  };
  const tabs = open.kind === 'personal' ? (['chat', 'overview'] as const) : (['chat'] as const);
  const tabButton = (one: (typeof tabs)[number]): HTMLElement =>
    h(
      'button',
      { type: 'button', 'aria-current': one === tab ? 'page' : null, onclick: () => to.go(open, one) },
      texts[one],
    );
  return h(
    'header',
    { class: 'stage-head' },
    h('button', back, icon('back')),
    avatar(open.name, open.kind === 'personal'),
    h('h2', {}, open.name),
    h('nav', { class: 'tabs', 'aria-label': open.name }, ...tabs.map(tabButton)),
  );
}
