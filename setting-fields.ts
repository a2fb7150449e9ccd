import { EnvError, makeExactValidator, type OptionalValidatorSpec } from 'envalid';
import { canonicalEmail } from './benefits/email';
import { knownTimeZone } from './benefits/time';

export const CHANNEL_SETTINGS = [
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
export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const APP_TYPES = ['SingleTenant', 'UserAssignedMSI', 'MultiTenant'] as const;
const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** An optional setting; `read` throws what is wrong with a given text. */
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
const timeZone = fitting((value) => knownTimeZone(value) !== null, 'is not a time zone of the IANA list');
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
/** May name several hosts, which URL can't parse. Acknowledged writes must survive a failover. */
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
/** Rejects the list with what is wrong with each entry; null: the entry is fine. */
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

/** The form of each setting, and a valid example. */
export const FIELDS = {
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
  PRIVACY_URL: url(['https'])('https://contoso.com/privacy'),
  TERMS_URL: url(['https'])('https://contoso.com/terms'),
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
  OTEL_EXPORTER_OTLP_ENDPOINT: url(['http', 'https'])('http://127.0.0.1:4318'),
  METRICS_TOKEN: fitting((value) => value.length >= 16, 'is shorter than 16 characters')('a long random text'),
};
export const isLoopback = (host: string): boolean => LOOPBACK.includes(host.replace(/^\[|\]$/g, '').toLowerCase());
