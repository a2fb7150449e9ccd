import { assign as assignSeat, full, seatFor, untilBlocker } from '../../benefits/actions/assign';
import { keyLeft, portalLeft } from '../../benefits/actions/left-to-do';
import { addBlocker, addUser } from '../../benefits/actions/people';
import { freeFrom } from '../../benefits/actions/reassign';
import { giveReason, requestSeat, settleByAssignment, settled } from '../../benefits/actions/requests';
import { activationDay, type Change, needsPortal, otherAddress } from '../../benefits/actions/seats';
import { adminPage, type Benefit, benefitBlocker, benefitRef } from '../../benefits/benefit';
import type { Role } from '../../benefits/command';
import { type Person, type PersonSummary, personRef } from '../../benefits/person';
import { isRefusal, type Refusal } from '../../benefits/refusal';
import { requestId } from '../../benefits/request';
import type { ConfirmView, PersonRef } from '../../cards/views';
import { changeToMake, confirmationToken } from './confirmation';
import type { CommandContext, Handler, Reply } from './context';
import { ownRequest, shown } from './requests';
import { blockedBy, isAboutOneself, isReply, meantOf, resolveBenefit, resolvePerson, suggestedBy } from './resolve';
import { asking, changed, confirming, doneView, notAllowed, refusal, withAddresses } from './views';

/** Somebody who is to get a seat; `add`, without an id, for one who is entered on the way. */
interface Candidate {
  ref: PersonRef;
  id: string | null;
  add: { email: string; name: string; role: Role } | null;
}

/** Seats for one person or several; an employee requests one for themselves. */
export const assign: Handler = async (context) => {
  const usable = (each: Benefit & { used: number }): boolean =>
    benefitBlocker(each, context.today) === null && (context.extent !== 'all' || each.used < each.quantity);
  const { user, users, group } = context.input;
  const withPerson = context.extent === 'all' && user === undefined && users === undefined && group === undefined;
  const benefit = await resolveBenefit(context, usable, context.input.benefit, { withPerson, mayAdd: withPerson });
  if (isReply(benefit)) return benefit;
  if (context.extent === 'request') return request(context, benefit);
  const approved = context.input.request ? await context.ports.store.requests.get(context.input.request) : null;
  // Withdrawn or decided while its approval was still to be confirmed.
  if (approved && settled(approved) !== null) return shown(context, approved);

  // A confirmed claim looks at this itself; a person who is only being added is added before it.
  const claims = context.input.confirm === true && context.input.newEmail === undefined;
  const blocked = claims ? null : await blockedBy(context, benefit);
  if (blocked) return blocked;
  const tooLong = untilBlocker(context.ports, benefit, context.input.until ?? null);
  if (tooLong) return refusal(context, tooLong);
  const candidates = await candidatesOf(context, benefit);
  if (!Array.isArray(candidates)) {
    // Prolonging a seat needs no free one.
    const asksWhom = withPerson && context.input.until === undefined;
    if (!asksWhom || (await context.ports.store.seats.used(benefit.id)) < benefit.quantity) return candidates;
    const why = await full(context.ports, benefit);
    return refusal(context, why, instead(benefit, null, why));
  }
  const email = benefit.activation === 'assign-with-email' ? (context.input.email ?? null) : null;
  const [first] = candidates;
  if (benefit.activation === 'assign-with-email' && first) {
    const already = first.id === null ? null : await context.ports.store.seats.held(benefit.id, first.id);
    const address = already ? { email: null } : await otherAddress(context.ports, benefit, first.ref.email, email);
    if (isRefusal(address)) return askForAddress(context, benefit, first, address);
  }
  return propose(context, benefit, candidates, email);
};

async function request(context: CommandContext, benefit: Benefit): Promise<Reply> {
  if (!isAboutOneself(context)) return notAllowed(context);
  const { ports, actor, input } = context;
  const known = await ports.store.requests.get(requestId(benefit.id, actor.id));
  const isOpen = known !== null && settled(known) === null;
  // The form of the request's card may be sent empty.
  if (isOpen && input.reason === undefined && context.surface === 'card') return ownRequest(context, known);
  const request =
    isOpen && input.reason !== undefined
      ? await giveReason(ports, known, input.reason)
      : await requestSeat(ports, actor, benefit, input.reason ?? null);
  return isRefusal(request) ? refusal(context, request) : ownRequest(context, request);
}

const candidateOf = (person: Person): Candidate => ({ ref: personRef(person), id: person.id, add: null });

