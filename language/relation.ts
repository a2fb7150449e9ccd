import type { Act, Named, Slots } from '../benefits/command';
import { SENSITIVE } from '../benefits/policy';
import { key, leftOver, valueIn } from './answer';
import { correctedActs, namesOf } from './correct-question';
import type { Reading } from './entity';
import { followUp } from './followup';
import type { Heard } from './heard';
import { leftToDo, movedInstead } from './left-to-do';
import { lineOf } from './line';
import type { Open, Question, Relation } from './meaning';
import { covers } from './merge';
import { unusedIn } from './unused';

/**
 * How a message relates to what is open in the conversation: three tables, of which the first line that fits counts. Only
 * fragments answer (a name, a choice, a value, yes, no, a correction); a sentence of its own starts afresh.
 */
export function relate(heard: Heard, open: Open): Relation {
  const { question } = open;
  const message = messageOf(heard, open);
  const table = !question ? AFTER_AN_ANSWER : question.asking === 'confirm' ? AT_A_CONFIRMATION : AT_A_QUESTION;
  for (const [, relation] of table) {
    const found = relation(message);
    if (found) return found;
  }
  return message.afresh();
}

type Rule = readonly [example: string, relation: (m: Message) => Relation | null | false];

const AT_A_CONFIRMATION: readonly Rule[] = [
  ['cancel', (m) => m.cancels && !(m.hesitates && m.correction) && CANCEL],
  ['wait', (m) => m.waits && WAIT],
  ['and Visio?, of the answer in between', (m) => m.followsUp && m.afresh()],
  ['yes; both; ok for Ana, where Ana is shown', (m) => m.agrees && !m.correction && confirm()],
  ['and give it to José, of a seat to be taken back', (m) => correct(m.move)],
  ['no, to Élodie; yes but not Tom; the first one only', (m) => m.bare && !m.ordered && correct(m.correction)],
  ['no; neither', (m) => (m.only('NO') || m.only('NEITHER')) && CANCEL],
  ['only Ana, where only Ana is shown', (m) => m.bare && !m.ordered && m.names && correct(m.shown)],
  ['yes, assign it to Ana, as shown', (m) => m.affirms && m.repeats && confirm()],
  ['yes. Who else has it?', (m) => m.affirms && m.reads && confirm(m.acts)],
  ['yes, and give Visio to Tom', (m) => m.affirms && m.asks && correct([...m.shown, ...m.acts])],
  ['assign it to Tom instead', (m) => m.continues && correct(m.correction)],
  ['who has it?; assign Visio to Tom', (m) => m.asks && m.afresh()],
  ['until March if you can', (m) => !m.doubtful && !m.consents && m.little && correct(m.correction, m.rest)],
  ['yes, but tomorrow', (m) => m.consents && correct(m.shown, m.behindYes)],
];

const AT_A_QUESTION: readonly Rule[] = [
  ['cancel', (m) => m.cancels && !m.indifferent && CANCEL],
  ['wait', (m) => m.waits && WAIT],
  ['and Visio?, of the answer in between', (m) => m.followsUp && m.afresh()],
  ['Tom; the second one; no, Durand', (m) => m.bare && !m.ordered && answer(m.value)],
  ['assign it to Tom', (m) => m.continues && answer(m.acts[0]?.slots ?? null)],
  ['Power BI goes to Durand', (m) => m.restates && answer(m.value)],
  ['who has it?; assign Visio to Tom', (m) => m.asks && (m.ordered || !m.bare) && m.afresh()],
  ["don't assign it to Ana", (m) => m.doubtful && !m.bare && m.afresh()],
  [
    'yes; yes, and Office too',
    (m) => (m.agrees || m.saysYes) && !m.asks && answer(m.value ?? m.offered, m.value ? m.rest : m.behindYes),
  ],
  ['whatever', (m) => m.indifferent && answer({})],
  ['no; neither', (m) => (m.only('NO') || m.only('NEITHER')) && CANCEL],
  ['I think it was Durand', (m) => !m.asks && answer(m.value, m.rest)],
];

