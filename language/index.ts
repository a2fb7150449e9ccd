import type { Act, Named } from '../benefits/command';
import { scoresOf, type Understood, understand } from './acts';
import { reasons } from './classifier';
import { withoutCorrected } from './corrections';
import { untilIn } from './dates';
import { createDirectory } from './directory';
import { english } from './english';
import type { Reading } from './entity';
import { excerpt } from './excerpt';
import { featuresOf, NAMES } from './features';
import type { Company } from './filler';
import { createForms } from './forms';
import { french } from './french';
import { layOut } from './layout';
import { lineOf } from './line';
import { asksForQuoted, mailOf, onlyPassesOn } from './mail';
import type { Catalogue, Hearing, Language, Meaning } from './meaning';
import { MOST_PEOPLE } from './people';
import { GIVEN_NAMES } from './products';
import { read } from './reading';
import { reasonIn } from './reason';
import { relate } from './relation';
import { segmentsOf } from './segments';
import { fill } from './slots';
import { clean, fold, nameWords, tokenise } from './text';
import { createLexicon } from './vocabulary';
import type { Sources } from './words';

export type { Catalogue, Hearing, Language, Meaning, Question, Relation } from './meaning';
export { RAW_LIMIT } from './text';

let vocabulary: Pick<Sources, 'lexicon' | 'forms' | 'givenNames'> | null = null;
/** The same for every company; built at first use. */
function shared() {
  const givenNames = new Set(GIVEN_NAMES.split(' '));
  vocabulary ??= { lexicon: createLexicon([english, french], givenNames), forms: createForms(), givenNames };
  return vocabulary;
}

/** Concepts of talk that asks for nothing and needs no question back. */
const TALK = [
  'THANKS',
  'PROBLEM',
  'GOOD',
  'TOPIC',
  'PRICE',
  'ADVICE',
  'HAIL',
  'NOISE',
  'BUY',
  'NEWS',
  'ELSE',
  'OPINION',
  'TELL',
];
/** What only other people do. */
const BEYOND = ['BUY', 'PROBLEM', 'PRICE', 'ADVICE', 'ELSE'];
const WORTH_ASKING = 0.03;

/** "to Nadia Petit nadia@company.com": the address decides who is meant, the name tells who that is. */
function introducedIn(reading: Reading, acts: readonly Act[]): Meaning['introduced'] {
  return acts.flatMap(({ slots: { user } }) => {
    const email = typeof user === 'object' && 'unknown' in user ? user.unknown : '';
    const address = reading.entities.find(({ kind, text }) => kind === 'email' && text === email);
    const beside = reading.entities.find(
      ({ kind, start, end }) =>
        (kind === 'unknown' || kind === 'person') && address && (end === address.start || start === address.end),
    );
    return beside ? [{ name: beside.text, email }] : [];
  });
}

const namedIn = ({ entities }: Reading): Meaning['named'] => {
  const ids = (kinds: readonly string[]) =>
    entities.flatMap(({ kind, named, weak }) =>
      kinds.includes(kind) && !weak && typeof named === 'string' ? [named] : [],
    );
  return { benefits: ids(['benefit']), people: ids(['person', 'email']) };
};

interface Read {
  reading: Reading;
  /** With the names that were corrected. */
  uncorrected: Reading;
  understood: Understood;
  cut: Meaning['cut'];
  company: Company;
}