/** Who is meant, each loaded now; or the question that is left. */
async function candidatesOf(context: CommandContext, benefit: Benefit): Promise<Candidate[] | Reply> {
  const { input, ports } = context;
  const needsEmail = benefit.activation === 'assign-with-email' && input.email === undefined;
  const more = { benefit: benefitRef(benefit), mayAdd: true, needsEmail, ...suggestedBy(input, benefit) };
  const added = await addedOnTheWay(context, benefit);
  if (added !== null) return isReply(added) ? added : [added];
  if (input.picked) {
    const person = await ports.store.people.byObjectId(input.picked);
    // The picker tells an object id alone: it is no name to show.
    if (!person) return asking(context, 'user', { ...more, unlisted: true, suggested: { name: '', email: '' } });
    return [candidateOf(person)];
  }
  if (benefit.activation === 'self-assign' && input.user === undefined && !input.users) {
    return [candidateOf(context.person)];
  }
  const candidates: Candidate[] = [];
  for (const named of meantOf(context)) {
    const person = await resolvePerson(context, 'user', named, more);
    if (isReply(person)) return person;
    if (!candidates.some((each) => each.id === person.id)) candidates.push(candidateOf(person));
  }
  return candidates;
}

async function addedOnTheWay(context: CommandContext, benefit: Benefit): Promise<Candidate | Reply | null> {
  const { newEmail, newName, newRole, user } = context.input;
  // Somebody who was chosen goes before what stands in the fields for a new person.
  if ((!newEmail && !newName) || typeof user === 'string') return null;
  const input = { email: newEmail ?? '', name: newName ?? '' };
  const more = { benefit: benefitRef(benefit), mayAdd: true, suggested: input };
  if (!newEmail || !newName) return asking(context, 'user', more);
  const checked = await addBlocker(context.ports, input);
  if ('email' in checked)
    return {
      ref: { email: checked.email, name: input.name.trim() },
      id: null,
      add: { ...input, email: checked.email, role: newRole ?? 'employee' },
    };
  if (checked.reason === 'person-exists') {
    const person = await context.ports.store.people.get(checked.person);
    if (person) return candidateOf(person);
  }
  return asking(context, 'user', { ...more, problem: checked });
}

/** The question for the other address keeps everything entered so far, also a person who is only being added. */
function askForAddress(context: CommandContext, benefit: Benefit, first: Candidate, problem: Refusal): Reply {
  const reply = asking(context, 'email', {
    benefit: benefitRef(benefit),
    people: [first.ref],
    problem: problem.reason === 'no-other-email' ? null : problem,
  });
  const { email: _, ...slots } = reply.view.slots;
  const added = first.add
    ? { newEmail: first.add.email, newName: first.add.name, newRole: first.add.role }
    : { user: first.ref.email };
  return { view: { ...reply.view, slots: { ...slots, ...added } } };
}

async function propose(
  context: CommandContext,
  benefit: Benefit,
  candidates: readonly Candidate[],
  email: string | null,
): Promise<Reply> {
  const { ports, actor } = context;
  const factsOf = (people: readonly Candidate[]): unknown[] => [
    [benefit.id, benefit.quantity, benefit.activation, benefit.startsOn, benefit.expiresOn],
    people.map(({ ref, add }) => [ref.email, add]),
    email,
    context.input.until ?? null,
    // A new person's fields beside a chosen one: not what the card showed.
    typeof context.input.user === 'string' ? (context.input.newEmail ?? null) : null,
  ];
  // What decides about one person's seat is looked at when it is claimed.
  const once = candidates.length === 1 ? await changeToMake(context, factsOf(candidates)) : null;
  if (once) return act(context, benefit, candidates, [], email, once);
  const blocked = context.input.confirm ? await blockedBy(context, benefit) : null;
  if (blocked) return blocked;
  const fit: Candidate[] = [];
  const leftOut: ConfirmView['leftOut'][number][] = [];
  let kept = 0;
  let free = Math.max(0, benefit.quantity - (await ports.store.seats.used(benefit.id)));
  for (const candidate of candidates) {
    const found = await seatFor(ports, actor, {
      benefit,
      person: { id: candidate.id, email: candidate.ref.email },
      email,
      until: context.input.until ?? null,
    });
    // Whoever prolongs a seat takes no other one.
    const why = found === null && free === 0 ? await full(ports, benefit) : found && 'reason' in found ? found : null;
    if (found === null && why === null) free -= 1;
    if (found !== null && why === null) kept += 1;
    if (why) leftOut.push({ person: candidate.ref, why: await withAddresses(ports, why) });
    else fit.push(candidate);
  }
  const [only, ...others] = leftOut;
  if (fit.length === 0 && only) return refusal(context, only.why, instead(benefit, only.person, only.why), others);
  const prolongs = fit.length > 0 && kept === fit.length;
  const confirmedByAll = candidates.length > 1 ? await changeToMake(context, factsOf(fit)) : null;
  if (confirmedByAll) return act(context, benefit, fit, leftOut, email, confirmedByAll);

  const people = fit.map(({ ref }) => ref);
  const [first] = fit;
  const slots = {
    benefit: benefit.id,
    ...(email ? { email } : {}),
    ...(context.input.until ? { until: context.input.until } : {}),
    ...answered(context),
    ...(first?.add
      ? { newEmail: first.add.email, newName: first.add.name, newRole: first.add.role }
      : people.length === 1
        ? { user: people[0]?.email ?? '' }
        : { users: people.map((each) => each.email) }),
  };
  return confirming(context, slots, confirmationToken(context, ...factsOf(fit)), {
    benefit: benefitRef(benefit),
    people,
    email,
    until: context.input.until ?? null,
    role: first?.add?.role ?? null,
    prolongs,
    remaining: prolongs ? null : free,
    quantity: benefit.quantity,
    leftOut,
    activeOn: prolongs ? null : activationDay(ports, benefit),
    tooSoon: (await freeFrom(ports, benefit))[fit.length - kept - 1] || null,
    portal: !prolongs && needsPortal(ports, benefit) ? { url: adminPage(benefit) } : null,
  });
}

