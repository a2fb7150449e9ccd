import { withOutbox } from '../outbox';
import type { PortalStep } from '../portal-step';
import type { Ports, Write } from '../ports';
import { type Seat, seatHolder, settle } from '../seat';
import { type Actor, done, notice } from './record';

/**
 * An admin has done these steps in Microsoft's portal. All are marked in one write, together with the seats that become
 * active; their holders are told. Steps that somebody else has marked or that are void are left out. Resolves to those
 * that were marked.
 */
export async function markDone(ports: Ports, actor: Actor, ids: readonly string[]): Promise<PortalStep[]> {
  for (;;) {
    const found = await Promise.all(ids.map((id) => ports.store.steps.get(id)));
    const open = found.filter((step) => step?.state === 'open').filter((step) => step !== null);
    const changes = await Promise.all(open.map((step) => marked(ports, actor, step)));
    if (changes.length === 0 || (await ports.store.applyAll(changes.flat()))) return open;
  }
}

async function marked(ports: Ports, actor: Actor, step: PortalStep): Promise<Write[]> {
  const { benefitId, seatId, alternateEmail } = step;
  const seat = await waitingSeat(ports, step);
  const active = seat && settle(seat, { portal: true }, { history: [], notices: [] });
  const benefit = await ports.store.benefits.get(benefitId);
  const entry = done(ports, actor, 'portal', {
    benefitId,
    person: step.email,
    detail: { seat: Number(seatId.slice(benefitId.length + 1)), step: step.kind },
  });
  const ready = notice(ports, {
    kind: 'portal-done',
    to: { id: step.person, email: step.email },
    alsoTo: alternateEmail ? [alternateEmail] : [],
    byMailToo: alternateEmail !== null,
    benefitId,
    seatId,
    causedBy: actor.id,
    facts: { by: actor.name, portal: 'done', portalUrl: benefit?.portalUrl ?? null },
  });
  const settled = { state: 'done' as const, settledBy: actor.id, settledAt: ports.clock.now().toISOString() };
  const after = withOutbox({ ...step, ...settled }, [entry], active?.state === 'active' ? [ready] : []);
  return [
    { of: 'steps', before: step, after },
    ...(seat && active ? [{ of: 'seats' as const, before: seat, after: active }] : []),
  ];
}

/** The seat that is active once Microsoft knows of it. */
async function waitingSeat(ports: Ports, step: PortalStep): Promise<Seat | null> {
  const seat = step.kind === 'assign' ? await ports.store.seats.get(step.seatId) : null;
  return seat?.portalStep && seatHolder(seat) === step.person ? seat : null;
}