const AFTER_AN_ANSWER: readonly Rule[] = [
  ['cancel that, after a change', (m) => m.cancels && m.done && m.points && m.fresh([UNDO])],
  ['cancel', (m) => m.cancels && CANCEL],
  ['wait', (m) => m.waits && WAIT],
  ['yes; yes, but tomorrow', (m) => (m.agrees || m.saysYes) && !m.asks && !m.praises && confirm()],
  [
    'no, to Élodie; in German',
    (m) => m.bare && (m.corrects || m.inAnotherForm) && m.correction && m.fresh(m.correction),
  ],
];

const CANCEL = { kind: 'cancel' } as const;
const WAIT = { kind: 'wait' } as const;
const UNDO: Act = { command: 'undo', slots: {} };
const confirm = (besides: readonly Act[] = []) => ({ kind: 'confirm', besides }) as const;
const answer = (slots: Slots | null, unused: readonly string[] = []) =>
  slots && ({ kind: 'answer', slots, unused } as const);
const correct = (acts: readonly Act[] | null, unused: readonly string[] = []) =>
  acts && ({ kind: 'correction', acts, unused } as const);

/** "no wait, admin" corrects, "no wait, cancel that" doesn't. */
const HESITATION =
  /^ (?:(?:no|non|euh|er|um|uh|oh|ah|oops|oups|sorry|pardon|wait|attends|attendez|hold on|actually|en fait|[,.!…-]) ){1,8}(?!.* (?:cancel|stop|forget|nothing|annule|annulez|laisse|laissez|oublie|oubliez|rien) )/u;
