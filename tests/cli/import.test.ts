import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorLines, type Problem, type RowError } from '../../exchange';
import { CONTOSO, type Program, program } from './program';

jest.setTimeout(60_000);

let cli: Program;
beforeEach(() => {
  cli = program();
});
afterEach(() => cli.close());

const SILENT = { code: 0, stderr: '' };
const bad = (line: number, column: string, value: string, problem: Problem): RowError => ({
  sheet: 'benefits',
  file: 'benefits.csv',
  line,
  column,
  cell: null,
  value,
  problem,
});

describe('import', () => {
  test('says what it did for each sheet, and twice is the same as once', async () => {
    expect(await cli.run(['import', CONTOSO])).toEqual({
      ...SILENT,
      stdout: [
        'membership: 1 added, 0 updated, 0 unchanged, 0 not in the file (left alone)',
        'benefits:   15 added, 0 updated, 0 unchanged, 0 not in the file (left alone)',
        'keys:       20 added, 0 updated, 0 unchanged, 0 not in the file (left alone)',
        'downloads:  44 added, 0 updated, 0 unchanged, 0 not in the file (left alone)',
        'users:      13 added, 0 updated, 0 unchanged, 0 not in the file (left alone)',
        '',
      ].join('\n'),
    });
    const again = await cli.run(['import', CONTOSO, '--json']);
    expect(JSON.parse(again.stdout)).toMatchObject({ ok: true, sheets: { users: { added: 0, unchanged: 13 } } });
  });

  test('--only takes some of the sheets', async () => {
    expect((await cli.run(['import', CONTOSO])).code).toBe(0);
    const folder = cli.path('changed');
    cpSync(CONTOSO, folder, { recursive: true });
    for (const [file, from, to] of [
      ['users.csv', 'Tom Baker', 'Tommy Baker'],
      ['benefits.csv', 'Diagrams.', 'Diagrams and plans.'],
    ] as const)
      writeFileSync(join(folder, file), readFileSync(join(folder, file), 'utf8').replace(from, to));
    writeFileSync(join(folder, 'keys.csv'), 'nonsense');
    const { code, stdout } = await cli.run(['import', folder, '--json', '--only', 'users,membership']);
    expect(code).toBe(0);
    expect(Object.keys(JSON.parse(stdout).sheets)).toEqual(['membership', 'users']);
    const store = await cli.store();
    expect((await store.people.all()).some(({ name }) => name === 'Tommy Baker')).toBe(true);
    expect((await store.benefits.get('visio-pro-2024'))?.descriptionEn).toBe('Diagrams.');
    rmSync(join(folder, 'keys.csv'));
    const { code: absent, stderr } = await cli.run(['import', folder, '--only', 'keys']);
    expect(absent).toBe(1);
    expect(stderr).toContain('has no sheet keys');
  });

  test('a list of people in another language: the error says how to name its columns', async () => {
    await cli.run(['import', CONTOSO]);
    const list = cli.path('utilisateurs.csv');
    writeFileSync(list, 'Bureau;Nom complet;Nom d’utilisateur principal\nParis;Zoé Blanc;zoe.blanc@contoso.example\n');
    const { code, stderr } = await cli.run(['import', list]);
    expect(code).toBe(1);
    expect(stderr).toContain('--email-column "Nom d’utilisateur principal"');
    const named = ['--email-column', 'nom d’utilisateur principal', '--name-column'];
    expect(await cli.run(['import', list, ...named])).toMatchObject({ code: 2 });
    expect(await cli.run(['import', list, '--name-column', 'Nom complet'])).toMatchObject({ code: 2 });
    expect(await cli.run(['import', list, ...named, 'Nom'])).toMatchObject({ code: 1 });
    expect(await cli.run(['import', list, ...named, 'Nom complet'])).toMatchObject({ code: 0 });
    const zoe = await (await cli.store()).people.byEmail('zoe.blanc@contoso.example');
    expect(zoe).toMatchObject({ name: 'Zoé Blanc', role: 'employee' });
  });

  test('--dry-run writes nothing', async () => {
    const { code, stdout } = await cli.run(['import', CONTOSO, '--dry-run']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/users: {6}13 added[\s\S]*Nothing was written \(--dry-run\)\.\n$/);
    expect(await (await cli.store()).people.count()).toBe(0);
  });

  test('any bad row: all of them are listed, nothing is written, exit code 1', async () => {
    const folder = cli.path('bad');
    cpSync(CONTOSO, folder, { recursive: true });
    const benefits = readFileSync(join(folder, 'benefits.csv'), 'utf8');
    writeFileSync(
      join(folder, 'benefits.csv'),
      benefits.replace(',16,keys', ',many,keys').replace('2027-02-28', 'soon'),
    );
    const { code, stdout, stderr } = await cli.run(['import', folder]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toBe(
      [
        ...errorLines([
          bad(2, 'expires_on', 'soon', { is: 'bad-date' }),
          bad(3, 'quantity', 'many', { is: 'bad-number', least: 1 }),
        ]),
        'Nothing was imported.',
        '',
      ].join('\n'),
    );
    expect(await (await cli.store()).people.count()).toBe(0);
    const json = await cli.run(['import', folder, '--json']);
    expect(json.code).toBe(1);
    expect(JSON.parse(json.stdout)).toMatchObject({
      ok: false,
      errorCount: 2,
      errors: [
        { file: 'benefits.csv', line: 2, column: 'expires_on' },
        { line: 3, column: 'quantity' },
      ],
    });
  });

  test('a key in a wrong column is quoted neither on stderr nor as JSON', async () => {
    const key = 'QGT6C-D2FR3-CYJCD-VVDKD-2VC3F';
    const folder = cli.path(`of ${key}`);
    cpSync(CONTOSO, folder, { recursive: true });
    writeFileSync(join(folder, 'users.csv'), `email,name,role,locale,${key}\n${key},${key},${key},${key},\n`);
    writeFileSync(
      join(folder, 'keys.csv'),
      `benefit_id,key,kind,language,os\n${key},windows-11,${key},${key},${key}\n`,
    );
    writeFileSync(join(folder, `${key}.csv`), 'a,b\n');
    for (const args of [['import', folder], ['import', folder, '--json'], ['import', `${folder} copy`], [key]]) {
      const { code, stdout, stderr } = await cli.run(args);
      expect(code).toBeGreaterThan(0);
      expect(stdout + stderr).toContain('(a key)');
      for (const part of key.split('-')) expect((stdout + stderr).toUpperCase()).not.toContain(part);
    }
  });

  test.each(['plum-Orchard quiet Violin', 'ZQ4K-81WX-PM7T'])('a stored key %s is never quoted', async (key) => {
    const folder = cli.path('with-key');
    cpSync(CONTOSO, folder, { recursive: true });
    writeFileSync(
      join(folder, 'keys.csv'),
      `benefit_id,key,kind,language,os\nwindows-11-enterprise,${key},multiple,,\n`,
    );
    expect((await cli.run(['import', folder])).code).toBe(0);
    writeFileSync(join(folder, 'users.csv'), `email,name,role,locale,${key}\n${key},Ana,${key},${key},\n`);
    const runs = [
      await cli.run(['import', folder]),
      await cli.run(['import', folder, '--json']),
      await cli.run(['forget', key]),
      await cli.run(['parse', '--explain'], { input: `assign ${key.toLowerCase()} to Tom\nmake ${key} admin\n` }),
    ];
    for (const { stdout, stderr } of runs) {
      expect(stdout + stderr).toContain('(a key)');
      for (const part of key.split(/[- ]/)) expect((stdout + stderr).toLowerCase()).not.toContain(part.toLowerCase());
    }
  });

  test('while another process has the store open: it sees the new company at once', async () => {
    const store = await cli.store();
    const before = await store.catalogue.revision();
    expect((await cli.run(['import', CONTOSO])).code).toBe(0);
    expect(await store.people.count()).toBe(13);
    expect(await store.catalogue.revision()).toBeGreaterThan(before);
    expect(await store.history.page({}, { skip: 0, limit: 5 })).toMatchObject([{ actor: 'cli', command: 'import' }]);
  });
});

describe('a large import', () => {
  /** 500 benefits with 100 seats each: more than 50,000 documents. */
  function large(): string {
    const folder = cli.path('large');
    cpSync(CONTOSO, folder, { recursive: true });
    const path = join(folder, 'benefits.csv');
    const rows = Array.from(
      { length: 500 },
      (_one, at) => `large-${at},cloud,Large ${at},,Pack,100,assign,2026-03-01,2027-02-28,,,,,`,
    );
    writeFileSync(path, `${readFileSync(path, 'utf8')}${rows.join('\n')}\n`);
    return folder;
  }

  test('shows how far it is, on stderr', async () => {
    const { code, stdout, stderr } = await cli.run(['import', large()]);
    expect(code).toBe(0);
    expect(stdout).toContain('benefits:   515 added');
    expect(stderr).toMatch(/^5,\d{3} of 50,\d{3}\n[\s\S]*(50,\d{3}) of \1\n$/);
  });

  test('ended in the middle, it leaves nothing behind', async () => {
    const { code } = await cli.run(['import', large()], { killAt: /of 50,/ });
    expect(code).toBeNull();
    const store = await cli.store();
    expect(await store.benefits.all()).toEqual([]);
    expect(await store.seats.ofBenefit('large-0', { skip: 0, limit: 1 })).toEqual([]);
    expect((await cli.run(['import', CONTOSO])).code).toBe(0);
  });
});
