import type { Locale, Role } from './command';
import type { FormerEmail } from './history';
import { emptyOutbox, type HasOutbox } from './outbox';
import type { Day, Moment } from './time';

export interface Chat {
  conversationId: string;
  serviceUrl: string;
  tenantId: string | null;
  /** The person's id on this channel, `29:…`. */
  userId: string;
  botId: string;
  botName: string;
  /** What the person's client last said: a language tag such as `en-US`, and an IANA time zone. Not checked. */
  locale: string | null;
  timeZone: string | null;
}

export interface LinkClaim {
  id: string;
  aadObjectId: string;
  at: Moment;
}

/** What Teams' roster said of a linked person. */
export interface RosterCheck {
  readOn: Day;
  /** Another address, of which the admins were told. `id`: of the change that takes it over. */
  says: { email: string; id: string } | null;
}

/** `id` is opaque and never changes. */
export interface Person extends HasOutbox {
  /** Canonical, unique. */
  email: string;
  /** Earlier addresses, by which the history may know the person. */
  formerEmails: readonly FormerEmail[];
  name: string;
  /** No file and no admin gave the name: Teams' name takes its place. */
  nameGuessed: boolean;
  role: Role;
  locale: Locale | null;
  /** Entra object id; null until the person first writes. Unique. */
  aadObjectId: string | null;
  /** A Teams account that claims to be this person, waiting for an admin's confirmation. */
  claim: LinkClaim | null;
  roster: RosterCheck | null;
  /** Chosen with the command `language`. */
  language: Locale | null;
  chat: Chat | null;
  /** Free words such as `sales`. */
  groups: readonly string[];
  since: Moment;
}

/** Somebody who has just been added to the list. */
export const newPerson = (given: Pick<Person, 'id' | 'email' | 'name' | 'since'> & Partial<Person>): Person => ({
  version: 1,
  formerEmails: [],
  nameGuessed: false,
  role: 'employee',
  locale: null,
  aadObjectId: null,
  claim: null,
  roster: null,
  language: null,
  chat: null,
  groups: [],
  ...emptyOutbox,
  ...given,
});

/** With the addresses that the person had until now. */
export const withEmail = (person: Person, email: string, at: Moment): Pick<Person, 'email' | 'formerEmails'> => ({
  email,
  formerEmails:
    email === person.email
      ? person.formerEmails
      : [...person.formerEmails.filter((each) => each.email !== email), { email: person.email, until: at }],
});

/** A name without case and accents, to be compared and sorted by. */
export const foldedName = (name: string): string => name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** A person as cards name them. */
export type PersonRef = Pick<Person, 'email' | 'name'>;
export const personRef = ({ email, name }: PersonRef): PersonRef => ({ email, name });

export type PersonSummary = Pick<Person, 'id' | 'email' | 'name'>;

export const personLocale = (person: Person, fallback: Locale): Locale => person.language ?? person.locale ?? fallback;
