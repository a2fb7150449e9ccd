import { type Benefit, benefitBlocker } from '../benefits/benefit';
import type { Person } from '../benefits/person';
import type { Store } from '../benefits/ports';
import { dayOf } from '../benefits/time';
import type { Settings } from '../settings';

/** The last lines on the terminal, in plain words. */
export async function welcome({
  settings,
  store,
  url,
  today,
}: {
  settings: Settings;
  store: Store;
  url: string;
  today: Date;
}): Promise<string> {
  if (settings.mode === 'production')
    return `The Partner Benefits bot listens on ${url}; Teams reaches it under ${settings.publicUrl}/api/messages.`;
  const membership = await store.membership.get('membership');
  const day = dayOf(today);
  const benefits = await store.benefits.page({ today: day }, { skip: 0, limit: 40 });
  const usable = benefits.filter((each) => benefitBlocker(each, day) === null);
  const key = usable.find((each) => each.activation === 'keys');
  // One whose name does not stand within another's, so that the sentence is answered at once.
  const seat = usable.find(
    (each) =>
      each.activation === 'assign' &&
      each.used < each.quantity &&
      !benefits.some((other) => other !== each && wordsOf(each).every((word) => wordsOf(other).includes(word))),
  );
  const employee = seat && (await somebodyWithout(seat, store));
  const tries = [
    'show all benefits',
    ...(key ? [`key for ${key.nameEn}`] : ['help']),
    ...(employee ? [`assign ${seat.nameEn} to ${employee.name}`] : ['membership']),
  ];
  return [
    '',
    `The Partner Benefits bot is running on this machine alone${membership ? `, for ${membership.company}` : ', with no company yet'}.`,
    'Local mode: nobody signs in, so anyone who can use this computer can use it.',
    ...(settings.localClient ? ['', `  Open   ${url}/local/`] : ['', `  It answers at   ${url}/api/messages`]),
    `  Type   ${tries.map((each) => `“${each}”`).join('\n         ')}`,
    '',
  ].join('\n');
}

const wordsOf = ({ nameEn }: Benefit): string[] => nameEn.toLowerCase().split(/\s+/);

async function somebodyWithout(benefit: Benefit, store: Store): Promise<Person | undefined> {
  for (const person of await store.people.page({ skip: 0, limit: 100 }))
    if (person.role === 'employee' && !(await store.seats.held(benefit.id, person.id))) return person;
  return undefined;
}
