import fc from 'fast-check';
import { hideKeys, holdsKey, keysIn, normalForm, writtenForm } from '../../benefits/key-text';

const KEY = 'QGT6C-D2FR3-CYJCD-VVDKD-2VC3F';

test.each([
  ['hyphens', KEY],
  ['small letters', KEY.toLowerCase()],
  ['letters alone', 'AAAAA-BBBBB-CCCCC-DDDDD-EEEEE'],
  ['spaces', KEY.replaceAll('-', ' ')],
  ['nothing between', KEY.replaceAll('-', '')],
  ['en dashes', KEY.replaceAll('-', '\u2013')],
  ['minus signs with spaces', KEY.replaceAll('-', ' \u2212 ')],
  ['non-breaking hyphens', KEY.replaceAll('-', '\u2011')],
  ['zero-width spaces', KEY.replaceAll('-', '\u200b')],
  ['zero-width spaces everywhere', [...KEY].join('\u200b')],
  ['line breaks', KEY.replaceAll('-', '\r\n')],
  ['full-width hyphens', KEY.replaceAll('-', '\uff0d')],
  ['what looks like a dash', KEY.replace('-', '\u30fc').replace('-', '\u02c9').replace('-', '\u4e00')],
  ['full-width letters', KEY.replace(/\w/g, (each) => String.fromCharCode(each.charCodeAt(0) + 0xfee0))],
  ['bold letters', KEY.replace(/[A-Z]/g, (each) => String.fromCodePoint(each.charCodeAt(0) - 65 + 0x1d400))],
  ['lines under the letters', [...KEY].join('\u0332')],
  ['dots', KEY.replaceAll('-', '.')],
  ['underscores', KEY.replaceAll('-', '_')],
  ['each group in code marks', KEY.replaceAll('-', '`-`')],
  ['markup', KEY.replaceAll('-', '</b>-<b class="x">')],
  ['entities', KEY.replaceAll('-', '&#45;')],
  ['line breaks of HTML', KEY.replaceAll('-', '<br/>')],
  ['mixed', 'QGT6C-D2FR3 CYJCD\u2014VVDKD2VC3F'],
])('a key written with %s is hidden', (_name, key) => {
  expect(hideKeys(`give me ${key}, please`)).toBe('give me (a key), please');
  expect(hideKeys(key)).toBe('(a key)');
});

test('what stands beside a key hides none of it', () => {
  for (const [left, right] of ['__', '**', '``', "''", '""', '[]', '{}', '()', '<>', '«»', '--', '=;', '@.', '/?'])
    expect(hideKeys(`see${left}${KEY}${right}now`)).toBe(`see${left}(a key)${right}now`);
  expect(hideKeys(`x${KEY}y`)).toBe('x(a key)y');
  expect(hideKeys(`${KEY} ${KEY}`)).not.toMatch(/[A-Z0-9]{5}/);
  for (const group of KEY.split('-')) expect(hideKeys(`about three other words ${KEY}`)).not.toContain(group);
});

test.each([
  'about three other admin seats',
  'anticonstitutionnellement',
  'f81d4fae-7dec-11d0-a765-00a0c91e6bf6',
  'slmgr /ipk XXXXX-XXXXX-XXXXX-XXXXX-XXXXX',
  '2026-03-01,2027-02-28,2028-02-29',
  '0123456789abcdef0123456789abcdef',
  'azure-cloud-basic-level-three',
  'Paris, Texas, Miami, Tampa, Plano',
  '75001, 75002, 75003, 75004, 75005',
])('%s is no key', (text) => {
  expect(holdsKey(text)).toBe(false);
  expect(hideKeys(text)).toBe(text);
});

test('any key in any text is gone', () => {
  const character = fc.constantFrom(...'BCDFGHJKMNPQRTVWXY2346789');
  const group = fc.string({ unit: character, minLength: 5, maxLength: 5 });
  const groups = fc.tuple(group, group, group, group, group);
  fc.assert(
    fc.property(
      fc.string(),
      groups,
      fc.constantFrom('-', ' ', ' - ', '\u2014'),
      fc.string(),
      (before, five, dash, after) => {
        const key = five.join(dash);
        expect(hideKeys(`${before} ${key} ${after}`)).not.toContain(key);
      },
    ),
  );
});

test('spellings of one key have one normal form', () => {
  const spellings = [KEY, KEY.toLowerCase(), KEY.replaceAll('-', ''), ` ${KEY.replaceAll('-', ' \u2013 ')}\u200b`];
  expect(new Set(spellings.map(normalForm)).size).toBe(1);
  expect(new Set(spellings.map(writtenForm))).toEqual(new Set([KEY]));
  expect(normalForm('Abc-12')).toBe(normalForm('abc_12'));
  expect(normalForm('Abc-12')).not.toBe(normalForm('Abc-13'));
  expect(normalForm('+-+')).toBe('+-+');
  expect(writtenForm(' Abc-12 ')).toBe('Abc-12');
  expect(writtenForm('abcdefghij/klmnopqrstuvwxy')).toBe('abcdefghij/klmnopqrstuvwxy');
});

test('a key of another shape may be any run of letters and digits as long as a key', () => {
  const runs = (text: string, length: number): string[] => [
    ...keysIn(text, new Set([length, 40]), 100).possible.keys(),
  ];
  for (const typed of ['ABCD-1234-EFGH', '_abcd.1234/EFGH_', '`ABCD` `1234` `EFGH`', 'x@ABCD-1234-EFGH.example'])
    expect(runs(typed, 12)).toEqual(['ABCD1234EFGH']);
  expect(runs('assign Visual Studio Enterprise to Ana Souza', 16)).toEqual(['STUDIOENTERPRISE']);
  expect(runs('assign Visual Studio Enterprise to Ana Souza', 7)).toEqual([]);
  const { possible, keys } = keysIn('Q1Z234 and X9Y8Z7', new Set([6]), 1);
  expect([...possible.keys()]).toContain('Q1Z234');
  expect(keys).toEqual([[11, 17]]);
});
