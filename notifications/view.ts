import { wasMade } from '../benefits/actions/record';
import type { Locale } from '../benefits/command';
import type { Delivery, Notice } from '../benefits/notice';
import { type Person, personLocale, personRef } from '../benefits/person';
import type { Clock, Rules, Store } from '../benefits/ports';
import type { SeatRequest } from '../benefits/request';
import { companyDay } from '../benefits/time';
import { tabLink } from '../cards/tab-link';
import type { NoticeView, RenderOptions } from '../cards/views';
import { readerOf } from '../cards/words';
import { requestRow } from './request-row';

export interface Reading {
  view: NoticeView;
  options: RenderOptions;
}

/** Loads what the notice names and chooses the reader's language. */
export async function readingOf(
  ports: { store: Store; clock: Clock; rules: Rules; keysIn: 'dialog' | 'card'; defaultLocale: Locale; appId: string },
  notice: Notice,
  person: Person | null,
  deliveries: readonly Delivery[],
): Promise<Reading> {
  const { store, defaultLocale, appId } = ports;
  const place = tabPlace(notice);
  const [benefit, request, facts] = await Promise.all([
    notice.benefitId === null ? null : store.benefits.get(notice.benefitId),
    requestOf(store, notice),
    factsOf(store, notice),
  ]);
  const locale = person ? personLocale(person, defaultLocale) : defaultLocale;
  const userId = person?.chat?.userId;
  return {
    view: {
      kind: 'notice',
      notice: { ...notice, facts },
      benefit,
      person: person ? personRef(person) : { email: notice.address, name: notice.address },
      deliveries,
      company: null,
      request: request && (await requestRow(ports, request, person)),
      keysIn: ports.keysIn,
      tab: place && tabLink(appId, place),
      version: request?.state ?? (typeof facts.claim === 'string' ? facts.claim : '1'),
    },
    options: {
      ...readerOf(locale, person?.chat ?? {}, ports.rules.timeZone),
      today: companyDay(ports),
      // Refresh needs a channel id; a chat created by the bot has only the object id.
      refreshFor: userId?.startsWith('29:') ? [userId] : [],
    },
  };
}

/** What an admin who gets the notice looks at next. */
function tabPlace({ kind, benefitId }: Notice): Record<string, string> | null {
  if (kind === 'delivery-failed') return { view: 'seats', state: 'failed' };
  if (kind === 'steps-open') return { view: 'seats', state: 'step' };
  if (kind === 'request-new' || kind === 'request-reminder') return { view: 'overview' };
  const isAboutBenefit = kind === 'few-seats' || kind === 'benefit-ending' || kind === 'given-back';
  return isAboutBenefit && benefitId ? { view: 'benefits', benefit: benefitId } : null;
}

export async function requestOf(store: Pick<Store, 'requests'>, notice: Notice): Promise<SeatRequest | null> {
  const id = notice.facts.request;
  return typeof id === 'string' ? store.requests.get(id) : null;
}

/** Facts that hold ids of people. */
const PEOPLE = ['person', 'person2', 'person3'];

/** Replaces people's ids in the facts by their current names, and looks up what became of a change. */
async function factsOf(store: Store, { kind, facts }: Notice): Promise<Notice['facts']> {
  if (kind === 'outcome') return { ...facts, made: (await wasMade({ store }, String(facts.change))) ? 'yes' : null };
  const named = await Promise.all(
    PEOPLE.map(async (fact) => {
      const id = facts[fact];
      return typeof id === 'string' ? [[fact, (await store.people.get(id))?.name ?? id]] : [];
    }),
  );
  return { ...facts, ...Object.fromEntries(named.flat()) };
}
