import type { Category, Command, Filter, Named, OperatingSystem, Role, Slots } from '../benefits/command';
import { narrowed, osOnly, studio, vague } from './benefit-words';
import { numberOf } from './dates';
import type { Entity, Reading } from './entity';
import { lineOf } from './line';
import { joinedTo } from './lists';
import {
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
import { castOf, isUnknown, keepAsked, MOST_PEOPLE, mayBePerson, plausibleBenefit } from './people';
import type { Span } from './words';

export interface Company {
  /** YYYY-MM-DD. */
  today: string;
  /** Whether an assignment of the benefit takes another address. */
  takesAddress(id: string): boolean;
  /** The last day that a text names, with the tokens that name it. */
  untilIn(reading: Reading): { date: string; start: number; end: number } | null;
}

/** Where several benefits are all meant. */
const SEVERAL: ReadonlySet<Command> = new Set([
  'assign',
  'unassign',
  'reassign',
  'assignments',
  'show',
  'history',
  'keys',
  'review',
  'resend',
  'portal',
  'requests',
  'withdraw',
  'set-quantity',
]);

export function fill(command: Command, reading: Reading, company: Company): Slots {
  const slots: Slots = {};
  const { tokens } = reading;
  const { persons, addresses, unknowns, benefits, groups, teams, quantifiers } = castOf(command, reading);
  const found = (concept: RegExp, past?: (start: number) => boolean) => {
    for (let i = 0; i < tokens.length; i += 1) {
      for (const span of [...(reading.spans[i] ?? [])].sort((a, b) => b.end - a.end))
        if (concept.test(span.concept) && (!past || past(i))) return span;
    }
    return null;
  };
  const value = (concept: RegExp, past?: (start: number) => boolean) => {
    const concept1 = found(concept, past)?.concept;
    return concept1?.slice(concept1.indexOf(':') + 1);
  };
  const outside = (position: number) =>
    reading.entityAt[position] === undefined || reading.entityAt[position]?.weak === true;
  const free = (position: number) => reading.entityAt[position] === undefined;
  keepAsked(command, reading, persons);

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
  /** "Tom, Ana and Zoltan". */
  const addJoined = () => {
    for (const entity of [...unknowns]) {
      const { marker, joined } = markerOf(reading, entity);
      if (
        !joined ||
        !persons.some(({ end, start }) => end < entity.start && entity.start - end <= 3 && start < entity.start)
      )
        continue;
      unknowns.splice(unknowns.indexOf(entity), 1);
      persons.push({ entity, named: entity.named, marker, joined, start: entity.start, end: entity.end });
      persons.sort((a, b) => a.start - b.start);
    }
  };
  const setBenefit = (past: (entity: Entity) => boolean = () => true) => {
    if (quantifiers.everything && (command === 'assign' || command === 'unassign') && benefits.length === 0) {
      slots.benefits = 'everything';
      return;
    }
    const candidates = benefits.filter(past);
    const sure = candidates.filter((entity) => !entity.weak);
    // A story may name other products: what the company has is meant.
    const owned = SEATING.has(command) ? sure.find((entity) => !isUnknown(entity.named)) : undefined;
    const first = owned ?? sure[0] ?? candidates[0] ?? null;
    if (first && SEVERAL.has(command)) {
      const strong = candidates.filter((one) => !one.weak || one === first);
      // "assign X to Tom, and Y too".
      const all = SEATING.has(command) && reading.concepts.has('ALSO') ? strong : joinedTo(reading, first, strong);
      const distinct = distinctOf(all.map((one) => (all.length > 1 ? one.named : narrowed(one, benefits))));
      if (distinct.length > 1) {
        slots.benefits = distinct;
        return;
      }
    }
    const entity = first ?? takeUnknown((one, marker) => plausibleBenefit(reading, one, marker));
    if (entity) slots.benefit = narrowed(entity, benefits);
  };
  /** "me" where it is the person meant. */
  const me = (concepts: readonly string[], fits: (self: Person) => boolean = () => true): Person | null => {
    for (const concept of concepts)
      for (let i = 0; i < tokens.length; i += 1) {
        if (!reading.has(i, concept) || !free(i)) continue;
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
  const setUsers = (list: readonly Person[]) => {
    const all = reading.concepts.has('BOTH')
      ? list.flatMap(({ named }) => (Array.isArray(named) ? named : [named]))
      : list.map(({ named }) => named);
    const distinct = distinctOf(all);
    if (distinct.length === 1) slots.user = distinct[0] as Named;
    else if (distinct.length > 1) slots.users = distinct.slice(0, MOST_PEOPLE);
  };
  const setExcept = () => {
    const except = distinctOf(quantifiers.except.map(({ named }) => named));
    if (except.length > 0) slots.except = except;
  };
  const setGroup = (): boolean => {
    const [group] = groups;
    const [team] = teams;
    if (group && typeof group.named === 'string') slots.group = group.named;
    else if (team) slots.user = team.named;
    return (group ?? team) !== undefined;
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
      addUnknownPersons(['to']);
      const receivers = persons.filter(
        (person) =>
          person.marker === 'to' ||
          person.marker === 'for' ||
          (person.marker === 'owner' && ownsNamed(reading, person)) ||
          (person.marker === 'of' && /^(?:benefit)$/u.test(reading.entityAt[person.start - 2]?.kind ?? '')) ||
          (person.marker === 'bare' &&
            /^(?:get|give|send|hand|donne|donnez|envoie|envoyez|file)$/u.test(tokens[person.start - 1]?.norm ?? '')) ||
          (person.joined && persons.some(({ marker, end }) => marker === 'for' && end < person.start)),
      );
      setUsers(receivers.length > 0 ? receivers : [me(['ME'], ({ marker }) => marker === 'for') ?? []].flat());
      break;
    }
    case 'assign': {
      addUnknownPersons(['to', 'for', 'owner']);
      addJoined();
      setBenefit();
      const instead = insteadOf(reading, persons);
      const others = persons.filter((person) => person.marker !== 'by' && person !== instead);
      const addressed =
        [slots.benefit].flat().some((id) => typeof id !== 'string' || company.takesAddress(id)) ||
        slots.benefit === undefined;
      const ofEntity = countsOf(others.map(({ entity }) => entity));
      const receiversBeside = (address: Person) => others.length - (ofEntity.get(address.entity) ?? 0);
      const alternate =
        addresses.find((address) => address.marker === 'with' && receiversBeside(address) === 1) ??
        addresses.find(
          (address) =>
            address.marker === 'bare' &&
            isUnknown(address.named) &&
            receiversBeside(address) === 1 &&
            !beyondComma(reading, address) &&
            others.some(({ entity }) => entity?.kind === 'person'),
        ) ??
        // "for me, with my private address".
        (addressed && others.length === 1
          ? addresses.find(({ marker, named }) => marker === 'with' && isUnknown(named))
          : undefined);
      let receivers = others.filter((person) => person.entity !== alternate?.entity);
      // The person's own address beside the name.
      if (addresses.length > 0) {
        const named = countsOf(receivers.flatMap((person): (string | Named)[] => [person.named].flat()));
        receivers = receivers.filter(
          ({ entity, named: one }) =>
            !(entity?.kind === 'email' && typeof one === 'string' && (named.get(one) ?? 0) > 1),
        );
      }
      if (alternate && addressed) slots.email = alternate.entity.text;
      if (receivers.length === 0 && unknowns.length > 0) {
        const left = takeUnknown(
          (one) => (slots.benefit === undefined && slots.benefits === undefined) || mayBePerson(reading, one, persons),
        );
        if (left && (slots.benefit ?? slots.benefits) !== undefined)
          receivers = [
            { entity: left, named: left.named, marker: 'bare', joined: false, start: left.start, end: left.end },
          ];
        else if (left) slots.benefit = left.named;
      }
      if (instead) slots.from = instead.named;
      if (quantifiers.everyone && receivers.length === 0 && !setGroup()) {
        slots.users = 'everyone';
        setExcept();
        break;
      }
      if (receivers.length === 0 && setGroup()) {
        setExcept();
        break;
      }
      const marked = receivers.filter((person) => person.marker === 'to' || person.marker === 'for' || person.joined);
      const self =
        receivers.length === 0 || receivers.some((person) => person.joined) || joinedMe(reading)
          ? speaker('ME', 'MY', 'I')
          : null;
      const chosen =
        marked.length > 0 && !marked.every((person) => person.joined)
          ? receivers.filter(
              (person) => marked.includes(person) || person.joined || besideMarked(reading, person, marked),
            )
          : receivers;
      setUsers(
        self && (chosen.length === 0 || self.joined || joinedMe(reading))
          ? [...chosen, self].sort((a, b) => a.start - b.start)
          : chosen,
      );
      if (quantifiers.everything) setExcept();
      break;
    }
    case 'unassign': {
      addUnknownPersons(['to', 'from', 'of', 'owner']);
      setBenefit();
      if (persons.length === 0 && unknowns.length > 0 && slots.benefit !== undefined)
        addUnknownPersons(['bare', 'for', 'with']);
      const holders = persons.filter((person) => person.marker !== 'by' || reading.concepts.has('UNNEEDED'));
      if (quantifiers.everyone && holders.length === 0) {
        if (!setGroup()) slots.users = 'everyone';
        setExcept();
        break;
      }
      if (holders.length === 0 && setGroup()) {
        setExcept();
        break;
      }
      const self = persons.length === 0 || joinedMe(reading) ? speaker('MY', 'ME', 'I') : null;
      setUsers(self ? [...holders, self] : holders);
      setExcept();
      break;
    }
    case 'reassign': {
      if (persons.length < 2) addUnknownPersons(['to', 'from', 'of', 'owner', 'for', 'with']);
      if (!quantifiers.everything || benefits.length > 0) setBenefit();
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
      setExcept();
      break;
    }
    case 'assignments': {
      addUnknownPersons(['to', 'owner']);
      if (persons.length === 0 && benefits.length === 0 && !reading.concepts.has('WHO')) addUnknownPersons(['bare']);
      setBenefit();
      if ((slots.benefit ?? slots.benefits) === undefined || unknowns.length > 0)
        addUnknownPersons(['bare', 'of', 'from', 'for', 'with']);
      const who = reading.concepts.has('WHO');
      const self =
        persons.length === 0 && !who ? (speaker('MY') ?? me(['I'], (one) => holding(reading, one)) ?? givenMe()) : null;
      setUsers(self ? [self] : persons);
      if (persons.length === 0 && !self) setGroup();
      if (lacking(reading, slots)) slots.without = true;
      break;
    }
    case 'users': {
      addUnknownPersons(['to', 'of', 'owner', 'bare']);
      const self =
        persons.length === 0 ? me(['MY', 'ME', 'I'], (one) => one.marker !== 'bare' || holding(reading, one)) : null;
      setUsers(self && [...reading.concepts].some((concept) => concept.startsWith('ROLE')) ? [self] : persons);
      if (slots.user !== undefined || slots.users !== undefined) break;
      const role = roleOf(reading);
      if (role && !(role === 'employee' && reading.concepts.has('USERLIST'))) slots.role = role;
      setGroup();
      break;
    }
    case 'history': {
      setBenefit();
      addUnknownPersons(['to', 'from', 'of', 'owner', 'for', 'by', 'bare']);
      const own =
        persons.length === 0 &&
        / (?:did i|have i|i (?:changed?|did|do|done|made)|j' ai|ai je) /u.test(lineOf(reading).text);
      const self = persons.length === 0 ? speaker('MY', 'I') : null;
      if (own) slots.user = 'me';
      else setUsers(self ? [self] : persons);
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
    case 'update-user': {
      const known = persons.filter(({ entity, named }) => entity?.kind !== 'email' || !isUnknown(named));
      const address = addresses.findLast(
        ({ named, entity }) => isUnknown(named) || known.some((one) => one.entity !== entity),
      );
      if (known.length === 0) addUnknownPersons(['to', 'of', 'owner', 'bare', 'from', 'for']);
      const user =
        known.find(({ entity }) => entity !== address?.entity) ??
        persons.find(({ entity }) => entity?.kind !== 'email');
      const self = user ? null : me(['MY', 'ME']);
      if (user) slots.user = user.named;
      else if (self) slots.user = 'me';
      if (address && address.entity !== user?.entity) slots.email = address.entity.text;
      const name = otherName(reading, user?.end ?? 0);
      if (name && name !== user?.entity?.text) slots.name = name;
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
      const ended = / (?:no longer|anymore|any more|any longer|plus|cesse d') /u.test(lineOf(reading).text);
      const role = taken || ended ? newRole(reading) : roleOf(reading);
      if (role) slots.role = role;
      const self =
        persons.length === 0
          ? (me(['ME', 'MY']) ?? (role ? me(['I'], (one) => holding(reading, one) || meant(reading, one)) : null))
          : null;
      setUsers(self ? [self] : persons);
      break;
    }
    case 'remove-user': {
      addUnknownPersons(['to', 'from', 'of', 'owner', 'for', 'bare']);
      const self = persons.length === 0 ? me(['ME']) : null;
      setUsers(self ? [self] : persons);
      break;
    }
    case 'set-quantity': {
      setBenefit();
      const quantity = quantityIn(reading);
      if (quantity !== null) slots.quantity = quantity;
      break;
    }
    case 'portal':
    case 'requests': {
      setBenefit();
      addUnknownPersons(['to', 'from', 'of', 'owner', 'for']);
      // "my open requests".
      if (command === 'requests' && persons.length === 0 && OWN_REQUESTS.test(lineOf(reading).text)) slots.user = 'me';
      else setUsers(persons);
      break;
    }
    case 'withdraw':
      setBenefit();
      break;
    case 'resend': {
      setBenefit();
      addUnknownPersons(['to', 'from', 'of', 'owner', 'for', 'bare']);
      const self = persons.length === 0 ? me(['ME', 'MY'], ({ marker }) => marker === 'to' || marker === 'for') : null;
      setUsers(self ? [self] : persons);
      break;
    }
    case 'review':
      setBenefit();
      setGroup();
      break;
    case 'language': {
      const spans: Span[] = [];
      for (let i = 0; i < tokens.length; i += 1)
        for (const span of reading.spans[i] ?? [])
          if (/^LANG:(?:fr|en)$/u.test(span.concept) && free(i)) spans.push(span);
      const last = spans.find(({ start }) => markerOf(reading, { start, end: start }).marker === 'to') ?? spans.at(-1);
      if (last) slots.language = last.concept.slice(5);
      break;
    }
    default:
  }
  return slots;
}

/** Several ids are sorted: their ends and their number tell them apart. */
function keyOf(named: Named): string {
  if (typeof named === 'string') return named;
  if ('unknown' in named) return `?${named.unknown.toLowerCase()}`;
  return `${named.length} ${named[0]} ${named.at(-1)}`;
}

function distinctOf(all: readonly Named[]): Named[] {
  const seen = new Map<string, Named>();
  for (const named of all) {
    const key = keyOf(named);
    if (!seen.has(key)) seen.set(key, named);
  }
  return [...seen.values()];
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

/** "Ana's Visio key", not "Ana's laptop". */
function ownsNamed({ entityAt, has }: Reading, { end }: Person): boolean {
  return entityAt[end + 1]?.kind === 'benefit' || has(end + 1, 'KEY') || has(end + 1, 'SEAT');
}

const OWN_REQUESTS =
  / (?:my|mine|mes|ma|j' ai|i|have i) (?:\S+ ){0,2}(?:requests?|demandes?|requete|requetes|demande|requested|asked for|applications?) /u;

/** The person after "instead of". */
function insteadOf(reading: Reading, persons: readonly Person[]): Person | null {
  for (let i = 0; i < reading.tokens.length; i += 1)
    for (const { concept, end } of reading.spans[i] ?? [])
      if (concept === 'INSTEAD')
        return persons.find(({ start }) => start === end || (start === end + 1 && reading.has(end, 'SKIP'))) ?? null;
  return null;
}

/** "Tom <tom@…>" is one person, "to Tom and tom@…" are two. */
const beyondComma = (reading: Reading, { joined, start }: Person): boolean => joined && reading.has(start - 1, 'AND');

/** In a list that begins with "to": "to Tom, Ana and José", one name a line. */
function besideMarked({ tokens, entityAt }: Reading, { start }: Person, marked: readonly Person[]): boolean {
  if (marked.length > 0 && /^(?:email|person)$/u.test(entityAt[start - 1]?.kind ?? '')) return true;
  const previous = tokens[start - 1];
  return marked.length > 0 && (previous?.kind === 'mark' || previous === undefined) && previous?.norm !== '?';
}

/** "who doesn't have X", "qui n'a pas encore X", "what doesn't Tom have". */
function lacking(reading: Reading, slots: Slots): boolean {
  const { text } = lineOf(reading);
  const lacks =
    / (?:without|sans|lacks?|lacking|missing|not (?:yet )?(?:have|had|got|using|on|assigned|holding)|(?:doesn't|does not|don't|dont|doesnt|do not|hasn't|hasnt|haven't|has no|have no|has not|have not|isn't|aren't|is not|are not)|(?:n'|ne) (?:\S+ ){1,4}(?:pas|aucune?|rien)|(?:a|ont|utilise|as) (?:pas|aucune?)|il manque|manque) /u.test(
      text,
    );
  if (!lacks) return false;
  if (
    / (?:who|qui|whom|which \S+|quels? \S+|lesquels|everyone|everybody|people|users|employees|anyone|ceux|celles|personnes|utilisateurs|employes|gens|collaborateurs|those|somebody|quelqu' un|colleagues|collegues|list|liste) /u.test(
      text,
    )
  )
    return true;
  return slots.benefit === undefined && slots.benefits === undefined;
}

export function quantityIn(reading: Reading): number | null {
  let found: number | null = null;
  reading.tokens.forEach(({ norm, kind }, i) => {
    if (reading.entityAt[i] && !reading.entityAt[i]?.weak) return;
    const number = kind === 'number' || norm.length > 2 ? numberOf(norm) : null;
    if (number === null || (kind !== 'number' && number < 2)) return;
    const before = reading.tokens[i - 1]?.norm ?? '';
    const after = reading.tokens[i + 1]?.norm ?? '';
    if (
      /^(?:more|extra|additional|fewer|less|new|other|supplementaires?|autres|nouvelles|nouveaux|de)$/u.test(after) &&
      (after === 'de' ? reading.tokens[i + 2]?.norm === 'plus' : !/^(?:to|a|now|total)$/u.test(before))
    )
      return;
    if (/^(?:extra|additional|another|from|de|of)$/u.test(before) && found !== null) return;
    // "8, not 10".
    if (/^(?:not|pas|non|than|que)$/u.test(before) || reading.has(i - 1, 'INSTEAD')) return;
    // "from 10 to 20": the later one.
    found = number;
  });
  return found;
}

/** What a person is to be called from now on: what stands after "to", "is now", "en". */
function otherName(reading: Reading, from: number): string | null {
  const { tokens, text, entityAt } = reading;
  const name = (i: number) => {
    const token = tokens[i];
    return (
      token?.kind === 'word' && (token.capital || entityAt[i]?.kind === 'unknown' || entityAt[i]?.kind === 'person')
    );
  };
  for (let i = from; i < tokens.length; i += 1) {
    if (!name(i) || reading.has(i, 'SKIP')) continue;
    const previous = tokens[i - 1]?.norm ?? '';
    if (
      !/^(?:to|as|now|is|into|be|called|named|rename|renames|renommer|renomme|renommez|en|a|par|by|est|s'|appelle|appeler|nomme|nommer|maintenant|desormais|comme|:|"|«|->|->|married|name|nom|devient|becomes|with|it)$/u.test(
        previous,
      )
    )
      continue;
    let end = i + 1;
    while (
      end < tokens.length &&
      tokens[end]?.kind === 'word' &&
      (name(end) ||
        tokens[end]?.before === "'" ||
        tokens[end]?.before === '-' ||
        (/^(?:de|du|van|von|der|le|la|el|al|ben|da|d'|l'|o')$/u.test(tokens[end]?.norm ?? '') && name(end + 1)))
    )
      end += 1;
    return text.slice(tokens[i]?.start ?? 0, tokens[end - 1]?.end ?? 0);
  }
  return null;
}

/** The slots of a reassignment, if what is to be given is said to be somebody's: Oscar's Visio, le Visio d'Oscar. */
export function handedOver(reading: Reading, company: Company): Slots | null {
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
    const slots = fill('reassign', reading, company);
    // "Tom leaves, Ana gets his licences"
    if (second.end <= his) {
      return leavesBetween(reading, first, second) ? { ...slots, from: first.named, to: second.named } : null;
    }
    const { marker } = markerOf(reading, second);
    return marker === 'to' || marker === 'for' ? { ...slots, from: first.named, to: second.named } : null;
  }
  const slots = fill('reassign', reading, company);
  return slots.from !== undefined && slots.to !== undefined && slots.from === holder.named && slots.from !== slots.to
    ? slots
    : null;
}

function countsOf<T>(values: readonly T[]): ReadonlyMap<T, number> {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
