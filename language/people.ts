import type { Command, Named } from '../benefits/command';
import type { Entity, Reading } from './entity';
import { hardMark } from './layout';
import { type Quantifiers, quantifiersOf } from './lists';
import { before, type Marker, markerOf, type Person } from './parts';

/** Most people in one message. */
export const MOST_PEOPLE = 200;

/** The names of a text, sorted by what they can be. */
export interface Cast {
  persons: Person[];
  addresses: (Person & { entity: Entity })[];
  unknowns: Entity[];
  benefits: Entity[];
  groups: Entity[];
  quantifiers: Quantifiers;
}

export const isUnknown = (named: Named): boolean => typeof named === 'object' && !Array.isArray(named);

export function castOf(command: Command, reading: Reading): Cast {
  const quantifiers = quantifiersOf(reading);
  const left = new Set(quantifiers.except);
  const peopled = reading.entities.some(({ kind }) => kind === 'person' || kind === 'email');
  const persons: Person[] = [];
  const addresses: (Person & { entity: Entity })[] = [];
  const unknowns: Entity[] = [];
  const benefits: Entity[] = [];
  const groups: Entity[] = [];
  for (const entity of reading.entities) {
    if (left.has(entity) || (command !== 'add-user' && named(reading, entity))) continue;
    const { marker, joined } = markerOf(reading, entity);
    const person = { entity, named: entity.named, marker, joined, start: entity.start, end: entity.end };
    if (entity.kind === 'email') addresses.push(person);
    if (entity.kind === 'person' || entity.kind === 'email') persons.push(person);
    // "for the QA team" beside a named person only tells of them.
    if (entity.kind === 'team' && (joined || !peopled || marker === 'to' || marker === 'from')) persons.push(person);
    if (entity.kind === 'unknown') unknowns.push(entity);
    if (entity.kind === 'benefit') benefits.push(entity);
    if (entity.kind === 'group') groups.push(entity);
  }
  const thanked = sentencesWith(reading, 'THANKS');
  const fresh = benefits.filter(({ start }) => !thanked(start));
  return {
    persons,
    addresses,
    unknowns,
    benefits: fresh.length > 0 ? fresh : benefits,
    groups,
    quantifiers,
  };
}

