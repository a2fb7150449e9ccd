import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  BenefitAnswer,
  BenefitsAnswer,
  CommandAnswer,
  FiguresAnswer,
  OverviewAnswer,
  SeatsAnswer,
} from '../../bot/api/types';
import { type Company, contoso, inDays, openCompany } from './rules/company';

/** What the personal tab asks for: the catalogue, one benefit, the figures, a person's own page. */

jest.setTimeout(60_000);

const DAVID = 'david.miller';
const ANA = 'ana.souza';
const JOSE = 'jose.garcia';
let company: Company;

const ask = async <Answer>(name: string, who: string, body: unknown = {}): Promise<Answer> => {
  const { status, body: answer } = await company.api(name, who, body);
  expect(status).toBe(200);
  return answer as Answer;
};
const benefits = async (who: string, call: object = {}) =>
  (await ask<BenefitsAnswer>('benefits', who, call)).rows.map(({ id }) => id);

beforeAll(async () => {
  const data = contoso();
  const ended = data.benefits.map((row) => (row.id === 'project-pro-2024' ? { ...row, expires_on: inDays(-1) } : row));
  company = await openCompany({}, { ...data, benefits: ended });
  const david = company.chat(DAVID);
  for (const name of ['Ana Souza', 'José García', 'Tom Baker']) {
    await david.say(`assign Visual Studio Professional to ${name}`);
    await david.press('Assign');
  }
  await david.say('unassign Visual Studio Professional from Tom Baker');
  await david.press('Take back');
  for (const who of ['siobhan.oconnor', 'marie.dupont']) {
    const talk = company.chat(who);
    await talk.execute('assign', { benefit: 'visual-studio-enterprise', user: 'me' });
  }
}, 120_000);
afterAll(() => company?.close());

test('the catalogue is filtered by category, state and name, and paged', async () => {
  expect(await benefits(DAVID, { category: 'support' })).toEqual([
    'technical-support-incidents',
    'signature-cloud-support',
  ]);
  expect(await benefits(DAVID, { state: 'ended' })).toEqual(['project-pro-2024']);
  expect(await benefits(DAVID, { state: 'ending' })).toEqual(['exchange-server-2019']);
  expect(await benefits(DAVID, { search: 'STUDIO ent' })).toEqual(['visual-studio-enterprise']);
  const { rows, total } = await ask<BenefitsAnswer>('benefits', DAVID, { skip: 14, limit: 100 });
  expect([rows.length, total]).toEqual([1, 15]);
});

test('it is sorted by any column, both ways', async () => {
  const byUse = await ask<BenefitsAnswer>('benefits', DAVID, { sort: 'used', descending: true });
  expect(byUse.rows[0]).toMatchObject({ id: 'visual-studio-professional', used: 2, quantity: 3 });
  const names = (await ask<BenefitsAnswer>('benefits', DAVID, { sort: 'name' })).rows.map(({ name }) => name);
  expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, 'en')));
  expect((await benefits(DAVID, { sort: 'ends' }))[0]).toBe('project-pro-2024');
});

test('an employee sees names and what is theirs, no counts', async () => {
  const { rows } = await ask<BenefitsAnswer>('benefits', ANA, { search: 'Visual Studio Professional' });
  expect(rows).toMatchObject([{ id: 'visual-studio-professional', used: null, mine: true }]);
  const detail = await ask<BenefitAnswer>('benefit', ANA, { id: 'visual-studio-enterprise' });
  expect(detail).toMatchObject({ used: null, keys: null, actions: ['request'] });
  expect((await company.api('figures', ANA)).status).toBe(403);
});

test('one benefit: what it is, its keys to choose from, what an admin can do', async () => {
  const office = await ask<BenefitAnswer>('benefit', DAVID, { id: 'office-pro-plus-2024' });
  expect(office.keys).toEqual({
    kind: 'multiple',
    free: 1,
    total: 1,
    languages: ['de', 'en', 'fr'],
    systems: ['windows-x64', 'windows-x86'],
  });
  expect(office.actions).toContain('keys');
  const ended = await ask<BenefitAnswer>('benefit', DAVID, { id: 'project-pro-2024' });
  expect(ended.blocker).toEqual(expect.any(String));
  expect((await company.api('benefit', DAVID, { id: 'none' })).status).toBe(404);
});

test('seats of one benefit, and those that wait for Microsoft’s portal', async () => {
  const of = await ask<SeatsAnswer>('seats', DAVID, { benefit: 'visual-studio-professional', skip: 0, limit: 100 });
  expect([of.total, of.rows.map(({ holder }) => holder.name).sort()]).toEqual([2, ['Ana Souza', 'José García']]);
  const sorted = async (call: object) =>
    (await ask<SeatsAnswer>('seats', DAVID, { skip: 0, limit: 100, ...call })).rows;
  const people = (await sorted({ sort: 'person', descending: true })).map(({ holder }) => holder.name);
  expect(people).toEqual([...people].sort((a, b) => b.localeCompare(a, 'en', { sensitivity: 'base' })));
  const since = (await sorted({ sort: 'since', search: 'visual studio' })).map((seat) => seat.since ?? '');
  expect(since.length).toBeGreaterThan(1);
  expect(since).toEqual([...since].sort());
  const steps = await ask<SeatsAnswer>('seats', DAVID, { state: 'step', skip: 0, limit: 100 });
  expect(steps.rows.every(({ step }) => step !== null)).toBe(true);
  const { steps: counted } = await ask<FiguresAnswer>('figures', DAVID);
  expect(steps.total).toBe(counted);
  expect(counted).toBeGreaterThan(0);
  const { step } = steps.rows[0] ?? {};
  await ask('command', DAVID, { verb: 'portal', data: { ...step, done: true } });
  expect((await ask<FiguresAnswer>('figures', DAVID)).steps).toBe(counted - 1);
});

