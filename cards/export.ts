import type { Card } from './elements';
import { card, text, texts, title } from './parts';
import type { ExportView, RenderOptions } from './views';

export function exportCard(view: ExportView, options: RenderOptions): Card {
  const t = texts(options.locale).export;
  return card(options, t.title, [title(t.title), text(t.text(view.minutes), { spacing: 'Small' })], {
    actions: [
      { type: 'Action.OpenUrl', title: t.xlsx, url: view.xlsx },
      { type: 'Action.OpenUrl', title: t.csv, url: view.csv },
    ],
  });
}
