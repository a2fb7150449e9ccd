import type { Dispatch } from '../../benefits/dispatch';
import type { HistoryEntry } from '../../benefits/history';
import type { ProductKey } from '../../benefits/key';
import type { Store } from '../../benefits/ports';
import type { Seat } from '../../benefits/seat';
import { documentsOf } from '../../storage/contents';
import type { Engine } from '../../storage/engine';
import { IMPORTED } from './company';
import type { Ack, Line } from './lines';

/** What was promised, held against what the store has. Every number but the first two must be 0. */
export interface Findings {
  acknowledged: number;
  noticesRepeated: number;
  lost: number;
  heldTwice: number;
  overCapacity: number;
  keysGivenTwice: number;
  withoutHistory: number;
  withoutNotice: number;
  noticesUnsent: number;
  importsHalf: number;
}

export const nothingFound = (): Findings => ({
  acknowledged: 0,
  noticesRepeated: 0,
  lost: 0,
  heldTwice: 0,
  overCapacity: 0,
  keysGivenTwice: 0,
  withoutHistory: 0,
  withoutNotice: 0,
  noticesUnsent: 0,
  importsHalf: 0,
});

export const faultsOf = ({ acknowledged: _, noticesRepeated: __, ...bad }: Findings): number =>
  Object.values(bad).reduce((sum, count) => sum + count, 0);

export interface Ledger {
  /** What the workers of a round said. */
  heard(lines: readonly Line[]): void;
  /** After each round: is what they were told still so? */
  checkRound(store: Store): Promise<void>;
  /** Everything, once all is moved out and sent. */
  checkAll(engine: Engine, store: Store): Promise<void>;
  readonly findings: Findings;
}

export function createLedger(): Ledger {
  const findings = nothingFound();
  const sent = new Map<string, number>();
  const revealed = new Map<string, string>();
  let fresh: Ack[] = [];

  async function holds(store: Store, ack: Ack): Promise<boolean> {
    if (ack.ack === 'import') {
      const seats = await store.seats.ofBenefit(ack.benefit, { skip: 0, limit: 100 });
      return (await store.benefits.get(ack.benefit)) !== null && seats.length === IMPORTED.seats;
    }
    const entry = await store.history.get(ack.entry);
    if (!entry) return false;
    if (ack.ack === 'keys') return entry.command === 'keys' && entry.actor === ack.actor;
    const seat = await store.seats.get(ack.seat);
    if (!seat || seat.version < ack.version) return false;
    return seat.version > ack.version || seat.holderKey === ack.holder;
  }

  return {
    findings,
    heard(lines) {
      for (const line of lines) {
        if ('sent' in line) sent.set(line.sent, (sent.get(line.sent) ?? 0) + 1);
        if (!('ack' in line)) continue;
        fresh.push(line);
        findings.acknowledged += 1;
        if (line.ack !== 'keys') continue;
        if (revealed.has(line.text) && revealed.get(line.text) !== line.entry) findings.keysGivenTwice += 1;
        revealed.set(line.text, line.entry);
      }
    },
    async checkRound(store) {
      while ((await store.outbox.drain(50)) > 0);
      for (const ack of fresh) if (!(await holds(store, ack))) findings.lost += 1;
      fresh = [];
    },
    async checkAll(engine, store) {
      const all = await loadAll(engine);
      for (const benefit of await store.benefits.all()) {
        const seats = all.seats.get(benefit.id) ?? [];
        const keys = all.keys.get(benefit.id) ?? [];
        const held = seats.filter(({ state }) => state !== 'free').map(({ holderKey }) => holderKey);
        findings.heldTwice += held.length - new Set(held).size;
        findings.overCapacity += Math.max(0, held.length - benefit.quantity);
        if (benefit.id.startsWith('i-')) {
          const whole = seats.length === IMPORTED.seats && keys.length === IMPORTED.keys;
          findings.importsHalf += whole ? 0 : 1;
        }
      }
      const orphans = [...all.seats.keys(), ...all.keys.keys()].filter((id) => !all.benefits.has(id));
      findings.importsHalf += new Set(orphans).size;
      for (const seat of [...all.seats.values()].flat()) {
        const entries = all.entries.get(seat.id) ?? [];
        // Each change raised the version by one and left one entry.
        findings.withoutHistory += Math.abs(seat.version - 1 - entries.length);
        findings.withoutNotice += missingNotices(entries, all.notices.get(seat.id) ?? []);
      }
      for (const [benefitId, keys] of all.keys) {
        const taken = keys.filter(({ takenAt }) => takenAt !== null).length;
        findings.withoutHistory += Math.abs(taken - (all.reveals.get(benefitId) ?? 0));
      }
      findings.noticesUnsent += all.dispatches.filter(({ id }) => !sent.has(id)).length;
      findings.noticesRepeated = [...sent.values()].reduce((sum, times) => sum + times - 1, 0);
    },
  };
}

function missingNotices(entries: readonly HistoryEntry[], notices: readonly Dispatch[]): number {
  const told = (kind: string): number => notices.filter(({ notice }) => notice.kind === kind).length;
  const done = (command: string): number => entries.filter((entry) => entry.command === command).length;
  // Who gives a seat back is not told so.
  const givenBack = entries.filter(({ command, actor, person }) => command === 'unassign' && actor === person).length;
  return (
    Math.abs(told('assigned') - done('assign') - done('reassign')) +
    Math.abs(told('moved-away') - done('reassign')) +
    Math.abs(told('taken-back') - done('unassign') + givenBack)
  );
}

const push = <T>(map: Map<string, T[]>, key: string, value: T): void => {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
};

async function loadAll(engine: Engine) {
  const seats = new Map<string, Seat[]>();
  const keys = new Map<string, ProductKey[]>();
  const benefits = new Set<string>();
  const entries = new Map<string, HistoryEntry[]>();
  const reveals = new Map<string, number>();
  const notices = new Map<string, Dispatch[]>();
  const dispatches: Dispatch[] = [];
  const each = async <T>(name: string, visit: (document: T) => void): Promise<void> => {
    for await (const batch of documentsOf(engine, name)) for (const document of batch) visit(document as unknown as T);
  };
  await each<{ id: string }>('benefits', ({ id }) => benefits.add(id));
  await each<Seat>('seats', (seat) => push(seats, seat.benefitId, seat));
  await each<ProductKey>('keys', (key) => push(keys, key.benefitId, key));
  await each<HistoryEntry>('history', (entry) => {
    if (entry.outcome !== 'done') return;
    if (entry.command === 'keys' && 'taken' in entry.detail) {
      const benefitId = `${entry.benefitId}`;
      reveals.set(benefitId, (reveals.get(benefitId) ?? 0) + 1);
    } else if ('seat' in entry.detail) push(entries, `${entry.benefitId}/${entry.detail.seat}`, entry);
  });
  await each<Dispatch>('dispatches', (dispatch) => {
    dispatches.push(dispatch);
    if (dispatch.notice.seatId) push(notices, dispatch.notice.seatId, dispatch);
  });
  return { seats, keys, benefits, entries, reveals, notices, dispatches };
}
