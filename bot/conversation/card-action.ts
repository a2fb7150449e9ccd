import {
  CATEGORIES,
  DESCRIPTIONS,
  FILTERS,
  isCommand,
  isVerb,
  LOCALES,
  type Locale,
  type Named,
  ROLES,
  SYSTEMS,
  type Verb,
} from '../../benefits/command';
import type { CommandInput } from '../commands/context';

/**
 * What a button, an input or the tab sends is a claim: of the data only known names with plain values of the right form
 * are taken, and what they name is loaded and authorised again. Anything else is ignored.
 */

export interface CardAction {
  verb: Verb;
  input: CommandInput;
}

const LONGEST = 320;

const text = (value: unknown, longest = LONGEST): string | undefined => {
  if (typeof value !== 'string') return undefined;
  const trimmed = value.trim();
  return trimmed === '' || trimmed.length > longest ? undefined : trimmed;
};
const flag = (value: unknown): true | undefined => (value === true || value === 'true' ? true : undefined);
const oneOf = <T extends string>(values: readonly T[], value: unknown): T | undefined =>
  values.find((each) => each === value);
const whole = (value: unknown): number | undefined => {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) && number >= 0 && number <= 10_000_000
    ? number
    : undefined;
};
/** The language of a key: `en`, `pt-BR`, `zh-Hant-TW`. */
const isLanguageTag = (value: unknown): value is string =>
  typeof value === 'string' && /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2}|-\d{3})?$/.test(value);
const texts = (value: unknown, most: number): string[] | undefined => {
  // A choice of several comes from a card as one text with commas.
  const list = typeof value === 'string' ? value.split(',') : Array.isArray(value) ? value : [];
  const found = list.slice(0, most).flatMap((each) => text(each) ?? []);
  return found.length > 0 ? found : undefined;
};

/** A name as the bot itself put it into a button: one id, several that fit, or one that fits nothing. */
const named = (value: unknown): Named | undefined => {
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value)) return texts(value, 50);
  const unknown = text((value as { unknown?: unknown } | null | undefined)?.unknown);
  return unknown === undefined ? undefined : { unknown };
};
const severalNamed = (value: unknown): Named[] | undefined => {
  if (!Array.isArray(value)) return texts(value, 50);
  const found = value.slice(0, 50).flatMap((each) => named(each) ?? []);
  return found.length > 0 ? found : undefined;
};

const listOf = (value: unknown): CommandInput['fromList'] => {
  if (typeof value !== 'object' || value === null) return undefined;
  const { benefit, user, stay } = value as Record<string, unknown>;
  const [one, whose, ids] = [text(benefit), text(user), texts(stay, 20)];
  return {
    ...(one !== undefined && { benefit: one }),
    ...(whose !== undefined && { user: whose }),
    ...(ids && { stay: ids }),
  };
};

const READERS: {
  [K in Exclude<keyof CommandInput, 'file' | 'give' | 'answers'>]-?: (value: unknown) => CommandInput[K] | undefined;
} = {
  category: (value) => oneOf(CATEGORIES, value),
  filter: (value) => oneOf(FILTERS, value),
  benefit: named,
  user: named,
  users: (value) => (value === 'everyone' ? value : severalNamed(value)),
  benefits: (value) => (value === 'everything' ? value : severalNamed(value)),
  except: severalNamed,
  group: text,
  until: (value) => (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : undefined),
  quantity: whole,
  without: flag,
  from: named,
  to: named,
  email: text,
  name: (value) => text(value, 200),
  role: (value) => oneOf(ROLES, value),
  language: (value) => (isLanguageTag(value) ? value : undefined),
  os: (value) => oneOf(SYSTEMS, value),
  version: (value) => text(value, 200),
  confirm: flag,
  reveal: flag,
  another: flag,
  done: flag,
  bulk: flag,
  keep: flag,
  skip: whole,
  change: (value) => text(value, 5_000),
  request: text,
  fromList: listOf,
  seat: text,
  plan: (value) => text(value, 100),
  reason: (value) => text(value, 300),
  comment: (value) => text(value, 300),
  newName: (value) => text(value, 200),
  newEmail: text,
  newRole: (value) => oneOf(ROLES, value),
  picked: (value) => (typeof value === 'string' && /^[0-9a-f-]{36}$/i.test(value) ? value : undefined),
  upload: (value) => text(value, 100),
  emailColumn: (value) => text(value, 200),
  nameColumn: (value) => text(value, 200),
  giveUp: (value) => texts(value, 500),
  leaving: flag,
  remove: flag,
};

function readInput(data: unknown): CommandInput {
  const input: Record<string, unknown> = {};
  if (typeof data !== 'object' || data === null) return {};
  for (const [name, read] of Object.entries(READERS)) {
    if (!Object.hasOwn(data, name)) continue;
    const value = read((data as Record<string, unknown>)[name]);
    if (value !== undefined) input[name] = value;
  }
  const give = answersOf(data);
  return oneChoice({ ...(input as CommandInput), ...(give && { give }) });
}

const GIVE = 'give.';
/** The inputs of a leaver's card, `give.<benefit id>`: one of its words or an address. */
function answersOf(data: object): CommandInput['give'] | undefined {
  const answers = Object.entries(data).flatMap(([name, value]): [string, string][] => {
    const chosen = name.startsWith(GIVE) ? text(value) : undefined;
    if (chosen === undefined || !/^(to|back|keep)$|@/.test(chosen)) return [];
    return [[name.slice(GIVE.length), chosen]];
  });
  return answers.length > 0 ? new Map(answers.slice(0, 500)) : undefined;
}

/** One chosen person among several possible is one person; the one from Microsoft's picker goes before an empty choice. */
function oneChoice(input: CommandInput): CommandInput {
  const { users, ...rest } = input;
  const [only, ...others] = users ?? [];
  if (only === undefined) return input;
  return others.length === 0 && rest.user === undefined ? { ...rest, user: only } : input;
}

/** Null: an unknown verb. `page` and `refresh` name their command in the data, and only read. */
export function readCardAction(verb: unknown, data: unknown): CardAction | null {
  const sent = typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : {};
  const input = readInput(sent);
  if (verb !== 'page' && verb !== 'refresh') return isVerb(verb) ? { verb, input } : null;
  const { command } = sent;
  // Another page of a plan that waits for its confirmation.
  if (verb === 'page' && input.plan !== undefined && isCommand(command))
    return { verb: command, input: readOnly(input) };
  if (!isCommand(command)) return null;
  if (command === 'review') return { verb: command, input: { ...readOnly(input), answers: true } };
  return DESCRIPTIONS[command].effect === 'reads' ? { verb: command, input: readOnly(input) } : null;
}

/** Refreshing and paging never change anything, whatever else the data says. */
const readOnly = ({
  confirm: _c,
  reveal: _r,
  another: _a,
  done: _d,
  keep: _k,
  upload: _p,

  ...input
}: CommandInput): CommandInput => input;

/** The language of the button's card, if the button carries it. */
export function cardLocale(data: unknown): Locale | null {
  const { locale } = (data ?? {}) as { locale?: unknown };
  return oneOf(LOCALES, locale) ?? null;
}
