import type { Store } from '../benefits/ports';
import { addDays, dayOf } from '../benefits/time';
import type { Language } from '../language';
import type { Settings } from '../settings';

/** The last lines on the terminal, in plain words. */
export async function welcome({
  settings,
  store,
  url,
  today,
  language,
}: {
  settings: Settings;
  store: Store;
  url: string;
  today: Date;
  language(): Promise<Language>;
}): Promise<string> {
  if (settings.mode === 'production')
    return `The Partner Benefits bot listens on ${url}; Teams reaches it under ${settings.publicUrl}/api/messages.`;
  const names = await language();
  const membership = await store.membership.get('membership');
  const benefits = await store.benefits.page({ today: dayOf(today) }, { skip: 0, limit: 40 });
  const people = await store.people.page({ skip: 0, limit: 100 });
  const key = benefits.find((each) => each.activation === 'keys' && each.expiresOn > addDays(dayOf(today), 1));
  // One whose name alone says which it is, so that the sentence is answered at once.
  const seat = benefits.find(
    (each) => each.activation === 'assign' && names.parse(`show ${each.nameEn}`).slots.benefit === each.id,
  );
  const employee = people.find((each) => each.role === 'employee');
  const tries = [
    'show all benefits',
    ...(key ? [`key for ${key.nameEn}`] : ['help']),
    ...(seat && employee ? [`assign ${seat.nameEn} to ${employee.name}`] : ['membership']),
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
