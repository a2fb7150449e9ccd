import type { Slots } from '../../benefits/command';
import { createLanguage } from '../../language';
import { languageOf, TODAY } from './phrases';

const language = languageOf('contoso');
const parse = (text: string) => language.parse(text, { today: TODAY });
const tom = 'tom.baker@contoso.example';
const ana = 'ana.souza@contoso.example';

describe('people pasted from a mail client', () => {
  const addresses = Array.from({ length: 120 }, (_, i) => `person${i}@contoso.example`);
  test.each([
    ['semicolons', addresses.join('; ')],
    ['angle brackets', addresses.map((each, i) => `Person ${i} <${each}>`).join('; ')],
    ['spaces', addresses.join(' ')],
    ['tabs', addresses.join('\t')],
    ['line ends', addresses.join('\n')],
  ])('%s: 120 addresses are 120 people', (_form, pasted) => {
    const [act, ...more] = parse(`assign Power BI to ${pasted}`).acts;
    expect(more).toEqual([]);
    expect(act?.slots.email).toBeUndefined();
    expect(act?.slots.users).toEqual(addresses.map((each) => ({ unknown: each })));
  });

  test('40 orders, one a line, are read', () => {
    const lines = Array.from({ length: 40 }, (_, i) => `give Visio to p${i}@contoso.example`);
    const { acts, cut } = parse(lines.join('\n'));
    expect(cut).toBeNull();
    expect(acts[0]?.slots.users).toHaveLength(40);
  });

  test('what was not read is said', () => {
    expect(parse(`assign Power BI to ${'x'.repeat(9_000)}`).cut).toEqual({ characters: 8000 });
    const crowd = Array.from({ length: 201 }, (_, n) => `p${n}@contoso.com`).join('; ');
    expect(parse(`assign Power BI to ${crowd}`).cut).toEqual({ people: 200 });
    const marked = '<b>Tom</b> '.repeat(1_000);
    expect(parse(`assign Power BI to ${marked}`).cut).toEqual({ characters: 5_463 });
    expect(parse('assign Power BI to Tom').cut).toBeNull();
  });
});

test.each([
  ['everyone in marketing should get Visio', 'marketing'],
  ['donne Visio à tous les gens du marketing', 'marketing'],
  ['tout le monde à la compta a besoin de Visio', 'compta'],
])('some, whom no group of the data has, are not everyone: %s', (text, unknown) => {
  expect(parse(text).acts).toEqual([{ command: 'assign', slots: { benefit: 'visio-pro-2024', user: { unknown } } }]);
});

test.each(['give everyone at the company Visio', 'everyone here should have Visio'])('all of them: %s', (text) => {
  expect(parse(text).acts).toEqual([{ command: 'assign', slots: { benefit: 'visio-pro-2024', users: 'everyone' } }]);
});

test('a name that is said and then excepted', () => {
  const { acts } = parse('assign Windows 11 to Ana, José and Tom except Tom');
  expect(acts).toEqual([
    { command: 'assign', slots: { benefit: 'windows-11-enterprise', users: [ana, 'jose.garcia@contoso.example'] } },
  ]);
});

test.each([
  ['give Visio to the interns', { user: { unknown: 'interns' } }],
  ['donne Visio aux stagiaires', { user: { unknown: 'stagiaires' } }],
  ['assign Visio to the welding crew', { user: { unknown: 'welding crew' } }],
  ['assign Visio to accounting', { user: { unknown: 'accounting' } }],
  ["assign Visio to Tom's team", { user: { unknown: "Tom's team" } }],
  ['give Visio to whoever asked first', { user: { unknown: 'whoever asked first' } }],
  ['give Visio to Tom and the interns', { users: [tom, { unknown: 'interns' }] }],
])('a receiver without a name in the list is unknown: %s', (text, receiver) => {
  expect(parse(text).acts).toEqual([{ command: 'assign', slots: { benefit: 'visio-pro-2024', ...receiver } }]);
});

test('people of a group that the data has not', () => {
  expect(parse('users in accounting').acts).toEqual([{ command: 'users', slots: { user: { unknown: 'accounting' } } }]);
});

test.each([
  ['make everyone an admin', { users: 'everyone', role: 'admin' }],
  ['make everyone but Tom a viewer', { users: 'everyone', except: [tom], role: 'viewer' }],
])('everyone has a role to get: %s', (text, slots) => {
  expect(parse(text).acts).toEqual([{ command: 'set-role', slots }]);
});

test.each([
  ["give Ana Tom's Visio"],
  ["let Ana have Tom's seat for Visio"],
  ['mets Ana à la place de Tom pour Visio'],
  ['instead of Tom, Ana should get Visio'],
])('from Tom to Ana: %s', (text) => {
  expect(parse(text).acts).toEqual([{ command: 'reassign', slots: { benefit: 'visio-pro-2024', from: tom, to: ana } }]);
});

