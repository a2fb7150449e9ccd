import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import type { SeatsAnswer } from '../../../bot/api/types';
import { type RunningBot, startBot } from '../../support/bot';
import { startTeams, type Talk, type Teams, type TeamsPerson, type Turn } from '../../support/teams';
import { unzip } from '../../support/unzip';

/** Contoso in a bot that runs, and its people in a simulated Teams. Its dates lie round today, whenever the test runs. */

export const SHEETS = ['membership', 'benefits', 'keys', 'downloads', 'users'] as const;
export type Sheet = (typeof SHEETS)[number];
export type Row = Record<string, string>;
export type Data = Record<Sheet, Row[]>;

const DAY = 86_400_000;
/** A day so many days from today, `YYYY-MM-DD`. */
export const inDays = (days: number): string => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);

const BEGIN = inDays(-200);
const END = inDays(165);
const SOON = inDays(23);
const DATES: Row = { '2026-03-01': BEGIN, '2027-02-28': END, '2026-12-15': SOON };

const rowsOf = (text: string | Buffer): Row[] => parse(text, { columns: true, bom: true });

export function contoso(): Data {
  const sheet = (name: Sheet): Row[] =>
    rowsOf(readFileSync(join(__dirname, '..', '..', 'data', 'contoso', `${name}.csv`))).map((row) =>
      Object.fromEntries(Object.entries(row).map(([column, value]) => [column, DATES[value] ?? value])),
    );
  return {
    membership: sheet('membership'),
    benefits: sheet('benefits'),
    keys: sheet('keys'),
    downloads: sheet('downloads'),
    users: sheet('users'),
  };
}

/** Every product key of Contoso. */
export const KEYS: readonly string[] = contoso().keys.map((row) => row.key ?? '');
export const keysOf = (benefit: string): string[] =>
  contoso()
    .keys.filter((row) => row.benefit_id === benefit)
    .map((row) => row.key ?? '');

/** What `export` writes. */
export interface Books extends Record<Exclude<Sheet, 'keys'>, Row[]> {
  seats: Row[];
  history: Row[];
}

export interface Company {
  readonly bot: RunningBot;
  readonly teams: Teams;
  /** By the part of the address before the @. */
  person(name: string): TeamsPerson;
  /** The person's own chat with the bot. */
  chat(name: string): Talk;
  /** What is in the store, as `export` tells it. */
  books(): Promise<Books>;
  /** The seats in use of one benefit, `holder state alternate`. */
  seats(benefit: string): Promise<string[]>;
  /** The newest lines of the log first. */
  history(): Promise<Row[]>;
  /** Imports these sheets, or all of Contoso again. */
  feed(sheets: Partial<Data>): Promise<void>;
  /** Of the local sign-in. */
  token(name: string): Promise<string>;
  /** `POST /api/<name>` with the person's token. */
  api(name: string, who: string | null, body?: unknown): Promise<{ status: number; body: unknown; text: string }>;
  /** Product keys that are anywhere but in the answers of reveals: messages, mails, log, exports, files. */
  keysSeen(): Promise<string[]>;
  close(): Promise<void>;
}

export const EMAIL = (name: string): string => `${name}@contoso.example`;

export async function writeFolder(folder: string, sheets: Partial<Data>): Promise<void> {
  await Promise.all(
    Object.entries(sheets)
      .filter(([, rows]) => rows.length > 0)
      .map(([name, rows]) => writeFile(join(folder, `${name}.csv`), stringify(rows, { header: true }))),
  );
}

