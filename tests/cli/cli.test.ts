import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { startMail } from '../support/mail';
import { CONTOSO, type Program, program } from './program';

jest.setTimeout(60_000);

let cli: Program;
beforeEach(() => {
  cli = program();
});
afterEach(() => cli.close());

const SILENT = { code: 0, stderr: '' };

describe('the command line itself', () => {
  test.each([
    [[], /benefits-bot COMMAND[\s\S]*import PATH/],
    [['improt', 'x'], /^Unknown command "improt"\./],
    [['import'], /^Usage: benefits-bot import PATH/],
    [['import', 'a', 'b'], /^Usage: benefits-bot import PATH/],
    [['import', 'a', '--only', 'benefits,cheese'], /^--only takes names of sheets/],
    [['import', 'a', '--only'], /^Usage|argument/],
    [['import', 'a', '--force'], /^Unknown option '--force'\./],
    [['export', 'company.pdf'], /end in \.xlsx .* or \.csv/],
    [['template', 'company.csv'], /end in \.xlsx/],
  ])('%j is a usage error: exit code 2', async (args, says) => {
    const { code, stdout, stderr } = await cli.run(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(says);
  });

  test('--help is none', async () => {
    const { code, stdout } = await cli.run(['import', '--help']);
    expect(code).toBe(0);
    expect(stdout).toContain('doctor');
  });

  test('a wrong setting ends with 2 and names it; a stack comes with LOG_LEVEL=debug alone', async () => {
    const wrong = await cli.run(['export', 'x.csv'], { env: { PORT: 'many' } });
    expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('PORT: ') });
    const there = ['template', cli.path('no-such-folder/t.xlsx')];
    expect((await cli.run(there)).stderr).toMatch(/^\S+ can’t be written: .*\n$/);
    expect((await cli.run(there, { env: { LOG_LEVEL: 'debug' } })).stderr).toMatch(
      /^Error: \S+ can’t be written: .*\n {4}at /,
    );
  });
});

describe('parse', () => {
  test('a line in, a line out, against the current store', async () => {
    await cli.run(['import', CONTOSO]);
    const input = 'show me all benefits\r\nassign visual studio enterprise to me\n\nshow power bi pro';
    const { code, stdout } = await cli.run(['parse'], { input });
    expect(code).toBe(0);
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([
      { command: 'list', slots: {} },
      { command: 'assign', slots: { benefit: 'visual-studio-enterprise', user: 'me' } },
      { command: 'none', slots: {} },
      { command: 'show', slots: { benefit: 'power-bi-pro' } },
    ]);
    const explained = await cli.run(['parse', '--explain'], { input: 'show power bi pro\n' });
    expect(JSON.parse(explained.stdout)).toMatchObject({ command: 'show', explain: expect.any(Array) });
  });
});

test.each(['AAAAA-BBBBB-CCCCC-DDDDD-EEEE7', 'AAAAA BBBBB CCCCC DDDDD EEEE7'])('parse never repeats %s', async (key) => {
  await cli.run(['import', CONTOSO]);
  const input = [`${key} doesn't work, give me another`, `assign ${key} to Tom`, key, `assign Visio to ${key}`].join(
    '\n',
  );
  const { stdout, stderr } = await cli.run(['parse', '--explain'], { input });
  expect(stdout).toContain('(a key)');
  expect(stdout + stderr).not.toMatch(/AAAAA|BBBBB|EEEE7/i);
});

