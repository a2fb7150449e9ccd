import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { forget } from '../../benefits/actions/forget';
import { type Company, contoso, EMAIL, openCompany } from '../bot/rules/company';
import { startInProcess } from '../support/in-process';

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
  for (const address of ['li.m@contoso.example', EMAIL('li.ming')])
    expect(await company.bot.cli(['forget', address])).toMatchObject({ code: 1 });
  for (const benefit of ['power-bi-pro', 'visual-studio-enterprise']) {
    await david.execute('unassign', { benefit, user: 'li.m@contoso.example' });
    await confirm();
  }
  await david.execute('remove-user', { user: 'li.m@contoso.example' });
  await confirm();
  const lines = async () => (await company.history()).filter(({ command }) => command !== 'export');
  const before = await lines();
  const { code, stdout } = await company.bot.cli(['forget', 'LI.MING@contoso.example']);
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

test('an interrupted run is finished by the next one, also for names and addresses that only rewritten lines had', async () => {
  const { bot, close } = await startInProcess();
  const { store } = bot.ports;
  const line = (id: string, command: 'update-user' | 'assign', person: string | null, detail: Record<string, string>) =>
    ({
      id,
      at: `2026-01-0${id}T00:00:00.000Z`,
      actor: 'boss@x.example',
      command,
      benefitId: null,
      person,
      outcome: 'done',
      detail,
    }) as const;
  await store.history.append([
    line('1', 'assign', 'old@x.example', { name: 'Ann Old' }),
    line('2', 'assign', 'boss@x.example', { note: 'for Ann Old and Ann New' }),
    { ...line('3', 'assign', 'boss@x.example', { note: 'by Ann Old' }), actor: 'new@x.example' },
    line('4', 'update-user', 'new@x.example', { name: 'Ann New', nameBefore: 'Ann Old', emailBefore: 'old@x.example' }),
  ]);
  const { rewrite } = store.history;
  const pseudonyms: string[] = [];
  for (let steps = 1; ; steps += 1) {
    let left = steps;
    const stopping: typeof rewrite = async (...args) => {
      left -= 1;
      if (left < 0) throw new Error('stopped');
      return rewrite(...args);
    };
    const ports = { ...bot.ports, store: { ...store, history: { ...store.history, rewrite: stopping } } };
    const outcome = await forget(ports, 'new@x.example').catch(() => null);
    if (outcome === null) continue;
    if (!('pseudonym' in outcome)) throw new Error(outcome.reason);
    pseudonyms.push(outcome.pseudonym);
    break;
  }
  const lines = await store.history.page({}, { skip: 0, limit: 10 });
  expect(JSON.stringify(lines.filter(({ id }) => id !== '2'))).not.toMatch(/new@|old@|Ann/);
  expect(new Set(lines.flatMap(({ person }) => (person === 'boss@x.example' ? [] : [person])))).toEqual(
    new Set(pseudonyms),
  );
  expect(await store.facts.get('forgetting')).toBe('[]');
  await close();
});
