import type { Named, OperatingSystem, Role, Slots } from '../benefits/command';
import type { Entity, Reading } from './entity';
import type { Company } from './filler';
import { lineOf } from './line';
import type { Question } from './meaning';
import { markerOf } from './parts';
import { quantityIn } from './quantity';

const ADDS =
  /^ (?:(?:yes|yeah|oui|ok|okay|ah|oh|euh|,|[.]) ){0,20}(?:and|also|et|aussi|plus|add|ajoute|ajoutez|rajoute|en plus|as well as|with|avec) | (?:too|as well|also|aussi|egalement|en plus) (?:[.!?] ){0,20}$/u;
const REMOVES =
  / (?:not|without|except|but not|remove|drop|leave out|sans|sauf|pas|enleve|retire|mais pas|hormis) (?:to |for |a |pour |the |le |la |de |d' ){0,20}[PBXE] (?:[.!] ){0,20}$/u;

/** "no, to Élodie", "also to Ana", "and Project", "until March", "in German": what changes, or null. */
export function corrected(
  { command, slots }: Question,
  reading: Reading,
  raw: Reading,
  company: Company,
): Slots | null {
  const { text } = lineOf(raw);
  const how: How = REMOVES.test(text) ? 'remove' : ADDS.test(text) ? 'add' : 'replace';
  const source = how === 'remove' ? raw : reading;
  const struck = raw.entities.filter((one) => !reading.entities.some((other) => other.text === one.text));
  const next: Slots = { ...slots };
  const benefits = source.entities.filter(({ kind, weak }) => kind === 'benefit' && !weak);
  if (benefits.length > 0 && command !== 'add-user' && command !== 'update-user')
    change(next, 'benefit', 'benefits', benefits, struck, how);
  const people = source.entities.filter(
    ({ kind, weak }) => /^(?:person|email)$/u.test(kind) || (kind === 'unknown' && !weak),
  );
  const others = people.filter((person) => !setPart(next, command, person, source));
  if (others.length > 0) change(next, 'user', 'users', others, struck, how);
  const me = source.tokens.some(({ norm }) => /^(?:me|myself|moi)$/u.test(norm));
  if (people.length === 0 && me && (slots.user ?? slots.users) !== undefined)
    change(next, 'user', 'users', [{ named: 'me' }], struck, how);
  const value = (prefix: string) => lastValue(source, prefix);
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
    const until = company.untilIn(source);
    if (until) next.until = until.date;
  }
  if (command === 'set-quantity') {
    const quantity = quantityIn(source);
    if (quantity !== null) next.quantity = quantity;
  }
  const said = Object.fromEntries(
    Object.entries(next).filter(
      ([slot, value]) => JSON.stringify(value) !== JSON.stringify(slots[slot as keyof Slots]),
    ),
  );
  return Object.keys(said).length === 0 ? null : said;
}

type How = 'replace' | 'add' | 'remove';

/** Names with a part of their own: from, to, a new person's name and address. */
function setPart(next: Slots, command: Question['command'], person: Entity, reading: Reading): boolean {
  const { marker } = markerOf(reading, person);
  if (command === 'reassign') {
    if (marker === 'from' || marker === 'of' || marker === 'owner') next.from = person.named;
    else next.to = person.named;
    return true;
  }
  if (command === 'add-user' || command === 'update-user') {
    if (person.kind === 'email') next.email = person.text;
    else next.name = person.text;
    return true;
  }
  if (person.kind === 'email' && next.email !== undefined && (marker === 'with' || typeof person.named !== 'string')) {
    next.email = person.text;
    return true;
  }
  return next.user === undefined && next.users === undefined;
}

function change(
  next: Slots,
  one: 'user' | 'benefit',
  many: 'users' | 'benefits',
  said: readonly Pick<Entity, 'named'>[],
  struck: readonly Entity[],
  how: How,
): void {
  const several = next[many];
  const known: readonly Named[] = Array.isArray(several) ? several : next[one] === undefined ? [] : [next[one]];
  const key = (named: Named) => JSON.stringify(named);
  const names = said.map(({ named }) => named);
  const gone = new Set(struck.map(({ named }) => key(named)));
  const without = (list: readonly Named[], keys: ReadonlySet<string>) => list.filter((named) => !keys.has(key(named)));
  let all: readonly Named[];
  if (how === 'remove') all = without(known, new Set(names.map(key)));
  else if (how === 'add') all = [...known, ...names];
  // "not Élodie, José" among several replaces Élodie alone.
  else
    all = known.length > 1 && known.some((named) => gone.has(key(named))) ? [...without(known, gone), ...names] : names;
  const distinct = all.filter((named, at) => all.findIndex((other) => key(other) === key(named)) === at);
  delete next[one];
  delete next[many];
  if (distinct.length === 1) next[one] = distinct[0] as Named;
  else if (distinct.length > 1) next[many] = distinct;
}

function lastValue(reading: Reading, prefix: string): string | undefined {
  let found: string | undefined;
  for (const list of reading.spans)
    for (const { concept } of list) if (concept.startsWith(prefix)) found = concept.slice(prefix.length);
  return found;
}
