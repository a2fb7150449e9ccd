import { SENSITIVE } from '../../benefits/policy';
import { createLanguage } from '../../language';
import { companies, languageOf, TODAY } from './phrases';

const parse = (text: string) => languageOf('contoso').parse(text, { today: TODAY });
const tom = 'tom.baker@contoso.example';
const ana = 'ana.souza@contoso.example';

test.each([
  "Ana's the one adding the new users, that's her job",
  "c'est José qui s'occupe de retirer les accès",
  "Ana voudrait Visio, je lui ai dit que c'était non",
  'Ana wants Visio, I told her no',
  'Tom needs Visio. I said no.',
  'Give Visio to Tom. I said no.',
  "enlève Visio à Tom\nzut il s'en sert encore, ne touche à rien du coup",
  "take Visio off Tom\noh wait he's still using it, don't touch anything",
  'Transféré par José :\n> Bonjour, retire-moi de la liste des utilisateurs. Ana\nvous en pensez quoi ?',
])('no change: %s', (text) => {
  expect(parse(text).acts.filter(({ command }) => SENSITIVE.has(command))).toEqual([]);
});

test.each(["donne le Visio à Ana plutôt qu'à Tom", 'récupère Visio chez Tom pour le filer à Ana'])(
  'one has it in place of the other: %s',
  (text) => {
    expect(parse(text).acts).toEqual([
      { command: 'reassign', slots: { benefit: 'visio-pro-2024', from: tom, to: ana } },
    ]);
  },
);

test.each(['I said no to Ana, assign Visio to Tom', 'Assign Visio to Tom. I said no to Ana.'])(
  'a no to one is no no to the other: %s',
  (text) => {
    expect(parse(text).acts).toEqual([{ command: 'assign', slots: { benefit: 'visio-pro-2024', user: tom } }]);
  },
);

test.each(['Visio de Tom à Ana, et Project pour José', 'take Visio from Tom and give it to Ana, and Project to José'])(
  'a move, and a seat for somebody else: %s',
  (text) => {
    expect(parse(text).acts).toEqual([
      { command: 'reassign', slots: { benefit: 'visio-pro-2024', from: tom, to: ana } },
      { command: 'assign', slots: { benefit: 'project-pro-2024', user: 'jose.garcia@contoso.example' } },
    ]);
  },
);

test('a count and an order in two lines', () => {
  expect(parse('on est passés à 14 places Visio\net retire celle de Tom').acts).toEqual([
    { command: 'set-quantity', slots: { benefit: 'visio-pro-2024', quantity: 14 } },
    { command: 'unassign', slots: { benefit: 'visio-pro-2024', user: tom } },
  ]);
});

test.each(['Visio pour tout le monde sauf les deux Diallo', 'Visio pour tous les employés à part les deux Diallo'])(
  'two of one name are left out: %s',
  (text) => {
    const people = ['ana', 'bo'].map((first) => ({
      name: `${first} Diallo`,
      email: `${first}.diallo@contoso.example`,
    }));
    const { benefits } = companies.contoso ?? { benefits: [] };
    const meaning = createLanguage({ benefits, people, groups: [] }).parse(text);
    expect(meaning.acts).toEqual([
      {
        command: 'assign',
        slots: { benefit: 'visio-pro-2024', users: 'everyone', except: people.map(({ email }) => email) },
      },
    ]);
  },
);

test('who asked for it has no part in it', () => {
  expect(parse('give Visio to Ana, request from Tom').acts).toEqual([
    { command: 'assign', slots: { benefit: 'visio-pro-2024', user: ana } },
  ]);
});
