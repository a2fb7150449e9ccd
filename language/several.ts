import type { Act, Command, Named, Slots } from '../benefits/command';
import type { Reading } from './entity';
import { excerpt } from './excerpt';
import { lineOf } from './line';
import { joinedTo } from './lists';

/** "in French and in Spanish", "cloud, then support", "from Tom and Ana": one act for each, as no slot holds several. */
export function severalOf({ command, slots }: Act, reading: Reading): Act[] {
  if (command === 'keys') {
    const languages = valuesOf(reading, /^LANG:(?!other)/u);
    const systems = valuesOf(reading, /^OS:/u);
    if (languages.length > 1) return languages.map((language) => ({ command, slots: { ...slots, language } }));
    if (systems.length > 1)
      return systems.map((os) => ({ command, slots: { ...slots, os: os as NonNullable<Slots['os']> } }));
  }
  if (command === 'list') {
    const categories = valuesOf(reading, /^CAT:/u);
    if (categories.length > 1)
      return categories.map((category) => ({
        command,
        slots: { ...slots, category: category as NonNullable<Slots['category']> },
      }));
  }
  if (command === 'add-user') {
    const addresses = reading.entities.filter(({ kind }) => kind === 'email');
    if (addresses.length > 1 && slots.name === undefined)
      return addresses.map(({ text }) => ({ command, slots: { ...slots, email: text } }));
  }
  if (command === 'reassign')
    return movesOf(slots, beside(reading, slots.from), beside(reading, slots.to)).map((each) => ({
      command,
      slots: each,
    }));
  return [{ command, slots }];
}

/** The people that "and" joins to the one that a slot names. */
function beside(reading: Reading, named: Named | undefined): readonly Named[] {
  const people = reading.entities.filter(({ kind, weak }) => /^(?:person|email|unknown)$/u.test(kind) && !weak);
  const entity = people.find((one) => JSON.stringify(one.named) === JSON.stringify(named));
  return entity ? joinedTo(reading, entity, people).map((one) => one.named) : [];
}

function valuesOf({ spans, entityAt }: Reading, concept: RegExp): string[] {
  const found: string[] = [];
  let end = 0;
  spans.forEach((list, i) => {
    if (i < end || (entityAt[i] && !concept.test('CAT:'))) return;
    const longest = list.filter((span) => concept.test(span.concept)).sort((a, b) => b.end - a.end)[0];
    if (!longest) return;
    const value = longest.concept.slice(longest.concept.indexOf(':') + 1);
    if (!found.includes(value)) found.push(value);
    end = longest.end;
  });
  return found;
}

/** Several people in `from` or `to` of a reassignment: one act each. */
function movesOf(slots: Slots, from: readonly Named[], to: readonly Named[]): Slots[] {
  // "instead of Tom, Ana": the comma joins nobody.
  if (from.length > 1 && to.length > 1) return [slots];
  if (from.length > 1) return from.map((one) => ({ ...slots, from: one }));
  if (to.length > 1) return to.map((one) => ({ ...slots, to: one }));
  return [slots];
}

/** "Visio and Project to Ana and Tom respectively": a part for each pair. */
export function pairsOf(command: Command, reading: Reading): Reading[] | null {
  if (!/^(?:assign|unassign|keys)$/u.test(command)) return null;
  if (!/ (?:respectively|respectivement) /u.test(lineOf(reading).text)) return null;
  const of = (pattern: RegExp) => reading.entities.filter(({ kind, weak }) => !weak && pattern.test(kind));
  const benefits = of(/^benefit$/u);
  const people = of(/^(?:person|email|unknown)$/u);
  if (benefits.length < 2 || benefits.length !== people.length) return null;
  const names = [...benefits, ...people];
  return benefits.map((benefit, k) => {
    const others = names.filter((one) => one !== benefit && one !== people[k]);
    return excerpt(reading, (i) => !others.some(({ start, end }) => i >= start && i < end));
  });
}
