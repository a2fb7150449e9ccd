import type { Command, Locale, Role } from './command';
import type { Day, Moment } from './time';

/** What happened. Changes and reveals are named after their command. */
export type HistoryAction =
  | Command
  | 'request'
  | 'activate'
  | 'approve'
  | 'decline'
  | 'remind'
  | 'link'
  | 'rotate-keys';

export interface FormerEmail {
  email: string;
  until: Moment;
}

/** What the list said of a person. */
export interface ListEntry {
  name: string;
  role: Role;
  locale: Locale | null;
  language: Locale | null;
  aadObjectId: string | null;
  groups: readonly string[];
  formerEmails: readonly FormerEmail[];
  since: Moment;
}

/** What undo needs. People are named by their ids. */
export type Undo =
  | { kind: 'assign'; seatId: string; holder: string }
  /** `until`: the last day before. */
  | { kind: 'prolong'; seatId: string; holder: string; until: Day | null }
  /** `holder`: the previous holder; `until`: the last day that the seat had, unless it was taken back for that. */
  | { kind: 'unassign'; seatId: string; holder: string; alternateEmail: string | null; until?: Day | null }
  | { kind: 'reassign'; seatId: string; holder: string; to: string; alternateEmail: string | null; until?: Day | null }
  | { kind: 'set-role'; person: string; role: string }
  | { kind: 'add-user'; person: string }
  | { kind: 'update-user'; person: string; name: string; email: string }
  | { kind: 'set-quantity'; benefit: string; quantity: number }
  /** What the list said of the person. */
  | { kind: 'remove-user'; person: string; entry: ListEntry };

/** One history entry. Never contains a key or free text from a client: `detail` holds codes, ids and counts. */
export interface HistoryEntry {
  id: string;
  at: Moment;
  /** E-mail address at that time, `system`, `cli`, or `unknown:<object id>` for somebody outside the company. */
  actor: string;
  command: HistoryAction;
  benefitId: string | null;
  /** E-mail address, at that time, of the person concerned. */
  person: string | null;
  outcome: 'done' | 'refused';
  detail: Readonly<Record<string, string | number | boolean>>;
  undo?: Undo;
}

/** The other person of a reassignment or of its undo, else null. */
export function formerOf({ command, detail }: HistoryEntry): string | null {
  const email =
    command === 'reassign' ? detail.from : command === 'undo' && detail.of === 'reassign' ? detail.to : null;
  return typeof email === 'string' ? email : null;
}

/** From whom to whom a seat went. Without `from`, `to` is the person concerned. */
export function movement(entry: HistoryEntry): { from: string | null; to: string | null } {
  const former = formerOf(entry);
  return entry.command === 'undo' && former ? { from: entry.person, to: former } : { from: former, to: entry.person };
}

/** The detail as one line, for exports. */
export const entryText = (entry: HistoryEntry): string =>
  Object.entries(entry.detail)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
