import { canonicalEmail } from '../../benefits/email';

test.each([
  [' Ana@Contoso.com ', 'ana@contoso.com'],
  ['o’brien@contoso.com', null],
  ["o'brien@contoso.com", "o'brien@contoso.com"],
  ['ana+vs@mail.contoso.co.uk', 'ana+vs@mail.contoso.co.uk'],
  // Cyrillic а, full-width letters, a zero-width joiner, a right-to-left override, a Kelvin sign, a dotless i.
  ['аna@contoso.com', null],
  ['ａna@contoso.com', null],
  ['an\u200da@contoso.com', null],
  ['ana\u202e@contoso.com', null],
  ['ana@contoso.\u212aom', null],
  ['anı@contoso.com', null],
  ['ana@cοntoso.com', null],
  // Several addresses, a name, a header, a path.
  ['ana@contoso.com,eve@evil.example', null],
  ['Ana <ana@contoso.com>', null],
  ['ana@contoso.com\nbcc: eve@evil.example', null],
  ['ana@contoso.com\u0000', null],
  ['"ana eve"@contoso.com', null],
  ['ana@[127.0.0.1]', null],
  ['ana@localhost', null],
  ['ana@@contoso.com', null],
  ['.ana@contoso.com', null],
  ['ana.@contoso.com', null],
  ['a..na@contoso.com', null],
  [`${'a'.repeat(65)}@contoso.com`, null],
  [`ana@${'a'.repeat(250)}.com`, null],
  ['', null],
])('%j is %j', (text, expected) => {
  expect(canonicalEmail(text)).toBe(expected);
});