describe('export and template', () => {
  test('a workbook, or a file a sheet; for the owner alone; in the history', async () => {
    await cli.run(['import', CONTOSO]);
    expect(await cli.run(['export', 'company.xlsx'])).toEqual({ ...SILENT, stdout: 'Wrote company.xlsx\n' });
    expect((await cli.run(['import', 'company.xlsx', '--json'])).stdout).toContain('"users":{"added":0,"updated":0');
    expect((await cli.run(['export', 'out.csv'])).code).toBe(0);
    const files = ['benefits', 'downloads', 'history', 'membership', 'seats', 'users'];
    expect(
      readdirSync(cli.home)
        .filter((name) => name.startsWith('out-'))
        .sort(),
    ).toEqual(files.map((sheet) => `out-${sheet}.csv`));
    expect(readFileSync(cli.path('out-seats.csv'), 'utf8')).toMatch(
      /^\ufeffbenefit_id,seat,state,holder_email,alternate_email,since,assigned_by\r\n/,
    );
    expect(readFileSync(cli.path('out-history.csv'), 'utf8')).toMatch(/,cli,export,,,done,format=xlsx\r\n/);
    if (process.platform !== 'win32') expect(statSync(cli.path('company.xlsx')).mode & 0o077).toBe(0);
  });

  test.each([
    [
      ['export', 'nowhere/company.xlsx'],
      /^nowhere\/company\.xlsx can’t be written: there is no folder .*nowhere\. Create it/,
    ],
    [['export', 'nowhere/out.csv'], /^nowhere\/out-\w+\.csv can’t be written: there is no folder/],
    [['template', 'folder.xlsx'], /^folder\.xlsx can’t be written: that is a folder\. Use a file name\.\n$/],
  ])('%j says what is in the way', async (args, said) => {
    mkdirSync(cli.path('folder.xlsx'), { recursive: true });
    const { code, stdout, stderr } = await cli.run(args);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(said);
  });

  test('the template can be imported as it is', async () => {
    expect((await cli.run(['template', 'empty.xlsx'])).code).toBe(0);
    const { code, stdout } = await cli.run(['import', 'empty.xlsx']);
    expect(code).toBe(0);
    expect(stdout).toContain('users:      0 added');
  });
});

describe('doctor', () => {
  const secret = 'Hush-hush-7';

  test('a line each; all well in local mode', async () => {
    const { code, stdout } = await cli.run(['doctor']);
    expect(code).toBe(0);
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => line.slice(0, 22).trim()),
    ).toEqual([
      'ok    settings:',
      'ok    store:',
      'ok    encryption keys:',
      'ok    backup:',
      'ok    SMTP:',
      'ok    manifest:',
    ]);
  });

  test('a mail server that answers, and one that does not', async () => {
    const mail = await startMail();
    const there = await cli.run(['doctor'], { env: { SMTP_URL: mail.url } });
    expect(there.stdout).toMatch(/^ok {4}SMTP: .* accepts/m);
    await mail.close();
    const url = mail.url.replace('://', `://bot:${secret}@`);
    const gone = await cli.run(['doctor'], { env: { SMTP_URL: url } });
    expect(gone.code).toBe(1);
    expect(gone.stdout).toMatch(/^FAIL {2}SMTP:/m);
    expect(gone.stdout).toContain('secrets set: SMTP_URL');
    expect(gone.stdout + gone.stderr).not.toContain(secret);
  });

  test('the wrong encryption key is named, settings and production are looked through', async () => {
    await cli.run(['import', CONTOSO]);
    const other = `other:${Buffer.alloc(32, 7).toString('base64')}`;
    const production = {
      MicrosoftAppId: '11111111-2222-4333-8444-555555555555',
      MicrosoftAppPassword: secret,
      MicrosoftAppTenantId: '99999999-8888-4777-8666-555555555555',
      PUBLIC_URL: 'https://benefits.contoso.example',
      ALLOW_EMBEDDED_STORE: '1',
      KEY_ENCRYPTION_KEYS: other,
    };
    const { code, stdout } = await cli.run(['doctor'], { env: production });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^FAIL {2}encryption keys: .*encryption key local\b/m);
    expect(stdout).toMatch(/^FAIL {2}SMTP: {12}SMTP_URL is not set: mails stay queued/m);
    expect(stdout).toMatch(/^ok {4}manifest: .*benefits\.contoso\.example/m);
    expect(stdout).not.toContain(secret);
    expect(stdout).not.toContain(other.slice(6));
    const unset = await cli.run(['doctor'], { env: { ...production, PUBLIC_URL: '' } });
    expect(unset).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/^FAIL {2}settings: .*PUBLIC_URL: is missing/),
    });
  });
});
