import type { Doors } from '../doors';
import type { TurnPorts } from '../room';
import { choicesApi, commandApi } from './command';
import { historyApi } from './history';
import { keysApi } from './keys';
import { overviewApi, seatsApi } from './overview';

/** `POST /api/<name>` for the pages in Teams; api-types.ts has what goes in and out. */
export const createApi = (room: TurnPorts): Doors['api'] => ({
  keys: (call) => keysApi(room, call),
  overview: (call) => overviewApi(room, call),
  seats: (call) => seatsApi(room, call),
  history: (call) => historyApi(room, call),
  command: (call) => commandApi(room, call),
  choices: (call) => choicesApi(room, call),
});
