import { takenSlot } from '../../benefits/key';
import { withOutbox } from '../../benefits/outbox';
import type { HistoryQuery, Store } from '../../benefits/ports';
import { claim, handOver, release, type Seat } from '../../benefits/seat';
import type { StepChange } from '../../benefits/step-change';
import { openKeyring } from '../../storage/keyring';
import { AT, benefitOf, entryOf, grantTo, keyOf, noticeOf, personOf, requestOf, seatOf } from './documents';
import type { Opened, Server } from './servers';

const TODAY = '2026-03-01';
const ALL = { skip: 0, limit: 100 };
const KEYS = `k1:${Buffer.alloc(32, 1).toString('base64')}`;
const ids = (documents: readonly { id: string }[]): string[] => documents.map(({ id }) => id);

/** What every server must hold. One suite; whoever runs it names the server. */
export function contract(server: () => Server): void {
  let opened: Opened;
  let store: Store;
  beforeEach(async () => {
    opened = await server().fresh();
    store = opened.store;
  });

  describe('a document', () => {
    test('is stored whole and read back equal', async () => {
      const person = personOf('josé@contoso.com'.replace('é', 'e'), {
        name: 'José “Pépé” Ñ 漢字 😀',
        aadObjectId: 'o-1',
      });
      expect(await store.people.insert(person)).toBe(true);
      expect(await store.people.get(person.id)).toEqual(person);
      expect(await store.people.get('nobody@contoso.com')).toBeNull();
    });

    test('is inserted once', async () => {
      expect(await store.people.insert(personOf('tom@contoso.com'))).toBe(true);
      expect(await store.people.insert(personOf('tom@contoso.com', { name: 'Other' }))).toBe(false);
      expect((await store.people.get('tom@contoso.com'))?.name).toBe('tom');
    });

    test('is replaced only at the version that was read, and its version rises', async () => {
      const before = personOf('tom@contoso.com');
      await store.people.insert(before);
      expect(await store.people.replace(before, { ...before, name: 'Tom' })).toBe('done');
      expect(await store.people.replace(before, { ...before, name: 'Late' })).toBe('stale');
      expect(await store.people.get(before.id)).toEqual({ ...before, name: 'Tom', version: 2 });
      expect(await store.people.replace(personOf('no@contoso.com'), personOf('no@contoso.com'))).toBe('stale');
    });

    test('is removed only at the version that was read', async () => {
      const first = personOf('tom@contoso.com');
      await store.people.insert(first);
      await store.people.replace(first, { ...first, name: 'Tom' });
      expect(await store.people.remove(first)).toBe(false);
      expect(await store.people.remove({ ...first, version: 2 })).toBe(true);
      expect(await store.people.get(first.id)).toBeNull();
    });

    test('of twenty who change one version, one wins', async () => {
      const before = personOf('tom@contoso.com');
      await store.people.insert(before);
      const outcomes = await Promise.all(
        Array.from({ length: 20 }, (_, n) => store.people.replace(before, { ...before, name: `Tom ${n}` })),
      );
      expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === 'stale')).toHaveLength(19);
    });
  });

  describe('unique values', () => {
    test('many people have no object id; one object id belongs to one person', async () => {
      for (const name of ['a', 'b', 'c']) expect(await store.people.insert(personOf(`${name}@contoso.com`))).toBe(true);
      const a = personOf('a@contoso.com');
      expect(await store.people.replace(a, { ...a, aadObjectId: 'o-1' })).toBe('done');
      const b = personOf('b@contoso.com');
      expect(await store.people.replace(b, { ...b, aadObjectId: 'o-1' })).toBe('taken');
      expect(await store.people.insert(personOf('d@contoso.com', { aadObjectId: 'o-1' }))).toBe(false);
      expect((await store.people.byObjectId('o-1'))?.id).toBe('a@contoso.com');
      expect(await store.people.byObjectId('none:b@contoso.com')).toBeNull();
    });

    test('an e-mail address belongs to one person and may change; the id stays', async () => {
      const tom = personOf('tom', { email: 'tom@contoso.com' });
      const ana = personOf('ana', { email: 'ana@contoso.com' });
      expect(await Promise.all([store.people.insert(tom), store.people.insert(ana)])).toEqual([true, true]);
      expect(await store.people.insert(personOf('other', { email: 'tom@contoso.com' }))).toBe(false);
      expect(await store.people.replace(ana, { ...ana, email: 'tom@contoso.com' })).toBe('taken');
      expect(await store.people.replace(tom, { ...tom, email: 'tom.baker@contoso.com' })).toBe('done');
      expect((await store.people.byEmail('tom.baker@contoso.com'))?.id).toBe('tom');
      expect(await store.people.byEmail('tom@contoso.com')).toBeNull();
      expect(await store.people.replace(ana, { ...ana, email: 'tom@contoso.com' })).toBe('done');
    });

    test('one that goes from hand to hand is free or taken, and never fails', async () => {
      // Nobody looks in between: whoever has it lets go while the others are just being told that it is taken.
      const reach = async (id: string): Promise<string[]> => {
        let person = personOf(id);
        await store.people.insert(person);
        const outcomes: string[] = [];
        while (outcomes.length < 30) {
          const after = { ...person, aadObjectId: person.aadObjectId === null ? 'o-1' : null };
          const outcome = await store.people.replace(person, after);
          if (outcome === 'done') person = { ...after, version: person.version + 1 };
          outcomes.push(outcome);
        }
        return outcomes;
      };
      const outcomes = await Promise.all(['a', 'b', 'c', 'd'].map((name) => reach(`${name}@contoso.com`)));
      expect(new Set(outcomes.flat())).toEqual(new Set(['done', 'taken']));
    });

    test('nobody holds two seats of one benefit', async () => {
      await store.seats.insert(seatOf('visio', 1));
      await store.seats.insert(seatOf('visio', 2));
      await store.seats.insert(seatOf('project', 1));
      expect(await take(store, seatOf('visio', 1), 'tom@contoso.com')).toBe('done');
      expect(await take(store, seatOf('visio', 2), 'tom@contoso.com')).toBe('taken');
      expect(await take(store, seatOf('project', 1), 'tom@contoso.com')).toBe('done');
    });
  });

  describe('seats', () => {
    beforeEach(async () => {
      for (const number of [3, 1, 2, 10]) await store.seats.insert(seatOf('visio', number));
      await store.seats.insert(seatOf('project', 1));
      await take(store, seatOf('visio', 2), 'tom@contoso.com');
      await take(store, seatOf('project', 1), 'tom@contoso.com');
    });

    test('are found by what they are asked for', async () => {
      expect((await store.seats.held('visio', 'tom@contoso.com'))?.id).toBe('visio/2');
      expect(await store.seats.held('visio', 'ana@contoso.com')).toBeNull();
      expect(ids(await store.seats.free('visio', 2))).toEqual(['visio/1', 'visio/3']);
      expect(await store.seats.used('visio')).toBe(1);
      expect(ids(await store.seats.ofBenefit('visio', ALL))).toEqual(['visio/1', 'visio/2', 'visio/3', 'visio/10']);
      expect(ids(await store.seats.ofBenefit('visio', { skip: 1, limit: 2 }))).toEqual(['visio/2', 'visio/3']);
      expect(ids(await store.seats.ofPerson('tom@contoso.com'))).toEqual(['project/1', 'visio/2']);
      expect(ids(await store.seats.taken(ALL))).toEqual(['project/1', 'visio/2']);
      expect(await store.seats.countTaken()).toBe(2);
    });

    test('whose waiting days are over are found, and no others', async () => {
      for (const [number, activatesOn] of [
        [20, '2026-03-01'],
        [21, '2026-03-02'],
        [22, '2026-02-10'],
      ] as const) {
        const seat = seatOf('visio', number);
        await store.seats.insert(seat);
        await take(store, seat, `p${number}@contoso.com`, activatesOn);
      }
      expect(ids(await store.seats.activating(TODAY, 10))).toEqual(['visio/22', 'visio/20']);
      expect(ids(await store.seats.activating(TODAY, 1))).toEqual(['visio/22']);
    });

    test('a claim, a handing over and a release each are one write', async () => {
      const free = seatOf('visio', 1);
      const claimed = claim(free, grantTo('ana@contoso.com'), { history: [], notices: [] });
      if (!claimed) throw new Error('The seat is free');
      expect(await store.seats.replace(free, claimed)).toBe('done');
      const held = await stored(store, 'visio/1');
      const handed = handOver(held, grantTo('eve@contoso.com'), { history: [], notices: [] });
      expect(await store.seats.replace(held, handed)).toBe('done');
      expect(await store.seats.held('visio', 'ana@contoso.com')).toBeNull();
      const now = await stored(store, 'visio/1');
      expect(await store.seats.replace(now, release(now, { history: [], notices: [] }))).toBe('done');
      expect(ids(await store.seats.free('visio', 1))).toEqual(['visio/1']);
    });
  });

  describe('benefits', () => {
    beforeEach(async () => {
      await store.benefits.insert(benefitOf('b', { category: 'support', quantity: 1 }));
      await store.benefits.insert(benefitOf('a', { expiresOn: '2026-04-30' }));
      for (const seat of ['a', 'a', 'b'].map((benefit, at) =>
        seatOf(benefit, at + 1, { state: 'active', holderKey: `p${at}` }),
      ))
        await store.seats.insert(seat);
      await store.benefits.insert(benefitOf('d', { expiresOn: '2026-03-20' }));
      await store.benefits.insert(
        benefitOf('c', { category: 'cloud', expiresOn: '2026-05-01', activateBy: '2026-04-01' }),
      );
    });

    test('are sorted by category, then name', async () => {
      expect(ids(await store.benefits.page({ today: TODAY }, ALL))).toEqual(['a', 'd', 'c', 'b']);
      expect(ids(await store.benefits.page({ today: TODAY }, { skip: 1, limit: 2 }))).toEqual(['d', 'c']);
      expect(ids(await store.benefits.all())).toEqual(['a', 'd', 'c', 'b']);
    });

    test.each([
      [{}, ['a', 'd', 'c', 'b']],
      [{ filter: 'available' }, ['a', 'd', 'c']],
      [{ filter: 'assigned' }, ['a', 'b']],
      [{ filter: 'expiring' }, ['d', 'c', 'a']],
      [{ category: 'cloud', filter: 'expiring' }, ['c']],
      [{ category: 'software' }, ['a', 'd']],
      [{ category: 'software', filter: 'available' }, ['a', 'd']],
      [{ category: 'support', filter: 'assigned' }, ['b']],
      [{ category: 'software', filter: 'expiring' }, ['d', 'a']],
      [{ category: 'visual-studio' }, []],
    ] as const)('page and count by %j', async (query, expected) => {
      expect(ids(await store.benefits.page({ ...query, today: TODAY }, ALL))).toEqual(expected);
      expect(await store.benefits.count({ ...query, today: TODAY })).toBe(expected.length);
    });

    test('available are neither ended nor yet to start', async () => {
      const available = async (today: string) => ids(await store.benefits.page({ filter: 'available', today }, ALL));
      expect(await available('2025-12-31')).toEqual([]);
      expect(await available('2026-03-21')).toEqual(['a', 'c']);
    });
  });

  describe('keys', () => {
    test('are found free, taken and by their encryption key', async () => {
      const keyring = await openKeyring(store, KEYS);
      const keys = ['K-1', 'K-2', 'K-3'].map((text, n) => keyOf(keyring, 'win', text, { position: 3 - n }));
      const shared = keyOf(keyring, 'win', 'M-1', { kind: 'multiple', position: 9 });
      const other = keyOf(keyring, 'office', 'O-1', { encrypted: { kid: 'k0', data: '' } });
      for (const key of [...keys, shared, other]) expect(await store.keys.insert(key)).toBe(true);
      const [first, second, third] = keys;
      if (!first || !second || !third) throw new Error('Three keys');
      const taken = { takenBy: 'ana@contoso.com', takenAt: AT, takenSlot: takenSlot('ana@contoso.com', null, 1) };
      expect(ids(await store.keys.free('win', 5))).toEqual([third.id, second.id, first.id]);
      expect(await store.keys.countFree('win')).toBe(3);
      await store.keys.replace(third, { ...third, ...taken });
      expect(await store.keys.replace(second, { ...second, ...taken })).toBe('taken');
      expect(ids(await store.keys.free('win', 1))).toEqual([second.id]);
      expect(ids(await store.keys.takenBy('win', 'ana@contoso.com'))).toEqual([third.id]);
      expect(ids(await store.keys.ofBenefit('win', ALL))).toEqual([third.id, second.id, first.id, shared.id]);
      expect(await store.keys.kids()).toEqual(['k0', 'k1']);
      expect(ids(await store.keys.encryptedOtherwise('k1', 9))).toEqual([other.id]);
      expect(await store.keys.encryptedOtherwise('k0', 2)).toHaveLength(2);
      expect(await store.keys.encryptedOtherwise('k2', 9)).toHaveLength(5);
    });
  });

  test('people come by name, whatever the letters, and admins are found', async () => {
    await store.people.insert(personOf('1@contoso.com', { name: 'zoe' }));
    await store.people.insert(personOf('2@contoso.com', { name: 'Émile', role: 'admin' }));
    await store.people.insert(personOf('3@contoso.com', { name: 'Fred' }));
    await store.people.insert(personOf('4@contoso.com', { name: 'emma' }));
    expect((await store.people.page(ALL)).map(({ name }) => name)).toEqual(['Émile', 'emma', 'Fred', 'zoe']);
    expect(await store.people.count()).toBe(4);
    expect(ids(await store.people.admins())).toEqual(['2@contoso.com']);
    expect(await store.people.all()).toHaveLength(4);
  });

  describe('history', () => {
    beforeEach(async () => {
      const line = (n: number, actor: string, person: string | null, benefitId: string | null, more = {}) =>
        entryOf(`h${n}`, { at: `2026-03-0${n}T00:00:00.000Z`, actor, person, benefitId, ...more });
      await store.history.append([
        line(1, 'ana', 'tom', 'visio'),
        line(2, 'tom', 'eve', 'visio'),
        line(3, 'tom', 'tom', 'project'),
        line(4, 'ana', 'eve', 'project'),
        line(5, 'system', null, null),
        line(6, 'ana', 'eve', 'visio', { command: 'reassign', detail: { from: 'tom' } }),
        line(7, 'eve', 'eve', 'visio', { command: 'undo', detail: { of: 'reassign', to: 'tom' } }),
        line(8, 'ana', 'eve', null, { command: 'set-role', detail: { from: 'tom', to: 'tom' } }),
      ]);
    });

    test('is appended once', async () => {
      await store.history.append([entryOf('h1', { actor: 'other' })]);
      expect((await store.history.get('h1'))?.actor).toBe('ana');
      expect(await store.history.get('h9')).toBeNull();
      expect(await store.history.page({}, ALL)).toHaveLength(8);
    });

    test.each<[HistoryQuery, string[]]>([
      [{}, ['h8', 'h7', 'h6', 'h5', 'h4', 'h3', 'h2', 'h1']],
      [{ who: { as: 'either', email: 'tom' } }, ['h7', 'h6', 'h3', 'h2', 'h1']],
      [{ who: { as: 'about', email: 'tom' } }, ['h7', 'h6', 'h3', 'h1']],
      [{ who: { as: 'actor', email: 'tom' } }, ['h3', 'h2']],
      [{ who: { as: 'either', email: 'eve' } }, ['h8', 'h7', 'h6', 'h4', 'h2']],
      [{ benefitId: 'visio' }, ['h7', 'h6', 'h2', 'h1']],
      [{ benefitId: 'visio', who: { as: 'either', email: 'tom' } }, ['h7', 'h6', 'h2', 'h1']],
      [{ benefitId: 'visio', who: { as: 'about', email: 'tom' } }, ['h7', 'h6', 'h1']],
      [{ benefitId: 'visio', who: { as: 'actor', email: 'ana' } }, ['h6', 'h1']],
      [{ benefitId: 'project', who: { as: 'actor', email: 'eve' } }, []],
    ])('by %j, newest first', async (query, expected) => {
      expect(ids(await store.history.page(query, ALL))).toEqual(expected);
      expect(ids(await store.history.page(query, { skip: 1, limit: 1 }))).toEqual(expected.slice(1, 2));
    });

    test('is pruned in small steps, oldest first', async () => {
      expect(await store.history.prune('2026-03-04T00:00:00.000Z', 2)).toBe(2);
      expect(ids(await store.history.page({}, ALL))).toEqual(['h8', 'h7', 'h6', 'h5', 'h4', 'h3']);
      expect(await store.history.prune('2026-03-04T00:00:00.000Z', 2)).toBe(1);
      expect(await store.history.prune('2026-03-04T00:00:00.000Z', 2)).toBe(0);
    });
  });

  test('requests: open and waiting ones, oldest first', async () => {
    const request = (n: number, state: 'open' | 'waiting' | 'approved', benefitId: string) =>
      store.requests.insert(
        requestOf(benefitId, `${n}@contoso.com`, { state, askedAt: `2026-03-0${9 - n}T00:00:00.000Z` }),
      );
    await request(1, 'open', 'visio');
    await request(2, 'waiting', 'visio');
    await request(3, 'approved', 'visio');
    await request(4, 'waiting', 'project');
    expect(ids(await store.requests.open(ALL))).toEqual([
      'project/4@contoso.com',
      'visio/2@contoso.com',
      'visio/1@contoso.com',
    ]);
    expect(ids(await store.requests.waiting('visio'))).toEqual(['visio/2@contoso.com']);
  });

  describe('steps in the portal', () => {
    const change = (id: string, kind: StepChange['kind'], more: Partial<StepChange> = {}): StepChange => ({
      id,
      kind,
      benefitId: 'visio',
      seatId: 'visio/1',
      person: 'tom',
      name: 'Tom',
      email: 'tom@contoso.com',
      alternateEmail: null,
      at: AT,
      ...more,
    });
    /** The seat's outbox carries the changes, and is drained. */
    async function open(...steps: StepChange[]): Promise<void> {
      const seat = (await store.seats.get('visio/1')) ?? seatOf('visio', 1);
      await store.seats.insert(seat);
      const carried = withOutbox(seat, [], [], steps);
      expect(await store.seats.replace(seat, carried)).toBe('done');
      // A crash before the outbox was emptied does the same once more.
      await store.outbox.drain(10);
      const drained = await stored(store, 'visio/1');
      expect(await store.seats.replace(drained, withOutbox(drained, [], [], steps))).toBe('done');
      await store.outbox.drain(10);
    }
    const opened = async (): Promise<string[]> =>
      (await store.steps.open('visio', ALL)).map(({ id, kind }) => `${kind} ${id}`);

    test('open once, in order, and are counted', async () => {
      await open(change('c1', 'remove'), change('c2', 'assign', { person: 'ana' }));
      expect(await opened()).toEqual(['remove c1', 'assign c2']);
      expect(await store.steps.countOpen(null)).toBe(2);
      expect(await store.steps.countOpen('project')).toBe(0);
      expect(ids(await store.steps.openOf('visio', 'ana'))).toEqual(['c2']);
    });

    test('two that leave the portal as it was make each other void', async () => {
      await open(change('c1', 'assign'));
      await open(change('c2', 'remove'));
      expect(await opened()).toEqual([]);
      await open(change('c3', 'remove'));
      expect(await opened()).toEqual(['remove c3']);
      await open(change('c4', 'assign', { alternateEmail: 'tom@home.example' }));
      expect(await opened()).toEqual(['remove c3', 'assign c4']);
    });

    test('one that was done stays done: the opposite opens', async () => {
      await open(change('c1', 'assign'));
      const [step] = await store.steps.open('visio', ALL);
      if (!step) throw new Error('The step is open');
      expect(await store.steps.replace(step, { ...step, state: 'done', settledBy: 'claire' })).toBe('done');
      await open(change('c2', 'remove'));
      expect(await opened()).toEqual(['remove c2']);
    });
  });

  describe('what documents carry', () => {
    test('goes to the history and the dispatches once, and the version stays', async () => {
      await store.benefits.insert(benefitOf('visio'));
      await store.seats.insert(seatOf('visio', 1));
      const changed = claim(seatOf('visio', 1), grantTo('tom@contoso.com'), {
        history: [entryOf('h1')],
        notices: [noticeOf('n1'), noticeOf('n2')],
      });
      if (!changed) throw new Error('The seat is free');
      await store.seats.replace(seatOf('visio', 1), changed);
      const other = await opened.again();
      const filled = await stored(store, 'visio/1');
      await Promise.all([store.outbox.drain(10), other.outbox.drain(10), store.outbox.drainOne('seats', filled)]);
      expect(await store.outbox.drain(10)).toBe(0);
      expect(ids(await store.history.page({}, ALL))).toEqual(['h1']);
      expect(ids(await store.dispatches.due(AT, 10))).toEqual(['n1', 'n2']);
      const seat = await stored(store, 'visio/1');
      expect(seat).toMatchObject({
        version: 2,
        pending: 0,
        outbox: { history: [], notices: [], steps: [] },
        state: 'active',
      });
      expect(await store.benefits.get('visio')).toMatchObject({ version: 1 });
      expect(await store.benefits.count({ filter: 'assigned', today: TODAY })).toBe(1);
    });

    test('is kept when the document changes while it is being moved', async () => {
      const first = withOutbox(personOf('tom@contoso.com'), [entryOf('h1')]);
      await store.people.insert(first);
      await Promise.all([
        store.outbox.drain(10),
        store.people.replace(first, withOutbox(first, [entryOf('h2', { at: '2026-03-02T00:00:00.000Z' })])),
      ]);
      while ((await store.outbox.drain(10)) > 0);
      expect(ids(await store.history.page({}, ALL))).toEqual(['h2', 'h1']);
    });

    test('a dispatch that is done is not due, and not made again', async () => {
      const person = withOutbox(personOf('tom@contoso.com'), [], [noticeOf('n1')]);
      await store.people.insert(person);
      await store.outbox.drain(10);
      const [dispatch] = await store.dispatches.due(AT, 10);
      if (!dispatch) throw new Error('One is due');
      await store.dispatches.replace(dispatch, { ...dispatch, dueAt: 'done' });
      const again = await store.people.get('tom@contoso.com');
      if (again) await store.people.replace(again, { ...again, ...person });
      await store.outbox.drain(10);
      expect(await store.dispatches.due('2030-01-01T00:00:00.000Z', 10)).toEqual([]);
      expect(await store.dispatches.undone(10)).toEqual([]);
    });
  });

  describe('an import', () => {
    test('is done whole', async () => {
      const tom = personOf('tom@contoso.com');
      const eve = personOf('eve@contoso.com');
      await store.people.insert(tom);
      await store.people.insert(eve);
      const written = await store.applyAll([
        { of: 'benefits', before: null, after: benefitOf('visio') },
        { of: 'people', before: tom, after: { ...tom, role: 'admin' } },
        { of: 'people', before: eve, after: null },
        { of: 'history', before: null, after: { ...entryOf('h1'), version: 1 } },
        ...Array.from(
          { length: 40 },
          (_, n) => ({ of: 'seats', before: null, after: seatOf('visio', n + 1) }) as const,
        ),
      ]);
      expect(written).toBe(true);
      expect(await store.people.get('tom@contoso.com')).toMatchObject({ role: 'admin', version: 2 });
      expect(await store.people.get('eve@contoso.com')).toBeNull();
      expect(await store.history.get('h1')).toEqual(entryOf('h1'));
      expect(await store.seats.ofBenefit('visio', { skip: 39, limit: 10 })).toHaveLength(1);
    });

    test('is not done at all when somebody changed a document meanwhile', async () => {
      const tom = personOf('tom@contoso.com');
      await store.people.insert(tom);
      await store.people.replace(tom, { ...tom, name: 'Tom' });
      const late = { of: 'people', before: tom, after: { ...tom, role: 'admin' } } as const;
      const written = await store.applyAll([
        { of: 'benefits', before: null, after: benefitOf('visio') },
        late,
        { of: 'benefits', before: null, after: benefitOf('project') },
      ]);
      expect(written).toBe(false);
      expect(await store.benefits.all()).toEqual([]);
      expect(await store.people.get(tom.id)).toMatchObject({ role: 'employee', name: 'Tom', version: 2 });
    });

    test('is not done at all when something that it makes is there', async () => {
      await store.benefits.insert(benefitOf('project', { quantity: 5 }));
      const twin = { of: 'benefits', before: null, after: benefitOf('project') } as const;
      expect(await store.applyAll([{ of: 'benefits', before: null, after: benefitOf('visio') }, twin])).toBe(false);
      expect(ids(await store.benefits.all())).toEqual(['project']);
    });

    test('is not done at all when its source fails', async () => {
      async function* broken() {
        yield { of: 'benefits', before: null, after: benefitOf('visio') } as const;
        throw new Error('interrupted');
      }
      await expect(store.applyAll(broken())).rejects.toThrow('interrupted');
      expect(await store.benefits.all()).toEqual([]);
      expect(await store.benefits.insert(benefitOf('visio'))).toBe(true);
    });

    test('says how far it is', async () => {
      const seen: number[] = [];
      const writes = Array.from(
        { length: 20 },
        (_, n) => ({ of: 'seats', before: null, after: seatOf('v', n) }) as const,
      );
      await store.applyAll(writes, (done) => seen.push(done));
      expect(seen.at(-1)).toBe(20);
    });
  });

  test('a query asked again is answered with what was written since, whoever wrote it', async () => {
    const other = await opened.again();
    await Promise.all([1, 2, 3].map((number) => store.seats.insert(seatOf('visio', number))));
    const answer = async (of: Store) => [
      ...(await of.seats.ofBenefit('visio', { skip: 0, limit: 10 })).map(({ version, state }) => `${version} ${state}`),
      ...(await of.seats.usedOfEach(['visio'])),
    ];
    const seats = async () => {
      const [here, there] = [await answer(store), await answer(other)];
      expect(await answer(store)).toEqual(here);
      expect(there).toEqual(here);
      return here;
    };
    const held = (seat: Seat, holderKey: string): Seat => ({ ...seat, state: 'active', holderKey });
    const [first, second, third] = await store.seats.ofBenefit('visio', { skip: 0, limit: 10 });
    if (!first || !second || !third) throw new Error('There are three seats');
    expect(await seats()).toEqual(['1 free', '1 free', '1 free', 0]);
    await store.seats.replace(first, held(first, 'tom@contoso.com'));
    expect(await seats()).toEqual(['2 active', '1 free', '1 free', 1]);
    await other.seats.replace(second, held(second, 'eve@contoso.com'));
    expect(await seats()).toEqual(['2 active', '2 active', '1 free', 2]);
    await other.seats.remove(third);
    expect(await seats()).toEqual(['2 active', '2 active', 2]);
    await store.applyAll([
      { of: 'seats', before: { ...first, version: 2 }, after: null },
      { of: 'seats', before: null, after: held(seatOf('visio', 4), 'ana@contoso.com') },
    ]);
    expect(await seats()).toEqual(['2 active', '1 active', 2]);
  });

  test('the catalogue rises when a name or a quantity may have changed, in any process, and for nothing else', async () => {
    const other = await opened.again();
    const start = await other.catalogue.revision();
    await store.benefits.insert(benefitOf('visio'));
    const inserted = await other.catalogue.revision();
    expect(inserted).toBeGreaterThan(start);
    await store.benefits.replace(benefitOf('visio'), benefitOf('visio', { portalUrl: 'https://portal.example/' }));
    expect(await other.catalogue.revision()).toBe(inserted);
    const visio = await store.benefits.get('visio');
    if (visio) await store.benefits.replace(visio, { ...visio, quantity: visio.quantity + 1 });
    expect(await other.catalogue.revision()).toBe(inserted + 1);
    await Promise.all([store.catalogue.bump(), other.catalogue.bump()]);
    expect(await other.catalogue.revision()).toBe(inserted + 3);
  });

  test('facts', async () => {
    expect(await store.facts.get('sample')).toBeNull();
    expect(await store.facts.insert('sample', 'untouched')).toBe(true);
    expect(await store.facts.insert('sample', 'other')).toBe(false);
    await Promise.all([store.facts.set('sample', 'x'), store.facts.set('new', 'y')]);
    expect(await store.facts.get('sample')).toBe('x');
    expect(await store.facts.get('new')).toBe('y');
  });

  test('a lease ends by what others see pass, whatever the clock of its owner said', async () => {
    const other = await opened.again();
    const at = (seconds: number) => new Date(Date.parse(AT) + seconds * 1000);
    expect(await store.lease('d', 'ahead', 10_000, at(86_400))).toBe(true);
    expect(await other.lease('d', 'right', 10_000, at(0))).toBe(false);
    expect(await other.lease('d', 'right', 10_000, at(9))).toBe(false);
    expect(await other.lease('d', 'right', 10_000, at(10))).toBe(true);
    // A clock that is set back while it waits only starts the wait again.
    expect(await store.lease('d', 'ahead', 10_000, at(86_400))).toBe(false);
    expect(await store.lease('d', 'ahead', 10_000, at(20))).toBe(false);
    expect(await store.lease('d', 'ahead', 10_000, at(30))).toBe(true);
    expect(await store.lease('d', 'ahead', 0, at(31))).toBe(true);
    expect(await other.lease('d', 'right', 10_000, at(31))).toBe(true);
  });

  test('a lease has one owner until it lapses', async () => {
    const other = await opened.again();
    const at = (seconds: number) => new Date(Date.parse(AT) + seconds * 1000);
    const asked = await Promise.all([store.lease('d', 'one', 10_000, at(0)), other.lease('d', 'two', 10_000, at(0))]);
    expect(asked.filter(Boolean)).toHaveLength(1);
    const [winner, loser] = asked[0] ? ['one', 'two'] : ['two', 'one'];
    expect(await other.lease('d', loser ?? '', 10_000, at(5))).toBe(false);
    expect(await store.lease('d', winner ?? '', 10_000, at(5))).toBe(true);
    expect(await other.lease('d', loser ?? '', 10_000, at(14))).toBe(false);
    expect(await other.lease('d', loser ?? '', 10_000, at(23))).toBe(false);
    expect(await other.lease('d', loser ?? '', 10_000, at(24))).toBe(true);
    expect(await store.lease('d', winner ?? '', 10_000, at(16))).toBe(false);
  });

  test('an activity is claimed once, in whichever process it arrives', async () => {
    const other = await opened.again();
    const claim = (by: string) => ({ by, at: AT, answered: false });
    expect(await store.conversations.claim('c', 'a1', claim('one'))).toBeNull();
    await store.conversations.insert({
      id: 'c',
      version: 1,
      asked: null,
      group: null,
      topics: [],
      activities: {},
      expiresAt: AT,
    });
    const claimed = await Promise.all([
      store.conversations.claim('c', 'a1', claim('one')),
      other.conversations.claim('c', 'a1', claim('two')),
      other.conversations.claim('c', 'a2', claim('three')),
    ]);
    expect(claimed.slice(0, 2).filter(Boolean)).toHaveLength(1);
    const state = await store.conversations.get('c');
    expect(state).toMatchObject({ version: 3, expiresAt: AT, activities: { a2: claim('three') } });
    expect(Object.keys(state?.activities ?? {}).sort()).toEqual(['a1', 'a2']);
    // A claim may already see the one after it.
    expect(claimed.filter((each) => each !== null && each.version < 2)).toEqual([]);
  });

  test('talks, tickets and parcels that lapsed are swept', async () => {
    const talk = (id: string, expiresAt: string) =>
      store.conversations.insert({ id, version: 1, asked: null, group: null, topics: [], activities: {}, expiresAt });
    await talk('old', '2026-02-01T00:00:00.000Z');
    await talk('new', '2026-04-01T00:00:00.000Z');
    await store.uploads.insert({
      id: 'p',
      version: 1,
      data: 'x'.repeat(700_000),
      expiresAt: '2026-02-01T00:00:00.000Z',
    });
    for (const [id, dueAt, at] of [
      ['long ago', 'done', '2025-11-01T00:00:00.000Z'],
      ['waiting', '2025-11-01T00:00:00.000Z', '2025-11-01T00:00:00.000Z'],
      ['lately', 'done', '2026-02-27T00:00:00.000Z'],
    ] as const) {
      await store.dispatches.insert({ id, version: 1, notice: noticeOf(id, { at }), channels: [], attempts: 1, dueAt });
    }
    await store.sweep(AT, 10);
    expect(await store.dispatches.get('long ago')).toBeNull();
    expect(await store.dispatches.get('waiting')).not.toBeNull();
    expect(await store.dispatches.get('lately')).not.toBeNull();
    expect(await store.conversations.get('old')).toBeNull();
    expect(await store.uploads.get('p')).toBeNull();
    expect(await store.conversations.get('new')).not.toBeNull();
  });

  test('that is closed says so', async () => {
    const closed = await opened.again();
    await closed.close();
    await expect(closed.people.get('tom@contoso.com')).rejects.toMatchObject({ reason: 'closed' });
    await expect(closed.people.insert(personOf('tom@contoso.com'))).rejects.toMatchObject({ reason: 'closed' });
    await expect(closed.ping()).rejects.toMatchObject({ reason: 'closed' });
  });

  test('answers a ping', async () => {
    await expect(store.ping()).resolves.toBeUndefined();
  });
}

async function stored(store: Store, id: string): Promise<Seat> {
  const seat = await store.seats.get(id);
  if (!seat) throw new Error(`${id} is not there`);
  return seat;
}

async function take(store: Store, seat: Seat, holder: string, activatesOn: string | null = null) {
  const taken = claim(seat, grantTo(holder, { activatesOn }), { history: [], notices: [] });
  if (!taken) throw new Error(`${seat.id} is not free`);
  return store.seats.replace(seat, taken);
}
