import type { Card, Element } from './elements';
import { card, container, note, text, texts, title } from './parts';
import type { ImportErrorsView, RenderOptions } from './views';
import { plain } from './words';

/** Shown at once; the others after a press. */
const FIRST = 8;

const line = (error: string): Element =>
  text(plain(error, 200), { size: 'Small', fontType: 'Monospace', spacing: 'Small' });

export function importErrorsCard(view: ImportErrorsView, options: RenderOptions): Card {
  const t = texts(options.locale).import;
  const shown = view.errors.slice(0, 50);
  const rest = shown.slice(FIRST);
  const body: Element[] = [
    title(t.errorsTitle),
    note(plain(view.file, 120)),
    text(t.errorsCount(view.total), { spacing: 'Small' }),
    ...shown.slice(0, FIRST).map(line),
    ...(rest.length > 0
      ? [
          {
            type: 'ActionSet' as const,
            actions: [
              { type: 'Action.ToggleVisibility' as const, title: t.errorsAll(rest.length), targetElements: ['rest'] },
            ],
          },
          container(rest.map(line), { id: 'rest', isVisible: false }),
        ]
      : []),
  ];
  return card(options, `${t.errorsTitle}. ${t.errorsCount(view.total)}`, body, { wide: true });
}
