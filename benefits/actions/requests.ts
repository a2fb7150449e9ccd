import type { Benefit } from '../benefit';
import type { Notice } from '../notice';
import { emptyOutbox, withOutbox } from '../outbox';
import type { PersonSummary } from '../person';
import type { Ports, Store } from '../ports';
import type { Refusal } from '../refusal';
import { requestId, type SeatRequest } from '../request';
import { type Actor, done, notice } from './record';
import { activationBlocker, summaryOf } from './seats';

/** Requests a seat for the actor. If no seat is free, the request joins the waiting list. */
export async function requestSeat(
  ports: Ports,
  actor: Actor,
  benefit: Benefit,
  why: string | null,
): Promise<SeatRequest | Refusal> {
  const blocker = await activationBlocker(ports, benefit);
  if (blocker) return blocker;
  const held = await ports.store.seats.held(benefit.id, actor.id);
  if (held && held.until === null) return { reason: 'yours-already', benefit: benefit.id };
  const [free] = await ports.store.seats.free(benefit.id, 1);
  const id = requestId(benefit.id, actor.id);
  const before = await ports.store.requests.get(id);
  if (before && (before.state === 'open' || before.state === 'waiting'))
    return { reason: 'request-open', benefit: benefit.id };
  const admins = await ports.store.people.admins();
  const state = free || held ? 'open' : 'waiting';
  const entry = done(ports, actor, 'request', {
    benefitId: benefit.id,
    person: actor.email,
    detail: { state },
  });
  const request: SeatRequest = withOutbox(
    {
      ...(before ?? { ...emptyOutbox, id, version: 1 }),
      benefitId: benefit.id,
      person: actor.id,
      state,
      why,
      askedAt: ports.clock.now().toISOString(),
      settledBy: null,
      settledAt: null,
      change: null,
      cards: [],
    },
    [entry],
    admins.map((admin) =>
      notice(ports, {
        kind: 'request-new',
        to: admin,
        benefitId: benefit.id,
        facts: { request: id, from: actor.name },
      }),
    ),
  );
  const stored = before
    ? (await ports.store.requests.replace(before, request)) === 'done'
    : await ports.store.requests.insert(request);
  return stored ? request : { reason: 'request-open', benefit: benefit.id };
}

/** The refusal if the request is already settled, else null. */
export function settled(request: SeatRequest): Refusal | null {
  if (request.state === 'open' || request.state === 'waiting') return null;
  if (request.state === 'withdrawn') return { reason: 'request-withdrawn', by: request.person };
  return {
    reason: 'request-settled',
    by: request.settledBy ?? request.person,
    approved: request.state === 'approved',
  };
}

/** The person who asks adds why. */
export async function giveReason(ports: Ports, request: SeatRequest, why: string): Promise<SeatRequest | Refusal> {
  for (let now: SeatRequest | null = request; now && !settled(now); now = await ports.store.requests.get(request.id)) {
    const after = withOutbox({ ...now, why }, [], await changedNotices(ports, now));
    if ((await ports.store.requests.replace(now, after)) === 'done') return after;
  }
  return { reason: 'stale' };
}

/** The admins' cards of a request follow it; nobody gets a message. */
const changedNotices = async (
  ports: Pick<Ports, 'store' | 'clock' | 'random'>,
  { id, benefitId }: SeatRequest,
): Promise<Notice[]> =>
  (await ports.store.people.admins()).map((admin) =>
    notice(ports, { kind: 'request-changed', to: admin, benefitId, facts: { request: id } }),
  );

/** Whoever asked no longer needs it. The admins' cards say so. */
export async function withdraw(ports: Ports, actor: Actor, request: SeatRequest): Promise<SeatRequest | Refusal> {
  if (settled(request)) return { reason: 'stale' };
  return settle(ports, actor, request, actor, 'withdrawn', null);
}

/** Closes the requests of a person who has left the list. */
export async function closeRequests(ports: Ports, actor: Actor, person: PersonSummary): Promise<void> {
  for (const request of await ports.store.requests.ofPerson(person.id))
    if (!settled(request)) await settle(ports, actor, request, person, 'withdrawn', null);
}

/** The assignment that settled a request was undone: it waits for an answer again. */
export async function reopen(ports: Ports, actor: Actor, benefitId: string, person: PersonSummary): Promise<void> {
  for (;;) {
    const request = await ports.store.requests.get(requestId(benefitId, person.id));
    if (request?.state !== 'approved') return;
    const entry = done(ports, actor, 'request', { benefitId, person: person.email, detail: { state: 'reopened' } });
    const open = { ...request, state: 'open' as const, settledBy: null, settledAt: null, change: null };
    const after = withOutbox(open, [entry], await changedNotices(ports, request));
    if ((await ports.store.requests.replace(request, after)) === 'done') return;
  }
}

/** 1 for the oldest request of the benefit; null once it is settled. */
export async function placeInLine(
  { store }: { store: Pick<Store, 'requests'> },
  request: SeatRequest,
): Promise<number | null> {
  if (settled(request)) return null;
  const open = await store.requests.open({ skip: 0, limit: 1_000 });
  return open.filter((each) => each.benefitId === request.benefitId && each.askedAt < request.askedAt).length + 1;
}

/** Declines a request. The first decision counts; other admins' cards are updated. */
export async function decline(
  ports: Ports,
  actor: Actor,
  request: SeatRequest,
  comment: string | null,
): Promise<SeatRequest | Refusal> {
  const over = settled(request);
  if (over) return over;
  return settle(ports, actor, request, await summaryOf(ports, request.person), 'declined', comment);
}

/** Settles the open request of a person who was assigned a seat by any means. */
export async function settleByAssignment(
  ports: Pick<Ports, 'store' | 'clock' | 'random'>,
  actor: Actor,
  benefitId: string,
  person: PersonSummary,
  change: string | null,
): Promise<void> {
  for (;;) {
    const request = await ports.store.requests.get(requestId(benefitId, person.id));
    if (!request || settled(request)) return;
    const outcome = await settle(ports, actor, { ...request, change }, person, 'approved', null);
    if (!('reason' in outcome)) return;
  }
}

async function settle(
  ports: Pick<Ports, 'store' | 'clock' | 'random'>,
  actor: Actor,
  request: SeatRequest,
  person: PersonSummary,
  state: 'approved' | 'declined' | 'withdrawn',
  comment: string | null,
): Promise<SeatRequest | Refusal> {
  const entry = done(
    ports,
    actor,
    ({ approved: 'approve', declined: 'decline', withdrawn: 'withdraw' } as const)[state],
    {
      benefitId: request.benefitId,
      person: person.email,
    },
  );
  const facts = { by: actor.name, comment };
  const after = withOutbox(
    { ...request, state, settledBy: actor.id, settledAt: ports.clock.now().toISOString() },
    [entry],
    [
      // For an approved request, the notice about the seat is enough.
      ...(state === 'declined'
        ? [notice(ports, { kind: 'request-declined', to: person, benefitId: request.benefitId, facts })]
        : []),
      ...(await changedNotices(ports, request)),
    ],
  );
  const outcome = await ports.store.requests.replace(request, after);
  if (outcome === 'done') return after;
  const now = await ports.store.requests.get(request.id);
  if (!now) return { reason: 'stale' };
  // Still open: only a reference to a card was added meanwhile.
  return settled(now) ?? settle(ports, actor, { ...now, change: request.change }, person, state, comment);
}
