import { emptyOutbox } from '../benefits/outbox';
import { cancelOut, type PortalStep } from '../benefits/portal-step';
import { type Seat, seatHolder, settle } from '../benefits/seat';
import type { StepChange } from '../benefits/step-change';
import type { Collection } from './engine';
import { QUERIES } from './queries';

const ALL = 2 ** 31 - 1;

const stepOf = (change: StepChange): PortalStep => ({
  ...change,
  ...emptyOutbox,
  version: 1,
  state: 'open',
  settledBy: null,
  settledAt: null,
});

/**
 * Opens the step of a change, or makes the opposite one void that nobody has done yet. Idempotent: the void step names
 * the change, so that a repetition after a crash finds what was done.
 */
export async function openStep(
  steps: Collection<PortalStep>,
  seats: Collection<Seat>,
  change: StepChange,
): Promise<void> {
  while ((await steps.get(change.id)) === null) {
    const known = await steps.find({ ...QUERIES.steps.ofPerson(change.benefitId, change.person), limit: ALL });
    const settled = { state: 'void', settledBy: change.id, settledAt: change.at } as const;
    const opposite = known.find((step) => cancelOut(step, change));
    const voided =
      known.some((step) => step.settledBy === change.id) ||
      (opposite && (await steps.replaceIf(opposite.id, opposite.version, { ...opposite, ...settled })) === 'done');
    if (voided) {
      if (change.kind === 'assign') await activate(seats, change);
      await steps.insert({ ...stepOf(change), ...settled });
    } else if (!opposite) await steps.insert(stepOf(change));
  }
}

/** Microsoft's portal still shows the holder: the seat waits for nothing there. */
async function activate(seats: Collection<Seat>, { seatId, person }: StepChange): Promise<void> {
  for (;;) {
    const seat = await seats.get(seatId);
    if (!seat?.portalStep || seatHolder(seat) !== person) return;
    const after = settle(seat, { portal: true }, { history: [], notices: [] });
    if ((await seats.replaceIf(seat.id, seat.version, after)) === 'done') return;
  }
}
