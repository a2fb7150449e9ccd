import { benefitRef } from '../../benefits/benefit';
import type { Act, Command, Named, Slots } from '../../benefits/command';
import { personRef } from '../../benefits/person';
import type { Ports } from '../../benefits/ports';
import type { Refusal } from '../../benefits/refusal';
import type { AskView, BenefitRef, ConfirmView, DoneView, PersonRef, RefusedView, TextReply } from '../../cards/views';
import type { CommandContext, CommandInput, Reply } from './context';

/** Builders for views, so that a command states only what is specific to it. */

/** Names for ids; an id that is gone keeps its id as its name. */
export async function benefitRefs(ports: Ports, ids: readonly string[]): Promise<BenefitRef[]> {
  const found = new Map((await ports.store.benefits.getMany(ids)).map((benefit) => [benefit.id, benefitRef(benefit)]));
  return [...new Set(ids)].map((id) => found.get(id) ?? { id, nameEn: id, nameFr: id });
}

/** Looks up people by id; an id that is gone stands for itself. */
export async function peopleById(ports: Ports, ids: readonly string[]): Promise<(id: string) => PersonRef> {
  const refs = new Map((await ports.store.people.getMany(ids)).map((person) => [person.id, personRef(person)]));
  return (id) => refs.get(id) ?? { email: id, name: id };
}

/** Names for people's ids, each once. */
export async function personRefs(ports: Ports, ids: readonly string[]): Promise<PersonRef[]> {
  const refOf = await peopleById(ports, ids);
  return [...new Set(ids)].map(refOf);
}

/** Names for e-mail addresses, each once; an address that is not in the list is its own name. */
export async function personRefsByEmail(ports: Ports, emails: readonly string[]): Promise<PersonRef[]> {
  const known = emails.length === 0 ? [] : await ports.store.people.byEmails(emails);
  const names = new Map(known.map(({ email, name }) => [email, name]));
  return [...new Set(emails)].map((email) => ({ email, name: names.get(email) ?? email }));
}

/** The slots and what people wrote, without what buttons add. */
export function slotsOf(input: CommandInput): Slots {
  const { category, filter, benefit, benefits, user, users, except, group, from, to } = input;
  const { email, name, role, language, os, until, quantity, without } = input;
  const { reason, comment, request } = input;
  const named = { category, filter, benefit, benefits, user, users, except, group, from, to };
  const values = { email, name, role, language, os, until, quantity, without, reason, comment, request };
  return Object.fromEntries(Object.entries({ ...named, ...values }).filter(([, value]) => value !== undefined));
}

export const textReply = (says: TextReply['reply']): { view: TextReply } => ({ view: { kind: 'text', reply: says } });

export const peopleOf = (why: Refusal): string[] => [
  ...('person' in why ? [why.person] : []),
  ...('holders' in why ? why.holders : []),
  ...('ask' in why ? why.ask : []),
  ...('by' in why ? [why.by] : []),
  ...(why.reason === 'unknown-person' ? why.nearest : []),
];

/** The refusal as cards show it: with e-mail addresses in place of people's ids. */
export async function withAddresses(ports: Ports, why: Refusal): Promise<Refusal> {
  const refOf = await peopleById(ports, peopleOf(why));
  const emailOf = (id: string): string => refOf(id).email;
  const shown = {
    ...('person' in why ? { person: emailOf(why.person) } : {}),
    ...('holders' in why ? { holders: why.holders.map(emailOf) } : {}),
    ...('ask' in why ? { ask: why.ask.map(emailOf) } : {}),
    ...('by' in why ? { by: emailOf(why.by) } : {}),
  };
  return { ...why, ...shown };
}

