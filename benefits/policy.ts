import type { Command, Role } from './command';

/**
 * Who may ask for what: the one table. `all`: everything. `names`: what everybody of the company may see (names and
 * descriptions) and what concerns oneself. `own`: only what concerns oneself. `request`: asking for oneself; an admin
 * decides. `no`: refused, and the refusal is logged.
 */
export type Extent = 'all' | 'names' | 'own' | 'request' | 'no';

const EVERYBODY: Record<Role, Extent> = { admin: 'all', viewer: 'all', employee: 'all', guest: 'no' };
const ADMINS: Record<Role, Extent> = { admin: 'all', viewer: 'no', employee: 'no', guest: 'no' };
const READERS: Record<Role, Extent> = { admin: 'all', viewer: 'all', employee: 'no', guest: 'no' };
const READERS_AND_OWN: Record<Role, Extent> = { admin: 'all', viewer: 'all', employee: 'own', guest: 'no' };
const NAMES: Record<Role, Extent> = { admin: 'all', viewer: 'all', employee: 'names', guest: 'no' };

export const POLICY: Record<Command, Record<Role, Extent>> = {
  list: NAMES,
  show: NAMES,
  membership: NAMES,
  help: EVERYBODY,
  language: EVERYBODY,
  cancel: EVERYBODY,
  assignments: READERS_AND_OWN,
  history: READERS_AND_OWN,
  users: READERS,
  export: READERS,
  keys: ADMINS,
  assign: { admin: 'all', viewer: 'request', employee: 'request', guest: 'no' },
  unassign: ADMINS,
  reassign: ADMINS,
  'add-user': ADMINS,
  'update-user': ADMINS,
  'set-role': ADMINS,
  'remove-user': ADMINS,
  'set-quantity': ADMINS,
  portal: ADMINS,
  requests: ADMINS,
  withdraw: EVERYBODY,
  resend: ADMINS,
  review: ADMINS,
  import: ADMINS,
  undo: ADMINS,
};

export const extent = (command: Command, role: Role): Extent => POLICY[command][role];

/** Commands that change something or show a secret. */
export const SENSITIVE: ReadonlySet<Command> = new Set<Command>([
  'keys',
  'assign',
  'unassign',
  'reassign',
  'add-user',
  'update-user',
  'set-role',
  'remove-user',
  'set-quantity',
  'review',
  'import',
  'undo',
]);

/** Every try is logged, refused ones too. */
export const LOGGED: ReadonlySet<Command> = new Set<Command>([...SENSITIVE, 'export']);

/** Shown in a group or channel as they are: everyone of the company may see them. All else goes to the personal chat. */
export const OPEN_IN_GROUPS: ReadonlySet<Command> = new Set<Command>([
  'list',
  'show',
  'membership',
  'help',
  'language',
  'cancel',
]);
