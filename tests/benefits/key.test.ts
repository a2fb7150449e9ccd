import fc from 'fast-check';
import { hideKeys, holdsKey, normalForm, writtenForm } from '../../benefits/key';

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
  ['mixed', 'QGT6C-D2FR3 CYJCD\u2014VVDKD2VC3F'],
])('a key written with %s is hidden', (_name, key) => {
  expect(hideKeys(`give me ${key}, please`)).toBe('give me (a key), please');
  expect(hideKeys(key)).toBe('(a key)');
});

test('what stands beside a key hides none of it', () => {
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
  expect(normalForm('Abc-12')).toBe(normalForm('Abc 12'));
  expect(normalForm('Abc-12')).not.toBe(normalForm('abc-12'));
  expect(writtenForm(' Abc-12 ')).toBe('Abc-12');
});
