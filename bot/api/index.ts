import { withoutKeys } from '../../benefits/actions/hide-keys';
import type { Bot } from '../conversation/bot';
import type { ApiAnswer, ApiCall, ServerPorts } from '../http/server-ports';
import { benefitApi, benefitsApi } from './benefits';
import { choicesApi, commandApi } from './command';
import { figuresApi } from './figures';
import { historyApi } from './history';
import { keysApi } from './keys';
import { overviewApi } from './overview';
import { seatsApi } from './seats';

/** `POST /api/<name>` for the pages in Teams; types.ts has what goes in and out. */
export function createApi(bot: Bot): ServerPorts['api'] {
  const serve =
    (answer: (bot: Bot, call: ApiCall) => Promise<ApiAnswer>) =>
    async (call: ApiCall): Promise<ApiAnswer> =>
      answer(bot, { ...call, body: await withoutKeys(bot.ports, (await bot.names()).keyLengths, call.body) });
  return {
    keys: serve(keysApi),
    overview: serve(overviewApi),
    figures: serve(figuresApi),
    benefits: serve(benefitsApi),
    benefit: serve(benefitApi),
    seats: serve(seatsApi),
    history: serve(historyApi),
    command: serve(commandApi),
    choices: serve(choicesApi),
  };
}
