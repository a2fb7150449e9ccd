import { readFileSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { type CleanedEnv, customCleanEnv, EnvError, makeExactValidator, type OptionalValidatorSpec } from 'envalid';
import { canonicalEmail } from './benefits/email';
import { frozen } from './benefits/frozen';
import type { Rules } from './benefits/ports';

/**
 * Everything that can be set from outside, read and checked once. The only reader of the environment: the mains call
 * `readSettings`, print a SettingsError's message and exit with 2 before anything listens.
 */
export interface Settings {
  /** `local` while no Teams app id is set: loopback only, nobody signs in. */
  mode: 'local' | 'production';
  app: {
    /** Empty in local mode. */
    id: string;
    password: string | null;
    type: 'SingleTenant' | 'UserAssignedMSI' | 'MultiTenant';
    tenantId: string | null;
    /** App registration for which the pages' SSO tokens are made. */
    ssoAppId: string;
  };
  /** Which Bot Framework cloud: passed on unchanged, absent where unset. */
  channel: Readonly<Partial<Record<ChannelSetting, string>>>;
  /** Where the keys that sign Entra tokens are published. */
  entraMetadataUrl: string | null;
  port: number;
  host: string;
  /** Origin without a slash at the end; null in local mode where unset. */
  publicUrl: string | null;
  mongodbUri: string | null;
  mongodbDb: string;
  /** Absolute. */
  dataDir: string;
  /** `id:base64[,id:base64]`, newest first; null in local mode where unset: a key file in `dataDir` serves. */
  keyEncryptionKeys: string | null;
  smtpUrl: string | null;
  mailFrom: string;
  /** Lower case; null: any tenant. */
  allowedTenants: readonly string[] | null;
  keysIn: 'dialog' | 'card';
  keyVisibleSeconds: number;
  defaultLocale: 'en' | 'fr';
  historyYears: number;
  rules: Rules;
  logLevel: (typeof LOG_LEVELS)[number];
  sampleData: boolean;
  localClient: boolean;
  /** Whether requests are counted for each person and in all; off in local mode. */
  rateLimit: boolean;
  /** Proxies in front whose entries in X-Forwarded-For are believed. */
  trustProxy: number;
  metricsToken: string | null;
  /** Names that were set, for `doctor`; never their values. */
  given: readonly string[];
}

export type ChannelSetting = (typeof CHANNEL_SETTINGS)[number];

/** Every problem at once; the message is meant for the operator and holds no secret. */
export class SettingsError extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(
      `These settings must be mended before the bot can start:\n${problems.map((problem) => `  ${problem}`).join('\n')}\nEach is described in .env.example.`,
    );
    this.name = 'SettingsError';
    this.problems = problems;
  }
}

const CHANNEL_SETTINGS = [
  'ChannelService',
  'ToChannelFromBotLoginUrl',
  'ToChannelFromBotOAuthScope',
  'ToBotFromChannelTokenIssuer',
  'ToBotFromChannelOpenIdMetadataUrl',
  'ToBotFromEmulatorOpenIdMetadataUrl',
  'OAuthUrl',
  'ValidateAuthority',
  'CallerId',
] as const;
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const APP_TYPES = ['SingleTenant', 'UserAssignedMSI', 'MultiTenant'] as const;
const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A setting that may be left out: `read` throws what is wrong with a text that is there. */
const setting =
  <T>(read: (value: string) => T) =>
  (example: string): OptionalValidatorSpec<T> =>
    makeExactValidator(read)({ example, default: undefined }) as OptionalValidatorSpec<T>;

function wrong(what: string): never {
  throw new EnvError(what);
}
const fitting = (fits: (value: string) => boolean, complaint: string) =>
  setting((value) => (fits(value) ? value : wrong(complaint)));

const text = setting((value) => value);
const uuid = fitting((value) => UUID.test(value), 'is not an id of the form 8-4-4-4-12');
const whole = (least: number, most: number) =>
  setting((value) => {
    const number = /^\d{1,9}$/.test(value) ? Number(value) : -1;
    return number >= least && number <= most ? number : wrong(`is not a whole number from ${least} to ${most}`);
  });
