import type { Reading } from './entity';
import { layOut, requesting } from './layout';

/** What a clause is by its words: an order, a wish, a line of a list or a question. */

/** Verbs of what the bot does; in the imperative they begin an order. */
export const ORDERS =
  /^(?:ASSIGN|GIVE|ADD|CREATE|UNASSIGN|REMOVE|DELETE|REASSIGN|MOVE|REPLACE|MAKE|PROMOTE|DEMOTE|CHANGE|ACTIVATE|REVEAL|DOWNLOAD|EXPORT|IMPORT|TAKE|CANCELVERB|SHOW|LIST|RENEW|IWANT|UNDO|RENAME|RESEND|WITHDRAW|DECLINE|ASKALL|TELL|ELSE|CANCEL|PROLONG|LEND)$/u;
const WISHES = /^(?:NEED|NONEED|IWANT)$/u;
const QUESTIONS = /^(?:WHO|WHAT|WHEN|HOWMANY|HOW|DOES|TOWHO|INCLUDED)$/u;

/** A verb of an order in its base form; English "-s" and "-ing" only tell. */
export function imperative(reading: Reading, position: number): boolean {
  const { tokens, spans, entityAt } = reading;
  if (entityAt[position]) return false;
  const norm = tokens[position]?.norm ?? '';
  const verbs = (spans[position] ?? []).filter(({ concept }) => ORDERS.test(concept));
  if (verbs.length === 0) return false;
  return !/(?:ing|ates|ants|oves|akes|ives|uts|ets|rais|rait|riez)$|^besoin$/u.test(norm) || norm === 'mets';
}

export function ordering(part: Reading): boolean {
  const { asked } = layOut(part);
  return part.tokens.some((_token, i) => (asked[i] && imperative(part, i)) || requesting(part, i));
}

/** "Tom needs Visio"; not "he needs it for the audit". */
export const wishing = ({ concepts }: Reading): boolean =>
  [...concepts].some((concept) => WISHES.test(concept)) &&
  [
    'b',
    'x',
    'SEAT',
    'BENEFIT',
    'BENEFITWORD',
    'KEY',
    'MEDIA',
    'ROLE:admin',
    'ROLE:viewer',
    'ROLE:employee',
    'ROLE:guest',
    'HELP',
    'LIST',
    'FILE',
  ].some((concept) => concepts.has(concept));

/** "- Visio for Tom", "Visio: Tom, Ana": a line of a list that names a benefit and people, without a verb. */
export const listed = ({ concepts, tokens, spans, entityAt }: Reading): boolean =>
  concepts.has('B') &&
  (concepts.has('P') || concepts.has('x') || concepts.has('g')) &&
  tokens.some(({ norm }, i) => !entityAt[i] && /^(?:for|to|pour|a|au|->|:)$/u.test(norm)) &&
  !tokens.some(
    (_token, i) =>
      !entityAt[i] &&
      (spans[i] ?? []).some(
        ({ concept }) =>
          /^(?:BE|AUX|HAVE|HAVE\.past|NEED|NONEED|MODAL|NEG|DONT|\w+\.past)$/u.test(concept) &&
          !/^(?:a|on|got)$/u.test(tokens[i]?.norm ?? ''),
      ),
  );

/** The first word that is no courtesy. */
const firstOf = (part: Reading): number =>
  part.tokens.findIndex(
    (token, i) =>
      token.kind !== 'mark' && !['SKIP', 'GREET', 'REQUEST', 'AND', 'BUT'].some((concept) => part.has(i, concept)),
  );

/** "give her Visio": the order comes first. */
export const commanding = (part: Reading): boolean => imperative(part, firstOf(part));

export function asking(part: Reading): boolean {
  if (part.concepts.has('QUESTION')) return true;
  const first = firstOf(part);
  return !part.entityAt[first] && (part.spans[first] ?? []).some(({ concept }) => QUESTIONS.test(concept));
}

/** Whether a clause's order is of this kind alone. */
export const onlyVerb = (part: Reading, kind: string): boolean =>
  ordering(part) &&
  part.concepts.has(kind) &&
  [...part.concepts].every((concept) => concept === kind || !(ORDERS.test(concept) || WISHES.test(concept)));
