import type { Benefit } from './benefit';
import type { Category, Command, Filter, Request } from './command';
import type { HistoryEntry } from './history';
import type { EncryptedValue, ProductKey } from './key';
import type { Membership } from './membership';
import type { Delivery, Notice } from './notice';
import type { Stored } from './outbox';
import type { Person } from './person';
import type { Plan } from './plan';
import type { PortalStep } from './portal-step';
import type { SeatRequest } from './request';
import type { Seat } from './seat';
import type { Day, Moment } from './time';

/** What the rules need from outside. A method that cannot reach its service throws; absent is null. */

export interface Clock {
  now(): Date;
}

export interface Random {
  /** A new id, unguessable, URL-safe, at least 128 bits. */
  id(): string;
  /** Evenly spread, from 0 to below 1. */
  fraction(): number;
}

export interface Keyring {
  /** Encrypts under the newest key; `context` is bound to the result. */
  encrypt(text: string, context: string): EncryptedValue;
  /** Throws when the encryption key is missing, or when text or context were tampered with. */
  decrypt(encrypted: EncryptedValue, context: string): string;
  /** Keyed hash that tells equal texts, the same for the store's whole life. */
  fingerprint(text: string): string;
  readonly newest: string;
  readonly ids: readonly string[];
}

export interface Page {
  /** How many documents to leave out. */
  skip: number;
  /** How many at most. */
  limit: number;
}

/** `stale`: somebody was faster, load again. `taken`: a unique value (seat holder, object id) belongs to another. */
export type Replaced = 'done' | 'stale' | 'taken';

export interface Repository<T extends Stored> {
  get(id: string): Promise<T | null>;
  /** False when the id or a unique value is there already. The stored version is 1 unless the document says more. */
  insert(document: T): Promise<boolean>;
  /** Writes `after` as version `before.version + 1`, only while the stored version is still `before.version`. */
  replace(before: T, after: T): Promise<Replaced>;
  /** Removes it only while the stored version is still this one. */
  remove(document: T): Promise<boolean>;
}

/** What the bot asked last. */
export interface OpenQuestion extends Request {
  asking: string;
  candidates: readonly string[];
  /** The confirmation token of the card. */
  facts: string;
  /** Of somebody who is not in the list: what was typed already. */
  suggested?: { name: string; email: string };
  /** Id of the stored plan that the card shows. */
  plan?: string;
  /** The acts of the message, and which of them the question is about. */
  asks?: { acts: readonly Request[]; at: number };
}

/** What an answer was about: benefit ids and people's addresses. */
export interface Topic {
  command: Command;
  benefits: readonly string[];
  people: readonly string[];
}

/** What a person and the bot are in the middle of in one conversation. `id` is `<person id>|<conversation id>`. */
export interface ConversationState extends Stored {
  asked: OpenQuestion | null;
  /** Where the request came from when it was moved out of a group. */
  group: { conversationId: string; serviceUrl: string; botId: string; botName: string } | null;
  /** Newest first. */
  topics: readonly Topic[];
  /** The last activities, newest first; one that is not answered is being worked on. */
  activities: readonly { id: string; at: Moment; answered: boolean }[];
  expiresAt: Moment;
}

/** A one-time permission for a page; `id` is a hash of the secret, so the store never has it. */
export interface OneTimeToken extends Stored {
  purpose: 'keys' | 'export' | 'import' | 'tab';
  person: string;
  /** keys: benefit, language, os, holder, another. export: format. import: where the checked file is kept. */
  claims: Readonly<Record<string, string | boolean | null>>;
  usedAt: Moment | null;
  expiresAt: Moment;
}

/** A notice on its way. */
export interface Dispatch extends Stored {
  notice: Notice;
  channels: readonly Delivery[];
  attempts: number;
  /** Next try; `done` sorts after every moment, so the due ones are a range. */
  dueAt: Moment | 'done';
}

/** A large text or file kept for a short time (an import that waits for its confirmation). */
export interface PendingUpload extends Stored {
  /** base64 pieces are split by the caller below 1 MB. */
  data: string;
  expiresAt: Moment;
}

/** A small persistent value; `id` is its name. */
export interface Fact extends Stored {
  value: string;
}

/** One document of an import: made, changed (only while it is still at `before.version`) or removed. */
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

/** Of the log: `actor` is who did it; `about` is whom it is about, the one whose seat went to another included. */
export interface HistoryQuery {
  benefitId?: string;
  who?: { as: 'actor' | 'about' | 'either'; email: string };
}

