import type { Category, Command, Filter, Named, OperatingSystem, Role, Slots } from '../benefits/command';
import type { Entity, Reading } from './reading';
import { nameWords } from './text';

/** More people than this in one message are left out. */
const MOST_PEOPLE = 20;

type Marker = 'to' | 'from' | 'of' | 'for' | 'with' | 'by' | 'as' | 'owner' | 'bare';

interface Person {
  entity: Entity | null;
  named: Named;
  marker: Marker;
  start: number;
  end: number;
  /** Joined by "and" or a comma to the person before. */
  joined: boolean;
}

/** Concepts of the words that end just before a position, with the length of the phrase. */
function before(reading: Reading, position: number): { concept: string; start: number }[] {
  const found: { concept: string; start: number }[] = [];
  for (let start = Math.max(0, position - 6); start < position; start += 1) {
    for (const span of reading.spans[start] ?? [])
      if (span.end === position && !reading.entityAt[start]) found.push({ concept: span.concept, start });
  }
  return found;
}

const MARKERS: readonly (readonly [string, Marker])[] = [
  ['WITH', 'with'],
  ['FROM', 'from'],
  ['FOR', 'for'],
  ['TOONLY', 'to'],
  ['TO', 'to'],
  ['OF', 'of'],
  ['BY', 'by'],
  ['AS', 'as'],
];

export function markerOf(
  reading: Reading,
  entity: { start: number; end: number },
): { marker: Marker; joined: boolean } {
  const after = reading.tokens[entity.end];
  if (after?.norm === "'s" && reading.entityAt[entity.end] === undefined && !copula(reading, entity.end))
    return { marker: 'owner', joined: false };
  let at = entity.start;
  for (let steps = 0; steps < 6 && at > 0; steps += 1) {
    const token = reading.tokens[at - 1];
    if (reading.entityAt[at - 1]) break;
    if (token?.kind === 'mark') {
      if (token.norm === ',' || token.norm === '&' || token.norm === '+' || token.norm === '/')
        return { marker: 'bare', joined: true };
      if (token.norm === '->') return { marker: 'to', joined: false };
      if (token.norm === '(' || token.norm === '"' || token.norm === '«' || token.norm === '=' || token.norm === ':') {
        at -= 1;
        continue;
      }
      break;
    }
    const ending = before(reading, at);
    for (const [concept, marker] of MARKERS) {
      if (!ending.some((span) => span.concept === concept)) continue;
      return { marker, joined: false };
    }
    if (ending.some((span) => span.concept === 'AND')) return { marker: 'bare', joined: true };
    const skip = ending.find(
      (span) =>
        span.concept === 'SKIP' || span.concept === 'USERNOUN' || span.concept === 'MY' || span.concept === 'GREET',
    );
    if (!skip) break;
    at = skip.start;
  }
  return { marker: 'bare', joined: false };
}

