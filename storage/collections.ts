import { type Benefit, sortKeyOf } from '../benefits/benefit';
import type { Category, Filter } from '../benefits/command';
import { formerOf, type HistoryEntry } from '../benefits/history';
import { FREE_KEY, type ProductKey } from '../benefits/key';
import type { Membership } from '../benefits/membership';
import type { HasOutbox } from '../benefits/outbox';
import type { Person } from '../benefits/person';
import type { Plan } from '../benefits/plan';
import type { PortalStep } from '../benefits/portal-step';
import type { ConversationState, Dispatch, Fact, OneTimeToken, PendingUpload } from '../benefits/ports';
import type { SeatRequest } from '../benefits/request';
import type { Seat } from '../benefits/seat';
import { addDays, type Day, type Moment } from '../benefits/time';
import type { CollectionSpec, Document, Fields, IndexSpec, Selection } from './engine';

/** All collections, indexes and queries. A test checks on both engines that an index serves each query. */

export interface Lease extends Document {
  readonly owner: string;
  /** Free once nobody has renewed it for this long. */
  readonly ttlMs: number;
}

export type Entry = HistoryEntry & Document;

export interface Kinds {
  membership: Membership;
  benefits: Benefit;
  seats: Seat;
  keys: ProductKey;
  people: Person;
  history: Entry;
  requests: SeatRequest;
  steps: PortalStep;
  dispatches: Dispatch;
  conversations: ConversationState;
  oneTimeTokens: OneTimeToken;
  uploads: PendingUpload;
  plans: Plan;
  facts: Fact;
  leases: Lease;
}
export type Kind = keyof Kinds;
/** Kinds whose documents have an outbox. */
export const OUTBOX_KINDS = ['seats', 'keys', 'people', 'requests', 'steps'] as const;
export type OutboxKind = (typeof OUTBOX_KINDS)[number];

function declared<K extends Kind>(
  name: K,
  indexes: Record<string, readonly string[]>,
  fieldsOf: (document: Kinds[K]) => Fields,
  unique: readonly string[] = [],
): CollectionSpec {
  const specs = Object.entries(indexes).map(
    ([index, fields]): IndexSpec => ({ name: index, fields, unique: unique.includes(index) }),
  );
  // The engine returns only documents of this collection.
  return { name, edition: 1, indexes: specs, fieldsOf: (document) => fieldsOf(document as unknown as Kinds[K]) };
}

/** Ignores case and accents. */
const sortable = (name: string): string => name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** A multiple key belongs to nobody. */
const slotOf = (key: ProductKey): string => (key.kind === 'multiple' ? 'multiple' : key.takenBy);

const holdingOf = (benefitId: string, holderKey: string): string => `${benefitId}|${holderKey}`;

/** Sorts dispatches: first those never tried, by age, then retries by due time. */
const UNTRIED = '0';
const RETRY = '1';

const PENDING = ['pending', 'id'] as const;
const pendingOf = ({ pending }: HasOutbox): Fields => ({ pending });
const EXPIRY = { expiry: ['expiresAt', 'id'] } as const;

