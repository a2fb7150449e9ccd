import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Company, contoso, EMAIL, openCompany } from '../bot/rules/company';

jest.setTimeout(60_000);

let company: Company;
beforeAll(async () => {
  company = await openCompany({}, contoso());
}, 60_000);
afterAll(() => company?.close());

test('a removed person is forgotten everywhere; what was done stays', async () => {
  const david = company.chat('david.miller');
  const confirm = () => david.press((action) => action.data?.confirm === true);
  await david.execute('assign', { benefit: 'power-bi-pro', user: EMAIL('li.ming') });
  await confirm();
  await david.execute('assign', { benefit: 'visual-studio-enterprise', user: EMAIL('li.ming') });
  await confirm();
  await company
    .chat('li.ming')
    .execute('assign', { benefit: 'project-pro-2024', user: EMAIL('li.ming'), reason: 'Ask Ming Li' });
  await david.execute('update-user', { user: EMAIL('li.ming'), email: 'li.m@contoso.example', name: 'Ming Li' });
  await confirm();
  expect(await company.bot.cli(['forget', 'li.m@contoso.example'])).toMatchObject({ code: 1 });
  for (const benefit of ['power-bi-pro', 'visual-studio-enterprise']) {
    await david.execute('unassign', { benefit, user: 'li.m@contoso.example' });
    await confirm();
  }
  await david.execute('remove-user', { user: 'li.m@contoso.example' });
  await confirm();
  const lines = async () => (await company.history()).filter(({ command }) => command !== 'export');
  const before = await lines();
  const { code, stdout } = await company.bot.cli(['forget', 'LI.M@contoso.example']);
  expect(code).toBe(0);
  const [, pseudonym = ''] = /is now (\S+):/.exec(stdout) ?? [];
  const after = await lines();
  expect(after).toHaveLength(before.length);
  expect(JSON.stringify(after)).not.toMatch(/li\.m(ing)?@contoso|Ming Li|李明/);
  expect(after.filter(({ person_email }) => person_email === pseudonym).map(({ command }) => command)).toEqual(
    expect.arrayContaining(['assign', 'unassign', 'update-user', 'remove-user']),
  );
  const backup = join(company.bot.dataDir, 'forgotten.db');
  expect(await company.bot.cli(['backup', backup])).toMatchObject({ code: 0 });
  expect((await readFile(backup)).toString()).not.toMatch(/li\.m(ing)?@contoso|Ming Li|李明/i);
  expect(await company.bot.cli(['forget', 'nobody'])).toMatchObject({ code: 1 });
  expect(await company.bot.cli(['forget'])).toMatchObject({ code: 2 });
});
