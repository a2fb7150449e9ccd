import { CLAIM } from '../benefits/actions/assign';
import { notice as noticeOf } from '../benefits/actions/record';
import { settleByAssignment, settled } from '../benefits/actions/requests';
import { actorOf } from '../benefits/actions/seats';
import type { Locale } from '../benefits/command';
import { type Dispatch, newDispatch } from '../benefits/dispatch';
import type { Delivery, Notice } from '../benefits/notice';
import type { Person } from '../benefits/person';
import type { Clock, Random, Rules, Store } from '../benefits/ports';
import { requestId } from '../benefits/request';
import { mail, noticeText, render } from '../cards';
import { copied, failureOf, together } from './delivery-failure';
import type { EmailChannel } from './email';
import { warnOfFew } from './open-tasks';
import { backoff, type Log, type Outcome } from './outcome';
import { type Ledger, ledgerOf, recordOnSeat, rememberCard } from './record';
import { type Go, type Message, Stopped, type TeamsChannel } from './teams';
import { type Reading, readingOf, requestOf } from './view';

export interface Metrics {
  delivery(channel: Delivery['channel'], state: Outcome['state'], why: string | null): void;
}

export interface DeliveryPorts {
  store: Store;
  clock: Clock;
  random: Random;
  rules: Rules;
  keysIn: 'dialog' | 'card';
  teams: TeamsChannel;
  email: EmailChannel;
  defaultLocale: Locale;
  /** Of the Teams app, for links into its tab. */
  appId: string;
  log: Log;
  metrics?: Metrics;
}

/**
 * `dispatch`: as stored now. `teams`: Teams asked to wait, so the recipient's next notices wait too. `told`: another
 * notice was created.
 */
export type Tried =
  | { state: 'done'; told: boolean }
  | { state: 'retry'; told: boolean; dispatch: Dispatch; waitMs: number; teams: boolean }
  | { state: 'stopped' };

const ASSIGNED: ReadonlySet<Notice['kind']> = new Set([
  'assigned',
  'support-pending',
  'support-active',
  'seat-prolonged',
]);
const HOUR = 3_600_000;
const AT_LEAST_MS = 100;
/** How long Teams is retried before a mail is sent instead. */
const TEAMS_PATIENCE_MS = HOUR;
/** How long a mail is retried (RFC 5321 4.5.4.1: at least 4 to 5 days). */
const MAIL_PATIENCE_MS = 5 * 24 * HOUR;

/**
 * Delivers what is left of one dispatch: in Teams, and by mail to each address if Teams refuses or the notice asks for
 * it. `others` (see sameFailure) are part of the same message. Each result is stored before the next send, so that a
 * crash repeats one send at most.
 */
export type Deliver = (dispatch: Dispatch, go: Go, others?: readonly Dispatch[]) => Promise<Tried>;

