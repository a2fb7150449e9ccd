import { readFileSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { type CleanedEnv, customCleanEnv } from 'envalid';
import type { Rules } from './benefits/ports';
import { CHANNEL_SETTINGS, FIELDS, isLoopback, type LOG_LEVELS } from './setting-fields';

export { isLoopback } from './setting-fields';

/**
 * All settings, read and checked once. Nothing else reads the environment: the mains call `readSettings`, print a
 * SettingsError's message and exit with 2 before they listen.
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
    /** App registration that the pages' SSO tokens are for. */
    ssoAppId: string;
  };
  /** Which Bot Framework cloud: passed on unchanged, absent where unset. */
  channel: Readonly<Partial<Record<ChannelSetting, string>>>;
  /** Where the keys that sign Entra tokens are published. */
  entraMetadataUrl: string | null;
  port: number;
  host: string;
  /** Origin without a trailing slash; null if unset in local mode. */
  publicUrl: string | null;
  mongodbUri: string | null;
  mongodbDb: string;
  /** Absolute. */
  dataDir: string;
  /** `id:base64[,id:base64]`, newest first; null if unset in local mode, which uses a key file in `dataDir`. */
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
  /** Whether requests are limited per person and per address, and refused under overload; off in local mode. */
  rateLimit: boolean;
  /** How many proxies' entries in X-Forwarded-For are trusted. */
  trustProxy: number;
  metricsToken: string | null;
  /** OpenTelemetry collector; null: no telemetry is sent. */
  otlpEndpoint: string | null;
  /** Names that were set, for `doctor`; never their values. */
  given: readonly string[];
}

export type ChannelSetting = (typeof CHANNEL_SETTINGS)[number];

/** All problems at once. The message is for the operator and contains no secret. */
export class SettingsError extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(
      `These settings must be fixed first:\n${problems.map((problem) => `  ${problem}`).join('\n')}\nEach is described in .env.example.`,
    );
    this.name = 'SettingsError';
    this.problems = problems;
  }
}

type Name = keyof typeof FIELDS;
type Values = CleanedEnv<typeof FIELDS>;

/** May also come from the file that `NAME_FILE` names; never printed. */
export const SECRETS = [
  'MicrosoftAppPassword',
  'KEY_ENCRYPTION_KEYS',
  'MONGODB_URI',
  'SMTP_URL',
  'METRICS_TOKEN',
] as const satisfies readonly Name[];

/** Every name that is read, `NAME_FILE` included. */
export const SETTING_NAMES: readonly string[] = [...Object.keys(FIELDS), ...SECRETS.map((name) => `${name}_FILE`)];

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

const OF_PACKAGE = ['MicrosoftAppId', 'SSO_APP_ID', 'PUBLIC_URL', 'PRIVACY_URL', 'TERMS_URL'] as const;

/** The settings of the Teams app package; others are not checked. Null: the bot's id or address is not set. */
export function readPackageSettings(
  env: Readonly<Record<string, string | undefined>>,
  where: { cwd: string },
): { appId: string; ssoAppId: string; publicUrl: string; privacyUrl: string; termsUrl: string } | null {
  const problems: string[] = [];
  const all = gather(env, where.cwd, []);
  const values = parse(Object.fromEntries(OF_PACKAGE.map((name) => [name, all[name]])), problems);
  const { MicrosoftAppId: appId, SSO_APP_ID: ssoAppId, PUBLIC_URL: publicUrl, PRIVACY_URL, TERMS_URL } = values;
  if (publicUrl?.startsWith('http:')) problems.push(NOT_HTTPS);
  if (all.MicrosoftAppId && all.PUBLIC_URL)
    for (const name of ['PRIVACY_URL', 'TERMS_URL'] as const)
      if (all[name] === undefined || all[name] === FIELDS[name].example)
        problems.push(`${name}: must be the address of your own page; Teams shows it with the app.`);
  if (problems.length > 0) throw new SettingsError(problems);
  if (!appId || !publicUrl || !PRIVACY_URL || !TERMS_URL) return null;
  return { appId, ssoAppId: ssoAppId ?? appId, publicUrl, privacyUrl: PRIVACY_URL, termsUrl: TERMS_URL };
}

function gather(env: Readonly<Record<string, string | undefined>>, cwd: string, problems: string[]) {
  const file = readEnvFile(resolve(cwd, '.env'), problems);
  // A variable in the environment, even an empty one, overrides the file.
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

const NOT_HTTPS = `PUBLIC_URL: is not https, which Teams demands. Example: ${FIELDS.PUBLIC_URL.example}`;

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
  if (values.PUBLIC_URL?.startsWith('http:')) problems.push(NOT_HTTPS);
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
    otlpEndpoint: values.OTEL_EXPORTER_OTLP_ENDPOINT ?? null,
    given: Object.keys(raw),
  };
}

/** Deep-freezes the value. */
function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
}
