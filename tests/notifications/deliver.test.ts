import { requestId } from '../../benefits/request';
import { backlog, resend } from '../../notifications';
import { entryOf, requestOf } from '../storage/documents';
import { subjectSaid } from '../support/wording';
import { type Company, openCompany } from './company';

const ADMIN = 'admin@contoso.com';
const ANA = 'ana@contoso.com';
const HERE = 'chat:29:ana@contoso.com';

let company: Company;
beforeEach(async () => {
  company = await openCompany();
  await company.benefit('vs', { nameEn: 'Visual Studio', nameFr: 'Visual Studio FR' });
  await company.seat('vs', 1, {
    state: 'active',
    holderKey: ANA,
    since: '2026-03-01T00:00:00.000Z',
    assignedBy: ADMIN,
  });
});
afterEach(() => company.close());

const assigned = (more = {}) =>
  company.notice({ kind: 'assigned', to: ANA, benefitId: 'vs', seatId: 'vs/1', causedBy: ADMIN, ...more });
const conversations = () => company.connector.taken.map(({ conversation }) => conversation);
const words = (index: number) => JSON.stringify(company.connector.taken[index]?.activity);
const deliveries = async () => (await company.store.seats.get('vs/1'))?.deliveries ?? [];
const recipients = () => company.mails().map((mail) => /^To: (.*)$/m.exec(mail)?.[1]);

