import { type Benefit, sortKeyOf } from '../benefits/benefit';
import type { Dispatch } from '../benefits/dispatch';
import { formerOf, type HistoryEntry } from '../benefits/history';
import type { ProductKey } from '../benefits/key';
import type { Membership } from '../benefits/membership';
import type { HasOutbox } from '../benefits/outbox';
import { foldedName, type Person } from '../benefits/person';
import type { Plan } from '../benefits/plan';
import type { PortalStep } from '../benefits/portal-step';
import type { Fact } from '../benefits/ports';
import type { SeatRequest } from '../benefits/request';
import type { Seat } from '../benefits/seat';
import type { ConversationState, OneTimeToken, PendingUpload } from '../benefits/short-lived';
import type { CollectionSpec, Document, Fields, IndexSpec } from './engine';

/** All collections and their indexes. */

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
  return { name, indexes: specs, fieldsOf: (document) => fieldsOf(document as unknown as Kinds[K]) };
}

/** A multiple key belongs to nobody. */
const slotOf = (key: ProductKey): string => (key.kind === 'multiple' ? 'multiple' : key.takenBy);

export const holdingOf = (benefitId: string, holderKey: string): string => `${benefitId}|${holderKey}`;

/** Sorts dispatches: first those never tried, by age, then retries by due time. */
const UNTRIED = '0';
export const RETRY = '1';

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
      expiry: ['expiresOn', 'sortKey'],
      categoryExpiry: ['category', 'expiresOn', 'sortKey'],
      redeem: ['activateBy', 'sortKey'],
      categoryRedeem: ['category', 'activateBy', 'sortKey'],
    },
    (benefit) => ({
      sortKey: sortKeyOf(benefit),
      category: benefit.category,
      expiresOn: benefit.expiresOn,
      activateBy: benefit.activateBy,
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
      name: foldedName(person.name),
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
