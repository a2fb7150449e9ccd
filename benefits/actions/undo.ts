import type { Benefit } from '../benefit';
import type { Role } from '../command';
import type { HistoryAction, HistoryEntry, Undo } from '../history';
import { withOutbox } from '../outbox';
import { newPerson, type PersonSummary } from '../person';
import type { Ports } from '../ports';
import { isRefusal, type Refusal } from '../refusal';
import { handOver, release, type Seat, seatHolder } from '../seat';
import type { StepChange } from '../step-change';
import { companyDay } from '../time';
import { OPEN_END, prolonged } from './assign';
import { removePerson, setRole } from './people';
import { type Actor, done, emptyOutboxes } from './record';
import { reopen } from './requests';
import {
  activationBlocker,
  emptied,
  farewell,
  grantTo,
  offerNext,
  portalSteps,
  stepsLeft,
  summaryOf,
  welcome,
} from './seats';
import { setQuantity } from './set-quantity';
import { updatePerson } from './update-person';

/** Entries that accompany a change or only show something: they can't be undone. */
const ASIDE: ReadonlySet<HistoryAction> = new Set([
  'keys',
  'export',
  'approve',
  'decline',
  'request',
  'portal',
  'review',
  'resend',
  'link',
]);

/** An import with more changes of seats and roles is not undone. */
export const IMPORT_UNDO_LIMIT = 200;

export type Undoable = HistoryEntry & { undo: Undo };

/** How many of the actor's last entries are searched for a change. */
const LOOKED_AT = 20;

/**
 * The change that a button names, or the actor's last one with the entries around it, newest first. Empty: there is none.
 */
export async function lastChange(
  { store }: Pick<Ports, 'store'>,
  actor: Actor,
  named: string | null,
): Promise<readonly HistoryEntry[]> {
  const look = async () => {
    if (named === null)
      return store.history.page({ who: { as: 'actor', email: actor.email } }, { skip: 0, limit: LOOKED_AT });
    const entry = await store.history.get(named);
    return entry ? [entry] : [];
  };
  const known = named === null ? [] : await look();
  if (known.length > 0) return known;
  // Empty all outboxes before searching for the latest change.
  await emptyOutboxes(store);
  const found = await look();
  return found.slice(
    Math.max(
      0,
      found.findIndex((each) => isChange(each, actor, false)),
    ),
  );
}

const isChange = ({ actor: by, outcome, command }: HistoryEntry, actor: Actor, named: boolean): boolean =>
  // Changes that the bot made on its own can be undone by any admin who sees them.
  (by === actor.email || (named && by === 'system')) && outcome === 'done' && !ASIDE.has(command);

/** Nobody can undo another admin's change. */
export function undoable(actor: Actor, entry: HistoryEntry | undefined): Undoable | Refusal {
  if (!entry?.undo || !isChange(entry, actor, true)) return { reason: 'nothing-to-undo' };
  return { ...entry, undo: entry.undo };
}

/** What was undone; for a seat, whose it was or is again. */
export interface Undone {
  entry: HistoryEntry;
  /** The steps left to do in Microsoft's portal. */
  steps: readonly StepChange[];
  benefit: Benefit | null;
  person: PersonSummary | null;
}

/** The id of the undo's entry, derived from the change: nothing is undone twice. */
export const undoId = (change: string): string => `undo.${change}`;

/** Undoes a change, with history and notices of its own, unless the same thing changed since. */
export async function undo(ports: Ports, actor: Actor, entry: Undoable): Promise<Undone | Refusal> {
  const how = entry.undo;
  const about = { benefitId: entry.benefitId, person: entry.person, detail: { of: entry.command, change: entry.id } };
  const trace = done(ports, actor, 'undo', { ...about, id: undoId(entry.id) });
  const outcome =
    'seatId' in how
      ? await undoSeat(ports, actor, entry, how, trace)
      : await undoOther(ports, actor, entry, how, trace);
  // A delivery status may have been written meanwhile: check again.
  if (outcome === 'stale') return undo(ports, actor, entry);
  return isRefusal(outcome) || 'steps' in outcome
    ? outcome
    : { entry: outcome, steps: [], benefit: null, person: null };
}

type Outcome = HistoryEntry | Refusal | 'stale';

