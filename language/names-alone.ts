import type { Reading } from './entity';
import { excerpt } from './excerpt';
import { lineOf } from './line';
import { timesIn } from './unused';

/** Concepts of words that may stand beside the names of an order without a verb. */
const SMALL =
  /^(?:SKIP|GREET|THANKS|TO|TOONLY|FOR|FROM|OF|ON|WITH|BY|AND|AS|SEAT|KEY|MEDIA|DOWNLOAD|FILE|LANG:.*|OS:.*|ROLE:.*|ROLE|EVERYONE|EXCEPT|ALSO|ME|MY|POSS|BENEFIT|BENEFITWORD|UNTIL|BOTH|ARROW|INSTEAD|NEWCOMER|USERNOUN|USERLIST|UPWITH|QUANTITY|ADD|FILTER:available|ACTIVATE|CAT:.*)$/u;
const SMALL_WORD =
  /^(?:à|a|de|d'|du|des|la|le|les|l'|un|une|in|at|use|role|off|over|plus|more|address|adresse|alternate|email|mail|her|his|other|chez|tous|toute?s?|svp|stp|s'|il|te|vous|je|prie|plait|groupe?|equipe|team|group|people|holders|respectively|respectivement|ainsi|que|vers|count|pr|assignment|attribution)$/u;
const ABOUT = ['B', 'b', 'KEY', 'MEDIA', 'DOWNLOAD', 'NEWCOMER', 'USERNOUN', 'SEAT'];

const BEFORE_A_NAME = /^(?:for|to|from|and|of|with|pour|pr|a|au|et|de|d'|chez|[,:&+;(]|->)$/u;

/** "Visio for marcus"; not "kill Tom's Visio". */
function isName({ entityAt, tokens }: Reading, position: number): boolean {
  const entity = entityAt[position];
  if (entity?.kind !== 'unknown' || !entity.weak) return entity !== undefined;
  return BEFORE_A_NAME.test(tokens[entity.start - 1]?.norm ?? '');
}

const IF_LEFT =
  / (?:if there (?:is|'s) (?:a spare one|a free one|(?:one|any|some)(?: still)? (?:left|spare|free))|s' il en reste(?: une?)?)(?= )/gu;

const NONE = / (?:no|not|pas|aucune?|sans|without|non) /u;

/** Nothing but names, values and small words. */
function verbless(part: Reading): boolean {
  const { tokens, spans, concepts } = part;
  if (['NEG', 'NOMORE', 'WHO', 'YES'].some((concept) => concepts.has(concept))) return false;
  const line = lineOf(part);
  if (NONE.test(line.text)) return false;
  const ofRole =
    [...concepts].some((one) => one.startsWith('ROLE:')) && (concepts.has('p') || concepts.has('EVERYONE'));
  if (!ofRole && !ABOUT.some((concept) => concepts.has(concept))) return false;
  const free = tokens.map((token, i) => isName(part, i) || token.kind !== 'word' || SMALL_WORD.test(token.norm));
  spans.forEach((list, i) => {
    for (const { concept, end } of list) if (SMALL.test(concept)) free.fill(true, i, end);
  });
  if (free.every(Boolean)) return true;
  for (const [start, end] of timesIn(part)) free.fill(true, start, end);
  for (const { 0: said, index } of line.text.matchAll(IF_LEFT))
    free.fill(true, ...line.tokens(index, index + said.length));
  return free.every(Boolean);
}

/** "Visio for Tom, so that he can draw", "it's approved, so Visio for Tom": names, with a reason beside them. */
function withReason(part: Reading): boolean {
  const { tokens, entities } = part;
  const named = (from: number, to: number) => {
    const kinds = entities.filter(({ start, end }) => start >= from && end <= to).map(({ kind }) => kind);
    return kinds.includes('benefit') && kinds.some((kind) => kind !== 'benefit');
  };
  return tokens.some(({ norm }, i) => {
    if (norm !== ',') return false;
    if (named(0, i) && !named(i, tokens.length))
      return !part.concepts.has('NEG') && verbless(excerpt(part, (at) => at < i));
    return /^(?:so|donc)$/u.test(tokens[i + 1]?.norm ?? '') && verbless(excerpt(part, (at) => at > i + 1));
  });
}

/** "Visio for Ana": an order without a verb, maybe with a reason beside it. */
export const namesAlone = (part: Reading): boolean => verbless(part) || withReason(part);
