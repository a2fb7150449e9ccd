import type { Benefit } from '../benefit';
import type { OperatingSystem } from '../command';
import { keyContext, type ProductKey, serves, takenSlot } from '../key';
import { withOutbox } from '../outbox';
import type { PersonSummary } from '../person';
import type { Ports } from '../ports';
import { isRefusal, type Refusal } from '../refusal';
import type { Seat } from '../seat';
import { companyDay } from '../time';
import { watchReveals } from './alarms';
import { type Actor, done, madeBefore } from './record';
import { activationBlocker } from './seats';

export interface WantedKey {
  benefit: Benefit;
  language: string | null;
  os: OperatingSystem | null;
  /** Single-use: the seat's holder that the key is for. */
  holder: PersonSummary | null;
}

/** What is left to choose, where keys differ by it. Empty lists: nothing. */
export interface KeyChoices {
  languages: string[];
  systems: OperatingSystem[];
}

export interface KeyOffer extends KeyChoices {
  kind: 'multiple' | 'single-use';
  total: number;
  free: number;
  /** Keys that were taken for the holder's seat; without a holder, those that the actor took. */
  mine: ProductKey[];
  /** How many single-use keys were ever taken like that, in any language or system; the ordinal of the next one. */
  taken: number;
  /** Keys in the wanted language and system. */
  fitting: ProductKey[];
}

const MANY = 10_000;

/**
 * What a reveal would show. Language and operating system are asked for only where they decide which key it is.
 */
export async function offerKeys(ports: Ports, actor: Actor, wanted: WantedKey): Promise<KeyOffer | Refusal> {
  const { benefit } = wanted;
  const blocker = await activationBlocker(ports, benefit);
  if (blocker) return blocker;
  const keys = await ports.store.keys.ofBenefit(benefit.id, { skip: 0, limit: MANY });
  const [first] = keys;
  if (!first) return { reason: 'no-keys', benefit: benefit.id, portalUrl: benefit.portalUrl };
  const seat = wanted.holder && (await ports.store.seats.held(benefit.id, wanted.holder.id));
  if (wanted.holder && !seat) return { reason: 'not-holder', benefit: benefit.id, person: wanted.holder.id };
  const choices = choicesOf(keys, wanted);
  const fitting = keys.filter((key) => serves(key, wanted.language, wanted.os));
  if (fitting.length === 0) return { reason: 'no-key-for-choice', benefit: benefit.id };
  const theirs = (key: ProductKey): boolean =>
    seat === null ? key.takenBy === actor.id && key.takenFor === null : takenWith(key, seat);
  const mine = fitting.filter(theirs);
  const taken = keys.filter((key) => (seat === null ? theirs(key) : key.takenFor === wanted.holder?.id)).length;
  const free = fitting.filter((key) => key.kind === 'single-use' && key.takenAt === null).length;
  const single = fitting.every((key) => key.kind === 'single-use');
  if (single && free === 0 && mine.length === 0) {
    return { reason: 'keys-used-up', benefit: benefit.id, total: fitting.length };
  }
  return { kind: first.kind, total: fitting.length, free, mine, taken, fitting, ...choices };
}

/** The seats whose holders got a single-use key with them: it stays theirs. */
export async function withOwnKey({ store }: Pick<Ports, 'store'>, seats: readonly Seat[]): Promise<Seat[]> {
  const ids = [...new Set(seats.map(({ benefitId }) => benefitId))];
  const keys = (await Promise.all(ids.map((id) => store.keys.ofBenefit(id, { skip: 0, limit: MANY })))).flat();
  return seats.filter((seat) => keys.some((key) => key.benefitId === seat.benefitId && takenWith(key, seat)));
}

/** Taken for the seat's holder since they have had it. */
const takenWith = (key: ProductKey, { holderKey, since }: Seat): boolean =>
  key.takenFor === holderKey && key.takenAt !== null && key.takenAt >= (since ?? '');

const distinct = <T>(values: readonly (T | null)[]): T[] =>
  [...new Set(values.filter((value): value is T => value !== null))].sort();

function choicesOf(keys: readonly ProductKey[], wanted: WantedKey): KeyChoices {
  const languages =
    wanted.language === null
      ? distinct(keys.filter((key) => serves(key, null, wanted.os)).map((key) => key.language))
      : [];
  const systems =
    wanted.os === null ? distinct(keys.filter((key) => serves(key, wanted.language, null)).map((key) => key.os)) : [];
  return { languages: languages.length > 1 ? languages : [], systems: systems.length > 1 ? systems : [] };
}

export interface Reveal {
  keys: { text: string; language: string | null; os: OperatingSystem | null; kind: ProductKey['kind'] }[];
  downloads: Benefit['downloads'];
  free: number;
}

/**
 * Reveals a key after writing the reveal to the history; if that fails, this throws and decrypts nothing. A `multiple`
 * key is shared. A `single-use` key is taken by the actor; without `another`, the one taken before is shown again.
 * Idempotent per `once`.
 */
