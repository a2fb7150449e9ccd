import { actionsOf } from '../../support/teams';
import { type Company, contoso, EMAIL, openCompany } from './company';

/** Who has what, and who does not; the list of people by role and group. */

jest.setTimeout(60_000);

const VS = 'visual-studio-enterprise';
const PRO = 'visual-studio-professional';

let company: Company;
beforeAll(async () => {
  const data = contoso();
  const users = data.users.map((row, index) => ({ ...row, groups: index % 2 === 0 ? 'sales; sud-ouest' : 'sales' }));
  company = await openCompany({}, { ...data, users });
  const david = company.chat('david.miller');
  for (const [benefit, user] of [
    [VS, 'tom.baker'],
    [PRO, 'ana.souza'],
  ] as const) {
    await david.execute('assign', { benefit, user: EMAIL(user) });
    await david.press((action) => action.data?.confirm === true);
  }
}, 60_000);
afterAll(() => company?.close());

const david = () => company.chat('david.miller');

test('who does not have a benefit; what somebody does not have', async () => {
  const people = await david().execute('assignments', { benefit: VS, without: true });
  expect(people.words).toContain('Ana Souza');
  expect(people.words).not.toContain('Tom Baker');
  const pages = await Promise.all(
    [0, 10].map((skip) => david().execute('assignments', { user: EMAIL('tom.baker'), without: true, skip })),
  );
  const benefits = pages.map(({ words }) => words).join('\n');
  expect(benefits).toContain('Visual Studio Professional');
  expect(benefits).not.toContain('Visual Studio Enterprise');
});

test('several people, several benefits, a group', async () => {
  for (const data of [{ users: ['tom.baker', 'ana.souza'].map(EMAIL) }, { benefits: [VS, PRO] }, { group: 'sales' }]) {
    const { words } = await david().execute('assignments', data);
    expect(words).toContain('Tom Baker');
    expect(words).toContain('Ana Souza');
  }
});

test('the list of people by role, by group, and one person’s entry', async () => {
  const admins = await david().execute('users', { role: 'admin' });
  expect(admins.words).toContain('David Miller');
  expect(admins.words).not.toContain('Tom Baker');
  const one = await david().execute('users', { user: EMAIL('tom.baker') });
  expect(one.words).toContain('Tom Baker');
  expect(one.words).not.toContain('David Miller');
  const { users } = await company.books();
  const [first] = users.filter(({ groups }) => !groups?.includes('sud-ouest'));
  const group = await david().execute('users', { group: 'sud-ouest' });
  expect(group.words).not.toContain(first?.name ?? '');
});

test('anybody in a list of people can be edited from their row', async () => {
  const everyone = await david().execute('users');
  const edited = actionsOf(everyone.card ?? {}).filter(({ verb }) => verb === 'update-user');
  expect(edited).toHaveLength(10);
  const [, second] = edited;
  const asked = await david().execute('update-user', second?.data);
  expect(JSON.stringify(asked.card)).toContain(`"value":"${second?.data?.user}"`);
});

test('an employee asks for nobody else', async () => {
  for (const data of [{ benefit: VS, without: true }, { users: [EMAIL('ana.souza')] }, { group: 'sales' }])
    expect((await company.chat('tom.baker').execute('assignments', data)).words).not.toContain('Ana Souza');
});
