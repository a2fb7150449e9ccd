import fc from 'fast-check';
import type { Named } from '../../benefits/command';
import { companies, firstOf, languageOf } from './phrases';

const company = companies.cedar ?? { benefits: [], people: [] };
const language = languageOf('cedar');

/** Templates with a benefit and a person, and what they ask for. */
const templates = [
  { command: 'assign', text: (b: string, p: string) => `assign ${b} to ${p}` },
  { command: 'assign', text: (b: string, p: string) => `please give ${p} ${b}` },
  { command: 'assign', text: (b: string, p: string) => `attribue ${b} à ${p}` },
  { command: 'assign', text: (b: string, p: string) => `${p} needs ${b}` },
  { command: 'unassign', text: (b: string, p: string) => `unassign ${b} from ${p}` },
  { command: 'unassign', text: (b: string, p: string) => `retire ${b} à ${p}` },
  { command: 'assignments', text: (b: string, p: string) => `does ${p} have ${b}?` },
  { command: 'history', text: (b: string, p: string) => `who gave ${b} to ${p}?` },
] as const;

const person = fc.constantFrom(...company.people.filter((one) => /^\p{Script=Latin}/u.test(one.name)));
const benefit = fc.constantFrom(...company.benefits);
const template = fc.constantFrom(...templates);

