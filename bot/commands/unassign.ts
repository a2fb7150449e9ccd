import { withOwnKey } from '../../benefits/actions/keys';
import { portalLeft } from '../../benefits/actions/left-to-do';
import { settled } from '../../benefits/actions/requests';
import { type Change, needsPortal } from '../../benefits/actions/seats';
import { unassign as takeBack } from '../../benefits/actions/unassign';
import { adminPage, type Benefit, benefitRef } from '../../benefits/benefit';
import type { Act } from '../../benefits/command';
import { type Person, personRef } from '../../benefits/person';
import { isRefusal, type Refusal } from '../../benefits/refusal';
import type { Seat } from '../../benefits/seat';
import type { PersonRef } from '../../cards/views';
import { confirmed } from './confirmation';
import type { CommandContext, Handler, Reply } from './context';
import { ownRequest } from './requests';
import { holdersOf, isAboutOneself, isReply, meantOf, resolveBenefit, resolvePerson } from './resolve';
import { asking, benefitRefs, changed, confirming, doneView, notAllowed, refusal, withAddresses } from './views';

/** A person's seat comes back, or several people's; whoever isn't an admin gives back their own. */
export const unassign: Handler = async (asked) => {
  const own = asked.extent === 'own';
  if (own && !isAboutOneself(asked)) return notAllowed(asked);
  const context = own ? { ...asked, input: { ...asked.input, user: asked.person.email } } : asked;
  const { ports, input } = context;
  const isUnclear = input.benefit === undefined || Array.isArray(input.benefit);
  if (isUnclear && input.user !== undefined) return whichOfTheirs(context);
  const benefit = await resolveBenefit(context, (each) => each.used > 0);
  if (isReply(benefit)) return benefit;
  if (input.user === undefined && !input.users) return whoseSeat(context, benefit);
  const held: Held[] = [];
  const leftOut: LeftOut[] = [];
  for (const named of meantOf(context)) {
    const person = await resolvePerson(context, 'user', named, { benefit: benefitRef(benefit) });
    if (isReply(person)) return person;
    const seat = await ports.store.seats.held(benefit.id, person.id);
    if (!seat)
      leftOut.push({
        person: personRef(person),
        why: { reason: 'not-assigned', benefit: benefit.id, person: person.email },
      });
    else if (!held.some((each) => each.person.id === person.id)) held.push({ person, seat });
  }
  const [without] = leftOut;
  if (held.length === 0 && context.extent === 'own') return notYours(context, benefit.id);
  if (held.length === 0 && without)
    return refusal(context, without.why, [{ command: 'assignments', slots: { benefit: benefit.id } }]);
  return propose(context, benefit, held, leftOut);
};

/** Whoever no longer needs what they only asked for may withdraw that. */
async function notYours(context: CommandContext, benefit: string | null): Promise<Reply> {
  const requests = await context.ports.store.requests.ofPerson(context.person.id);
  const open = requests.find(
    (request) => settled(request) === null && (benefit === null || request.benefitId === benefit),
  );
  if (open) return { ...(await ownRequest(context, open)), changed: false };
  const next: Act =
    benefit === null ? { command: 'list', slots: {} } : { command: 'assign', slots: { benefit, user: 'me' } };
  return refusal(context, { reason: 'not-yours', benefit }, [next]);
}

interface Held {
  person: Person;
  seat: Seat;
}
interface LeftOut {
  person: PersonRef;
  why: Refusal;
}

async function propose(
  context: CommandContext,
  benefit: Benefit,
  held: readonly Held[],
  leftOut: readonly LeftOut[],
): Promise<Reply> {
  const { ports, actor } = context;
  const used = await ports.store.seats.used(benefit.id);
  const emails = held.map(({ person }) => person.email);
  const [first] = held;
  const only = held.length === 1 && first ? first : null;
  const shown = {
    benefit: benefitRef(benefit),
    email: only?.seat.alternateEmail ?? null,
  };
  const slots = { benefit: benefit.id, ...(only ? { user: only.person.email } : { users: emails }) };
  const facts = held.map(({ person, seat }) => [seat.id, person.id, seat.since]);
  const once = await confirmed(context, facts, async (version) => {
    const seats = context.extent === 'all' ? held.map(({ seat }) => seat) : [];
    const keyed = await withOwnKey(ports, seats);
    return confirming(context, slots, version, {
      ...shown,
      people: held.map(({ person }) => personRef(person)),
      ...(context.extent === 'all'
        ? { remaining: benefit.quantity - used + held.length, quantity: benefit.quantity }
        : {}),
      leftOut,
      keyStays: held.filter(({ seat }) => keyed.includes(seat)).map(({ person }) => personRef(person)),
      portal: needsPortal(ports, benefit) && context.extent === 'all' ? { url: adminPage(benefit) } : null,
    });
  });
  if (typeof once !== 'string') return once;
  const back: (Change & { person: PersonRef })[] = [];
  const failed: LeftOut[] = [...leftOut];
  for (const [index, { person, seat }] of held.entries()) {
    const outcome = await takeBack(ports, actor, seat, person, `${once}.${index}`);
    if (!isRefusal(outcome)) back.push({ ...outcome, person: personRef(person) });
    else failed.push({ person: personRef(person), why: await withAddresses(ports, outcome) });
  }
  if (back.length === 0) return unassign(context);
  return changed(
    doneView('unassign', {
      ...shown,
      people: back.map(({ person }) => person),
      leftOut: failed.map((each) => ({ ...each, benefit: null })),
      ...(context.extent === 'all'
        ? {
            remaining: benefit.quantity - used + back.length,
            quantity: benefit.quantity,
            portal: portalLeft(
              back.flatMap(({ steps }) => steps),
              [benefit],
            ),
            undo: { change: back.map(({ entry }) => entry.id).join(',') },
          }
        : { mayRequest: true }),
      reader: actor.email,
    }),
  );
}

/** A person is named but no benefit, or one of several: what of it do they hold? */
async function whichOfTheirs(context: CommandContext): Promise<Reply> {
  const person = await resolvePerson(context, 'user', context.input.user);
  if (isReply(person)) return person;
  const { benefit } = context.input;
  const meant = Array.isArray(benefit) ? benefit : null;
  const held = await context.ports.store.seats.ofPerson(person.id);
  const seats = held.filter(({ benefitId }) => meant === null || meant.includes(benefitId));
  const [first] = seats;
  const [wanted = null] = meant ?? [];
  if (!first && context.extent === 'own') return notYours(context, wanted);
  if (!first && wanted !== null)
    return refusal(context, { reason: 'not-assigned', benefit: wanted, person: person.id });
  if (!first) return refusal(context, { reason: 'nothing-held', person: person.id });
  const known = { ...context, input: { ...context.input, user: person.email } };
  if (seats.length === 1) return unassign({ ...known, input: { ...known.input, benefit: first.benefitId } });
  return asking(known, 'benefit', {
    benefits: await benefitRefs(
      context.ports,
      seats.map((seat) => seat.benefitId),
    ),
  });
}

async function whoseSeat(context: CommandContext, benefit: Benefit): Promise<Reply> {
  const people = await holdersOf(context, benefit.id);
  return people.length > 0
    ? asking(context, 'user', { benefit: benefitRef(benefit), people })
    : refusal(context, { reason: 'not-assigned', benefit: benefit.id, person: context.person.id });
}