test.each([
  ['add 3 seats to Visio', '3 seats'],
  ['increase Visio by 3', 'by 3'],
  ['ajoute 3 licences à Visio', '3 licences'],
])('how many more is no quantity: %s', (text, unused) => {
  expect(parse(text)).toMatchObject({
    acts: [{ command: 'set-quantity', slots: { benefit: 'visio-pro-2024' } }],
    unused: [unused],
  });
});

test.each(['Tom is leaving, what do we do with his licences?', 'Tom part fin mars, que fait-on de ses licences ?'])(
  'what becomes of a leaver’s seats is asked to be settled: %s',
  (text) => {
    expect(parse(text).acts).toEqual([{ command: 'reassign', slots: { from: tom } }]);
  },
);

test('what is asked beside what is forbidden', () => {
  expect(parse("don't touch José's seats, just show me what he has").acts).toEqual([
    { command: 'assignments', slots: { user: 'jose.garcia@contoso.example' } },
  ]);
});

test.each([
  ['give Visio to Tom and to both Maries', [tom, 'marie.dupont@contoso.example', 'marie.durand@contoso.example']],
  ['il faut Visio à Tom et aux deux Marie', [tom, 'marie.dupont@contoso.example', 'marie.durand@contoso.example']],
  ['Visio à Nadia, non pardon à Tom et Ana', [tom, ana]],
])('all who are meant: %s', (text, users) => {
  expect(parse(text)).toMatchObject({ acts: [{ command: 'assign', slots: { benefit: 'visio-pro-2024', users } }] });
});

test.each([
  ['Visio for tobias wren please', { unknown: 'tobias wren' }],
  ['let ana have toms visio', null],
])('names in small letters: %s', (text, user) => {
  const slots = user ? { user } : { from: tom, to: ana };
  const command = user ? 'assign' : 'reassign';
  expect(parse(text).acts).toEqual([{ command, slots: { benefit: 'visio-pro-2024', ...slots } }]);
});

describe('what only looks like a request', () => {
  test.each([
    "don't assign Power BI to Ana yet",
    'if David agrees, give Tom Visio',
    'assign Visio to Ana. David has not approved it yet.',
    'give Tom Visio or Ana, I am not sure',
    'Ana refuse de rendre Visio',
    'assign Visio to Tom... no, forget it',
    "Ana's other address is ana2@gmail.com",
    'l’adresse perso d’Ana est ana2@gmail.com',
    'Forward this: "Hi David, please give me a Power BI licence. Tom"',
    'Hi David, please give me a Power BI licence. Thanks, Tom',
    'Hi David,\n\nplease give me a Power BI licence.\n\nBest regards\nTom Baker',
    'give Ana the same as Tom',
    'give Visio to Ana... no, actually don’t, everything stays as it is',
    'should Tom pass his exam, give him Visio',
    'le transfert du Visio de Tom à Ana, ce sera pour plus tard',
    'passe Ana en lecture seule après validation de la direction',
    'on compte passer à 90 Visio au printemps',
    'is it allowed to assign Visio to a guest?',
    'FYI\n\n-----Original Message-----\nFrom: Ana Souza\n\nPlease give me Visio.',
  ])('%s', (text) => {
    expect(parse(text).acts).toEqual([]);
  });
});

describe('each benefit goes to its own people, whichever comes first', () => {
  const powerBi = (user: Slots) => ({ command: 'assign', slots: { benefit: 'power-bi-pro', ...user } });
  const visio = (user: Slots) => ({ command: 'assign', slots: { benefit: 'visio-pro-2024', ...user } });
  const jose = 'jose.garcia@contoso.example';
  test.each([
    [
      'give Tom and José Power BI, and Visio to Ana until March',
      [powerBi({ users: [tom, jose] }), visio({ user: ana, until: '2027-03-31' })],
    ],
    ['assign Power BI to me and Visio to Ana', [powerBi({ user: 'me' }), visio({ user: ana })]],
    ['donne à Tom Power BI et Visio à Ana', [powerBi({ user: tom }), visio({ user: ana })]],
    ['Give Tom Power BI, and the same for Ana, oh and José too', [powerBi({ users: [tom, ana, jose] })]],
    [
      'Merci de reprendre Visio à Tom et d’attribuer Power BI à Ana.',
      [{ command: 'unassign', slots: { benefit: 'visio-pro-2024', user: tom } }, powerBi({ user: ana })],
    ],
    [
      'take Visio from Tom and remove him',
      [
        { command: 'unassign', slots: { benefit: 'visio-pro-2024', user: tom } },
        { command: 'remove-user', slots: { user: tom } },
      ],
    ],
    [
      'approve Tom’s request for Visio and decline the one of Ana for Power BI',
      [visio({ user: tom }), { command: 'requests', slots: { benefit: 'power-bi-pro', user: ana } }],
    ],
  ])('%s', (text, acts) => {
    expect(parse(text)).toMatchObject({ acts, unused: [] });
  });

  test('a name that no act uses is said', () => {
    expect(parse('please swap Visio of Tom and also give Ana Power BI, Project José').unused).not.toEqual([]);
  });
});