export function createLanguage(catalogue: Catalogue): Language {
  const { lexicon, forms, givenNames } = shared();
  const benefits = createDirectory(
    catalogue.benefits.map((benefit) => ({ id: benefit.id, names: [benefit.nameEn, benefit.nameFr] })),
    forms.of,
    (words) => forms.plain(words),
  );
  const people = createDirectory(
    catalogue.people.map((person) => ({ id: person.email, names: [person.name, person.email.split('@')[0] ?? ''] })),
  );
  const addressed = new Set(
    catalogue.benefits
      .filter(({ activation, category }) => (activation ? activation === 'assign-with-email' : category === 'support'))
      .map(({ id }) => id),
  );
  const groups = [...new Set(catalogue.groups ?? [])]
    .map((group) => ({ group, words: nameWords(group) }))
    .filter(({ words }) => words.length > 0)
    .sort((a, b) => b.words.length - a.words.length);
  const sources: Sources = { lexicon, forms, benefits, people, givenNames, groups };

  const readText = (
    raw: string,
    hearing: Hearing | undefined,
  ): { reading: Reading; uncorrected: Reading; cut: Meaning['cut']; pasted: boolean; writer: Named | null } => {
    const { text, mentions, cut } = clean(raw);
    const mentioned = new Map<number, Named>();
    let plain = text;
    // Two mentions may show the same text: the entities are matched in their order.
    const entities = [...(hearing?.mentions ?? [])];
    mentions.forEach((mention, index) => {
      const at = entities.findIndex(
        (one) =>
          fold(one.text.replace(/<[^<>]*>/gu, '')).trim() === fold(mention.inner) ||
          fold(one.name) === fold(mention.inner),
      );
      const [entity] = at < 0 ? [] : entities.splice(at, 1);
      const mark = `\uE000${index} `;
      if (entity?.email) mentioned.set(index, entity.email);
      else if (entity?.name) mentioned.set(index, { unknown: entity.name });
      else {
        const leading =
          /^[\s,;:!.]{0,9}(?:hi|hello|hey|bonjour|salut|ok|bonsoir|dear|please|coucou)?[\s,;:!.]{0,9}$/iu.test(
            plain.slice(0, plain.indexOf(mark)).slice(-40),
          );
        const someone =
          mention.inner !== '' && tokenise(mention.inner).every((token) => people.has(token.norm.replace(/'/gu, '')));
        plain = plain.replace(
          mark,
          leading && !someone ? ' ' : someone || entity === undefined ? ` ${mention.inner} ` : ' ',
        );
      }
    });
    const mail = mailOf(plain);
    const known = (name: string) => {
      const words = nameWords(name);
      return words.length > 0 && words.every((word) => people.has(word));
    };
    // "Hi David, please give me Power BI. Thanks, Tom": somebody else's mail, pasted.
    const pasted =
      onlyPassesOn(mail) ||
      (mail.quoted === '' && mail.signature !== mail.greeted && known(mail.greeted) && known(mail.signature));
    const forwarded = mail.quoted !== '' && asksForQuoted(mail.text);
    const said = forwarded ? mail.quoted : known(mail.greeted) ? mail.text.replace(mail.greeted, '') : mail.text;
    const tokens = tokenise(said);
    const uncorrected = read(said, tokens, sources, mentioned);
    // "I" in a quoted mail is its writer.
    const [writer] =
      forwarded && mail.writer ? read(mail.writer, tokenise(mail.writer), sources, new Map()).entities : [];
    return {
      reading: withoutCorrected(uncorrected),
      uncorrected,
      cut,
      pasted: pasted && !forwarded,
      writer: forwarded && mail.writer ? (writer?.named ?? { unknown: mail.writer }) : null,
    };
  };

  const hear = (raw: string, hearing: Hearing | undefined): Read => {
    const { reading, uncorrected, cut, pasted, writer } = readText(raw, hearing);
    const company: Company = {
      today: hearing?.today ?? new Date().toISOString().slice(0, 10),
      takesAddress: (id) => addressed.has(id),
      untilIn(part, shown) {
        const line = lineOf(part);
        const until = untilIn(line.text, company.today, shown);
        if (!until) return null;
        const [start, end] = line.tokens(until.from, until.to);
        return { ...until, start, end };
      },
    };
    const understood: Understood = pasted
      ? { clauses: [], segments: [], acts: [], unused: [], scores: [], doubtful: true }
      : understand(reading, company);
    if (writer)
      for (const { slots } of understood.acts)
        for (const slot of ['user', 'from', 'to'] as const) if (slots[slot] === 'me') slots[slot] = writer;
    const crowded = reading.entities.filter(({ kind }) => kind === 'person' || kind === 'email').length > MOST_PEOPLE;
    const last = understood.clauses.at(-1);
    const unread = last && reading.tokens[last.end];
    return {
      reading,
      uncorrected,
      understood,
      cut: unread ? { characters: unread.start } : (cut ?? (crowded ? { people: MOST_PEOPLE } : null)),
      company,
    };
  };

  const meaningOf = ({ reading, understood, cut, company }: Read): Meaning => {
    const { acts, unused, scores, doubtful } = understood;
    const { locale } = reading;
    const introduced = introducedIn(reading, acts);
    const named = namedIn(reading);
    if (acts.length > 0)
      return {
        acts,
        unused: unused.filter((text) => !introduced.some(({ name }) => name === text)),
        reason: reasonIn(reading, acts),
        named,
        locale,
        sure: true,
        nothing: 'talk',
        guesses: [],
        introduced,
        cut,
      };
    const talk = doubtful || TALK.some((concept) => reading.concepts.has(concept));
    const sure = talk && (scores[0]?.command ?? 'none') === 'none';
    const guesses: Act[] = sure
      ? []
      : scores
          .flatMap(({ command, likely }) =>
            command === 'none' || likely < WORTH_ASKING ? [] : [{ command, slots: fill(command, reading, company) }],
          )
          .slice(0, 3);
    const has = (concept: string): boolean => reading.concepts.has(concept);
    const denies = (reading.spans[0] ?? []).some(({ concept }) => concept === 'NO');
    const thanks = has('THANKS') && !denies;
    const nothing = thanks ? 'talk' : doubtful || denies ? 'spoken of' : BEYOND.some(has) ? 'beyond' : 'talk';
    return { acts: [], unused: [], reason: null, named, locale, sure, nothing, guesses, introduced, cut };
  };

  return {
    parse: (text, hearing) => meaningOf(hear(text, hearing)),
    hear(text, hearing) {
      const heard = hear(text, hearing);
      const meaning = meaningOf(heard);
      const newPerson = () => {
        const detailed = ({ acts }: Meaning) => acts.find(({ slots }) => slots.email ?? slots.name ?? slots.role);
        const act = detailed(meaning) ?? detailed(meaningOf(hear(`add user ${text}`, hearing)));
        return act?.slots ?? null;
      };
      const behind = (tokens: number) => {
        const first = heard.reading.tokens.findIndex(({ kind }, i) => i >= tokens && kind !== 'mark');
        const reading = excerpt(heard.reading, (i) => first >= 0 && i >= first);
        return meaningOf({ ...heard, reading, understood: understand(reading, heard.company) });
      };
      return { meaning, relate: (open) => relate({ ...heard, meaning, sources, newPerson, behind }, open) };
    },
    features(text) {
      const { reading } = readText(text, undefined);
      const of = (part: Reading) => [...featuresOf(part, layOut(part), NAMES)];
      return { whole: of(reading), acts: segmentsOf(reading).segments.map(({ whole }) => of(whole)) };
    },
    explain(text, hearing) {
      const { reading, understood } = hear(text, hearing);
      return explained(reading, understood);
    },
    nearest: (kind, text, count) => (kind === 'benefit' ? benefits : people).nearest(text, count),
    search: (kind, prefix, count) => (kind === 'benefit' ? benefits : people).search(prefix, count),
  };
}

function explained(reading: Reading, { clauses, segments, acts }: Understood): string[] {
  const lines = [`text: ${reading.text}`, `language: ${reading.locale ?? 'not clear'}`];
  for (const correction of reading.corrections) lines.push(`taken for: ${correction}`);
  for (const entity of reading.entities)
    lines.push(`${entity.kind}: ${entity.text} = ${JSON.stringify(entity.named)}${entity.weak ? ' (weak)' : ''}`);
  for (const clause of clauses) {
    const role = clause.doubt ? `${clause.doubt.doubt} (${clause.doubt.word})` : clause.asks ? 'asks' : 'tells';
    lines.push(`clause:${lineOf(clause.reading).text}: ${role}`);
  }
  for (const { whole } of segments) {
    const features = [...featuresOf(whole, layOut(whole), NAMES)];
    for (const { command, likely } of scoresOf(whole).slice(0, 3)) {
      const why = reasons(features, command, 5).map((feature) => `[${feature}]`);
      lines.push(`${command} ${(100 * likely).toFixed(1)} %: ${why.join(' ')}`);
    }
  }
  for (const act of acts) lines.push(`act: ${JSON.stringify(act)}`);
  return lines;
}