const timeZone = fitting((value) => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}, 'is not a time zone of the IANA list');
const flag = setting((value) =>
  ['0', '1', 'true', 'false'].includes(value) ? value === '1' || value === 'true' : wrong('is neither 1 nor 0'),
);
const oneOf = <const T extends readonly string[]>(values: T, same = (a: string, b: string) => a === b) =>
  setting((value): T[number] => values.find((each) => same(each, value)) ?? wrong(`is none of ${values.join(', ')}`));
const address = (fits: (parsed: URL) => boolean, complaint: string) =>
  fitting((value) => URL.canParse(value) && fits(new URL(value)), complaint);
const url = (schemes: readonly string[]) =>
  address(
    ({ protocol, hostname }) => schemes.includes(protocol.slice(0, -1)) && hostname !== '',
    `is not an address that starts with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`,
  );
/** Several hosts may be named, which URL does not parse. What is acknowledged must survive a failover. */
const mongodbAddress = setting((value) => {
  const found = /^mongodb(?:\+srv)?:\/\/(?:[^@/?]+@)?[^@/?,]+(?:,[^@/?,]+)*(?:\/[^?]*)?(?:\?(.*))?$/.exec(value);
  if (!found) return wrong('is not an address that starts with mongodb:// or mongodb+srv://');
  const weakening = [...new URLSearchParams(found[1]).keys()].filter((name) =>
    ['w', 'journal', 'j', 'readconcernlevel'].includes(name.toLowerCase()),
  );
  if (weakening.length === 0) return value;
  return wrong(`must not set ${weakening.join(', ')}: the bot relies on majority writes and reads`);
});
const isSafe = ({ protocol, hostname }: URL): boolean =>
  protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
const trustedUrl = address(isSafe, 'is not an https address (plain http serves on loopback alone)');
const readOrigin = (value: string): string | null => {
  const parsed = URL.canParse(value) ? new URL(value) : null;
  if (parsed?.pathname !== '/' || parsed.search || parsed.hash || parsed.username) return null;
  return isSafe(parsed) ? parsed.origin : null;
};
const origin = setting((value) => readOrigin(value) ?? wrong('is not an https origin without a path'));
const mailAddress = fitting(
  (value) => canonicalEmail(/<([^<>]+)>\s*$/.exec(value)?.[1] ?? value) !== null && !/[\r\n]/.test(value),
  'is not an e-mail address',
);

const listed = (value: string): string[] =>
  value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
/** Says of every entry what is wrong with it; null: nothing. */
const eachOf = (entries: readonly string[], complaint: (entry: string) => string | null): void => {
  const complaints = entries.flatMap((entry, index) => {
    const said = complaint(entry);
    return said === null ? [] : [`entry ${index + 1} ${said}`];
  });
  if (complaints.length > 0) wrong(complaints.join('; '));
};
const encryptionKeys = setting((value) => {
  const ids = new Set<string>();
  eachOf(value.split(','), (entry) => {
    const [, id = '', key = ''] = /^\s*([A-Za-z0-9._-]{1,32}):([A-Za-z0-9+/_=-]+)\s*$/.exec(entry) ?? [];
    const bytes = Buffer.from(key, 'base64').length;
    const repeated = ids.has(id);
    ids.add(id);
    if (!id) return 'is not id:base64';
    if (bytes !== 32) return `has ${bytes} bytes instead of 32`;
    return repeated ? 'repeats an id' : null;
  });
  return value;
});
const adminList = setting((value) => {
  const names = listed(value);
  eachOf(names, (name) =>
    UUID.test(name) || canonicalEmail(name) ? null : 'is neither an e-mail address nor an Entra object id',
  );
  return names;
});
const tenantList = setting((value) => {
  const ids = listed(value);
  return ids.length > 0 && ids.every((id) => UUID.test(id)) ? ids : wrong('has an entry that is not a tenant id');
});
const dayList = setting((value) => {
  const days = listed(value);
  if (!days.every((day) => /^\d{1,3}$/.test(day) && Number(day) > 0)) wrong('is not a list of numbers of days');
  return [...new Set(days.map(Number))].sort((a, b) => b - a);
});