describe('a notice in Teams', () => {
  test('goes to the chat that is known, in the language chosen, and is recorded on the seat', async () => {
    await company.person(ANA, { locale: 'en', language: 'fr' });
    const notice = await assigned();
    await company.run();
    expect(conversations()).toEqual([HERE]);
    expect(words(0)).toContain('Visual Studio FR');
    expect(company.connector.taken[0]?.activity.summary).toEqual(expect.stringMatching(/\S/));
    expect(await deliveries()).toMatchObject([{ notice: notice.id, channel: 'teams', address: ANA, state: 'sent' }]);
    expect(await company.store.dispatches.get(notice.id)).toMatchObject({ dueAt: 'done' });
    expect(company.mails()).toEqual([]);
  });

  test('goes by mail to the address of today, and to that of its day when the person has left the list', async () => {
    const person = await company.person(ANA, { email: 'ana.new@contoso.com', chat: null });
    await assigned({ address: 'ana.old@contoso.com' });
    await company.run();
    expect(recipients()).toEqual(['ana.new@contoso.com']);
    const stored = await company.store.people.get(person.id);
    if (stored) await company.store.people.remove(stored);
    await assigned({ address: 'ana.old@contoso.com' });
    await company.run();
    expect(recipients().sort()).toEqual(['ana.new@contoso.com', 'ana.old@contoso.com']);
  });

  test('about an assigned seat settles the request for it, if that has not been done', async () => {
    await company.person(ANA);
    const id = requestId('vs', ANA);
    await company.store.requests.insert(requestOf('vs', ANA, { askedAt: '2026-03-01T00:00:00.000Z' }));
    await assigned();
    await company.run();
    expect(await company.store.requests.get(id)).toMatchObject({ state: 'approved', settledBy: ADMIN });
  });

  test('about what people gave to themselves is not sent, but by mail where it must be; a request for it is settled', async () => {
    await company.store.requests.insert(requestOf('vs', ADMIN, { askedAt: '2026-03-01T00:00:00.000Z' }));
    await assigned({ to: ADMIN });
    const support = { to: ADMIN, address: ADMIN, byMailToo: true, alsoTo: ['ada@home.example'] };
    await company.notice({ kind: 'support-pending', benefitId: 'vs', causedBy: ADMIN, ...support });
    await company.run();
    expect(company.connector.taken).toEqual([]);
    expect(recipients().sort()).toEqual(['ada@home.example', ADMIN]);
    expect(await company.store.requests.get(requestId('vs', ADMIN))).toMatchObject({ state: 'approved' });
  });

  test.each([
    ['made', true],
    ['not made', false],
  ])('about a change that was not known is worded by what the history says: %s', async (_, made) => {
    await company.person(ANA);
    if (made) await company.store.history.append([{ ...entryOf('c1.3') }]);
    await company.notice({ kind: 'outcome', to: ANA, facts: { change: 'c1', turn: 't1' } });
    await company.run();
    expect(words(0)).toContain(subjectSaid('outcome', { made }));
    expect(words(0)).not.toContain(subjectSaid('outcome', { made: !made }));
  });

  test('makes the chat where none is known, once', async () => {
    await company.person(ANA, { chat: null, aadObjectId: 'object-ana' });
    await assigned();
    await company.run();
    await assigned();
    await company.run();
    expect(company.connector.requests.map(({ path }) => path)).toEqual([
      '/v3/conversations',
      '/v3/conversations/chat%3Aobject-ana/activities',
      '/v3/conversations/chat%3Aobject-ana/activities',
    ]);
    expect((await company.store.people.get(ANA))?.chat?.conversationId).toBe('chat:object-ana');
  });

  test('finds the chat again after the app was installed anew', async () => {
    await company.person(ANA, { aadObjectId: 'object-ana' });
    company.connector.rule = ({ conversation }) =>
      conversation === HERE ? { status: 404, code: 'ConversationNotFound' } : null;
    await assigned();
    await company.run();
    expect(conversations()).toEqual(['chat:object-ana']);
    expect((await company.store.people.get(ANA))?.chat?.conversationId).toBe('chat:object-ana');
  });

  test.each([
    [403, 'BotNotInConversationRoster', 'not-installed'],
    [403, 'MessageWritesBlocked', 'blocked'],
    [404, 'ConversationNotFound', 'not-found'],
  ])('refused with %i %s: a mail goes, and that is all', async (status, code, why) => {
    await company.person(ANA);
    company.connector.rule = ({ conversation }) => (conversation === HERE ? { status, code } : null);
    await assigned();
    await company.run();
    expect(recipients()).toEqual([ANA]);
    expect(conversations()).toEqual([]);
    expect(await deliveries()).toMatchObject([
      { channel: 'teams', state: 'failed', why },
      { channel: 'email', state: 'sent', why: null },
    ]);
    await company.run();
    expect(company.connector.requests).toHaveLength(1);
    expect(company.mails()).toHaveLength(1);
  });

  test('nobody knows the person in Teams: a mail goes', async () => {
    await company.person(ANA, { chat: null });
    await assigned();
    await company.run();
    expect(recipients()).toEqual([ANA]);
    expect(await deliveries()).toMatchObject([{ channel: 'teams', why: 'no-object-id' }, { channel: 'email' }]);
  });

  test('a person who is no longer on the list is told by mail', async () => {
    await company.notice({ kind: 'taken-back', to: 'gone@contoso.com', benefitId: 'vs', causedBy: ADMIN });
    await company.run();
    expect(recipients()).toEqual(['gone@contoso.com']);
    expect(conversations()).toEqual([]);
  });

  test('busy: waits as long as Teams says, then once more', async () => {
    await company.person(ANA);
    company.connector.rule = (_, count) => (count === 0 ? { status: 429, retryAfter: 7 } : null);
    await assigned();
    await company.run();
    expect(await deliveries()).toMatchObject([{ state: 'queued', why: 'busy' }]);
    const dispatcher = company.dispatcher();
    dispatcher.start();
    await company.time.pass(60_000, () => company.connector.taken.length > 0);
    const [first, second] = company.connector.requests;
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(7_000);
    expect(company.connector.taken).toHaveLength(1);
    await company.time.until(dispatcher.stop());
    expect(await deliveries()).toMatchObject([{ state: 'sent' }]);
  });

  test('no answer: tried again, and whoever else waits is told meanwhile', async () => {
    await company.person(ANA);
    await company.person('tom@contoso.com');
    let tries = 0;
    company.connector.rule = ({ conversation }) => {
      if (conversation !== HERE) return null;
      tries += 1;
      return tries === 1 ? 'hang' : null;
    };
    await assigned();
    await company.notice({ kind: 'assigned', to: 'tom@contoso.com', benefitId: 'vs' });
    const dispatcher = company.dispatcher();
    dispatcher.start();
    const other = () => conversations().includes('chat:29:tom@contoso.com');
    await company.time.pass(5_000, other);
    expect(other()).toBe(true);
    await company.time.pass(60_000, () => conversations().filter((each) => each === HERE).length === 2);
    expect(conversations().filter((each) => each === HERE)).toHaveLength(2);
    await company.time.until(dispatcher.stop());
  });

  test('an hour without Teams: a mail goes instead', async () => {
    await company.person(ANA);
    company.connector.rule = () => ({ status: 502 });
    await assigned({ causedBy: null });
    const dispatcher = company.dispatcher();
    dispatcher.start();
    await company.time.pass(50 * 60_000);
    expect(company.mails()).toEqual([]);
    await company.time.pass(40 * 60_000);
    expect(recipients()).toEqual([ANA]);
    await company.time.until(dispatcher.stop());
  });

  test('the bot was off for a day: Teams gets its hour all the same', async () => {
    await company.person(ANA);
    await assigned({ causedBy: null });
    company.time.jump(24 * 3_600_000);
    company.connector.rule = (_, count) => (count < 3 ? { status: 502 } : null);
    const dispatcher = company.dispatcher();
    dispatcher.start();
    await company.time.pass(60_000, () => company.connector.taken.length > 0);
    expect(conversations()).toEqual([HERE]);
    expect(company.mails()).toEqual([]);
    await company.time.until(dispatcher.stop());
  });

  test('several to one person come in the order in which they were made, also after a failed try', async () => {
    await company.person(ANA);
    company.connector.rule = (_, count) => (count === 0 ? { status: 502 } : null);
    await assigned();
    company.time.jump(5);
    await company.benefit('power', { nameEn: 'Power BI' });
    await company.notice({ kind: 'assigned', to: ANA, benefitId: 'power' });
    const dispatcher = company.dispatcher();
    dispatcher.start();
    await company.time.pass(30_000, () => company.connector.taken.length === 2);
    await company.time.until(dispatcher.stop());
    expect(words(0)).toContain('Visual Studio');
    expect(words(1)).toContain('Power BI');
  });
});

