import { formerOwner } from '../../benefits/actions/former-people';
import { activationBlocker } from '../../benefits/actions/seats';
import { type Benefit, benefitBlocker, benefitRef } from '../../benefits/benefit';
import type { Named } from '../../benefits/command';
import { canonicalEmail, isGuestSignIn } from '../../benefits/email';
import type { Person } from '../../benefits/person';
import { seatHolder } from '../../benefits/seat';
import type { AskView, BenefitChoice, PersonRef } from '../../cards/views';
import type { CommandContext, Reply } from './context';
import { answered, asking, personRefs, personRefsByEmail, refusal } from './views';

/**
 * What a command needs, from the slots: the thing itself, loaded now, or the reply that asks for it (missing, several,
 * unknown). A command returns that reply as it is.
 */

export const isReply = (value: object): value is Reply => 'view' in value;

/** Up to this many benefits are offered at once; beyond, the card searches as one types. */
const OFFERED = 40;

export async function resolveBenefit(
  context: CommandContext,
  fits: (benefit: Counted) => boolean = () => true,
  named: Named | undefined = context.input.benefit,
  more: Partial<AskView> = {},
): Promise<Benefit | Reply> {
  if (typeof named === 'string') {
    const benefit = await context.ports.store.benefits.get(named);
    if (benefit) return benefit;
    return refusal(context, { reason: 'unknown-benefit', typed: named, nearest: [] }, [{ command: 'list', slots: {} }]);
  }
  if (named !== undefined && 'unknown' in named) {
    const nearest = (await context.names()).nearest('benefit', named.unknown, 3);
    return asking(context, 'benefit', { ...more, unknown: named.unknown, benefits: await choicesOf(context, nearest) });
  }
  if (named !== undefined) {
    const held = await heldAmong(context, named);
    const [only] = held.length === 1 ? await context.ports.store.benefits.getMany(held) : [];
    const choices = await choicesOf(context, held.length > 0 ? held : named);
    return only ?? asking(context, 'benefit', { ...more, benefits: choices });
  }
  const all = await context.ports.store.benefits.page({ today: context.today }, { skip: 0, limit: OFFERED + 1 });
  const offered = all.length > OFFERED ? [] : (await counted(context, all)).filter(fits);
  return asking(context, 'benefit', { ...more, benefits: offered.map((benefit) => choiceOf(context, benefit)) });
}

type Counted = Benefit & { used: number };

async function counted({ ports }: CommandContext, benefits: readonly Benefit[]): Promise<Counted[]> {
  const used = await ports.store.seats.usedOfEach(benefits.map(({ id }) => id));
  return benefits.map((benefit, at) => ({ ...benefit, used: used[at] ?? 0 }));
}

/** Of several benefits that a name fits, those that the person holds whose seat is meant. */
async function heldAmong({ command, input, person, ports }: CommandContext, ids: readonly string[]): Promise<string[]> {
  const holder = command === 'unassign' ? input.user : command === 'reassign' ? input.from : undefined;
  if (typeof holder !== 'string') return [];
  const holding = holder === 'me' ? person : await ports.store.people.byEmail(holder.trim().toLowerCase());
  const seats = holding ? await ports.store.seats.ofPerson(holding.id) : [];
  return seats.flatMap(({ benefitId }) => (ids.includes(benefitId) ? [benefitId] : []));
}

/** How a benefit stands, for the commands that need one of its seats; those that can't be used now come last. */
async function choicesOf(context: CommandContext, ids: readonly string[]): Promise<BenefitChoice[]> {
  const loaded = await counted(context, await context.ports.store.benefits.getMany(ids));
  const known = new Map(loaded.map((benefit) => [benefit.id, benefit]));
  const found = ids.map((id) => known.get(id) ?? null);
  const choices = found.flatMap((benefit) => (benefit ? [choiceOf(context, benefit)] : []));
  return [...choices.filter(({ state }) => !state), ...choices.filter(({ state }) => state)];
}

