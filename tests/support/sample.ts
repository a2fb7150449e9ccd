import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Talk, Teams, TeamsPerson } from './teams';

const rows = (name: string): Record<string, string>[] =>
  parse(readFileSync(join(process.cwd(), 'sample', `${name}.csv`)), { columns: true });

/** Every product key of the sample company. */
export const SAMPLE_KEYS: readonly { benefit: string; key: string; language: string; os: string }[] = rows('keys').map(
  (row) => ({
    benefit: row.benefit_id ?? '',
    key: row.key ?? '',
    language: row.language ?? '',
    os: row.os ?? '',
  }),
);

export function sampleKey(benefit: string, language = '', os = ''): string {
  const found = SAMPLE_KEYS.find((one) => one.benefit === benefit && one.language === language && one.os === os);
  if (!found) throw new Error(`The sample has no key for ${benefit} ${language} ${os}`);
  return found.key;
}

/** The people of the sample company in a simulated Teams, by the part of the e-mail address before the @. */
export function sampleStaff(teams: Teams): { person(name: string): TeamsPerson; chat(name: string): Talk } {
  const staff = new Map<string, TeamsPerson>();
  for (const { email = '', name = '', locale, aad_object_id: objectId = '' } of rows('users')) {
    const language = locale === 'fr' ? 'fr-FR' : 'en-GB';
    staff.set(email.split('@')[0] ?? '', teams.person({ email, name, objectId, locale: language }));
  }
  const person = (name: string): TeamsPerson => {
    const found = staff.get(name);
    if (!found) throw new Error(`Nobody of the sample is ${name}`);
    return found;
  };
  const chats = new Map<string, Talk>();
  return {
    person,
    chat(name) {
      const known = chats.get(name) ?? teams.personal(person(name));
      chats.set(name, known);
      return known;
    },
  };
}

/** Which of the sample's keys are in a text, and where: for a test that none is. */
export const keysFoundIn = (places: Iterable<{ name: string; text: string }>): string[] =>
  [...places].flatMap(({ name, text }) =>
    SAMPLE_KEYS.filter(({ key }) => text.includes(key)).map(({ key }) => `${key} in ${name}`),
  );
