import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONTOSO, type Program, program } from './program';

jest.setTimeout(60_000);

let cli: Program;
beforeEach(async () => {
  cli = program();
  expect((await cli.run(['import', CONTOSO])).code).toBe(0);
});
afterEach(() => cli.close());

const newKey = (id: string, byte: number): string => `${id}:${Buffer.alloc(32, byte).toString('base64')}`;
const users = (...lines: string[]): string => ['email,name,role,locale,aad_object_id', ...lines, ''].join('\n');

test('a backup that is put back undoes what came after it', async () => {
  const backup = await cli.run(['backup', 'monday.db']);
  expect(backup.code).toBe(0);
  expect(backup.stdout).toMatch(/^Backed up: 15 benefits, 100 seats, 20 keys, 13 people, 1 lines of history; /);
  expect(backup.stdout).toContain(join(cli.dataDir, 'key-encryption-key'));
  expect(await cli.run(['backup', 'monday.db'])).toMatchObject({ code: 1, stdout: '' });

  writeFileSync(cli.path('users.csv'), users('zoe@contoso.example,Zoé,viewer,fr,'));
  expect((await cli.run(['import', cli.home])).stdout).toContain('users:      1 added');
  const restored = await cli.run(['restore', 'monday.db']);
  expect(restored).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Restored: .* 13 people/) });
  expect(await (await cli.store()).people.byEmail('zoe@contoso.example')).toBeNull();
});

test('a backup of something else is refused', async () => {
  writeFileSync(cli.path('letter.txt'), 'Dear operator');
  expect(await cli.run(['restore', 'letter.txt'])).toMatchObject({ code: 1, stdout: '' });
  expect(await cli.run(['restore', 'nothing.db'])).toMatchObject({ code: 1, stdout: '' });
  expect(await (await cli.store()).people.count()).toBe(13);
});

test('a company moves to an empty store, and only there', async () => {
  const copy = await cli.run(['copy', cli.dataDir, 'moved']);
  expect(copy).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^Copied and compared: 15 benefits, .*checksums/),
  });
  const KEY_ENCRYPTION_KEYS = readFileSync(join(cli.dataDir, 'key-encryption-key'), 'utf8');
  const env = { DATA_DIR: 'moved', KEY_ENCRYPTION_KEYS };
  const again = await cli.run(['import', CONTOSO, '--json'], { env });
  expect(JSON.parse(again.stdout)).toMatchObject({ sheets: { keys: { added: 0, unchanged: 20 } } });
  expect(await cli.run(['copy', cli.dataDir, 'moved'])).toMatchObject({ code: 1, stdout: '' });
  expect(await cli.run(['copy', 'nowhere', 'elsewhere'])).toMatchObject({ code: 1, stdout: '' });
});

test('keys rotate: afterwards the old encryption key is not needed, and keys are recognised as before', async () => {
  const local = readFileSync(join(cli.dataDir, 'key-encryption-key'), 'utf8');
  const both = { KEY_ENCRYPTION_KEYS: `${newKey('second', 2)},${local}` };
  const before = await cli.run(['doctor'], { env: both });
  expect(before.stdout).toMatch(/encryption keys: newest second, older local; .*keys rotate/);
  const rotated = await cli.run(['keys', 'rotate'], { env: both });
  expect(rotated).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^20 keys re-encrypted; all use second/),
  });
  expect((await cli.run(['keys', 'rotate'], { env: both })).stdout).toMatch(/^0 keys/);
  const env = { KEY_ENCRYPTION_KEYS: newKey('second', 2) };
  const again = await cli.run(['import', CONTOSO, '--json'], { env });
  expect(JSON.parse(again.stdout)).toMatchObject({ sheets: { keys: { added: 0, unchanged: 20 } } });
});

test('backup and restore are for the embedded store', async () => {
  const env = { MONGODB_URI: 'mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=100' };
  const { code, stderr } = await cli.run(['backup', 'x.db'], { env });
  expect(code).toBe(1);
  expect(stderr).toContain('mongodump');
});
