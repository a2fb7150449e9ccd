import { keyLeft, portalLeft } from '../benefits/actions/left-to-do';
import { placeInLine } from '../benefits/actions/requests';
import { benefitRef } from '../benefits/benefit';
import { type PersonSummary, personRef } from '../benefits/person';
import type { PortalStep } from '../benefits/portal-step';
import type { Ports } from '../benefits/ports';
import type { SeatRequest } from '../benefits/request';
import type { Seat } from '../benefits/seat';
import type { RequestRow } from '../cards/views';

/** How a request stands. `reader`: the admin who sees it; null: whoever asked. */
export async function requestRow(
  ports: Pick<Ports, 'store' | 'rules'>,
  request: SeatRequest,
  reader: PersonSummary | null,
): Promise<RequestRow> {
  const { store } = ports;
  const { benefitId: id, person, state, settledBy } = request;
  const [benefit, asking, settling, used, held] = await Promise.all([
    store.benefits.get(id),
    store.people.get(person),
    settledBy === null ? null : store.people.get(settledBy),
    store.seats.used(id),
    store.seats.held(id, person),
  ]);
  const quantity = benefit?.quantity ?? 0;
  const who = asking ? personRef(asking) : { email: person, name: person };
  const change = settledBy === reader?.id ? request.change : null;
  return {
    id: request.id,
    benefit: benefit ? benefitRef(benefit) : { id, nameEn: id, nameFr: id },
    person: who,
    askedAt: request.askedAt,
    state,
    why: request.why,
    place: await placeInLine(ports, request),
    settledBy: settling && personRef(settling),
    used,
    quantity,
    full: used >= quantity && held === null,
    left:
      reader && benefit && held && state === 'approved'
        ? {
            portal: portalLeft(await openSteps(ports, held), [benefit]),
            giveKey: keyLeft(ports, reader, benefit, [who]),
            undo: change === null ? null : { change },
          }
        : null,
  };
}

async function openSteps({ store }: Pick<Ports, 'store'>, held: Seat): Promise<readonly PortalStep[]> {
  await store.outbox.drainOne('seats', held);
  return store.steps.openOf(held.benefitId, held.holderKey);
}
