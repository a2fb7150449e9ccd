import {
  AdaptiveCard,
  ExecuteAction,
  GlobalSettings,
  type HostConfig,
  OpenUrlAction,
  SubmitAction,
} from 'adaptivecards';
import { look } from './card-look';
import { h, safeAddress } from './dom';
import { isJson, type Json } from './json';
import { markdown } from './markdown';
import { type ChoiceSearch, searchOf } from './picker';
import './card.css';

/** What the buttons and inputs of a card need from the page that shows it. */
export interface CardHost extends ChoiceSearch {
  config?: HostConfig;
  /** Action.Execute. */
  execute(verb: string, data: Json, id?: string): void;
  /** Action.Submit. */
  submit(data: Json): void;
  /** An input was changed: what the card's main button would send; null while something is missing. */
  entered?(main: { verb: string; data: Json } | null): void;
  /** Follows a link within the client; false: the link leads elsewhere. */
  follow?(address: string): boolean;
}

GlobalSettings.useMarkdownInRadioButtonAndCheckbox = false;
AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = markdown(text);
  result.didProcess = true;
};

/** The library marks what a toggle shows or hides as expanded; that belongs to what was pressed. */
const expanded = new MutationObserver((changes) => {
  for (const { target } of changes) {
    if (!(target instanceof HTMLElement) || target.matches('button, a, [role]')) continue;
    const state = target.getAttribute('aria-expanded');
    if (state === null) continue;
    target.removeAttribute('aria-expanded');
    const pressed = target.closest('.card')?.querySelectorAll(`[aria-controls~="${CSS.escape(target.id)}"]`) ?? [];
    if (target.matches('.ac-container')) for (const one of pressed) one.setAttribute('aria-expanded', state);
  }
});

function mainOf(card: AdaptiveCard): { verb: string; data: Json } | null {
  const actions = Array.from({ length: card.getActionCount() }, (_, at) => card.getActionAt(at));
  const main = actions.find((one) => one instanceof ExecuteAction && one.style === 'positive');
  const inputs = card.getAllInputs();
  if (!(main instanceof ExecuteAction) || inputs.some((one) => (one.isRequired && !one.isSet()) || !one.isValid()))
    return null;
  const entered = inputs.flatMap((one) => (one.id && one.isSet() ? [[one.id, one.value]] : []));
  return { verb: main.verb, data: { ...main.data, ...Object.fromEntries(entered) } };
}

/** Draws a card of the bot into `element`, in place of what was there. */
export function drawCard(payload: Json, host: CardHost, element = h('div', { class: 'card' })): HTMLElement {
  const card = new AdaptiveCard();
  card.hostConfig = host.config ?? look();
  card.parse(payload);
  searchOf.set(card, host);
  card.onExecuteAction = (action) => {
    if (action instanceof OpenUrlAction) {
      const address = safeAddress(action.url ?? null);
      if (address && !host.follow?.(address)) window.open(address, '_blank', 'noopener,noreferrer');
    } else if (action instanceof ExecuteAction)
      host.execute(action.verb, isJson(action.data) ? action.data : {}, action.id);
    else if (action instanceof SubmitAction) host.submit(isJson(action.data) ? action.data : {});
  };
  card.onInputValueChanged = () => host.entered?.(mainOf(card));
  expanded.observe(element, { subtree: true, attributeFilter: ['aria-expanded'] });
  const drawn = card.render();
  // There is nothing to press on the card itself.
  drawn?.removeAttribute('tabindex');
  element.replaceChildren(...(drawn ? [drawn] : []));
  // A pressable row is named by its words, its tooltip only describes it; a row of icons needs the label.
  for (const row of element.querySelectorAll('.ac-selectable[aria-label]'))
    if (row.localName !== 'button' && /\p{L}/u.test(row.textContent ?? '')) row.removeAttribute('aria-label');
  return element;
}