const WAITING =
  /^ (?:(?:ok|oh|yes|oui|euh|hmm|please|just|[,.!…]) ){0,4}(?:wait|hold on|hang on|not yet|(?:one|a|just a|give me a|give me one) (?:moment|sec|second|minute|min|bit)|let me (?:check|think|see)|attends|attendez|pas encore|un (?:instant|moment)|une (?:seconde|minute)|deux (?:secondes|minutes)|(?:laisse|laissez) moi (?:verifier|reflechir|voir)|je (?:verifie|reflechis)) (?:(?:a|an|one|un|une) (?:moment|sec|second|minute|min|bit|instant|seconde) |(?:please|first|that|it|un peu|d' abord|stp|svp|[,.!…]) ){0,4}$/u;
/** "what's Tom's role?" */
const ENQUIRES = / (?:what|which|who|whose|how|does|do|did|when|qui|quoi|quels?|quelles?|combien|quand) /u;
const POINTS = / (?:that|it|this|them|ca|cela|tout) /u;
/** After an answer: the message is about what was said before. */
const CORRECTS =
  /^ (?:(?:no|non|nope|not|pas|sorry|pardon|oops|oups|wait|attends|i mean|i meant|je voulais dire|je veux dire|rather|plutot|actually|en fait|make that|make it|until|till|jusqu'|to|for|a|pour|mistake|my bad) )| (?:instead|plutot|a la place|i mean|i meant|je veux dire|je voulais dire) (?:[.!] ){0,3}$/u;
const SLIP = /^ (?:(?:no|non|sorry|pardon|euh|er|[,.]) ){0,5}(?:i meant?|je (?:voulais|veux) dire) /u;
const AFFIRMS = /^ (?:yes|yep|yeah|yup|oui|ouais|sure|go ahead|confirm\S*|i confirm|je confirme|vas y|allez y) /u;
/** Not all that is shown. */
const LIMITS = / (?:only|seulement|uniquement|first|last|premi\S+|derni\S+|but|mais|except|sauf|if|unless|si) /u;
const PRAISE =
  /^ (?:great|perfect|super|excellent|cool|nice|fine|awesome|sounds good|parfait|nickel|genial|tres bien|impeccable) /u;
/** Words that make no difference beside yes. */
const BESIDE_YES =
  /^(?:it|that|this|them|those|for|to|him|her|me|now|all|everything|both|good|great|fine|one|ones|the|you|do|so|is|'s|with|le|la|les|l'|a|pour|lui|leur|moi|ca|cela|c'|est|bon|tout|tous|on|y|je|j'|i|'m|sure|of|course|then|alors|donc|please|alright|right|right|away|as|shown|above|comme|ci|dessus|mm|hm|hmm|well|ben|bah|voila|tu|vous|can|peux|pouvez|aller)$/u;

type Message = ReturnType<typeof messageOf>;

/** What the tables ask about a message. */
function messageOf(given: Heard, { question, topic }: Open) {
  const shown = question?.acts ?? topic?.acts ?? [];
  const heard = datedBy(shown, given);
  const { reading, uncorrected, understood, meaning } = heard;
  const { text } = lineOf(uncorrected);
  const words = uncorrected.tokens.filter(({ kind }) => kind !== 'mark');
  const says = (concept: string) => reading.concepts.has(concept);
  const yes = (reading.spans[0] ?? []).filter(({ concept }) => concept === 'YES');
  const refuses = says('NO') || says('NEG');
  const consents = yes.length > 0;
  const saysYes = consents && AFFIRMS.test(text);
  const affirms = saysYes && !refuses;
  const first = Math.max(0, ...yes.map(({ end }) => end));
  const { acts } = affirms && question?.asking === 'confirm' ? heard.behind(first) : meaning;
  const [act] = acts;
  /** A question that is no confirmation. */
  const asked = question?.asking === 'confirm' ? null : question;
  const value = asked && valueIn(heard, asked);
  const changed = asked ? null : correctedActs(shown, heard, question, topic);
  const late = unusedBeside(heard, question, value, changed);
  const rest = [...leftOver(heard, question), ...late];
  const follow = topic && followUp(topic, heard);
  const done = question === null && topic?.outcome === 'done';
  const named = reading.entities.some(({ kind }) => kind === 'benefit');
  const ordered =
    act !== undefined && Object.keys(act.slots).length > 1 && understood.clauses.some(({ orders }) => orders);
  const onlyName = reading.entityAt[0]?.end === reading.tokens.length && reading.entityAt[0].kind === 'person';
  const denies = (uncorrected.spans[0] ?? []).some(({ concept }) => concept === 'NO' || concept === 'NEG');
  const fresh = (given: readonly Act[]): Relation => ({
    kind: 'fresh',
    meaning: { ...meaning, acts: given, sure: true, guesses: [] },
    denies,
  });
  const reads = acts.length > 0 && acts.every(({ command }) => !SENSITIVE.has(command));
  const only = (concept: string) =>
    says(concept) && reading.tokens.every(({ kind }, i) => kind === 'mark' || covered(reading, i, concept));
  return {
    acts,
    shown,
    value,
    /** The one choice that a yes means. */
    offered: asked?.candidates?.length === 1 ? { [asked.asking]: asked.candidates[0] } : {},
    /** The acts on the card, or after it, as the message corrects them. */
    correction: changed && done ? leftToDo(shown, changed) : changed,
    /** It asks for something. */
    asks: acts.length > 0,
    /** It asks to be told, and no more. */
    reads,
    cancels: act?.command === 'cancel',
    hesitates: HESITATION.test(text),
    waits: WAITING.test(text),
    indifferent: says('ANY') && (question?.asking === 'language' || question?.asking === 'os'),
    doubtful: understood.doubtful,
    only,
    saysYes,
    /** Yes, and perhaps more, which denies nothing. */
    affirms,
    behindYes: textOf(reading, first),
    /** "ok" or "great" may also begin something else. */
    consents,
    /** Yes, with nothing beside it but names. */
    agrees:
      !refuses &&
      late.length === 0 &&
      !LIMITS.test(text) &&
      (says('YES') || (says('BOTH') && meansAll(shown, text))) &&
      reading.tokens.every(
        ({ kind, norm }, i) =>
          kind === 'mark' ||
          isShown(reading.entityAt[i]?.named, shown) ||
          (!reading.entityAt[i] &&
            (BESIDE_YES.test(norm) || ['YES', 'BOTH'].some((concept) => covered(reading, i, concept)))),
      ),
    /** Nothing but names, values and the small words of an answer. */
    bare:
      words.length > 0 &&
      rest.length === 0 &&
      (understood.clauses.every(({ doubt, orders }) => !doubt || (doubt.doubt === 'negated' && !orders)) ||
        SLIP.test(text)) &&
      !(reads && ENQUIRES.test(text)),
    /** It names something, all of which is shown. */
    names: reading.entities.length > 0 && reading.entities.every(({ named }) => isShown(named, shown)),
    /** What stands beside them, as typed. */
    rest,
    /** Little stands beside them. */
    little: rest.join(' ').split(' ').length <= 3,
    /** A request of its own: an order with more than one name, or for somebody beside a benefit. */
    ordered:
      question?.asking === 'person-details'
        ? act !== undefined && act.command !== 'add-user' && act.command !== question.command && !onlyName
        : ordered || (FOR_PEOPLE.has(question?.asking) && act !== undefined && named),
    /** "assign it to Tom" goes on with what was asked. */
    continues:
      act !== undefined &&
      acts.length === 1 &&
      act.command === question?.command &&
      says('PRONOUN') &&
      act.slots.benefit === undefined &&
      act.slots.benefits === undefined,
    /** "who has Power BI?" was answered while the question stood open; "and Visio?" goes on with that. */
    followsUp:
      topic !== null &&
      topic.command !== question?.command &&
      !SENSITIVE.has(topic.command) &&
      text.endsWith(' ? ') &&
      follow !== null,
    /** It asks for no more than what is shown. */
    repeats:
      acts.length > 0 &&
      acts.every((one) => shown.some((s) => s.command === one.command && covers(s.slots, one.slots))),
    /** One move of a seat. */
    move: act?.command === 'assign' || says('PRONOUN') ? movedInstead(shown, acts) : null,
    /** What was asked for again, with one of the choices. */
    restates:
      value !== null &&
      acts.length === 1 &&
      (act?.command === question?.command || (act?.command === 'reassign' && act.slots.from === undefined)) &&
      question?.candidates?.some((id) => Object.values(value).includes(id)) === true &&
      Object.entries(question.slots).every(
        ([slot, said]) => slot === question.asking || key(act?.slots[slot as keyof Slots]) === key(said),
      ),
    done,
    praises: PRAISE.test(text),
    points: POINTS.test(text),
    corrects: CORRECTS.test(text),
    /** Of the key that was asked for. */
    inAnotherForm: topic?.command === 'keys' && reading.entities.length === 0 && !says('REQUEST'),
    fresh,
    /** By itself, or as a follow-up to the last answers. */
    afresh: (): Relation => ({ kind: 'fresh', meaning: follow ?? meaning, denies }),
  };
}

/** Dates, counts and the like that no slot holds. */
function unusedBeside(
  { reading, company }: Heard,
  question: Question | null,
  value: Slots | null,
  changed: readonly Act[] | null,
): string[] {
  const { command, slots } = changed?.[0] ?? question?.acts?.[0] ?? question ?? { command: null, slots: {} };
  return command === null ? [] : unusedIn(command, { ...slots, ...value }, reading, company.untilIn(reading));
}

/** "make it 30 April" names a last day where one is shown. */
function datedBy(shown: readonly Act[], heard: Heard): Heard {
  const { company } = heard;
  const until = shown.find(({ slots }) => slots.until !== undefined)?.slots.until;
  return { ...heard, company: { ...company, untilIn: (part, last = until) => company.untilIn(part, last) } };
}

/** "both" of two, "all of them" of several. */
function meansAll(acts: readonly Act[], text: string): boolean {
  const [act, ...more] = acts;
  if (!act) return false;
  const counts =
    more.length > 0 ? [acts.length] : (['user', 'benefit'] as const).map((kind) => namesOf(act, kind).length);
  return / (?:both|two|deux|2) /u.test(text) ? counts.includes(2) : counts.some((count) => count > 1);
}

const isShown = (named: Named | undefined, shown: readonly Act[]): boolean =>
  typeof named === 'string' && shown.some(({ slots }) => JSON.stringify(slots).includes(JSON.stringify(named)));

const FOR_PEOPLE: ReadonlySet<unknown> = new Set(['user', 'from', 'to']);

/** What stands behind the first words, as typed. */
function textOf({ text, tokens }: Reading, from: number): string[] {
  const words = tokens.slice(from).filter(({ kind }) => kind !== 'mark');
  const [first, last] = [words[0], words.at(-1)];
  return first && last ? [text.slice(first.start, last.end)] : [];
}

/** Whether the word belongs to a phrase of this concept or of courtesy. */
function covered(reading: Reading, position: number, concept: string): boolean {
  for (let start = Math.max(0, position - 6); start <= position; start += 1)
    for (const span of reading.spans[start] ?? [])
      if (span.end > position && (span.concept === concept || /^(?:SKIP|GREET|REQUEST|THANKS)$/u.test(span.concept)))
        return true;
  return false;
}
