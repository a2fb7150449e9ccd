import { responsible } from '../benefits/actions/end';
import { summaryOf } from '../benefits/actions/seats';
import type { Benefit } from '../benefits/benefit';
import { seatHolder } from '../benefits/seat';
import { addDays, addWorkdays, companyDay, daysBetween } from '../benefits/time';
import { onceOnly, type ReminderPorts, threshold } from './once-only';

/** What waits for somebody: temporary seats that end, steps at Microsoft, requests, benefits to redeem. */

const MOST = 1_000;
const SEAT_DAYS = [7, 1];
const REQUEST_WORKDAYS = 2;
const REVIEW_WORKDAYS = 3;
const WEEK = 7;
/** The fact that tells the day of the last reminder of open steps. */
const STEPS_REMINDED = 'steps-reminded';

export async function remindOfOpenTasks(ports: ReminderPorts, go: () => boolean): Promise<number> {
  let made = 0;
  for (const remind of [seatsThatEnd, openSteps, openRequests, unansweredReviews, benefitsToRedeem])
    made += await remind(ports, go);
  return made;
}

async function seatsThatEnd(ports: ReminderPorts, go: () => boolean): Promise<number> {
  const { store } = ports;
  const today = companyDay(ports);
  let made = 0;
  for (const seat of await store.seats.ending(addDays(today, Math.max(...SEAT_DAYS)), MOST)) {
    const holder = seatHolder(seat);
    const days = seat.until === null ? null : threshold(SEAT_DAYS, today, seat.until);
    if (holder === null || days === null) continue;
    const about = { kind: 'seat-ending' as const, day: seat.until };
    const name = `seat|${seat.id}|${seat.since}|${seat.until}|${days}`;
    made += await onceOnly(ports, name, seat.benefitId, go, async (tell) => {
      await tell(holder, about);
      const { name: from } = await summaryOf(ports, holder);
      for (const { id } of await responsible(ports, seat)) if (id !== holder) await tell(id, { ...about, from });
    });
  }
  return made;
}

/**
 * Warns the other admins when a claim has left one seat, and when it has left none: once a day for each. Who took it sees
 * that on the card. The count is the one after the claim.
 */
export async function warnOfFew(
  ports: ReminderPorts,
  { id, quantity }: Benefit,
  takenBy: string | null,
  go: () => boolean,
): Promise<number> {
  if (quantity < 2) return 0;
  const used = await ports.store.seats.used(id);
  const remaining = quantity - used;
  if (remaining !== 0 && (remaining !== 1 || quantity < 3)) return 0;
  const name = `few|${id}|${quantity}|${remaining}|${companyDay(ports)}`;
  return onceOnly(ports, name, id, go, async (tell) => {
    for (const admin of await ports.store.people.admins())
      if (admin.id !== takenBy) await tell(admin.id, { kind: 'few-seats', day: null, used, quantity });
  });
}

/** Every week while a step is open for a week, whichever it is. */
async function openSteps(ports: ReminderPorts, go: () => boolean): Promise<number> {
  const { store } = ports;
  const today = companyDay(ports);
  const open = await store.steps.open(null, { skip: 0, limit: MOST });
  const [oldest] = [...open].sort((a, b) => a.at.localeCompare(b.at));
  if (!oldest || daysBetween(companyDay(ports, oldest.at), today) < WEEK) return 0;
  const last = await store.facts.get(STEPS_REMINDED);
  if (last !== null && last !== today && daysBetween(last, today) < WEEK) return 0;
  const count = await store.steps.countOpen(null);
  const made = await onceOnly(ports, `steps|${today}`, null, go, async (tell) => {
    for (const { id } of await store.people.admins()) await tell(id, { kind: 'steps-open', day: null, count });
  });
  if (last !== today && go()) await store.facts.set(STEPS_REMINDED, today);
  return made;
}

async function openRequests(ports: ReminderPorts, go: () => boolean): Promise<number> {
  const { store } = ports;
  const today = companyDay(ports);
  let made = 0;
  for (const request of await store.requests.open({ skip: 0, limit: MOST })) {
    const asked = companyDay(ports, request.askedAt);
    if (addWorkdays(asked, REQUEST_WORKDAYS) >= today) continue;
    const { name: from } = await summaryOf(ports, request.person);
    const about = { kind: 'request-reminder' as const, day: asked, from, request: request.id };
    made += await onceOnly(ports, `request|${request.id}|${request.askedAt}`, request.benefitId, go, async (tell) => {
      for (const { id } of await store.people.admins()) await tell(id, about);
    });
  }
  return made;
}

/** Holders who were asked whether they still need a seat, three working days ago. */
async function unansweredReviews(ports: ReminderPorts, go: () => boolean): Promise<number> {
  const { store, clock } = ports;
  const today = companyDay(ports);
  let made = 0;
  for (const seat of await store.seats.unanswered(clock.now().toISOString(), MOST)) {
    const holder = seatHolder(seat);
    if (!holder || !seat.review || addWorkdays(companyDay(ports, seat.review.askedAt), REVIEW_WORKDAYS) > today)
      continue;
    made += await onceOnly(ports, `review|${seat.id}|${seat.review.askedAt}`, seat.benefitId, go, (tell) =>
      tell(holder, { kind: 'review-reminder', day: null }),
    );
  }
  return made;
}

async function benefitsToRedeem(ports: ReminderPorts, go: () => boolean): Promise<number> {
  const { store, rules } = ports;
  const today = companyDay(ports);
  let made = 0;
  for (const { id: benefit, activateBy: day } of await store.benefits.all()) {
    const days = day === null ? null : threshold(rules.reminderDays, today, day);
    if (days === null) continue;
    made += await onceOnly(ports, `redeem|${benefit}|${day}|${days}`, benefit, go, async (tell) => {
      for (const { id } of await store.people.admins()) await tell(id, { kind: 'redeem-ending', day });
    });
  }
  return made;
}
