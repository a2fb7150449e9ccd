import type { Card, InputChoiceSet } from './elements';
import { cancel, card, note, press, text, texts, title } from './parts';
import type { ImportColumnsView, RenderOptions } from './views';
import { plain } from './words';

/** Asks which column of a list has the sign-in names, and which the names. */
export function importColumnsCard(view: ImportColumnsView, options: RenderOptions): Card {
  const t = texts(options.locale);
  const [first = '', second = ''] = view.columns;
  const choice = (id: string, label: string, value: string): InputChoiceSet => ({
    type: 'Input.ChoiceSet',
    id,
    label,
    style: 'compact',
    choices: view.columns.slice(0, 100).map((column) => ({ title: plain(column, 80), value: column })),
    value,
  });
  const next = press(t.ask.next, 'import', { upload: view.upload, version: view.version }, { style: 'positive' });
  const body = [
    title(t.import.columnsTitle),
    note(plain(view.file, 120)),
    text(t.import.columnsWhy, { spacing: 'Small' }),
    choice('emailColumn', t.import.emailColumn, first),
    choice('nameColumn', t.import.nameColumn, second),
  ];
  return card(options, t.import.columnsTitle, body, { actions: [next, cancel(options.locale, view.version)] });
}
