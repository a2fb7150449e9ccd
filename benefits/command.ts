/**
 * What a person can ask for: one name for each command, however it is asked for (typed, a button, the tab, the message
 * extension). The names and the slots are those of the outside contract; nothing may rename one silently.
 */

export const COMMANDS = [
  'list',
  'show',
  'keys',
  'assign',
  'unassign',
  'reassign',
  'assignments',
  'users',
  'add-user',
  'update-user',
  'set-role',
  'remove-user',
  'set-quantity',
  'membership',
  'portal',
  'requests',
  'withdraw',
  'resend',
  'review',
  'history',
  'export',
  'import',
  'undo',
  'language',
  'help',
  'cancel',
] as const;
export type Command = (typeof COMMANDS)[number];

export const CATEGORIES = ['software', 'cloud', 'visual-studio', 'support'] as const;
export type Category = (typeof CATEGORIES)[number];

export const FILTERS = ['available', 'assigned', 'expiring'] as const;
export type Filter = (typeof FILTERS)[number];

export const ROLES = ['admin', 'viewer', 'employee', 'guest'] as const;
export type Role = (typeof ROLES)[number];

export const SYSTEMS = ['windows-x64', 'windows-x86', 'windows-arm64', 'linux-x64', 'macos'] as const;
export type OperatingSystem = (typeof SYSTEMS)[number];

export const LOCALES = ['en', 'fr'] as const;
export type Locale = (typeof LOCALES)[number];

/**
 * A benefit or a person as a text names it: the id (of a person: the e-mail address, or `me`), several ids when the
 * name fits several (sorted; the bot asks which), or the name as typed when it fits none.
 */
export type Named = string | readonly string[] | { readonly unknown: string };

/** What a request says. An absent slot was not said; commands ask for the ones they need. */
export interface Slots {
  category?: Category;
  filter?: Filter;
  benefit?: Named;
  /** One person. */
  user?: Named;
  /** Several people who are all meant; then `user` is absent. */
  users?: readonly Named[] | 'everyone';
  /** Several benefits that are all meant; then `benefit` is absent. */
  benefits?: readonly Named[] | 'everything';
  /** What `users: 'everyone'` or `benefits: 'everything'` leaves out. */
  except?: readonly Named[];
  /** A group of people, spelt as in the data. */
  group?: string;
  from?: Named;
  to?: Named;
  /** assign, reassign: the other address of a support benefit. add-user, update-user: the person's new address. As typed. */
  email?: string;
  /** add-user, update-user: the person's new name, as typed. */
  name?: string;
  role?: Role;
  /** keys: an ISO 639-1 code, with a region where one was named (`pt-BR`). language: `en` or `fr`. */
  language?: string;
  os?: OperatingSystem;
  /** assign: the last day of the seat, YYYY-MM-DD. */
  until?: string;
  /** set-quantity: how many seats. */
  quantity?: number;
  /** assignments: who does not have it. */
  without?: true;
}

export interface Request {
  command: Command;
  slots: Slots;
}