export function createDelivery(ports: DeliveryPorts): Deliver {
  const { store, clock, teams, email, log, metrics } = ports;
  const moment = () => clock.now().toISOString();

  async function attempt(loaded: Dispatch, go: Go, others: readonly Dispatch[]): Promise<Tried> {
    const ledger = ledgerOf(store, loaded);
    const { notice } = loaded;
    const person = await store.people.get(notice.to);
    const shown =
      others.length === 0
        ? notice
        : together(
            notice,
            others.map((other) => other.notice),
          );
    const reading = await readingOf(ports, shown, person, loaded.channels);
    const run: Run = {
      notice,
      person,
      reading,
      ledger,
      go,
      waits: [],
      only: others.length === 0 && notice.kind !== 'request-changed' && !notice.byMailToo && notice.alsoTo.length === 0,
    };

    if (person) await settleRequest(notice, person);
    const { benefit } = reading.view;
    const warned = benefit && notice.facts[CLAIM] ? await warnOfFew(ports, benefit, notice.causedBy, go) : 0;
    if (notice.kind === 'request-changed') await updateCard(run);
    else if (await isOver(notice)) log.debug({ notice: notice.id }, 'a notice is void: the request is settled');
    else await tellPerson(run);

    const { waits } = run;
    await recordOnSeat(store, notice, ledger.now.channels);
    const told = (await tellCause(run)) || warned > 0;
    if (waits.length === 0) {
      if (ledger.now.dueAt !== 'done') await ledger.write([], { dueAt: 'done' });
      for (const other of others) {
        await ledgerOf(store, other).write(copied(ledger.now.channels, other.notice), { dueAt: 'done' });
      }
      return { state: 'done', told };
    }
    const { attempts } = ledger.now;
    // A timeout has already waited.
    const waitMs = Math.min(
      ...waits.map(({ outcome, ms }) =>
        Math.max(AT_LEAST_MS, backoff(attempts, notice.id, outcome.afterMs) - (outcome.why === 'timeout' ? ms : 0)),
      ),
    );
    const dueAt = new Date(clock.now().getTime() + waitMs).toISOString();
    await ledger.write([], { attempts: attempts + 1, dueAt });
    return {
      state: 'retry',
      told,
      dispatch: ledger.now,
      waitMs,
      teams: waits.some(({ channel }) => channel === 'teams'),
    };
  }

  /** Whoever assigned the seat has approved the request for it. */
  async function settleRequest({ kind, benefitId, causedBy, facts }: Notice, person: Person): Promise<void> {
    if (!ASSIGNED.has(kind) || benefitId === null || causedBy === null) return;
    const request = await store.requests.get(requestId(benefitId, person.id));
    const cause = request && !settled(request) ? await store.people.get(causedBy) : null;
    const change = typeof facts[CLAIM] === 'string' ? facts[CLAIM] : null;
    if (cause) await settleByAssignment(ports, actorOf(cause), benefitId, person, change);
  }

  async function tellPerson(run: Run): Promise<void> {
    const { notice, person } = run;
    const send = async (): Promise<Outcome> => {
      // A guest of the list is told by mail alone.
      if (!person || person.role === 'guest') return { state: 'failed', why: 'no-person' };
      const { outcome, posted } = await teams.send(person, messageOf(run.reading), run.go);
      const request = posted && (await requestOf(store, notice));
      if (request && posted) await rememberCard(store, request.id, { ...posted, admin: notice.to });
      return outcome;
    };
    // What people did to themselves is on the card that they pressed.
    const isOwnDoing = notice.causedBy === notice.to;
    const inTeams = isOwnDoing ? 'sent' : await once(run, 'teams', notice.to, TEAMS_PATIENCE_MS, send);
    const own = ownAddress(run);
    const addresses = new Set([...(notice.byMailToo || inTeams === 'failed' ? [own] : []), ...notice.alsoTo]);
    for (const address of addresses) await once(run, 'email', address, MAIL_PATIENCE_MS, () => mailTo(run, address));
  }

  async function mailTo({ notice, reading: { view, options } }: Run, address: string): Promise<Outcome> {
    const company = (await store.membership.get('membership'))?.company ?? null;
    const { id, kind } = notice;
    return email.send({
      notice: id,
      kind,
      to: address,
      locale: options.locale,
      ...mail({ ...view, company }, options),
    });
  }

  /** Updates the admin's cards about the request, if there are any. */
  async function updateCard(run: Run): Promise<void> {
    const { notice } = run;
    const cards = (await requestOf(store, notice))?.cards.filter(({ admin }) => admin === notice.to) ?? [];
    for (const card of cards) {
      await once(
        run,
        'teams',
        cards.length > 1 ? `${notice.to}#${card.activityId}` : notice.to,
        TEAMS_PATIENCE_MS,
        () => teams.update(card, messageOf(run.reading), run.go),
      );
    }
  }

  /** Sends, unless it was sent or finally refused before, and stores the result. */
  async function once(
    run: Run,
    channel: Delivery['channel'],
    address: string,
    patience: number,
    send: () => Promise<Outcome>,
  ): Promise<Delivery['state']> {
    const { notice, ledger } = run;
    const before = ledger.of(channel, address);
    if (before && before.state !== 'queued') return before.state;
    if (!run.go()) throw new Stopped();
    const asked = clock.now().getTime();
    let outcome = await send();
    const ms = clock.now().getTime() - asked;
    metrics?.delivery(channel, outcome.state, outcome.state === 'sent' ? null : outcome.why);
    const first = before?.at ?? moment();
    if (outcome.state === 'retry' && clock.now().getTime() - Date.parse(first) > patience) {
      outcome = { state: 'failed', why: outcome.why };
    }
    const state = outcome.state === 'retry' ? 'queued' : outcome.state;
    const why = outcome.state === 'sent' ? null : outcome.why;
    if (outcome.state === 'retry') run.waits.push({ channel, outcome, ms });
    // Patience is counted from the first try.
    const at = state === 'queued' ? first : moment();
    // Nothing else is left to send: the result and the end in one write.
    const last = state === 'sent' && run.only;
    await ledger.write(
      [{ notice: notice.id, kind: notice.kind, channel, address, state, why, at }],
      last ? { dueAt: 'done' } : {},
    );
    const facts = { notice: notice.id, kind: notice.kind, channel, state, why, attempt: ledger.now.attempts + 1 };
    // Somebody who never used the bot is no problem: a mail is sent instead.
    const unmet = why === 'no-service' || why === 'no-object-id';
    if (state === 'failed' && !unmet) log.warn(facts, 'a notice was refused');
    else
      log.info(
        facts,
        { sent: 'a notice was delivered', failed: 'a notice goes another way', queued: 'a notice waits' }[state],
      );
    return state;
  }

  /** Notifies once whoever caused the notice, if the delivery failed. */
  async function tellCause(run: Run): Promise<boolean> {
    const { notice, ledger } = run;
    if (notice.causedBy === null || notice.causedBy === notice.to || notice.kind === 'delivery-failed') return false;
    const failure = failureOf(notice, ownAddress(run), ledger);
    const cause = failure && (await store.people.get(notice.causedBy));
    if (!failure || !cause) return false;
    const told = noticeOf(ports, {
      id: `${notice.id}.told`,
      kind: 'delivery-failed',
      to: cause,
      benefitId: notice.benefitId,
      facts: { person: notice.to, about: notice.kind, ...failure },
    });
    return store.dispatches.insert(newDispatch(told));
  }

  /** True if the request is already settled. */
  async function isOver(notice: Notice): Promise<boolean> {
    if (!['request-new', 'request-reminder', 'seat-came-back'].includes(notice.kind)) return false;
    const request = await requestOf(store, notice);
    return request !== null && request.state !== 'open' && request.state !== 'waiting';
  }

  return async (dispatch, go, others = []) => {
    try {
      return await attempt(dispatch, go, others);
    } catch (error) {
      if (error instanceof Stopped) return { state: 'stopped' };
      throw error;
    }
  };
}

/** The person's address, also if they have left the list. */
const ownAddress = ({ notice, person }: Pick<Run, 'notice' | 'person'>): string => person?.email ?? notice.address;

interface Run {
  notice: Notice;
  person: Person | null;
  reading: Reading;
  ledger: Ledger;
  go: Go;
  /** One message in Teams is all that there is to send. */
  only: boolean;
  waits: { channel: Delivery['channel']; outcome: Extract<Outcome, { state: 'retry' }>; ms: number }[];
}

const messageOf = ({ view, options }: Reading): Message => ({
  card: render(view, options),
  summary: noticeText(view, options).subject,
});
