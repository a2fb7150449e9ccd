import type { Command, Named, OperatingSystem, Role, Slots } from '../benefits/command';
import { clausesOf } from './clauses';
import { untilIn } from './dates';
import type { Directory } from './directory';
import type { Entity, Reading } from './entity';
import { lineOf } from './line';
import type { Answer, Meaning, Question } from './meaning';
import { markerOf } from './parts';
import type { Company } from './slots';
import type { Sources } from './words';

/** Reads a message as the answer to what the bot asked; a request of its own is `new`. */
export function answerTo(
  question: Question,
  reading: Reading,
  meaning: Meaning,
  sources: Sources,
  company: Company,
): Answer {
  const says = (concept: string) => reading.concepts.has(concept);
  const [act] = meaning.acts;
  const words = reading.tokens.filter((token) => token.kind !== 'mark');
  if (words.length === 0) return { kind: 'unclear' };
  const indifferent = says('ANY') && (question.asking === 'language' || question.asking === 'os');
  if (act?.command === 'cancel' && !indifferent) return { kind: 'cancel' };
  const slots = slotsOf(question, reading, sources, company);
  const bare = isFragment(question, reading);
  if (bare && slots) return { kind: 'fill', slots };
  if (act && !bare) {
    // "assign it to Tom" goes on with what was asked.
    const same = act.command === question.command && meaning.acts.length === 1;
    const own = Object.keys(act.slots).length;
    if (same && own <= 1 && slots) return { kind: 'fill', slots: { ...act.slots, ...slots } };
    return { kind: 'new', meaning };
  }
  if (indifferent) return { kind: 'fill', slots: {} };
  const only = (concept: string) =>
    says(concept) && reading.tokens.every((token, i) => token.kind === 'mark' || covered(reading, i, concept));
  if (only('NEITHER')) return { kind: 'cancel' };
  if (question.asking === 'confirm' && only('YES') && !says('NO')) return { kind: 'confirm' };
  if (only('NO')) return { kind: 'cancel' };
  if (question.asking === 'confirm' && firstConcept(reading, 'YES') && !says('NO') && !act && words.length <= 5)
    return { kind: 'confirm' };
  // A correction of what is about to be done names one thing; a sentence about several is something else.
  const another = question.asking === 'confirm' && reading.entities.length > 1;
  if (slots && !act && !another) return { kind: 'fill', slots };
  if (act) return { kind: 'new', meaning };
  return { kind: 'unclear' };
}

function covered(reading: Reading, position: number, concept: string): boolean {
  for (let start = Math.max(0, position - 6); start <= position; start += 1) {
    for (const span of reading.spans[start] ?? []) {
      if (span.end <= position) continue;
      if (span.concept === concept || /^(?:SKIP|GREET|REQUEST|THANKS)$/u.test(span.concept)) return true;
    }
  }
  return false;
}

function firstConcept(reading: Reading, concept: string): boolean {
  return (reading.spans[0] ?? []).some((span) => span.concept === concept);
}

/** A fragment: no order, wish or question of its own. */
const isFragment = (question: Question, reading: Reading): boolean =>
  question.asking === 'name'
    ? !reading.concepts.has('KEY') && reading.tokens.length <= 6
    : !clausesOf(reading).some(({ asks }) => asks);

function value(reading: Reading, prefix: string): string | undefined {
  let found: string | undefined;
  for (const list of reading.spans)
    for (const span of list) if (span.concept.startsWith(prefix)) found = span.concept.slice(prefix.length);
  return found;
}

