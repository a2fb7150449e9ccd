import fc from 'fast-check';
import { createLanguage } from '../../language';
import { syntheticCatalogue } from '../support/catalogue';
import { firstOf, languageOf } from './phrases';

const language = languageOf('boreal');
const words = [
  'give',
  'to',
  'de',
  'à',
  'la clé',
  'visio',
  'hugo',
  'who',
  '2022',
  '<at>x</at>',
  '&amp;',
  'é',
  '😀',
  '\u202e',
  '\u200b',
  'a@b.cc',
  "l'",
  '->',
  ',',
  '.',
  '?',
  '<',
  '>',
  '\n',
  'premium',
  'camille',
  'needs',
  'remove',
  'zzzzzzz',
  '李明',
];

describe('whatever is typed', () => {
  test('any text gets an answer, the same one twice', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 400 }),
          fc.array(fc.constantFrom(...words), { maxLength: 60 }).map((list) => list.join(' ')),
        ),
        (text) => {
          expect(language.parse(text)).toEqual(language.parse(text));
          expect(language.explain(text).length).toBeGreaterThan(0);
          const asked = {
            command: 'assign',
            slots: {},
            candidates: ['camille.roy@boreal.example', 'camille.girard@boreal.example'],
          } as const;
          const acts = [{ command: 'assign', slots: { benefits: 'everything', users: asked.candidates } }] as const;
          const heard = language.hear(text);
          heard.relate({ question: { ...asked, asking: 'user' }, topic: null });
          heard.relate({ question: { ...asked, asking: 'confirm', acts }, topic: null });
          heard.relate({
            question: null,
            topic: { command: 'assign', benefits: [], people: [], acts, outcome: 'done' },
          });
          language.nearest('person', text, 3);
          language.search('benefit', text, 3);
        },
      ),
      { numRuns: 400 },
    );
  });

  test.each([
    ['a'.repeat(100_000)],
    ['give '.repeat(20_000)],
    ['<at>'.repeat(25_000)],
    ['<a '.repeat(30_000)],
    ['a@'.repeat(50_000)],
    ['Visual Studio to Hugo and '.repeat(4_000)],
    ["l'".repeat(50_000)],
    ['\u202e\u200b'.repeat(50_000)],
  ])('100 KB of one thing (%#)', (text) => {
    expect(['none', 'assign', 'show', 'list', 'assignments']).toContain(firstOf(language.parse(text)).command);
  });

  test('emoji, zero-width characters, direction marks and markup change nothing', () => {
    const plain = firstOf(language.parse('attribue Visio à Hugo'));
    for (const text of [
      '🙏 attribue\u200b Vi\u200dsio à \u202eHugo\u202c 😀',
      '<p>attribue <b>Visio</b>&nbsp;à <i>Hugo</i></p>',
      'ATTRIBUE VISIO À HUGO',
      'attribue\u00a0Visio\u202fà Hugo',
    ]) {
      expect(firstOf(language.parse(text))).toEqual(plain);
    }
  });

  test('a large company is indexed, its people and benefits are found', () => {
    const catalogue = syntheticCatalogue(300, 3_000);
    const large = createLanguage(catalogue);
    const someone = catalogue.people[1234];
    const something = catalogue.benefits[200];
    expect(firstOf(large.parse(`assign ${something?.nameEn} to ${someone?.email}`))).toMatchObject({
      command: 'assign',
      slots: { benefit: something?.id, user: someone?.email },
    });
  });
});
