import { type Benefit, benefitBlocker, nextEnd, sortKeyOf } from '../benefits/benefit';
import type { Stored } from '../benefits/outbox';
import type { Repository, Store } from '../benefits/ports';
import { addDays, dayOf } from '../benefits/time';
import { type Kind, type Kinds, OUTBOX_KINDS, type OutboxKind } from './collections';
import type { Collection, Engine, Query, Selection } from './engine';
import { createHistory } from './history-queries';
import { createLeases } from './lease';
import { createOutbox, type Written } from './outbox';
import { type ListQuery, QUERIES } from './queries';
import { repository } from './repository';
import { rewriteTexts } from './rewrite';

/** The repositories, on top of a document engine. */

const ALL = 2 ** 31 - 1;
/** After this many conflicts in a row, give up. */
const ROUNDS = 50;
const CATALOGUE = 'catalogue';
const PING_MS = 10_000;
/** How long finished dispatches are kept, so that a repeated one is recognized by its id. */
const DISPATCH_DAYS = 90;

export function createStore(engine: Engine): Store {
  const of = <K extends Kind>(kind: K): Collection<Kinds[K]> => engine.collection<Kinds[K]>(kind);
  const benefits = of('benefits');
  const seats = of('seats');
  const keys = of('keys');
  const people = of('people');
  const requests = of('requests');
  const steps = of('steps');
  const dispatches = of('dispatches');
  const conversations = of('conversations');
  const facts = of('facts');
  const all = (selection: Selection): Query => ({ ...selection, limit: ALL });

  /** False: others changed it without pause. */
  async function writeFact(name: string, value: string): Promise<boolean> {
    for (let round = 0; round < ROUNDS; round += 1) {
      const known = await facts.get(name);
      const done = known
        ? (await facts.replaceIf(name, known.version, { ...known, value })) === 'done'
        : await facts.insert({ id: name, version: 1, value });
      if (done) return true;
    }
    return false;
  }
  /** Raises the fact's version; where that fails, others have raised it. */
  const bump = async (name: string): Promise<void> => void (await writeFact(name, ''));
  const bumpCatalogue = (): Promise<void> => bump(CATALOGUE);
  const revisionOf = async (name: string): Promise<number> => (await facts.get(name))?.version ?? 0;

  /** A repository that bumps the catalogue when names may have changed. */
  function named<T extends Stored>(plain: Repository<T>, nameOf: (document: T) => string): Repository<T> {
    const told = async <R>(result: R, changed: boolean): Promise<R> => {
      if (changed) await bumpCatalogue();
      return result;
    };
    return {
      get: plain.get,
      getMany: plain.getMany,
      insert: async (document) => {
        const inserted = await plain.insert(document);
        return told(inserted, inserted);
      },
      replace: async (before, after) => {
        const outcome = await plain.replace(before, after);
        return told(outcome, outcome === 'done' && nameOf(before) !== nameOf(after));
      },
      remove: async (document) => {
        const removed = await plain.remove(document);
        return told(removed, removed);
      },
    };
  }

  let pinged: { at: number; answer: Promise<void> } | null = null;
  function ping(): Promise<void> {
    const at = performance.now();
    if (pinged && at - pinged.at < PING_MS) return pinged.answer;
    pinged = { at, answer: engine.ping().then(() => bump('ping')) };
    return pinged.answer;
  }

  const written: Written = new Map();
  const carrying = <K extends OutboxKind>(kind: K): Repository<Kinds[K]> =>
    repository<Kinds[K]>(of(kind), (id, document) => written.set(`${kind} ${id}`, document));

  const history = createHistory(of('history'));
  const outbox = createOutbox({
    outbox: { seats, keys, people, requests, steps },
    history,
    dispatches,
    bumpCatalogue,
    written,
  });
  const usedOfEach = async (benefitIds: readonly string[]): Promise<number[]> => {
    const counts = await seats.countEach(QUERIES.seats.usedOfEach(benefitIds));
    return benefitIds.map((id) => counts.get(id) ?? 0);
  };

  /** The values of the keys, each once, in the order of an index that begins with them. */
  async function distinct(after: (value: string) => Selection, of: (key: Kinds['keys']) => string): Promise<string[]> {
    const values: string[] = [];
    for (;;) {
      const [next] = await keys.find({ ...after(values.at(-1) ?? ''), limit: 1 });
      if (!next) return values;
      values.push(of(next));
    }
  }

  async function filtered(query: ListQuery): Promise<readonly Benefit[]> {
    if (query.filter === 'expiring') return expiring(query);
    const found = await benefits.find(all(QUERIES.benefits.list(query)));
    const used = await usedOfEach(found.map(({ id }) => id));
    const isAvailable = (benefit: Benefit, inUse: number): boolean =>
      inUse < benefit.quantity && benefitBlocker(benefit, query.today) === null;
    return found.filter((benefit, at) =>
      query.filter === 'available' ? isAvailable(benefit, used[at] ?? 0) : used[at],
    );
  }

  async function expiring(query: ListQuery): Promise<Benefit[]> {
    const found = await Promise.all(
      (['expiresOn', 'activateBy'] as const).map((end) =>
        benefits.find(all(QUERIES.benefits.expiring(query, end, query.today))),
      ),
    );
    const unique = new Map(found.flat().map((benefit) => [benefit.id, benefit]));
    const key = (benefit: Benefit): string => `${nextEnd(benefit, query.today).on}|${sortKeyOf(benefit)}`;
    return [...unique.values()].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  }

  async function sweepOf<T extends Stored>(collection: Collection<T>, lapsed: Query): Promise<void> {
    await Promise.all((await collection.find(lapsed)).map(({ id, version }) => collection.deleteIf(id, version)));
  }

  return {
    engine: engine.name,
    membership: named(repository(of('membership')), (membership) => JSON.stringify(membership)),
    benefits: {
      ...named(repository(benefits), ({ nameEn, nameFr, category, quantity }) =>
        JSON.stringify([nameEn, nameFr, category, quantity]),
      ),
      page: async (query, { skip, limit }) =>
        query.filter === undefined
          ? benefits.find({ ...QUERIES.benefits.list(query), skip, limit })
          : (await filtered(query)).slice(skip, skip + limit),
      count: async (query) =>
        query.filter === undefined ? benefits.count(QUERIES.benefits.list(query)) : (await filtered(query)).length,
      all: () => benefits.find(all(QUERIES.benefits.list())),
    },
    seats: {
      ...carrying('seats'),
      async held(benefitId, person) {
        const [seat] = await seats.find({ ...QUERIES.seats.held(benefitId, person), limit: 1 });
        return seat ?? null;
      },
      free: (benefitId, limit) => seats.find({ ...QUERIES.seats.free(benefitId), limit }),
      used: (benefitId) => seats.count(QUERIES.seats.used(benefitId)),
      usedOfEach,
      async heldByEach(people) {
        const counts = await seats.countEach(QUERIES.seats.heldByEach(people));
        return people.map((id) => counts.get(id) ?? 0);
      },
      ofBenefit: (benefitId, page) => seats.find({ ...QUERIES.seats.ofBenefit(benefitId), ...page }),
      ofPerson: (person) => seats.find(all(QUERIES.seats.ofPerson(person))),
      takenOf: (benefitId, page) => seats.find({ ...QUERIES.seats.used(benefitId), ...page }),
      taken: (page) => seats.find({ ...QUERIES.seats.taken(), ...page }),
      countTaken: () => seats.count(QUERIES.seats.taken()),
      unanswered: (before, limit) => seats.find({ ...QUERIES.seats.unanswered(before), limit }),
      ending: (by, limit) => seats.find({ ...QUERIES.seats.ending(by), limit }),
      activating: (today, limit) => seats.find({ ...QUERIES.seats.activating(today), limit }),
    },
    keys: {
      ...carrying('keys'),
      ofBenefit: (benefitId, page) => keys.find({ ...QUERIES.keys.ofBenefit(benefitId), ...page }),
      free: (benefitId, limit) => keys.find({ ...QUERIES.keys.free(benefitId), limit }),
      countFree: (benefitId) => keys.count(QUERIES.keys.free(benefitId)),
      takenBy: (benefitId, person) => keys.find(all(QUERIES.keys.takenBy(benefitId, person))),
      async known(fingerprints) {
        const counts = await keys.countEach(QUERIES.keys.byFingerprints(fingerprints));
        return fingerprints.filter((each) => counts.has(each));
      },
      async lengths() {
        const lengthOf = ({ fingerprint }: Kinds['keys']): string => fingerprint.split('-')[0] ?? '';
        // The first character after a hyphen skips the other fingerprints of that length.
        const found = await distinct((above) => QUERIES.keys.fingerprintAfter(above && `${above}.`), lengthOf);
        return new Set(found.map(Number));
      },
      async encryptedOtherwise(kid, limit) {
        const before = await keys.find({ ...QUERIES.keys.encryptedBefore(kid), limit });
        if (before.length === limit) return before;
        return [...before, ...(await keys.find({ ...QUERIES.keys.encryptedAfter(kid), limit: limit - before.length }))];
      },
      kids: () => distinct(QUERIES.keys.encryptedAfter, ({ encrypted }) => encrypted.kid),
    },
    people: {
      ...named(carrying('people'), ({ name, email }) => JSON.stringify([name, email])),
      async byEmail(email) {
        const [person] = await people.find({ ...QUERIES.people.byEmail(email), limit: 1 });
        return person ?? null;
      },
      byEmails: (emails) => people.find(all(QUERIES.people.byEmails(emails))),
      async byObjectId(aadObjectId) {
        const [person] = await people.find({ ...QUERIES.people.byObjectId(aadObjectId), limit: 1 });
        return person?.aadObjectId === aadObjectId ? person : null;
      },
      page: (page) => people.find({ ...QUERIES.people.byName(), ...page }),
      count: () => people.count(QUERIES.people.byName()),
      admins: () => people.find(all(QUERIES.people.admins())),
      all: () => people.find(all(QUERIES.people.byName())),
    },
    history,
    requests: {
      ...carrying('requests'),
      open: (page) => requests.find({ ...QUERIES.requests.open(), ...page }),
      waiting: (benefitId) => requests.find(all(QUERIES.requests.waiting(benefitId))),
      ofPerson: (person) => requests.find({ ...all(QUERIES.requests.ofPerson(person)), direction: -1 }),
    },
    steps: {
      ...carrying('steps'),
      open: (benefitId, page) => steps.find({ ...QUERIES.steps.open(benefitId ?? undefined), ...page }),
      countOpen: (benefitId) => steps.count(QUERIES.steps.open(benefitId ?? undefined)),
      openOf: async (benefitId, person) =>
        (await steps.find(all(QUERIES.steps.ofPerson(benefitId, person)))).filter(({ state }) => state === 'open'),
    },
    dispatches: {
      ...repository(dispatches),
      due: (now, limit) => dispatches.find({ ...QUERIES.dispatches.due(now), limit }),
      dueAfter: (moment, limit) => dispatches.find({ ...QUERIES.dispatches.dueAfter(moment), limit }),
      undone: (limit) => dispatches.find({ ...QUERIES.dispatches.undone(), limit }),
    },
    conversations: {
      ...repository(conversations),
      claim: (id, activity, claim) => conversations.addTo(id, 'activities', activity, claim),
    },
    oneTimeTokens: repository(of('oneTimeTokens')),
    uploads: repository(of('uploads')),
    plans: repository(of('plans')),
    outbox,
    async rewriteTexts(change) {
      let changed = 0;
      for (const kind of ['dispatches', 'steps', 'requests', 'conversations', 'plans', 'oneTimeTokens'] as const)
        changed += await rewriteTexts(engine.collection(kind), change);
      return changed;
    },
    async applyAll(writes, progress) {
      if (!(await engine.apply(writes, progress))) return false;
      for (const kind of OUTBOX_KINDS) written.set(`${kind} `, null);
      await bumpCatalogue();
      return true;
    },
    catalogue: {
      revision: () => revisionOf(CATALOGUE),
      bump: bumpCatalogue,
    },
    facts: {
      get: async (name) => (await facts.get(name))?.value ?? null,
      load: (name) => facts.get(name),
      async set(name, value) {
        if (!(await writeFact(name, value))) throw new Error(`The fact ${name} changes without pause`);
      },
      insert: (name, value) => facts.insert({ id: name, version: 1, value }),
    },
    lease: createLeases(of('leases')),
    async sweep(now, limit) {
      const lapsed = { ...QUERIES.lapsed(now), limit };
      await sweepOf(conversations, lapsed);
      await sweepOf(of('oneTimeTokens'), lapsed);
      await sweepOf(of('uploads'), lapsed);
      await sweepOf(of('plans'), lapsed);
      await sweepOf(dispatches, { ...QUERIES.dispatches.ended(addDays(dayOf(now), -DISPATCH_DAYS)), limit });
    },
    ping,
    async clockSkew(now) {
      const [server, [newest]] = await Promise.all([engine.serverTime(), history.page({}, { skip: 0, limit: 1 })]);
      const ahead = server === null ? 0 : (now.getTime() - server.getTime()) / 1000;
      const behind = newest ? (Date.parse(newest.at) - now.getTime()) / 1000 : 0;
      return Math.round(behind > 1 ? -behind : ahead);
    },
    close: () => engine.close(),
  };
}
