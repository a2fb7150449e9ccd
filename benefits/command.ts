export const ROLES = ['admin', 'viewer', 'employee', 'guest'] as const;
export type Role = (typeof ROLES)[number];

/**
 * How much of a command a role may use. `all`: everything. `names`: what everybody of the company may see (names and
 * descriptions) and what concerns oneself. `own`: only what concerns oneself. `request`: asking for oneself; an admin
 * decides. `no`: refused, and the refusal is logged.
 */
export type Extent = 'all' | 'names' | 'own' | 'request' | 'no';

interface Description {
  /** What the handler takes. Several benefits or people of a command that takes one are an act each. */
  slots: readonly (keyof Slots)[];
  who: Readonly<Record<Role, Extent>>;
  /** Whatever does more than read is logged at every try, refused ones too. */
  effect: 'reads' | 'changes' | 'reveals' | 'exports';
  /** Shown in groups and channels as it is; everything else moves to the personal chat. */
  inGroups?: true;
  /** Writes without a card to confirm. */
  atOnce?: true;
  /** Where the help card lists it. */
  help?: HelpGroup;
}

export const HELP_GROUPS = ['look', 'seats', 'data', 'bot'] as const;
export type HelpGroup = (typeof HELP_GROUPS)[number];

const ADMINS_AND_OWN = { admin: 'all', viewer: 'own', employee: 'own', guest: 'no' } as const;
const EVERYBODY = { admin: 'all', viewer: 'all', employee: 'all', guest: 'no' } as const;
const ADMINS = { admin: 'all', viewer: 'no', employee: 'no', guest: 'no' } as const;
const READERS = { admin: 'all', viewer: 'all', employee: 'no', guest: 'no' } as const;
const READERS_AND_OWN = { admin: 'all', viewer: 'all', employee: 'own', guest: 'no' } as const;
const NAMES = { admin: 'all', viewer: 'all', employee: 'names', guest: 'no' } as const;
const ASKING = { admin: 'all', viewer: 'request', employee: 'request', guest: 'no' } as const;

/** What can be typed. Names and slots are those of the outside contract. */
const TYPED = {
  list: { slots: ['category', 'filter'], who: NAMES, effect: 'reads', inGroups: true, help: 'look' },
  show: { slots: ['benefit'], who: NAMES, effect: 'reads', inGroups: true },
  keys: {
    slots: ['benefit', 'user', 'language', 'os'],
    who: ADMINS_AND_OWN,
    effect: 'reveals',
    help: 'seats',
    atOnce: true,
  },
  assign: {
    slots: ['benefit', 'benefits', 'user', 'users', 'except', 'group', 'email', 'until'],
    who: ASKING,
    effect: 'changes',
    help: 'seats',
  },
  unassign: {
    slots: ['benefit', 'benefits', 'user', 'users', 'except', 'group'],
    who: ADMINS_AND_OWN,
    effect: 'changes',
    help: 'seats',
  },
  reassign: {
    slots: ['benefit', 'benefits', 'from', 'to', 'except', 'email'],
    who: ADMINS,
    effect: 'changes',
    help: 'seats',
  },
  assignments: {
    slots: ['benefit', 'benefits', 'user', 'users', 'group', 'without'],
    who: READERS_AND_OWN,
    effect: 'reads',
    help: 'look',
  },
  users: { slots: ['user', 'role', 'group'], who: READERS, effect: 'reads', help: 'data' },
  'add-user': { slots: ['email', 'name', 'role'], who: ADMINS, effect: 'changes', help: 'data' },
  'update-user': { slots: ['user', 'name', 'email'], who: ADMINS, effect: 'changes', help: 'data' },
  'set-role': { slots: ['user', 'users', 'role'], who: ADMINS, effect: 'changes', help: 'data' },
  'remove-user': { slots: ['user', 'users'], who: ADMINS, effect: 'changes', help: 'data' },
  'set-quantity': { slots: ['benefit', 'quantity'], who: ADMINS, effect: 'changes', help: 'data' },
  membership: { slots: [], who: NAMES, effect: 'reads', inGroups: true, help: 'look' },
  portal: { slots: ['benefit', 'user'], who: ADMINS, effect: 'reads', help: 'seats', atOnce: true },
  requests: { slots: ['benefit', 'user'], who: ADMINS_AND_OWN, effect: 'reads', help: 'seats' },
  withdraw: { slots: ['benefit'], who: EVERYBODY, effect: 'changes', atOnce: true },
  resend: { slots: ['user', 'benefit'], who: ADMINS, effect: 'reads', atOnce: true },
  review: { slots: ['benefit', 'benefits', 'group'], who: ADMINS_AND_OWN, effect: 'changes', help: 'seats' },
  history: { slots: ['benefit', 'user'], who: READERS_AND_OWN, effect: 'reads', help: 'look' },
  export: { slots: [], who: READERS, effect: 'exports', help: 'data', atOnce: true },
  import: { slots: [], who: ADMINS, effect: 'changes', help: 'data' },
  undo: { slots: [], who: ADMINS, effect: 'changes', help: 'bot', atOnce: true },
  language: { slots: ['language'], who: EVERYBODY, effect: 'reads', inGroups: true, help: 'bot', atOnce: true },
  help: { slots: [], who: EVERYBODY, effect: 'reads', inGroups: true },
  cancel: { slots: [], who: EVERYBODY, effect: 'reads', inGroups: true },
} as const satisfies Record<string, Description>;

/** What only a button asks for. */
const PRESSED = {
  link: { slots: ['user'], who: ADMINS, effect: 'changes', atOnce: true },
  approve: { slots: ['email'], who: ADMINS, effect: 'changes', atOnce: true },
  decline: { slots: [], who: ADMINS, effect: 'changes', atOnce: true },
} as const satisfies Record<string, Description>;

/** One description for each command, however it is asked for (typed, a button, the tab, the message extension). */
export const DESCRIPTIONS: Readonly<Record<Verb, Description>> = { ...TYPED, ...PRESSED };

export type Command = keyof typeof TYPED;
export type Verb = Command | keyof typeof PRESSED;

export const isVerb = (name: unknown): name is Verb => typeof name === 'string' && Object.hasOwn(DESCRIPTIONS, name);
export const isCommand = (name: unknown): name is Command => typeof name === 'string' && Object.hasOwn(TYPED, name);
export const COMMANDS = Object.keys(TYPED).filter(isCommand);

export const CATEGORIES = ['software', 'cloud', 'visual-studio', 'support'] as const;
export type Category = (typeof CATEGORIES)[number];

export const FILTERS = ['available', 'assigned', 'expiring'] as const;
export type Filter = (typeof FILTERS)[number];

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

/** A command and what was said of it: a message may ask for several. */
export interface Act {
  command: Command;
  slots: Slots;
}
