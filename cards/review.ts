import type { Action, Card, Element } from './elements';
import { card, column, columns, note, personName, press, text, texts, title } from './parts';
import type { BenefitRef, PersonRef, RenderOptions } from './views';
import { nameOf } from './words';

/** The answers so far. Buttons: `review {benefit, version}` to look again, `unassign {benefit, users}` for the rest. */
export interface ReviewView {
  kind: 'review';
  benefit: BenefitRef;
  rows: readonly { person: PersonRef; kept: boolean }[];
  version: string;
}

const SHOWN = 30;

export function reviewCard(view: ReviewView, options: RenderOptions): Card {
  const t = texts(options.locale);
  const benefit = view.benefit.id;
  const open = view.rows.filter(({ kept }) => !kept);
  const said = t.review.answered(view.rows.length - open.length, view.rows.length);
  const sorted = [...open, ...view.rows.filter(({ kept }) => kept)];
  const body: Element[] = [
    title(t.review.title(nameOf(view.benefit, options.locale))),
    text(said, { spacing: 'Small' }),
    ...sorted
      .slice(0, SHOWN)
      .map(({ person, kept }) =>
        columns(
          [
            column('stretch', [text(personName(person))]),
            column('auto', [text(kept ? t.review.kept : t.review.open, kept ? { color: 'Good' } : { isSubtle: true })]),
          ],
          { spacing: 'Small' },
        ),
      ),
    ...(sorted.length > SHOWN ? [note(t.more(sorted.length - SHOWN))] : []),
  ];
  const actions: Action[] = [
    press(t.review.refresh, 'review', { benefit, version: view.version }),
    ...(open.length > 0
      ? [
          press(t.review.takeBack(open.length), 'unassign', {
            benefit,
            users: open.map(({ person }) => person.email),
            version: view.version,
          }),
        ]
      : []),
    press(t.review.again, 'review', { benefit, another: true, version: view.version }),
  ];
  return card(options, `${t.review.title(nameOf(view.benefit, options.locale))}: ${said}`, body, {
    actions,
    refresh: { command: 'review', benefit, version: view.version },
  });
}
