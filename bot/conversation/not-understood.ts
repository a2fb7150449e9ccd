import type { Person } from '../../benefits/person';
import { extent } from '../../benefits/policy';
import type { Meaning } from '../../language';
import type { Reply } from '../commands/context';
import { benefitRefs, personRefsByEmail } from '../commands/views';
import type { Bot } from './bot';

const GUESSES = 3;

/** Asks instead of acting: what the message may have meant, as buttons. */
export async function notUnderstood({ ports }: Bot, { guesses }: Meaning, { role }: Person): Promise<Reply> {
  const offered = await Promise.all(
    guesses.slice(0, GUESSES).map(async ({ command, slots }) => {
      const { benefit: what, user: who } = slots;
      const [benefit] = await benefitRefs(ports, typeof what === 'string' ? [what] : []);
      const [person] = await personRefsByEmail(ports, typeof who === 'string' && who !== 'me' ? [who] : []);
      return { command, slots, benefit: benefit ?? null, person: person ?? null };
    }),
  );
  return {
    view: { kind: 'not-understood', guesses: offered, own: extent('assign', role) === 'request', version: 'guess' },
  };
}
