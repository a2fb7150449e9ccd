// A company of any size, as CSV files in the import format.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FIRST = [
  'Ada',
  'Bruno',
  'Chloé',
  'Dmitri',
  'Elif',
  'Fatou',
  'Göran',
  'Hana',
  'Idris',
  'Jonas',
  'Keiko',
  'Léa',
  'Marta',
  'Noor',
  'Olga',
  'Pavel',
];
const LAST = [
  'Abel',
  'Berger',
  'Costa',
  'Dahl',
  'Engel',
  'Ferri',
  'Gomez',
  'Hoang',
  'Ivanov',
  'Jensen',
  'Kowalski',
  'Lopez',
  'Moreau',
  'Nagy',
  'Okafor',
  'Petit',
];
const THINGS = [
  'Windows',
  'Office',
  'Fabric',
  'Copilot',
  'Defender',
  'Intune',
  'Project',
  'Visio',
  'Power Apps',
  'Dynamics',
  'Entra',
  'Purview',
  'Sentinel',
  'Viva',
  'Loop',
];
const EDITIONS = ['Standard', 'Enterprise', 'Premium', 'Plan', 'Suite'];

/** Each one's turns come one after another, as a person's do. */
export const ADMINS = 120;

export const objectId = (n) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
export const emailOf = (n) => `person.${n}@bench.example`;
/** Names that one can tell apart: the number is written in words of letters. */
const letters = (n) => [...String(n)].map((digit) => 'abcdefghij'[digit]).join('');
export const nameOf = (n) =>
  `${FIRST[n % FIRST.length]} ${LAST[Math.floor(n / FIRST.length) % LAST.length]}${n < 256 ? '' : letters(n)}`;
export const benefitId = (n) => `benefit-${n}`;
/** As distinct at every size, so that the same phrase is the same turn: no question which of two hundred is meant. */
export const benefitName = (n) =>
  `${THINGS[n % THINGS.length]}${n < 75 ? '' : letters(n)} ${EDITIONS[Math.floor(n / THINGS.length) % EDITIONS.length]}`;
const CATEGORIES = [
  ['software', 'keys'],
  ['cloud', 'keys'],
  ['visual-studio', 'assign'],
];

/** `seats` in all, spread evenly over the benefits; the third benefit has `room` for every measurement. */
export function writeCompany(folder, { benefits, people, seats, admins = ADMINS, room = 5_000 }) {
  mkdirSync(folder, { recursive: true });
  const write = (name, lines) => writeFileSync(join(folder, `${name}.csv`), `${lines.join('\n')}\n`);
  write('membership', [
    'company,partner_id,program,status,starts_on,expires_on,account_email,join_url,renew_url',
    'Bench,1234567,Partner Success Core,active,2020-01-01,2099-12-31,partners@bench.example,https://bench.example/join,https://bench.example/renew',
  ]);
  const each = Math.max(1, Math.ceil(seats / benefits));
  write('benefits', [
    'id,category,name_en,name_fr,package,quantity,activation,starts_on,expires_on,portal_url,description_en,description_fr,instructions_en,instructions_fr',
    ...Array.from({ length: benefits }, (_, n) => {
      const [category, activation] = CATEGORIES[n % CATEGORIES.length];
      return `${benefitId(n)},${category},${benefitName(n)},${benefitName(n)},Package ${Math.floor(n / 50)},${n === 2 ? room : each},${activation},2020-01-01,2099-12-31,https://bench.example/portal,What it is,Ce que c’est,Install it,Installez-le`;
    }),
  ]);
  write('keys', [
    'benefit_id,key,kind,language,os',
    ...Array.from({ length: Math.min(benefits, 15) }, (_, n) => n)
      .filter((n) => CATEGORIES[n % 3][1] === 'keys')
      .map((n) => `${benefitId(n)},KEYAA-KEYBB-KEYCC-KEYDD-${String(n).padStart(5, '0')},multiple,,`),
  ]);
  write('downloads', ['benefit_id,language,os,label,url']);
  write('users', [
    'email,name,role,locale,aad_object_id',
    ...Array.from(
      { length: people },
      (_, n) => `${emailOf(n)},${nameOf(n)},${n < admins ? 'admin' : 'employee'},en,${objectId(n)}`,
    ),
  ]);
}
