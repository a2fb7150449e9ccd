import { withOwnKey } from '../../benefits/actions/keys';
import { needsPortal } from '../../benefits/actions/seats';
import { benefitRef } from '../../benefits/benefit';
import type { Act } from '../../benefits/command';
import { personRef } from '../../benefits/person';
import type { Plan } from '../../benefits/plan';
import { extent } from '../../benefits/policy';
import type { Ports } from '../../benefits/ports';
import type { Refusal } from '../../benefits/refusal';
import type { PersonRef, PlanAct, PlanDoneView, PlanView } from '../../cards/views';
import { confirmed } from './confirmation';
import type { CommandContext, Reply } from './context';
import { type Checked, checkSteps, runStep } from './plan-run';
import { keyOf, type Step, stepsOf } from './plan-steps';
import { benefitRefs, notAllowed, peopleOf, personRefsByEmail, refusal, withAddresses } from './views';

const MINUTES = 15;
const PAGE = 25;

/**
 * Several acts asked once and done together. Each is atomic, together they are not: what fails is listed. An act that is
 * unclear is asked about first; the reply then says which one.
 */
export async function proposePlan(context: CommandContext, acts: readonly Act[], stored?: Plan): Promise<Reply> {
  const forbidden = acts.find(({ command }) => extent(command, context.person.role) !== 'all');
  if (forbidden) return notAllowed({ ...context, command: forbidden.command });
  const steps = await stepsOf(context, acts);
  if ('reply' in steps) return { ...steps.reply, asks: { acts, at: steps.at } };
  if (steps.length === 0) {
    const whom = acts[0]?.slots.user ?? acts[0]?.slots.from;
    const person = typeof whom === 'string' ? await context.ports.store.people.byEmail(whom) : null;
    if (person) return refusal(context, { reason: 'nothing-held', person: person.id });
  }
  const checked = await checkSteps(context.ports, context.actor, steps);
  const can = checked.filter(({ why }) => why === null);
  const facts = [acts, can.map(({ step, facts }) => [keyOf(step), facts])];
  const once = await confirmed({ ...context, command: acts[0]?.command ?? 'assign' }, facts, async (version) => {
    const plan = stored?.id ?? (await storePlan(context, acts));
    return {
      view: await planView(context, acts, checked, plan, version),
      asks: { acts: asListed(context, acts, can), at: 0 },
    };
  });
  return typeof once === 'string' ? perform(context, checked, once) : once;
}

/** The acts in the order of the card, for "the first one only"; what can't be done comes last. */
function asListed({ person }: CommandContext, acts: readonly Act[], can: readonly Checked[]): Act[] {
  const place = ({ command, slots }: Act): number => {
    const whom = slots.user ?? slots.to ?? slots.email;
    const email = whom === 'me' ? person.email : whom;
    const at = can.findIndex(
      ({ step }) =>
        step.command === command &&
        (!('benefit' in step) || step.benefit.id === slots.benefit) &&
        (!('person' in step) || step.person.email === email),
    );
    return at < 0 ? can.length : at;
  };
  return [...acts].sort((a, b) => place(a) - place(b));
}

/** The stored plan of a pressed button. */
export async function storedPlan(context: CommandContext, id: string): Promise<Reply> {
  const plan = await context.ports.store.plans.get(id);
  const lapsed = !plan || plan.expiresAt <= context.ports.clock.now().toISOString();
  if (lapsed || plan.by !== context.person.id) return refusal(context, { reason: 'stale' });
  return proposePlan(context, plan.acts, plan);
}

async function storePlan({ ports, person }: CommandContext, acts: readonly Act[]): Promise<string> {
  const id = ports.random.id();
  const expiresAt = new Date(ports.clock.now().getTime() + MINUTES * 60_000).toISOString();
  await ports.store.plans.insert({ id, version: 1, by: person.id, acts, expiresAt });
  return id;
}

async function planView(
  context: CommandContext,
  acts: readonly Act[],
  checked: readonly Checked[],
  plan: string,
  version: string,
): Promise<PlanView> {
  const { input } = context;
  const can = checked.flatMap(({ step, why }) => (why === null ? [step] : []));
  const cannot = checked.flatMap(({ step, why }) => (why ? [{ step, why }] : []));
  const { shown, benefits, people } = await notDone(
    context.ports,
    cannot.map(({ step, why }) => ({ act: actOf(step), why })),
  );
  const skip = Math.min(input.skip ?? 0, Math.max(0, can.length - 1));
  return {
    kind: 'plan',
    plan,
    command: acts[0]?.command ?? 'assign',
    acts: can.slice(skip, skip + PAGE).map(actOf),
    page: { skip, limit: PAGE, total: can.length },
    cannot: shown,
    seats: await seatsAfter(context, can),
    portal: can.some((step) => opensStep(context, step)),
    tooSoon: soonest(checked),
    losesOwnRole: can.some(
      (step) => step.command === 'set-role' && step.person.id === context.person.id && step.role !== 'admin',
    ),
    keyStays: await keyStays(context.ports, can),
    benefits,
    people,
    changed: input.confirm === true,
    version,
  };
}

