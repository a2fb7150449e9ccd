import { placeInLine, settled } from '../../benefits/actions/requests';
import { benefitInstructions, benefitName, nextEnd } from '../../benefits/benefit';
import { CATEGORIES, type Locale } from '../../benefits/command';
import { daysLeft, standing } from '../../benefits/membership';
import { extent } from '../../benefits/policy';
import type { Ports, Store } from '../../benefits/ports';
import type { Seat } from '../../benefits/seat';
import { companyDay } from '../../benefits/time';
import type { Bot } from '../conversation/bot';
import type { ApiAnswer, ApiCall } from '../http/server-ports';
import { knownCaller } from './caller';
import { seatLines } from './seats';
import type { OverviewAnswer } from './types';

/** The tab's first page in one call: the company for admins and viewers, and everyone's own seats. */
export async function overviewApi(bot: Bot, call: ApiCall): Promise<ApiAnswer> {
  const { person, locale } = await knownCaller(bot, call);
  const { store, rules } = bot.ports;
  const today = companyDay(bot.ports);
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
    categories: all ? await categoriesOf(store) : null,
    ending: all ? await endingOf(bot.ports, today, locale) : null,
    requests: person.role === 'admin' ? (await store.requests.open({ skip: 0, limit: 100 })).length : null,
    mine: await mineOf(bot.ports, held, locale),
    asked: await askedBy(bot.ports, person.id, locale),
  };
  return { status: 200, body };
}

/** Benefits, seats and seats in use per category. */
async function categoriesOf({ benefits, seats }: Store): Promise<NonNullable<OverviewAnswer['categories']>> {
  const sums = new Map(CATEGORIES.map((category) => [category, { benefits: 0, quantity: 0, used: 0 }]));
  const all = await benefits.all();
  const used = await seats.usedOfEach(all.map(({ id }) => id));
  for (const [at, { category, quantity }] of all.entries()) {
    const sum = sums.get(category);
    if (!sum) continue;
    sum.benefits += 1;
    sum.quantity += quantity;
    sum.used += used[at] ?? 0;
  }
  return [...sums].map(([category, sum]) => ({ category, ...sum }));
}

async function endingOf(
  { store }: Ports,
  today: string,
  locale: Locale,
): Promise<NonNullable<OverviewAnswer['ending']>> {
  const ending = await store.benefits.page({ filter: 'expiring', today }, { skip: 0, limit: 20 });
  const used = await store.seats.usedOfEach(ending.map(({ id }) => id));
  return ending.map((benefit, at) => ({
    id: benefit.id,
    name: benefitName(benefit, locale),
    on: nextEnd(benefit, today).on,
    used: used[at] ?? 0,
    quantity: benefit.quantity,
  }));
}

async function mineOf(ports: Ports, held: readonly Seat[], locale: Locale): Promise<OverviewAnswer['mine']> {
  const lines = await seatLines(ports, held, locale);
  return Promise.all(
    lines.map(async (line, at) => {
      const benefit = await ports.store.benefits.get(line.benefit.id);
      return {
        ...line,
        instructions: benefit ? benefitInstructions(benefit, locale) : '',
        key: ports.rules.holderKeys && benefit?.activation === 'keys' && held[at]?.keyShownAt === null,
      };
    }),
  );
}

/** The person's open requests. */
async function askedBy(ports: Ports, personId: string, locale: Locale): Promise<OverviewAnswer['asked']> {
  const requests = (await ports.store.requests.ofPerson(personId)).filter((request) => !settled(request));
  return Promise.all(
    requests.map(async (request) => {
      const benefit = await ports.store.benefits.get(request.benefitId);
      return {
        benefit: { id: request.benefitId, name: benefit ? benefitName(benefit, locale) : request.benefitId },
        askedAt: request.askedAt,
        place: await placeInLine(ports, request),
      };
    }),
  );
}