const unaccented = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '');
const dressings: ((text: string) => string)[] = [
  (t) => t,
  (t) => t.toLowerCase(),
  (t) => t.toUpperCase(),
  unaccented,
  (t) => t.normalize('NFD'),
  (t) => t.replace(/'/gu, '’'),
  (t) => t.replace(/[-']/gu, ' '),
  (t) => t.replace(/ /gu, '  '),
];
const reversed = (name: string) => name.split(' ').reverse().join(' ');

const ids = (named: Named | undefined): readonly string[] =>
  typeof named === 'string' ? [named] : Array.isArray(named) ? (named as string[]) : [];

describe('names', () => {
  test('case, accents, hyphens and apostrophes never change the meaning', () => {
    fc.assert(
      fc.property(
        template,
        benefit,
        person,
        fc.constantFrom(...dressings),
        fc.constantFrom(...dressings),
        fc.boolean(),
        (sentence, b, p, dressB, dressP, french) => {
          const meaning = firstOf(language.parse(sentence.text(dressB(french ? b.nameFr : b.nameEn), dressP(p.name))));
          expect(meaning).toMatchObject({ command: sentence.command, slots: { benefit: b.id, user: p.email } });
        },
      ),
      { numRuns: 600 },
    );
  });

  test('a person is meant by the family name first as well', () => {
    fc.assert(
      fc.property(template, benefit, person, (sentence, b, p) => {
        expect(firstOf(language.parse(sentence.text(b.nameEn, reversed(p.name)))).slots.user).toBe(p.email);
      }),
      { numRuns: 200 },
    );
  });

  test('a slip in a long name never leads to another single benefit or person', () => {
    const slip = (name: string, at: number, how: number) => {
      const word = [...name.matchAll(/\p{L}{7,}/gu)][0];
      if (!word) return null;
      const i = word.index + 1 + (at % (word[0].length - 2));
      if (how === 0) return name.slice(0, i) + name.slice(i + 1);
      if (how === 1) return `${name.slice(0, i)}${name[i]}${name.slice(i)}`;
      if (how === 2) return `${name.slice(0, i)}x${name.slice(i + 1)}`;
      return name.slice(0, i) + (name[i + 1] ?? '') + (name[i] ?? '') + name.slice(i + 2);
    };
    fc.assert(
      fc.property(
        template,
        benefit,
        person,
        fc.nat(20),
        fc.nat(3),
        fc.boolean(),
        (sentence, b, p, at, how, inBenefit) => {
          const wrong = slip(inBenefit ? b.nameEn : p.name, at, how);
          fc.pre(wrong !== null);
          const meaning = firstOf(
            language.parse(inBenefit ? sentence.text(wrong ?? '', p.name) : sentence.text(b.nameEn, wrong ?? '')),
          );
          const named = ids(inBenefit ? meaning.slots.benefit : meaning.slots.user);
          if (named.length === 1) expect(named).toEqual([inBenefit ? b.id : p.email]);
        },
      ),
      { numRuns: 800 },
    );
  });

  test.each([
    ['keys for Windows Server 2016', { benefit: { unknown: 'Windows Server 2016' } }],
    ['clé de Windows 10', { benefit: { unknown: 'Windows 10' } }],
    [
      'assign Microsoft 365 E1 to Sofia',
      { benefit: { unknown: 'Microsoft 365 E1' }, user: 'sofia.rossi@cedar.example' },
    ],
    [
      'assign Visual Studio Community to Sofia',
      { benefit: { unknown: 'Visual Studio Community' }, user: 'sofia.rossi@cedar.example' },
    ],
    [
      'unassign Power BI Premium from Oscar',
      { benefit: { unknown: 'Power BI Premium' }, user: 'oscar.nilsson@cedar.example' },
    ],
  ])('a version or an edition is never guessed: %s', (text, slots) => {
    expect(firstOf(language.parse(text)).slots).toEqual(slots);
  });

  test('several that a name fits are all named, sorted; a person nobody knows is said as typed', () => {
    expect(firstOf(language.parse('assign visual studio to Emma')).slots).toEqual({
      benefit: ['vs-ent', 'vs-pro'],
      user: ['emma.clarke@cedar.example', 'emma.dubois@cedar.example'],
    });
    expect(firstOf(language.parse('donne Visio à Bérénice')).slots).toEqual({
      benefit: 'visio24',
      user: { unknown: 'Bérénice' },
    });
  });

  test('short forms', () => {
    for (const [short, id] of [
      ['VS Ent', 'vs-ent'],
      ['PBI', 'pbi-pro'],
      ['M365 E5', 'm365-e5'],
      ['O365 E5', 'm365-e5'],
      ['Office 365 E3', 'm365-e3'],
      ['D365 Finance', 'd365-fin'],
      ['SQL', 'sql22'],
      ['Win 11', 'win11-ent'],
      ['win srv 2019', 'ws19'],
    ]) {
      expect([short, firstOf(language.parse(`history of ${short}`)).slots.benefit]).toEqual([short, id]);
    }
  });
});

describe('mentions', () => {
  const mentions = [
    { text: '<at>Benefits</at>', email: null, name: '' },
    { text: '<at>Sofia R.</at>', email: 'sofia.rossi@cedar.example', name: 'Sofia R.' },
  ];
  test('the bot’s own is dropped, a person’s is that person', () => {
    expect(
      firstOf(language.parse('<at>Benefits</at> assign Visio to <at>Sofia R.</at> please', { mentions })),
    ).toMatchObject({
      command: 'assign',
      slots: { benefit: 'visio24', user: 'sofia.rossi@cedar.example' },
    });
    expect(firstOf(language.parse('<at>Benefits</at>&nbsp;<b>help</b>', { mentions })).command).toBe('help');
    expect(firstOf(language.parse('hey <at>Benefits</at> list users')).command).toBe('users');
  });
});

describe('search and nearest', () => {
  test('the beginning of any word, accents and case free', () => {
    expect(language.search('person', 'emm', 5)).toEqual(['emma.clarke@cedar.example', 'emma.dubois@cedar.example']);
    expect(language.search('person', 'emma du', 5)).toEqual(['emma.dubois@cedar.example']);
    expect(language.search('benefit', 'windows', 9).sort()).toEqual(['win11-ent', 'ws19', 'ws22']);
    expect(language.search('person', '', 3)).toHaveLength(3);
    expect(language.search('person', 'nobodyatall', 3)).toEqual([]);
  });
  test('the nearest names', () => {
    expect(language.nearest('person', 'Konstantinopulos', 3)[0]).toBe('alexandra.konstantinopoulos@cedar.example');
    expect(language.nearest('benefit', 'Windows Server 2016', 2).sort()).toEqual(['ws19', 'ws22']);
  });
});