export async function openCompany(settings: Record<string, string> = {}, data: Data = contoso()): Promise<Company> {
  const teams = await startTeams();
  const bot = await startBot({ SAMPLE_DATA: '0', LOG_LEVEL: 'debug', ...settings }).catch(async (fault: unknown) => {
    await teams.close();
    throw fault;
  });
  teams.talkTo(bot.url);
  const people = new Map<string, TeamsPerson>();
  const chats = new Map<string, Talk>();
  for (const { email = '', name = '', locale, aad_object_id: objectId = '' } of data.users) {
    const language = locale === 'fr' ? 'fr-FR' : 'en-GB';
    people.set(
      email.split('@')[0] ?? '',
      teams.person({ email, name, locale: language, ...(objectId ? { objectId } : {}) }),
    );
  }
  const person = (name: string): TeamsPerson => {
    const found = people.get(name);
    if (!found) throw new Error(`Nobody of Contoso is ${name}`);
    return found;
  };
  const tokens = new Map<string, string>();
  let exports = 0;

  const company: Company = {
    bot,
    teams,
    person,
    chat(name) {
      const known = chats.get(name) ?? teams.personal(person(name));
      chats.set(name, known);
      return known;
    },
    async books() {
      exports += 1;
      const path = join(bot.dataDir, `books-${exports}`);
      const { code, stderr } = await bot.cli(['export', `${path}.csv`]);
      if (code !== 0) throw new Error(`export ended with ${code}: ${stderr}`);
      const sheet = async (name: string): Promise<Row[]> => rowsOf(await readFile(`${path}-${name}.csv`));
      const [membership, benefits, downloads, users, seats, history] = await Promise.all(
        ['membership', 'benefits', 'downloads', 'users', 'seats', 'history'].map(sheet),
      );
      return {
        membership: membership ?? [],
        benefits: benefits ?? [],
        downloads: downloads ?? [],
        users: users ?? [],
        seats: seats ?? [],
        history: [...(history ?? [])].sort((a, b) => (b.at ?? '').localeCompare(a.at ?? '')),
      };
    },
    async seats(benefit) {
      const { body } = await company.api('seats', 'david.miller', { search: '', skip: 0, limit: 200 });
      return (body as SeatsAnswer).rows
        .filter((seat) => seat.benefit.id === benefit)
        .map((seat) => `${seat.holder.email} ${seat.state} ${seat.alternateEmail ?? ''}`.trim())
        .sort();
    },
    history: async () => (await company.books()).history,
    async feed(sheets) {
      const folder = await mkdtemp(join(tmpdir(), 'contoso-'));
      await writeFolder(folder, sheets);
      const { code, stdout, stderr } = await bot.cli(['import', folder]);
      await rm(folder, { recursive: true, force: true });
      if (code !== 0) throw new Error(`import ended with ${code}: ${stdout}${stderr}`);
    },
    async token(name) {
      const known = tokens.get(name);
      if (known) return known;
      const answer = await fetch(`${bot.url}/local/api/token`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ as: EMAIL(name) }),
      });
      const { token } = (await answer.json()) as { token: string };
      tokens.set(name, token);
      return token;
    },
    async api(name, who, body = {}) {
      const authorization = who === null ? {} : { authorization: `Bearer ${await company.token(who)}` };
      const answer = await fetch(`${bot.url}/api/${name}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...authorization },
        body: JSON.stringify(body),
      });
      const text = await answer.text();
      return { status: answer.status, body: text === '' ? null : JSON.parse(text), text };
    },
    async keysSeen() {
      await company.books();
      const { code } = await bot.cli(['export', join(bot.dataDir, 'all.xlsx')]);
      if (code !== 0) throw new Error(`export ended with ${code}`);
      const files = await bot.files();
      const book = files.find(({ name }) => name.endsWith('all.xlsx'));
      const mails = await bot.mails();
      const places = [
        ...teams.traffic.map((one) => ({ name: `${one.method} ${one.path}`, text: JSON.stringify(one.body) })),
        ...mails.map((mail) => ({ name: `mail ${mail.subject}`, text: `${mail.text}\n${mail.html}` })),
        { name: 'log', text: bot.output() },
        ...(await unzip(book?.bytes ?? Buffer.alloc(0))),
        ...files.map(({ name, bytes }) => ({ name, text: bytes.toString('latin1') })),
      ];
      return places.flatMap(({ name, text }) =>
        KEYS.filter((key) => text.includes(key)).map((key) => `${key} in ${name}`),
      );
    },
    async close() {
      await bot.discard();
      await teams.close();
    },
  };
  if (data.benefits.length > 0) await company.feed(data);
  return company;
}

/** The keys that a turn's own answer shows. */
export const keysIn = (turn: Pick<Turn, 'body'>): string[] =>
  KEYS.filter((key) => JSON.stringify(turn.body ?? null).includes(key));

/** The secret of the keys dialog that a turn opened; null: it opened none. */
export const ticketIn = (turn: Pick<Turn, 'body'>): string | null =>
  /#ticket=([^"&]+)/.exec(JSON.stringify(turn.body ?? null))?.[1] ?? null;

/** A mail to this address whose subject or text has this. */
export const mailTo = async (bot: RunningBot, address: string, has: string | RegExp): Promise<boolean> =>
  (await bot.mails()).some((mail) => {
    const to = [mail.to ?? []].flat().flatMap((one) => one.value.map((each) => each.address));
    return to.includes(address) && new RegExp(has).test(`${mail.subject}\n${mail.text}`);
  });

/** Asks again until it holds. The test's own timeout is the only clock. */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((next) => setImmediate(next));
}

export const says = (has: string | RegExp) => (activity: unknown) => {
  const text = JSON.stringify(activity);
  return typeof has === 'string' ? text.includes(has) : has.test(text);
};
