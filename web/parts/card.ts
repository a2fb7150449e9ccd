import {
  AdaptiveCard,
  Choice,
  ChoiceSetInput,
  ExecuteAction,
  GlobalSettings,
  type Input,
  OpenUrlAction,
  SubmitAction,
} from 'adaptivecards';
import { look } from './card-look';
import { h, httpsOnly } from './dom';
import { markdown } from './markdown';
import './card.css';

export type Json = Record<string, unknown>;

/** What a card's buttons and inputs need of the page that shows it. */
export interface CardDoors {
  run(verb: string, data: Json): void;
  /** For inputs that search as one types. */
  choices(dataset: string, text: string): Promise<readonly { title: string; value: string }[]>;
  searchFailed: string;
}

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

GlobalSettings.useMarkdownInRadioButtonAndCheckbox = false;
AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = markdown(text);
  result.didProcess = true;
};

async function search(input: ChoiceSetInput, doors: CardDoors): Promise<void> {
  const text = input.getFilterForDynamicSearch();
  const dataset = input.choicesData?.dataset;
  if (!text || !dataset) return;
  input.showLoadingIndicator();
  try {
    const found = await doors.choices(dataset, text);
    // The renderer submits a fetched choice by its title unless the choice is among the input's own.
    for (const choice of found)
      if (!input.choices.some((known) => known.value === choice.value))
        input.choices.push(new Choice(choice.title, choice.value));
    input.renderChoices(
      text,
      found.map(({ title, value }) => ({ title, value })),
    );
  } catch {
    input.showErrorIndicator(text, doors.searchFailed);
  }
}

/**
 * Draws a card of the bot. Action.Execute and Action.Submit both become a command (`run`); a dialog button's
 * `msteams` part is dropped, as the answer says whether there is a page to open.
 */
export function drawCard(payload: Json, doors: CardDoors): HTMLElement {
  const card = new AdaptiveCard();
  card.hostConfig = look();
  card.parse(payload);
  card.onExecuteAction = (action) => {
    if (action instanceof OpenUrlAction) {
      const address = httpsOnly(action.url ?? null);
      if (address) window.open(address, '_blank', 'noopener,noreferrer');
      return;
    }
    const data = action instanceof ExecuteAction || action instanceof SubmitAction ? action.data : undefined;
    const { msteams: _, verb: named, ...rest } = isJson(data) ? data : {};
    const verb = action instanceof ExecuteAction ? action.verb : named;
    if (typeof verb === 'string' && verb !== '') doors.run(verb, rest);
  };
  card.onInputValueChanged = (input: Input) => {
    if (input instanceof ChoiceSetInput && input.isDynamicTypeahead()) void search(input, doors);
  };
  const host = h('div', { class: 'card' });
  const drawn = card.render();
  if (drawn) host.append(drawn);
  return host;
}
