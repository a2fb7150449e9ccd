import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Benefit } from '../../benefits/benefit';
import type { Notice } from '../../benefits/notice';
import { emptyOutbox } from '../../benefits/outbox';
import type { Chat, Person } from '../../benefits/person';
import type { Clock, Store } from '../../benefits/ports';
import { freeSeat, type Seat } from '../../benefits/seat';
import { createConnector as createClient } from '../../bot/channel/connector';
import {
  createDispatcher,
  createEmailChannel,
  createLimiter,
  createTeamsChannel,
  type Dispatcher,
  type EmailChannel,
  SERVICE_FACT,
} from '../../notifications';
import { openStore } from '../../storage';
import { RULES } from '../support/rules';
import { type Connector, startConnector } from './connector';
import { type Time, virtualTime } from './time';

/** A line of the log: its facts and its text. */
export type Line = Record<string, unknown>;

export interface Company {
  time: Time;
  store: Store;
  connector: Connector;
  lines: Line[];
  /** Mails on disk, as text. */
  mails(): string[];
  chat(userId: string): Chat;
  person(email: string, more?: Partial<Person>): Promise<Person>;
  benefit(id: string, more?: Partial<Benefit>): Promise<Benefit>;
  seat(benefitId: string, number: number, more?: Partial<Seat>): Promise<Seat>;
  /** A notice on its way, as a change would leave it after draining. */
  notice(more: Partial<Notice> & Pick<Notice, 'kind' | 'to'>): Promise<Notice>;
  /** Another process on the same store; `alive` false: killed, it neither sends nor writes any more. */
  dispatcher(more?: {
    owner?: string;
    clock?: Clock;
    email?: EmailChannel;
    store?: Store;
    alive?: () => boolean;
  }): Dispatcher;
  /** All that is due, done; in the test's own time. */
  run(): Promise<void>;
  close(): Promise<void>;
}

const WORDS = { debug() {}, info() {}, warn() {}, error() {} };

export async function openCompany(
  options: { smtpUrl?: string; mailsWait?: boolean; timeZone?: string } = {},
): Promise<Company> {
  const folder = mkdtempSync(join(tmpdir(), 'notices-'));
  const time = virtualTime();
  const connector = await startConnector(time);
  const plain = await openStore({ mongodbUri: null, mongodbDb: 'test', dataDir: folder });
  const store = time.watch(plain);
  const client = createClient({ loopback: true, token: () => Promise.resolve(null), timeoutMs: 120_000 });
  const lines: Line[] = [];
  const note = (facts: object, text: string) => void lines.push({ ...facts, text });
  const log = { ...WORDS, info: note, warn: note, error: note, debug: note };
  let ids = 0;
  const random = {
    id() {
      ids += 1;
      return `id-${ids}`;
    },
    fraction: () => 0,
  };
  const channels: EmailChannel[] = [];

  const company: Company = {
    time,
    store,
    connector,
    lines,
    mails() {
      const mails = join(folder, 'mail');
      try {
        return readdirSync(mails)
          .filter((name) => name.endsWith('.eml'))
          .sort()
          .map((name) => readFileSync(join(mails, name), 'utf8'));
      } catch {
        return [];
      }
    },
    chat: (userId) => ({
      conversationId: `chat:${userId}`,
      serviceUrl: connector.serviceUrl,
      tenantId: 'tenant',
      userId,
      botId: '28:bot',
      botName: 'Benefits',
      locale: null,
      timeZone: null,
    }),
    async person(email, more = {}) {
      const person: Person = {
        ...emptyOutbox,
        id: email,
        version: 1,
        email,
        name: email.slice(0, email.indexOf('@')),
        role: 'employee',
        locale: 'en',
        aadObjectId: null,
        language: null,
        chat: company.chat(`29:${email}`),
        groups: [],
        claim: null,
        roster: null,
        nameGuessed: false,
        formerEmails: [],
        since: time.clock.now().toISOString(),
        ...more,
      };
      await store.people.insert(person);
      return person;
    },
    async benefit(id, more = {}) {
      const benefit: Benefit = {
        id,
        version: 1,
        category: 'visual-studio',
        nameEn: `Benefit ${id}`,
        nameFr: `Avantage ${id}`,
        package: 'Launch',
        quantity: 10,
        activation: 'assign',
        startsOn: '2026-01-01',
        expiresOn: '2027-12-31',
        activateBy: null,
        reassignMinDays: null,
        portalUrl: 'https://portal.example.com/',
        adminUrl: null,
        descriptionEn: '',
        descriptionFr: '',
        instructionsEn: 'Sign in.',
        instructionsFr: 'Connectez-vous.',
        downloads: [],
        ...more,
      };
      await store.benefits.insert(benefit);
      return benefit;
    },
    async seat(benefitId, number, more = {}) {
      const seat: Seat = { ...freeSeat(benefitId, number), ...more };
      await store.seats.insert(seat);
      return seat;
    },
    async notice(more) {
      const at = more.at ?? time.clock.now().toISOString();
      const notice: Notice = {
        id: random.id(),
        address: more.to,
        alsoTo: [],
        byMailToo: false,
        benefitId: null,
        seatId: null,
        causedBy: null,
        facts: {},
        ...more,
        at,
      };
      await store.dispatches.insert({ id: notice.id, version: 1, notice, channels: [], attempts: 0, dueAt: at });
      return notice;
    },
    dispatcher(more = {}) {
      const alive = more.alive ?? (() => true);
      const mine = time.watch(more.store ?? plain, alive);
      const schedule = (ms: number, run: () => void) => time.schedule(ms, () => alive() && run());
      const email =
        more.email ??
        createEmailChannel({
          smtpUrl: options.smtpUrl ?? null,
          from: 'Benefits <benefits@contoso.com>',
          folder: options.mailsWait ? null : join(folder, 'mail'),
          clock: time.clock,
          schedule,
          log,
        });
      channels.push(email);
      return createDispatcher({
        store: mine,
        clock: more.clock ?? time.clock,
        steady: time.clock,
        random,
        schedule,
        owner: more.owner ?? random.id(),
        teams: createTeamsChannel({
          connector: time.watch(client, alive),
          store: mine,
          clock: time.clock,
          schedule,
          limiter: createLimiter(time.clock, schedule),
          log,
        }),
        email: time.watch(email, alive),
        rules: { ...RULES, timeZone: options.timeZone ?? RULES.timeZone },
        historyYears: 7,
        keysIn: 'dialog',
        defaultLocale: 'en',
        appId: 'local',
        log,
      });
    },
    async run() {
      await time.until(company.dispatcher({ owner: 'one' }).runOnce());
    },
    async close() {
      for (const channel of channels) channel.close();
      client.close();
      await connector.close();
      await plain.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await store.facts.set(
    SERVICE_FACT,
    JSON.stringify({ serviceUrl: connector.serviceUrl, tenantId: 'tenant', botId: '28:bot', botName: 'Benefits' }),
  );
  await company.person('admin@contoso.com', { name: 'Ada Admin', role: 'admin' });
  return company;
}
