import { asking, imperative, listed, ORDERS, ordering, wishing } from './clause-kinds';
import { type Doubt, doubtIn, isCourtesy } from './doubts';
import type { Reading } from './entity';
import { excerpts, positions } from './excerpt';
import { hardMark, layOut } from './layout';
import { lineOf } from './line';
import { namesAlone } from './names-alone';

export interface Clause {
  reading: Reading;
  /** Its tokens in the whole text. */
  start: number;
  end: number;
  /** An order, a wish or a question; anything else only tells. */
  asks: boolean;
  question: boolean;
  /** An imperative or a request stands in it. */
  orders: boolean;
  /** An order, or names alone; for a change, anything else must be likelier. */
  clear: boolean;
  /** Why no change may come of it, and the word that says so. */
  doubt: { doubt: Doubt; word: string } | null;
  /** Clauses between two full stops have the same number. */
  sentence: number;
}

/** "we now have 30 Visio, …" is an order by itself. */
const COUNTED =
  / (?:we|on|nous) (?:now (?:have|got)|have now|'ve now(?: got)?|(?:avons|a|disposons) (?:maintenant|desormais)(?: de)?|(?:are|'re|est|sommes)(?: now| desormais| maintenant)?(?: passee?s| montee?s)? (?:up to|at|a)) \d+ (?:\S+ ){0,2}B /u;