describe('a notice by mail', () => {
  const support = () => assigned({ kind: 'support-pending', alsoTo: ['desk@fabrikam.com'], byMailToo: true });

  test('goes to both addresses, one recipient each, and in Teams', async () => {
    await company.person(ANA);
    await support();
    await company.run();
    expect(conversations()).toEqual([HERE]);
    expect(recipients().sort()).toEqual([ANA, 'desk@fabrikam.com']);
    expect((await deliveries()).map(({ channel, address, state }) => `${channel} ${address} ${state}`)).toEqual([
      `teams ${ANA} sent`,
      `email ${ANA} sent`,
      'email desk@fabrikam.com sent',
    ]);
  });

  test('waits where no server is set, is counted, and who caused it is told', async () => {
    const other = await openCompany({ mailsWait: true });
    try {
      await other.benefit('vs');
      await other.person(ANA, { chat: null });
      await other.notice({ kind: 'assigned', to: ANA, benefitId: 'vs', causedBy: ADMIN });
      await other.run();
      other.time.jump(60_000);
      expect(await backlog(other.store, other.time.clock.now())).toEqual({
        undone: 1,
        oldestSeconds: 60,
        mailWaiting: 1,
        noSmtp: true,
      });
      expect(other.connector.taken.map(({ conversation }) => conversation)).toEqual(['chat:29:admin@contoso.com']);
    } finally {
      await other.close();
    }
  });

  test('waits where no server is set, for many: who caused it gets two cards, not one for each', async () => {
    const other = await openCompany({ mailsWait: true });
    try {
      await other.benefit('vs');
      for (const name of ['Bea', 'Cem', 'Dan', 'Eve', 'Fay', 'Gus', 'Hal']) {
        const email = `${name.toLowerCase()}@contoso.com`;
        await other.person(email, { name, chat: null });
        await other.notice({ kind: 'assigned', to: email, benefitId: 'vs', causedBy: ADMIN });
      }
      await other.run();
      const cards = other.connector.taken.map(({ activity }) => String(activity.summary));
      expect(cards.length).toBeLessThanOrEqual(2);
      expect(cards.at(-1)).toMatch(/and \d other people/);
    } finally {
      await other.close();
    }
  });

  test('refused like Teams: who caused it is told that nothing arrived', async () => {
    await company.person(ANA, { chat: null });
    await assigned();
    const email = {
      configured: true,
      close() {},
      send: () => Promise.resolve({ state: 'failed' as const, why: 'mailbox' }),
    };
    await company.time.until(company.dispatcher({ email }).runOnce());
    expect(await deliveries()).toMatchObject([
      { state: 'failed' },
      { channel: 'email', state: 'failed', why: 'mailbox' },
    ]);
    expect(conversations()).toEqual(['chat:29:admin@contoso.com']);
  });
});

