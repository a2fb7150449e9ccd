import type { Bot } from '../conversation/bot';
import type { ServerPorts } from '../http/server-ports';
import { createCategories } from './categories';
import { choicesApi, commandApi } from './command';
import { historyApi } from './history';
import { keysApi } from './keys';
import { overviewApi, seatsApi } from './overview';

/** `POST /api/<name>` for the pages in Teams; api-types.ts has what goes in and out. */
export function createApi(bot: Bot): ServerPorts['api'] {
  const categories = createCategories(bot.ports.store);
  return {
    keys: (call) => keysApi(bot, call),
    overview: (call) => overviewApi(bot, call, categories),
    seats: (call) => seatsApi(bot, call),
    history: (call) => historyApi(bot, call),
    command: (call) => commandApi(bot, call),
    choices: (call) => choicesApi(bot, call),
  };
}
