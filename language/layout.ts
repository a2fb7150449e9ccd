import type { Reading } from './entity';

const PASSED = new Set(['SKIP', 'GREET', 'REQUEST', 'THANKS', 'PLEASE']);
/** Abbreviations whose full stop ends nothing. */
const TITLES = /^(?:mr|mrs|ms|dr|m|mme|mlle|prof|st|no|nr|dept)$/u;
const HARD = /^[.!?;…]$/u;

/** Where clauses begin, and where a verb asks for something. */
export interface Layout {
  clause: readonly boolean[];
  asked: readonly boolean[];
  messageStart: readonly boolean[];
  messageEnd: readonly boolean[];
}

export function hardMark(reading: Reading, position: number): boolean {
  const token = reading.tokens[position];
  if (token?.kind !== 'mark' || !HARD.test(token.norm)) return false;
  const before = reading.tokens[position - 1];
  if (token.raw === '.' && TITLES.test(before?.norm ?? '') && token.before === '') return false;
  // A full stop within a word (setup.exe) ends nothing.
  return !(token.raw === '.' && token.before === '' && reading.tokens[position + 1]?.before === '');
}

export function layOut(reading: Reading): Layout {
  const { tokens, spans, entityAt, has } = reading;
  const count = tokens.length;
  const clause: boolean[] = Array.from({ length: count + 1 }, () => false);
  const asked: boolean[] = Array.from({ length: count + 1 }, () => false);
  const messageStart: boolean[] = Array.from({ length: count + 1 }, () => false);
  clause[0] = true;
  messageStart[0] = true;
  for (let i = 0; i < count; i += 1) {
    const mark = tokens[i]?.kind === 'mark';
    if (mark && (hardMark(reading, i) || /^[,:()&+/"«»-]|->$/u.test(tokens[i]?.norm ?? ''))) clause[i + 1] = true;
    if (mark && messageStart[i]) messageStart[i + 1] = true;
    if (entityAt[i]?.start === i) {
      const entity = entityAt[i];
      if (entity?.kind === 'unknown' && messageStart[i] && tokens[entity.end]?.norm === ',')
        messageStart[entity.end] = true;
      continue;
    }
    for (const span of spans[i] ?? []) {
      if (PASSED.has(span.concept)) {
        if (clause[i]) clause[span.end] = true;
        if (messageStart[i]) messageStart[span.end] = true;
      }
      if (span.concept === 'REQUEST' && requesting(reading, i)) asked[span.end] = true;
      if (span.concept === 'AND' || span.concept === 'BUT') clause[span.end] = true;
      if ((clause[i] || asked[i]) && (span.concept === 'SKIP' || span.concept === 'GREET' || span.concept === 'ME'))
        asked[span.end] = true;
      if (
        (clause[i] || asked[i]) &&
        /^(?:tu|vous|on|lui|leur|y|en|le|la|les|l'|de|d')$/u.test(tokens[i]?.norm ?? '') &&
        span.end === i + 1
      )
        asked[span.end] = true;
      if (clause[i] && (span.concept === 'FOR' || span.concept === 'TO' || span.concept === 'FROM')) {
        const entity = entityAt[span.end];
        if (entity?.kind === 'person' || entity?.kind === 'email') clause[entity.end] = true;
      }
    }
    if (has(i, 'NEG') && asked[i]) asked[i + 1] = false;
  }
  for (let i = 0; i <= count; i += 1) if (clause[i]) asked[i] = true;
  // What a negation governs is not asked for.
  for (let i = 0; i < count; i += 1) {
    for (const span of spans[i] ?? []) {
      if (span.concept !== 'NEG' || entityAt[i]) continue;
      asked[span.end] = false;
      clause[span.end] = false;
    }
  }
  const messageEnd: boolean[] = Array.from({ length: count + 1 }, () => false);
  messageEnd[count] = true;
  for (let i = count - 1; i >= 0; i -= 1) {
    if (tokens[i]?.kind === 'mark') messageEnd[i] = messageEnd[i + 1] ?? false;
    else if (!entityAt[i])
      messageEnd[i] = (spans[i] ?? []).some((span) => PASSED.has(span.concept) && messageEnd[span.end] === true);
  }
  return { clause, asked, messageStart, messageEnd };
}

/** "I would like to"; not "Tom would like to", "he needs to". */
export function requesting({ spans, tokens, entityAt }: Reading, position: number): boolean {
  if (!spans[position]?.some(({ concept }) => concept === 'REQUEST')) return false;
  let before = position - 1;
  while (
    /^(?:a|ai|ont|n'|aura|plus|pas|vraiment|bien|toujours|encore|bientot|would|'d|will|'ll|really|also|just|do|does|may|might|to|is|was|'s)$/u.test(
      tokens[before]?.norm ?? '',
    )
  )
    before -= 1;
  return !entityAt[before] && !THIRD.test(tokens[before]?.norm ?? '');
}
const THIRD = /^(?:he|she|they|who|il|elle|ils|elles|qui)$/u;
