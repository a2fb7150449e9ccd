import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings, SECRETS, SETTING_NAMES, SettingsError } from '../settings';

const KEY = Buffer.alloc(32, 7).toString('base64');
const PRODUCTION = {
  MicrosoftAppId: '11111111-2222-3333-4444-555555555555',
  MicrosoftAppPassword: 'p4ssw0rd-of-the-app',
  MicrosoftAppTenantId: '99999999-8888-7777-6666-555555555555',
  PUBLIC_URL: 'https://benefits.contoso.com',
  MONGODB_URI: 'mongodb://bot:m0ngo-secret@db:27017/?replicaSet=rs0',
  KEY_ENCRYPTION_KEYS: `2026-01:${KEY}`,
};

/** Any text is right. */
const ANY_TEXT: readonly string[] = [
  'MicrosoftAppPassword',
  'ToChannelFromBotOAuthScope',
  'ToBotFromChannelTokenIssuer',
  'CallerId',
  'DATA_DIR',
];

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'settings-'));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

const problemsOf = (env: Record<string, string>): readonly string[] => {
  try {
    readSettings(env, { cwd });
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
    throw error;
  }
  return [];
};

test('nothing set is local mode on loopback with an embedded store', () => {
  const settings = readSettings({}, { cwd });
  expect(settings).toMatchObject({
    mode: 'local',
    host: '127.0.0.1',
    port: 3978,
    mongodbUri: null,
    dataDir: join(cwd, 'data'),
    allowedTenants: null,
    localClient: true,
    sampleData: true,
    keysIn: 'dialog',
    keyVisibleSeconds: 60,
    defaultLocale: 'en',
    historyYears: 7,
    rules: {
      graceDays: 30,
      reassignMinDays: 0,
      supportActivationWorkdays: 3,
      portalStep: true,
      holderKeys: false,
      timeZone: 'UTC',
      reminderDays: [60, 30, 7],
      revealAlert: 10,
      admins: [],
    },
  });
  expect(Object.isFrozen(settings) && Object.isFrozen(settings.rules)).toBe(true);
});

test('an app id is production, with what it needs', () => {
  expect(readSettings(PRODUCTION, { cwd })).toMatchObject({
    mode: 'production',
    host: '0.0.0.0',
    allowedTenants: [PRODUCTION.MicrosoftAppTenantId],
    localClient: false,
    publicUrl: 'https://benefits.contoso.com',
  });
});

test('a bare app id is refused with every missing setting in one message, each with an example', () => {
  const problems = problemsOf({ MicrosoftAppId: PRODUCTION.MicrosoftAppId });
  for (const name of [
    'MicrosoftAppPassword',
    'MicrosoftAppTenantId',
    'PUBLIC_URL',
    'MONGODB_URI',
    'KEY_ENCRYPTION_KEYS',
  ]) {
    expect(problems.filter((problem) => problem.startsWith(`${name}: `) && problem.includes('Example: '))).toHaveLength(
      1,
    );
  }
});

test('the embedded store in production must be accepted in words', () => {
  const { MONGODB_URI: _, ...rest } = PRODUCTION;
  expect(problemsOf(rest)).toHaveLength(1);
  expect(problemsOf({ ...rest, ALLOW_EMBEDDED_STORE: '1' })).toEqual([]);
});

test('a managed identity needs no password and refuses one', () => {
  const { MicrosoftAppPassword: _, ...rest } = { ...PRODUCTION, MicrosoftAppType: 'userassignedmsi' };
  expect(readSettings(rest, { cwd }).app.type).toBe('UserAssignedMSI');
  expect(problemsOf({ ...rest, MicrosoftAppPassword: 'x' })).toHaveLength(1);
});

test('a multi-tenant bot must name its tenants', () => {
  expect(problemsOf({ ...PRODUCTION, MicrosoftAppType: 'MultiTenant' })[0]).toContain('ALLOWED_TENANTS');
});

test('an empty value is an unset one', () => {
  expect(readSettings({ MicrosoftAppId: '', PORT: ' ', MONGODB_URI: '' }, { cwd }).port).toBe(3978);
});