/** Whether `'s` stands for "is" or "has": Tom's leaving. */
function copula(reading: Reading, position: number): boolean {
  const next = reading.tokens[position + 1];
  if (!next || next.kind === 'mark') return false;
  return /^(?:leaving|gone|going|been|got|done|no|not|joining|joined|left|finished|asking|waiting|using|moving|starting|on|off|in|out|a|an|the|now|missing)$/u.test(
    next.norm,
  );
}

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
  const benefits = entities.filter((entity) => entity.kind === 'benefit');

  const chooseBenefit = (past: (entity: Entity) => boolean = () => true): Entity | null => {
    const candidates = benefits.filter(past);
    return candidates.find((entity) => !entity.weak) ?? candidates[0] ?? null;
  };
  const takeUnknown = (test: (entity: Entity, marker: Marker) => boolean): Entity | null => {
    const index = unknowns.findIndex((entity) => test(entity, markerOf(reading, entity).marker));
    if (index < 0) return null;
    return unknowns.splice(index, 1)[0] ?? null;
  };
  const addUnknownPersons = (markers: readonly Marker[]) => {
    for (;;) {
      const entity = takeUnknown((_one, marker) => markers.includes(marker));
      if (!entity) return;
      const { marker, joined } = markerOf(reading, entity);
      persons.push({ entity, named: entity.named, marker, joined, start: entity.start, end: entity.end });
      persons.sort((a, b) => a.start - b.start);
    }
  };
  const setBenefit = (past?: (entity: Entity) => boolean) => {
    const entity = chooseBenefit(past) ?? takeUnknown((one, marker) => plausibleBenefit(reading, one, marker));
    if (entity) slots.benefit = entity.named;
  };
  /** "me" where it is the person meant. */
  const me = (concepts: readonly string[]): Person | null => {
    for (const [concept, i] of concepts.flatMap((one) => tokens.map((_token, at) => [one, at] as const))) {
      if (!free(i)) continue;
      for (const span of reading.spans[i] ?? []) {
        if (concept !== span.concept || span.end !== i + 1) continue;
        if (span.concept === 'ME' && /^(?:us|nous)$/u.test(tokens[i]?.norm ?? '')) continue;
        if (span.concept === 'I' && /^(?:we|on|nous)$/u.test(tokens[i]?.norm ?? '')) continue;
        if (span.concept === 'MY')
          return { entity: null, named: 'me', marker: 'owner', joined: false, start: i, end: i + 1 };
        const { marker, joined } = markerOf(reading, { start: i, end: i + 1 });
        return { entity: null, named: 'me', marker, joined, start: i, end: i + 1 };
      }
    }
    return null;
  };
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
      if (filter) slots.filter = filter as Filter;
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
        const left = takeUnknown(() => true);
        if (left && slots.benefit !== undefined)
          receivers = [
            { entity: left, named: left.named, marker: 'bare', joined: false, start: left.start, end: left.end },
          ];
        else if (left) slots.benefit = left.named;
      }
      const marked = receivers.filter((person) => person.marker === 'to' || person.marker === 'for' || person.joined);
      const self =
        receivers.length === 0 || receivers.some((person) => person.joined) || joinedMe(reading)
          ? me(['ME', 'MY', 'I'])
          : null;
      const chosen =
        marked.length > 0 && !marked.every((person) => person.joined)
          ? receivers.filter((person) => marked.includes(person) || person.joined)
          : receivers;
      const all =
        self && (chosen.length === 0 || self.joined || joinedMe(reading)) && meant(reading, self)
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
      const self = persons.length === 0 ? me(['MY', 'ME', 'I']) : null;
      Object.assign(
        slots,
        group(self && meant(reading, self) ? [self] : persons.filter((person) => person.marker !== 'by')),
      );
      break;
    }
    case 'reassign': {
      addUnknownPersons(['to', 'from', 'of', 'owner', 'for', 'with']);
      setBenefit();
      if (persons.length < 2) addUnknownPersons(['bare']);
      const self = me(['MY', 'ME']);
      const all =
        self && persons.length < 2 && meant(reading, self)
          ? [...persons, self].sort((a, b) => a.start - b.start)
          : persons;
      const { from, to } = sides(reading, all);
      if (from) slots.from = from.named;
      if (to) slots.to = to.named;
      const alternate = addresses.find((address) => address.marker === 'with');
      if (alternate) slots.email = alternate.entity.text;
      break;
    }
    case 'assignments': {
      addUnknownPersons(['to', 'owner']);
      setBenefit();
      if (slots.benefit === undefined || unknowns.length > 0) addUnknownPersons(['bare', 'of', 'from', 'for', 'with']);
      const who = reading.concepts.has('WHO');
      const self = persons.length === 0 && !who ? (me(['MY', 'I']) ?? givenMe()) : null;
      Object.assign(slots, group(self && meant(reading, self) ? [self] : persons));
      break;
    }
    case 'history': {
      setBenefit();
      addUnknownPersons(['to', 'from', 'of', 'owner', 'for', 'by', 'bare']);
      const self = persons.length === 0 ? me(['MY', 'I']) : null;
      Object.assign(slots, group(self && meant(reading, self) ? [self] : persons));
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
      const role = taken ? undefined : roleOf(reading);
      if (role) slots.role = role;
      const self = persons.length === 0 ? me(['ME', 'MY']) : null;
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
      const spans: string[] = [];
      for (let i = 0; i < tokens.length; i += 1)
        for (const span of reading.spans[i] ?? [])
          if (/^LANG:(?:fr|en)$/u.test(span.concept) && free(i)) spans.push(span.concept.slice(5));
      const last = spans.at(-1);
      if (last) slots.language = last;
      break;
    }
    default:
  }
  return slots;
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
    if (his < 0 || !first || !second || persons.length !== 2 || first.end > his || second.start < his) return null;
    const slots = fill('reassign', reading);
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