function undoOther(
  ports: Ports,
  actor: Actor,
  entry: HistoryEntry,
  how: Exclude<Undo, { seatId: string }>,
  trace: HistoryEntry,
): Promise<Outcome> {
  switch (how.kind) {
    case 'add-user':
      return removePerson(ports, actor, how.person, trace);
    case 'set-role':
      return undoRole(ports, actor, entry, how, trace);
    case 'update-user':
      return undoUpdate(ports, actor, entry, how, trace);
    case 'remove-user':
      return undoRemoval(ports, entry, how, trace);
    case 'set-quantity':
      return undoQuantity(ports, actor, entry, how, trace);
  }
}

async function undoUpdate(
  ports: Ports,
  actor: Actor,
  { detail }: HistoryEntry,
  how: Extract<Undo, { kind: 'update-user' }>,
  trace: HistoryEntry,
): Promise<Outcome> {
  const person = await ports.store.people.get(how.person);
  const same = person?.name === (detail.name ?? how.name) && person.email === (detail.email ?? how.email);
  if (!person || !same) return { reason: 'undo-too-late' };
  const outcome = await updatePerson(ports, actor, person, { name: how.name, email: how.email }, trace);
  return isRefusal(outcome) && outcome.reason === 'stale' ? 'stale' : outcome;
}

/** The person is back as they were, with the same id: what refers to them finds them again. Chats are made anew. */
async function undoRemoval(
  ports: Ports,
  { person: email }: HistoryEntry,
  how: Extract<Undo, { kind: 'remove-user' }>,
  trace: HistoryEntry,
): Promise<Outcome> {
  if (email === null) return { reason: 'undo-too-late' };
  const person = withOutbox(newPerson({ ...how.entry, id: how.person, email }), [trace]);
  if (!(await ports.store.people.insert(person))) return { reason: 'undo-too-late' };
  await ports.store.catalogue.bump();
  return trace;
}

async function undoQuantity(
  ports: Ports,
  actor: Actor,
  { detail }: HistoryEntry,
  how: Extract<Undo, { kind: 'set-quantity' }>,
  trace: HistoryEntry,
): Promise<Outcome> {
  const benefit = await ports.store.benefits.get(how.benefit);
  if (!benefit || benefit.quantity !== detail.after) return { reason: 'undo-too-late' };
  const outcome = await setQuantity(ports, actor, benefit, how.quantity, trace);
  return isRefusal(outcome) && outcome.reason === 'stale' ? 'stale' : outcome;
}

async function undoRole(
  ports: Ports,
  actor: Actor,
  entry: HistoryEntry,
  how: Extract<Undo, { kind: 'set-role' }>,
  trace: HistoryEntry,
): Promise<Outcome> {
  const person = await ports.store.people.get(how.person);
  if (!person || person.role !== entry.detail.after) return { reason: 'undo-too-late' };
  const outcome = await setRole(ports, actor, person, how.role as Role, trace);
  return isRefusal(outcome) && outcome.reason === 'stale' ? 'stale' : outcome;
}

async function undoSeat(
  ports: Ports,
  actor: Actor,
  entry: HistoryEntry,
  how: Extract<Undo, { seatId: string }>,
  trace: HistoryEntry,
): Promise<Undone | Refusal | 'stale'> {
  const found = await ports.store.seats.get(how.seatId);
  const now = how.kind === 'unassign' ? null : how.kind === 'reassign' ? how.to : how.holder;
  const sameHolder = found !== null && seatHolder(found) === now;
  if (!found || !sameHolder || !(await unchangedSince(ports, actor, found, entry))) return { reason: 'undo-too-late' };
  // Steps at Microsoft that the change opened are known by then.
  const seat = await emptied(ports, found);
  const back = await takenBack(ports, actor, seat, how, trace, entry.detail.since !== undefined);
  if ('reason' in back) return back;
  const { after, benefit, person } = back;
  const outcome = await ports.store.seats.replace(seat, after);
  if (outcome === 'stale') return 'stale';
  if (outcome !== 'done') return { reason: 'undo-too-late' };
  if (how.kind === 'assign' || how.kind === 'prolong') await reopen(ports, actor, seat.benefitId, person);
  return { entry: trace, steps: stepsLeft(seat, after), benefit, person };
}

