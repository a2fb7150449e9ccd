import type { Bot } from '../conversation/bot';
import type { ServerPorts } from '../http/server-ports';
import { benefitApi, benefitsApi } from './benefits';
import { choicesApi, commandApi } from './command';
import { figuresApi } from './figures';
import { historyApi } from './history';
import { keysApi } from './keys';
import { overviewApi } from './overview';
import { seatsApi } from './seats';

/** `POST /api/<name>` for the pages in Teams; types.ts has what goes in and out. */
export function createApi(bot: Bot): ServerPorts['api'] {
  return {
    keys: (call) => keysApi(bot, call),
    overview: (call) => overviewApi(bot, call),
    figures: (call) => figuresApi(bot, call),
    benefits: (call) => benefitsApi(bot, call),
    benefit: (call) => benefitApi(bot, call),
    seats: (call) => seatsApi(bot, call),
    history: (call) => historyApi(bot, call),
    command: (call) => commandApi(bot, call),
    choices: (call) => choicesApi(bot, call),
  };
}
