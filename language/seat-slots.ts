import type { Named } from '../benefits/command';
import type { Reading } from './entity';
import type { Filler } from './filler';
import { lineOf } from './line';
import { joinedMe, type Person } from './parts';
import { isUnknown, mayBePerson } from './people';
import { insteadOf, sides } from './sides';

export function fillAssign(filler: Filler): void {
  const {
    slots,
    reading,
    company,
    persons,
    addresses,
    unknowns,
    quantifiers,
    takeUnknown,
    addUnknownPersons,
    addJoined,
    setBenefit,
    speaker,
    setUsers,
    setExcept,
    setMany,
  } = filler;
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
      ({ entity, named: one }) => !(entity?.kind === 'email' && typeof one === 'string' && (named.get(one) ?? 0) > 1),
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
  if (receivers.length === 0 && setMany()) return;
  const marked = receivers.filter((person) => person.marker === 'to' || person.marker === 'for' || person.joined);
  const self =
    receivers.length === 0 || receivers.some((person) => person.joined) || joinedMe(reading)
      ? speaker('ME', 'MY', 'I')
      : null;
  const chosen =
    marked.length > 0 && !marked.every((person) => person.joined) && !SAME.test(lineOf(reading).text)
      ? receivers.filter((person) => marked.includes(person) || person.joined || besideMarked(reading, person, marked))
      : receivers;
  setUsers(
    self && (chosen.length === 0 || self.joined || joinedMe(reading))
      ? [...chosen, self].sort((a, b) => a.start - b.start)
      : chosen,
  );
  if (quantifiers.everything) setExcept();
}

/** "give Tom Visio, and the same for Ana" */
const SAME = / (?:same|likewise|idem|pareil|meme chose)(?: \S+)? (?:for|to|pour|a|au) P /u;

export function fillUnassign(filler: Filler): void {
  const { slots, reading, persons, unknowns, addUnknownPersons, setBenefit, speaker, setUsers, setExcept, setMany } =
    filler;
  addUnknownPersons(['to', 'from', 'of', 'owner']);
  setBenefit();
  if (persons.length === 0 && unknowns.length > 0 && slots.benefit !== undefined)
    addUnknownPersons(['bare', 'for', 'with']);
  const holders = persons.filter((person) => person.marker !== 'by' || reading.concepts.has('UNNEEDED'));
  if (holders.length === 0 && setMany()) return;
  const self = persons.length === 0 || joinedMe(reading) ? speaker('MY', 'ME', 'I') : null;
  setUsers(self ? [...holders, self] : holders);
  setExcept();
}

export function fillReassign(filler: Filler): void {
  const {
    slots,
    reading,
    persons,
    addresses,
    benefits,
    quantifiers,
    addUnknownPersons,
    setBenefit,
    me,
    speaker,
    setExcept,
  } = filler;
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
}

/** Verbs of somebody who sees to others' seats. */
const MOVING = ['MOVE', 'REASSIGN', 'REPLACE', 'CHANGE', 'GIVE', 'ASSIGN'];

/** "Tom <tom@…>" is one person, "to Tom and tom@…" are two. */
const beyondComma = (reading: Reading, { joined, start }: Person): boolean => joined && reading.has(start - 1, 'AND');

/** In a list that begins with "to": "to Tom, Ana and José", one name a line. */
function besideMarked({ tokens, entityAt }: Reading, { start }: Person, marked: readonly Person[]): boolean {
  if (marked.length > 0 && /^(?:email|person)$/u.test(entityAt[start - 1]?.kind ?? '')) return true;
  const previous = tokens[start - 1];
  return marked.length > 0 && (previous?.kind === 'mark' || previous === undefined) && previous?.norm !== '?';
}

function countsOf<T>(values: readonly T[]): ReadonlyMap<T, number> {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
