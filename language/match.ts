import type { Reading } from './reading';

/**
 * A pattern is a line of elements: a concept (`KEY`), alternatives (`SHOW|LIST`), `b` a benefit, `p` a person, `e` an
 * address, `x` an unknown name, `!GIVE` a verb that asks (not one that tells), `A?` may be absent, `..` anything of the
 * same sentence, `...` anything, `^` the beginning of a clause, `$` its end, `^^` and `$$` those of the message. Between
 * elements articles, adverbs and courtesies may stand. Before all: `-KEY` the message has no such word, `+KEY` it has one.
 */
export interface Pattern {
  source: string;
  elements: readonly Element[];
  without: readonly string[];
  needed: readonly string[];
  /** One of these concepts is in every message that fits; null where nothing is sure. */
  key: readonly string[] | null;
}

interface Element {
  any: readonly string[];
  asking: boolean;
  optional: boolean;
  anchor: '' | '^' | '^^' | '$' | '$$';
  gap: 0 | 1 | 2;
}

export function compile(source: string): Pattern {
  const without: string[] = [];
  const needed: string[] = [];
  const elements: Element[] = [];
  for (const word of source.trim().split(/\s+/u)) {
    if (word.startsWith('-') && word.length > 1) without.push(word.slice(1));
    else if (word.startsWith('+')) needed.push(word.slice(1));
    else {
      const anchor = word === '^' || word === '^^' || word === '$' || word === '$$' ? word : '';
      const gap = word === '..' ? 1 : word === '...' ? 2 : 0;
      const optional = word.endsWith('?');
      const asking = word.startsWith('!');
      elements.push({ any: word.replace(/^!|\?$/gu, '').split('|'), asking, optional, anchor, gap });
    }
  }
  const sure = [
    ...needed.map((concept) => [concept]),
    ...elements.filter(({ optional, gap, anchor }) => !optional && !gap && !anchor).map(({ any }) => any),
  ];
  const key = sure.reduce<readonly string[] | null>((a, b) => (a && a.length <= b.length ? a : b), null);
  return { source, elements, without, needed, key };
}