export async function revealKeys(
  ports: Ports,
  actor: Actor,
  wanted: WantedKey,
  another: boolean,
  once: string | null,
): Promise<Reveal | Refusal> {
  const offer = await offerKeys(ports, actor, wanted);
  if (isRefusal(offer)) return offer;
  if (offer.languages.length > 0 || offer.systems.length > 0)
    return { reason: 'no-key-for-choice', benefit: wanted.benefit.id };
  const repeated = once !== null && (await madeBefore(ports, once, offer.mine));
  const single = offer.fitting.filter((key) => key.kind === 'single-use');
  const shared = offer.fitting.filter((key) => key.kind === 'multiple');
  const shown = shared.map((key) => ({ key, fresh: false }));
  if (single.length > 0) {
    const own = offer.mine.length > 0 && (!another || repeated);
    const key = own ? { key: again(offer.mine), fresh: false } : await take(ports, actor, wanted, offer.taken, once);
    if (isRefusal(key)) return key;
    shown.push(key);
  }
  // A key taken just now holds its entry already; the others' entries are written before decrypting.
  const entries = shown
    .filter(({ fresh }) => !fresh)
    .map(({ key }) => done(ports, actor, 'keys', aboutKey(wanted, key, 'shown')));
  if (entries.length > 0) await ports.store.history.append(entries);
  await watchReveals(ports, actor);
  return {
    keys: shown.map(({ key }) => ({
      text: ports.keyring.decrypt(key.encrypted, keyContext(key.id)),
      language: key.language,
      os: key.os,
      kind: key.kind,
    })),
    downloads: wanted.benefit.downloads.filter((file) => serves(file, wanted.language, wanted.os)),
    free: await ports.store.keys.countFree(wanted.benefit.id),
  };
}

/**
 * A holder reveals the key of their own seat, once per assignment: the seat records it before the key is decrypted. An admin
 * who sends the notice again allows it once more.
 */
export async function revealOwnKey(ports: Ports, actor: Actor, wanted: WantedKey): Promise<Reveal | Refusal> {
  const own = { ...wanted, holder: actor };
  for (;;) {
    const offer = await offerKeys(ports, actor, own);
    if (isRefusal(offer)) return offer;
    const seat = await ownSeat(ports, actor, wanted.benefit);
    if (isRefusal(seat)) return seat;
    const marked = { ...seat, keyShownAt: ports.clock.now().toISOString() };
    if ((await ports.store.seats.replace(seat, marked)) === 'done') return revealKeys(ports, actor, own, false, null);
  }
}

/** The actor's seat while its key may still be revealed by them. */
export async function ownSeat(ports: Ports, actor: Actor, benefit: Benefit): Promise<Seat | Refusal> {
  const seat = await ports.store.seats.held(benefit.id, actor.id);
  if (!seat) return { reason: 'not-yours', benefit: benefit.id };
  if (seat.keyShownAt)
    return { reason: 'key-shown-before', benefit: benefit.id, on: companyDay(ports, seat.keyShownAt) };
  return seat;
}

const again = (mine: readonly ProductKey[]): ProductKey =>
  [...mine].sort((a, b) => (a.takenAt ?? '').localeCompare(b.takenAt ?? '')).at(-1) as ProductKey;

const aboutKey = (wanted: WantedKey, key: ProductKey, what: 'shown' | 'taken') => ({
  benefitId: wanted.benefit.id,
  person: wanted.holder?.email ?? null,
  detail: {
    [what]: key.position + 1,
    kind: key.kind,
    ...(key.language ? { language: key.language } : {}),
    ...(key.os ? { os: key.os } : {}),
  },
});

/**
 * Takes a key and adds its history entry in one conditional write. If two admins race, each gets a different key; two
 * presses of one button get the same one, because both saw the same `ordinal`.
 */
async function take(
  ports: Ports,
  actor: Actor,
  wanted: WantedKey,
  ordinal: number,
  once: string | null,
): Promise<{ key: ProductKey; fresh: boolean } | Refusal> {
  // A key of a seat is the same for every admin who asks for it, and for its holder.
  const slot = takenSlot(wanted.holder ? '' : actor.id, wanted.holder?.id ?? null, ordinal);
  for (;;) {
    const keys = await ports.store.keys.ofBenefit(wanted.benefit.id, { skip: 0, limit: MANY });
    const same = keys.find((each) => each.takenSlot === slot);
    if (same) return { key: same, fresh: false };
    const fitting = keys.filter((key) => key.kind === 'single-use' && serves(key, wanted.language, wanted.os));
    const key = fitting.find((each) => each.takenAt === null);
    if (!key) return { reason: 'keys-used-up', benefit: wanted.benefit.id, total: fitting.length };
    const entry = done(ports, actor, 'keys', { id: once ?? undefined, ...aboutKey(wanted, key, 'taken') });
    const after = withOutbox(
      {
        ...key,
        takenBy: actor.id,
        takenFor: wanted.holder?.id ?? null,
        takenAt: ports.clock.now().toISOString(),
        takenSlot: slot,
      },
      [entry],
    );
    const outcome = await ports.store.keys.replace(key, after);
    if (outcome === 'done') return { key: after, fresh: true };
  }
}
