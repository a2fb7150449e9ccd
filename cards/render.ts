import type { Locale } from '../benefits/command';
import { askCard } from './ask';
import { assignmentsCard } from './assignments';
import { confirmCard } from './confirm';
import { doneCard } from './done';
import type { Card } from './elements';
import { exportCard } from './export';
import { helpCard } from './help';
import { historyCard } from './history';
import { importColumnsCard } from './import-columns';
import { importErrorsCard } from './import-errors';
import { keyOfferCard } from './key-offer';
import { keyShownCard } from './key-shown';
import { languageCard } from './language';
import { listCard } from './list';
import { membershipCard } from './membership';
import { notUnderstoodCard } from './not-understood';
import { noticeCard } from './notice';
import { escapeSpoken, text } from './parts';
import { planCard, planDoneCard } from './plan';
import { portalCard } from './portal';
import { refusedCard } from './refused';
import { requestCard, requestsCard } from './request';
import { reviewCard } from './review';
import { showCard } from './show';
import { type Unused, unusedText } from './unused';
import { usersCard } from './users';
import type { RenderOptions, TextReply } from './views';
import { plain } from './words';

/** One card for each kind of view. */
export const CARDS = {
  list: listCard,
  show: showCard,
  ask: askCard,
  confirm: confirmCard,
  done: doneCard,
  plan: planCard,
  'plan-done': planDoneCard,
  refused: refusedCard,
  'key-offer': keyOfferCard,
  'key-shown': keyShownCard,
  assignments: assignmentsCard,
  users: usersCard,
  membership: membershipCard,
  history: historyCard,
  portal: portalCard,
  review: reviewCard,
  request: requestCard,
  requests: requestsCard,
  help: helpCard,
  'not-understood': notUnderstoodCard,
  export: exportCard,
  'import-errors': importErrorsCard,
  'import-columns': importColumnsCard,
  'language-ask': languageCard,
  notice: noticeCard,
};

type Views = { [K in keyof typeof CARDS]: Parameters<(typeof CARDS)[K]>[0] };
type ViewOf<K extends keyof Views> = { [P in K]: { kind: P } & Views[P] }[K];
export type CardView = ViewOf<keyof Views> & Unused;
export type View = CardView | (TextReply & Unused);

function cardOf<K extends keyof Views>(kind: K, view: ViewOf<K>, options: RenderOptions): Card {
  const cards: { [P in keyof Views]: (view: ViewOf<P>, options: RenderOptions) => Card } = CARDS;
  return cards[kind](view, options);
}

export function render(view: CardView, options: RenderOptions): Card {
  const made = cardOf(view.kind, view, options);
  if (options.saysLocale) sayLocale(made, options.locale);
  const unused = unusedText(view, options.locale);
  if (unused === null) return made;
  return {
    ...made,
    speak: escapeSpoken(`${unused} ${made.speak}`),
    fallbackText: `${unused} ${made.fallbackText}`,
    body: [text(unused, { color: 'Warning' }), ...made.body],
  };
}

/** One line for notifications, the chat list and clients without cards. Never contains a key. */
export const summary = ({ fallbackText }: Card): string => plain(fallbackText, 250);

/** Adds `locale` to the data of each button. */
function sayLocale(part: unknown, locale: Locale): void {
  if (typeof part !== 'object' || part === null) return;
  if ('type' in part && 'data' in part && typeof part.data === 'object' && String(part.type).startsWith('Action.'))
    part.data = { ...part.data, locale };
  for (const one of Object.values(part)) sayLocale(one, locale);
}
