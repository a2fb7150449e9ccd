import { COMMANDS, type Command, DESCRIPTIONS, type Extent, type Role, type Verb } from './command';

/** Who may do what, derived from the command descriptions. */

export const extent = (verb: Verb, role: Role): Extent => DESCRIPTIONS[verb].who[role];

const commandsWhere = (fits: (command: Command) => boolean): ReadonlySet<Verb> => new Set(COMMANDS.filter(fits));

/** Commands that change something or show a secret. */
export const SENSITIVE = commandsWhere((command) => ['changes', 'reveals'].includes(DESCRIPTIONS[command].effect));

export const isLogged = (verb: Verb): boolean => DESCRIPTIONS[verb].effect !== 'reads';

/** Reading commands that also do something: set a language, mark a step as done, send a notice again. */
const ACTS: ReadonlySet<Command> = new Set(['language', 'portal', 'resend']);
const ASKED_FIRST: ReadonlySet<Command> = new Set([
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
]);
/** Change nothing before they are confirmed, or only read. */
export const ASKS_FIRST: ReadonlySet<Verb> = commandsWhere(
  (command) => ASKED_FIRST.has(command) || (DESCRIPTIONS[command].effect === 'reads' && !ACTS.has(command)),
);

/** True if everyone in the company may see the reply. Others move to the personal chat. */
export const isOpenInGroups = (verb: Verb): boolean => DESCRIPTIONS[verb].inGroups === true;
