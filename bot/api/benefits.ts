import { offerKeys } from '../../benefits/actions/keys';
import {
  type Benefit,
  benefitDescription,
  benefitInstructions,
  benefitName,
  nextEnd,
  sortKeyOf,
} from '../../benefits/benefit';
import { CATEGORIES, type Locale } from '../../benefits/command';
import { isRefusal } from '../../benefits/refusal';
import { addDays, companyDay, type Day } from '../../benefits/time';
import { refusalText } from '../../cards/refusal';
import { fold } from '../../language/text';
import { showView } from '../commands/show';
import type { Bot } from '../conversation/bot';
import { contextOf } from '../conversation/pipeline';
import type { ApiAnswer, ApiCall } from '../http/server-ports';
import { HttpError } from '../http-error';
import { bodyOf, callerFor, textOf, wholeOf } from './caller';
import { sorted } from './sort';
import type { BenefitAnswer, BenefitLine, BenefitSort, BenefitState, BenefitsAnswer } from './types';

const STATES: readonly BenefitState[] = ['available', 'full', 'ending', 'upcoming', 'ended'];
const SORTS: readonly BenefitSort[] = ['category', 'name', 'state', 'used', 'ends'];
/** A benefit that ends within so many days is marked. */
const ENDING_DAYS = 60;

/** The catalogue, filtered, sorted and paged. Employees get names, but no counts of seats. */
export async function benefitsApi(bot: Bot, call: ApiCall): Promise<ApiAnswer> {
  const known = await callerFor(bot, call, 'list');
  const { store } = bot.ports;
  const today = companyDay(bot.ports);
  const body = bodyOf(call);
  const wanted = {
    search: fold(textOf(body.search, 100).trim()),
    category: CATEGORIES.find((each) => each === body.category),
    state: STATES.find((each) => each === body.state),
    sort: SORTS.find((each) => each === body.sort) ?? 'category',
  };
  const seesSeats = known.person.role !== 'employee';
  const held = new Set((await store.seats.ofPerson(known.person.id)).map((seat) => seat.benefitId));
  const benefits = (await store.benefits.all()).filter(
    ({ category }) => !wanted.category || category === wanted.category,
  );
  const used = await store.seats.usedOfEach(benefits.map(({ id }) => id));
  const lines = benefits
    .map((benefit, at) => ({
      benefit,
      line: lineOf(benefit, known.locale, today, {
        used: seesSeats ? (used[at] ?? 0) : null,
        full: (used[at] ?? 0) >= benefit.quantity,
        mine: held.has(benefit.id),
      }),
    }))
    .filter(({ line }) => !wanted.state || line.states.includes(wanted.state))
    .filter(({ line }) => fold(`${line.name} ${line.package}`).includes(wanted.search));
  const keyOf: Record<BenefitSort, (one: (typeof lines)[number]) => string | number> = {
    category: ({ benefit }) => sortKeyOf(benefit),
    name: ({ line }) => fold(line.name),
    state: ({ line }) => STATES.findIndex((state) => line.states.includes(state)),
    used: ({ line }) => line.used ?? 0,
    ends: ({ line }) => line.expiresOn,
  };
  const byName = sorted(lines, keyOf.name, false);
  const skip = wholeOf(body.skip, 100_000, 0);
  const page = sorted(byName, keyOf[wanted.sort], body.descending).slice(skip, skip + wholeOf(body.limit, 100, 100));
  const answer: BenefitsAnswer = { rows: page.map(({ line }) => line), total: lines.length };
  return { status: 200, body: answer };
}

function lineOf(
  benefit: Benefit,
  locale: Locale,
  today: Day,
  { used, full, mine }: { used: number | null; full: boolean; mine: boolean },
): BenefitLine {
  const { id, category, quantity, startsOn, expiresOn } = benefit;
  const isActive = startsOn <= today && today <= expiresOn;
  const states = {
    available: isActive && !full,
    full: isActive && full,
    ending: isActive && nextEnd(benefit, today).on <= addDays(today, ENDING_DAYS),
    upcoming: today < startsOn,
    ended: today > expiresOn,
  };
  return {
    id,
    name: benefitName(benefit, locale),
    category,
    package: benefit.package,
    states: STATES.filter((state) => states[state]),
    startsOn,
    expiresOn,
    quantity,
    used,
    mine,
  };
}

/** One benefit with all that the caller may know and do. */
export async function benefitApi(bot: Bot, call: ApiCall): Promise<ApiAnswer> {
  const known = await callerFor(bot, call, 'show');
  const { store } = bot.ports;
  const { locale } = known;
  const benefit = await store.benefits.get(textOf(bodyOf(call).id, 100));
  if (!benefit) throw new HttpError(404, 'benefit', 'There is no such benefit.');
  const context = contextOf(bot, { verb: 'show', input: {}, ...known, surface: 'page', place: 'personal' });
  const view = await showView(context, benefit);
  const offer =
    view.actions.includes('keys') &&
    (await offerKeys(bot.ports, context.actor, { benefit, language: null, os: null, holder: null }));
  const choices = offer && !isRefusal(offer) ? offer : { languages: [], systems: [] };
  const line = lineOf(benefit, locale, context.today, { used: view.used, full: view.full, mine: view.mine !== null });
  const answer: BenefitAnswer = {
    ...line,
    description: benefitDescription(benefit, locale),
    instructions: benefitInstructions(benefit, locale),
    portalUrl: benefit.portalUrl,
    blocker: view.blocker && refusalText(view.blocker, () => line.name, { locale }),
    keys: view.keys && {
      ...view.keys,
      languages: choices.languages,
      systems: choices.systems,
    },
    actions: view.actions,
  };
  return { status: 200, body: answer };
}
