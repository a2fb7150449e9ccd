import type { Doors } from '../doors';
import type { TurnPorts } from '../room';
import { createCategories } from './categories';
import { choicesApi, commandApi } from './command';
import { historyApi } from './history';
import { keysApi } from './keys';
import { overviewApi, seatsApi } from './overview';

/** `POST /api/<name>` for the pages in Teams; api-types.ts has what goes in and out. */
export function createApi(room: TurnPorts): Doors['api'] {
  const categories = createCategories(room.ports.store);
  return {
    keys: (call) => keysApi(room, call),
    overview: (call) => overviewApi(room, call, categories),
    seats: (call) => seatsApi(room, call),
    history: (call) => historyApi(room, call),
    command: (call) => commandApi(room, call),
    choices: (call) => choicesApi(room, call),
  };
}
