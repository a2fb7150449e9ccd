import { setImmediate as nextTurn } from 'node:timers/promises';
import { stepsOfSeats } from '../../benefits/actions/left-to-do';
import { benefitName } from '../../benefits/benefit';
import type { Locale } from '../../benefits/command';
import type { Ports, Store } from '../../benefits/ports';
import type { Seat } from '../../benefits/seat';
import { fold } from '../../language/text';
import { peopleById } from '../commands/views';
import type { Bot } from '../conversation/bot';
import type { ApiAnswer, ApiCall } from '../http/server-ports';
import { bodyOf, callerFor, textOf, wholeOf } from './caller';
import { sorted } from './sort';
import type { SeatLine, SeatSort, SeatState, SeatsAnswer } from './types';

const SLICE = 500;
const SORTS: readonly SeatSort[] = ['benefit', 'person', 'since', 'state'];

/** Who holds what, page by page; a search fits names of benefits and people. */
export async function seatsApi(bot: Bot, call: ApiCall): Promise<ApiAnswer> {
  const { locale } = await callerFor(bot, call, 'assignments');
  const { store } = bot.ports;
  const body = bodyOf(call);
  const page = { skip: wholeOf(body.skip, 10_000_000, 0), limit: wholeOf(body.limit, 200, 50) };
  const typed = textOf(body.search, 100).trim();
  const benefitId = textOf(body.benefit, 100);
  const state = body.state === 'step' || body.state === 'failed' ? body.state : null;
  const sort = SORTS.find((each) => each === body.sort);
  const answer = async (seats: readonly Seat[], total: number): Promise<ApiAnswer> => {
    const found: SeatsAnswer = { rows: await seatLines(bot.ports, seats, locale), total };
    return { status: 200, body: found };
  };
  if (typed === '' && state === null && !sort) {
    return benefitId
      ? answer(await store.seats.takenOf(benefitId, page), await store.seats.used(benefitId))
      : answer(await store.seats.taken(page), await store.seats.countTaken());
  }
  const fits = typed === '' ? () => true : await fitting(bot, typed);
  const seats: Seat[] = [];
  for await (const seat of takenSeats(store, benefitId))
    if (fits(seat) && (!state || seatStates(seat).includes(state))) seats.push(seat);
  const all = sort ? sorted(seats, await sortKey(bot.ports, seats, sort, locale), body.descending) : seats;
  return answer(all.slice(page.skip, page.skip + page.limit), all.length);
}

async function sortKey(
  { store }: Ports,
  seats: readonly Seat[],
  sort: SeatSort,
  locale: Locale,
): Promise<(seat: Seat) => string> {
  if (sort === 'since') return ({ since }) => since ?? '';
  if (sort === 'state') return ({ state }) => state;
  const named = new Map(
    sort === 'benefit'
      ? (await store.benefits.getMany(seats.map(({ benefitId }) => benefitId))).map((one) => [
          one.id,
          fold(benefitName(one, locale)),
        ])
      : (await store.people.getMany(seats.map(({ holderKey }) => holderKey))).map((one) => [one.id, fold(one.name)]),
  );
  return ({ benefitId, holderKey }) => named.get(sort === 'benefit' ? benefitId : holderKey) ?? '';
}

/** Whether a seat's benefit or holder goes by these words. */
async function fitting({ ports, names }: Bot, typed: string): Promise<(seat: Seat) => boolean> {
  const language = await names();
  const benefits = new Set(language.search('benefit', typed, Infinity));
  const people = await ports.store.people.byEmails(language.search('person', typed, Infinity));
  const holders = new Set(people.map(({ id }) => id));
  return ({ benefitId, holderKey }) => benefits.has(benefitId) || holders.has(holderKey);
}

/** Every seat in use, of all benefits or of one, read in slices so that other requests get their turn. */
export async function* takenSeats({ seats }: Store, benefitId = ''): AsyncGenerator<Seat> {
  for (let skip = 0; ; skip += SLICE) {
    const page = { skip, limit: SLICE };
    const slice = await (benefitId ? seats.takenOf(benefitId, page) : seats.taken(page));
    yield* slice;
    if (slice.length < SLICE) return;
    await nextTurn();
  }
}

/** What an admin still has to do about a seat. */
export const seatStates = (seat: Seat): SeatState[] => [
  ...(seat.portalStep ? ['step' as const] : []),
  ...(toldOf(seat) === 'failed' ? ['failed' as const] : []),
];

/** Whether the holder was told of the last change, by any channel. */
function toldOf({ deliveries }: Seat): SeatLine['told'] {
  const notice = deliveries.at(-1)?.notice;
  const states = deliveries.filter((each) => each.notice === notice).map((each) => each.state);
  return (['sent', 'queued', 'failed'] as const).find((state) => states.includes(state)) ?? null;
}

export async function seatLines(ports: Ports, seats: readonly Seat[], locale: Locale): Promise<SeatLine[]> {
  const benefits = new Map(
    (await ports.store.benefits.getMany(seats.map((seat) => seat.benefitId))).map((each) => [each?.id, each]),
  );
  const personOf = await peopleById(
    ports,
    seats.flatMap(({ holderKey, assignedBy }) => (assignedBy ? [holderKey, assignedBy] : [holderKey])),
  );
  const steps = await stepsOfSeats(ports, seats);
  return seats.map((seat, at) => {
    const benefit = benefits.get(seat.benefitId);
    return {
      seat: seat.id,
      benefit: { id: seat.benefitId, name: benefit ? benefitName(benefit, locale) : seat.benefitId },
      holder: personOf(seat.holderKey),
      state: seat.state === 'pending' ? 'pending' : 'active',
      alternateEmail: seat.alternateEmail,
      since: seat.since,
      assignedBy: seat.assignedBy && personOf(seat.assignedBy).email,
      portalUrl: benefit?.portalUrl ?? null,
      hasKey: benefit?.activation === 'keys',
      step: steps[at] ?? null,
      told: toldOf(seat),
    };
  });
}
