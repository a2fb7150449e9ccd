import type { Benefit } from '../benefit';
import { emptyOutbox, withOutbox } from '../outbox';
import type { PersonSummary } from '../person';
import type { Ports } from '../ports';
import type { Refusal } from '../refusal';
import { requestId, type SeatRequest } from '../request';
import { type Actor, done, notice } from './record';
import { activationBlocker, summaryOf } from './seats';

/** Requests a seat for the actor. If no seat is free, the request joins the waiting list. */
export async function requestSeat(
  ports: Ports,
  actor: Actor,
  benefit: Benefit,
): Promise<{ request: SeatRequest } | Refusal> {
  const blocker = await activationBlocker(ports, benefit);
  if (blocker) return blocker;
  const held = await ports.store.seats.held(benefit.id, actor.id);
  if (held) return { reason: 'already-assigned', benefit: benefit.id, person: actor.id, since: held.since };
  const [free] = await ports.store.seats.free(benefit.id, 1);
  const id = requestId(benefit.id, actor.id);
  const before = await ports.store.requests.get(id);
  if (before && (before.state === 'open' || before.state === 'waiting'))
    return { reason: 'request-open', benefit: benefit.id };
  const admins = await ports.store.people.admins();
  const state = free ? 'open' : 'waiting';
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
      askedAt: ports.clock.now().toISOString(),
      settledBy: null,
      settledAt: null,
      cards: [],
    },
    [entry],
    [
      ...admins.map((admin) =>
        notice(ports, {
          kind: 'request-new',
          to: admin,
          benefitId: benefit.id,
          facts: { request: id, from: actor.name },
        }),
      ),
      ...(free
        ? []
        : [notice(ports, { kind: 'request-waiting', to: actor, benefitId: benefit.id, facts: { request: id } })]),
    ],
  );
  const stored = before
    ? (await ports.store.requests.replace(before, request)) === 'done'
    : await ports.store.requests.insert(request);
  return stored ? { request } : { reason: 'request-open', benefit: benefit.id };
}

/** The refusal if the request is already settled, else null. */
export const settled = (request: SeatRequest): Refusal | null =>
  request.state === 'open' || request.state === 'waiting'
    ? null
    : { reason: 'request-settled', by: request.settledBy ?? request.person, approved: request.state === 'approved' };

/** Declines a request. The first decision counts; other admins' cards are updated. */
export async function decline(ports: Ports, actor: Actor, request: SeatRequest): Promise<SeatRequest | Refusal> {
  const over = settled(request);
  if (over) return over;
  return settle(ports, actor, request, await summaryOf(ports, request.person), 'declined', true);
}

/** Settles the open request of a person who was assigned a seat by any means. */
export async function settleByAssignment(
  ports: Ports,
  actor: Actor,
  benefitId: string,
  person: PersonSummary,
): Promise<void> {
  for (;;) {
    const request = await ports.store.requests.get(requestId(benefitId, person.id));
    if (!request || settled(request)) return;
    const outcome = await settle(ports, actor, request, person, 'approved', false);
    if (!('reason' in outcome)) return;
  }
}

async function settle(
  ports: Ports,
  actor: Actor,
  request: SeatRequest,
  person: PersonSummary,
  state: 'approved' | 'declined',
  tell: boolean,
): Promise<SeatRequest | Refusal> {
  const admins = await ports.store.people.admins();
  const entry = done(ports, actor, state === 'approved' ? 'approve' : 'decline', {
    benefitId: request.benefitId,
    person: person.email,
  });
  const facts = { request: request.id, by: actor.name, decision: state };
  const after = withOutbox(
    { ...request, state, settledBy: actor.id, settledAt: ports.clock.now().toISOString() },
    [entry],
    [
      // For an approved request, the notice about the seat is enough.
      ...(tell ? [notice(ports, { kind: 'request-declined', to: person, benefitId: request.benefitId, facts })] : []),
      ...admins.map((admin) =>
        notice(ports, { kind: 'request-settled', to: admin, benefitId: request.benefitId, facts }),
      ),
    ],
  );
  const outcome = await ports.store.requests.replace(request, after);
  if (outcome === 'done') return after;
  const now = await ports.store.requests.get(request.id);
  if (!now) return { reason: 'stale' };
  // Still open: only a reference to a card was added meanwhile.
  return settled(now) ?? settle(ports, actor, now, person, state, tell);
}
