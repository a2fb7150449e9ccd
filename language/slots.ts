import type { Category, Command, Filter, Named, OperatingSystem, Role, Slots } from '../benefits/command';
import { hardMark } from './match';
import {
  before,
  joinedMe,
  leavesBetween,
  type Marker,
  markerOf,
  meant,
  newName,
  newRole,
  type Person,
  roleHere,
  roleOf,
  sides,
} from './parts';
import type { Entity, Reading, Span } from './reading';

/** More people than this in one message are left out. */
const MOST_PEOPLE = 20;

const unknown = (named: Named): boolean => typeof named === 'object' && !Array.isArray(named);

export function fill(command: Command, reading: Reading): Slots {
  const slots: Slots = {};
  const { entities, tokens } = reading;
  const found = (concept: RegExp, past?: (start: number) => boolean) => {
    for (let i = 0; i < tokens.length; i += 1) {
      for (const span of [...(reading.spans[i] ?? [])].sort((a, b) => b.end - a.end))
        if (concept.test(span.concept) && (!past || past(i))) return span;
    }
    return null;
  };
  const value = (concept: RegExp, past?: (start: number) => boolean) => found(concept, past)?.concept.split(':')[1];
  const outside = (position: number) =>
    reading.entityAt[position] === undefined || reading.entityAt[position]?.weak === true;
  const free = (position: number) => reading.entityAt[position] === undefined;

  // Persons, each with the word that says its part.
  const persons: Person[] = [];
  const addresses: (Person & { entity: Entity })[] = [];
  const unknowns: Entity[] = [];
  for (const entity of entities) {
    const { marker, joined } = markerOf(reading, entity);
    const person = { entity, named: entity.named, marker, joined, start: entity.start, end: entity.end };
    if (entity.kind === 'email') addresses.push(person);
    if (entity.kind === 'person' || entity.kind === 'email') persons.push(person);
    if (entity.kind === 'unknown') unknowns.push(entity);
  }
  const parts = segments(reading);
  const thanked = new Set(tokens.flatMap((_token, i) => (reading.has(i, 'THANKS') ? [parts[i]] : [])));
  const named = entities.filter((entity) => entity.kind === 'benefit');
  const fresh = named.filter(({ start }) => !thanked.has(parts[start]));
  const benefits = fresh.length > 0 ? fresh : named;
  keepAsked(command, reading, parts, persons);

  const chooseBenefit = (past: (entity: Entity) => boolean = () => true): Entity | null => {
    const candidates = benefits.filter(past);
    const sure = candidates.filter((entity) => !entity.weak);
    // A story may name other products: what the company has is meant.
    const owned = SEATING.has(command) ? sure.find((entity) => !unknown(entity.named)) : undefined;
    return owned ?? sure[0] ?? candidates[0] ?? null;
  };
  const takeUnknown = (test: (entity: Entity, marker: Marker) => boolean): Entity | null => {
    const index = unknowns.findIndex((entity) => test(entity, markerOf(reading, entity).marker));
    if (index < 0) return null;
    return unknowns.splice(index, 1)[0] ?? null;
  };
  const addUnknownPersons = (markers: readonly Marker[]) => {
    for (;;) {
      const entity = takeUnknown((one, marker) => markers.includes(marker) && mayBePerson(reading, one, persons));
      if (!entity) return;
      const { marker, joined } = markerOf(reading, entity);
      persons.push({ entity, named: entity.named, marker, joined, start: entity.start, end: entity.end });
      persons.sort((a, b) => a.start - b.start);
    }
  };
  const setBenefit = (past?: (entity: Entity) => boolean) => {
    const entity = chooseBenefit(past) ?? takeUnknown((one, marker) => plausibleBenefit(reading, one, marker));
    if (entity) slots.benefit = narrowed(entity, benefits);
  };
  /** "me" where it is the person meant. */
  const me = (concepts: readonly string[], fits: (self: Person) => boolean = () => true): Person | null => {
    for (const [concept, i] of concepts.flatMap((one) => tokens.map((_token, at) => [one, at] as const))) {
      if (!free(i)) continue;
      for (const span of reading.spans[i] ?? []) {
        if (concept !== span.concept || span.end !== i + 1) continue;
        if (span.concept === 'ME' && /^(?:us|nous)$/u.test(tokens[i]?.norm ?? '')) continue;
        if (span.concept === 'I' && /^(?:we|on|nous)$/u.test(tokens[i]?.norm ?? '')) continue;
        const { marker, joined } =
          span.concept === 'MY'
            ? ({ marker: 'owner', joined: false } as const)
            : markerOf(reading, { start: i, end: i + 1 });
        const self: Person = { entity: null, named: 'me', marker, joined, start: i, end: i + 1 };
        if (fits(self)) return self;
      }
    }
    return null;
  };
  /** The one who speaks, where that is the person meant. */
  const speaker = (...concepts: string[]): Person | null => me(concepts, (self) => meant(reading, self));
  /** "assigned to me", but not "give me". */
  const givenMe = (): Person | null => {
    const self = me(['ME']);
    return self?.marker === 'to' || self?.marker === 'for' ? self : null;
  };
  const group = (list: readonly Person[]): { user?: Named; users?: readonly Named[] } => {
    const distinct: Named[] = [];
    const seen = new Set<string>();
    for (const person of list.slice(0, MOST_PEOPLE)) {
      const key = typeof person.named === 'string' ? person.named : (person.entity?.text.toLowerCase() ?? '');
      if (!seen.has(key)) distinct.push(person.named);
      seen.add(key);
    }
    const first = distinct[0];
    if (first === undefined) return {};
    return distinct.length === 1 ? { user: first } : { users: distinct };
  };

  switch (command) {
    case 'list': {
      const category = value(/^CAT:/u, (i) => outside(i) || vague(reading, i)) ?? studio(reading);
      if (category) slots.category = category as Category;
      const filter = found(/^FILTER:expiring/u, outside)
        ? 'expiring'
        : value(/^FILTER:(?:available|assigned)/u, outside);
      // "what can I still hand out?"
      const toGive =
        reading.concepts.has('WHAT') &&
        (reading.concepts.has('ASSIGN') || reading.concepts.has('GIVE')) &&
        reading.concepts.has('LEFT');
      if (filter === 'assigned' && reading.concepts.has('NEG')) slots.filter = 'available';
      else if (filter) slots.filter = filter as Filter;
      else if (toGive) slots.filter = 'available';
      break;
    }
    case 'show':
      setBenefit();
      break;
    case 'keys': {
      setBenefit((entity) => !osOnly(reading, entity));
      const language = value(/^LANG:(?!other)/u, free);
      if (language) slots.language = language;
      const os = value(/^OS:/u, free);
      if (os) slots.os = os as OperatingSystem;
      break;
    }
    case 'assign': {
      addUnknownPersons(['to', 'for', 'owner']);
      const others = persons.filter((person) => person.marker !== 'by');
      const alternate =
        addresses.find((address) => address.marker === 'with') ??
        addresses.find(
          (address) => unknown(address.named) && others.some((person) => person.entity !== address.entity),
        );
      let receivers = others.filter((person) => person.entity !== alternate?.entity);
      // The person's own address beside the name.
      receivers = receivers.filter(
        (person) =>
          !(
            person.entity?.kind === 'email' &&
            receivers.some((other) => other !== person && same(other.named, person.named))
          ),
      );
      if (alternate) slots.email = alternate.entity.text;
      setBenefit();
      if (receivers.length === 0 && unknowns.length > 0) {
        const left = takeUnknown((one) => slots.benefit === undefined || mayBePerson(reading, one, persons));
        if (left && slots.benefit !== undefined)
          receivers = [
            { entity: left, named: left.named, marker: 'bare', joined: false, start: left.start, end: left.end },
          ];
        else if (left) slots.benefit = left.named;
      }
      const marked = receivers.filter((person) => person.marker === 'to' || person.marker === 'for' || person.joined);
      const self =
        receivers.length === 0 || receivers.some((person) => person.joined) || joinedMe(reading)
          ? speaker('ME', 'MY', 'I')
          : null;
      const chosen =
        marked.length > 0 && !marked.every((person) => person.joined)
          ? receivers.filter((person) => marked.includes(person) || person.joined)
          : receivers;
      const all =
        self && (chosen.length === 0 || self.joined || joinedMe(reading))
          ? [...chosen, self].sort((a, b) => a.start - b.start)
          : chosen;
      Object.assign(slots, group(all));
      break;
    }
    case 'unassign': {
      addUnknownPersons(['to', 'from', 'of', 'owner']);
      setBenefit();
      if (persons.length === 0 && unknowns.length > 0 && slots.benefit !== undefined)
        addUnknownPersons(['bare', 'for', 'with']);
      const self = persons.length === 0 ? speaker('MY', 'ME', 'I') : null;
      Object.assign(
        slots,
        group(self ? [self] : persons.filter((person) => person.marker !== 'by' || reading.concepts.has('UNNEEDED'))),
      );
      break;
    }
    case 'reassign': {
      if (persons.length < 2) addUnknownPersons(['to', 'from', 'of', 'owner', 'for', 'with']);
      setBenefit();
      if (persons.length < 2) addUnknownPersons(['bare']);
      const self = speaker('MY', 'ME');
      const all = self && persons.length < 2 ? [...persons, self].sort((a, b) => a.start - b.start) : persons;
      const { from, to } = sides(reading, all);
      if (from) slots.from = from.named;
      if (to) slots.to = to.named;
      // "Can I have Tom's seat?"
      else if (from && from !== self && me(['I']) && !MOVING.some((concept) => reading.concepts.has(concept)))
        slots.to = 'me';
      const alternate = addresses.find((address) => address.marker === 'with');
      if (alternate) slots.email = alternate.entity.text;
      break;
    }
    case 'assignments': {
      addUnknownPersons(['to', 'owner']);
      if (persons.length === 0 && benefits.length === 0 && !reading.concepts.has('WHO')) addUnknownPersons(['bare']);
      setBenefit();
      if (slots.benefit === undefined || unknowns.length > 0) addUnknownPersons(['bare', 'of', 'from', 'for', 'with']);
      const who = reading.concepts.has('WHO');
      const self =
        persons.length === 0 && !who ? (speaker('MY') ?? me(['I'], (one) => holding(reading, one)) ?? givenMe()) : null;
      Object.assign(slots, group(self ? [self] : persons));
      break;
    }
    case 'history': {
      setBenefit();
      addUnknownPersons(['to', 'from', 'of', 'owner', 'for', 'by', 'bare']);
      const self = persons.length === 0 ? speaker('MY', 'I') : null;
      Object.assign(slots, group(self ? [self] : persons));
      break;
    }
    case 'add-user': {
      const address = addresses[0];
      if (address) slots.email = address.entity.text;
      const name = newName(reading, address?.entity ?? null);
      if (name) slots.name = name;
      const role = value(/^ROLE:/u, (i) => outside(i) && roleHere(reading, i));
      if (role) slots.role = role as Role;
      break;
    }
    case 'set-role': {
      addUnknownPersons(['to', 'from', 'of', 'owner', 'for', 'bare', 'as']);
      const taken = tokens.some(
        (_token, i) =>
          free(i) &&
          ['REMOVE', 'TAKE', 'UNASSIGN'].some((concept) => reading.has(i, concept)) &&
          !reading.has(i, 'MAKE'),
      );
      const role = taken ? newRole(reading) : roleOf(reading);
      if (role) slots.role = role;
      const self =
        persons.length === 0
          ? (me(['ME', 'MY']) ?? (role ? me(['I'], (one) => holding(reading, one) || meant(reading, one)) : null))
          : null;
      Object.assign(slots, group(self ? [self] : persons));
      break;
    }
    case 'remove-user': {
      addUnknownPersons(['to', 'from', 'of', 'owner', 'for', 'bare']);
      const self = persons.length === 0 ? me(['ME']) : null;
      Object.assign(slots, group(self ? [self] : persons));
      break;
    }
    case 'language': {
      const spans: Span[] = [];
      for (let i = 0; i < tokens.length; i += 1)
        for (const span of reading.spans[i] ?? [])
          if (/^LANG:(?:fr|en)$/u.test(span.concept) && free(i)) spans.push(span);
      const last = spans.find(({ start }) => inIt(reading, start)) ?? spans.at(-1);
      if (last) slots.language = last.concept.slice(5);
      break;
    }
    default:
  }
  return slots;
}

