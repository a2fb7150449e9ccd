import type { Entity } from './entity';
import { common, MOST_NAMES, type Scan } from './scan';
import { nameWords } from './text';

/** Months that are given names too, and what stands before a month. */
const MONTHS = /^(?:jan|april|may|june|august|avril|mai|juin)$/u;
/** Parts of "Yann Le Guen" that are no name by themselves. */
const ARTICLE = /^(?:le|la|les|l|de|du|des|d|van|von|der|den)$/u;
const BEFORE_MONTHS =
  /^(?:until|till|in|since|by|before|after|of|this|next|last|early|late|mid|end|from|en|depuis|jusqu'|fin|st|nd|rd|th|er)$/u;

/** Full names of two or more words; they win over products. */
export function claimFullNames(scan: Scan): void {
  const {
    tokens,
    people,
    bare,
    nearPerson,
    unknownWord,
    spans,
    proper,
    known,
    count,
    has,
    entityAt,
    entities,
    raw,
    claim,
    named,
    opening,
  } = scan;
  for (let i = 0; i < count; i += 1) {
    if (entities.length >= MOST_NAMES) break;
    if (entityAt[i] || !people.has(bare[i] ?? '')) continue;
    let fits = people.having(bare[i] ?? '');
    let end = i + 1;
    while (end < count && !entityAt[end] && tokens[end]?.kind === 'word' && people.has(bare[end] ?? '')) {
      const next = common(fits, people.having(bare[end] ?? ''));
      if (next.length === 0) break;
      fits = next;
      end += 1;
    }
    if (end < i + 2) continue;
    if (
      Array.from({ length: end - i }, (_, offset) => i + offset).every(
        (position) => known(position) && !proper(position),
      ) &&
      !calledFor(i) &&
      !(opening(i) && (spans[end] ?? []).some((span) => /^(?:NEED|NONEED|HAVE)$/u.test(span.concept)))
    )
      continue;
    if (unknownWord.has(end) || nearPerson.has(end)) continue;
    claim({
      kind: 'person',
      start: i,
      end,
      named: named(people, people.whole(fits, bare.slice(i, end)), raw(i, end)),
      text: raw(i, end),
      weak: false,
    });
    i = end - 1;
  }

  /** After a verb or a preposition that wants a person. */
  function calledFor(position: number): boolean {
    return [
      'TO',
      'FOR',
      'FROM',
      'ASSIGN',
      'GIVE',
      'REMOVE',
      'DELETE',
      'MAKE',
      'PROMOTE',
      'DEMOTE',
      'ADD',
      'UNASSIGN',
      'REASSIGN',
      'MOVE',
    ].some((concept) => has(position - 1, concept));
  }
}

export function claimPeople(scan: Scan): void {
  const { count, entities, entityAt, claim } = scan;
  const personAt = finderOf(scan);
  for (let i = 0; i < count; i += 1) {
    if (entities.length >= MOST_NAMES) break;
    const chunk = entityAt[i] ? null : personAt(i);
    if (!chunk) continue;
    claim(chunk);
    i = chunk.end - 1;
  }
}

/** The person whose name begins at a position. */
function finderOf(scan: Scan): (start: number) => Entity | null {
  const {
    tokens,
    forms,
    people,
    givenNames,
    norms,
    bare,
    nearPerson,
    nearBenefit,
    unknownWord,
    spans,
    single,
    firstWord,
    shouting,
    proper,
    known,
    benefitWord,
    count,
    has,
    glue,
    entityAt,
    raw,
    named,
    personal,
    opening,
  } = scan;
  return personAt;
  function personAt(start: number): Entity | null {
    const word = bare[start] ?? '';
    if (tokens[start]?.kind !== 'word') return null;
    const given = givenNames.has(word);
    if (!personal(start) && !given) return null;
    if (ARTICLE.test(word) && !given) return null;
    if (MONTHS.test(word) && (BEFORE_MONTHS.test(norms[start - 1] ?? '') || tokens[start - 1]?.kind === 'number'))
      return null;
    const common1 = known(start);
    let fits: readonly number[] = people.has(word) ? people.having(word) : (nearPerson.get(start) ?? []);
    let end = start + 1;
    let strong = common1 ? 0 : 1;
    while (end < count && !entityAt[end]) {
      const token = tokens[end];
      let at = end;
      // tom.baker, typed without its domain
      if (
        token?.raw === '.' &&
        token.before === '' &&
        tokens[end + 1]?.before === '' &&
        tokens[end + 1]?.kind === 'word'
      )
        at = end + 1;
      const next = tokens[at];
      if (next?.kind !== 'word' || norms[at]?.startsWith("'")) break;
      const nextWord = bare[at] ?? '';
      // "Alexandra K.": the first letter of another of the names.
      if (nextWord.length === 1 && next.capital && fits.length > 0) {
        const initial = fits.filter((entry) =>
          nameWords(people.name(entry)).some((part) => part !== word && part.startsWith(nextWord)),
        );
        if (initial.length > 0) {
          fits = initial;
          end = at + 1;
          if (tokens[end]?.norm === '.' && tokens[end]?.before === '') end += 1;
          continue;
        }
      }
      const more = people.has(nextWord) ? people.having(nextWord) : (nearPerson.get(at) ?? []);
      const inside = common(fits, more);
      // "give Ana Tom's Visio"
      if (
        inside.length === 0 &&
        (has(start - 1, 'GIVE') || has(start - 1, 'AND')) &&
        norms[at + 1] === "'s" &&
        people.has(nextWord)
      )
        break;
      if (inside.length > 0 && (!known(at) || proper(at) || at > end || next.before === '-' || glueless(at))) {
        fits = inside;
        strong += known(at) ? 0 : 1;
      } else if (
        /^(?:de|du|van|von|der|den|da|dos|del|della|di|le|la|el|al|bin|ben|mc|mac|st|saint|o|d|l|y)$/u.test(nextWord) &&
        nameAt(at + 1) &&
        (proper(at + 1) ||
          next.before === "'" ||
          next.before === '-' ||
          common(fits, people.having(bare[at + 1] ?? '')).length > 0) &&
        !/^(?:de|d|du|le|la|l|y)$/u.test(nextWord)
      ) {
        fits = people.has(nextWord) ? inside : fits;
      } else if (
        !(common1 && !proper(start)) &&
        !known(at) &&
        ((unknownWord.has(at) && (proper(at) || tokens[start]?.capital !== true)) ||
          personal(at) ||
          (proper(at) && !benefitWord(nextWord) && !forms.product(nextWord)))
      ) {
        if (forms.product(nextWord) || benefitWord(nextWord) || nearBenefit.has(at)) break;
        fits = [];
        strong += 1;
      } else if (
        proper(at) &&
        proper(start) &&
        !benefitWord(nextWord) &&
        !forms.product(nextWord) &&
        !shouting &&
        known(at) &&
        spans[at]?.every((span) => span.end === at + 1) &&
        nounless(at)
      ) {
        fits = inside;
        strong += 1;
      } else break;
      end = at + 1;
    }
    if (strong === 0 && !proper(start)) {
      // An everyday word is a name where only a name can stand.
      const before = start > 0 && (has(start - 1, 'TO') || has(start - 1, 'FROM') || has(start - 1, 'FOR'));
      const receives = has(start - 1, 'GIVE') && fits.length > 0 && entityAt[end]?.kind === 'benefit';
      const after = start + 1 >= count || tokens[start + 1]?.kind === 'mark' || norms[start + 1] === "'s";
      // "Mark needs…", "will's licence"
      const alone = fits.length > 0 && start === firstWord && end === count;
      const subject =
        fits.length > 0 &&
        end < count &&
        (norms[end] === "'s" ||
          (opening(start) &&
            (spans[end] ?? []).some((span) => /^(?:NEED|NONEED|HAVE|HAVE\.past|MODAL|AUX|BE)$/u.test(span.concept)) &&
            !has(end, 'SKIP') &&
            !has(end, 'ME')));
      if (
        !(end > start + 1 && fits.length > 0) &&
        !(before && after && (!glue(start) || fits.length > 0)) &&
        !subject &&
        !receives &&
        !alone
      )
        return null;
    }
    if (glue(start) && end === start + 1 && fits.length === 0) return null;
    const typed = raw(start, end);
    const best = people.whole(fits, bare.slice(start, end));
    return { kind: 'person', start, end, named: named(people, best, typed), text: typed, weak: false };
  }
  function glueless(position: number): boolean {
    return !glue(position);
  }
  function nounless(position: number): boolean {
    return ![...(single[position] ?? [])].some((concept) =>
      /^(?:SEAT|KEY|BENEFIT|ROLE|LANG|OS|CAT|MEDIA|USERNOUN|AND|TO|FROM|OF|AS|WITH)/u.test(concept),
    );
  }
  function nameAt(position: number): boolean {
    const word = bare[position] ?? '';
    return tokens[position]?.kind === 'word' && (people.has(word) || unknownWord.has(position) || proper(position));
  }
}
