import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseCsv } from 'csv-parse/sync';
import type { Category, Command, Slots } from '../../benefits/command';
import { SENSITIVE as grave } from '../../benefits/policy';
import { type Catalogue, createLanguage, type Language } from '../../language';

export interface Phrase {
  text: string;
  locale: 'en' | 'fr';
  /** One of the companies; without it, contoso. */
  company?: string;
  command: Command | 'none';
  slots: Slots;
}

const data = (name: string) => readFileSync(join(__dirname, 'data', name), 'utf8');
const rows = (name: string) => parseCsv(data(name), { columns: true, bom: true }) as Record<string, string>[];

export const companies: Readonly<Record<string, Catalogue>> = {
  contoso: {
    benefits: rows('contoso/benefits.csv').map((row) => ({
      id: row.id ?? '',
      nameEn: row.name_en ?? '',
      nameFr: row.name_fr ?? '',
      category: (row.category ?? 'software') as Category,
    })),
    people: rows('contoso/users.csv').map((row) => ({ email: row.email ?? '', name: row.name ?? '' })),
  },
  ...(JSON.parse(data('companies.json')) as Record<string, Catalogue>),
};

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

export function phrases(name: string): Phrase[] {
  return data(`${name}.jsonl`)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Phrase);
}

/** Slots without regard to the order in which they were filled. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

/** Commands that change something or show a secret. */
export const GRAVE: ReadonlySet<string> = grave;

export function score(list: readonly Phrase[]) {
  const wrong: string[] = [];
  const falseAlarms: string[] = [];
  let commands = 0;
  let all = 0;
  for (const phrase of list) {
    const meaning = languageOf(phrase.company).parse(phrase.text);
    const right = meaning.command === phrase.command;
    const whole = right && canonical(meaning.slots) === canonical(phrase.slots);
    if (right) commands += 1;
    if (whole) all += 1;
    else
      wrong.push(
        `${phrase.text} → ${meaning.command} ${canonical(meaning.slots)}, not ${phrase.command} ${canonical(phrase.slots)}`,
      );
    if (GRAVE.has(meaning.command) && !GRAVE.has(phrase.command)) falseAlarms.push(phrase.text);
  }
  return { commands: commands / list.length, all: all / list.length, wrong, falseAlarms };
}
