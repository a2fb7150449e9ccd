import type { Card, Element } from './elements';
import { card, note, text, texts, title } from './parts';
import type { Dress, ImportErrorsView } from './views';
import { plain } from './words';

/** Why a file was not imported: row by row, with how to mend it. */
export function importErrorsCard(view: ImportErrorsView, dress: Dress): Card {
  const t = texts(dress.locale).import;
  const shown = view.errors.slice(0, 50);
  const body: Element[] = [
    title(t.errorsTitle),
    note(plain(view.file, 120)),
    text(t.errorsCount(view.total), { spacing: 'Small' }),
    ...shown.map((error) => text(plain(error, 200), { size: 'Small', fontType: 'Monospace', spacing: 'Small' })),
    ...(view.total > shown.length ? [note(t.errorsMore(view.total - shown.length))] : []),
  ];
  return card(dress, `${t.errorsTitle}. ${t.errorsCount(view.total)}`, body, { wide: true });
}