/** What each setting must look like, and an example of a right one. */
const FIELDS = {
  MicrosoftAppId: uuid('11111111-2222-3333-4444-555555555555'),
  MicrosoftAppPassword: text('the client secret of the app registration'),
  MicrosoftAppType: oneOf(APP_TYPES, (a, b) => a.toLowerCase() === b.toLowerCase())('SingleTenant'),
  MicrosoftAppTenantId: uuid('99999999-8888-7777-6666-555555555555'),
  ChannelService: trustedUrl('https://botframework.azure.us'),
  ToChannelFromBotLoginUrl: trustedUrl('https://login.microsoftonline.com/botframework.com'),
  ToChannelFromBotOAuthScope: text('https://api.botframework.com'),
  ToBotFromChannelTokenIssuer: text('https://api.botframework.com'),
  ToBotFromChannelOpenIdMetadataUrl: trustedUrl('https://login.botframework.com/v1/.well-known/openidconfiguration'),
  ToBotFromEmulatorOpenIdMetadataUrl: trustedUrl(
    'https://login.microsoftonline.com/botframework.com/v2.0/.well-known/openid-configuration',
  ),
  OAuthUrl: trustedUrl('https://api.botframework.com'),
  ValidateAuthority: oneOf(['true', 'false'])('true'),
  CallerId: text('urn:botframework:azure'),
  SSO_APP_ID: uuid('33333333-4444-5555-6666-777777777777'),
  ENTRA_METADATA_URL: trustedUrl('https://login.microsoftonline.us/TENANT/v2.0/.well-known/openid-configuration'),
  PORT: whole(0, 65535)('3978'),
  HOST: fitting((value) => /^[A-Za-z0-9.:-]+$/.test(value), 'is not an address to listen on')('0.0.0.0'),
  PUBLIC_URL: origin('https://benefits.contoso.com'),
  MONGODB_URI: mongodbAddress('mongodb://db.internal:27017/?replicaSet=rs0'),
  MONGODB_DB: fitting((value) => /^[A-Za-z0-9_-]{1,63}$/.test(value), 'is not a database name')('benefits'),
  ALLOW_EMBEDDED_STORE: flag('1'),
  DATA_DIR: text('./data'),
  KEY_ENCRYPTION_KEYS: encryptionKeys('2026-01:<output of: openssl rand -base64 32>'),
  ADMINS: adminList('ana@contoso.com,22222222-3333-4444-5555-666666666666'),
  SMTP_URL: url(['smtp', 'smtps'])('smtps://user:password@mail.contoso.com'),
  MAIL_FROM: mailAddress('Benefits <benefits@contoso.com>'),
  ALLOWED_TENANTS: tenantList('99999999-8888-7777-6666-555555555555'),
  KEYS_IN: oneOf(['dialog', 'card'])('dialog'),
  KEY_VISIBLE_SECONDS: whole(1, 3600)('60'),
  DEFAULT_LOCALE: oneOf(['en', 'fr'])('en'),
  GRACE_DAYS: whole(0, 3650)('30'),
  REASSIGN_MIN_DAYS: whole(0, 3650)('0'),
  SUPPORT_ACTIVATION_WORKDAYS: whole(0, 365)('3'),
  PORTAL_STEP: flag('1'),
  HOLDER_KEYS: flag('0'),
  TIME_ZONE: timeZone('Europe/Paris'),
  REMINDER_DAYS: dayList('60,30,7'),
  REVEAL_ALERT: whole(1, 100_000)('10'),
  HISTORY_YEARS: whole(1, 100)('7'),
  LOG_LEVEL: oneOf(LOG_LEVELS)('info'),
  SAMPLE_DATA: flag('0'),
  LOCAL_CLIENT: flag('0'),
  RATE_LIMIT: flag('1'),
  TRUST_PROXY: whole(0, 10)('1'),
  METRICS_TOKEN: fitting((value) => value.length >= 16, 'is shorter than 16 characters')('a long random text'),
};

type Name = keyof typeof FIELDS;
type Values = CleanedEnv<typeof FIELDS>;

/** May also come from a file named by `NAME_FILE`; their values are never printed. */
export const SECRETS = [
  'MicrosoftAppPassword',
  'KEY_ENCRYPTION_KEYS',
  'MONGODB_URI',
  'SMTP_URL',
  'METRICS_TOKEN',
] as const satisfies readonly Name[];

