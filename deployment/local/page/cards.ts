import * as AC from 'adaptivecards';
import { isObject } from './api';
import contrast from './hostconfigs/contrast.json';
import dark from './hostconfigs/dark.json';
import light from './hostconfigs/light.json';
import { markdown } from './markdown';
import { type Ask, PickerInput } from './picker';
import type { Texts } from './texts';

export type Theme = 'light' | 'dark' | 'contrast';

const CONFIGS: Record<Theme, unknown> = { light, dark, contrast };

AC.AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = markdown(text);
  result.didProcess = true;
};
AC.GlobalSettings.applets.logEnabled = false;
AC.GlobalSettings.applets.refresh.mode = AC.RefreshMode.Disabled;
AC.GlobalSettings.applets.maximumRetryAttempts = 1;
AC.GlobalSettings.useAdvancedCardBottomTruncation = false;

/** The answer to Action.Execute: another card, words for the person, or neither. */
export type Executed = { card: Record<string, unknown> } | { words: string } | null;

/** What a card needs from the client that shows it. */
export interface CardHost {
  theme: Theme;
  texts: Texts;
  execute(action: { id?: string; verb: string; data: unknown }, trigger: 'manual' | 'automatic'): Promise<Executed>;
  submit(data: unknown): void;
  ask: Ask;
  /** The card that the person now sees in place of the one that was sent. */
  changed?(card: Record<string, unknown>): void;
}

export interface ShownCard {
  element: HTMLElement;
  /** Runs the card's `refresh` action if it names this person. */
  refresh(userId: string): void;
}

/** The data of a button with what the inputs hold, as the library gathers it. */
const dataOf = (action: AC.SubmitAction | AC.ExecuteAction): unknown => action.data;

/** A row that one can press is named by the words in it, which are more than its tooltip says. */
function nameRows(element: HTMLElement): void {
  for (const row of element.querySelectorAll('.ac-selectable[aria-label]'))
    if (row.localName !== 'button' && row.textContent?.trim()) row.removeAttribute('aria-label');
}

/** Renders a card as Teams does; a card that can't be read shows its `fallbackText`. */
export function showCard(payload: unknown, host: CardHost): ShownCard {
  const element = document.createElement('div');
  element.className = 'card';
  const note = document.createElement('p');
  note.className = 'card-note';
  note.setAttribute('role', 'status');
  const applet = new AC.AdaptiveApplet();
  applet.hostConfig = new AC.HostConfig(CONFIGS[host.theme]);
  PickerInput.ask = host.ask;
  PickerInput.words = { loading: host.texts.loading, nothing: host.texts.nothing, remove: host.texts.remove };

  const run = async (action: AC.ExecuteAction, trigger: 'manual' | 'automatic'): Promise<void> => {
    note.textContent = '';
    element.setAttribute('aria-busy', 'true');
    try {
      const data = dataOf(action);
      const id = action.id === undefined ? {} : { id: action.id };
      const answer = await host.execute({ ...id, verb: action.verb, data }, trigger);
      if (answer && 'card' in answer) {
        PickerInput.ask = host.ask;
        applet.setCard(answer.card);
        host.changed?.(answer.card);
        // The button that had the focus is gone with its card.
        if (trigger === 'manual') element.focus();
      } else if (answer && trigger === 'manual') note.textContent = answer.words;
    } catch {
      if (trigger === 'manual') note.textContent = host.texts.unable;
    } finally {
      element.removeAttribute('aria-busy');
    }
  };

  applet.onPrepareActivityRequest = (_applet, _request, action) => {
    if (action instanceof AC.ExecuteAction) void run(action, 'manual');
    return false;
  };
  applet.channelAdapter = new (class extends AC.ChannelAdapter {
    async sendRequestAsync(request: AC.IActivityRequest): Promise<AC.ActivityResponse> {
      return new AC.SuccessResponse(request, '');
    }
  })();
  applet.onAction = (_applet, action) => {
    if (action instanceof AC.SubmitAction && !(action instanceof AC.ExecuteAction)) host.submit(dataOf(action));
    else if (action instanceof AC.OpenUrlAction && action.url) window.open(action.url, '_blank', 'noopener');
  };
  applet.onCardChanged = (changed) => nameRows(changed.renderedElement);
  applet.setCard(payload);
  element.tabIndex = -1;
  element.append(applet.renderedElement, note);
  if (isObject(payload) && isObject(payload.msteams) && payload.msteams.width === 'Full') element.classList.add('full');

  return {
    element,
    refresh(userId) {
      const refresh = applet.card?.refresh;
      const action = refresh?.action;
      if (action && (refresh.userIds === undefined || refresh.userIds.includes(userId))) void run(action, 'automatic');
    },
  };
}