test.each([
  ['PORT', '70000'],
  ['PORT', '0x10'],
  ['HOST', '0.0.0.0'],
  ['PUBLIC_URL', 'http://benefits.contoso.com'],
  ['PUBLIC_URL', 'https://benefits.contoso.com/path'],
  ['MONGODB_URI', 'https://db'],
  ['MONGODB_URI', 'mongodb://'],
  ['MONGODB_URI', 'mongodb://db/?w=1'],
  ['MONGODB_URI', 'mongodb://db/benefits?replicaSet=rs0&readConcernLevel=local'],
  ['KEY_ENCRYPTION_KEYS', 'a:c2hvcnQ='],
  ['KEY_ENCRYPTION_KEYS', `a:${KEY},a:${KEY}`],
  ['KEY_ENCRYPTION_KEYS', KEY],
  ['ADMINS', 'ana'],
  ['SMTP_URL', 'mail.contoso.com'],
  ['MAIL_FROM', 'nobody'],
  ['ALLOWED_TENANTS', 'contoso.com'],
  ['KEYS_IN', 'chat'],
  ['KEY_VISIBLE_SECONDS', '-1'],
  ['DEFAULT_LOCALE', 'de'],
  ['GRACE_DAYS', 'thirty'],
  ['PORTAL_STEP', 'maybe'],
  ['REMINDER_DAYS', '60;30'],
  ['HISTORY_YEARS', '0'],
  ['LOG_LEVEL', 'loud'],
  ['METRICS_TOKEN', 'short'],
  ['ToBotFromChannelOpenIdMetadataUrl', 'http://example.com/keys'],
  ['MicrosoftAppPassword', 'without-an-id'],
])('%s=%s is refused', (name, value) => {
  const problems = problemsOf({ [name]: value });
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain('Example: ');
});

test.each([
  'mongodb://u:p@a:27017,b:27017/benefits?replicaSet=rs0&maxPoolSize=10',
  'mongodb+srv://cluster.example.com',
])('MONGODB_URI=%s is taken as it is', (MONGODB_URI) => {
  expect(readSettings({ MONGODB_URI }, { cwd }).mongodbUri).toBe(MONGODB_URI);
});

test('no secret is printed, right or wrong', () => {
  const secrets = ['p4ssw0rd', 'm0ngo-secret', 'short-token', 'smtp-secret', 'dG9vIHNob3J0'];
  const problems = problemsOf({
    ...PRODUCTION,
    MONGODB_URI: 'mongo://bot:m0ngo-secret@db',
    METRICS_TOKEN: 'short-token',
    SMTP_URL: 'http://u:smtp-secret@mail',
    KEY_ENCRYPTION_KEYS: 'k:dG9vIHNob3J0',
    PORT: 'x',
  });
  expect(problems.length).toBeGreaterThanOrEqual(5);
  for (const secret of secrets) expect(problems.join()).not.toContain(secret);
});

test('secrets come from files too, one place at a time', () => {
  writeFileSync(join(cwd, 'password'), 'from-a-file\n');
  const { MicrosoftAppPassword: _, ...rest } = PRODUCTION;
  expect(readSettings({ ...rest, MicrosoftAppPassword_FILE: 'password' }, { cwd }).app.password).toBe('from-a-file');
  expect(problemsOf({ ...PRODUCTION, MicrosoftAppPassword_FILE: 'password' })).toHaveLength(1);
  expect(problemsOf({ ...PRODUCTION, METRICS_TOKEN_FILE: 'absent' })[0]).toContain('METRICS_TOKEN_FILE');
});

test('every wrong setting is in the one message, with an example each; secrets from files too', () => {
  const wrong: Record<string, string> = {
    ...Object.fromEntries(SETTING_NAMES.map((name) => [name, '?'])),
    MicrosoftAppType: 'Bot',
    MONGODB_URI: 'mongodb://db/?journal=false',
    METRICS_TOKEN: 'short',
  };
  for (const name of ANY_TEXT) delete wrong[name];
  for (const name of SECRETS) delete wrong[`${name}_FILE`];
  const files = SECRETS.filter((name) => !ANY_TEXT.includes(name)).map((name) => {
    const { [name]: content = '?', ...rest } = wrong;
    writeFileSync(join(cwd, name), content);
    return { ...rest, [`${name}_FILE`]: name };
  });
  for (const env of [wrong, ...files]) {
    const problems = problemsOf(env);
    for (const name of Object.keys(env).map((given) => given.replace(/_FILE$/, ''))) {
      const about = problems.filter((problem) => problem.startsWith(`${name}: `) && problem.includes('Example: '));
      expect([name, about.length]).toEqual([name, 1]);
    }
  }
});

test('.env is read, and the environment wins over it', () => {
  writeFileSync(join(cwd, '.env'), 'PORT=4000\nDEFAULT_LOCALE=fr\nMAIL_FROM="Avantages <b@contoso.com>"\n');
  expect(readSettings({ PORT: '4001' }, { cwd })).toMatchObject({
    port: 4001,
    defaultLocale: 'fr',
    mailFrom: 'Avantages <b@contoso.com>',
  });
});

test('.env.example lists every setting and no other', () => {
  const example = readFileSync(join(__dirname, '..', '.env.example'), 'utf8');
  const names = [...example.matchAll(/^#?([A-Za-z_]+)=/gm)].map((match) => match[1]);
  expect([...new Set(names)].sort()).toEqual([...SETTING_NAMES].sort());
  for (const secret of SECRETS) expect(names).toContain(`${secret}_FILE`);
});
