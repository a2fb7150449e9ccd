import type { Store } from '../benefits/ports';
import type { Day } from '../benefits/time';
import type { Settings } from '../settings';
import { suggestions } from './commands/suggestions';

/** The lines that the terminal shows once the bot is ready. */
export async function welcome({
  settings,
  store,
  url,
  today,
}: {
  settings: Settings;
  store: Store;
  url: string;
  today: Day;
}): Promise<string> {
  if (settings.mode === 'production')
    return `The Partner Benefits bot listens on ${url}; Teams reaches it under ${settings.publicUrl}/api/messages.`;
  const membership = await store.membership.get('membership');
  const admin = (await store.people.page({ skip: 0, limit: 100 })).find(({ role }) => role === 'admin');
  const tries = await suggestions(store, { id: admin?.id ?? '', role: 'admin' }, 'en', today);
  return [
    '',
    `The Partner Benefits bot is running on this machine alone${membership ? `, for ${membership.company}` : ', with no company yet'}.`,
    'Local mode: nobody signs in, so anyone who can use this computer can use it.',
    ...(settings.localClient ? ['', `  Open   ${url}/local/`] : ['', `  It answers at   ${url}/api/messages`]),
    `  Type   ${tries.map(({ text }) => `“${text}”`).join('\n         ')}`,
    '',
  ].join('\n');
}
