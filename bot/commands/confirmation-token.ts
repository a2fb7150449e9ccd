import type { CommandInput } from './context';

/**
 * `facts`: what a card shows and a confirmation relies on (see factsToken). A pressed button is believed only while the
 * facts, the slots and the person still give the same token; edited or borrowed data do not. Behind the dot stands the
 * id of the change to come, so that a replayed confirmation is recognised by the history.
 */
export const confirmationToken = (facts: string, once: string): string => `${facts}.${once}`;

/** The id behind the dot of a confirmation, whatever its facts: its history entries have it, or begin with it. */
export const confirmedChange = ({ confirm, version }: Pick<CommandInput, 'confirm' | 'version'>): string | null =>
  (confirm === true && /\.([\w-]{16,64})$/.exec(version ?? '')?.[1]) || null;

/** The id behind the dot when the pressed version shows these facts; null when they are others. */
export function changeIdIn(version: string | undefined, facts: string): string | null {
  const [shown, once] = (version ?? '').split('.');
  return shown === facts && once && /^[\w-]{16,64}$/.test(once) ? once : null;
}