export interface Store {
  /** What runs: `embedded (libsql x)`, `MongoDB x.y`. */
  readonly engine: string;
  membership: Repository<Membership>;
  benefits: Repository<Benefit> & {
    /** Sorted by shelf; with filter `expiring`, by end, from `today` to 60 days on. */
    page(query: { category?: Category; filter?: Filter; today: Day }, page: Page): Promise<readonly Benefit[]>;
    count(query: { category?: Category; filter?: Filter; today: Day }): Promise<number>;
    all(): Promise<readonly Benefit[]>;
  };
  seats: Repository<Seat> & {
    held(benefitId: string, person: string): Promise<Seat | null>;
    /** Free seats, lowest number first. */
    free(benefitId: string, limit: number): Promise<readonly Seat[]>;
    used(benefitId: string): Promise<number>;
    /** Of each of these, in their order. */
    usedOfEach(benefitIds: readonly string[]): Promise<readonly number[]>;
    ofBenefit(benefitId: string, page: Page): Promise<readonly Seat[]>;
    /** Those of a benefit that somebody holds, by number. */
    takenOf(benefitId: string, page: Page): Promise<readonly Seat[]>;
    ofPerson(person: string): Promise<readonly Seat[]>;
    /** All seats in use, by benefit and number. */
    taken(page: Page): Promise<readonly Seat[]>;
    countTaken(): Promise<number>;
    /** Pending seats whose waiting days are over. */
    activating(today: Day, limit: number): Promise<readonly Seat[]>;
  };
  keys: Repository<ProductKey> & {
    ofBenefit(benefitId: string, page: Page): Promise<readonly ProductKey[]>;
    /** Single-use keys nobody has taken, in their order. */
    free(benefitId: string, limit: number): Promise<readonly ProductKey[]>;
    countFree(benefitId: string): Promise<number>;
    takenBy(benefitId: string, person: string): Promise<readonly ProductKey[]>;
    /** Those of these fingerprints that a stored key has. */
    known(fingerprints: readonly string[]): Promise<readonly string[]>;
    /** Every key not encrypted by this encryption key. */
    encryptedOtherwise(kid: string, limit: number): Promise<readonly ProductKey[]>;
    /** Ids of the encryption keys in use. */
    kids(): Promise<readonly string[]>;
  };
  people: Repository<Person> & {
    /** `email` is canonical. */
    byEmail(email: string): Promise<Person | null>;
    byObjectId(aadObjectId: string): Promise<Person | null>;
    /** By name. */
    page(page: Page): Promise<readonly Person[]>;
    count(): Promise<number>;
    admins(): Promise<readonly Person[]>;
    all(): Promise<readonly Person[]>;
  };
  history: {
    /** Twice is the same as once: an entry whose id is there already is left alone. */
    append(entries: readonly HistoryEntry[]): Promise<void>;
    /** False: an entry with this id is there already. */
    insert(entry: HistoryEntry): Promise<boolean>;
    /** The entry's try was made again: `count` and `last` in its detail say so. */
    repeat(id: string, at: Moment): Promise<void>;
    get(id: string): Promise<HistoryEntry | null>;
    /** Newest first. */
    page(query: HistoryQuery, page: Page): Promise<readonly HistoryEntry[]>;
    /** Removes at most `limit` entries older than `before`; returns how many. */
    prune(before: Moment, limit: number): Promise<number>;
  };
  requests: Repository<SeatRequest> & {
    /** Open and waiting ones, oldest first. */
    open(page: Page): Promise<readonly SeatRequest[]>;
    waiting(benefitId: string): Promise<readonly SeatRequest[]>;
  };
  steps: Repository<PortalStep> & {
    /** Open steps of one benefit, or of all, by benefit and age. */
    open(benefitId: string | null, page: Page): Promise<readonly PortalStep[]>;
    countOpen(benefitId: string | null): Promise<number>;
    openOf(benefitId: string, person: string): Promise<readonly PortalStep[]>;
  };
  dispatches: Repository<Dispatch> & {
    /** Those that were never tried, whatever time they bear, and those whose next try has come. */
    due(now: Moment, limit: number): Promise<readonly Dispatch[]>;
    /** Those whose next try is later. */
    dueAfter(moment: Moment, limit: number): Promise<readonly Dispatch[]>;
    undone(limit: number): Promise<readonly Dispatch[]>;
  };
  conversations: Repository<ConversationState>;
  oneTimeTokens: Repository<OneTimeToken>;
  uploads: Repository<PendingUpload>;
  plans: Repository<Plan>;
  /** Documents of any kind that still carry history or notices. */
  outbox: {
    /** Moves what pending documents carry into the history and the dispatches, and empties them. Idempotent; safe when several do it at once. Returns how many documents were emptied. `only` names one document to look at first-hand. */
    drain(limit: number): Promise<number>;
    drainOne(kind: 'seats' | 'keys' | 'people' | 'requests' | 'steps', id: string): Promise<void>;
  };
  /**
   * All of it or none, whatever crashes. Resolves to the first write that could not be done because somebody changed the
   * document meanwhile (nothing was written then), or null.
   */
  applyAll(writes: Iterable<Write> | AsyncIterable<Write>, progress?: (done: number) => void): Promise<Write | null>;
  /** Rises whenever names of benefits or people may have changed, in any process. */
  catalogue: {
    revision(): Promise<number>;
    bump(): Promise<void>;
    /** Rises after the benefits' counts of seats in use were brought up to date. */
    usage(): Promise<number>;
  };
  /** Small persistent facts: schema version, whether the sample is untouched, which reminders went out. */
  facts: {
    get(name: string): Promise<string | null>;
    /** The fact as a document, to be changed by `applyAll` together with others. */
    load(name: string): Promise<Fact | null>;
    set(name: string, value: string): Promise<void>;
    insert(name: string, value: string): Promise<boolean>;
  };
  /**
   * True when this owner holds the lease for the next `ttlMs`. Another one gets it after having seen it not renewed for
   * that long; `now` is the asker's own clock, which only measures how time passes.
   */
  lease(name: string, owner: string, ttlMs: number, now: Date): Promise<boolean>;
  /** Removes lapsed talks, tickets and parcels, and dispatches done long ago, at most `limit` of each. */
  sweep(now: Moment, limit: number): Promise<void>;
  /** Tries a write; the answer is kept for 10 seconds. Throws when the store can't be written to. */
  ping(): Promise<void>;
  /**
   * Seconds by which this process's clock is ahead of the store's server, or (negative) behind it or behind the newest
   * entry of the history.
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
  reminderDays: readonly number[];
  /** E-mail addresses or Entra object ids that are admins whatever the list says. Lower case. */
  admins: readonly string[];
}

export interface Ports {
  store: Store;
  keyring: Keyring;
  clock: Clock;
  random: Random;
  rules: Rules;
}
