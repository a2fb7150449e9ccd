import { type Activation, type Benefit, benefitBlocker } from '../benefit';
import { canonicalEmail } from '../email';
import type { HistoryEntry } from '../history';
import { membershipBlocker } from '../membership';
import type { Notice } from '../notice';
import { emptyOutbox } from '../outbox';
import type { Person, PersonSummary } from '../person';
import type { Ports } from '../ports';
import type { Refusal } from '../refusal';
import type { Grant, Seat } from '../seat';
import type { StepChange } from '../step-change';
import { addWorkdays, companyDay, type Day } from '../time';
import { type Actor, notice } from './record';

/** Shared by assign, reassign and unassign: preconditions, grants and notices. */

/** Why seats and keys of this benefit can't be activated today, or null. */
export async function activationBlocker(ports: Ports, benefit: Benefit): Promise<Refusal | null> {
  const membership = await ports.store.membership.get('membership');
  const day = companyDay(ports);
  return membershipBlocker(membership, day, ports.rules.graceDays) ?? benefitBlocker(benefit, day);
}

/** Benefits that Microsoft's own page must be told about too: it offers no programming interface for them. */
export const needsPortal = (ports: Pick<Ports, 'rules'>, benefit: Benefit): boolean =>
  ports.rules.portalStep && AT_PORTAL.includes(benefit.activation);

const AT_PORTAL: readonly Activation[] = ['assign', 'assign-with-email', 'redeem'];

/** What to do at Microsoft: a seat goes from one person, to another, or both. */
export function portalSteps(
  ports: Pick<Ports, 'clock' | 'random' | 'rules'>,
  benefit: Benefit | null,
  seat: Pick<Seat, 'id' | 'benefitId'>,
  people: Partial<Record<StepChange['kind'], { person: PersonSummary; alternateEmail: string | null }>>,
): StepChange[] {
  if (!benefit || !needsPortal(ports, benefit)) return [];
  return (['remove', 'assign'] as const).flatMap((kind) => {
    const whose = people[kind];
    if (!whose) return [];
    const { id: person, name, email } = whose.person;
    return {
      id: ports.random.id(),
      kind,
      benefitId: seat.benefitId,
      seatId: seat.id,
      person,
      name,
      email,
      alternateEmail: whose.alternateEmail,
      at: ports.clock.now().toISOString(),
    };
  });
}

/** The steps of a change that need doing: nobody is removed who was never assigned there, nor assigned who still is. */
export const stepsLeft = (before: Pick<Seat, 'outbox' | 'portalStep'>, after: Seat): readonly StepChange[] =>
  after.outbox.steps
    .slice(before.outbox.steps.length)
    .filter(({ kind }) => (kind === 'remove' ? !before.portalStep : after.portalStep));

/** For a notice to admins about a released seat: it must be removed at Microsoft too. */
export const stepFact = (seat: Seat, steps: readonly StepChange[]): Notice['facts'] =>
  steps.length > 0 && !seat.portalStep ? { portal: 'todo' } : {};

/** Microsoft's portal still shows this person as the holder: nobody has removed them there yet. */
async function stillAtPortal(ports: Ports, benefit: Benefit, person: string, email: string | null): Promise<boolean> {
  const open = await ports.store.steps.openOf(benefit.id, person);
  return open.some((step) => step.kind === 'remove' && step.alternateEmail === email);
}

/** First day on which a support contract is active; null: at once. Ignores public holidays. */
export function activationDay(ports: Ports, benefit: Benefit): Day | null {
  if (benefit.activation !== 'assign-with-email' || ports.rules.supportActivationWorkdays <= 0) return null;
  return addWorkdays(companyDay(ports), ports.rules.supportActivationWorkdays);
}

/**
 * Checks the other address of a support contract: it must differ from the company's account address and from the
 * person's own (Partner Center, "Assign a support benefit").
 */
export async function otherAddress(
  ports: Ports,
  benefit: Benefit,
  ownEmail: string,
  typed: string | null,
): Promise<{ email: string | null } | Refusal> {
  if (benefit.activation !== 'assign-with-email') return { email: null };
  if (typed === null || typed.trim() === '') return { reason: 'no-other-email', benefit: benefit.id };
  const email = canonicalEmail(typed);
  if (email === null) return { reason: 'bad-email', typed };
  const membership = await ports.store.membership.get('membership');
  if (membership && canonicalEmail(membership.accountEmail) === email) return { reason: 'email-is-account', email };
  if (email === ownEmail) return { reason: 'email-is-own', email };
  return { email };
}

