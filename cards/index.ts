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

export function render(view: Exclude<View, LineView>, options: RenderOptions): Card {
  const made = cardOf(view, options);
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

/** Adds `locale` to the data of each button. */
function sayLocale(part: unknown, locale: Locale): void {
  if (typeof part !== 'object' || part === null) return;
  if ('type' in part && 'data' in part && typeof part.data === 'object' && String(part.type).startsWith('Action.'))
    part.data = { ...part.data, locale };
  for (const one of Object.values(part)) sayLocale(one, locale);
}

function cardOf(view: Exclude<View, LineView>, options: RenderOptions): Card {
  switch (view.kind) {
    case 'list':
      return listCard(view, options);
    case 'show':
      return showCard(view, options);
    case 'ask':
      return askCard(view, options);
    case 'confirm':
      return confirmCard(view, options);
    case 'done':
      return doneCard(view, options);
    case 'plan':
      return planCard(view, options);
    case 'plan-done':
      return planDoneCard(view, options);
    case 'refused':
      return refusedCard(view, options);
    case 'key-offer':
      return keyOfferCard(view, options);
    case 'key-shown':
      return keyShownCard(view, options);
    case 'assignments':
      return assignmentsCard(view, options);
    case 'users':
      return usersCard(view, options);
    case 'membership':
      return membershipCard(view, options);
    case 'history':
      return historyCard(view, options);
    case 'request':
      return requestCard(view, options);
    case 'requests':
      return requestsCard(view, options);
    case 'help':
      return helpCard(view, options);
    case 'not-understood':
      return notUnderstoodCard(view, options);
    case 'export':
      return exportCard(view, options);
    case 'import-errors':
      return importErrorsCard(view, options);
    case 'language-ask':
      return languageCard(view, options);
    case 'notice':
      return noticeCard(view, options);
  }
}