function roleHere(reading: Reading, position: number): boolean {
  const span = reading.spans[position]?.find((one) => one.concept.startsWith('ROLE:'));
  if (!span) return false;
  // "add a new employee" says whom, "as an employee" says the role.
  if (span.concept !== 'ROLE:employee') return true;
  return (
    before(reading, position).some((one) => one.concept === 'AS' || one.concept === 'ROLE') ||
    markerOf(reading, { start: position, end: span.end }).marker === 'as' ||
    reading.tokens[position - 1]?.kind === 'mark' ||
    reading.entityAt[position - 1] !== undefined
  );
}

/** The name of a new person, as typed: the words of the address, else what stands where a name would. */
function newName(reading: Reading, address: Entity | null): string | null {
  const { tokens, text, entities } = reading;
  const raw = (start: number, end: number) => text.slice(tokens[start]?.start ?? 0, tokens[end - 1]?.end ?? 0);
  const word = (i: number) => tokens[i]?.kind === 'word' && !tokens[i]?.norm.startsWith("'");
  const cue = (i: number) =>
    [
      'SKIP',
      'I',
      'ME',
      'WE',
      'MY',
      'USERNOUN',
      'ADD',
      'CREATE',
      'AND',
      'AS',
      'WITH',
      'PRONOUN',
      'REQUEST',
      'GREET',
      'ROLE',
      'BE',
      'TO',
      'FOR',
      'OF',
      'USERLIST',
      'BY',
      'ON',
      'NEED',
      'JOIN',
    ].some((concept) => reading.has(i, concept));
  const part = (i: number) =>
    word(i) &&
    address !== null &&
    local.includes(tokens[i]?.norm.replace(/'/gu, '') ?? '') &&
    (tokens[i]?.norm.length ?? 0) > 1;
  const nameLike = (i: number) =>
    word(i) &&
    (part(i) ||
      (tokens[i]?.capital === true && !cue(i)) ||
      reading.entityAt[i]?.kind === 'person' ||
      reading.entityAt[i]?.kind === 'unknown');
  const local = address ? nameWords(address.text.split('@')[0] ?? '') : [];
  let best: { start: number; end: number; rank: number } | null = null;
  for (let i = 0; i < tokens.length; i += 1) {
    if (!nameLike(i) || (cue(i) && !part(i))) continue;
    let end = i + 1;
    while (
      end < tokens.length &&
      (nameLike(end) ||
        tokens[end]?.before === "'" ||
        tokens[end]?.before === '-' ||
        (/^(?:de|du|van|von|der|le|la|el|al|ben|da|d'|l')$/u.test(tokens[end]?.norm ?? '') && nameLike(end + 1))) &&
      word(end)
    )
      end += 1;
    const entity = entities.some((one) => one.start >= i && one.end <= end && one.kind !== 'benefit');
    const parts = Array.from({ length: end - i }, (_, k) => i + k).filter(part).length;
    const rank = parts * 4 + (entity ? 2 : 0) + (tokens[i]?.capital ? 1 : 0);
    if (rank > 0 && (!best || rank > best.rank)) best = { start: i, end, rank };
    i = end - 1;
  }
  return best ? raw(best.start, best.end) : null;
}

function roleOf(reading: Reading): Role | null {
  // "from viewer to admin": the last one counts.
  let last: string | null = null;
  for (let i = 0; i < reading.tokens.length; i += 1) {
    if (reading.entityAt[i] && !reading.entityAt[i]?.weak) continue;
    for (const span of reading.spans[i] ?? []) if (span.concept.startsWith('ROLE:')) last = span.concept.slice(5);
  }
  return last as Role | null;
}

function joinedMe(reading: Reading): boolean {
  for (let i = 1; i < reading.tokens.length; i += 1) {
    if (!reading.has(i, 'ME') || reading.entityAt[i]) continue;
    if ((reading.has(i - 1, 'AND') || reading.tokens[i - 1]?.norm === '&') && reading.entityAt[i - 2]) return true;
    if (
      (reading.has(i + 1, 'AND') || reading.tokens[i + 1]?.norm === '&') &&
      (reading.entityAt[i + 2]?.kind === 'person' || reading.entityAt[i + 3]?.kind === 'person')
    )
      return true;
  }
  return false;
}

/** Whether "I" and "me" mean the person, not just the one who speaks: "I need X", not "I need you to give…". */
function meant(reading: Reading, self: Person): boolean {
  if (self.marker === 'owner') return true;
  const isI = reading.has(self.start, 'I') && !reading.has(self.start, 'ME');
  if (!isI) return true;
  // A wish for a thing, not for an act.
  let wished = 0;
  for (let start = Math.max(0, self.start - 2); start <= self.start; start += 1) {
    for (const span of reading.spans[start] ?? []) {
      if (span.concept === 'IWANT' && span.end > self.start) wished = Math.max(wished, span.end);
    }
  }
  const wish = wished > 0;
  const need = (reading.spans[self.end] ?? []).some((span) => /^(?:NEED|NONEED|HAVE)$/u.test(span.concept));
  const have = [1, 2, 3].some(
    (offset) =>
      reading.has(self.start - offset, 'HAVE') ||
      reading.has(self.start + offset, 'HAVE') ||
      reading.has(self.start + offset, 'HAVE.past') ||
      (reading.spans[self.start + offset] ?? []).some((span) => span.concept === 'NONEED'),
  );
  const act = reading.tokens.some(
    (_token, i) =>
      ['ASSIGN', 'REMOVE', 'UNASSIGN', 'ADD', 'GIVE'].some((concept) => reading.has(i, concept)) &&
      !reading.entityAt[i] &&
      i >= wished &&
      i > self.start &&
      !reading.has(i, 'I'),
  );
  return (wish || need || have) && !act;
}

function sides(reading: Reading, persons: readonly Person[]): { from: Person | null; to: Person | null } {
  let from: Person | null = null;
  let to: Person | null = null;
  const [first, second] = persons;
  const replace = reading.concepts.has('REPLACE');
  const takeover =
    reading.concepts.has('TAKEOVER') && !reading.concepts.has('MOVE') && !reading.concepts.has('REASSIGN');
  const take = reading.concepts.has('TAKE') || reading.concepts.has('REMOVE') || reading.concepts.has('UNASSIGN');
  const verb = reading.tokens.findIndex((_token, i) => reading.has(i, 'REPLACE') && !reading.entityAt[i]);
  if (replace && first && second)
    return first.start < verb && second.start > verb ? { from: second, to: first } : { from: first, to: second };
  for (const person of persons) {
    if (person.marker === 'owner' || person.marker === 'from' || person.marker === 'of') from ??= person;
    else if (person.marker === 'to' || person.marker === 'for' || person.marker === 'with') {
      if (to && !from && take) {
        from = to;
        to = person;
      } else to ??= person;
    }
  }
  for (const person of persons) {
    if (person === from || person === to) continue;
    if (person.marker === 'by') continue;
    if (takeover && !to) to = person;
    else if (!to && from) to = person;
    else if (!from) from = person;
  }
  if (!replace && from && !to && persons.length === 1 && from.marker === 'bare' && !takeover) return { from, to: null };
  return { from, to };
}
