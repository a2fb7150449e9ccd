import type { Command } from './command';
import type { Moment } from './time';

/** What happened: changes and reveals use their command's name; the rest happens by itself or around a command. */
export type HistoryAction =
  | Command
  | 'request'
  | 'activate'
  | 'approve'
  | 'decline'
  | 'remind'
  | 'link'
  | 'rotate-keys';

/** How to take a change back, if nobody has changed the same since. People are named by their ids. */
export type Undo =
  | { kind: 'assign'; seatId: string; holder: string }
  /** `holder`: who had the seat before. */
  | { kind: 'unassign'; seatId: string; holder: string; alternateEmail: string | null }
  | { kind: 'reassign'; seatId: string; holder: string; to: string; alternateEmail: string | null }
  | { kind: 'set-role'; person: string; role: string }
  | { kind: 'add-user'; person: string }
  | { kind: 'update-user'; person: string; name: string; email: string }
  | { kind: 'set-quantity'; benefit: string; quantity: number };

/**
 * One line of the log: who, what, which benefit, whom, when. Never a key, and never free text from a client: `detail`
 * holds codes, ids and counts.
 */
export interface HistoryEntry {
  id: string;
  at: Moment;
  /** E-mail of a person at that time, `system`, `cli`, or `unknown:<object id>` of somebody who is not in the company. */
  actor: string;
  command: HistoryAction;
  benefitId: string | null;
  /** E-mail, at that time, of the person whom it is about. */
  person: string | null;
  outcome: 'done' | 'refused';
  detail: Readonly<Record<string, string | number | boolean>>;
  undo?: Undo;
}

/** Who had the seat before, or has it again; null where no seat went from one person to another. */
export function formerOf({ command, detail }: HistoryEntry): string | null {
  const email =
    command === 'reassign' ? detail.from : command === 'undo' && detail.of === 'reassign' ? detail.to : null;
  return typeof email === 'string' ? email : null;
}

/** From whom to whom a seat went; without a `from`, `to` is the person whom the entry is about. */
export function movement(entry: HistoryEntry): { from: string | null; to: string | null } {
  const former = formerOf(entry);
  return entry.command === 'undo' && former ? { from: entry.person, to: former } : { from: former, to: entry.person };
}

/** The detail on one line, for exports. */
export const entryText = (entry: HistoryEntry): string =>
  Object.entries(entry.detail)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