describe('a request', () => {
  const id = `vs/${ANA}`;
  beforeEach(async () => {
    await company.person(ANA);
    await company.person('bob@contoso.com', { role: 'admin' });
    await company.store.requests.insert(requestOf('vs', ANA, { askedAt: '2026-03-02T09:00:00.000Z' }));
    for (const to of [ADMIN, 'bob@contoso.com']) {
      await company.notice({ kind: 'request-new', to, benefitId: 'vs', facts: { request: id } });
    }
  });

  const settle = async () => {
    const request = await company.store.requests.get(id);
    if (request) await company.store.requests.replace(request, { ...request, state: 'declined', settledBy: ADMIN });
    for (const to of [ADMIN, 'bob@contoso.com']) {
      await company.notice({ kind: 'request-changed', to, benefitId: 'vs', facts: { request: id } });
    }
  };

  test('settled: the cards that the admins have are changed, none is sent', async () => {
    await company.run();
    const request = await company.store.requests.get(id);
    expect(request?.cards.map(({ admin }) => admin).sort()).toEqual([ADMIN, 'bob@contoso.com']);
    await settle();
    await company.run();
    const edits = company.connector.taken.slice(2);
    expect(edits.map(({ method }) => method)).toEqual(['PUT', 'PUT']);
    expect(edits.map(({ path }) => path.split('/').at(-1)).sort()).toEqual(
      request?.cards.map(({ activityId }) => activityId).sort(),
    );
  });

  test('settled before the admins heard of it: they hear nothing', async () => {
    await settle();
    await company.run();
    expect(company.connector.requests).toEqual([]);
  });
});

describe('send again', () => {
  const RANDOM = { fraction: () => 0 };
  const BY = { id: ADMIN, email: ADMIN };

  test('the last notice of the seat goes out anew, with its line in the history', async () => {
    await company.person(ANA);
    await assigned();
    await company.run();
    const { store, time } = company;
    const again = await resend(
      { store, clock: time.clock, random: { ...RANDOM, id: () => `again-${Math.random()}` } },
      'vs/1',
      BY,
    );
    expect(again).toMatchObject({ kind: 'assigned', to: ANA, causedBy: ADMIN });
    await company.run();
    expect(conversations()).toEqual([HERE, HERE]);
    expect(await store.history.page({ benefitId: 'vs' }, { skip: 0, limit: 5 })).toMatchObject([
      { command: 'resend', actor: ADMIN, person: ANA },
    ]);
  });

  test('also when the notice itself is long gone', async () => {
    await company.person(ANA);
    await assigned();
    await company.run();
    const { store, time } = company;
    const [sent] = (await store.seats.get('vs/1'))?.deliveries ?? [];
    const dispatch = await store.dispatches.get(sent?.notice ?? '');
    if (dispatch) await store.dispatches.remove(dispatch);
    const ports = { store, clock: time.clock, random: { ...RANDOM, id: () => `again-${Math.random()}` } };
    expect(await resend(ports, 'vs/1', BY)).toMatchObject({ kind: 'assigned', to: ANA, benefitId: 'vs' });
    await company.run();
    expect(conversations()).toEqual([HERE, HERE]);
  });

  test('a free seat has nothing to send', async () => {
    await company.seat('vs', 2);
    const { store, time } = company;
    expect(await resend({ store, clock: time.clock, random: { ...RANDOM, id: () => 'x' } }, 'vs/2', BY)).toBeNull();
  });
});

test('the log names ids, no addresses', async () => {
  await company.person(ANA);
  company.connector.rule = ({ conversation }) => (conversation === HERE ? { status: 403 } : null);
  await assigned();
  await company.run();
  expect(company.lines.length).toBeGreaterThan(2);
  expect(JSON.stringify(company.lines)).not.toContain('contoso.com');
});
