import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HistoryEntry } from '../../benefits/history';
import { existingLocalKey, openStore } from '../../storage';

/** A company in files, large enough that each command takes a moment, and what an operator has beside it. */

const PEOPLE = 2_000;
const BENEFITS = 100;
const SEATS = 20;
const KEYS = 20;

/** `added`: how many more of each there are than in the first one. */
export function writeCompany(folder: string, added: number): void {
  mkdirSync(folder);
  const file = (name: string, header: string, count: number, line: (n: number) => string): void =>
    writeFileSync(join(folder, name), [header, ...Array.from({ length: count }, (_, n) => line(n)), ''].join('\n'));
  const membership = 'company,partner_id,program,status,starts_on,expires_on,account_email';
  file('membership.csv', membership, 1, () => 'Contoso,1,Launch,active,2020-01-01,2099-12-31,p0@contoso.example');
  file(
    'users.csv',
    'email,name,role',
    PEOPLE + added,
    (n) => `p${n}@contoso.example,Person ${n},${n === 0 ? 'admin' : 'employee'}`,
  );
  const columns = 'id,category,name_en,name_fr,package,quantity,activation,starts_on,expires_on';
  file(
    'benefits.csv',
    columns,
    BENEFITS + added,
    (n) => `b${n},software,Product ${n},Produit ${n},p,${SEATS},keys,2020-01-01,2099-12-31`,
  );
  file(
    'keys.csv',
    'benefit_id,key,kind,language,os',
    (BENEFITS + added) * KEYS,
    (n) => `b${Math.floor(n / KEYS)},KEY-${n}-OF-CONTOSO,single-use,,`,
  );
}

/** The person whom `forget` forgets, under two addresses and names. */
export const FORGOTTEN = /(?:gone|former)\.person@|(?:Gone|Former) Person/;

export const keySettingOf = (dataDir: string): string => existingLocalKey(dataDir) ?? '';

/** Imports the first company, makes the files that the commands read, and leaves the past of somebody removed. */
export async function setBefore(
  home: string,
  run: (args: readonly string[], dataDir: string) => Promise<{ code: number | null; said: string }>,
): Promise<void> {
  const done = async (args: readonly string[], dataDir = 'data'): Promise<void> => {
    const { code, said } = await run(args, dataDir);
    if (code !== 0) throw new Error(`${args.join(' ')}: ${said}`);
  };
  writeCompany(join(home, 'first'), 0);
  writeCompany(join(home, 'later'), 5);
  await done(['import', 'later'], 'elsewhere');
  await done(['export', 'later.xlsx'], 'elsewhere');
  await done(['import', 'first']);
  await done(['backup', 'before.db']);
  writeCompany(join(home, 'second'), 1);
  await done(['import', 'second']);
  const store = await openStore({ mongodbUri: null, mongodbDb: '', dataDir: join(home, 'data') });
  const line = (n: number, person: string, detail: HistoryEntry['detail']): HistoryEntry => ({
    id: `past-${n}`,
    at: new Date(Date.UTC(2026, 0, 1, 0, 0, n)).toISOString(),
    actor: 'p0@contoso.example',
    command: 'update-user',
    benefitId: null,
    person,
    outcome: 'done',
    detail,
  });
  const [gone, former] = ['gone.person@contoso.example', 'former.person@contoso.example'];
  const renamed = { name: 'Gone Person', nameBefore: 'Former Person', emailBefore: former };
  await store.history.append([
    ...Array.from({ length: 600 }, (_, n) => line(n, former, { name: 'Former Person' })),
    line(600, gone, renamed),
    ...Array.from({ length: 600 }, (_, n) => line(601 + n, gone, { name: 'Gone Person' })),
  ]);
  await store.close();
}
