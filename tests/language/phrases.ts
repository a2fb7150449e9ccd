import type { Command, Slots } from '../../benefits/command';
import { SENSITIVE } from '../../benefits/policy';
import { createLanguage, type Language, type Meaning } from '../../language';
import { companies, list, type Phrase } from './labelled.cjs';

export { companies, list as phrases, type Phrase };

/** Dates in the labelled phrases count from this day. */
export const TODAY = '2026-11-26';

const languages = new Map<string, Language>();
/** The language of a company, made once. */
export function languageOf(company = 'contoso'): Language {
  const known = languages.get(company);
  if (known) return known;
  const catalogue = companies[company];
  if (!catalogue) throw new Error(`no company ${company}`);
  const language = createLanguage(catalogue);
  languages.set(company, language);
  return language;
}

/** The first act of a meaning. */
export const firstOf = ({ acts: [act] }: Meaning): { command: Command | 'none'; slots: Slots } =>
  act ?? { command: 'none', slots: {} };

/** Without regard to the order of keys and of lists. */
export function canonical(value: unknown): string {
  return JSON.stringify(sorted(value));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical).sort();
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}

const isSensitive = ({ command }: { command: Command | 'none' }): boolean =>
  command !== 'none' && SENSITIVE.has(command);

export function score(all: readonly Phrase[]) {
  const wrong: string[] = [];
  const falseAlarms: string[] = [];
  let commands = 0;
  let whole = 0;
  for (const { text, company, command, slots, then = [], unused = [] } of all) {
    const meaning = languageOf(company).parse(text, { today: TODAY });
    const got = meaning.acts.length > 0 ? meaning.acts : [{ command: 'none' as const, slots: {} }];
    const wanted = [{ command, slots }, ...then];
    const right = canonical(got.map((act) => act.command)) === canonical(wanted.map((act) => act.command));
    if (right) commands += 1;
    if (canonical([got, meaning.unused]) === canonical([wanted, unused])) whole += 1;
    else wrong.push(`${text} → ${JSON.stringify([got, meaning.unused])}, not ${JSON.stringify([wanted, unused])}`);
    if (got.some(isSensitive) && !wanted.some(isSensitive)) falseAlarms.push(text);
  }
  return { commands: commands / all.length, all: whole / all.length, wrong, falseAlarms };
}
