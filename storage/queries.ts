import type { Category, Filter } from '../benefits/command';
import { FREE_KEY } from '../benefits/key';
import { addDays, type Day, type Moment } from '../benefits/time';
import { holdingOf, RETRY } from './collections';
import type { Selection } from './engine';

/** All queries. A test checks on both engines that an index serves each of them. */

export interface ListQuery {
  category?: Category;
  filter?: Filter;
  today: Day;
}

/** `expiring`: ends within this many days. */
const EXPIRING_DAYS = 60;

/** All, or of one category, in the order of the list. */
const list = ({ category }: Pick<ListQuery, 'category'> = {}): Selection =>
  category === undefined ? { index: 'sortKey' } : { index: 'category', equals: { category } };

const ENDS = {
  expiresOn: { all: 'expiry', ofCategory: 'categoryExpiry' },
  activateBy: { all: 'redeem', ofCategory: 'categoryRedeem' },
} as const;

/** Those that end, or whose last day to be redeemed comes, in the next days. */
const expiring = ({ category }: Pick<ListQuery, 'category'>, field: keyof typeof ENDS, today: Day): Selection => ({
  index: category === undefined ? ENDS[field].all : ENDS[field].ofCategory,
  equals: category === undefined ? {} : { category },
  range: { field, from: today, to: addDays(today, EXPIRING_DAYS) },
});

export interface Lines {
  benefitId?: string;
  who?: { as: 'person' | 'actor' | 'former'; email: string };
}

const LINES_OF_BENEFIT = { person: 'benefitPerson', actor: 'benefitActor', former: 'benefitFormer' } as const;

function lines({ benefitId, who }: Lines): Selection {
  const whose = who ? { [who.as]: who.email } : {};
  if (benefitId === undefined) return { index: who?.as ?? 'times', equals: whose };
  return { index: who ? LINES_OF_BENEFIT[who.as] : 'benefit', equals: { benefitId, ...whose } };
}

export const QUERIES = {
  benefits: { list, expiring },
  seats: {
    held: (benefitId: string, holderKey: string): Selection => ({
      index: 'holding',
      equals: { holding: holdingOf(benefitId, holderKey) },
    }),
    free: (benefitId: string): Selection => ({ index: 'taken', equals: { taken: 0, benefitId } }),
    usedOfEach: (benefitIds: readonly string[]) => ({
      index: 'taken',
      equals: { taken: 1 },
      among: { field: 'benefitId', values: benefitIds },
    }),
    heldByEach: (people: readonly string[]) => ({
      index: 'holder',
      among: { field: 'holderKey', values: people },
    }),
    used: (benefitId: string): Selection => ({ index: 'taken', equals: { taken: 1, benefitId } }),
    ofBenefit: (benefitId: string): Selection => ({ index: 'numbers', equals: { benefitId } }),
    ofPerson: (holderKey: string): Selection => ({ index: 'holder', equals: { holderKey } }),
    taken: (): Selection => ({ index: 'taken', equals: { taken: 1 } }),
    activating: (today: Day): Selection => ({ index: 'activation', range: { field: 'activatesOn', to: today } }),
    unanswered: (before: Moment): Selection => ({ index: 'review', range: { field: 'reviewAskedAt', below: before } }),
    ending: (by: Day): Selection => ({ index: 'until', range: { field: 'until', to: by } }),
    pending: (): Selection => ({ index: 'pending', equals: { pending: 1 } }),
  },
  keys: {
    ofBenefit: (benefitId: string): Selection => ({ index: 'positions', equals: { benefitId } }),
    free: (benefitId: string): Selection => ({ index: 'slots', equals: { benefitId, slot: FREE_KEY } }),
    takenBy: (benefitId: string, person: string): Selection => ({
      index: 'slots',
      equals: { benefitId, slot: person },
    }),
    byFingerprints: (fingerprints: readonly string[]) => ({
      index: 'fingerprint',
      among: { field: 'fingerprint', values: fingerprints },
    }),
    fingerprintAfter: (above: string): Selection => ({ index: 'fingerprint', range: { field: 'fingerprint', above } }),
    encryptedBefore: (kid: string): Selection => ({ index: 'encrypted', range: { field: 'kid', below: kid } }),
    encryptedAfter: (kid: string): Selection => ({ index: 'encrypted', range: { field: 'kid', above: kid } }),
    pending: (): Selection => ({ index: 'pending', equals: { pending: 1 } }),
  },
  people: {
    byEmail: (email: string): Selection => ({ index: 'email', equals: { email } }),
    byEmails: (emails: readonly string[]): Selection => ({
      index: 'email',
      among: { field: 'email', values: emails },
    }),
    byObjectId: (objectId: string): Selection => ({ index: 'objectId', equals: { objectId } }),
    byName: (): Selection => ({ index: 'names' }),
    admins: (): Selection => ({ index: 'roles', equals: { role: 'admin' } }),
    pending: (): Selection => ({ index: 'pending', equals: { pending: 1 } }),
  },
  history: {
    lines,
    before: (moment: Moment): Selection => ({ index: 'times', range: { field: 'at', below: moment } }),
  },
  requests: {
    open: (): Selection => ({ index: 'open', equals: { open: 1 } }),
    waiting: (benefitId: string): Selection => ({ index: 'waiting', equals: { benefitId, state: 'waiting' } }),
    ofPerson: (person: string): Selection => ({ index: 'person', equals: { person } }),
    pending: (): Selection => ({ index: 'pending', equals: { pending: 1 } }),
  },
  steps: {
    open: (benefitId?: string): Selection => ({
      index: 'open',
      equals: { open: 1, ...(benefitId === undefined ? {} : { benefitId }) },
    }),
    ofPerson: (benefitId: string, person: string): Selection => ({ index: 'person', equals: { benefitId, person } }),
    pending: (): Selection => ({ index: 'pending', equals: { pending: 1 } }),
  },
  dispatches: {
    due: (now: Moment): Selection => ({ index: 'due', range: { field: 'due', to: `${RETRY}${now}` } }),
    dueAfter: (moment: Moment): Selection => ({
      index: 'due',
      range: { field: 'due', above: `${RETRY}${moment}`, below: 'done' },
    }),
    undone: (): Selection => ({ index: 'due', range: { field: 'due', below: 'done' } }),
    /** Finished ones whose notice is older. */
    ended: (before: Moment): Selection => ({ index: 'ended', range: { field: 'endedAt', below: before } }),
  },
  lapsed: (now: Moment): Selection => ({ index: 'expiry', range: { field: 'expiresAt', to: now } }),
} as const;
