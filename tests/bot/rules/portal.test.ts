import { type Company, EMAIL, openCompany, says } from './company';

/** The steps left to do in Microsoft's portals: listed, marked one by one or together, in both languages. */

jest.setTimeout(60_000);

const VS = 'visual-studio-enterprise';
const PRO = 'visual-studio-professional';

let company: Company;
beforeAll(async () => {
  company = await openCompany();
}, 60_000);
afterAll(() => company?.close());

const assign = async (benefit: string, ...names: string[]): Promise<void> => {
  const david = company.chat('david.miller');
  await david.execute('assign', { benefit, users: names.map(EMAIL) });
  await david.press('Assign');
};
const marked = async (): Promise<string[]> =>
  (await company.history())
    .filter((line) => line.command === 'portal' && line.outcome === 'done')
    .map((line) => `${line.actor_email} ${line.benefit_id} ${line.person_email}`);

test('nothing is left at first', async () => {
  expect((await company.chat('david.miller').execute('portal')).words).toContain('Nothing is left to do there.');
});

test('each step stands under its benefit, with the link, until it is marked as done', async () => {
  const tom = company.chat('tom.baker');
  await tom.say('hello');
  await assign(VS, 'tom.baker', 'ana.souza');
  await assign(PRO, 'li.ming');
  const david = company.chat('david.miller');
  const list = await david.execute('portal');
  expect(list.words).toContain('3 steps left to do');
  expect(list.words).toMatch(/Assign to (Tom Baker|Ana Souza)/);
  expect(JSON.stringify(list.card)).toContain('https://my.visualstudio.com');
  const after = await david.press(({ verb, data }) => verb === 'portal' && data?.user === EMAIL('tom.baker'));
  expect(after.words).toContain('2 steps left to do');
  expect(after.words).toContain('1 step marked as done');
  expect(await marked()).toEqual([`${EMAIL('david.miller')} ${VS} ${EMAIL('tom.baker')}`]);
  expect(await company.seats(VS)).toEqual([`${EMAIL('ana.souza')} pending`, `${EMAIL('tom.baker')} active`]);
  await tom.heard(says('Visual Studio Enterprise is ready'));
});

test('the same button again changes nothing', async () => {
  const david = company.chat('david.miller');
  const list = (await david.execute('portal')).card ?? {};
  const ana = ({ verb, data }: { verb?: string; data?: { user?: unknown } }) =>
    verb === 'portal' && data?.user === EMAIL('ana.souza');
  await david.press(ana, {}, list);
  const again = await david.press(ana, {}, list);
  expect(again.words).not.toContain('marked as done');
  expect(await marked()).toHaveLength(2);
});

test('in French, all of one benefit at once, but never a step that the card did not count', async () => {
  await assign(VS, 'jose.garcia', 'marie.dupont');
  const claire = company.chat('claire.moreau');
  const list = await claire.execute('portal', { benefit: VS, locale: 'fr' });
  expect(list.words).toContain('2 étapes à faire');
  await assign(VS, 'marie.durand');
  const all = ({ verb, data }: { verb?: string; data?: { user?: unknown; benefit?: unknown; done?: unknown } }) =>
    verb === 'portal' && data?.done === true && data.benefit === VS && data.user === undefined;
  const late = await claire.press(all, {}, list.card ?? {});
  expect(late.words).toContain('Attribuer à Marie Durand');
  expect(await marked()).toHaveLength(2);
  const done = await claire.press(all, {}, late.card ?? {});
  expect(done.words).toContain('3 étapes marquées comme faites');
  expect(await marked()).toHaveLength(5);
  expect((await company.seats(VS)).filter((seat) => seat.includes('pending'))).toEqual([]);
});

test('looking again marks nothing, and only admins see the steps', async () => {
  const david = company.chat('david.miller');
  const list = await david.execute('portal', { benefit: PRO });
  const [row] = JSON.stringify(list.card).match(/\{"benefit":"visual-studio-professional","done":true[^}]*\}/) ?? [];
  expect(row).toBeDefined();
  await david.execute('refresh', { command: 'portal', ...JSON.parse(row ?? '{}') }, 'automatic');
  expect(await marked()).toHaveLength(5);
  for (const name of ['nadia.benali', 'li.ming']) {
    const turn = await company.chat(name).execute('portal', JSON.parse(row ?? '{}'));
    expect(turn.words).not.toContain('Visual Studio Professional');
  }
  expect(await marked()).toHaveLength(5);
});
