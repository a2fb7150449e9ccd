import {
  type Act,
  type Command,
  DESCRIPTIONS,
  type Named,
  type OperatingSystem,
  type Role,
  type Slots,
} from '../benefits/command';
import { SENSITIVE } from '../benefits/policy';
import type { Topic } from '../benefits/short-lived';
import { distinct, key, lastValue } from './answer';
import { placesIn } from './choice';
import type { Entity, Reading } from './entity';
import type { Heard } from './heard';
import { lineOf } from './line';
import type { Question } from './meaning';
import { markerOf } from './parts';
import { quantityIn } from './quantity';

const ADDS =
  /^ (?:(?:yes|yeah|oui|ok|okay|ah|oh|euh|,|[.]) ){0,20}(?:and|also|et|aussi|plus|add|ajoute|ajoutez|rajoute|en plus|as well as|with|avec) | (?:too|as well|also|aussi|egalement|en plus) (?:[.!?] ){0,20}$/u;
const REMOVES =
  / (?:not|nor|ni|without|except|minus|excluding|remove|drop|skip|leave|(?:all|everyone|everybody|everything) but|pas|sans|sauf|excepte|hormis|moins|enleve|enlevez|retire|retirez) /u;
/** "yes for Ana, no for Tom" is no slip of the tongue. */
const SPLITS = /^ (?:yes|yeah|ok|okay|oui|d' accord) .* (?:no|non) (?:for|to|pour|a|au|aux) /u;
const NO = / (?:no|non) /u;
/** Between two names of one list. */
const JOINS = /^(?: (?:and|or|nor|et|ou|ni|,|&|\+|to|for|from|a|pour|de|d'|the|le|la|l'|les))* $/u;
const OTHER = / (?:other|autre) /u;

/**
 * The acts as a message corrects them: "no, to Élodie", "yes but not Tom", "also to Ana", "the first one only", "until March",
 * "in German". Null: it changes nothing about them, or it is not clear which it is about. No act: nothing is left of them.
 */
export function correctedActs(
  acts: readonly Act[],
  heard: Heard,
  question: Question | null,
  topic: Topic | null,
): Act[] | null {
  const said = namesIn(heard);
  const chosen = placed(acts, heard, question ? choices(question, topic) : []);
  if (chosen) return [...chosen];
  const things = renamed(acts, 'benefit', said);
  const people = things && renamed(things, 'user', said);
  const next = people?.map((act) => withValues(act, heard));
  return !next || JSON.stringify(next) === JSON.stringify(acts) ? null : next;
}

/** Names that a correction leaves out, and the others, which take a place or are added. */
interface Said {
  removed: readonly Entity[];
  others: readonly Entity[];
  adds: boolean;
  reading: Reading;
}

function namesIn({ reading, uncorrected: raw }: Heard): Said {
  const split = SPLITS.test(lineOf(raw).text);
  const stays = split ? raw.entities : reading.entities;
  const staying = new Set(stays.map(({ text }) => text));
  const removed = raw.entities.filter(({ text }) => !staying.has(text));
  let removing = false;
  let from = 0;
  for (const entity of raw.entities) {
    const between = raw.tokens.slice(from, entity.start).map(({ norm }) => norm);
    const text = ` ${between.join(' ')} `.replace(/^ +$/u, ' ');
    removing = REMOVES.test(text) || (split && NO.test(text)) || (removing && JOINS.test(text));
    if (removing && !removed.includes(entity)) removed.push(entity);
    from = entity.end;
  }
  const left = new Set(removed.map(({ text }) => text));
  const others = stays.filter(({ text }) => !left.has(text));
  const me = others.some(isPerson) ? -1 : reading.tokens.findIndex(({ norm }) => /^(?:me|myself|moi)$/u.test(norm));
  if (me >= 0) others.push({ kind: 'person', start: me, end: me + 1, named: 'me', text: 'me', weak: false });
  return { removed, others, adds: ADDS.test(lineOf(raw).text), reading };
}

type Kind = 'benefit' | 'user';

const isBenefit = ({ kind, weak }: Entity): boolean => kind === 'benefit' && !weak;
const isPerson = ({ kind, weak }: Entity): boolean =>
  kind === 'person' || kind === 'email' || kind === 'group' || (kind === 'unknown' && !weak);

/** The acts with their benefits, or their people, as said; null where it is not clear which act is meant. */
function renamed(acts: readonly Act[], kind: Kind, { removed, others, adds, reading }: Said): Act[] | null {
  const is = kind === 'benefit' ? isBenefit : isPerson;
  const shown = acts.flatMap((act) => namesOf(act, kind));
  const known = new Set(shown.map(key));
  const all = acts.some((act) => isAll(act, kind));
  // "not Marie": of several who are called so, the one who is shown.
  const here = (one: Entity): Entity => {
    const fits = adds ? [] : shown.filter((named) => typeof named === 'string' && isAmong(named, one.named));
    return fits.length === 1 && fits[0] !== undefined ? { ...one, named: fits[0] } : one;
  };
  const out = removed.filter(is).map(here);
  const gone = out.filter(({ named }) => all || known.has(key(named)));
  const said = others.filter((one) => is(one) && (one.named !== 'me' || known.size > 0)).map(here);
  // "not Tom, José": a name behind the one that leaves takes its place.
  const behind = out.filter((one) => !gone.includes(one) && reading.entities.some(({ text }) => text === one.text));
  const names = distinct([...said, ...(gone.length > 0 ? behind : [])].map(({ named }) => named));
  const brought = names.filter((named) => !known.has(key(named)));
  const leaving = gone.map(({ named }) => named);
  if (gone.length > 0) return acts.flatMap((one) => without(one, kind, leaving, brought));
  if (names.length === 0) return removed.some(is) ? null : [...acts];
  if (!acts.every(({ command }) => takes(command, kind))) return null;
  const [act, ...more] = acts;
  if (act && more.length === 0) {
    const part = said.reduce<Act | null>((one, entity) => one && withPart(one, entity, reading), act);
    if (part) return [part];
    if (adds && all) return null;
    // Another address belongs to one person.
    if (adds && kind === 'user' && act.slots.email !== undefined) return [act, withNames(act, kind, names)];
    return [withNames(act, kind, adds ? distinct([...namesOf(act, kind), ...names]) : names)];
  }
  if (adds) return null;
  // "only Ana".
  if (brought.length === 0)
    return acts.filter((one) => namesOf(one, kind).some((named) => names.some((n) => key(n) === key(named))));
  const same = acts.every((one) => key(namesOf(one, kind)) === key(namesOf(act ?? one, kind)));
  return same ? acts.map((one) => withNames(one, kind, names)) : null;
}

const isAmong = (id: string, named: Named): boolean => Array.isArray(named) && named.includes(id);

const PARTS = { user: ['user', 'to', 'name'], benefit: ['benefit'] } as const;
const takes = (command: Command, kind: Kind): boolean =>
  PARTS[kind].some((slot) => (DESCRIPTIONS[command].slots as readonly string[]).includes(slot));

/** A name of which an act has one part only: from, to, a new person's name and address, another address. */
function withPart({ command, slots }: Act, { kind, named, text, ...at }: Entity, reading: Reading): Act | null {
  const { marker } = markerOf(reading, at);
  if (kind === 'benefit') return command === 'add-user' || command === 'update-user' ? { command, slots } : null;
  if (command === 'reassign') {
    const from = marker === 'from' || marker === 'of' || marker === 'owner';
    return { command, slots: { ...slots, [from ? 'from' : 'to']: named } };
  }
  if (command === 'add-user' || command === 'update-user')
    return { command, slots: { ...slots, [kind === 'email' ? 'email' : 'name']: text } };
  if (kind === 'email' && slots.email !== undefined && (marker === 'with' || typeof named !== 'string'))
    return { command, slots: { ...slots, email: text } };
  if (kind === 'group') {
    const { user: _user, users: _users, ...rest } = slots;
    return { command, slots: { ...rest, group: text } };
  }
  return null;
}

/** Everyone, or everything that somebody has. */
const isAll = ({ command, slots }: Act, kind: Kind): boolean =>
  kind === 'user'
    ? slots.users === 'everyone' || slots.group !== undefined
    : slots.benefits === 'everything' ||
      ((command === 'unassign' || command === 'reassign') && namesOf({ command, slots }, kind).length === 0);

export function namesOf({ command, slots }: Act, kind: Kind): readonly Named[] {
  const [one, several] = kind === 'benefit' ? [slots.benefit, slots.benefits] : [slots.user, slots.users];
  if (Array.isArray(several)) return several;
  const parts = kind === 'user' && command === 'reassign' ? [slots.from, slots.to] : [one];
  return parts.filter((named) => named !== undefined);
}

/** The slot for these names: one of them or several; none for no name. */
export function given(kind: Kind, names: readonly Named[]): Slots {
  const [first] = names;
  if (first === undefined) return {};
  return names.length === 1 ? { [kind]: first } : { [`${kind}s`]: names };
}

function withNames({ command, slots }: Act, kind: Kind, names: readonly Named[]): Act {
  const { [kind]: _one, [`${kind}s` as const]: _several, ...rest } = slots;
  if (kind === 'user') {
    delete rest.group;
    if (key(names) !== key(namesOf({ command, slots }, kind))) delete rest.email;
  }
  const [first] = names;
  return { command, slots: { ...rest, ...(names.length > 1 ? { [`${kind}s`]: names } : { [kind]: first }) } };
}

/** The act without these names, others in their place; none where nothing is left. */
function without(act: Act, kind: Kind, gone: readonly Named[], others: readonly Named[]): Act[] {
  const { command, slots } = act;
  if (isAll(act, kind)) return [{ command, slots: { ...slots, except: distinct([...(slots.except ?? []), ...gone]) } }];
  const leaves = (named: Named | undefined) => gone.some((one) => key(one) === key(named));
  const names = namesOf(act, kind);
  if (!names.some(leaves)) return [act];
  if (kind === 'user' && command === 'reassign') {
    const [other] = others;
    return other === undefined ? [] : [{ command, slots: { ...slots, [leaves(slots.from) ? 'from' : 'to']: other } }];
  }
  const left = distinct([...names.filter((named) => !leaves(named)), ...others]);
  return left.length === 0 ? [] : [withNames(act, kind, left)];
}

/** "the first one only", "not the second", "the other one": of several acts, people or benefits, or of those to choose from. */
function placed(
  acts: readonly Act[],
  { reading, uncorrected, company }: Heard,
  among: readonly string[],
): readonly Act[] | null {
  const places = placesIn(reading);
  const { text } = lineOf(uncorrected);
  const other = OTHER.test(text);
  const [act, ...more] = acts;
  if (!act || reading.entities.length > 0 || company.untilIn(reading)) return null;
  if (act.command === 'set-quantity' && more.length === 0) return null;
  const all = places.length === 0 && reading.concepts.has('BOTH');
  if (places.length === 0 && !other && !all) return null;
  const picked = <T>(list: readonly T[]): T[] => {
    const meant = new Set(places.map((place) => (place < 0 ? list.length + place : place)));
    return list.filter((_each, at) => meant.has(at) !== REMOVES.test(text));
  };
  if (more.length > 0)
    return !all && acts.every((one) => KINDS.every((kind) => namesOf(one, kind).length < 2 && !isAll(one, kind)))
      ? picked(acts)
      : null;
  const [kind, others] = KINDS.filter((each) => namesOf(act, each).length > 1);
  if (kind) return others || all ? null : [withNames(act, kind, picked(namesOf(act, kind)))];
  for (const each of KINDS) {
    const [chosen] = namesOf(act, each);
    if (typeof chosen !== 'string' || !among.includes(chosen)) continue;
    const left = all ? among : other ? among.filter((one) => one !== chosen) : picked(among);
    if (all || left.length === 1) return [withNames(act, each, left)];
  }
  return null;
}

/** What is shown was chosen from these; after "and what about Noah?", "both of them" is the two. */
function choices({ candidates = [], acts = [] }: Question, topic: Topic | null): readonly string[] {
  const [act, ...more] = acts;
  if (candidates.length > 0 || !topic || !act || more.length > 0 || SENSITIVE.has(topic.command)) return candidates;
  const pairs = (
    [
      ['user', topic.people],
      ['benefit', topic.benefits],
    ] as const
  ).map(([kind, told]) => distinct([...namesOf(act, kind), ...told]));
  return pairs.find((names) => names.length === 2)?.filter((named) => typeof named === 'string') ?? [];
}

const KINDS = ['user', 'benefit'] as const;

function withValues({ command, slots }: Act, { reading, company }: Heard): Act {
  const next: Slots = { ...slots };
  const value = (prefix: string) => lastValue(reading, prefix);
  if (command === 'set-role' || command === 'add-user') {
    const role = value('ROLE:');
    if (role) next.role = role as Role;
  }
  if (command === 'keys') {
    const language = value('LANG:');
    const os = value('OS:');
    if (language && language !== 'other') next.language = language;
    if (os) next.os = os as OperatingSystem;
  }
  if (command === 'assign') {
    const until = company.untilIn(reading);
    if (until) next.until = until.date;
  }
  if (command === 'set-quantity') {
    const quantity = quantityIn(reading);
    if (quantity !== null) next.quantity = quantity;
  }
  return { command, slots: next };
}
