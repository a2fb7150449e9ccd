import { settled, withdraw as takeBack } from '../../benefits/actions/requests';
import { benefitRef } from '../../benefits/benefit';
import { factsToken } from '../../benefits/facts-token';
import { personRef } from '../../benefits/person';
import { isRefusal } from '../../benefits/refusal';
import type { SeatRequest } from '../../benefits/request';
import { requestRow } from '../../notifications';
import type { CommandContext, CommandInput, Handler, Reply } from './context';
import { isAboutOneself, isReply, resolveBenefit, resolvePerson } from './resolve';
import { asking, benefitRefs, notAllowed, refusal } from './views';

const ROWS = 10;

/** Admins: the open requests, oldest first; of one benefit, its waiting list. Others: their own. */
export const requests: Handler = async (context) => {
  // The card of one request refreshes.
  const one = context.input.request ? await context.ports.store.requests.get(context.input.request) : null;
  if (context.extent === 'own' && !isAboutOneself(context))
    return notAllowed(context, [{ command: 'requests', slots: { user: 'me' } }]);
  if (context.extent === 'own')
    return one?.person === context.person.id ? { view: (await ownRequest(context, one)).view } : ownRequests(context);
  if (one) return { view: (await shown(context, one)).view };
  return listed(context, context.input.fromList ?? context.input);
};

async function ownRequests({ ports, person }: CommandContext): Promise<Reply> {
  const found = (await ports.store.requests.ofPerson(person.id)).slice(0, ROWS);
  const rows = await Promise.all(found.map((request) => requestRow(ports, request, null)));
  const page = { skip: 0, limit: ROWS, total: rows.length };
  return { view: { kind: 'requests', own: true, rows, page, benefit: null, person: null, version: versionOf(found) } };
}

const versionOf = (all: readonly SeatRequest[]): string => factsToken(all.map(({ id, state }) => [id, state]));

/** Acts at once: what is withdrawn can be asked for again. */
export const withdraw: Handler = async (context) => {
  const { ports, actor, input } = context;
  const open = (await ports.store.requests.ofPerson(actor.id)).filter((request) => settled(request) === null);
  const [only, ...others] = open;
  if (input.benefit === undefined && only && others.length > 0)
    return asking(context, 'benefit', {
      benefits: await benefitRefs(
        ports,
        open.map(({ benefitId }) => benefitId),
      ),
    });
  const benefit = await resolveBenefit(context, () => false, input.benefit ?? only?.benefitId);
  if (isReply(benefit)) return input.benefit === undefined ? ownRequests(context) : benefit;
  const request = open.find(({ benefitId }) => benefitId === benefit.id);
  if (!request) return ownRequests(context);
  const outcome = await takeBack(ports, actor, request);
  if (isRefusal(outcome)) return refusal(context, outcome);
  return input.fromList ? { ...(await ownRequests(context)), changed: true } : ownRequest(context, outcome);
};

/** What the reader has just asked for, or withdrawn. */
export const ownRequest = async ({ ports }: CommandContext, request: SeatRequest): Promise<Reply> => ({
  view: { kind: 'request', own: true, row: await requestRow(ports, request, null), version: versionOf([request]) },
  changed: true,
});

/** The open requests, of one benefit or person or of all, below those of `stay` that were settled meanwhile. */
async function listed(context: CommandContext, of: NonNullable<CommandInput['fromList']>): Promise<Reply> {
  const { ports, input } = context;
  const benefit = of.benefit === undefined ? null : await resolveBenefit(context, () => true, of.benefit);
  if (benefit && isReply(benefit)) return benefit;
  const person = of.user === undefined ? null : await resolvePerson(context, 'user', of.user);
  if (person && isReply(person)) return person;
  const [stay, all] = await Promise.all([
    ports.store.requests.getMany(of.stay ?? []),
    ports.store.requests.open({ skip: 0, limit: 1_000 }),
  ]);
  const over = (of.stay ?? []).flatMap((id) => stay.filter((request) => request.id === id && settled(request)));
  const open = all.filter(
    (request) => (!benefit || request.benefitId === benefit.id) && (!person || request.person === person.id),
  );
  const page = { skip: input.skip ?? 0, limit: ROWS, total: open.length };
  const shownNow = [...over, ...open.slice(page.skip, page.skip + ROWS)];
  return {
    view: {
      kind: 'requests',
      own: false,
      rows: await Promise.all(shownNow.map((request) => requestRow(ports, request, context.person))),
      page,
      benefit: benefit && benefitRef(benefit),
      person: person && personRef(person),
      version: versionOf(shownNow),
    },
  };
}

/** The request's card; if pressed in the list, the list. */
export async function shown(context: CommandContext, request: SeatRequest): Promise<Reply> {
  const { fromList } = context.input;
  if (fromList) {
    const stay = [...new Set([request.id, ...(fromList.stay ?? [])])];
    return { ...(await listed(context, { ...fromList, stay })), changed: true };
  }
  const row = await requestRow(context.ports, request, context.person);
  return { view: { kind: 'request', own: false, row, version: versionOf([request]) }, changed: true };
}

/** For buttons on a request's card or in the list of requests: shows that card or list again, with the new state. */
export const onRequest =
  (handler: Handler): Handler =>
  async (context) => {
    const reply = await handler(context);
    const request = context.input.request ? await context.ports.store.requests.get(context.input.request) : null;
    return reply.changed && request ? { ...reply, view: (await shown(context, request)).view } : reply;
  };
