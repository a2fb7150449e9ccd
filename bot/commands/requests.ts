import { decline as refuseIt, settled } from '../../benefits/actions/requests';
import type { Ports } from '../../benefits/ports';
import { isRefusal } from '../../benefits/refusal';
import type { SeatRequest } from '../../benefits/request';
import type { RequestRow } from '../../cards/views';
import { assign } from './assign';
import { factsToken } from './confirmation-token';
import type { CommandContext, Handler, Reply } from './context';
import { benefitRefs, personRefs, refusal } from './views';

/** Open requests of employees, oldest first. */
export const requests: Handler = async (context) => {
  // The card of one request, looked at again.
  const one = context.input.request ? await context.ports.store.requests.get(context.input.request) : null;
  if (one) return { view: (await shown(context, one)).view };
  return listed(context, []);
};

/** The open requests, below those that were just settled. */
async function listed(context: CommandContext, settledNow: readonly SeatRequest[]): Promise<Reply> {
  const open = await context.ports.store.requests.open({ skip: context.input.skip ?? 0, limit: 10 });
  const all = [...settledNow, ...open.filter(({ id }) => !settledNow.some((each) => each.id === id))];
  const rows = await Promise.all(all.map((request) => requestRow(context.ports, request)));
  return { view: { kind: 'requests', rows, version: factsToken(all.map((request) => [request.id, request.state])) } };
}

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

async function openRequest(context: CommandContext): Promise<SeatRequest | Reply> {
  const request = context.input.request ? await context.ports.store.requests.get(context.input.request) : null;
  if (!request) return refusal(context, { reason: 'stale' });
  const over = settled(request);
  if (over) return context.input.fromList ? listed(context, [request]) : refusal(context, over);
  return request;
}

async function shown(context: CommandContext, request: SeatRequest): Promise<Reply> {
  if (context.input.fromList) return { ...(await listed(context, [request])), changed: true };
  const row = await requestRow(context.ports, request);
  return { view: { kind: 'request', row, version: factsToken(request.id, request.state) }, changed: true };
}

/** The employee gets the seat; a support benefit asks for the other address on the way. The first admin settles it. */
export const approve: Handler = async (context) => {
  const request = await openRequest(context);
  if ('view' in request) return request;
  const person = await context.ports.store.people.get(request.person);
  if (!person) return refusal(context, { reason: 'stale' });
  const input = {
    benefit: request.benefitId,
    user: person.email,
    ...(context.input.email ? { email: context.input.email } : {}),
  };
  // Approving is the confirmation: the card says for whom and what.
  const first = await assign({ ...context, command: 'assign', input });
  if (first.view.kind !== 'confirm') return first;
  const reply = await assign({
    ...context,
    command: 'assign',
    input: { ...input, confirm: true, version: first.view.version },
  });
  if (reply.view.kind !== 'done') return reply;
  const after = await context.ports.store.requests.get(request.id);
  return after
    ? { ...(await shown(context, after)), ...(reply.groupReply ? { groupReply: reply.groupReply } : {}) }
    : reply;
};

export const decline: Handler = async (context) => {
  const request = await openRequest(context);
  if ('view' in request) return request;
  const outcome = await refuseIt(context.ports, context.actor, request);
  return isRefusal(outcome) ? refusal(context, outcome) : shown(context, outcome);
};
