import type { Benefit } from './benefit';
import type { Category, Filter } from './command';
import type { Dispatch } from './dispatch';
import type { HistoryEntry } from './history';
import type { EncryptedValue, ProductKey } from './key';
import type { Membership } from './membership';
import type { Stored } from './outbox';
import type { Person } from './person';
import type { Plan } from './plan';
import type { PortalStep } from './portal-step';
import type { SeatRequest } from './request';
import type { Seat } from './seat';
import type { ActivityClaim, ConversationState, OneTimeToken, PendingUpload } from './short-lived';
import type { Day, Moment } from './time';

/** What the rules need from outside. A method throws if its service is unavailable; absent is null. */

export interface Clock {
  now(): Date;
}

export interface Random {
  /** Unguessable, URL-safe, at least 128 bits. */
  id(): string;
  /** Uniform, from 0 to below 1. */
  fraction(): number;
}

export interface Keyring {
  /** Encrypts with the newest key; `context` is authenticated. */
  encrypt(text: string, context: string): EncryptedValue;
  /** Throws if the encryption key is missing or the value or context was changed. */
  decrypt(encrypted: EncryptedValue, context: string): string;
  /** Keyed hash of a text. Stable for the lifetime of the store. */
  fingerprint(text: string): string;
  readonly newest: string;
  readonly ids: readonly string[];
}

export interface Page {
  skip: number;
  limit: number;
}

/** `stale`: changed or removed meanwhile, load again. `taken`: a unique value belongs to another document. */
export type Replaced = 'done' | 'stale' | 'taken';

export interface Repository<T extends Stored> {
  get(id: string): Promise<T | null>;
  /** Those that exist, in any order. */
  getMany(ids: readonly string[]): Promise<readonly T[]>;
  /** False if the id or a unique value exists. The stored version is at least 1. */
  insert(document: T): Promise<boolean>;
  /** Writes `after` as version `before.version + 1` if the stored version is still `before.version`. */
  replace(before: T, after: T): Promise<Replaced>;
  /** Removes it if the stored version is still this one. */
  remove(document: T): Promise<boolean>;
}

/** A small persistent value; `id` is its name. */
export interface Fact extends Stored {
  value: string;
}

/** Creates, changes (if still at `before.version`) or removes one document. */
export type Write = {
  [K in keyof Kinds]: { of: K; before: Kinds[K] | null; after: Kinds[K] } | { of: K; before: Kinds[K]; after: null };
}[keyof Kinds];

interface Kinds {
  membership: Membership;
  benefits: Benefit;
  seats: Seat;
  keys: ProductKey;
  people: Person;
  facts: Fact;
  steps: PortalStep;
  /** Entries of the change itself, for what is removed and so can't carry them. */
  history: HistoryEntry & Stored;
}

/** `actor`: who did it. `about`: the person concerned, including a reassignment's previous holder. */
export interface HistoryQuery {
  benefitId?: string;
  who?: { as: 'actor' | 'about' | 'either'; email: string; formerEmails?: readonly string[] };
}