/** The candidates that have the word at a position. */
function fits(sources: Sources, question: Question, position: number, reading: Reading): string[] {
  const directory: Directory = question.asking === 'benefit' ? sources.benefits : sources.people;
  const word = reading.tokens[position]?.norm.replace(/'/gu, '') ?? '';
  if (word === '') return [];
  const form = question.asking === 'benefit' ? sources.forms.at([word], 0) : null;
  const having = new Set([...directory.having(word), ...(form ? directory.having(form.key) : [])]);
  const near = having.size === 0 ? directory.near(word, 1)?.entries : undefined;
  for (const entry of near ?? []) having.add(entry);
  const ids = new Set([...having].map((entry) => directory.ids[entry]));
  return (question.candidates ?? []).filter((id) => ids.has(id));
}

function chosen(question: Question, reading: Reading, sources: Sources): Named | readonly Named[] | null {
  const candidates = question.candidates ?? [];
  if (candidates.length === 0) return null;
  let left = [...candidates];
  let narrowed = false;
  reading.tokens.forEach((token, i) => {
    if (token.kind === 'email') {
      const match = candidates.find((id) => id.toLowerCase() === token.norm);
      if (match) {
        left = [match];
        narrowed = true;
      }
      return;
    }
    if (token.kind !== 'word' && token.kind !== 'number') return;
    const having = fits(sources, question, i, reading);
    if (having.length === 0 || having.length === candidates.length) {
      if (having.length > 0 && !reading.has(i, 'SKIP')) narrowed ||= false;
      return;
    }
    const next = left.filter((id) => having.includes(id));
    if (next.length > 0) left = next;
    else if (reading.concepts.has('AND')) left = [...left, ...having];
    narrowed = true;
  });
  if (narrowed) return left.length === 1 ? (left[0] ?? null) : left;
  if (reading.concepts.has('BOTH')) return candidates;
  const nth = value(reading, 'NTH:');
  if (nth !== undefined) return candidates.at(Number(nth) > 0 ? Number(nth) - 1 : -1) ?? null;
  return null;
}

function slotsOf(question: Question, reading: Reading, sources: Sources, company: Company): Slots | null {
  const { asking } = question;
  const persons = reading.entities.filter(
    (entity) =>
      entity.kind === 'person' ||
      entity.kind === 'email' ||
      (entity.kind === 'unknown' && question.asking !== 'benefit'),
  );
  const benefit =
    reading.entities.find((entity) => entity.kind === 'benefit' && !entity.weak) ??
    reading.entities.find((entity) => entity.kind === 'benefit');
  switch (asking) {
    case 'benefit': {
      const choice = chosen(question, reading, sources);
      if (choice !== null) return typeof choice === 'string' ? { benefit: choice } : null;
      const named = benefit ?? reading.entities.find((entity) => entity.kind === 'unknown');
      return named ? { benefit: named.named } : null;
    }
    case 'user':
    case 'from':
    case 'to': {
      const choice = chosen(question, reading, sources);
      if (choice !== null) {
        if (typeof choice === 'string') return { [asking]: choice };
        const all =
          (choice as readonly string[]).length === question.candidates?.length && !reading.concepts.has('BOTH');
        if (all) return null;
        return asking === 'user' && Array.isArray(choice) ? { users: choice } : null;
      }
      const names: Named[] = [];
      for (const person of persons)
        if (!names.some((one) => JSON.stringify(one) === JSON.stringify(person.named))) names.push(person.named);
      if (
        names.length === 0 &&
        reading.tokens.some(
          (_token, i) => reading.has(i, 'ME') || /^(?:myself|moi|me|i)$/u.test(reading.tokens[i]?.norm ?? ''),
        )
      )
        names.push('me');
      const first = names[0];
      if (first === undefined) return null;
      if (names.length > 1) return asking === 'user' ? { users: names } : null;
      return { [asking]: first };
    }
    case 'email': {
      const address = reading.entities.find((entity) => entity.kind === 'email');
      return address ? { email: address.text } : null;
    }
    case 'language': {
      const language = value(reading, 'LANG:');
      return language && language !== 'other' ? { language } : null;
    }
    case 'os': {
      const os =
        value(reading, 'OS:') ??
        (reading.tokens.some((token) => /^(?:windows|win|pc)$/u.test(token.norm)) ? 'windows-x64' : undefined);
      return os ? { os: os as OperatingSystem } : null;
    }
    case 'role': {
      const role = value(reading, 'ROLE:');
      return role ? { role: role as Role } : null;
    }
    case 'name': {
      const text = reading.text.trim();
      return text.length <= 60 &&
        /^\p{L}[\p{L}\p{M}' ’.-]+$/u.test(text) &&
        !reading.concepts.has('YES') &&
        !reading.concepts.has('NO')
        ? {
            name: text.replace(
              /^(?:it'?s|his name is|her name is|the name is|c['’]est|il s['’]appelle|elle s['’]appelle|son nom est)\s+/iu,
              '',
            ),
          }
        : null;
    }
    case 'filter': {
      const filter = value(reading, 'FILTER:');
      const category = value(reading, 'CAT:');
      if (!filter && !category) return null;
      return {
        ...(filter ? { filter: filter as NonNullable<Slots['filter']> } : {}),
        ...(category ? { category: category as NonNullable<Slots['category']> } : {}),
      };
    }
    case 'quantity': {
      const numbers = reading.tokens.filter((token) => token.kind === 'number');
      const [only, ...others] = numbers.map((token) => Number(token.norm));
      return only !== undefined && others.length === 0 && Number.isInteger(only) ? { quantity: only } : null;
    }
    case 'confirm':
      return corrected(
        question,
        persons,
        reading.entities.filter((entity) => entity.kind === 'benefit' && !entity.weak),
        reading,
        company,
      );
  }
}

/** "no, rather Durand", "also to Ana", "and Project", "until March": another value for what was about to be done. */
function corrected(
  { command, slots }: Question,
  persons: readonly Entity[],
  benefits: readonly Entity[],
  reading: Reading,
  company: Company,
): Slots | null {
  const fill: Slots = {};
  const more = adds(reading);
  const [benefit] = benefits;
  if (benefit && (slots.benefit !== undefined || slots.benefits !== undefined))
    Object.assign(fill, more ? several('benefit', slots, benefits) : { benefit: benefit.named });
  for (const person of persons) correctPerson(command, slots, person, reading, fill);
  if (more && (fill.user !== undefined || fill.users !== undefined)) {
    delete fill.user;
    Object.assign(fill, several('user', slots, persons));
  }
  if (command === 'set-role' || command === 'add-user') {
    const role = value(reading, 'ROLE:');
    if (role) fill.role = role as Role;
  }
  if (command === 'keys') {
    const language = value(reading, 'LANG:');
    if (language && language !== 'other') fill.language = language;
  }
  const until = command === 'assign' ? untilIn(lineOf(reading).text, company.today) : null;
  if (until) fill.until = until.date;
  return Object.keys(fill).length > 0 ? fill : null;
}

/** The message begins with "also" or "and": it adds to what was about to be done. */
function adds(reading: Reading): boolean {
  const first = reading.tokens.findIndex((token) => token.kind !== 'mark');
  return reading.has(first, 'ALSO') || reading.has(first, 'AND');
}

/** What was there, and what is added; an array takes the place of the single slot. */
function several(kind: 'benefit' | 'user', slots: Slots, added: readonly Entity[]): Slots {
  const plural = kind === 'benefit' ? slots.benefits : slots.users;
  const known = Array.isArray(plural) ? plural : slots[kind] === undefined ? [] : [slots[kind] as Named];
  const all = [...known, ...added.map(({ named }) => named)];
  return kind === 'benefit' ? { benefits: all } : { users: all };
}

function correctPerson(command: Command, slots: Slots, person: Entity, reading: Reading, fill: Slots): void {
  const { marker } = markerOf(reading, person);
  if (command === 'reassign') {
    if (marker === 'from' || marker === 'of' || marker === 'owner') fill.from = person.named;
    else fill.to = person.named;
  } else if (person.kind === 'email' && command === 'add-user') fill.email = person.text;
  else if (
    person.kind === 'email' &&
    slots.email !== undefined &&
    (marker === 'with' || typeof person.named !== 'string')
  )
    fill.email = person.text;
  else if (command === 'add-user') fill.name = person.text;
  else if (slots.user !== undefined || slots.users !== undefined) {
    if (fill.user !== undefined) {
      fill.users = [fill.user, person.named];
      delete fill.user;
    } else if (Array.isArray(fill.users)) fill.users = [...fill.users, person.named];
    else fill.user = person.named;
  }
}