const PASSED = new Set(['SKIP', 'GREET', 'REQUEST', 'THANKS', 'PLEASE']);
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
      if (span.concept === 'REQUEST') asked[span.end] = true;
      if (span.concept === 'AND' || span.concept === 'BUT') clause[span.end] = true;
      if ((clause[i] || asked[i]) && (span.concept === 'SKIP' || span.concept === 'GREET' || span.concept === 'ME'))
        asked[span.end] = true;
      if (
        (clause[i] || asked[i]) &&
        /^(?:tu|vous|on|lui|leur|y|en|le|la|les|l')$/u.test(tokens[i]?.norm ?? '') &&
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

/** A budget that patterns share, so that no message costs more than a bounded number of steps. */
export interface Budget {
  steps: number;
}

const REACH = 16;

/** Where the pattern begins in the message, or -1. */
export function matches(pattern: Pattern, reading: Reading, layout: Layout, budget: Budget): number {
  const { tokens, spans, entityAt, concepts } = reading;
  const count = tokens.length;
  for (const concept of pattern.without) if (concepts.has(concept)) return -1;
  for (const concept of pattern.needed) if (!concepts.has(concept)) return -1;
  for (const element of pattern.elements) {
    if (element.optional || element.gap || element.anchor) continue;
    if (!element.any.some((name) => concepts.has(name))) return -1;
  }
  const ends = (name: string, position: number): number[] => {
    const entity = entityAt[position];
    const starts = entity?.start === position;
    switch (name) {
      case 'b':
        return starts && (entity.kind === 'benefit' || entity.kind === 'unknown') ? [entity.end] : [];
      case 'B':
        return starts && entity.kind === 'benefit' && !entity.weak ? [entity.end] : [];
      case 'p':
        return starts && (entity.kind === 'person' || entity.kind === 'email' || entity.kind === 'unknown')
          ? [entity.end]
          : [];
      case 'P':
        return starts && (entity.kind === 'person' || entity.kind === 'email') ? [entity.end] : [];
      case 'e':
        return starts && entity.kind === 'email' ? [entity.end] : [];
      case 'x':
        return starts && entity.kind === 'unknown' ? [entity.end] : [];
      default: {
        if (entity && !(entity.kind === 'benefit' && entity.weak)) return [];
        const found: number[] = [];
        for (const span of spans[position] ?? []) if (span.concept === name) found.push(span.end);
        return found;
      }
    }
  };
  const from = (index: number, position: number): boolean => {
    budget.steps -= 1;
    if (budget.steps < 0) return false;
    const element = pattern.elements[index];
    if (!element) return true;
    if (element.anchor) {
      if (element.anchor === '^') return layout.clause[position] === true && from(index + 1, position);
      if (element.anchor === '^^') return layout.messageStart[position] === true && from(index + 1, position);
      if (element.anchor === '$$') return layout.messageEnd[position] === true && from(index + 1, position);
      for (let at = position; at <= count; at += 1) {
        if (at === count || hardMark(reading, at) || tokens[at]?.norm === ',' || layout.messageEnd[at])
          return from(index + 1, at);
        if (!skippable(at)) return false;
      }
      return false;
    }
    if (element.gap) {
      for (let at = position; at <= count && at <= position + REACH; at += 1) {
        if (from(index + 1, at)) return true;
        if (element.gap === 1 && hardMark(reading, at)) return false;
      }
      return false;
    }
    if (element.optional && from(index + 1, position)) return true;
    for (let at = position; at < count && at <= position + REACH; at += 1) {
      for (const name of element.any) {
        if (element.asking && !layout.asked[at]) continue;
        for (const end of ends(name, at)) if (from(index + 1, end)) return true;
      }
      if (index > 0 && pattern.elements[index - 1]?.anchor === '^^' && !layout.messageStart[at + 1] && !skippable(at))
        return false;
      if (!skippable(at)) return false;
    }
    return false;
  };
  const skippable = (position: number): boolean => {
    if (entityAt[position]) return false;
    const token = tokens[position];
    if (token?.kind === 'mark') return !hardMark(reading, position);
    return (spans[position] ?? []).some(
      (span) => span.end === position + 1 && (span.concept === 'SKIP' || span.concept === 'OF'),
    );
  };
  const first = pattern.elements[0];
  for (let start = 0; start <= count; start += 1) {
    if (first?.anchor === '^' && !layout.clause[start]) continue;
    if (first?.anchor === '^^' && !layout.messageStart[start]) continue;
    if (
      first &&
      !first.anchor &&
      !first.gap &&
      !first.optional &&
      start < count &&
      !first.any.some((name) => ends(name, start).length > 0)
    )
      continue;
    if (from(0, start)) return start;
    if (budget.steps < 0) return -1;
  }
  return -1;
}

/** Words of the sentence round a position that nothing in the vocabulary accounts for. */
export function strangers(reading: Reading, position: number): number {
  const { tokens, spans, entityAt } = reading;
  let start = Math.min(position, tokens.length - 1);
  while (start > 0 && !hardMark(reading, start - 1)) start -= 1;
  let count = 0;
  let covered = start;
  for (let at = start; at < tokens.length && !hardMark(reading, at); at += 1) {
    // A reason given is free to say anything.
    if (
      at > position &&
      /^(?:because|since|as|so|car|puisque|parce|comme|pour|for|cause|cuz)$/u.test(tokens[at]?.norm ?? '') &&
      !entityAt[at + 1] &&
      (spans[at] ?? []).some((span) => span.concept === 'SUBORDINATE')
    )
      break;
    for (const span of spans[at] ?? []) covered = Math.max(covered, span.end);
    const entity = entityAt[at];
    if (
      entity
        ? entity.kind === 'unknown' && entity.weak && entity.start === at
        : at >= covered && tokens[at]?.kind === 'word'
    )
      count += 1;
  }
  return count;
}

/** Whether the verb at a position has an object of another world: "transfer the call", "activate the alarm". */
export function strangeObject(reading: Reading, position: number): boolean {
  const { tokens, spans, entityAt, has } = reading;
  if (has(position, 'ASSIGN') || has(position, 'REASSIGN')) return false;
  let at = position + 1;
  for (const span of spans[position] ?? [])
    if (span.end === at + 1 && span.concept !== 'SAVE') at = Math.max(at, span.end);
  while (at < tokens.length && !entityAt[at] && has(at, 'SKIP')) at += 1;
  if (
    entityAt[at] ||
    tokens[at]?.kind !== 'word' ||
    spans[at]?.some((span) => !/^(?:ELSE|TOPIC|PRICE|GOOD|PROBLEM)$/u.test(span.concept))
  )
    return false;
  return entityAt[at + 1] === undefined;
}
