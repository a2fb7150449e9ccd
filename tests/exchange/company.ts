import { randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Keyring, Ports, Store } from '../../benefits/ports';
import type { Limits } from '../../exchange';
import { type ImportPlan, importCompany, planImport, type RowError, readCompany } from '../../exchange';
import { errorLine } from '../../exchange/error-text';
import { localKeySetting, openKeyring, openStore } from '../../storage';
import { RULES } from '../support/rules';

export const CONTOSO = join(__dirname, '../data/contoso');
export const NOW = new Date('2026-11-22T10:00:00.000Z');

/** Folders and stores of one test, gone when `close` is called. */
export function bench() {
  const root = mkdtempSync(join(tmpdir(), 'exchange-'));
  const stores: Store[] = [];
  const fresh = (): string => mkdtempSync(join(root, 'd'));
  return {
    root,
    /** An empty embedded store of its own. */
    async store(): Promise<Place> {
      const dataDir = fresh();
      const store = await openStore({ mongodbUri: null, mongodbDb: 'test', dataDir });
      stores.push(store);
      return placeOf(store, await openKeyring(store, await localKeySetting(dataDir, store)));
    },
    /** A copy of the contoso files with some replaced (text or bytes), added, or removed (null). */
    folder(files: Readonly<Record<string, string | Buffer | null>> = {}): string {
      const folder = fresh();
      cpSync(CONTOSO, folder, { recursive: true });
      for (const [name, content] of Object.entries(files))
        if (content === null) rmSync(join(folder, name));
        else writeFileSync(join(folder, name), content);
      return folder;
    },
    file(name: string, content: string | Buffer): string {
      const path = join(root, name);
      writeFileSync(path, content);
      return path;
    },
    async close() {
      for (const store of stores) await store.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}
export type Bench = ReturnType<typeof bench>;

/** A bench with a store of its own for each test; `start` takes and fills them. */
export function eachWithStore(start: (own: Bench, place: Place) => unknown): void {
  let own: Bench;
  beforeEach(async () => {
    own = bench();
    await start(own, await own.store());
  });
  afterEach(() => own.close());
}

export const mail = (name: string): string => `${name}@contoso.example`;

/** A store, and the rest that the rules need. */
export type Place = Ports;

export const placeOf = (store: Store, keyring: Keyring): Place => ({
  store,
  keyring,
  clock: { now: () => NOW },
  random: { id: () => randomUUID(), fraction: () => 0 },
  rules: { ...RULES, reminderDays: [60] },
});

export async function planOf(path: string, place: Place, limits?: Limits): Promise<ImportPlan | RowError[]> {
  const company = await readCompany({ kind: 'path', path }, limits);
  return Array.isArray(company) ? company : planImport(company, place, 'cli');
}

/** Imports and expects no error. */
export async function imported(path: string, place: Place, actor = 'cli'): Promise<ImportPlan> {
  const company = await readCompany({ kind: 'path', path });
  const result = Array.isArray(company) ? company : await importCompany(company, place, actor);
  if (Array.isArray(result)) throw new Error(result.map((error) => errorLine(error)).join('\n'));
  return result;
}

/** All errors, each as `users.csv:13:email bad-email "tom.baker@"`, with what else is known of it. A plan has none. */
export async function errorsOf(path: string, place: Place, limits?: Limits): Promise<string[]> {
  const result = await planOf(path, place, limits);
  return Array.isArray(result) ? result.map(inShort) : [];
}

function inShort({ file, line, column, value, problem: { is, ...rest } }: RowError): string {
  const where = [file, line, column].filter((part) => part !== null).join(':');
  const known = Object.entries(rest).flatMap(([name, one]) =>
    typeof one === 'string' || typeof one === 'number'
      ? [`${name}=${one}`]
      : name === 'holders' || name === 'names'
        ? [`${name}=${one}`]
        : [],
  );
  return [where, is, ...(value === null ? [] : [`"${value}"`]), ...known].join(' ');
}