/** "answer in English", "to English", "en anglais", "à l'anglais". */
function inIt(reading: Reading, position: number): boolean {
  const at = /^(?:the|l')$/u.test(reading.tokens[position - 1]?.norm ?? '') ? position - 1 : position;
  return before(reading, at).some(({ concept }) => /^(?:ON|TO|TOONLY)$/u.test(concept));
}

/** The slots of a reassignment, if what is to be given is said to be somebody's: Oscar's Visio, le Visio d'Oscar. */
export function handedOver(reading: Reading): Slots | null {
  const { entities, entityAt, has } = reading;
  const holder = entities.find((entity) => {
    if (entity.kind !== 'person') return false;
    const { marker } = markerOf(reading, entity);
    if (marker === 'owner') {
      let at = entity.end + 1;
      while (has(at, 'SKIP') && !entityAt[at]) at += 1;
      return entityAt[at]?.kind === 'benefit' || has(at, 'SEAT') || has(at, 'BENEFIT');
    }
    return marker === 'of' && (entityAt[entity.start - 2]?.kind === 'benefit' || has(entity.start - 2, 'SEAT'));
  });
  if (!holder) {
    // "Will is leaving, hand his licence over to Priya"
    const his = reading.tokens.findIndex(
      (token, i) =>
        /^(?:his|her|their|son|sa|ses|leur|leurs)$/u.test(token.norm) &&
        (entityAt[i + 1]?.kind === 'benefit' || has(i + 1, 'SEAT')),
    );
    const persons = entities.filter((entity) => entity.kind === 'person');
    const [first, second] = persons;
    if (his < 0 || !first || !second || persons.length !== 2 || first.end > his) return null;
    const slots = fill('reassign', reading);
    // "Tom leaves, Ana gets his licences"
    if (second.end <= his) {
      return leavesBetween(reading, first, second) ? { ...slots, from: first.named, to: second.named } : null;
    }
    const { marker } = markerOf(reading, second);
    return marker === 'to' || marker === 'for' ? { ...slots, from: first.named, to: second.named } : null;
  }
  const slots = fill('reassign', reading);
  return slots.from !== undefined && slots.to !== undefined && slots.from === holder.named && slots.from !== slots.to
    ? slots
    : null;
}

function same(a: Named, b: Named): boolean {
  if (typeof a === 'string' && typeof b === 'string') return a === b;
  if (Array.isArray(a) && typeof b === 'string') return a.includes(b);
  if (Array.isArray(b) && typeof a === 'string') return b.includes(a);
  return false;
}

/** The sentence that each token is of, by number; a colon ends one too. */
function segments(reading: Reading): number[] {
  let number = 0;
  return reading.tokens.map((token, at) => {
    const here = number;
    if (token.norm === ':' || hardMark(reading, at)) number += 1;
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
 * People of other sentences than the one that asks are left out: "Give Ana Visio. Tom agrees." Not where that sentence
 * names nobody ("Bo is on leave. Take his Visio back.") or others are said to be meant too.
 */
function keepAsked(command: Command, reading: Reading, parts: readonly number[], persons: Person[]): void {
  const asked = ASKED_BY[command];
  if (!asked || persons.length < 2) return;
  const about = new Set<number | undefined>();
  reading.tokens.forEach((token, at) => {
    if (
      reading.entityAt[at]?.kind === 'benefit'
        ? asked.test('b')
        : (reading.spans[at] ?? []).some(({ concept }) => asked.test(concept))
    )
      about.add(parts[at]);
    if (/^(?:too|also|aussi|egalement|pareil|idem|same)$/u.test(token.norm)) about.add(-1);
  });
  if (about.has(-1)) return;
  const kept = persons.filter(({ entity, start }) => entity?.kind === 'email' || about.has(parts[start]));
  const enough = kept.filter(({ entity }) => entity?.kind !== 'email').length >= (command === 'reassign' ? 2 : 1);
  if (enough) persons.splice(0, persons.length, ...kept);
}

/** "Copilot for Ana, the GitHub one": what another mention leaves of several that a name fits. */
function narrowed(entity: Entity, all: readonly Entity[]): Named {
  const { named } = entity;
  if (!Array.isArray(named)) return named;
  for (const other of all) {
    if (other === entity || unknown(other.named)) continue;
    const ids: readonly string[] = typeof other.named === 'string' ? [other.named] : (other.named as readonly string[]);
    const left = (named as readonly string[]).filter((id) => ids.includes(id));
    if (left.length > 0 && left.length < named.length) return left.length === 1 ? (left[0] ?? named) : left;
  }
  return named;
}

/** Commands that are about the seat of a benefit that the company has. */
const SEATING: ReadonlySet<Command> = new Set(['assign', 'unassign', 'reassign']);

/** Verbs of somebody who sees to others' seats. */
const MOVING = ['MOVE', 'REASSIGN', 'REPLACE', 'CHANGE', 'GIVE', 'ASSIGN'];

/** "am I down for X", "what do I have", "j'ai X ?": the speaker is who holds it. */
const holding = (reading: Reading, { start, end }: Person): boolean =>
  [start - 1, end, end + 1].some((at) =>
    ['BE', 'HAVE', 'AUX', 'NEED', 'HAVE.past'].some((concept) => reading.has(at, concept) && !reading.entityAt[at]),
  );

/** What stands before a thing or a place, and not before a name. */
const BEFORE_THINGS =
  /^(?:the|an|this|that|these|our|my|your|his|her|their|in|at|near|le|la|les|l'|un|une|des|du|au|aux|ce|cet|cette|ces|mon|ma|mes|notre|nos|votre|vos|son|sa|ses|leur|leurs|chez|dans|sur|sous|en)$/u;

const BESIDE_NAMES = new Set(
  'HAVE HAVE.past NEED NONEED BE DOES DID AUX USE MODAL GIVE ASSIGN ADD UNASSIGN REMOVE DELETE REASSIGN MOVE TAKE SEAT MAKE PROMOTE DEMOTE SHOW HISTORY NEG AND POSS'.split(
    ' ',
  ),
);

/**
 * Whether a word that nothing is known of may be somebody's name: no article or word of place stands before it; and where
 * others are named already, only what is joined to them ("Tom and Zorg") or written like a name.
 */
function mayBePerson(reading: Reading, { start, end, weak }: Entity, named: readonly Person[]): boolean {
  if (end === start + 1 && (reading.tokens[start]?.norm.length ?? 0) < 2) return false;
  const previous = reading.tokens[start - 1];
  if (previous && !reading.entityAt[start - 1] && BEFORE_THINGS.test(previous.norm)) return false;
  const { marker, joined } = markerOf(reading, { start, end });
  const written = !weak || reading.tokens[start]?.capital === true;
  if (joined) return written || reading.entityAt[start - 2] !== undefined;
  if (written) return true;
  if (named.length > 0) return false;
  // "what does zorg have", "zorg needs Visio".
  const beside = [...(reading.spans[end] ?? []), ...before(reading, start)];
  return marker !== 'bare' || beside.some(({ concept }) => BESIDE_NAMES.has(concept));
}

function plausibleBenefit(reading: Reading, entity: Entity, marker: Marker): boolean {
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

/** "Visual Studio" as the category of a list. */
function studio(reading: Reading): Category | null {
  for (const entity of reading.entities)
    if (
      entity.kind === 'benefit' &&
      /^(?:(?:abonnements|souscriptions|subscriptions)\s+)?(?:visual[\s-]*studio|vs|msdn|visualstudio)(?:\s+subscriptions)?$/iu.test(
        entity.text,
      )
    )
      return 'visual-studio';
  return null;
}

function vague(reading: Reading, position: number): boolean {
  const entity = reading.entityAt[position];
  return entity?.kind === 'benefit' && Array.isArray(entity.named) && entity.end === entity.start + 1;
}

/** "office for windows 64 bits": the second name only says the system. */
function osOnly(reading: Reading, entity: Entity): boolean {
  if (!/^(?:windows|win|mac|linux)$/iu.test(entity.text)) return false;
  return (
    reading.entities.some((other) => other !== entity && other.kind === 'benefit' && !other.weak) &&
    markerOf(reading, entity).marker !== 'bare'
  );
}
