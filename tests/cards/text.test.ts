import { NOTICE_KINDS } from '../../benefits/notice';
import { knownTimeZone } from '../../benefits/time';
import { mail, refusalText } from '../../cards';
import { mailEn, noticesEn } from '../../cards/notices.en';
import { mailFr, noticesFr } from '../../cards/notices.fr';
import { en } from '../../cards/text.en';
import { fr } from '../../cards/text.fr';
import { dayText, languageText, listText, momentText, plain } from '../../cards/words';
import { bare, REFUSALS, samples, TODAY } from './samples';

type Leaf = [path: string, said: string];

/** Every text, functions called with something harmless. */
function* leaves(value: unknown, path = ''): Generator<Leaf> {
  if (typeof value === 'string') yield [path, value];
  else if (typeof value === 'function') {
    for (const count of [0, 1, 2]) {
      const said: unknown = value(...Array.from({ length: value.length }, () => count));
      if (typeof said === 'string') yield [`${path}(${count})`, said];
    }
  } else if (typeof value === 'object' && value !== null)
    for (const [name, one] of Object.entries(value)) yield* leaves(one, `${path}.${name}`);
}
const shape = (value: unknown): unknown =>
  typeof value === 'object' && value !== null
    ? Object.fromEntries(
        Object.entries(value)
          .sort()
          .map(([name, one]) => [name, shape(one)]),
      )
    : typeof value;

const mayBeEmpty = ['.list.standing.active'];

test('both languages have the same texts, none of them empty', () => {
  expect(shape(fr)).toEqual(shape(en));
  expect(shape(mailFr)).toEqual(shape(mailEn));
  expect(shape(noticesFr)).toEqual(shape(noticesEn));
  const empty = [...leaves(en), ...leaves(fr)].filter(
    ([path, said]) => said.trim() === '' && !mayBeEmpty.includes(path),
  );
  expect(empty).toEqual([]);
});

const names = (id: string): string => ({ vs: 'Visual Studio', 'ana@contoso.example': 'Ana Souza' })[id] ?? id;
const told = Object.entries(samples('usual')).flatMap(([name, view]) =>
  view.kind === 'notice' ? [{ name, view }] : [],
);
const options = (locale: 'en' | 'fr') => ({ locale, today: TODAY, refreshFor: [] });

const french: Leaf[] = [
  ...leaves(fr),
  ...leaves(mailFr),
  ...Object.values(REFUSALS).map((refusal): Leaf => [refusal.reason, refusalText(refusal, names, { locale: 'fr' })]),
  ...told.map(({ name, view }): Leaf => [name, mail(view, options('fr')).text.replace(/https:\S+/g, '')]),
];

test('French is set as French is: no straight apostrophes, no breakable space before ? ! : ; »', () => {
  const wrong = french.filter(([, said]) =>
    / [?!;:»]|[^\s\u00a0\u202f][?!;»]|« |\p{L}'\p{L}/u.test(said.replace("O'Connor", '')),
  );
  expect(wrong).toEqual([]);
});

test('English uses its own apostrophe and no French spaces', () => {
  const said = [
    ...leaves(en),
    ...Object.values(REFUSALS).map((refusal): Leaf => [refusal.reason, refusalText(refusal, names, { locale: 'en' })]),
  ];
  expect(said.filter(([, text]) => /\p{L}'\p{L}|[\u00a0\u202f]| [?!;:]/u.test(text))).toEqual([]);
});

test('every refusal is worded in both languages: what is wrong, and what to do', () => {
  for (const refusal of Object.values(REFUSALS)) {
    const english = refusalText(refusal, names, { locale: 'en' });
    const francais = refusalText(refusal, names, { locale: 'fr' });
    expect(english).not.toBe(francais);
    for (const said of [english, francais]) {
      expect(said).toMatch(/\.$/);
      // Two sentences, or one that says both.
      expect(said.split(/[.;:,] /u).length).toBeGreaterThan(1);
      expect(said).not.toMatch(/undefined|null|\bvs\b|@contoso\.example, /);
    }
  }
});

test('every notice is worded for every state of its facts', () => {
  const states = [
    bare,
    {
      ...bare,
      activating: true,
      by: 'Claire',
      from: 'Ana',
      to: 'Tom',
      day: '28 Feb',
      inDays: 0,
      used: 5,
      quantity: 5,
      count: 1,
    },
    {
      ...bare,
      inDays: 1,
      day: '28 Feb',
      used: 1,
      count: 2,
      decision: 'declined',
      alternate: 'a@b.example',
      role: 'admin',
    },
    {
      ...bare,
      inDays: 7,
      day: '28 Feb',
      used: 3,
      waits: true,
      several: true,
      why: 'x',
      decision: 'approved',
    },
  ] as const;
  for (const kind of NOTICE_KINDS)
    for (const state of states)
      for (const words of [noticesEn, noticesFr]) {
        const { subject, lines, next } = words[kind]({ benefit: 'Power BI', ...state });
        for (const said of [subject, ...lines, ...next]) expect(said).not.toMatch(/undefined|null|NaN|\s{2}|\s\./);
        expect(subject).not.toBe('');
      }
});

test('days and moments are said in the reader’s language', () => {
  expect(dayText('2027-02-28', { locale: 'en' })).toBe('28 Feb 2027');
  expect(dayText('2027-02-28', { locale: 'fr' })).toBe('28 févr. 2027');
  expect(dayText('2027-02-01', { locale: 'fr' })).toBe('1er févr. 2027');
  expect(dayText('some day', { locale: 'en' })).toBe('some day');
  expect(momentText('2026-11-22T14:05:09.000Z', { locale: 'en' })).toBe('22 Nov 2026, 14:05 UTC');
  expect(momentText('2026-11-22T23:05:09.000Z', { locale: 'en', timeZone: 'Europe/Paris' })).toBe('23 Nov 2026, 00:05');
  const american = { locale: 'en', region: 'US', timeZone: 'America/New_York' } as const;
  expect(momentText('2026-11-22T02:05:09.000Z', american)).toMatch(/^Nov 21, 2026, 9:05\sPM$/);
  expect(dayText('2026-11-22T02:05:09.000Z', american)).toBe('Nov 21, 2026');
  expect(dayText('2026-11-22', american)).toBe('Nov 22, 2026');
  expect(['Asia/Kolkata', 'utc', 'Mars/Base', ''].map(knownTimeZone)).toEqual(['Asia/Calcutta', 'UTC', null, null]);
  expect(listText(['Ana', 'Tom', 'José'], 'fr')).toBe('Ana, Tom et José');
  expect(languageText('de', 'en')).toBe('German');
  expect(languageText('de', 'fr')).toBe('Allemand');
  expect(languageText('not a code', 'fr')).toBe('Not a code');
});

test('a text from outside stays one short line', () => {
  expect(plain('a\nb\u202Ec\u0000d')).toBe('a b c d');
  expect(Array.from(plain('😀 '.repeat(300), 50))).toHaveLength(50);
  expect(plain(`Zoë ${'a'.repeat(50)}`)).toBe(`Zoë ${'a'.repeat(20)}\u200B${'a'.repeat(20)}\u200B${'a'.repeat(10)}`);
  expect(plain('a-rather-long-mailbox.of-somebody@a-company.example')).not.toContain('\u200B');
  expect(plain('{{DATE(x)}}')).not.toContain('{{');
});