/** Of a request that is approved on the way. */
const answered = ({ input: { comment, request } }: CommandContext) => ({
  ...(comment ? { comment } : {}),
  ...(request ? { request } : {}),
});

/** Full: take one back or move one; or see who waits. Assigned already: see who has what. */
function instead(benefit: Benefit, person: PersonRef | null, why: Refusal): Parameters<typeof refusal>[2] {
  if (why.reason === 'full') {
    return [
      { command: 'assignments', slots: { benefit: benefit.id } },
      { command: 'requests', slots: { benefit: benefit.id } },
      { command: 'reassign', slots: { benefit: benefit.id, ...(person && { to: person.email }) } },
    ];
  }
  return why.reason === 'already-assigned' ? [{ command: 'assignments', slots: { benefit: benefit.id } }] : [];
}

async function act(
  context: CommandContext,
  benefit: Benefit,
  fit: readonly Candidate[],
  leftOut: readonly { person: PersonRef; why: Refusal }[],
  email: string | null,
  once: string,
): Promise<Reply> {
  const { ports, actor } = context;
  const done: (Change & { ref: PersonRef })[] = [];
  const failed: { person: PersonRef; benefit: null; why: Refusal }[] = leftOut.map((each) => ({
    ...each,
    benefit: null,
  }));
  for (const [index, { ref, id, add }] of fit.entries()) {
    let person: PersonSummary | null = id === null ? null : { id, ...ref };
    if (add) {
      const added = await addUser(ports, actor, add, `${once}.-${index}`);
      if (!isRefusal(added)) person = added.person;
      else if (added.reason === 'person-exists') person = await ports.store.people.get(added.person);
      else return refusal(context, added);
    }
    const outcome: Change | Refusal = person
      ? await assignSeat(ports, actor, {
          benefit,
          person,
          email,
          comment: context.input.comment ?? null,
          until: context.input.until ?? null,
          added: add !== null,
          once: `${once}.${index}`,
        })
      : { reason: 'stale' };
    if (isRefusal(outcome)) failed.push({ person: ref, benefit: null, why: await withAddresses(ports, outcome) });
    else done.push({ ...outcome, ref });
    // The dispatcher would settle it with the notice; the card that is shown now needs it.
    if (!isRefusal(outcome) && person && context.input.request === requestId(benefit.id, person.id))
      await settleByAssignment(ports, actor, benefit.id, person, outcome.entry.id).catch(() => undefined);
  }
  const [only, ...others] = failed;
  if (done.length === 0 && only) return refusal(context, only.why, instead(benefit, only.person, only.why), others);
  const people = done.map(({ ref }) => ref);
  const prolongs = done.every(({ entry }) => entry.undo?.kind === 'prolong');
  return changed(
    doneView('assign', {
      mailWaits: !context.settings.mailGoes,
      benefit: benefitRef(benefit),
      people,
      reader: actor.email,
      email,
      until: context.input.until ?? null,
      leftOut: failed,
      prolongs,
      remaining: prolongs ? null : Math.max(0, benefit.quantity - (await ports.store.seats.used(benefit.id))),
      quantity: benefit.quantity,
      activeOn: prolongs ? null : activationDay(ports, benefit),
      portal: portalLeft(
        done.flatMap(({ steps }) => steps),
        [benefit],
      ),
      ownPage: benefit.activation === 'self-assign' ? benefit.portalUrl : null,
      giveKey: prolongs ? null : keyLeft(ports, actor, benefit, people),
      undo: { change: done.map(({ entry }) => entry.id).join(',') },
    }),
  );
}