/** Every name that is read, files of secrets included. */
export const SETTING_NAMES: readonly string[] = [...Object.keys(FIELDS), ...SECRETS.map((name) => `${name}_FILE`)];

export const isLoopback = (host: string): boolean => LOOPBACK.includes(host.replace(/^\[|\]$/g, '').toLowerCase());

/** For the Teams app package, which needs these two alone. */
export const isAppId = (value: string): boolean => UUID.test(value);
export const isPublicUrl = (value: string): boolean => value.startsWith('https:') && readOrigin(value) !== null;

/** `cwd` is where `.env` and relative paths are looked up. */
export function readSettings(
  env: Readonly<Record<string, string | undefined>>,
  where: { cwd: string } = { cwd: process.cwd() },
): Settings {
  const problems: string[] = [];
  const raw = gather(env, where.cwd, problems);
  const values = parse(raw, problems);
  const local = !raw.MicrosoftAppId;
  problems.push(...(local ? localProblems(values) : productionProblems(values, raw)));
  if (problems.length > 0) throw new SettingsError(problems);
  return frozen(assemble(values, raw, local, where));
}

function gather(env: Readonly<Record<string, string | undefined>>, cwd: string, problems: string[]) {
  const file = readEnvFile(resolve(cwd, '.env'), problems);
  // A name that is set in the environment, even to nothing, wins over the file.
  const lookUp = (name: string): string | undefined => (name in env ? env[name] : file[name])?.trim() || undefined;
  const raw: Partial<Record<Name, string>> = {};
  for (const name of Object.keys(FIELDS) as Name[]) {
    const value = lookUp(name);
    if (value !== undefined) raw[name] = value;
  }
  for (const name of SECRETS) {
    const path = lookUp(`${name}_FILE`);
    if (!path) continue;
    if (raw[name] !== undefined) {
      problems.push(`${name}: is set, and ${name}_FILE too; keep one of them.`);
      continue;
    }
    try {
      const value = readFileSync(isAbsolute(path) ? path : resolve(cwd, path), 'utf8').trim();
      if (value) raw[name] = value;
      else problems.push(`${name}_FILE: the file is empty. Example of its content: ${FIELDS[name].example}`);
    } catch {
      problems.push(`${name}_FILE: the file can't be read. Example: /run/secrets/${name.toLowerCase()}`);
    }
  }
  return raw;
}

function readEnvFile(path: string, problems: string[]): Record<string, string | undefined> {
  try {
    return parseEnv(readFileSync(path, 'utf8')) as Record<string, string | undefined>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') problems.push('.env: the file is there but can’t be read.');
    return {};
  }
}

const parse = (raw: Partial<Record<Name, string>>, problems: string[]): Values =>
  customCleanEnv(raw, FIELDS, (values) => values, {
    reporter({ errors }) {
      for (const [name, error] of Object.entries(errors))
        problems.push(`${name}: ${error.message}. Example: ${FIELDS[name as Name].example}`);
    },
  });

function localProblems(values: Values): string[] {
  const problems: string[] = [];
  if (values.HOST !== undefined && !isLoopback(values.HOST)) {
    problems.push(
      'HOST: without a Teams app id the bot is open to whoever reaches it, so it listens on loopback only. Example: 127.0.0.1 (or set MicrosoftAppId)',
    );
  }
  if (values.MicrosoftAppPassword !== undefined) {
    problems.push(
      `MicrosoftAppId: is missing while MicrosoftAppPassword is set. Example: ${FIELDS.MicrosoftAppId.example} (or unset both for local mode)`,
    );
  }
  return problems;
}

