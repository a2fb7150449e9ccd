import { setImmediate as nextTurn } from 'node:timers/promises';
import { emptyOutboxes } from '../../benefits/actions/record';
import { benefitName, nextEnd } from '../../benefits/benefit';
import { type HistoryEntry, movement } from '../../benefits/history';
import type { Store } from '../../benefits/ports';
import type { Seat } from '../../benefits/seat';
import { companyDay, type Day } from '../../benefits/time';
import type { Bot } from '../conversation/bot';
import type { ApiAnswer, ApiCall } from '../http/server-ports';
import { callerFor } from './caller';
import { seatStates, takenSeats } from './seats';
import type { FiguresAnswer } from './types';

const MONTHS = 12;
const SLICE = 1_000;
/** The months that more entries than this would be needed for are left out. */
const MOST_ENTRIES = 50_000;

/** Figures that take a look at every seat and at a year of history. */
export async function figuresApi(bot: Bot, call: ApiCall): Promise<ApiAnswer> {
  const { locale } = await callerFor(bot, call, 'assignments');
  const { store } = bot.ports;
  const today = companyDay(bot.ports);
  let failed = 0;
  const seats: Seat[] = [];
  for await (const seat of takenSeats(store)) {
    seats.push(seat);
    if (seatStates(seat).includes('failed')) failed += 1;
  }
  const benefits = await store.benefits.all();
  const answer: FiguresAnswer = {
    used: await usedByMonth(store, today, seats),
    ending: Array.from({ length: MONTHS }, (_, ahead) => {
      const month = monthFrom(today, ahead);
      const ending = benefits
        .map((benefit) => ({ benefit, on: nextEnd(benefit, today).on }))
        .filter(({ on }) => on >= today && on.startsWith(month));
      return {
        month,
        benefits: ending
          .map(({ benefit, on }) => ({ id: benefit.id, name: benefitName(benefit, locale), on }))
          .sort((a, b) => (a.on < b.on ? -1 : 1)),
      };
    }),
    steps: await store.steps.countOpen(null),
    failed,
  };
  return { status: 200, body: answer };
}

/** `YYYY-MM`, so many months from this day's. */
function monthFrom(today: Day, months: number): string {
  const [year = 0, month = 1] = today.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 7);
}

/**
 * Seats in use at the end of each month: from those in use now, back through the changes in the history. A seat that
 * came with an import is in no history; there, the date since when it is held counts.
 */
async function usedByMonth(store: Store, today: Day, seats: readonly Seat[]): Promise<FiguresAnswer['used']> {
  await emptyOutboxes(store);
  const first = monthFrom(today, 1 - MONTHS);
  const changes = new Map<string, number>();
  const add = (month: string, change: number) => changes.set(month, (changes.get(month) ?? 0) + change);
  const known = new Set<string>();
  let reached = first;
  for (let skip = 0; ; skip += SLICE) {
    const entries = await store.history.page({}, { skip, limit: SLICE });
    for (const entry of entries) {
      add(entry.at.slice(0, 7), changeOf(entry));
      const { to } = movement(entry);
      if (entry.benefitId && to) known.add(`${entry.benefitId} ${to}`);
    }
    const oldest = entries.at(-1)?.at.slice(0, 7) ?? first;
    if (entries.length < SLICE || oldest < first) break;
    if (skip + SLICE >= MOST_ENTRIES) {
      reached = oldest;
      break;
    }
    await nextTurn();
  }
  const emails = new Map((await store.people.all()).map(({ id, email }) => [id, email]));
  for (const { benefitId, holderKey, since } of seats)
    if (since && !known.has(`${benefitId} ${emails.get(holderKey)}`)) add(since.slice(0, 7), 1);
  let used = seats.length;
  return Array.from({ length: MONTHS }, (_, back) => monthFrom(today, -back))
    .filter((month) => month >= reached)
    .map((month) => {
      const atEnd = { month, used };
      used = Math.max(0, used - (changes.get(month) ?? 0));
      return atEnd;
    })
    .reverse();
}

/** By how many seats an entry changed those in use. */
function changeOf({ command, outcome, detail }: HistoryEntry): number {
  if (outcome !== 'done') return 0;
  const taken = command === 'undo' ? { assign: -1, unassign: 1 } : { assign: 1, unassign: -1 };
  const what = command === 'undo' ? detail.of : command;
  return what === 'assign' || what === 'unassign' ? taken[what] : 0;
}