const SUBJECTS = /^(?:SUBJECT|I|WE|PRONOUN|YOU)$/u;
const FINITE = /^(?:BE|HAVE|HAVE\.past|NEED|NONEED|MODAL|AUX|LEAVING|NEG|DONT|DOES|DID|\w+\.past)$/u;
const REASON = /^(?:because|since|as|so|cause|cuz|car|puisque|puisqu'|parce|comme|vu)$/u;
const CONNECTOR = /^(?:then|puis|ensuite|also|aussi|apres|afterwards|plus|and|et|but|mais|next|finally|enfin)$/u;

const ARTICLE =
  /^(?:the|my|our|his|her|their|this|that|le|la|les|l'|mon|ma|mes|son|sa|ses|notre|nos|leur|leurs|ce|cet|cette)$/u;
const SAYS = /^(?:i|we|he|she|they|it|je|j'|il|elle|on|nous|ils|elles|c'|ca)$/u;

const LINK = /^(?:then|puis|ensuite|apres|afterwards|plus|and|et|but|mais|next|finally|enfin)$/u;
/** "n'a plus besoin" joins nothing. */
const NO_MORE = /^(?:besoin|bsoin|de|d'|utile|usage|utilite|l')$/u;

/** "please do" makes an order of what was reported or quoted. */
export const DO_IT =
  / (?:do what (?:he|she|they|P|X) \S+|faire ce qu' ?(?:il|elle) \S+|traiter (?:ca|cela|ceci)|a honorer|please do(?: so| it| that| this| as \S+)?|do (?:it|so|that|this|as (?:he|she|they) \S+)|go ahead|see to (?:it|that)|see below|do the needful|please (?:handle|process|action|proceed|arrange|see to it)|handle (?:it|this|that|(?:the|this|that|his|her|their) (?:mail|e mail|email|message|request))|take care of (?:it|this|that)|can you do (?:it|that|this|so)|could you do (?:it|that|this|so)|sort it(?: out)?|make it happen|action this|process (?:it|this)|fais le(?: (?:transfert|changement|necessaire))?|faites le|make the (?:change|switch|swap|transfer)|fix the count|fais ca|fais donc|merci de (?:le faire|faire le necessaire|t' en occuper|traiter|vous en occuper|donner suite)|tu peux (?:le faire|y aller|t' en occuper|t' en charger)|peux tu (?:le faire|t' en occuper|t' en charger|faire le necessaire)|occupe t' en|occupe toi en|vas y|fais le necessaire|faites le necessaire|voir ci dessous|cf ci dessous|voir plus bas|a faire|a traiter|faire le necessaire|t' occuper|en occuper|t'en occuper|vous en occuper|de traiter|te charger|pour action) /u;

/** What follows more clauses than this is not read. */
const MOST_CLAUSES = 45;

/** Splits a reading into clauses and settles which of them ask for something. */
export function clausesOf(reading: Reading): Clause[] {
  const { clauses, sentences } = split(reading);
  const many = clauses.length > 1;
  const parts = excerpts(
    reading,
    clauses.map(([start, end]) => positions(start, end)),
  );
  const result = clauses.map(([start, end], number): Clause => {
    const part = parts[number] ?? reading;
    const line = lineOf(part).text;
    const ordered = ordering(part);
    const courtesy = !ordered && isCourtesy(line);
    const question = !courtesy && asking(part);
    const order = ordered || (!courtesy && (wishing(part) || (many && (listed(part) || COUNTED.test(line)))));
    const asks = question || order;
    return {
      reading: part,
      start,
      end,
      asks,
      question,
      orders: ordered,
      clear: ordered || (asks && namesAlone(part)),
      doubt: doubtIn(line),
      sentence: sentences[number] ?? 0,
    };
  });
  // "Tom is leaving": asks only as long as nothing else does.
  if (many && !result.some(({ asks, doubt }) => asks && !doubt))
    for (const clause of result) if (clause.reading.entities.length > 0 && !clause.doubt) clause.asks = true;
  spread(result);
  return result;
}

/** "… :", « …": what follows is what was said or planned. */
const LEADS_ON = /[:"«] $|^ (?:according to|selon|d' apres) \S+ , $/u;

/**
 * A doubt holds for the whole message; where its sentence names somebody or something, for that sentence alone. What was said
 * or done is only beside an order, and so is what isn't or can't be, said before it: "I can't draw without Visio, give me one".
 */
function spread(clauses: readonly Clause[]): void {
  const named = new Set(
    clauses.filter(({ reading }) => reading.entities.some(({ weak }) => !weak)).map(({ sentence }) => sentence),
  );
  const doubtful = clauses.filter(({ doubt }) => doubt).map((clause) => ({ clause, doubt: clause.doubt }));
  for (const { clause, doubt } of doubtful) {
    const kind = doubt?.doubt;
    const later = (other: Clause) => other.start > clause.start;
    // "Forget it, give him Visio instead": what is taken back was said in an earlier message.
    if (kind === 'taken back' && clause === clauses[0] && clauses[1]?.orders && !clauses[1].doubt) {
      clause.doubt = null;
      continue;
    }
    // "Tom asked for Visio. Please do."
    if (
      kind === 'told' &&
      clauses.some((other) => later(other) && !other.doubt && DO_IT.test(lineOf(other.reading).text))
    ) {
      clause.doubt = null;
      clause.asks = true;
      continue;
    }
    const leadsOn = LEADS_ON.test(lineOf(clause.reading).text);
    const reached = (other: Clause) =>
      other.sentence === clause.sentence
        ? kind === 'told'
          ? leadsOn && later(other)
          : kind !== 'negated' || leadsOn || !later(other) || !other.orders
        : kind === 'not approved' || (kind !== 'told' && !named.has(clause.sentence));
    for (const other of clauses.filter(reached)) other.doubt ??= doubt;
  }
}

function split(reading: Reading): { clauses: [number, number][]; sentences: number[] } {
  const { tokens, entityAt } = reading;
  const layout = layOut(reading);
  const clauses: [number, number][] = [];
  const sentences: number[] = [];
  const wordBefore = lastWords(tokens);
  let start = 0;
  let sentence = 0;
  const close = (end: number) => {
    if (Array.from({ length: end - start }, (_, k) => tokens[start + k]).some((token) => token?.kind !== 'mark')) {
      clauses.push([start, end]);
      sentences.push(sentence);
    }
    start = end;
  };
  let finite = false;
  for (let i = 0; i < tokens.length && clauses.length < MOST_CLAUSES; i += 1) {
    if (hardMark(reading, i) && !betweenNames(reading, i)) {
      close(i + 1);
      sentence += 1;
      finite = false;
      continue;
    }
    if (
      i > start &&
      !entityAt[i - 1]?.weak &&
      (wordBefore[i] ?? -1) >= start &&
      begins(reading, layout.asked, i, start, finite)
    ) {
      let from = i;
      while (from > start + 1 && CONNECTOR.test(tokens[from - 1]?.norm ?? '')) from -= 1;
      close(from);
      finite = false;
    }
    if (!entityAt[i] && (reading.spans[i] ?? []).some(({ concept }) => FINITE.test(concept) || ORDERS.test(concept)))
      finite = true;
  }
  if (clauses.length < MOST_CLAUSES) close(tokens.length);
  return { clauses, sentences };
}

/** A line break or semicolon in a list of names: "tom@…; ana@…", one name a line. */
function betweenNames({ tokens, entityAt, spans }: Reading, position: number): boolean {
  const mark = tokens[position];
  if (mark?.raw !== '\n' && mark?.norm !== ';') return false;
  // "give Tom Visio\nand also Project"
  let next = position + 1;
  while (/^(?:and|et|also|aussi|plus|&)$/u.test(tokens[next]?.norm ?? '')) next += 1;
  if (next > position + 1 && entityAt[next]?.kind === 'benefit') return true;
  let after = position + 1;
  while (after < tokens.length && (tokens[after]?.raw === '\n' || /^[;,]$/u.test(tokens[after]?.norm ?? '')))
    after += 1;
  let before = position - 1;
  while (before >= 0 && (tokens[before]?.raw === '\n' || /^[;,)>]$/u.test(tokens[before]?.norm ?? ''))) before -= 1;
  const person = (i: number) => /^(?:person|email|unknown)$/u.test(entityAt[i]?.kind ?? '');
  // "Anybody <anybody@…>; ": whatever the name is made of.
  const ends = (i: number) => tokens[i] === undefined || tokens[i]?.raw === '\n' || tokens[i]?.norm === ';';
  let entry = after;
  const orders = (i: number) => !entityAt[i] && (spans[i] ?? []).some(({ concept }) => ORDERS.test(concept));
  while (entry < after + 9 && !ends(entry) && !orders(entry) && entityAt[entry]?.kind !== 'email') entry += 1;
  if (entityAt[entry]?.kind === 'email' && (ends(entry + 1) || ends(entry + 2)) && person(before)) return true;
  if (!person(after)) return false;
  const entity = entityAt[after];
  let end = entity?.end ?? after;
  // "Tom Baker <tom.baker@…>" is one entry.
  while (person(end) || /^[(<>)"']$/u.test(tokens[end]?.norm ?? '')) end += 1;
  const closed = end >= tokens.length || tokens[end]?.kind === 'mark';
  return closed && (person(before) || tokens[before]?.norm === ':' || tokens[before]?.norm === 'to');
}

/** For each position, the last one before it that is neither a mark nor a connector, or -1. */
function lastWords(tokens: Reading['tokens']): number[] {
  let last = -1;
  return tokens.map(({ kind, norm }, i) => {
    const before = last;
    if (kind !== 'mark' && !CONNECTOR.test(norm)) last = i;
    return before;
  });
}

/** "everything Tom has, give it to Ana", "la demande que j'ai faite, annule-la": what the order is about, set before it. */
function setBefore({ tokens, has }: Reading, start: number, comma: number): boolean {
  const words = tokens.slice(start, comma).map(({ norm }) => norm);
  const about = words.join(' ');
  if (tokens[comma]?.norm !== ',' || words.length > 12) return false;
  if (/^(?:tout|everything|all|whatever|ce) /u.test(about)) return has(comma - 1, 'HAVE') || / qu' ?a /u.test(about);
  return /^(?:la|ma|the|my) (?:\S+ ){0,4}?(?:demande|request)(?: |$)(?!(?:is|est|was) )/u.test(about);
}

function begins(reading: Reading, asked: readonly boolean[], i: number, start: number, finite: boolean): boolean {
  const { tokens, entityAt, spans } = reading;
  const norm = tokens[i]?.norm ?? '';
  const concepts = (at: number) => (entityAt[at] ? [] : (spans[at] ?? []).map(({ concept }) => concept));
  const subject = (at: number) =>
    /^(?:person|unknown|email)$/u.test(entityAt[at]?.kind ?? '') || concepts(at).some((one) => SUBJECTS.test(one));
  if (entityAt[i] === undefined && REASON.test(norm) && tokens[i - 1]?.norm !== 'soon') {
    // "everything stays as it is"
    if (/^(?:is|are|was|were)$/u.test(tokens[i + 2]?.norm ?? '') && norm === 'as') return false;
    const said = /^(?:que|qu'|of)$/u.test(tokens[i + 1]?.norm ?? '') ? i + 2 : i + 1;
    if (subject(said)) return true;
  }
  const noNeed = concepts(i).includes('NONEED');
  if (!noNeed && concepts(i).includes('THANKS') && i > start + 1) return /^[,.]$/u.test(tokens[i - 1]?.norm ?? '');
  // "et d'attribuer", ", just show me"
  let previous = i - 1;
  while (/^(?:de|d'|just|only|simply|juste|simplement|so|donc)$/u.test(tokens[previous]?.norm ?? '')) previous -= 1;
  const connected =
    /^[,:(]$/u.test(tokens[previous]?.norm ?? '') || LINK.test(tokens[previous]?.norm ?? '') || norm === 'but';
  if (!connected || (tokens[previous]?.norm === 'plus' && NO_MORE.test(norm))) return false;
  // "Priya and Zoë both have", "Priya and I need": one subject.
  if (
    /^(?:and|et|&|or|ou)$/u.test(tokens[i - 1]?.norm ?? '') &&
    subject(i) &&
    /^(?:person|email|unknown)$/u.test(entityAt[i - 2]?.kind ?? '')
  )
    return false;
  if (asked[i] && !entityAt[i] && imperative(reading, i)) return !setBefore(reading, start, previous);
  if (concepts(i).some((one) => /^(?:WHO|HOWMANY)$/u.test(one)) && finite) return true;
  if (finite && tokens[i - 1]?.norm === ',' && SAYS.test(norm) && !entityAt[i]) return true;
  // "…, can she have it?"
  if (finite && /^(?:can|could|would|may|will)$/u.test(norm) && subject(i + 1)) return true;
  // "…, tu lui en mets un ?"
  if (
    finite &&
    /^(?:tu|vous|on)$/u.test(norm) &&
    [1, 2, 3, 4].some((k) => concepts(i + k).some((one) => ORDERS.test(one)))
  )
    return true;
  if ((noNeed || concepts(i).includes('REQUEST')) && finite) return true;
  // "…, Tom needs …": a clause of its own, once the one before has its verb.
  if (!finite) return false;
  const article = !entityAt[i] && ARTICLE.test(norm) && tokens[i + 1]?.kind === 'word';
  if (!article && !subject(i)) return false;
  const after = entityAt[i]?.end ?? (article ? i + 2 : i + 1);
  return [after, article ? after : after + 1].some(
    (at) =>
      !/^(?:on|'s)$/u.test(tokens[at]?.norm ?? '') &&
      tokens[at]?.raw !== 'à' &&
      concepts(at).some((one) => FINITE.test(one)),
  );
}