function productionProblems(values: Values, raw: Partial<Record<Name, string>>): string[] {
  const problems: string[] = [];
  const need = (name: Name, why: string) => {
    if (raw[name] === undefined) problems.push(`${name}: is missing; ${why}. Example: ${FIELDS[name].example}`);
  };
  const type = values.MicrosoftAppType ?? 'SingleTenant';
  need('PUBLIC_URL', 'Teams reaches the bot’s pages under it');
  if (values.PUBLIC_URL?.startsWith('http:'))
    problems.push(`PUBLIC_URL: is not https, which Teams demands. Example: ${FIELDS.PUBLIC_URL.example}`);
  need('KEY_ENCRYPTION_KEYS', 'product keys are encrypted with it');
  if (!values.ALLOW_EMBEDDED_STORE)
    need('MONGODB_URI', 'it holds all data (ALLOW_EMBEDDED_STORE=1 accepts the embedded store on one machine)');
  if (type !== 'MultiTenant') need('MicrosoftAppTenantId', `a ${type} bot belongs to one tenant`);
  if (type !== 'UserAssignedMSI') need('MicrosoftAppPassword', `a ${type} bot signs in with it`);
  if (type === 'UserAssignedMSI' && raw.MicrosoftAppPassword !== undefined) {
    problems.push('MicrosoftAppPassword: must be unset for UserAssignedMSI, which needs no secret.');
  }
  if (type === 'MultiTenant') need('ALLOWED_TENANTS', 'a MultiTenant bot must be told whose people it serves');
  if (raw.SMTP_URL !== undefined) need('MAIL_FROM', 'mails are sent from it');
  return problems;
}

function assemble(
  values: Values,
  raw: Partial<Record<Name, string>>,
  local: boolean,
  where: { cwd: string },
): Settings {
  const tenants =
    values.ALLOWED_TENANTS ?? (!local && values.MicrosoftAppTenantId ? [values.MicrosoftAppTenantId] : null);
  const channel: Partial<Record<ChannelSetting, string>> = {};
  for (const name of CHANNEL_SETTINGS) {
    const value = raw[name];
    if (value !== undefined) channel[name] = value;
  }
  return {
    mode: local ? 'local' : 'production',
    app: {
      id: values.MicrosoftAppId ?? '',
      password: values.MicrosoftAppPassword ?? null,
      type: values.MicrosoftAppType ?? 'SingleTenant',
      tenantId: values.MicrosoftAppTenantId?.toLowerCase() ?? null,
      ssoAppId: values.SSO_APP_ID ?? values.MicrosoftAppId ?? '',
    },
    channel,
    entraMetadataUrl: values.ENTRA_METADATA_URL ?? null,
    port: values.PORT ?? 3978,
    host: values.HOST ?? (local ? '127.0.0.1' : '0.0.0.0'),
    publicUrl: values.PUBLIC_URL ?? null,
    mongodbUri: values.MONGODB_URI ?? null,
    mongodbDb: values.MONGODB_DB ?? 'benefits',
    dataDir: resolve(where.cwd, values.DATA_DIR ?? './data'),
    keyEncryptionKeys: values.KEY_ENCRYPTION_KEYS ?? null,
    smtpUrl: values.SMTP_URL ?? null,
    mailFrom: values.MAIL_FROM ?? 'Partner benefits <benefits@localhost>',
    allowedTenants: tenants?.map((id) => id.toLowerCase()) ?? null,
    keysIn: values.KEYS_IN ?? 'dialog',
    keyVisibleSeconds: values.KEY_VISIBLE_SECONDS ?? 60,
    defaultLocale: values.DEFAULT_LOCALE ?? 'en',
    historyYears: values.HISTORY_YEARS ?? 7,
    rules: {
      graceDays: values.GRACE_DAYS ?? 30,
      reassignMinDays: values.REASSIGN_MIN_DAYS ?? 0,
      supportActivationWorkdays: values.SUPPORT_ACTIVATION_WORKDAYS ?? 3,
      portalStep: values.PORTAL_STEP ?? true,
      holderKeys: values.HOLDER_KEYS ?? false,
      timeZone: values.TIME_ZONE ?? 'UTC',
      reminderDays: values.REMINDER_DAYS ?? [60, 30, 7],
      revealAlert: values.REVEAL_ALERT ?? 10,
      admins: (values.ADMINS ?? []).map((name) => name.toLowerCase()),
    },
    logLevel: values.LOG_LEVEL ?? (local ? 'warn' : 'info'),
    sampleData: values.SAMPLE_DATA ?? true,
    localClient: local && (values.LOCAL_CLIENT ?? true),
    rateLimit: values.RATE_LIMIT ?? !local,
    trustProxy: values.TRUST_PROXY ?? 0,
    metricsToken: values.METRICS_TOKEN ?? null,
    given: Object.keys(raw),
  };
}
