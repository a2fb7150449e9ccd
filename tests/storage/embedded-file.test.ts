import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Store } from '../../benefits/ports';
import { storeFile } from '../../storage/embedded';
import { connect } from '../../storage/embedded-tables';
import { openThread } from '../../storage/embedded-thread';
import { openStore } from '../../storage/index';
import { benefitOf, personOf, seatOf } from './documents';

let folder: string;
let number = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'benefits-file-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const newDataDir = (): string => {
  number += 1;
  return join(folder, `data-${number}`);
};
const open = (dataDir: string): Promise<Store> => openStore({ mongodbUri: null, mongodbDb: '', dataDir });

test('the file and its log are their owner’s alone', async () => {
  const dataDir = newDataDir();
  const store = await open(dataDir);
  await store.people.insert(personOf('tom@contoso.com'));
  for (const name of readdirSync(dataDir)) expect(statSync(join(dataDir, name)).mode & 0o077).toBe(0);
  expect(statSync(dataDir).mode & 0o077).toBe(0);
  await store.close();
});

test('a file that is no store is said to be damaged, and is left as it is', async () => {
  const dataDir = newDataDir();
  mkdirSync(dataDir);
  writeFileSync(storeFile(dataDir), 'this is not a database, '.repeat(500));
  await expect(open(dataDir)).rejects.toMatchObject({ name: 'StoreUnavailable', reason: 'corrupt' });
  expect(statSync(storeFile(dataDir)).size).toBe(12_000);
});

test('a folder that cannot be is said to be out of reach', async () => {
  const file = join(folder, 'a-file');
  writeFileSync(file, '');
  await expect(open(join(file, 'data'))).rejects.toMatchObject({ name: 'StoreUnavailable', reason: 'unreachable' });
});

test('a log that is removed under an open store is noticed, and a clean stop saves what was in it', async () => {
  const dataDir = newDataDir();
  const store = await open(dataDir);
  await store.people.insert(personOf('tom@contoso.com'));
  rmSync(`${storeFile(dataDir)}-wal`);
  await store.people.insert(personOf('eve@contoso.com'));
  await expect(store.ping()).rejects.toMatchObject({ name: 'StoreUnavailable', reason: 'log-removed' });
  await store.close();
  const moved = newDataDir();
  mkdirSync(moved);
  copyFileSync(storeFile(dataDir), storeFile(moved));
  const again = await open(moved);
  expect(await again.people.count()).toBe(2);
  await again.ping();
  await again.close();
});

test('opening a store a second time keeps the locks of the first: another process leaves its log in place', async () => {
  const dataDir = newDataDir();
  const [store, second] = [await open(dataDir), await open(dataDir)];
  await second.close();
  await store.people.insert(personOf('tom@contoso.com'));
  const program = `
    const Database = require('libsql');
    const connection = new Database(process.argv[1]);
    connection.exec('SELECT * FROM people');
    connection.close();`;
  await promisify(execFile)(process.execPath, ['-e', program, storeFile(dataDir)]);
  await store.ping();
  await store.people.insert(personOf('eve@contoso.com'));
  await store.close();
});

test('a closed store says so', async () => {
  const store = await open(newDataDir());
  const last = store.people.insert(personOf('tom@contoso.com'));
  await store.close();
  expect(await last).toBe(true);
  const closed = { name: 'StoreUnavailable', reason: 'closed' };
  await expect(store.people.get('tom@contoso.com')).rejects.toMatchObject(closed);
  await expect(store.people.insert(personOf('eve@contoso.com'))).rejects.toMatchObject(closed);
  await expect(store.ping()).rejects.toMatchObject(closed);
  await store.close();
});

test('writes of one moment do not undo one another', async () => {
  const store = await open(newDataDir());
  const outcomes = await Promise.all([
    store.people.insert(personOf('a@contoso.com', { aadObjectId: 'o-1' })),
    store.people.insert(personOf('b@contoso.com', { aadObjectId: 'o-1' })),
    store.people.insert(personOf('a@contoso.com')),
    store.people.insert(personOf('c@contoso.com')),
  ]);
  expect(outcomes).toEqual([true, false, false, true]);
  expect(await store.people.count()).toBe(2);
  await store.close();
});

test('a write waits for another process without blocking this one', async () => {
  const dataDir = newDataDir();
  const store = await open(dataDir);
  const other = connect(storeFile(dataDir), 0);
  other.exec('BEGIN IMMEDIATE');
  let written = false;
  const write = store.people.insert(personOf('tom@contoso.com')).then((inserted) => {
    written = true;
    return inserted;
  });
  for (let reads = 0; reads < 20; reads += 1) expect(await store.people.get('tom@contoso.com')).toBeNull();
  expect(written).toBe(false);
  other.exec('COMMIT');
  expect(await write).toBe(true);
  other.close();
  await store.close();
});

test('what another program writes is in the next answer', async () => {
  const dataDir = newDataDir();
  const store = await open(dataDir);
  await Promise.all([1, 2].map((number) => store.seats.insert(seatOf('visio', number))));
  const seats = async () => (await store.seats.ofBenefit('visio', { skip: 0, limit: 10 })).map(({ id }) => id);
  expect(await seats()).toEqual(['visio/1', 'visio/2']);
  const program = `
    const Database = require('libsql');
    new Database(process.argv[1]).exec("DELETE FROM seats WHERE id = 'visio/1'");`;
  await promisify(execFile)(process.execPath, ['-e', program, storeFile(dataDir)]);
  expect(await seats()).toEqual(['visio/2']);
  await store.close();
});

test('statements for a thread that has ended fail instead of waiting', async () => {
  const thread = openThread(join(folder, 'thread.db'));
  await thread.close();
  await expect(thread.run(['ROLLBACK'])).rejects.toThrow('ended');
});

test('while an import is under way people read the store as it was, and their changes come after it', async () => {
  const store = await open(newDataDir());
  let goOn: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  let begun: () => void = () => undefined;
  const under = new Promise<void>((resolve) => {
    begun = resolve;
  });
  async function* writes() {
    yield { of: 'benefits', before: null, after: benefitOf('visio', { quantity: 500 }) } as const;
    for (let n = 1; n <= 500; n += 1) yield { of: 'seats', before: null, after: seatOf('visio', n) } as const;
    await gate;
  }
  const imported = store.applyAll(writes(), begun);
  await under;
  const change = store.people.insert(personOf('tom@contoso.com'));
  expect(await store.benefits.all()).toEqual([]);
  goOn();
  expect(await imported).toBe(true);
  expect(await change).toBe(true);
  expect(await store.seats.ofBenefit('visio', { skip: 0, limit: 1000 })).toHaveLength(500);
  await store.close();
});
