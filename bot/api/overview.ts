import { benefitName } from '../../benefits/benefit';
import type { Locale } from '../../benefits/command';
import { daysLeft, standing } from '../../benefits/membership';
import { extent } from '../../benefits/policy';
import type { Ports } from '../../benefits/ports';
import type { Seat } from '../../benefits/seat';
import { dayOf } from '../../benefits/time';
import { peopleById } from '../commands/views';
import type { Bot } from '../conversation/bot';
import type { ApiAnswer, ApiCall } from '../http/server-ports';
import { bodyOf, callerFor, knownCaller, textOf, wholeOf } from './caller';
import type { Categories } from './categories';
import type { OverviewAnswer, SeatLine, SeatsAnswer } from './types';

/** The tab's first page in one call: the company for admins and viewers, the own seats for everyone. */
export async function overviewApi(bot: Bot, call: ApiCall, categories: Categories): Promise<ApiAnswer> {
  const { person, locale } = await knownCaller(bot, call);
  const { store, clock, rules } = bot.ports;
  const today = dayOf(clock.now());
  const all = extent('assignments', person.role) === 'all';
  const [membership, held] = await Promise.all([store.membership.get('membership'), store.seats.ofPerson(person.id)]);
  const where = standing(membership, today, rules.graceDays);
  const body: OverviewAnswer = {
    locale,
    me: { email: person.email, name: person.name, role: person.role },
    company: membership?.company ?? null,
    membership: membership && {
      program: membership.program,
      partnerId: membership.partnerId,
      standing: where,
      expiresOn: membership.expiresOn,
      daysLeft: daysLeft(membership, today),
      link: (where === 'pending' ? membership.joinUrl : membership.renewUrl) || null,
    },
    categories: all ? await categories() : null,
    ending: all ? await endingOf(bot.ports, today, locale) : null,
    requests: person.role === 'admin' ? (await store.requests.open({ skip: 0, limit: 100 })).length : null,
    mine: await linesOf(bot.ports, held, locale),
  };
  return { status: 200, body };
}

async function endingOf(
  { store }: Ports,
  today: string,
  locale: Locale,
): Promise<NonNullable<OverviewAnswer['ending']>> {
  const ending = await store.benefits.page({ filter: 'expiring', today }, { skip: 0, limit: 20 });
  return ending.map((benefit) => ({
    id: benefit.id,
    name: benefitName(benefit, locale),
    on: benefit.expiresOn,
    used: benefit.used,
    quantity: benefit.quantity,
  }));
}

const FOUND = 25;

/** Who holds what, page by page; a search fits names of benefits and people. */
export async function seatsApi(bot: Bot, call: ApiCall): Promise<ApiAnswer> {
  const { locale } = await callerFor(bot, call, 'assignments');
  const { store } = bot.ports;
  const { search, skip, limit } = bodyOf(call);
  const page = { skip: wholeOf(skip, 10_000_000, 0), limit: wholeOf(limit, 200, 50) };
  const typed = textOf(search, 100).trim();
  let answer: SeatsAnswer;
  if (typed === '') {
    const [seats, total] = await Promise.all([store.seats.taken(page), store.seats.countTaken()]);
    answer = { rows: await linesOf(bot.ports, seats, locale), total };
  } else {
    const language = await bot.names();
    const found = await Promise.all([
      ...language.search('benefit', typed, FOUND).map((id) => store.seats.takenOf(id, { skip: 0, limit: 1_000 })),
      ...language.search('person', typed, FOUND).map(async (email) => {
        const found = await store.people.byEmail(email);
        return found ? store.seats.ofPerson(found.id) : [];
      }),
    ]);
    const seats = new Map(found.flat().map((seat) => [seat.id, seat]));
    const shown = [...seats.values()].slice(page.skip, page.skip + page.limit);
    answer = { rows: await linesOf(bot.ports, shown, locale), total: seats.size };
  }
  return { status: 200, body: answer };
}

const WORST = ['failed', 'queued', 'sent'] as const;

async function linesOf(ports: Ports, seats: readonly Seat[], locale: Locale): Promise<SeatLine[]> {
  const benefits = new Map(
    (
      await Promise.all([...new Set(seats.map((seat) => seat.benefitId))].map((id) => ports.store.benefits.get(id)))
    ).map((each) => [each?.id, each]),
  );
  const personOf = await peopleById(
    ports,
    seats.flatMap(({ holderKey, assignedBy }) => (assignedBy ? [holderKey, assignedBy] : [holderKey])),
  );
  return seats.map((seat) => {
    const benefit = benefits.get(seat.benefitId);
    const last = seat.deliveries.at(-1)?.notice;
    const told = seat.deliveries.filter((each) => each.notice === last).map((each) => each.state);
    return {
      seat: seat.id,
      benefit: { id: seat.benefitId, name: benefit ? benefitName(benefit, locale) : seat.benefitId },
      holder: personOf(seat.holderKey),
      state: seat.state === 'pending' ? 'pending' : 'active',
      alternateEmail: seat.alternateEmail,
      since: seat.since,
      assignedBy: seat.assignedBy && personOf(seat.assignedBy).email,
      portalUrl: benefit?.portalUrl ?? null,
      told: WORST.find((state) => told.includes(state)) ?? null,
    };
  });
}
