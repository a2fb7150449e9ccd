import { GlobalSettings, HostConfig } from 'adaptivecards';
import { drawCard } from '../../../web/parts/card';
import { h } from '../../../web/parts/dom';
import { isJson, type Json } from '../../../web/parts/json';
import type { ChoiceSearch } from '../../../web/parts/picker';
import contrast from './hostconfigs/contrast.json';
import dark from './hostconfigs/dark.json';
import light from './hostconfigs/light.json';
import type { Texts } from './texts';

export type Theme = 'light' | 'dark' | 'contrast';

const CONFIGS: Record<Theme, unknown> = { light, dark, contrast };

GlobalSettings.useAdvancedCardBottomTruncation = false;

/** The bot's answer to Action.Execute: another card, a line of text, or neither. */
export type Executed = { card: Json } | { text: string } | null;

/** What a card needs from the client that shows it. */
export interface CardClient {
  theme: Theme;
  texts: Texts;
  execute(action: { id?: string; verb: string; data: unknown }, trigger: 'manual' | 'automatic'): Promise<Executed>;
  submit(data: unknown): void;
  search: ChoiceSearch['search'];
  /** Opens a link that leads into the personal tab; false: it leads elsewhere. */
  follow?(address: string): boolean;
}

export interface ShownCard {
  element: HTMLElement;
  /** Runs the card's `refresh` action if it names this person. */
  refresh(userId: string): void;
}

/** Renders a card as Teams does; the card in an answer to Action.Execute replaces it. */
export function showCard(payload: unknown, client: CardClient): ShownCard {
  const note = h('p', { class: 'card-note', role: 'status' });
  const element = h('div', { class: 'card', tabindex: -1 });

  const run = async (verb: string, data: unknown, id: string | undefined, trigger: 'manual' | 'automatic') => {
    note.textContent = '';
    element.setAttribute('aria-busy', 'true');
    try {
      const answer = await client.execute({ ...(id === undefined ? {} : { id }), verb, data }, trigger);
      if (answer && 'card' in answer) {
        // A refresh that changes nothing, or comes late, leaves opened rows and started inputs alone.
        if (trigger === 'automatic' && (touched || JSON.stringify(answer.card) === JSON.stringify(shown))) return;
        draw(answer.card);
        // The button that had the focus is gone.
        if (trigger === 'manual') element.focus({ preventScroll: true });
      } else if (answer && trigger === 'manual') note.textContent = answer.text;
    } catch {
      if (trigger === 'manual') note.textContent = client.texts.unable;
    } finally {
      element.removeAttribute('aria-busy');
    }
  };
  let shown: Json = {};
  let touched = false;
  for (const kind of ['click', 'input']) element.addEventListener(kind, () => (touched = true), { capture: true });
  const draw = (card: Json): void => {
    shown = card;
    const { theme, texts, search, submit, follow } = client;
    const config = new HostConfig(CONFIGS[theme]);
    const execute = (verb: string, data: Json, id?: string) => void run(verb, data, id, 'manual');
    drawCard(card, { config, words: texts.picker, search, submit, execute, ...(follow && { follow }) }, element);
    element.append(note);
  };
  const card = isJson(payload) ? payload : {};
  draw(card);
  if (isJson(card.msteams) && card.msteams.width === 'Full') element.classList.add('full');

  return {
    element,
    refresh(userId) {
      const { action, userIds } = isJson(card.refresh) ? card.refresh : {};
      if (!isJson(action) || typeof action.verb !== 'string') return;
      if (!Array.isArray(userIds) || userIds.includes(userId))
        void run(action.verb, action.data, undefined, 'automatic');
    },
  };
}