test('a preview answers with the confirmation, and does nothing that acts at once', async () => {
  const preview = (who: string, verb: string, data: object) =>
    ask<CommandAnswer>('command', who, { verb, data, preview: true });
  const data = { benefit: 'visual-studio-professional', user: 'tom.baker@contoso.example' };
  const { card } = await preview(DAVID, 'assign', data);
  expect(card?.actions).toMatchObject([{ verb: 'assign', data: { ...data, confirm: true } }, { verb: 'cancel' }]);
  const { actions } = card as { actions: { verb: string; data: object }[] };
  const nothing = { card: null, text: null, url: null };
  expect(await preview(DAVID, 'assign', actions[0]?.data ?? {})).toEqual(nothing);
  expect(await preview(ANA, 'assign', { benefit: 'visual-studio-enterprise', user: 'me' })).toEqual(nothing);
  expect(await preview(DAVID, 'undo', {})).toEqual(nothing);
  const { total } = await ask<SeatsAnswer>('seats', DAVID, { benefit: data.benefit, skip: 0, limit: 100 });
  expect(total).toBe(2);
  const before = await company.history();
  const ended = { benefit: 'project-pro-2024', user: data.user };
  expect((await preview(DAVID, 'assign', ended)).card).not.toBeNull();
  const tries = (await company.history()).filter(({ outcome }) => outcome === 'refused');
  expect(tries).toEqual(before.filter(({ outcome }) => outcome === 'refused'));
  expect((await ask<OverviewAnswer>('overview', ANA)).asked).toEqual([]);
});

test('a year of seats in use from the history, and what ends in the coming year', async () => {
  const { used, ending } = await ask<FiguresAnswer>('figures', DAVID);
  expect(used).toHaveLength(12);
  expect([used.at(-2)?.used, used.at(-1)?.used]).toEqual([0, 2]);
  expect(ending).toHaveLength(12);
  const ends = ending.flatMap((month) =>
    month.benefits.map(({ id, on }) => ({ id, month: on.startsWith(month.month) })),
  );
  expect(ends).toContainEqual({ id: 'exchange-server-2019', month: true });
  expect(ends).not.toContainEqual(expect.objectContaining({ id: 'project-pro-2024' }));
});

test('a person’s own page: their seats with instructions, their requests with the place in the queue', async () => {
  const jose = await ask<OverviewAnswer>('overview', JOSE);
  expect(jose.mine).toMatchObject([
    { benefit: { id: 'visual-studio-professional' }, instructions: expect.any(String) },
  ]);
  const marie = await ask<OverviewAnswer>('overview', 'marie.dupont');
  expect(marie.asked).toMatchObject([{ benefit: { id: 'visual-studio-enterprise' }, place: 2 }]);
  const actions = async () =>
    (await ask<BenefitAnswer>('benefit', 'marie.dupont', { id: 'visual-studio-enterprise' })).actions;
  expect(await actions()).toEqual(['withdraw']);
  await ask('command', 'marie.dupont', { verb: 'withdraw', data: { benefit: 'visual-studio-enterprise' } });
  expect((await ask<OverviewAnswer>('overview', 'marie.dupont')).asked).toEqual([]);
  expect(await actions()).toEqual(['request']);
});

test('a search counts all seats that fit, of many benefits and of many people', async () => {
  const numbers = Array.from({ length: 30 }, (_, at) => String(at + 1));
  const rows = (lines: readonly string[]) => lines.join('\n');
  const folder = await mkdtemp(join(tmpdir(), 'benefits-seats-'));
  const users = numbers.map((at) => `p${at}@contoso.example,Kit Okafor ${at},employee`);
  const kiosks = numbers.map(
    (at) => `kiosk-${at},cloud,Kiosk ${at},Kiosque ${at},Pack,1,assign,${inDays(-9)},${inDays(99)}`,
  );
  const seats = numbers.map((at) => `kiosk-${at},p${at}@contoso.example`);
  await writeFile(join(folder, 'users.csv'), rows(['email,name,role', ...users]));
  await writeFile(
    join(folder, 'benefits.csv'),
    rows(['id,category,name_en,name_fr,package,quantity,activation,starts_on,expires_on', ...kiosks]),
  );
  await writeFile(join(folder, 'seats.csv'), rows(['benefit_id,holder_email', ...seats]));
  expect(await company.bot.cli(['import', folder])).toMatchObject({ code: 0 });
  await rm(folder, { recursive: true });
  for (const search of ['kiosk', 'okafor']) {
    const { rows: page, total } = await ask<SeatsAnswer>('seats', DAVID, { search, skip: 20, limit: 20 });
    expect([search, page.length, total]).toEqual([search, 10, 30]);
  }
});

test('a full benefit is full for an employee too, without its counts', async () => {
  const david = company.chat(DAVID);
  await david.execute('assign', { benefit: 'visio-pro-2024', user: 'tom.baker@contoso.example' });
  await david.press('Assign');
  const full = { id: 'visio-pro-2024', states: ['full'], used: null };
  expect((await ask<BenefitsAnswer>('benefits', ANA, { search: 'Visio' })).rows).toMatchObject([full]);
  const detail = await ask<BenefitAnswer>('benefit', ANA, { id: 'visio-pro-2024' });
  expect(detail).toMatchObject({ ...full, actions: ['waiting-list'] });
  expect(await benefits(ANA, { state: 'available' })).not.toContain('visio-pro-2024');
});