export interface Store {
  /** Such as `MongoDB 7.0.1`. */
  readonly engine: string;
  membership: Repository<Membership>;
  benefits: Repository<Benefit> & {
    /** Sorted by category, package, name; with filter `expiring`, by `nextEnd`, from `today` to 60 days on. */
    page(query: { category?: Category; filter?: Filter; today: Day }, page: Page): Promise<readonly Benefit[]>;
    count(query: { category?: Category; filter?: Filter; today: Day }): Promise<number>;
    all(): Promise<readonly Benefit[]>;
  };
  seats: Repository<Seat> & {
    held(benefitId: string, person: string): Promise<Seat | null>;
    /** Lowest number first. */
    free(benefitId: string, limit: number): Promise<readonly Seat[]>;
    used(benefitId: string): Promise<number>;
    /** In the order of the ids. */
    usedOfEach(benefitIds: readonly string[]): Promise<readonly number[]>;
    /** How many seats each person holds, in the order of the ids. */
    heldByEach(people: readonly string[]): Promise<readonly number[]>;
    ofBenefit(benefitId: string, page: Page): Promise<readonly Seat[]>;
    /** Seats in use, by number. */
    takenOf(benefitId: string, page: Page): Promise<readonly Seat[]>;
    ofPerson(person: string): Promise<readonly Seat[]>;
    /** Seats in use, by benefit and number. */
    taken(page: Page): Promise<readonly Seat[]>;
    countTaken(): Promise<number>;
    /** Seats whose holders were asked before whether they still need them, and have not answered. */
    unanswered(before: Moment, limit: number): Promise<readonly Seat[]>;
    /** Temporary seats whose last day is this one or earlier, in that order. */
    ending(by: Day, limit: number): Promise<readonly Seat[]>;
    /** Pending seats whose waiting days are over. */
    activating(today: Day, limit: number): Promise<readonly Seat[]>;
  };
  keys: Repository<ProductKey> & {
    ofBenefit(benefitId: string, page: Page): Promise<readonly ProductKey[]>;
    /** Single-use keys that nobody has taken, in order. */
    free(benefitId: string, limit: number): Promise<readonly ProductKey[]>;
    countFree(benefitId: string): Promise<number>;
    takenBy(benefitId: string, person: string): Promise<readonly ProductKey[]>;
    /** Those of the fingerprints that belong to a stored key. */
    known(fingerprints: readonly string[]): Promise<readonly string[]>;
    /** How long the stored keys are, in their normal form. */
    lengths(): Promise<ReadonlySet<number>>;
    /** Keys that are encrypted with another encryption key. */
    encryptedOtherwise(kid: string, limit: number): Promise<readonly ProductKey[]>;
    /** Ids of the encryption keys in use. */
    kids(): Promise<readonly string[]>;
  };
  people: Repository<Person> & {
    /** `email` is canonical. */
    byEmail(email: string): Promise<Person | null>;
    /** Those that exist, in any order. */
    byEmails(emails: readonly string[]): Promise<readonly Person[]>;
    byObjectId(aadObjectId: string): Promise<Person | null>;
    /** By name. */
    page(page: Page): Promise<readonly Person[]>;
    count(): Promise<number>;
    admins(): Promise<readonly Person[]>;
    all(): Promise<readonly Person[]>;
  };
  history: {
    /** Idempotent: an existing id is skipped. */
    append(entries: readonly HistoryEntry[]): Promise<void>;
    /** False if the id exists. */
    insert(entry: HistoryEntry): Promise<boolean>;
    /** Increases `count` and sets `last` in the entry's detail. */
    repeat(id: string, at: Moment): Promise<void>;
    get(id: string): Promise<HistoryEntry | null>;
    /** Those that exist, in any order. */
    getMany(ids: readonly string[]): Promise<readonly HistoryEntry[]>;
    /** Replaces an entry by what `change` makes of it, for privacy alone. */
    rewrite(id: string, change: (entry: HistoryEntry) => HistoryEntry): Promise<void>;
    /** Newest first. */
    page(query: HistoryQuery, page: Page): Promise<readonly HistoryEntry[]>;
    /** Returns how many entries were removed. */
    prune(before: Moment, limit: number): Promise<number>;
  };
  requests: Repository<SeatRequest> & {
    /** Open and waiting ones, oldest first. */
    open(page: Page): Promise<readonly SeatRequest[]>;
    waiting(benefitId: string): Promise<readonly SeatRequest[]>;
    /** All of a person, settled ones too, newest first. */
    ofPerson(person: string): Promise<readonly SeatRequest[]>;
  };
  steps: Repository<PortalStep> & {
    /** Open steps of one benefit, or of all, by benefit and age. */
    open(benefitId: string | null, page: Page): Promise<readonly PortalStep[]>;
    countOpen(benefitId: string | null): Promise<number>;
    openOf(benefitId: string, person: string): Promise<readonly PortalStep[]>;
  };
  dispatches: Repository<Dispatch> & {
    /** Never tried, whatever their timestamp, or due for another try. */
    due(now: Moment, limit: number): Promise<readonly Dispatch[]>;
    dueAfter(moment: Moment, limit: number): Promise<readonly Dispatch[]>;
    undone(limit: number): Promise<readonly Dispatch[]>;
  };
  conversations: Repository<ConversationState> & {
    /**
     * Adds the claim of an activity in one round trip and resolves to the state as it is then. Null: the activity was
     * claimed before (perhaps by this very claim), or there is no state.
     */
    claim(id: string, activity: string, claim: ActivityClaim): Promise<ConversationState | null>;
  };
  oneTimeTokens: Repository<OneTimeToken>;
  uploads: Repository<PendingUpload>;
  plans: Repository<Plan>;
  outbox: {
    /**
     * Moves entries and notices out of the documents with a filled outbox. Idempotent, and safe to run concurrently.
     * `written-here`: only of the kinds that this process has written to since. Returns how many documents were emptied.
     * `fresh` gets the new dispatches; null: some may be known already, and have to be looked for.
     */
    drain(
      limit: number,
      of?: 'all' | 'written-here',
      fresh?: (dispatches: readonly Dispatch[] | null) => void,
    ): Promise<number>;
    /** The document as it was read. */
    drainOne<K extends 'seats' | 'people'>(kind: K, document: Kinds[K]): Promise<void>;
  };
  /**
   * For privacy alone: passes every text of notices, portal steps, requests, open questions, plans and tokens through
   * `change`. Returns how many documents changed.
   */
  rewriteTexts(change: (text: string) => string): Promise<number>;
  /** Atomic, even across crashes. False: a write conflicts, and nothing was written. */
  applyAll(writes: Iterable<Write> | AsyncIterable<Write>, progress?: (done: number) => void): Promise<boolean>;
  /** Rises when names of benefits or people may have changed, in any process. */
  catalogue: {
    revision(): Promise<number>;
    bump(): Promise<void>;
  };
  /** Small persistent values: schema version, reminders sent, … */
  facts: {
    get(name: string): Promise<string | null>;
    /** As a document, for `applyAll`. */
    load(name: string): Promise<Fact | null>;
    set(name: string, value: string): Promise<void>;
    insert(name: string, value: string): Promise<boolean>;
  };
  /**
   * True if this owner holds the lease for the next `ttlMs`. Others get it after seeing it unrenewed for that long;
   * `now` only measures how time passes for the caller.
   */
  lease(name: string, owner: string, ttlMs: number, now: Date): Promise<boolean>;
  /** Removes expired conversations, tokens and uploads, and old finished dispatches; at most `limit` of each. */
  sweep(now: Moment, limit: number): Promise<void>;
  /** Tries a write; the result is reused for 10 seconds. Throws if the store can't be written to. */
  ping(): Promise<void>;
  /**
   * Seconds by which this clock is ahead of the store's server. Negative: behind the server or the newest history
   * entry.
   */
  clockSkew(now: Date): Promise<number>;
  close(): Promise<void>;
}

/** The company's own rules, from the settings. */
export interface Rules {
  graceDays: number;
  reassignMinDays: number;
  supportActivationWorkdays: number;
  portalStep: boolean;
  /** A seat's holder may reveal its key, once. */
  holderKeys: boolean;
  /** IANA name: the company's days begin and end in it. */
  timeZone: string;
  reminderDays: readonly number[];
  /** So many reveals of one person within an hour tell the admins. */
  revealAlert: number;
  /** E-mail addresses or Entra object ids, lower case. */
  admins: readonly string[];
}

export interface Ports {
  store: Store;
  keyring: Keyring;
  clock: Clock;
  random: Random;
  rules: Rules;
}
