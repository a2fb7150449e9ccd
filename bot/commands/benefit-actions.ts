import { settled } from '../../benefits/actions/requests';
import type { Benefit } from '../../benefits/benefit';
import type { BenefitAction } from '../../cards/views';
import type { CommandContext } from './context';

/** Benefits that this reader has asked for and waits for; admins assign instead. */
export async function askedFor({ ports, place, person }: CommandContext): Promise<ReadonlySet<string>> {
  const requests = place === 'group' || person.role === 'admin' ? [] : await ports.store.requests.ofPerson(person.id);
  return new Set(requests.filter((each) => !settled(each)).map(({ benefitId }) => benefitId));
}

/** What this reader may do with the benefit. */
export function actionsOf(
  { person, place, extent }: Pick<CommandContext, 'person' | 'place' | 'extent'>,
  benefit: Benefit,
  now: { used: number; hasKeys: boolean; mine: boolean; asked: boolean; blocked: boolean },
): BenefitAction[] {
  if (place === 'group') return [];
  const { used } = now;
  const full = used >= benefit.quantity;
  const request: BenefitAction[] =
    now.mine || now.blocked ? [] : [now.asked ? 'withdraw' : full ? 'waiting-list' : 'request'];
  if (person.role === 'employee') return request;
  const holders: BenefitAction[] = used > 0 ? ['assignments'] : [];
  if (person.role === 'viewer' || extent !== 'all') return [...holders, ...request, 'history'];
  const forOneself = benefit.activation === 'self-assign';
  const assign: BenefitAction[] = forOneself ? (now.mine ? [] : ['assign-me']) : ['assign'];
  return [
    ...(now.hasKeys && !now.blocked ? (['keys'] as const) : []),
    ...(now.blocked || full ? [] : assign),
    ...holders,
    ...(full && !now.blocked ? (['requests'] as const) : []),
    ...(used > 0 && !now.blocked && !forOneself ? (['reassign'] as const) : []),
    ...(used > 0 ? (['unassign'] as const) : []),
    'history',
  ];
}
