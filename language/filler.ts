import type { Command, Named, Slots } from '../benefits/command';
import { narrowed } from './benefit-words';
import type { Until } from './dates';
import type { Entity, Reading } from './entity';
import { joinedTo } from './lists';
import { type Marker, markerOf, meant, PAIR, type Person } from './parts';
import { castOf, isUnknown, keepAsked, MOST_PEOPLE, mayBePerson, plausibleBenefit } from './people';

export interface Company {
  /** YYYY-MM-DD. */
  today: string;
  /** Whether an assignment of the benefit takes another address. */
  takesAddress(id: string): boolean;
  /** The last day that a text names, with the tokens that name it; `shown`: the one that it may correct. */
  untilIn(reading: Reading, shown?: string): (Until & { start: number; end: number }) | null;
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
export type Filler = ReturnType<typeof fillerOf>;

/** The slots of one command while they are filled, with what the fillers of all commands share. */
export function fillerOf(command: Command, reading: Reading, company: Company) {
  const slots: Slots = {};
  const { tokens } = reading;
  const { persons, addresses, unknowns, benefits, groups, quantifiers } = castOf(command, reading);
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
      const distinct = distinctOf(
        all.flatMap((one) => {
          const named = all.length > 1 ? one.named : narrowed(one, benefits);
          return Array.isArray(named) && both(one.start) ? named : [named];
        }),
      );
      if (distinct.length > 1) {
        slots.benefits = distinct;
        return;
      }
    }
    const entity = first ?? takeUnknown((one, marker) => plausibleBenefit(reading, one, marker));
    if (entity) slots.benefit = narrowed(entity, benefits);
  };
  /** "both Maries", "aux deux Lucas". */
  const both = (start: number): boolean => reading.has(start - 1, 'BOTH') || PAIR.test(tokens[start - 1]?.norm ?? '');
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
    const all = list.flatMap(({ named, start }) => (Array.isArray(named) && both(start) ? named : [named]));
    const without = new Set(quantifiers.except.map(({ named }) => JSON.stringify(named)));
    const distinct = distinctOf(all.filter((named) => !without.has(JSON.stringify(named))));
    if (distinct.length === 1) slots.user = distinct[0] as Named;
    else if (distinct.length > 1) slots.users = distinct.slice(0, MOST_PEOPLE);
  };
  const setExcept = () => {
    // "les deux Diallo" are both of them.
    const except = distinctOf(
      quantifiers.except.flatMap(({ named, start }) =>
        Array.isArray(named) && PAIR.test(tokens[start - 1]?.norm ?? '') ? named : [named],
      ),
    );
    if (except.length > 0) slots.except = except;
  };
  const setGroup = (): boolean => {
    const [group] = groups;
    if (group && typeof group.named === 'string') slots.group = group.named;
    return group !== undefined;
  };

  /** A group or everyone, where nobody is named; whom it leaves out. */
  const setMany = (): boolean => {
    if (!setGroup()) {
      if (!quantifiers.everyone) return false;
      slots.users = 'everyone';
    }
    setExcept();
    return true;
  };

  return {
    slots,
    reading,
    company,
    tokens,
    persons,
    addresses,
    unknowns,
    benefits,
    quantifiers,
    found,
    value,
    outside,
    free,
    takeUnknown,
    addUnknownPersons,
    addJoined,
    setBenefit,
    me,
    speaker,
    givenMe,
    setUsers,
    setExcept,
    setGroup,
    setMany,
  };
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
