import { actionsOf, cardOf } from '../../support/teams';
import { type Company, contoso, EMAIL, openCompany } from './company';

/** Several acts of one message: asked on one card, done together, undone together. */

jest.setTimeout(60_000);

const VS = 'visual-studio-enterprise';
const PRO = 'visual-studio-professional';
const BI = 'power-bi-pro';

let company: Company;
beforeAll(async () => {
  company = await openCompany();
}, 60_000);
afterAll(() => company?.close());

const holders = async (benefit: string): Promise<string[]> =>
  (await company.seats(benefit)).map((seat) => seat.split('@')[0] ?? '');

const planned = (action: { data?: { plan?: unknown; confirm?: unknown } }) =>
  action.data?.plan !== undefined && action.data.confirm === true;

test('several benefits for several people: one card, one press, one undo', async () => {
  const david = company.chat('david.miller');
  const users = ['ana.souza', 'tom.baker'].map(EMAIL);
  const ask = await david.execute('assign', { benefits: [VS, PRO], users });
  expect(ask.words).toContain('Ana Souza');
  expect(await holders(VS)).toEqual([]);
  const done = await david.press(planned);
  expect(await holders(VS)).toEqual(['ana.souza', 'tom.baker']);
  expect(await holders(PRO)).toEqual(['ana.souza', 'tom.baker']);
  await david.press((action) => action.verb === 'undo', {}, done.card ?? {});
  expect([await holders(VS), await holders(PRO)]).toEqual([[], []]);
});

test('what can’t be done is listed with its reason, and the rest is done; undo lists what it can’t', async () => {
  const david = company.chat('david.miller');
  await david.execute('assign', { benefits: [VS, PRO], user: EMAIL('li.ming') });
  await david.press(planned);
  const ask = await david.execute('assign', { benefits: [VS, BI], user: EMAIL('li.ming') });
  expect(ask.words).toContain('李明');
  expect(ask.words).not.toMatch(/[0-9a-f]{32}/);
  const done = await david.press(planned);
  expect(await holders(BI)).toContain('li.ming');
  await company.chat('claire.moreau').execute('unassign', { benefit: BI, user: EMAIL('li.ming') });
  await company.chat('claire.moreau').press((action) => action.verb === 'unassign');
  await david.press((action) => action.verb === 'undo', {}, done.card ?? {});
  expect(await holders(BI)).not.toContain('li.ming');
  await david.execute('unassign', { benefits: 'everything', user: EMAIL('li.ming') });
  await david.press(planned);
  expect([await holders(VS), await holders(PRO)]).toEqual([[], []]);
});

test.each([
  'assign Visio to everyone in sales',
  'make everyone in support an admin',
  'take Visio back from everyone in Sales',
  'attribue Visio à tout le monde dans sales',
])('a group that the data has not is not everyone, though a benefit has its name: %s', async (typed) => {
  const turn = await company.chat('david.miller').say(typed);
  expect(turn.words).toMatch(/sales|support/i);
  expect(actionsOf(turn.card ?? {}).filter(({ data }) => data?.confirm === true)).toEqual([]);
});

test('more than 25 people: the card pages, and its button names the stored plan', async () => {
  const david = company.chat('david.miller');
  const { benefits } = contoso();
  await company.feed({ benefits: benefits.map((row) => ({ ...row, quantity: '50' })) });
  const users = (await company.books()).users.map(({ email = '' }) => email);
  const ask = await david.execute('assign', { benefits: [BI, PRO, VS], users });
  const pages = actionsOf(ask.card).filter(({ verb }) => verb === 'page');
  expect(pages).not.toEqual([]);
  const next = await david.press((action) => action.verb === 'page');
  expect(actionsOf(next.card).some(planned)).toBe(true);
  await david.say('cancel');
});

test('somebody else’s plan, an unknown one, and a stale one do nothing', async () => {
  const david = company.chat('david.miller');
  const ask = await david.execute('assign', { benefits: [VS, PRO], user: EMAIL('tom.baker') });
  const confirm = actionsOf(ask.card).find(planned);
  if (!confirm?.data) throw new Error('no confirm button');
  await company.chat('claire.moreau').execute('assign', confirm.data);
  await company.chat('ana.souza').execute('assign', confirm.data);
  await david.execute('assign', { ...confirm.data, plan: 'unknown' });
  await david.execute('assign', { ...confirm.data, version: 'forged.0123456789abcdef' });
  expect([await holders(VS), await holders(PRO)]).toEqual([[], []]);
  await david.execute('assign', confirm.data);
  expect(await holders(VS)).toEqual(['tom.baker']);
  await david.execute('assign', confirm.data);
  const lines = (await company.history()).filter(
    ({ command, person_email }) => command === 'assign' && person_email === EMAIL('tom.baker'),
  );
  expect(lines.filter(({ outcome, benefit_id }) => outcome === 'done' && benefit_id === VS)).toHaveLength(2);
});

test('several of what a command takes one of: each is answered, none is dropped', async () => {
  const david = company.chat('david.miller');
  const shown = await david.say('show Power BI and Visio');
  expect(shown.sent.map((activity) => cardOf(activity)?.speak)).toEqual([
    expect.stringContaining('Power BI Pro'),
    expect.stringContaining('Visio Professional 2024'),
  ]);
  for (const text of ['make Ana Souza and Tom Baker viewers', 'remove Ana Souza and Tom Baker from the list']) {
    const plan = await david.say(text);
    expect(actionsOf(plan.card).filter(planned)).toHaveLength(1);
    for (const name of ['Ana Souza', 'Tom Baker']) expect(plan.words).toContain(name);
  }
});

test('the other address of a support seat is on the card that asks and on the one that says it was done', async () => {
  const david = company.chat('david.miller');
  const support = { benefit: 'technical-support-incidents', email: 'j.g@other.example' };
  const asked = await david.say(
    'assign Dynamics to Ana Souza and the support incidents to José, with j.g@other.example',
  );
  expect(asked.words).toContain(support.email);
  expect((await david.press(planned)).words).toContain(support.email);
  expect(await company.seats(support.benefit)).toEqual([expect.stringContaining(support.email)]);
});
