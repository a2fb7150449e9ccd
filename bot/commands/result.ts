import { portalLeft } from '../../benefits/actions/left-to-do';
import { madeBefore } from '../../benefits/actions/record';
import { lastChange, undoId } from '../../benefits/actions/undo';
import { benefitRef } from '../../benefits/benefit';
import { seatHolder, seatId } from '../../benefits/seat';
import type { DoneView } from '../../cards/views';
import type { CommandContext } from './context';
import { addedOnTheWay } from './undo';
import { doneView, personRefsByEmail } from './views';

const OF_SEATS = ['assign', 'unassign', 'reassign', 'undo'] as const;
const MOST_STEPS = 500;

/** The result of the actor's change of one seat, with what is left of it to do by now. Null: there is none with this id. */
export async function resultNow(context: CommandContext, change: string): Promise<DoneView | null> {
  const { ports, actor, settings } = context;
  const { store } = ports;
  const [entry] = await lastChange(ports, actor, change);
  const command = OF_SEATS.find((each) => each === entry?.command);
  const benefit = entry?.benefitId ? await store.benefits.get(entry.benefitId) : null;
  if (!entry || !command || !benefit || entry.actor !== actor.email) return null;
  const { person: email, detail } = entry;
  const other = [detail.from, detail.to].find((each) => typeof each === 'string') ?? null;
  const forth = (detail.of ?? command) === 'unassign' ? [other, email] : [email, other];
  const [gets, loses] = command === 'undo' ? forth.reverse() : forth;
  const id = seatId(benefit.id, Number(detail.seat));
  const [seat, open, [person = null, from = null], [undone = null], used] = await Promise.all([
    store.seats.get(id),
    store.steps.open(benefit.id, { skip: 0, limit: MOST_STEPS }),
    personRefsByEmail(
      ports,
      [email, other].filter((each) => each !== null),
    ),
    command === 'undo' ? lastChange(ports, actor, String(detail.change)) : [],
    store.seats.used(benefit.id),
  ]);
  const steps = open.filter(
    (step) => step.seatId === id && step.at >= entry.at && step.email === (step.kind === 'assign' ? gets : loses),
  );
  const held = seat && seatHolder(seat) && command !== 'unassign';
  const isMove = command === 'reassign';
  return doneView(command, {
    benefit: benefitRef(benefit),
    people: person && !isMove ? [person] : [],
    ...(isMove ? { to: person, from } : {}),
    email: held ? seat.alternateEmail : null,
    until: typeof detail.until === 'string' ? detail.until : null,
    ...(isMove || command === 'undo' ? {} : { remaining: benefit.quantity - used, quantity: benefit.quantity }),
    activeOn: held ? seat.activatesOn : null,
    reader: actor.email,
    mailWaits: !settings.mailGoes,
    portal: portalLeft(steps, [benefit]),
    undo: command === 'undo' || (await madeBefore(ports, undoId(entry.id))) ? null : { change: entry.id },
    undone,
    added: await addedOnTheWay(context, undone ? [undone] : []),
  });
}
