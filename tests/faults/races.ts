import { claim } from '../../benefits/seat';
import { openEngine, openKeyring, type StoreSettings } from '../../storage';
import { createStore } from '../../storage/store';
import { grantTo, personOf, seatOf } from '../storage/documents';
import { faultsIn, startWorker } from './children';
import { benefitWithSeats, company, KEY_SETTING, SMALL } from './company';

const WANTED = 10;

export interface ClaimResult {
  processes: number;
  claims: number;
  won: number;
  toldFull: number;
  /** The store took longer than it may: the machine is too busy. */
  notKnown: number;
  seatsTaken: number;
  faults: number;
}

/** So many people want 10 seats at once. */
export async function claimRace(settings: StoreSettings, processes: number, claims: number): Promise<ClaimResult> {
  const engine = await openEngine(settings);
  const store = createStore(engine);
  await store.applyAll(company(await openKeyring(store, KEY_SETTING), SMALL));
  await store.applyAll(benefitWithSeats('wanted', WANTED));
  const count = claims / processes;
  const workers = Array.from({ length: processes }, (_, n) =>
    startWorker({ mode: 'claims', settings, from: n * count, count }),
  );
  await Promise.all(workers.map(({ ready }) => ready));
  for (const worker of workers) worker.go();
  await Promise.all(workers.map(({ ended }) => ended));
  const answers = workers.flatMap(({ lines }) => lines.flatMap((line) => ('claim' in line ? [line] : [])));
  const seats = (await store.seats.ofBenefit('wanted', { skip: 0, limit: 100 })).filter(
    ({ state }) => state !== 'free',
  );
  const won = answers.filter(({ got }) => got !== null);
  const full = answers.filter(({ why, quantity }) => why === 'full' && quantity === WANTED);
  const notKnown = answers.filter(({ why }) => why === 'not-known');
  const holders = new Map(seats.map(({ id, holderKey }) => [id, holderKey]));
  const wrong = won.filter(({ claim: person, got }) => got === null || holders.get(got) !== person).length;
  const mayHold = new Set([...won, ...notKnown].map(({ claim: person }) => person));
  const toldWrongly = seats.filter(({ holderKey }) => !mayHold.has(holderKey)).length;
  await engine.close();
  return {
    processes,
    claims: answers.length,
    won: won.length,
    toldFull: full.length,
    notKnown: notKnown.length,
    seatsTaken: seats.length,
    faults:
      wrong +
      toldWrongly +
      faultsIn(workers).length +
      Math.abs(claims - won.length - full.length - notKnown.length) +
      (full.length > 0 || notKnown.length === 0 ? Math.abs(seats.length - WANTED) : 0),
  };
}

export interface ReassignResult {
  processes: number;
  reassigns: number;
  toldStale: number;
  version: number;
  faults: number;
}

/** So many admins give one seat to somebody else at once, each until it was theirs: every version has one winner. */
export async function reassignRace(
  settings: StoreSettings,
  processes: number,
  reassigns: number,
): Promise<ReassignResult> {
  const engine = await openEngine(settings);
  const store = createStore(engine);
  await store.applyAll(company(await openKeyring(store, KEY_SETTING), SMALL));
  await store.applyAll(benefitWithSeats('wanted', 1));
  await store.people.insert(personOf('first@contoso.com'));
  const held = claim(seatOf('wanted', 1), grantTo('first@contoso.com'), { history: [], notices: [] });
  if (held) await store.seats.replace(seatOf('wanted', 1), held);
  const count = reassigns / processes;
  const workers = Array.from({ length: processes }, (_, n) =>
    startWorker({ mode: 'reassigns', settings, from: n * count, count }),
  );
  await Promise.all(workers.map(({ ready }) => ready));
  for (const worker of workers) worker.go();
  await Promise.all(workers.map(({ ended }) => ended));
  while ((await store.outbox.drain(500)) > 0);
  const won = workers.flatMap(({ lines }) => lines.flatMap((line) => ('reassigned' in line ? [line] : [])));
  const stale = workers.flatMap(({ lines }) => lines.filter((line) => 'stale' in line));
  const seat = await store.seats.get('wanted/1');
  const entries = await store.history.page({ benefitId: 'wanted' }, { skip: 0, limit: 1000 });
  const last = won.find(({ version }) => version === seat?.version);
  const handedOn = new Map(entries.map(({ detail, person }) => [detail.from, person]));
  let holder: string | null = 'first@contoso.com';
  let chain = 0;
  for (let next = handedOn.get(holder); next; next = handedOn.get(holder)) {
    holder = next;
    chain += 1;
  }
  await engine.close();
  return {
    processes,
    reassigns: won.length,
    toldStale: stale.length,
    version: seat?.version ?? 0,
    faults:
      faultsIn(workers).length +
      Math.abs(won.length - reassigns) +
      Math.abs(new Set(won.map(({ version }) => version)).size - reassigns) +
      Math.abs((seat?.version ?? 0) - 2 - reassigns) +
      Math.abs(entries.length - reassigns) +
      Math.abs(chain - reassigns) +
      (last?.reassigned === seat?.holderKey && holder === seat?.holderKey ? 0 : 1),
  };
}