/** A refusal with the names of everybody and everything in it, and what could be done instead. */
export async function refusal(
  context: Pick<CommandContext, 'ports' | 'command' | 'input'>,
  why: Refusal,
  next: readonly Act[] = [],
  others: RefusedView['others'] = [],
): Promise<{ view: RefusedView }> {
  const benefits = await benefitRefs(context.ports, [
    ...('benefit' in why && why.benefit ? [why.benefit] : []),
    ...('benefits' in why ? why.benefits : []),
    ...(why.reason === 'unknown-benefit' ? why.nearest : []),
    ...next.flatMap(({ slots }) => (typeof slots.benefit === 'string' ? [slots.benefit] : [])),
  ]);
  const shown = await withAddresses(context.ports, why);
  const people = await personRefsByEmail(context.ports, [shown, ...others.map((each) => each.why)].flatMap(peopleOf));
  return {
    view: {
      kind: 'refused',
      command: context.command,
      slots: slotsOf(context.input),
      refusal: shown,
      others,
      benefit: benefits.find((each) => 'benefit' in why && each.id === why.benefit) ?? null,
      person: people.find((each) => 'person' in shown && each.email === shown.person) ?? null,
      benefits,
      people,
      next,
      version: 'refused',
    },
  };
}

/** Names whom to ask instead: at most three admins. */
export async function notAllowed(context: CommandContext, next?: readonly Act[]): Promise<{ view: RefusedView }> {
  const admins = await context.ports.store.people.admins();
  const ask = admins.slice(0, 3).map((admin) => admin.id);
  return refusal(context, { reason: 'role', command: context.command, ask }, next);
}

/** The version on the buttons of a card that asks for something missing: marks their data as an answer. */
export const ASKS_VERSION = 'ask';

/** Several names, with the answer in place of the first unclear one. */
export function answered(several: readonly Named[], one: Named | undefined): Named[] {
  const unclear = several.findIndex((each) => typeof each !== 'string');
  return one === undefined || unclear < 0
    ? [...several]
    : several.map((each, index) => (index === unclear ? one : each));
}

/** The slots with the answers so far in place, so that the next answer is about the next unclear name. */
function settled(slots: Slots): Slots {
  const { user, users, benefit, benefits } = slots;
  const { user: _u, ...people } = { ...slots, ...(Array.isArray(users) && { users: answered(users, user) }) };
  const next = Array.isArray(users) ? people : slots;
  const { benefit: _b, ...things } = {
    ...next,
    ...(Array.isArray(benefits) && { benefits: answered(benefits, benefit) }),
  };
  return Array.isArray(benefits) ? things : next;
}

export const asking = (
  context: CommandContext,
  what: AskView['asking'],
  more: Partial<AskView> = {},
): { view: AskView } => ({
  view: {
    kind: 'ask',
    command: context.command,
    slots: settled(slotsOf(context.input)),
    asking: what,
    benefit: null,
    benefits: [],
    people: [],
    languages: [],
    systems: [],
    unknown: null,
    problem: null,
    mayAdd: false,
    version: ASKS_VERSION,
    ...more,
  },
});

export const confirming = (
  context: CommandContext,
  slots: Slots,
  version: string,
  more: Partial<ConfirmView>,
): { view: ConfirmView } => ({
  view: {
    kind: 'confirm',
    command: context.command,
    slots,
    benefit: null,
    people: [],
    from: null,
    to: null,
    email: null,
    name: null,
    role: null,
    remaining: null,
    quantity: null,
    leftOut: [],
    keys: null,
    import: null,
    activeOn: null,
    portal: null,
    reader: context.actor.email,
    changed: context.input.confirm === true,
    ...more,
    version,
  },
});

export const doneView = (command: Command, more: Partial<DoneView>): DoneView => ({
  kind: 'done',
  command,
  benefit: null,
  people: [],
  from: null,
  to: null,
  email: null,
  role: null,
  leftOut: [],
  remaining: null,
  quantity: null,
  activeOn: null,
  portal: null,
  mailWaits: false,
  undo: null,
  undone: null,
  import: null,
  version: 'done',
  ...more,
});

/** `undone`: the change that this undoes; a group may have been told of it. */
export const changed = (view: DoneView, undone: string | null = null): Reply => ({
  view,
  changed: true,
  undone,
  groupReply: {
    kind: 'text',
    reply: {
      says: 'done-in-group',
      command: view.command,
      benefit: view.benefit,
      people: view.to ? [view.to] : view.people,
    },
  },
});
