import type { Entity } from './entity';
import { common, isVersion, MOST_NAMES, type Scan } from './scan';

const NAMING = new Set(
  'ASSIGN UNASSIGN REASSIGN GIVE SHOW KEY MEDIA OF FOR ABOUT NEED NONEED HAVE REMOVE MOVE SEAT TAKE ADD HISTORY ACTIVATE DOWNLOAD IWANT BENEFIT BENEFITWORD HOWMANY EXPIRE LEFT ON TO PRONOUN POSS AND INCLUDED WITH CHANGE CHANGE.past FROM'.split(
    ' ',
  ),
);
/** Products whose names are everyday words. */
const EVERYDAY = /^(?:teams|office|access|word|loop|forms|publisher|test|tests)$/u;
/** What every benefit is called. */
const GENERIC =
  /^(?:licen[cs]es?|subscriptions?|abonnements?|access|acces|seats?|places?|cards?|cartes?|keys?|cles?|groupe?|site|users?)$/u;
const NOTHING: readonly number[] = [];

export function claimBenefits(scan: Scan): void {
  const { tokens, norms, spans, single, count, has, entityAt, entities, claim } = scan;
  const benefitAt = finderOf(scan);
  // The words of "partner ID" name no benefit.
  const member = new Set<number>();
  for (const list of spans)
    for (const span of list)
      if (/^(?:MEMBERSHIP|NOISE|KEY)$/u.test(span.concept) && span.end > span.start + 1)
        for (let at = span.start; at < span.end; at += 1) member.add(at);
  for (let i = 0; i < count; i += 1) {
    if (entities.length >= MOST_NAMES) break;
    const chunk = entityAt[i] || member.has(i) || isPurpose(i) ? null : benefitAt(i);
    if (!chunk || (chunk.weak && !wanted(chunk))) continue;
    // "Visio and office": what is joined to a benefit is one.
    const other = /^(?:and|et|&|,)$/u.test(norms[chunk.start - 1] ?? '') ? entityAt[chunk.start - 2] : undefined;
    claim({ ...chunk, weak: chunk.weak && !(other?.kind === 'benefit' && !other.weak) });
    i = chunk.end - 1;
  }

  /** "for project Atlas" */
  function isPurpose(at: number): boolean {
    const next = norms[at + 1] ?? '';
    return (
      norms[at] === 'project' &&
      tokens[at]?.capital === false &&
      has(at - 1, 'FOR') &&
      tokens[at + 1]?.capital === true &&
      !scan.benefitWord(next)
    );
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
}

/** The benefit whose name begins at a position. */
function finderOf(scan: Scan): (start: number) => Entity | null {
  const {
    tokens,
    forms,
    benefits,
    people,
    givenNames,
    norms,
    bare,
    nearPerson,
    nearBenefit,
    unknownWord,
    proper,
    known,
    singular,
    benefitWord,
    count,
    has,
    glue,
    beside,
    entityAt,
    raw,
    named,
    personal,
    phraseAt,
  } = scan;
  return benefitAt;
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
}
