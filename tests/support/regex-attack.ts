import { runInNewContext } from 'node:vm';
import { generate, parse } from 'regexp-tree';
import type { Expression, Repetition } from 'regexp-tree/ast';

/** Attacks a regular expression with texts made from it: each repeat is entered again and again, and fails at the end. */

const LENGTH = 28_000;
/** Linear matching of such a text takes a few; a pattern that is quadratic over all of it, seconds. */
const MOST_MS = 1_000;
const TRIES = 3;
/** Ways through a repeat that are tried alone, and mixtures of them. */
const [WAYS, MIXED] = [8, 4];
const CANDIDATES = [...'a x7 P-B._@\'",<>/:#é田A\t\n\u0301\uE000'];

type Sample = () => string;

/** The same numbers on every run. */
function numbers(): (below: number) => number {
  let state = 1;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % below;
  };
}

export interface Attack {
  /** Milliseconds of the slowest text, at most the limit. */
  ms: number;
  /** It was stopped at the limit, three times. */
  stopped: boolean;
}

export function attack(source: string, flags: string): Attack {
  const global = flags.replace(/[gy]/g, '');
  let worst = 0;
  for (const text of textsFor(source, flags)) {
    const tries = Array.from({ length: TRIES }, () => 0);
    for (const [index] of tries.entries()) {
      tries[index] = milliseconds(source, `${global}g`, text);
      if (tries[index] < MOST_MS) break;
    }
    const ms = Math.min(...tries.filter((each) => each > 0));
    worst = Math.max(worst, ms);
    if (ms >= MOST_MS) return { ms, stopped: true };
  }
  return { ms: worst, stopped: false };
}

/** Of looking for every match in the text. */
function milliseconds(source: string, flags: string, text: string): number {
  const began = performance.now();
  try {
    runInNewContext('text.replace(new RegExp(source, flags), "")', { source, flags, text }, { timeout: MOST_MS });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    return MOST_MS;
  }
  return performance.now() - began;
}

function textsFor(source: string, flags: string): string[] {
  const { body } = parse(`/${new RegExp(source, flags).source}/${flags.replace(/[dv]/g, '')}`);
  if (body === null) return [];
  const below = numbers();
  const pick = <T>(list: readonly T[]): T | undefined => list[below(list.length)];
  const characters = new Map<string, string[]>();

  function character(written: string): string {
    let fitting = characters.get(written);
    if (!fitting) {
      const one = new RegExp(`^(?:${written})$`, flags.replace(/[gy]/g, ''));
      fitting = CANDIDATES.filter((each) => one.test(each));
      if (fitting.length === 0) fitting = [written.length === 1 ? written : ''];
      characters.set(written, fitting);
    }
    return pick(fitting) ?? '';
  }

  function sample(node: Expression | null): string {
    switch (node?.type) {
      case 'Char':
        return node.kind === 'simple' ? node.value.replace(/^\\(?=.)/, '') : character(generate(node));
      case 'CharacterClass':
        return character(generate(node));
      case 'Alternative':
        return node.expressions.map(sample).join('');
      case 'Disjunction':
        return sample(pick(choices(node)) ?? null);
      case 'Group':
        return sample(node.expression);
      case 'Repetition':
        return Array.from({ length: least(node) + below(2) }, () => sample(node.expression)).join('');
      case 'Assertion':
        return (node.kind === 'Lookbehind' || node.kind === 'Lookahead') && !node.negative
          ? sample(node.assertion)
          : '';
      default:
        return '';
    }
  }

  const pumps: { before: Sample; body: Expression; most: number }[] = [];
  function visit(node: Expression | null, before: Sample): void {
    switch (node?.type) {
      case 'Alternative':
        for (const [index, each] of node.expressions.entries())
          visit(each, () => before() + node.expressions.slice(0, index).map(sample).join(''));
        return;
      case 'Disjunction':
        for (const each of choices(node)) visit(each, before);
        return;
      case 'Group':
        visit(node.expression, before);
        return;
      case 'Assertion':
        if (node.kind === 'Lookbehind' || node.kind === 'Lookahead') visit(node.assertion, before);
        return;
      case 'Repetition':
        pumps.push({ before, body: node.expression, most: most(node) });
        visit(node.expression, before);
        return;
    }
  }
  visit(body, () => '');

  const filled = (unit: string): string => unit.repeat(Math.ceil(LENGTH / Math.max(1, unit.length))).slice(0, LENGTH);
  const texts = Array.from({ length: TRIES }, () => `${filled(sample(body).slice(0, -1))}\0`);
  for (const { before, body: repeated, most: times } of pumps.filter((each) => each.most > 1)) {
    const ways = choices(repeated.type === 'Group' ? repeated.expression : repeated).slice(0, WAYS);
    const mixed = Array.from({ length: MIXED }, (_, n) =>
      Array.from({ length: 1 + n }, () => sample(repeated)).join(''),
    );
    for (const unit of [...ways.map(sample), ...mixed]) {
      texts.push(`${before()}${filled(unit)}\0`, filled(`${before()}${unit.repeat(Math.min(times, 40))}\0`));
    }
  }
  return [...new Set(texts)];
}

const choices = (node: Expression | null): Expression[] =>
  node === null ? [] : node.type === 'Disjunction' ? [...choices(node.left), ...choices(node.right)] : [node];

const least = ({ quantifier }: Repetition): number =>
  quantifier.kind === 'Range' ? quantifier.from : quantifier.kind === '+' ? 1 : 0;

const most = ({ quantifier }: Repetition): number =>
  quantifier.kind === 'Range' ? (quantifier.to ?? Infinity) : quantifier.kind === '?' ? 1 : Infinity;
