import type { Command } from './command';
import type { Moment } from './time';

/** What happened: changes and reveals use their command's name; the rest happens by itself or around a command. */
export type Deed =
  | Command
  | 'request'
  | 'activate'
  | 'portal-done'
  | 'approve'
  | 'decline'
  | 'resend'
  | 'remind'
  | 'link-person'
  | 'rotate-keys';

/** How to take a change back, if nobody has changed the same since. */
export type Undo =
  | { kind: 'assign'; seatId: string }
  | { kind: 'unassign'; seatId: string; holder: string; alternateEmail: string | null }
  | { kind: 'reassign'; seatId: string; holder: string; alternateEmail: string | null }
  | { kind: 'set-role'; email: string; role: string }
  | { kind: 'add-user'; email: string };

/**
 * One line of the log: who, what, which benefit, whom, when. Never a key, and never free text from a client: `detail`
 * holds codes, ids and counts.
 */
export interface HistoryEntry {
  id: string;
  at: Moment;
  /** E-mail of a person, `system`, `cli`, or `unknown:<object id>` of somebody who is not in the company. */
  actor: string;
  command: Deed;
  benefitId: string | null;
  /** E-mail of the person whom it is about. */
  person: string | null;
  outcome: 'done' | 'refused';
  detail: Readonly<Record<string, string | number | boolean>>;
  undo?: Undo;
}

/** The detail on one line, for exports. */
export const entryText = (entry: HistoryEntry): string =>
  Object.entries(entry.detail)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