/** "Tom Baker <tom.baker@…>": the address decides. */
function named({ tokens, entities, entityAt }: Reading, entity: Entity): boolean {
  if (entity.kind !== 'person' && entity.kind !== 'unknown') return false;
  let at = entity.end;
  // "to Tom, tom.baker@…", where two have the name.
  const listed = entityAt[at + 1]?.named;
  const one = typeof listed === 'string' && Array.isArray(entity.named) && entity.named.includes(listed);
  while (/^[(<"]$/u.test(tokens[at]?.norm ?? '') || ((one || entity.kind === 'unknown') && tokens[at]?.norm === ','))
    at += 1;
  const address = entityAt[at];
  if (address?.kind !== 'email' || !entities.includes(address)) return false;
  // "Baker, Tom <tom.baker@…>" is one entry as well.
  return true;
}

function sentencesWith(reading: Reading, concept: string): (position: number) => boolean {
  const numbers = sentences(reading);
  const having = new Set(reading.tokens.flatMap((_token, i) => (reading.has(i, concept) ? [numbers[i]] : [])));
  return (position) => having.has(numbers[position]);
}

/** The sentence that each token is of, by number; a colon ends one too. */
function sentences(reading: Reading): number[] {
  let number = 0;
  return reading.tokens.map((token, at) => {
    const here = number;
    if (token.norm === ':' || (hardMark(reading, at) && token.raw !== '\n')) number += 1;
    return here;
  });
}

/** What the sentence that asks speaks of, by command. */
const ASKED_BY: Partial<Record<Command, RegExp>> = {
  assign: /^(?:b|B)$/u,
  unassign: /^(?:b|B)$/u,
  reassign: /^(?:b|B)$/u,
  assignments: /^(?:b|B|SEAT|BENEFIT)$/u,
  history: /^(?:HISTORY|WHO|WHEN)$/u,
  'set-role': /^ROLE/u,
  'remove-user': /^(?:DELETE|REMOVE|USERLIST|USERNOUN)$/u,
};

/**
 * Leaves out people of other sentences than the one that asks: "Give Ana Visio. Tom agrees." Not where that sentence names
 * nobody ("Bo is on leave. Take his Visio back.") or others are meant too.
 */
export function keepAsked(command: Command, reading: Reading, persons: Person[]): void {
  const asked = ASKED_BY[command];
  if (!asked || persons.length < 2 || persons.length > 12) return;
  const parts = sentences(reading);
  const about = new Set<number | undefined>();
  for (const [at, token] of reading.tokens.entries()) {
    if (
      reading.entityAt[at]?.kind === 'benefit'
        ? asked.test('b')
        : (reading.spans[at] ?? []).some(({ concept }) => asked.test(concept))
    )
      about.add(parts[at]);
    if (/^(?:too|also|aussi|egalement|pareil|idem|same)$/u.test(token.norm)) return;
    if (token.norm === ':') return;
  }
  const kept = persons.filter(({ entity, start }) => entity?.kind === 'email' || about.has(parts[start]));
  const enough = kept.filter(({ entity }) => entity?.kind !== 'email').length >= (command === 'reassign' ? 2 : 1);
  if (enough) persons.splice(0, persons.length, ...kept);
}

/** What stands before a thing or a place, and not before a name. */
const BEFORE_THINGS =
  /^(?:the|an|this|that|these|our|my|your|his|her|their|in|at|near|le|la|les|l'|un|une|des|du|au|aux|ce|cet|cette|ces|mon|ma|mes|notre|nos|votre|vos|son|sa|ses|leur|leurs|chez|dans|sur|sous|en|project|projet|mission|client|phase|lot)$/u;

const BESIDE_NAMES = new Set(
  'HAVE HAVE.past NEED NONEED BE DOES DID AUX USE MODAL GIVE ASSIGN ADD UNASSIGN REMOVE DELETE REASSIGN MOVE TAKE SEAT MAKE PROMOTE DEMOTE SHOW HISTORY NEG AND POSS'.split(
    ' ',
  ),
);

/**
 * Whether a word that nothing is known of may be somebody's name: no article or word of place stands before it; and where
 * others are named already, only what is joined to them ("Tom and Zorg") or written like a name.
 */
export function mayBePerson(reading: Reading, { start, end, weak }: Entity, named: readonly Person[]): boolean {
  if (end === start + 1 && (reading.tokens[start]?.norm.length ?? 0) < 2) return false;
  let at = start - 1;
  while (/^(?:new|old|next|nouveau|nouvelle)$/u.test(reading.tokens[at]?.norm ?? '')) at -= 1;
  const previous = reading.tokens[at];
  if (previous && !reading.entityAt[at] && BEFORE_THINGS.test(previous.norm)) return false;
  const { marker, joined } = markerOf(reading, { start, end });
  const written = !weak || reading.tokens[start]?.capital === true;
  if (joined) return written || reading.entityAt[start - 2] !== undefined;
  if (written) return true;
  if (named.length > 0) return false;
  // "what does zorg have", "zorg needs Visio".
  const beside = [...(reading.spans[end] ?? []), ...before(reading, start)];
  return marker !== 'bare' || beside.some(({ concept }) => BESIDE_NAMES.has(concept));
}

export function plausibleBenefit(reading: Reading, entity: Entity, marker: Marker): boolean {
  if (marker === 'by') return false;
  if (!entity.weak) return true;
  // A lower-case unknown word: only where a benefit's name would stand.
  const previous = before(reading, entity.start).map((span) => span.concept);
  const next = reading.spans[entity.end]?.map((span) => span.concept) ?? [];
  return (
    previous.some((concept) =>
      /^(?:ASSIGN|UNASSIGN|REASSIGN|GIVE|REMOVE|MOVE|SHOW|KEY|MEDIA|OF|FOR|NEED|NONEED|HAVE|SEAT|SKIP|ABOUT|HISTORY|DOWNLOAD|IWANT|INCLUDED|ON|TO|ADD|TAKE|DELETE|ACTIVATE|LIST|INSTALL)$/u.test(
        concept,
      ),
    ) ||
    next.some((concept) => concept === 'SEAT' || concept === 'KEY') ||
    reading.entityAt[entity.start - 1]?.kind === 'person' ||
    entity.start === 0
  );
}
