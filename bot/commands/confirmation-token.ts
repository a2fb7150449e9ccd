import { createHash } from 'node:crypto';
import type { CommandInput } from './context';

/**
 * The facts that a card shows and that a confirmation relies on, as a short text in its buttons. A pressed button is
 * believed only while the facts, the slots and the person still give the same text; edited or borrowed data do not.
 * Behind the dot stands the id of the change to come, so that a replayed confirmation is recognised by the history.
 */
export const factsToken = (...facts: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(facts)).digest('base64url').slice(0, 16);

export const confirmationToken = (facts: string, once: string): string => `${facts}.${once}`;

/** The id behind the dot of a confirmation, whatever its facts: its history entries have it, or begin with it. */
export const confirmedChange = ({ confirm, version }: Pick<CommandInput, 'confirm' | 'version'>): string | null =>
  (confirm === true && /\.([\w-]{16,64})$/.exec(version ?? '')?.[1]) || null;

/** The id behind the dot when the pressed version shows these facts; null when they are others. */
export function changeIdIn(version: string | undefined, facts: string): string | null {
  const [shown, once] = (version ?? '').split('.');
  return shown === facts && once && /^[\w-]{16,64}$/.test(once) ? once : null;
}
