import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { en } from '../../../cards/text.en';
import { writeZip } from '../../../exchange/zip-write';
import { type Company, contoso, EMAIL, openCompany, type Row, says } from './company';

/** What undo does and does not: imports, people added on the way, seats that went on, what a group was told. */

jest.setTimeout(60_000);

const VISIO = 'visio-pro-2024';
const POWER = 'power-bi-pro';

let company: Company;
beforeEach(async () => {
  company = await openCompany();
}, 60_000);
afterEach(() => company?.close());

const david = () => company.chat('david.miller');
const seatRow = (benefit: string, name: string, more: Row = {}): Row => ({
  benefit_id: benefit,
  seat: '',
  holder_email: EMAIL(name),
  since: '',
  ...more,
});
async function importFile(sheets: Record<string, Row[]>) {
  const files = Object.entries(sheets).map(([name, rows]) => ({
    name: `${name}.csv`,
    content: stringify(rows, { header: true }),
  }));
  const preview = await david().drop('change.zip', await writeZip(files));
  if (!preview.words.includes(en.confirm.import)) throw new Error(preview.words);
  return david().press('Import');
}
const holders = async (benefit: string): Promise<string[]> =>
  (await company.seats(benefit)).map((seat) => seat.split('@')[0] ?? '');
const roleOf = async (name: string): Promise<string | undefined> =>
  (await company.books()).users.find((row) => row.email === EMAIL(name))?.role;
const users = (name: string, role: string): Row[] =>
  contoso().users.map((row) => (row.email === EMAIL(name) ? { ...row, role } : row));

test('an import’s seats and roles are undone at once; the history tells both; a backup was kept before', async () => {
  const backups = join(company.bot.dataDir, 'backups');
  const before = readdirSync(backups).length;
  const done = await importFile({
    seats: [seatRow(VISIO, 'tom.baker'), seatRow(POWER, 'ana.souza', { since: '2026-01-05' })],
    users: users('tom.baker', 'viewer'),
  });
  expect(done.words).toContain(en.done.import);
  expect(readdirSync(backups)).toHaveLength(before + 1);
  expect(await holders(VISIO)).toEqual(['tom.baker']);
  expect(await holders(POWER)).toEqual(['ana.souza']);
  expect(await roleOf('tom.baker')).toBe('viewer');
  await david().press('Undo');
  expect([...(await holders(VISIO)), ...(await holders(POWER))]).toEqual([]);
  expect(await roleOf('tom.baker')).toBe('employee');
  const undone = (await company.history()).filter((line) => line.command === 'undo');
  expect(undone.map((line) => line.person_email).sort()).toEqual([
    EMAIL('ana.souza'),
    EMAIL('tom.baker'),
    EMAIL('tom.baker'),
  ]);
});

test('typed, in French: what was touched since stays and is listed', async () => {
  await importFile({ seats: [seatRow(VISIO, 'tom.baker'), seatRow(POWER, 'ana.souza')] });
  await company.chat('claire.moreau').execute('reassign', {
    benefit: VISIO,
    from: EMAIL('tom.baker'),
    to: EMAIL('jose.garcia'),
  });
  await company.chat('claire.moreau').press(({ data }) => data?.confirm === true);
  const undone = await david().say('défais ça');
  expect(undone.words).toContain('Tom Baker');
  expect(await holders(VISIO)).toEqual(['jose.garcia']);
  expect(await holders(POWER)).toEqual([]);
});

test('an import without seats and roles stays, and undo says so; it undoes nothing before it', async () => {
  await david().execute('assign', { benefit: VISIO, user: EMAIL('tom.baker') });
  await david().press('Assign');
  const benefits = contoso().benefits.map((row) => (row.id === POWER ? { ...row, name_en: 'Power BI' } : row));
  const done = await importFile({ benefits });
  expect(done.words).not.toContain('Undo');
  expect((await david().say('undo')).words).toContain('Correct the file');
  expect(await holders(VISIO)).toEqual(['tom.baker']);
});

test('a seat that was taken back and given on in one confirmation goes back all the way', async () => {
  await david().execute('assign', { benefit: VISIO, user: EMAIL('tom.baker') });
  await david().press('Assign');
  await importFile({ seats: [seatRow(VISIO, '', { seat: '1', holder_email: '' }), seatRow(VISIO, 'ana.souza')] });
  expect(await holders(VISIO)).toEqual(['ana.souza']);
  await david().say('undo');
  expect(await holders(VISIO)).toEqual(['tom.baker']);
});

test('somebody who was added for an assignment stays on the list, and their removal is offered', async () => {
  for (const undo of [() => david().press('Undo'), () => david().say('undo')]) {
    await david().execute('assign', { benefit: VISIO, newEmail: EMAIL('uma.urban'), newName: 'Uma Urban' });
    await david().press('Assign');
    expect(await holders(VISIO)).toEqual(['uma.urban']);
    await undo();
    expect(await holders(VISIO)).toEqual([]);
    expect(await roleOf('uma.urban')).toBe('employee');
    await david().press(({ verb }) => verb === 'remove-user');
    await david().press('Remove');
    expect(await roleOf('uma.urban')).toBeUndefined();
  }
});

test('a change that a group was told of is untold there', async () => {
  const members = ['david.miller', 'tom.baker'].map(company.person);
  const group = company.teams.group('Launch', members)(company.person('david.miller'));
  await david().say('hello');
  await group.say('assign Visio to Tom Baker');
  await david().say('yes');
  await group.heard(says('Tom Baker'));
  await david().press('Undo');
  await group.heard(says(en.reply.doneInGroup.undo ?? ''));
});

test('several changes of one message are told, and untold, in one line of the group', async () => {
  const members = ['david.miller', 'tom.baker'].map(company.person);
  const group = company.teams.group('Launch', members)(company.person('david.miller'));
  await david().say('hello');
  await group.say('assign Visio to Tom Baker and Project to Ana Souza');
  await david().say('yes');
  await group.heard(says(en.plan.all(2)));
  await david().say('undo');
  await group.heard(says(en.plan.allUndone(2)));
  expect(group.messages().filter(says('changes'))).toHaveLength(2);
});