/**
 * The version alone does not tell, since delivery statuses raise it too: the seat is unchanged if its latest change in
 * the history is this one.
 */
async function unchangedSince(ports: Ports, actor: Actor, seat: Seat, entry: HistoryEntry): Promise<boolean> {
  // Entries in the outbox are newer than the history, or are the change itself.
  const latest = latestStanding();
  const carried = [...seat.outbox.history].reverse().find(latest);
  if (carried) return carried.id === entry.id;
  const byActor = seat.assignedBy === actor.id || entry.detail.by === 'import';
  const sameEnd = entry.undo?.kind !== 'prolong' || entry.detail.until === (seat.until ?? OPEN_END);
  if (seat.state !== 'free') return seat.since !== null && seat.since <= entry.at && byActor && sameEnd;
  const later = await ports.store.history.page({ benefitId: seat.benefitId }, { skip: 0, limit: 500 });
  const last = later.filter(({ outcome, detail }) => outcome === 'done' && detail.seat === seat.number).find(latest);
  return last?.id === entry.id;
}

/** Finds, newest first, the change that was not undone since. */
function latestStanding(): (entry: HistoryEntry) => boolean {
  const undone = new Set<unknown>();
  return ({ id, command, detail }) => {
    if (command === 'undo') undone.add(detail.change);
    return command !== 'undo' && !undone.has(id) && !ASIDE.has(command);
  };
}

/** `recorded`: an import only recorded the assignment, which nobody was told of. */
async function takenBack(
  ports: Ports,
  actor: Actor,
  seat: Seat,
  how: Extract<Undo, { seatId: string }>,
  trace: HistoryEntry,
  recorded: boolean,
): Promise<{ after: Seat; benefit: Benefit | null; person: PersonSummary } | Refusal> {
  const entryWith = (more: HistoryEntry['detail']) => ({
    ...trace,
    detail: { ...trace.detail, ...more, seat: seat.number },
  });
  const benefit = await ports.store.benefits.get(seat.benefitId);
  const { alternateEmail } = seat;
  if (how.kind === 'assign') {
    const person = await summaryOf(ports, how.holder);
    const after = release(seat, {
      history: [entryWith({})],
      notices: [
        ...(recorded ? [] : [farewell(ports, 'taken-back', actor, seat, person)]),
        ...(await offerNext(ports, seat.benefitId)),
      ],
      steps: recorded ? [] : portalSteps(ports, benefit, seat, { remove: { person, alternateEmail } }),
    });
    return { after, benefit, person };
  }
  const holder = await ports.store.people.get(how.holder);
  if (!benefit || !holder) return { reason: 'undo-too-late' };
  if (how.kind === 'prolong') {
    const { until } = how;
    if (until !== null && until < companyDay(ports)) return { reason: 'undo-too-late' };
    const notices = [prolonged(ports, actor, seat, holder, until)];
    return { after: withOutbox({ ...seat, until }, [entryWith({})], notices), benefit, person: holder };
  }
  const blocker = await activationBlocker(ports, benefit);
  if (blocker) return blocker;
  if (await ports.store.seats.held(benefit.id, holder.id)) return { reason: 'undo-too-late' };
  const isOver = how.until != null && how.until < companyDay(ports);
  const grant = await grantTo(ports, benefit, actor, holder, how.alternateEmail, isOver ? null : how.until);
  const assign = { person: holder, alternateEmail: how.alternateEmail };
  const notices = [welcome(ports, benefit, actor, seat.id, holder, grant)];
  if (how.kind !== 'reassign') {
    const steps = portalSteps(ports, benefit, seat, { assign });
    const after = handOver(seat, grant, { history: [entryWith({})], notices, steps });
    return { after, benefit, person: holder };
  }
  const from = await summaryOf(ports, how.to);
  notices.unshift(farewell(ports, 'moved-away', actor, seat, from, { to: holder.name }));
  const steps = portalSteps(ports, benefit, seat, { remove: { person: from, alternateEmail }, assign });
  const after = handOver(seat, grant, { history: [entryWith({ to: holder.email })], notices, steps });
  return { after, benefit, person: holder };
}