test('"I" in a quoted mail is its writer', () => {
  expect(parse('please do\n\nFrom: Ana Souza\nSent: Monday\n\nHi, I need Visio.\nAna').acts).toEqual([
    { command: 'assign', slots: { benefit: 'visio-pro-2024', user: ana } },
  ]);
});

test.each([
  'FWD: "I need Visio for the floor plans. Ana Souza"\nplease do',
  'Tu peux faire ce qu’il demande :\n« Bonjour, j’ai besoin de Visio. Ana Souza »',
  'See below, please do!\n\n> Hi David, could I get Visio?\n> Thanks, Ana Souza',
])('the writer of a quoted mail stands below it: %s', (text) => {
  expect(parse(text).acts).toEqual([{ command: 'assign', slots: { benefit: 'visio-pro-2024', user: ana } }]);
});

test('two mentions with the same text are two people, in the order of the entities', () => {
  const mentions = [
    { text: '<at>Marie</at>', email: 'marie.dupont@contoso.example', name: 'Marie' },
    { text: '<at>Marie</at>', email: 'marie.durand@contoso.example', name: 'Marie' },
  ];
  expect(language.parse('move Visio from <at>Marie</at> to <at>Marie</at>', { mentions }).acts).toEqual([
    {
      command: 'reassign',
      slots: { benefit: 'visio-pro-2024', from: 'marie.dupont@contoso.example', to: 'marie.durand@contoso.example' },
    },
  ]);
});

test('names of twenty-five letters are no key', () => {
  expect(parse('give Visio to:\nPriya Ramanathan\nTyler McAllister').acts).toEqual([
    {
      command: 'assign',
      slots: { benefit: 'visio-pro-2024', users: [{ unknown: 'Priya Ramanathan' }, { unknown: 'Tyler McAllister' }] },
    },
  ]);
});

test('dates count from the day that is given', () => {
  expect(parse('assign Visio to Tom until the end of March').acts).toEqual([
    { command: 'assign', slots: { benefit: 'visio-pro-2024', user: tom, until: '2027-03-31' } },
  ]);
});

describe('receivers', () => {
  const catalogue = createLanguage({
    benefits: [
      { id: 'visio', nameEn: 'Visio Plan 2', nameFr: 'Visio Plan 2', category: 'cloud' },
      { id: 'azure', nameEn: 'Azure bulk credit', nameFr: 'Crédit Azure groupé', category: 'cloud' },
    ],
    people: [{ email: 'mai.nguyen@depot.example', name: 'Mai Nguyễn' }],
    groups: ['depot', 'QA'],
  });
  test.each([
    ['visio to the depot group', { group: 'depot' }],
    ['visio pour le groupe depot', { group: 'depot' }],
    ['Give QA Visio', { group: 'QA' }],
    // Not the month.
    ['Give Mai Visio', { user: 'mai.nguyen@depot.example' }],
  ])('%s', (text, receiver) => {
    expect(catalogue.parse(text).acts).toEqual([{ command: 'assign', slots: { benefit: 'visio', ...receiver } }]);
  });
});

test.each(['set Visio to 12', 'mets Visio à 12'])('%s: the number of seats', (text) => {
  expect(parse(text).acts).toEqual([{ command: 'set-quantity', slots: { benefit: 'visio-pro-2024', quantity: 12 } }]);
});

test.each([
  'in an ideal world everyone would have Visio',
  'dans un monde idéal tout le monde aurait Visio',
  'donne Visio à Ana. ah non en fait, donne rien du tout',
  'give Visio to Ana. actually, give nothing',
])('%s: nothing is asked for', (text) => {
  expect(parse(text).acts).toEqual([]);
});

test.each(['Ana a-t-elle toujours besoin de Visio ?', 'Ana a-t-elle besoin de Visio ?'])('%s asks', (text) => {
  expect(parse(text).acts).toEqual([{ command: 'assignments', slots: { benefit: 'visio-pro-2024', user: ana } }]);
});

test('declining is no assignment', () => {
  expect(parse('please decline the request of Ana for Visio').acts).toEqual([
    { command: 'requests', slots: { benefit: 'visio-pro-2024', user: ana } },
  ]);
});

test('the address of a stranger alone asks for nothing', () => {
  expect(parse('youssef.amrani@contoso.example').acts).toEqual([]);
});
