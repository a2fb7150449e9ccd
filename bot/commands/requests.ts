import { decline as refuseIt, settled } from '../../benefits/actions/requests';
import type { Ports } from '../../benefits/ports';
import { isRefusal } from '../../benefits/refusal';
import type { SeatRequest } from '../../benefits/request';
import type { RequestRow } from '../../cards/views';
import type { Ask, Handler, Reply } from './ask';
import { assign } from './assign';
import { factsOf } from './version';
import { benefitRefs, personRefs, refusal } from './views';

/** Open requests of employees, oldest first. */
export const requests: Handler = async (ask) => {
  // The card of one request, looked at again.
  const one = ask.wish.request ? await ask.ports.store.requests.get(ask.wish.request) : null;
  if (one) return { view: (await shown(ask, one)).view };
  const open = await ask.ports.store.requests.open({ skip: ask.wish.skip ?? 0, limit: 10 });
  const rows = await Promise.all(open.map((request) => requestRow(ask.ports, request)));
  return { view: { kind: 'requests', rows, version: factsOf(open.map((request) => [request.id, request.state])) } };
};

export async function requestRow(ports: Ports, request: SeatRequest): Promise<RequestRow> {
  const [benefit] = await benefitRefs(ports, [request.benefitId]);
  const [person] = await personRefs(ports, [request.person]);
  const [settledBy] = await personRefs(ports, request.settledBy ? [request.settledBy] : []);
  const full = await ports.store.benefits.get(request.benefitId);
  const used = await ports.store.seats.used(request.benefitId);
  return {
    id: request.id,
    benefit: benefit ?? { id: request.benefitId, nameEn: request.benefitId, nameFr: request.benefitId },
    person: person ?? { email: request.person, name: request.person },
    askedAt: request.askedAt,
    state: request.state,
    settledBy: settledBy ?? null,
    free: Math.max(0, (full?.quantity ?? 0) - used),
    quantity: full?.quantity ?? 0,
  };
}

async function openRequest(ask: Ask): Promise<SeatRequest | Reply> {
  const request = ask.wish.request ? await ask.ports.store.requests.get(ask.wish.request) : null;
  if (!request) return refusal(ask, { reason: 'stale' });
  const over = settled(request);
  return over ? refusal(ask, over) : request;
}

const shown = async (ask: Ask, request: SeatRequest): Promise<Reply> => ({
  view: { kind: 'request', row: await requestRow(ask.ports, request), version: factsOf(request.id, request.state) },
  changed: true,
});

/** The employee gets the seat; a support benefit asks for the other address on the way. The first admin settles it. */
export const approve: Handler = async (ask) => {
  const request = await openRequest(ask);
  if ('view' in request) return request;
  const wish = {
    benefit: request.benefitId,
    user: request.person,
    ...(ask.wish.email ? { email: ask.wish.email } : {}),
  };
  // Approving is the confirmation: the card says for whom and what.
  const first = await assign({ ...ask, command: 'assign', wish });
  if (first.view.kind !== 'confirm') return first;
  const reply = await assign({
    ...ask,
    command: 'assign',
    wish: { ...wish, confirm: true, version: first.view.version },
  });
  if (reply.view.kind !== 'done') return reply;
  const after = await ask.ports.store.requests.get(request.id);
  return after ? { ...(await shown(ask, after)), ...(reply.groupLine ? { groupLine: reply.groupLine } : {}) } : reply;
};

export const decline: Handler = async (ask) => {
  const request = await openRequest(ask);
  if ('view' in request) return request;
  const outcome = await refuseIt(ask.ports, ask.actor, request);
  return isRefusal(outcome) ? refusal(ask, outcome) : shown(ask, outcome);
};
