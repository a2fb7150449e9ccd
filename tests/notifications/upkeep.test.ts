import { tabLink } from '../../cards/tab-link';
import { type Company, openCompany } from './company';

const ADMIN = 'admin@contoso.com';
const ANA = 'ana@contoso.com';
const DAY = 86_400_000;

let company: Company;
beforeEach(async () => {
  company = await openCompany();
  await company.person(ANA, { locale: 'fr' });
});
afterEach(() => company.close());

/** Who was told in Teams, and of what, in the order of their names. */
const told = () =>
  company.connector.taken
    .map(({ conversation, activity }) => `${conversation?.slice('chat:29:'.length)}: ${activity.summary}`)
    .sort();

describe('support whose working days are over', () => {
  const seat = (more = {}) =>
    company.seat('support', 1, {
      state: 'pending',
      holderKey: ANA,
      alternateEmail: 'desk@fabrikam.com',
      since: '2026-03-02T08:00:00.000Z',
      assignedBy: ADMIN,
      activatesOn: '2026-03-05',
      ...more,
    });
  beforeEach(() => company.benefit('support', { category: 'support', activation: 'assign-with-email' }));

  test('is active, and the instructions go to both addresses and to Teams, once', async () => {
    await seat();
    await company.run();
    expect(await company.store.seats.get('support/1')).toMatchObject({ state: 'pending' });
    expect(told()).toEqual([]);
    company.time.jump(3 * DAY);
    await company.run();
    await company.run();
    expect(await company.store.seats.get('support/1')).toMatchObject({ state: 'active', activatesOn: null });
    expect(told()).toEqual([expect.stringContaining('Avantage support')]);
    expect(company.mails()).toHaveLength(2);
    expect(await company.store.history.page({ benefitId: 'support' }, { skip: 0, limit: 5 })).toMatchObject([
      { command: 'activate', actor: 'system', person: ANA },
    ]);
  });

  test('where Microsoft’s page is not told yet, the instructions go out and say so', async () => {
    await seat({ portalStep: true });
    company.time.jump(3 * DAY);
    await company.run();
    expect(await company.store.seats.get('support/1')).toMatchObject({ state: 'pending', activatesOn: null });
    expect(told()).toEqual([expect.stringContaining('instructions')]);
    const card = JSON.stringify(company.connector.taken[0]?.activity);
    expect(card).toContain('Connectez-vous.');
    expect(card).toContain('en cours chez Microsoft');
    expect(company.mails()).toHaveLength(2);
  });
});

describe('what is about to end', () => {
  const member = (expiresOn: string) =>
    company.store.membership.insert({
      id: 'membership',
      version: 1,
      company: 'Contoso',
      partnerId: '1',
      program: 'Launch',
      status: 'active',
      startsOn: '2026-01-01',
      expiresOn,
      accountEmail: 'account@contoso.com',
      joinUrl: 'https://example.com/join',
      renewUrl: 'https://example.com/renew',
    });
  const held = (benefitId: string) =>
    company.seat(benefitId, 1, {
      state: 'active',
      holderKey: ANA,
      since: '2026-02-01T00:00:00.000Z',
      assignedBy: ADMIN,
    });

  test('a benefit: its holders and the admins are reminded once at each threshold', async () => {
    await member('2027-12-31');
    await company.benefit('power', { expiresOn: '2026-04-20' });
    await company.benefit('far', { expiresOn: '2027-06-01' });
    await held('power');
    await held('far');
    await company.run();
    await company.run();
    expect(told()).toEqual([
      expect.stringMatching(/^admin@contoso\.com: .*Benefit power/),
      expect.stringMatching(/^ana@contoso\.com: .*Avantage power/),
    ]);
    const link = tabLink('local', { view: 'benefits', benefit: 'power' });
    for (const { activity } of company.connector.taken.filter(({ activity }) => activity))
      expect(JSON.stringify(activity)).toContain(link);
    // 49 days are left at first: 39, 29, 9, 6, none.
    const heard = [];
    for (const days of [10, 10, 20, 3, 7]) {
      company.time.jump(days * DAY);
      await company.run();
      heard.push(told().length);
    }
    expect(heard).toEqual([2, 4, 4, 6, 6]);
    expect(JSON.stringify(company.lines)).not.toContain('contoso.com');
  });

  test('the membership: one reminder, which speaks for the benefits that end that day', async () => {
    await member('2026-03-31');
    await company.benefit('power', { expiresOn: '2026-03-31' });
    await held('power');
    await company.run();
    expect(told()).toHaveLength(2);
    expect(told().join()).not.toContain('power');
    const [admin] = company.connector.taken.filter(({ conversation }) => conversation?.includes(ADMIN));
    expect(JSON.stringify(admin?.activity)).toContain('https://example.com/renew');
  });

  test('without a membership nobody is reminded', async () => {
    await company.benefit('power', { expiresOn: '2026-04-01' });
    await held('power');
    await company.run();
    expect(told()).toEqual([]);
  });
});

test('old history goes, after the years that are set', async () => {
  const entry = (id: string, at: string) => ({
    id,
    at,
    actor: ADMIN,
    command: 'assign' as const,
    benefitId: null,
    person: ANA,
    outcome: 'done' as const,
    detail: {},
  });
  await company.store.history.append([
    ...Array.from({ length: 1200 }, (_, index) => entry(`old-${index}`, '2018-05-05T00:00:00.000Z')),
    entry('new', '2019-05-05T00:00:00.000Z'),
  ]);
  await company.run();
  const left = await company.store.history.page({}, { skip: 0, limit: 10 });
  expect(left.map(({ id }) => id)).toEqual(['new']);
});