export const grantTo = async (
  ports: Ports,
  benefit: Benefit,
  actor: Pick<Actor, 'id'>,
  holder: Pick<PersonSummary, 'id'>,
  email: string | null,
  until: Day | null = null,
): Promise<Grant> => ({
  until,
  holder: holder.id,
  alternateEmail: email,
  by: actor.id,
  at: ports.clock.now().toISOString(),
  activatesOn: activationDay(ports, benefit),
  portalStep: needsPortal(ports, benefit) && !(await stillAtPortal(ports, benefit, holder.id, email)),
});

/**
 * Empties the seat's outbox before the seat is reassigned or released: a confirmation pressed twice is then recognized
 * by the history.
 */
export async function emptied(ports: Ports, seat: Seat): Promise<Seat> {
  if (seat.pending === 0) return seat;
  await ports.store.outbox.drainOne('seats', seat);
  return { ...seat, ...emptyOutbox };
}

/** The person with this id. One who has left the list is named by the id. */
export const summaryOf = async (ports: Pick<Ports, 'store'>, id: string): Promise<PersonSummary> =>
  (await ports.store.people.get(id)) ?? { id, email: id, name: id };

/** The notice for the new holder. For support it goes to both addresses, by mail and in Teams. */
export function welcome(
  ports: Ports,
  benefit: Benefit,
  actor: Actor,
  seat: string,
  holder: PersonSummary,
  grant: Grant,
  more: Notice['facts'] = {},
): Notice {
  const support = benefit.activation === 'assign-with-email';
  return notice(ports, {
    kind: support ? (grant.activatesOn === null ? 'support-active' : 'support-pending') : 'assigned',
    to: holder,
    alsoTo: grant.alternateEmail ? [grant.alternateEmail] : [],
    byMailToo: support,
    benefitId: benefit.id,
    seatId: seat,
    causedBy: actor.id,
    facts: {
      by: actor.name,
      portal: grant.portalStep ? 'todo' : 'done',
      portalUrl: benefit.portalUrl,
      day: grant.activatesOn,
      alternate: grant.alternateEmail,
      until: grant.until,
      ...(ports.rules.holderKeys && benefit.activation === 'keys' ? { ownKey: 'yes' } : {}),
      ...more,
    },
  });
}

export const farewell = (
  ports: Ports,
  kind: 'taken-back' | 'moved-away',
  actor: Actor,
  seat: Seat,
  holder: PersonSummary,
  more: Notice['facts'] = {},
): Notice =>
  notice(ports, {
    kind,
    to: holder,
    alsoTo: seat.alternateEmail ? [seat.alternateEmail] : [],
    byMailToo: seat.alternateEmail !== null,
    benefitId: seat.benefitId,
    seatId: seat.id,
    causedBy: actor.id,
    facts: { by: actor.name, ...more },
  });

/** Offers the first person on the waiting list to the admins when a seat becomes free. */
export async function offerNext(
  ports: Pick<Ports, 'clock' | 'random' | 'store'>,
  benefitId: string,
): Promise<Notice[]> {
  const [next] = await ports.store.requests.waiting(benefitId);
  if (!next) return [];
  const [admins, { name }] = await Promise.all([ports.store.people.admins(), summaryOf(ports, next.person)]);
  return admins.map((admin) =>
    notice(ports, { kind: 'seat-came-back', to: admin, benefitId, facts: { request: next.id, from: name } }),
  );
}

/** The other admins hear that somebody gave a seat back, and who is next in line. */
export async function givenBack(
  ports: Ports,
  actor: Actor,
  benefitId: string,
  more: Notice['facts'],
): Promise<Notice[]> {
  const [[next], admins] = await Promise.all([ports.store.requests.waiting(benefitId), ports.store.people.admins()]);
  const to = next ? (await summaryOf(ports, next.person)).name : null;
  return admins
    .filter((admin) => admin.id !== actor.id)
    .map((admin) =>
      notice(ports, {
        kind: 'given-back',
        to: admin,
        benefitId,
        facts: { from: actor.name, to, ...(next ? { request: next.id } : {}), ...more },
      }),
    );
}

export interface Change {
  seat: Seat;
  entry: HistoryEntry;
  /** The steps left to do in Microsoft's portal. */
  steps: readonly StepChange[];
}

export const actorOf = (person: Person): Actor => ({
  id: person.id,
  email: person.email,
  name: person.name,
  role: person.role,
  aadObjectId: person.aadObjectId,
});
