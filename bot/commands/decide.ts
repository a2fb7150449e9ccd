import { decline as refuseIt, settled } from '../../benefits/actions/requests';
import { isRefusal } from '../../benefits/refusal';
import type { SeatRequest } from '../../benefits/request';
import { assign } from './assign';
import type { CommandContext, Handler, Reply } from './context';
import { shown } from './requests';
import { refusal } from './views';

async function openRequest(context: CommandContext): Promise<SeatRequest | Reply> {
  const request = context.input.request ? await context.ports.store.requests.get(context.input.request) : null;
  if (!request) return refusal(context, { reason: 'stale' });
  return settled(request) ? shown(context, request) : request;
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
    ...(context.input.comment ? { comment: context.input.comment } : {}),
    request: request.id,
  };
  // Approving is the confirmation: the card says for whom and what.
  const first = await assign({ ...context, command: 'assign', input });
  if (first.view.kind !== 'confirm') return first;
  const confirmed = { ...input, confirm: true, version: first.view.version };
  return assign({ ...context, command: 'assign', input: confirmed });
};

export const decline: Handler = async (context) => {
  const request = await openRequest(context);
  if ('view' in request) return request;
  const outcome = await refuseIt(context.ports, context.actor, request, context.input.comment ?? null);
  return isRefusal(outcome) ? refusal(context, outcome) : shown(context, outcome);
};
