import { AdaptiveCard, ExecuteAction, GlobalSettings, OpenUrlAction, SubmitAction } from 'adaptivecards';
import { look } from './card-look';
import { h, safeAddress } from './dom';
import { markdown } from './markdown';
import { doorsOf, type PickerDoors } from './picker';
import './card.css';

export type Json = Record<string, unknown>;

/** What a card's buttons and inputs need of the page that shows it. */
export interface CardDoors extends PickerDoors {
  run(verb: string, data: Json): void;
}

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

GlobalSettings.useMarkdownInRadioButtonAndCheckbox = false;
AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = markdown(text);
  result.didProcess = true;
};

/** Without inputs that only Teams itself can answer: its picker of people over the whole directory. */
function forPage(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(forPage).filter((one) => one !== undefined);
  if (!isJson(part)) return part;
  const choices = part['choices.data'];
  if (isJson(choices) && String(choices.dataset).startsWith('graph.microsoft.com')) return undefined;
  return Object.fromEntries(
    Object.entries(part).map(([name, value]) => [name, name === 'data' ? value : forPage(value)]),
  );
}

/**
 * Draws a card of the bot. Action.Execute and Action.Submit both become a command (`run`). The data of a dialog's button
 * keep their `msteams` part: by it the server knows that a page may be opened.
 */
export function drawCard(payload: Json, doors: CardDoors): HTMLElement {
  const card = new AdaptiveCard();
  card.hostConfig = look();
  card.parse(forPage(payload));
  doorsOf.set(card, doors);
  card.onExecuteAction = (action) => {
    if (action instanceof OpenUrlAction) {
      const address = safeAddress(action.url ?? null);
      if (address) window.open(address, '_blank', 'noopener,noreferrer');
      return;
    }
    const data = action instanceof ExecuteAction || action instanceof SubmitAction ? action.data : undefined;
    const { verb: named, ...rest } = isJson(data) ? data : {};
    const verb = action instanceof ExecuteAction ? action.verb : named;
    if (typeof verb === 'string' && verb !== '') doors.run(verb, rest);
  };
  const host = h('div', { class: 'card' });
  const drawn = card.render();
  if (drawn) host.append(drawn);
  // A row that is pressed as a whole is named by its words; its tooltip describes it. Only a row of signs needs the label.
  for (const row of host.querySelectorAll('.ac-selectable[aria-label]'))
    if (/\p{L}/u.test(row.textContent ?? '')) row.removeAttribute('aria-label');
  return host;
}