async function perform(context: CommandContext, checked: readonly Checked[], once: string): Promise<Reply> {
  const { ports, actor, settings } = context;
  const done: Step[] = [];
  const failed: { step: Step; why: Refusal }[] = [];
  let portal = false;
  for (const { step, why: known } of checked) {
    const outcome = known ?? (await runStep(ports, actor, step, `${once}.${done.length}`));
    if (typeof outcome === 'object') failed.push({ step, why: outcome });
    else done.push(step);
    if (outcome === true) portal = true;
  }
  const { shown, benefits, people } = await notDone(
    ports,
    failed.map(({ step, why }) => ({ act: actOf(step), why })),
  );
  const view: PlanDoneView = {
    kind: 'plan-done',
    undone: false,
    done: done.map(actOf),
    failed: shown,
    seats: await seatsAfter(context, done, []),
    portal,
    mailWaits: !settings.mailGoes,
    undo: done.length > 0 ? { change: `${once}.*` } : null,
    benefits,
    people,
    version: 'done',
  };
  return { view, changed: true, groupReply: { kind: 'text', reply: { says: 'plan-in-group', plan: view } } };
}

/** The people who lose a seat with which they got a single-use key. */
async function keyStays(ports: Ports, steps: readonly Step[]): Promise<PersonRef[]> {
  const held = steps.flatMap((step) => {
    if (step.command !== 'unassign' && step.command !== 'reassign') return [];
    const person = step.command === 'unassign' ? step.person : step.from;
    return step.benefit.activation === 'keys' ? [{ benefit: step.benefit, person }] : [];
  });
  const seats = await Promise.all(held.map(({ benefit, person }) => ports.store.seats.held(benefit.id, person.id)));
  const keyed = await withOwnKey(
    ports,
    seats.filter((seat) => seat !== null),
  );
  const holders = new Set(keyed.map(({ holderKey }) => holderKey));
  return [...new Map(held.map(({ person }) => [person.id, person])).values()]
    .filter(({ id }) => holders.has(id))
    .map(personRef);
}

/** For each benefit, the latest day before which Microsoft may refuse a step. */
function soonest(checked: readonly Checked[]): PlanView['tooSoon'] {
  const days = new Map<string, PlanView['tooSoon'][number]>();
  for (const { step, tooSoon } of checked) {
    if (tooSoon === null || !('benefit' in step)) continue;
    const before = days.get(step.benefit.id)?.from ?? '';
    if (tooSoon > before) days.set(step.benefit.id, { benefit: benefitRef(step.benefit), from: tooSoon });
  }
  return [...days.values()];
}

const opensStep = ({ ports }: CommandContext, step: Step): boolean =>
  (step.command === 'unassign' || step.command === 'reassign' || (step.command === 'assign' && !step.prolongs)) &&
  needsPortal(ports, step.benefit);

/** Seats in use of each benefit that these steps touch; `ahead`: steps that are not done yet. */
async function seatsAfter(
  { ports }: CommandContext,
  steps: readonly Step[],
  ahead: readonly Step[] = steps,
): Promise<PlanView['seats']> {
  const benefits = new Map(
    steps.flatMap((step) =>
      step.command === 'assign' || step.command === 'unassign' ? [[step.benefit.id, step.benefit]] : [],
    ),
  );
  const ids = [...benefits.keys()];
  const used = await ports.store.seats.usedOfEach(ids);
  return ids.flatMap((id, index) => {
    const benefit = benefits.get(id);
    const more = ahead.filter((step) => step.command === 'assign' && !step.prolongs && step.benefit.id === id).length;
    const fewer = ahead.filter((step) => step.command === 'unassign' && step.benefit.id === id).length;
    if (!benefit) return [];
    return [{ benefit: benefitRef(benefit), used: (used[index] ?? 0) + more - fewer, quantity: benefit.quantity }];
  });
}

/** Acts that can't be done, with their reasons and the names in them, as cards show them. */
export async function notDone(ports: Ports, failed: readonly { act: PlanAct; why: Refusal }[]) {
  const shown = await Promise.all(failed.map(async ({ act, why }) => ({ act, why: await withAddresses(ports, why) })));
  const benefits = failed.flatMap(({ why }) => ('benefits' in why ? why.benefits : []));
  const emails = shown.flatMap(({ why }) => peopleOf(why));
  return {
    shown,
    benefits: await benefitRefs(ports, benefits),
    people: await personRefsByEmail(ports, emails),
  };
}

const actOf = (step: Step): PlanAct => ({
  command: step.command,
  benefit: 'benefit' in step ? benefitRef(step.benefit) : null,
  person: 'person' in step ? personRef(step.person) : null,
  from: 'from' in step ? personRef(step.from) : null,
  email: 'email' in step ? step.email : 'change' in step ? (step.change.email ?? null) : null,
  name: step.command === 'add-user' ? step.person.name : 'change' in step ? (step.change.name ?? null) : null,
  role: 'role' in step ? step.role : step.command === 'add-user' ? step.person.role : null,
  until: 'until' in step ? step.until : null,
  prolongs: 'prolongs' in step && step.prolongs,
  quantity: 'quantity' in step ? step.quantity : null,
});
