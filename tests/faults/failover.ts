import { claim } from '../../benefits/seat';
import { openStore, StoreUnavailable } from '../../storage';
import { grantTo, seatOf } from '../storage/documents';
import { type Fault, startReplicaSet } from '../support/mongo/fault-proxy';

/** For each fault: what claims were told, and what the store says afterwards. */
export interface FailoverRow {
  fault: string;
  told: number;
  notKnown: number;
  inStore: number;
  /** Told as done and not in the store. */
  lost: number;
  /** In the store, told as not done. */
  toldWrongly: number;
}

const CODES = [10_107, 11_602, 189, 11_600, 91, 262, 112, 50, 134];
const FAULTS: [name: string, fault: Fault][] = [
  ['connection cut before the command', { cut: true }],
  ['reply lost', { swallow: true }],
  ['delayed by 300 ms', { delayMs: 300 }],
  ...CODES.map((code): [string, Fault] => [`error ${code}`, { error: code }]),
  ['write concern error 64', { writeConcernError: 64 }],
  ['write concern error 91', { writeConcernError: 91 }],
];
/** Electing a primary takes this long by default. */
const ELECTION_MS = 12_000;

/** Half of the updates of `seats` meet the fault; then one election. */
export async function failovers(jars: string, claims: number): Promise<FailoverRow[]> {
  const proxy = await startReplicaSet(jars);
  const rows: FailoverRow[] = [];
  try {
    for (const [name, fault] of [...FAULTS, ['an election of 12 s', null] as const]) {
      const store = await openStore({ mongodbUri: proxy.uri, mongodbDb: `failover-${rows.length}`, dataDir: '' });
      for (let seat = 1; seat <= claims; seat += 1) await store.seats.insert(seatOf('visio', seat));
      let seen = 0;
      proxy.fault = ({ name: command, collection }) => {
        if (command !== 'update' || collection !== 'seats') return null;
        seen += 1;
        return seen % 2 === 1 ? fault : null;
      };
      if (fault === null) {
        proxy.primary(false);
        setTimeout(() => proxy.primary(true), ELECTION_MS);
      }
      const told = new Map<string, boolean | null>();
      await Promise.all(
        Array.from({ length: claims }, async (_, index) => {
          const seat = seatOf('visio', index + 1);
          const after = claim(seat, grantTo(`person${index}`), { history: [], notices: [], steps: [] });
          try {
            told.set(seat.id, after !== null && (await store.seats.replace(seat, after)) === 'done');
          } catch (error) {
            if (!(error instanceof StoreUnavailable)) throw error;
            told.set(seat.id, null);
          }
        }),
      );
      proxy.fault = null;
      const taken = new Set((await store.seats.taken({ skip: 0, limit: claims + 1 })).map(({ id }) => id));
      const count = (fits: (id: string, said: boolean | null) => boolean): number =>
        [...told].filter(([id, said]) => fits(id, said)).length;
      rows.push({
        fault: name,
        told: count((_, said) => said === true),
        notKnown: count((_, said) => said === null),
        inStore: taken.size,
        lost: count((id, said) => said === true && !taken.has(id)),
        toldWrongly: count((id, said) => said === false && taken.has(id)),
      });
      await store.close();
    }
  } finally {
    await proxy.close();
  }
  return rows;
}
