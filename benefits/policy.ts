import { COMMANDS, type Command, DESCRIPTIONS, type Extent, type Role, type Verb } from './command';

/** Who may do what, derived from the command descriptions. */

export const extent = (verb: Verb, role: Role): Extent => DESCRIPTIONS[verb].who[role];

const commandsWhere = (fits: (command: Command) => boolean): ReadonlySet<Verb> => new Set(COMMANDS.filter(fits));

/** Commands that change something or show a secret. */
export const SENSITIVE = commandsWhere((command) => ['changes', 'reveals'].includes(DESCRIPTIONS[command].effect));

export const isLogged = (verb: Verb): boolean => DESCRIPTIONS[verb].effect !== 'reads';

/** Changes nothing before it is confirmed, or only reads. */
export const asksFirst = (verb: Verb): boolean => DESCRIPTIONS[verb].atOnce !== true;

/** Changes nothing, sends nothing, and shows no key and no file. */
export const onlyReads = (verb: Verb, { done, bulk }: { done?: boolean; bulk?: boolean }): boolean =>
  !isLogged(verb) && (asksFirst(verb) || (verb === 'portal' && !done && !bulk));

/** True if everyone in the company may see the reply. Others move to the personal chat. */
export const isOpenInGroups = (verb: Verb): boolean => DESCRIPTIONS[verb].inGroups === true;
