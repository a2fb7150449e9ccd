import type { Named } from '../benefits/command';
import type { Directory } from './directory';
import type { Entity, Reading } from './entity';
import { conceptsOf } from './excerpt';
import { nameWords, type Token } from './text';
import { readWords, type Sources } from './words';

/** Concepts of words that only hold a sentence together. */
const GLUE = new Set(
  'SKIP TO TOONLY FROM OF FOR ON WITH BY AS AND OR BUT ME I MY PRONOUN BE AUX MODAL SUBJECT NEG WHO WHAT HOW HOWMANY WHEN DID DOES SUBORDINATE HAVE YOU POSS NEED GIVE SHOW REQUEST GREET INCLUDED ANYMORE YET ADD TAKE MAKE FILTER:available EXPIRE LEFT'.split(
    ' ',
  ),
);
const NAMING = new Set(
  'ASSIGN UNASSIGN REASSIGN GIVE SHOW KEY MEDIA OF FOR ABOUT NEED NONEED HAVE REMOVE MOVE SEAT TAKE ADD HISTORY ACTIVATE DOWNLOAD IWANT BENEFIT BENEFITWORD HOWMANY EXPIRE LEFT ON TO PRONOUN POSS AND INCLUDED WITH CHANGE CHANGE.past FROM'.split(
    ' ',
  ),
);
/** Words that stand beside a name without being part of it. */
const BESIDE = new Set(['SEAT', 'BENEFITWORD']);
/** Names after this many are not looked for. */
const MOST_NAMES = 440;
/** Products whose names are everyday words. */
const EVERYDAY = /^(?:teams|office|access|word|loop|forms|publisher|test|tests)$/u;
const NO_TEAM =
  /^(?:whole|entire|same|other|new|old|our|my|user|users|full|rest|client|customer|s'il|svp|stp|please)$/u;
/** Months that are given names too, and what stands before a month. */
const MONTHS = /^(?:april|may|june|august|avril|mai|juin)$/u;
const BEFORE_MONTHS =
  /^(?:until|till|in|since|by|before|after|of|this|next|last|early|late|mid|end|from|en|depuis|jusqu'|fin|st|nd|rd|th|er)$/u;
/** What every benefit is called. */
const GENERIC =
  /^(?:licen[cs]es?|subscriptions?|abonnements?|access|acces|seats?|places?|cards?|cartes?|keys?|cles?)$/u;
const NOTHING: readonly number[] = [];
const isVersion = (norm: string) => /^(?:\d+|[a-z]\d{1,2})$/u.test(norm);

export function read(
  text: string,
  tokens: readonly Token[],
  sources: Sources,
  mentioned: ReadonlyMap<number, string | null>,
): Reading {
  const { forms, benefits, people, givenNames } = sources;
  const words = readWords(tokens, sources);
  const { norms, bare, corrections, nearPerson, nearBenefit, unknownWord, locale, spans, single } = words;
  const { firstWord, shouting, proper, known, singular, benefitWord } = words;
  const count = tokens.length;
  const has = (position: number, concept: string) => single[position]?.has(concept) === true;
  const glue = (position: number) =>
    [...(single[position] ?? [])].some((concept) => GLUE.has(concept)) || norms[position]?.endsWith("'") === true;
  const beside = (position: number) =>
    [...(single[position] ?? [])].some((concept) => BESIDE.has(concept)) || has(position, 'SKIP');

  const entityAt: (Entity | undefined)[] = tokens.map(() => undefined);
  const entities: Entity[] = [];
  const raw = (start: number, end: number) => text.slice(tokens[start]?.start ?? 0, tokens[end - 1]?.end ?? 0);
  const named0 = new Map<string, Named>();
  const claim = (entity: Entity) => {
    entities.push(entity);
    for (let i = entity.start; i < entity.end; i += 1) entityAt[i] = entity;
  };
  const named = (directory: Directory, fits: readonly number[], typed: string): Named => {
    const known = named0.get(typed);
    if (known !== undefined && fits.length > 1) return known;
    const ids = fits.map((entry) => directory.ids[entry] ?? '');
    if (ids.length > 1) named0.set(typed, ids);
    return ids.length === 0 ? { unknown: typed } : ids.length === 1 ? (ids[0] ?? '') : ids;
  };
  const personal = (position: number) => people.has(bare[position] ?? '') || nearPerson.has(position);

  for (let i = 0; i < count; i += 1) {
    const token = tokens[i];
    if (token?.kind === 'mention') {
      const email = mentioned.get(token.mention ?? -1) ?? null;
      if (email) claim({ kind: 'person', start: i, end: i + 1, named: email, text: email, weak: false });
    }
    if (token?.kind === 'email') {
      const index = people.ids.length > 0 ? lookup(people.ids, token.norm) : -1;
      const id = people.ids[index];
      claim({
        kind: 'email',
        start: i,
        end: i + 1,
        named: id !== undefined ? id : { unknown: token.raw },
        text: token.raw,
        weak: false,
      });
    }
  }

  const phraseAt = (position: number, concept: RegExp) =>
    spans[position]?.find((span) => concept.test(span.concept) && span.end > span.start);

  for (const { words: name, group } of sources.groups) {
    for (let i = 0; i + name.length <= count; i += 1) {
      if (entityAt[i] || !name.every((word, k) => bare[i + k] === word)) continue;
      const end = i + name.length;
      const called =
        /^(?:in|to|for|of|from|group|team|dans|a|au|pour|de|d'|du|groupe|equipe|service|departement|aux|the|le|la|les|l'|everyone|everybody|all|with)$/u.test(
          norms[i - 1] ?? '',
        ) ||
        /^(?:team|group|department|people|folks|groupe)$/u.test(norms[end] ?? '') ||
        (has(i - 1, 'GIVE') && benefitWord(bare[end] ?? ''));
      // "Dynamics Sales" is a benefit; "groupe" calls a group, though "Azure groupé" has the word.
      if (!called || (benefits.has(bare[i - 1] ?? '') && norms[i - 1] !== 'groupe')) continue;
      claim({ kind: 'group', start: i, end, named: group, text: raw(i, end), weak: false });
    }
  }

  for (let i = 0; i < count; i += 1) {
    const [start, end] = teamAt(i);
    if (end > start && !entityAt.slice(start, end).some(Boolean) && !benefits.has(bare[start - 1] ?? ''))
      claim({ kind: 'team', start, end, named: { unknown: raw(start, end) }, text: raw(start, end), weak: false });
  }

  // Full names of two or more words win over products.
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

  // The words of "partner ID" name no benefit.
  const member = new Set<number>();
  for (const list of spans)
    for (const span of list)
      if (/^(?:MEMBERSHIP|NOISE|KEY)$/u.test(span.concept) && span.end > span.start + 1)
        for (let at = span.start; at < span.end; at += 1) member.add(at);
  for (let i = 0; i < count; i += 1) {
    if (entities.length >= MOST_NAMES) break;
    const chunk = entityAt[i] || member.has(i) ? null : benefitAt(i);
    if (!chunk || (chunk.weak && !wanted(chunk))) continue;
    claim(chunk);
    i = chunk.end - 1;
  }

  for (let i = 0; i < count; i += 1) {
    if (entities.length >= MOST_NAMES) break;
    const chunk = entityAt[i] ? null : personAt(i);
    if (!chunk) continue;
    claim(chunk);
    i = chunk.end - 1;
  }

  for (let i = 0; i < count; i += 1) {
    if (entities.length >= MOST_NAMES) break;
    if (entityAt[i] || !unknownWord.has(i)) continue;
    let end = i + 1;
    while (
      end < count &&
      !entityAt[end] &&
      (unknownWord.has(end) ||
        (isVersion(norms[end] ?? '') && tokens[end]?.before !== "'") ||
        (proper(end) && proper(end - 1) && tokens[end]?.kind === 'word'))
    )
      end += 1;
    claim({ kind: 'unknown', start: i, end, named: { unknown: raw(i, end) }, text: raw(i, end), weak: !proper(i) });
    i = end - 1;
  }

  /** "the QA team", "l'équipe QA": the words without the article. */
  function teamAt(position: number): [number, number] {
    const norm = norms[position] ?? '';
    const called = (at: number) => tokens[at]?.kind === 'word' && !NO_TEAM.test(norms[at] ?? '') && !glue(at);
    if (/^(?:team|department|squad|group)$/u.test(norm)) {
      let start = position;
      while (start > position - 3 && called(start - 1)) start -= 1;
      if (start < position && /^(?:the|our|to|for|my|in|entire)$/u.test(norms[start - 1] ?? ''))
        return [start, position + 1];
    }
    if (
      /^(?:equipe|service|departement|pole|groupe)$/u.test(norm) &&
      /^(?:l'|le|la|notre|au|du|un|une)$/u.test(norms[position - 1] ?? '')
    ) {
      let end = position + 1;
      while (end < position + 3 && called(end)) end += 1;
      if (end > position + 1) return [position, end];
    }
    return [0, 0];
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

  function benefitAt(start: number): Entity | null {
    const token = tokens[start];
    if (token?.kind !== 'word' && token?.kind !== 'number') return null;
    if (phraseAt(start, /^(?:OS|MEMBERSHIP)/u) && !benefitWord(bare[start] ?? '')) return null;
    const os = phraseAt(start, /^OS/u);
    if (
      os &&
      os.end > start + 1 &&
      !(benefitWord(bare[start + 1] ?? '') && !/^(?:64|32)$/u.test(bare[start + 1] ?? ''))
    )
      return null;
    if (people.has(bare[start] ?? '') && !benefitWord(bare[start] ?? '') && !forms.at(bare, start)) return null;
    let fits: readonly number[] | null = null;
    let end = start;
    let strong = 0;
    let words = 0;
    let broken = false;
    let at = start;
    const literal: string[] = [];
    let makers = 0;
    while (at < count) {
      const word = bare[at] ?? '';
      const here = tokens[at];
      if (entityAt[at] || (here?.kind !== 'word' && here?.kind !== 'number')) break;
      if (at > start && here.before === "'" && norms[at]?.startsWith("'")) break;
      if (os && at > start && phraseAt(at, /^OS/u) && /^(?:64|32|arm|x64|x86)$/u.test(word)) break;
      if (at > start && phraseAt(at, /^OS:windows/u) && /^(?:64|32)$/u.test(word)) break;
      const form = forms.at(bare, at);
      const plain = benefits.has(word) ? word : singular(word);
      const own: readonly number[] = benefits.having(plain);
      let taken: readonly number[] = own;
      let length = 1;
      let absent = false;
      if (form) {
        const keyed = benefits.having(form.key);
        const allHere = Array.from({ length: form.length }, (_, k) => benefits.having(bare[at + k] ?? '')).reduce<
          readonly number[]
        >((a, b) => common(a, b), benefits.having(bare[at] ?? ''));
        const withKey = fits ? common(fits, keyed) : keyed;
        if (form.length > 1) {
          if (withKey.length > 0 || own.length === 0 || allHere.length > 0) {
            taken = keyed.length > 0 ? keyed : allHere;
            length = form.length;
          } else if (!glue(at)) {
            // A product that the company has nothing of.
            taken = NOTHING;
            length = form.length;
            absent = true;
          }
        } else if (keyed.length > 0) taken = keyed;
      }
      if (taken.length === 0 && nearBenefit.has(at)) taken = nearBenefit.get(at) ?? [];
      if (own.length === 0 && taken.length === 0 && forms.maker(word)) {
        makers += 1;
        at += 1;
        if (fits || broken) end = at;
        continue;
      }
      const inside: readonly number[] = fits ? common(fits, taken) : taken;
      const weakHere =
        length === 1 &&
        (glue(at) || (known(at) && !proper(at) && (!forms.product(word) || (EVERYDAY.test(word) && !here.capital))));
      if (at === start || (makers > 0 && words === 0)) {
        if (here.kind === 'number' && !(taken.length > 0 && benefitWord(bare[at + 1] ?? ''))) return null;
        if (glue(at) && length === 1 && !(proper(at) && taken.length > 0) && !forms.product(word)) {
          if (
            !(
              form &&
              taken.length > 0 &&
              at + 1 < count &&
              (benefitWord(bare[at + 1] ?? '') || isVersion(bare[at + 1] ?? ''))
            )
          )
            return null;
        }
        if (absent) broken = true;
        else if (taken.length === 0) {
          if (!forms.product(word) && !(forms.edition(word) && proper(at))) return null;
          if (known(at) && !proper(at) && !(length > 1) && !isVersion(bare[at + 1] ?? '')) return null;
          if (givenNames.has(word)) return null;
          broken = true;
        }
        fits = taken;
        strong += weakHere ? 0 : 1;
      } else if (absent && fits?.length !== 0 && strong > 0) {
        broken = true;
        strong += 1;
      } else if (broken) {
        const version = isVersion(word) && !seatFollows(at);
        const product =
          forms.product(word) ||
          forms.edition(word) ||
          (unknownWord.has(at) && (proper(at) || !nearPerson.has(at))) ||
          (proper(at) && !personal(at) && !givenNames.has(word));
        if (!(version || (product && !glue(at)) || (benefitWord(word) && !glue(at)))) {
          if (!bridge(at)) break;
        }
        if (personal(at) && !benefitWord(word)) break;
        strong += 1;
      } else if (inside.length > 0 && !(glue(at) && !followed(at, inside))) {
        fits = inside;
        strong += weakHere ? 0 : 1;
      } else {
        if (here.kind === 'number' || isVersion(word)) {
          if (seatFollows(at)) break;
          broken = true;
          strong += 1;
        } else if (glue(at)) break;
        else if (beside(at) && !forms.edition(word) && !(taken.length > 0 && forms.product(word))) {
          if (!(continues(at + 1, fits ?? []) && tokens[at]?.kind === 'word')) break;
          at += 1;
          continue;
        } else if (
          forms.edition(word) ||
          forms.product(word) ||
          (taken.length > 0 && !known(at)) ||
          (unknownWord.has(at) && !nearPerson.has(at) && proper(at))
        ) {
          if (personal(at) && !benefitWord(word)) break;
          if (known(at) && !proper(at) && !forms.edition(word) && !(forms.product(word) && benefitWord(word))) break;
          if (strong === 0) break;
          broken = true;
        } else break;
      }
      for (let k = 0; k < length; k += 1) literal.push(bare[at + k] ?? '');
      words += length;
      at += length;
      end = at;
    }
    if (words === 0 || end === start) return null;
    // The maker's name alone names nothing.
    if (literal.every((word) => forms.maker(word))) return null;
    // Nor does "licences" alone, though a benefit's name has it.
    if (end === start + 1 && GENERIC.test(literal[0] ?? '')) return null;
    const typed = raw(start, end);
    if (broken || !fits)
      return { kind: 'benefit', start, end, named: { unknown: typed }, text: typed, weak: strong === 0 };
    let best = fits;
    if (best.length > 1) {
      const exact = literal.reduce<readonly number[]>(
        (left, word) => common(left, benefits.having(benefits.has(word) ? word : singular(word))),
        best,
      );
      if (exact.length > 0) best = exact;
      best = benefits.whole(best, literal);
    }
    return {
      kind: 'benefit',
      start,
      end,
      named: named(benefits, best, typed),
      text: typed,
      weak: strong === 0 && !(words >= 2 && best.length === 1),
    };
  }

  /** A number that counts seats is not a version. */
  function seatFollows(position: number): boolean {
    const value = Number(norms[position]);
    if (value >= 1900 || value === 365 || (value <= 12 && /^win(?:dows)?$/u.test(norms[position - 1] ?? '')))
      return false;
    return (
      /^\d+$/u.test(norms[position] ?? '') &&
      (has(position + 1, 'SEAT') ||
        has(position + 1, 'BENEFIT') ||
        has(position + 1, 'USERNOUN') ||
        /^(?:days?|jours?|months?|mois|weeks?|bits?|times?|fois)$/u.test(norms[position + 1] ?? ''))
    );
  }
  function followed(position: number, fits: readonly number[]): boolean {
    for (let at = position + 1; at < count && at < position + 3; at += 1) {
      const more = common(fits, benefits.having(bare[at] ?? ''));
      if (more.length === 0) return false;
      if (!glue(at)) return true;
    }
    return false;
  }
  function bridge(position: number): boolean {
    return position > 0 && /^(?:&|\+)$/u.test(norms[position] ?? '');
  }
  function continues(position: number, fits: readonly number[]): boolean {
    for (let at = position; at < count && at < position + 3; at += 1) {
      if (tokens[at]?.kind === 'mark' || entityAt[at]) return false;
      const form = forms.at(bare, at);
      const more = common(fits, form ? benefits.having(form.key) : benefits.having(bare[at] ?? ''));
      if (more.length > 0 && more.length < fits.length && !glue(at)) return true;
      if (!(beside(at) || has(at, 'OF'))) return false;
    }
    return false;
  }

  function personAt(start: number): Entity | null {
    const word = bare[start] ?? '';
    if (tokens[start]?.kind !== 'word') return null;
    const given = givenNames.has(word);
    if (!personal(start) && !given) return null;
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
      const receives =
        has(start - 1, 'GIVE') &&
        tokens[start]?.capital === true &&
        fits.length > 0 &&
        entityAt[end]?.kind === 'benefit';
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
  /** An everyday word is a benefit's name only where a name is wanted. */
  function wanted(chunk: Entity): boolean {
    let at = chunk.start;
    while (
      at > 0 &&
      (/^(?:le|la|les|l'|my|un|une|du|des|notre|nos|mon|mes)$/u.test(norms[at - 1] ?? '') || has(at - 1, 'SKIP'))
    )
      at -= 1;
    if (at === 0 || tokens[at - 1]?.kind === 'mark' || entityAt[at - 1]) return true;
    return (
      [...(single[at - 1] ?? [])].some((concept) => NAMING.has(concept)) ||
      [...(single[chunk.end] ?? [])].some((concept) => /^(?:SEAT|KEY|MEDIA|BENEFIT)$/u.test(concept))
    );
  }
  function opening(position: number): boolean {
    return (
      position === firstWord ||
      tokens[position - 1]?.kind === 'mark' ||
      has(position - 1, 'GREET') ||
      has(position - 1, 'SKIP')
    );
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

  entities.sort((a, b) => a.start - b.start);
  const concepts = conceptsOf(tokens, spans, entities);
  return { text, tokens, spans, entityAt, entities, concepts, locale, has, corrections };
}

function common(a: readonly number[], b: readonly number[]): number[] {
  const result: number[] = [];
  let j = 0;
  for (const entry of a) {
    while (j < b.length && (b[j] ?? 0) < entry) j += 1;
    if (b[j] === entry) result.push(entry);
  }
  return result;
}

function lookup(ids: readonly string[], id: string): number {
  let low = 0;
  let high = ids.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ids[middle] ?? '') < id) low = middle + 1;
    else high = middle;
  }
  return ids[low] === id ? low : -1;
}
