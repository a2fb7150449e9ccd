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
  'set-role',
  'remove-user',
  'membership',
  'history',
  'export',
  'import',
  'language',
  'help',
  'cancel',
  'undo',
  'requests',
] as const;
export type Command = (typeof COMMANDS)[number];

export const CATEGORIES = ['software', 'cloud', 'visual-studio', 'support'] as const;
export type Category = (typeof CATEGORIES)[number];

export const FILTERS = ['available', 'assigned', 'expiring'] as const;
export type Filter = (typeof FILTERS)[number];

export const ROLES = ['admin', 'viewer', 'employee'] as const;
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
  users?: readonly Named[];
  from?: Named;
  to?: Named;
  /** assign, reassign: the other address of a support benefit. add-user: the new person's address. As typed. */
  email?: string;
  /** add-user: the new person's name, as typed. */
  name?: string;
  role?: Role;
  /** keys: an ISO 639-1 code. language: `en` or `fr`. */
  language?: string;
  os?: OperatingSystem;
}

export interface Request {
  command: Command;
  slots: Slots;
}
