import type { Locale } from '../benefits/command';
import { askCard } from './ask';
import { assignmentsCard } from './assignments';
import { confirmCard } from './confirm';
import { doneCard } from './done';
import type { Card } from './elements';
import { exportCard } from './export';
import { helpCard } from './help';
import { historyCard } from './history';
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
import { refusedCard } from './refused';
import { requestCard, requestsCard } from './request';
import { showCard } from './show';
import { unusedText } from './unused';
import { usersCard } from './users';
import type { LineView, RenderOptions, View } from './views';

export type { Card } from './elements';
export { historyText } from './history';
export { type Mail, mail } from './mail';
export { messageJson } from './message-json';
export { refusalText } from './refusal';
export { summary } from './summary';
export { lineText } from './text-reply';
export type * from './views';

export function render(view: Exclude<View, LineView>, dress: RenderOptions): Card {
  const made = cardOf(view, dress);
  if (dress.saysLocale) sayLocale(made, dress.locale);
  const unused = unusedText(view, dress.locale);
  if (unused === null) return made;
  return {
    ...made,
    speak: escapeSpoken(`${unused} ${made.speak}`),
    fallbackText: `${unused} ${made.fallbackText}`,
    body: [text(unused, { color: 'Warning' }), ...made.body],
  };
}

/** Adds `locale` to the data of each button. */
function sayLocale(part: unknown, locale: Locale): void {
  if (typeof part !== 'object' || part === null) return;
  if ('type' in part && 'data' in part && typeof part.data === 'object' && String(part.type).startsWith('Action.'))
    part.data = { ...part.data, locale };
  for (const one of Object.values(part)) sayLocale(one, locale);
}

function cardOf(view: Exclude<View, LineView>, dress: RenderOptions): Card {
  switch (view.kind) {
    case 'list':
      return listCard(view, dress);
    case 'show':
      return showCard(view, dress);
    case 'ask':
      return askCard(view, dress);
    case 'confirm':
      return confirmCard(view, dress);
    case 'done':
      return doneCard(view, dress);
    case 'plan':
      return planCard(view, dress);
    case 'plan-done':
      return planDoneCard(view, dress);
    case 'refused':
      return refusedCard(view, dress);
    case 'key-offer':
      return keyOfferCard(view, dress);
    case 'key-shown':
      return keyShownCard(view, dress);
    case 'assignments':
      return assignmentsCard(view, dress);
    case 'users':
      return usersCard(view, dress);
    case 'membership':
      return membershipCard(view, dress);
    case 'history':
      return historyCard(view, dress);
    case 'request':
      return requestCard(view, dress);
    case 'requests':
      return requestsCard(view, dress);
    case 'help':
      return helpCard(view, dress);
    case 'not-understood':
      return notUnderstoodCard(view, dress);
    case 'export':
      return exportCard(view, dress);
    case 'import-errors':
      return importErrorsCard(view, dress);
    case 'language-ask':
      return languageCard(view, dress);
    case 'notice':
      return noticeCard(view, dress);
  }
}
