import type { Role } from '../command';
import type { HistoryAction, HistoryEntry, Undo } from '../history';
import type { Notice, NoticeKind } from '../notice';
import type { HasOutbox } from '../outbox';
import type { PersonSummary } from '../person';
import type { Ports } from '../ports';
import { type Refusal, refusalDetail } from '../refusal';

/** Who acts. Always loaded from the store in this turn, never taken from a client. */
export interface Actor {
  id: string;
  email: string;
  name: string;
  role: Role;
  aadObjectId: string | null;
}

export interface About {
  benefitId?: string | null;
  person?: string | null;
  detail?: HistoryEntry['detail'];
  undo?: Undo;
  /** Id of the entry, if repeated requests must be recognized by it. */
  id?: string | undefined;
}

/** True if the change with this id was made: its entry, or the first of several, is in an outbox or in the history. */
export async function madeBefore(
  ports: Pick<Ports, 'store'>,
  id: string,
  outboxes: readonly HasOutbox[] = [],
): Promise<boolean> {
  const ids = [id, `${id}.0`];
  if (outboxes.some(({ outbox }) => outbox.history.some((entry) => ids.includes(entry.id)))) return true;
  return (await ports.store.history.getMany(ids)).length > 0;
}

const LATEST = 50;

const AT_ONCE = 200;

/** Moves all entries, notices and steps out of the documents that carry them, so that what is read next is complete. */
export async function emptyOutboxes({ outbox }: Pick<Ports['store'], 'outbox'>): Promise<void> {
  while ((await outbox.drain(AT_ONCE)) === AT_ONCE);
}

/** True if a confirmed change was made. Several changes of one confirmation have ids that begin with its own. */
export async function wasMade({ store }: Pick<Ports, 'store'>, change: string): Promise<boolean> {
  await emptyOutboxes(store);
  if (await madeBefore({ store }, change)) return true;
  const latest = await store.history.page({}, { skip: 0, limit: LATEST });
  return latest.some(({ id }) => id.startsWith(`${change}.`));
}

const entryOf = (
  ports: Pick<Ports, 'clock' | 'random'>,
  actor: string,
  command: HistoryAction,
  outcome: HistoryEntry['outcome'],
  about: About,
): HistoryEntry => ({
  id: about.id ?? ports.random.id(),
  at: ports.clock.now().toISOString(),
  actor,
  command,
  benefitId: about.benefitId ?? null,
  person: about.person ?? null,
  outcome,
  detail: about.detail ?? {},
  ...(about.undo ? { undo: about.undo } : {}),
});

/** A history entry, to be written together with the change. */
export const done = (
  ports: Pick<Ports, 'clock' | 'random'>,
  actor: Pick<Actor, 'email'>,
  command: HistoryAction,
  about: About = {},
): HistoryEntry => entryOf(ports, actor.email, command, 'done', about);

const HOUR = 3_600_000;
/** Most history rows an hour for somebody outside the company. */
const STRANGER_ROWS = 5;
/** How many of a person's latest rows are searched for a repeat. */
const LOOKED_AT = 100;

/**
 * Records a refusal in the history. Repeats within an hour increase the count of the first row; a stranger's sixth row
 * in an hour is dropped. Throws when the store is unavailable.
 */
export async function refused(
  ports: Ports,
  actor: string,
  command: HistoryAction,
  refusal: Refusal,
  about: About = {},
): Promise<'written' | 'counted' | 'left-out'> {
  const { history } = ports.store;
  const detail = { ...refusalDetail(refusal), ...about.detail };
  const entry = entryOf(ports, actor, command, 'refused', { ...about, detail });
  const stranger = actor.startsWith('unknown:');
  const now = ports.clock.now().getTime();
  const rows = await history.page(
    { who: { as: 'actor', email: actor } },
    { skip: 0, limit: stranger ? STRANGER_ROWS : LOOKED_AT },
  );
  const recent = rows.filter(({ at }) => Date.parse(at) > now - HOUR);
  const same = recent.find((row) => sameTry(row, entry));
  if (same) {
    await history.repeat(same.id, entry.at);
    return 'counted';
  }
  // Concurrent repeats want the same id, so the second finds the first. A stranger's rows differ by number.
  const slots = stranger
    ? Array.from({ length: STRANGER_ROWS - recent.length }, (_, at) => recent.length + at)
    : [tryOf(entry)];
  for (const slot of slots) {
    const id = ports.keyring.fingerprint(JSON.stringify([actor, Math.floor(now / HOUR), slot]));
    if (await history.insert({ ...entry, id })) return 'written';
    const there = await history.get(id);
    if (!there || !sameTry(there, entry)) continue;
    await history.repeat(id, entry.at);
    return 'counted';
  }
  return 'left-out';
}

const tryOf = ({ actor, command, benefitId, person, detail }: HistoryEntry): string =>
  JSON.stringify([actor, command, benefitId, person, detail.reason]);
const sameTry = (a: HistoryEntry, b: HistoryEntry): boolean => a.outcome === b.outcome && tryOf(a) === tryOf(b);

export interface Telling {
  kind: NoticeKind;
  to: Pick<PersonSummary, 'id' | 'email'>;
  benefitId?: string | null;
  seatId?: string | null;
  causedBy?: string | null;
  alsoTo?: readonly string[];
  byMailToo?: boolean;
  facts?: Notice['facts'];
  /** If repeated notices must be recognized by it. */
  id?: string;
}

export const notice = (ports: Pick<Ports, 'clock' | 'random'>, telling: Telling): Notice => ({
  id: telling.id ?? ports.random.id(),
  kind: telling.kind,
  to: telling.to.id,
  address: telling.to.email,
  alsoTo: telling.alsoTo ?? [],
  byMailToo: telling.byMailToo ?? false,
  benefitId: telling.benefitId ?? null,
  seatId: telling.seatId ?? null,
  causedBy: telling.causedBy ?? null,
  facts: telling.facts ?? {},
  at: ports.clock.now().toISOString(),
});