function choiceOf({ command, extent, place, today }: CommandContext, benefit: Counted): BenefitChoice {
  const blocker = benefitBlocker(benefit, today);
  if (blocker) return { ...benefitRef(benefit), state: today > benefit.expiresOn ? 'ended' : 'not-begun' };
  if (command !== 'assign' && command !== 'show') return benefitRef(benefit);
  const seesSeats = extent === 'all' && place !== 'group';
  const { used, quantity } = benefit;
  return {
    ...benefitRef(benefit),
    state: used >= quantity ? 'full' : null,
    seats: seesSeats ? { used, quantity } : null,
  };
}

/** Why nobody can use it today. */
export async function blockedBy(context: CommandContext, benefit: Benefit): Promise<Reply | null> {
  const blocker = await activationBlocker(context.ports, benefit);
  return blocker && refusal(context, blocker, [{ command: 'show', slots: { benefit: benefit.id } }]);
}

type PersonSlot = 'user' | 'from' | 'to';

/** True if nobody else is named. */
export const isAboutOneself = ({ input: { user, users }, person }: CommandContext): boolean =>
  users === undefined && (user === undefined || user === 'me' || user === person.email);

/** `benefit` beside `benefits` is the answer to which of several was meant: it takes the place of the first unclear one. */
export function meantBenefits({ input: { benefits, benefit } }: CommandContext): (Named | undefined)[] {
  return !benefits || benefits === 'everything' ? [benefit] : answered(benefits, benefit);
}

/** `user` beside `users` is the answer to which of several was meant: it takes the place of the first unclear one. */
export function meantOf({ input: { users, user } }: CommandContext): (Named | undefined)[] {
  return !users || users === 'everyone' ? [user] : answered(users, user);
}

/** Its holders by seat number, as many as a card can list. */
export async function holdersOf({ ports }: CommandContext, benefitId: string): Promise<PersonRef[]> {
  const seats = await ports.store.seats.takenOf(benefitId, { skip: 0, limit: 200 });
  return personRefs(
    ports,
    seats.flatMap((seat) => seatHolder(seat) ?? []),
  );
}

/** One named person; `me` is the one who asks. */
export async function resolvePerson(
  context: CommandContext,
  slot: PersonSlot,
  named: Named | undefined,
  more: Partial<AskView> = {},
): Promise<Person | Reply> {
  if (typeof named === 'string') {
    if (named === 'me') return context.person;
    const person = await context.ports.store.people.byEmail(named.trim().toLowerCase());
    if (person) return person;
    return unknownPerson(context, slot, named, more);
  }
  if (named !== undefined && 'unknown' in named) return unknownPerson(context, slot, named.unknown, more);
  if (named !== undefined)
    return asking(context, slot, { ...more, people: await personRefsByEmail(context.ports, named) });
  return asking(context, slot, more);
}

async function unknownPerson(
  context: CommandContext,
  slot: PersonSlot,
  typed: string,
  more: Partial<AskView>,
): Promise<Person | Reply> {
  if (isGuestSignIn(typed)) return asking(context, slot, { ...more, problem: { reason: 'bad-email', typed } });
  const email = typed.includes('@') ? canonicalEmail(typed) : null;
  const former = email === null ? null : await formerOwner(context.ports, email);
  if (former) return former;
  const nearest = (await context.names()).nearest('person', typed, 3);
  return asking(context, slot, { ...more, unknown: typed, people: await personRefsByEmail(context.ports, nearest) });
}

/** What was typed of somebody unknown need not be typed again. */
export function suggestedBy({ user, users, email }: CommandContext['input'], { activation }: Benefit) {
  const [unlisted] = [user, users].flat().filter((each) => typeof each === 'object' && 'unknown' in each);
  if (typeof unlisted !== 'object') return {};
  const typed = unlisted.unknown;
  if (typed.includes('@')) return { suggested: { name: '', email: isGuestSignIn(typed) ? '' : typed } };
  return { suggested: { name: typed, email: activation === 'assign-with-email' ? '' : (email ?? '') } };
}