export const SPECS: readonly CollectionSpec[] = [
  declared('membership', {}, () => ({})),
  declared(
    'benefits',
    {
      sortKey: ['sortKey'],
      category: ['category', 'sortKey'],
      available: ['available', 'sortKey'],
      assigned: ['assigned', 'sortKey'],
      expiry: ['expiresOn', 'sortKey'],
      categoryAvailable: ['category', 'available', 'sortKey'],
      categoryAssigned: ['category', 'assigned', 'sortKey'],
      categoryExpiry: ['category', 'expiresOn', 'sortKey'],
    },
    (benefit) => ({
      sortKey: sortKeyOf(benefit),
      category: benefit.category,
      available: benefit.used < benefit.quantity ? 1 : 0,
      assigned: benefit.used > 0 ? 1 : 0,
      expiresOn: benefit.expiresOn,
    }),
  ),
  declared(
    'seats',
    {
      holding: ['holding'],
      holder: ['holderKey', 'benefitId', 'number'],
      numbers: ['benefitId', 'number'],
      taken: ['taken', 'benefitId', 'number'],
      activation: ['activatesOn', 'id'],
      until: ['until', 'id'],
      review: ['reviewAskedAt', 'id'],
      pending: PENDING,
    },
    (seat) => ({
      holding: holdingOf(seat.benefitId, seat.holderKey),
      benefitId: seat.benefitId,
      number: seat.number,
      holderKey: seat.holderKey,
      taken: seat.state === 'free' ? 0 : 1,
      activatesOn: seat.state === 'pending' ? seat.activatesOn : null,
      until: seat.until,
      reviewAskedAt: seat.review && seat.review.keptAt === null ? seat.review.askedAt : null,
      ...pendingOf(seat),
    }),
    ['holding'],
  ),
  declared(
    'keys',
    {
      positions: ['benefitId', 'position', 'id'],
      slots: ['benefitId', 'slot', 'position', 'id'],
      takenSlots: ['takenSlot'],
      encrypted: ['kid', 'id'],
      fingerprint: ['fingerprint'],
      pending: PENDING,
    },
    (key) => ({
      benefitId: key.benefitId,
      position: key.position,
      slot: slotOf(key),
      takenSlot: `${key.benefitId}|${key.takenSlot}`,
      kid: key.encrypted.kid,
      fingerprint: key.fingerprint,
      ...pendingOf(key),
    }),
    ['takenSlots'],
  ),
  declared(
    'people',
    {
      email: ['email'],
      objectId: ['objectId'],
      names: ['name', 'id'],
      roles: ['role', 'name', 'id'],
      pending: PENDING,
    },
    (person) => ({
      email: person.email,
      objectId: person.aadObjectId ?? `none:${person.id}`,
      name: sortable(person.name),
      role: person.role,
      ...pendingOf(person),
    }),
    ['email', 'objectId'],
  ),
  declared(
    'history',
    {
      times: ['at', 'id'],
      benefit: ['benefitId', 'at', 'id'],
      person: ['person', 'at', 'id'],
      actor: ['actor', 'at', 'id'],
      former: ['former', 'at', 'id'],
      benefitPerson: ['benefitId', 'person', 'at', 'id'],
      benefitActor: ['benefitId', 'actor', 'at', 'id'],
      benefitFormer: ['benefitId', 'former', 'at', 'id'],
    },
    (entry) => ({
      at: entry.at,
      benefitId: entry.benefitId,
      person: entry.person,
      actor: entry.actor,
      former: formerOf(entry),
    }),
  ),
  declared(
    'requests',
    {
      open: ['open', 'askedAt', 'id'],
      waiting: ['benefitId', 'state', 'askedAt', 'id'],
      person: ['person', 'askedAt', 'id'],
      pending: PENDING,
    },
    (request) => ({
      open: request.state === 'open' || request.state === 'waiting' ? 1 : 0,
      benefitId: request.benefitId,
      state: request.state,
      person: request.person,
      askedAt: request.askedAt,
      ...pendingOf(request),
    }),
  ),
  declared(
    'steps',
    { open: ['open', 'benefitId', 'at', 'id'], person: ['benefitId', 'person', 'at', 'id'], pending: PENDING },
    (step) => ({
      open: step.state === 'open' ? 1 : 0,
      benefitId: step.benefitId,
      person: step.person,
      at: step.at,
      ...pendingOf(step),
    }),
  ),
  declared('dispatches', { due: ['due', 'id'], ended: ['endedAt', 'id'] }, ({ dueAt, attempts, notice }) => ({
    due: dueAt === 'done' ? 'done' : attempts === 0 ? `${UNTRIED}${notice.at}` : `${RETRY}${dueAt}`,
    endedAt: dueAt === 'done' ? notice.at : null,
  })),
  declared('conversations', EXPIRY, ({ expiresAt }) => ({ expiresAt })),
  declared('oneTimeTokens', EXPIRY, ({ expiresAt }) => ({ expiresAt })),
  declared('uploads', EXPIRY, ({ expiresAt }) => ({ expiresAt })),
  declared('plans', EXPIRY, ({ expiresAt }) => ({ expiresAt })),
  declared('facts', {}, () => ({})),
  declared('leases', {}, () => ({})),
];

export interface ListQuery {
  category?: Category;
  filter?: Filter;
  today: Day;
}

/** `expiring`: ends within this many days. */
const EXPIRING_DAYS = 60;

function list({ category, filter, today }: ListQuery): Selection {
  const within = category === undefined ? {} : { category };
  const index = (alone: string, ofCategory: string): string => (category === undefined ? alone : ofCategory);
  if (filter === undefined) return { index: index('sortKey', 'category'), equals: within };
  switch (filter) {
    case 'available':
      return { index: index('available', 'categoryAvailable'), equals: { ...within, available: 1 } };
    case 'assigned':
      return { index: index('assigned', 'categoryAssigned'), equals: { ...within, assigned: 1 } };
    case 'expiring':
      return {
        index: index('expiry', 'categoryExpiry'),
        equals: within,
        range: { field: 'expiresOn', from: today, to: addDays(today, EXPIRING_DAYS) },
      };
  }
}

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
  benefits: { list },
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
    byFingerprint: (fingerprint: string): Selection => ({ index: 'fingerprint', equals: { fingerprint } }),
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
