import type { Request, Slots } from '../../benefits/command';
import type { Answer, Question, Topic } from '../../language';
import { languageOf, TODAY } from './phrases';

const language = languageOf('contoso');
const studios = ['visual-studio-enterprise', 'visual-studio-professional'];
const maries = ['marie.dupont@contoso.example', 'marie.durand@contoso.example'];
const which: Question = { command: 'assign', slots: {}, asking: 'benefit', candidates: studios };
const whom: Question = { command: 'assign', slots: { benefit: 'power-bi-pro' }, asking: 'user' };
const whichMarie: Question = { ...whom, candidates: maries };
const sure: Question = {
  command: 'assign',
  slots: { benefit: 'power-bi-pro', user: 'tom.baker@contoso.example' },
  asking: 'confirm',
};
const ask = (command: Question['command'], asking: Question['asking']): Question => ({ command, slots: {}, asking });

const filled = (slots: Slots) => ({ kind: 'fill' as const, slots });

describe('the next message', () => {
  test.each<[string, Question, string, Answer]>([
    ['an edition', which, 'the enterprise one', filled({ benefit: 'visual-studio-enterprise' })],
    ['an edition, French', which, 'l’édition professionnelle', filled({ benefit: 'visual-studio-professional' })],
    ['a short form', which, 'pro', filled({ benefit: 'visual-studio-professional' })],
    ['a place in the list', which, 'la première', filled({ benefit: 'visual-studio-enterprise' })],
    ['another benefit', which, 'visio', filled({ benefit: 'visio-pro-2024' })],
    ['a person', whom, 'Tom', filled({ user: 'tom.baker@contoso.example' })],
    ['a name that fits two', whom, 'Marie', filled({ user: maries })],
    [
      'several people',
      whom,
      'à Tom et Ana',
      filled({ users: ['tom.baker@contoso.example', 'ana.souza@contoso.example'] }),
    ],
    ['oneself', whom, 'moi', filled({ user: 'me' })],
    ['nobody known', whom, 'Kevin', filled({ user: { unknown: 'Kevin' } })],
    ['a family name', whichMarie, 'Durand', filled({ user: 'marie.durand@contoso.example' })],
    ['a misspelt one', whichMarie, 'durnd', filled({ user: 'marie.durand@contoso.example' })],
    ['both', whichMarie, 'tous les deux', filled({ users: maries })],
    ['both, English', whichMarie, 'both of them', filled({ users: maries })],
    ['a correction', whichMarie, 'non, plutôt Tom', filled({ user: 'tom.baker@contoso.example' })],
    ['yes', sure, 'yes', { kind: 'confirm' }],
    ['yes, French', sure, 'ok vas-y', { kind: 'confirm' }],
    ['no', sure, 'non', { kind: 'cancel' }],
    ['no, another', sure, 'non, plutôt Durand', filled({ user: 'marie.durand@contoso.example' })],
    ['another benefit', sure, 'make it visual studio enterprise', filled({ benefit: 'visual-studio-enterprise' })],
    ['not clear', sure, 'hmm', { kind: 'unclear' }],
    ['doubt is no yes', sure, 'I am not sure', { kind: 'unclear' }],
    ['a sentence about several', sure, 'Tom leaves us soon, Ana will do his part', { kind: 'unclear' }],
    ['a language', ask('keys', 'language'), 'en anglais', filled({ language: 'en' })],
    ['a system', ask('keys', 'os'), '64 bits', filled({ os: 'windows-x64' })],
    ['a role', ask('set-role', 'role'), 'en lecture seule', filled({ role: 'viewer' })],
    ['a name', ask('add-user', 'name'), 'Paul Green', filled({ name: 'Paul Green' })],
    ['an address', ask('add-user', 'email'), 'his email is paul@x.example', filled({ email: 'paul@x.example' })],
    ['talk', whom, 'thanks', { kind: 'unclear' }],
  ])('%s', (_what, question, text, answer) => {
    expect(language.hear(text).answer(question)).toEqual(answer);
  });

  test.each([
    'cancel',
    'annule',
    'never mind',
    'laisse tomber',
    'no wait',
    'non attends, annule',
    'no wait, cancel that',
  ])('%s, at any point', (text) => {
    for (const question of [which, whom, whichMarie, sure, ask('keys', 'os')])
      expect(language.hear(text).answer(question)).toEqual({ kind: 'cancel' });
  });

  test('a full request is a new one', () => {
    for (const question of [which, whom, sure]) {
      expect(language.hear('who has power bi?').answer(question)).toMatchObject({
        kind: 'new',
        meaning: { acts: [{ command: 'assignments' }] },
      });
    }
    expect(language.hear('je veux la clé de visio').answer(whom)).toMatchObject({
      kind: 'new',
      meaning: { acts: [{ command: 'keys' }] },
    });
    expect(language.hear('give visio to ana').answer(sure)).toMatchObject({
      kind: 'new',
      meaning: { acts: [{ command: 'assign', slots: { user: 'ana.souza@contoso.example' } }] },
    });
  });
});

describe('a correction at the confirmation', () => {
  const [tom, ana, elodie, jose] = ['tom.baker', 'ana.souza', 'elodie.lefevre', 'jose.garcia'].map(
    (name) => `${name}@contoso.example`,
  ) as [string, string, string, string];
  const ask = (slots: Slots, command: Question['command'] = 'assign'): Question => ({
    command,
    slots,
    asking: 'confirm',
  });
  test.each<[string, Question, Slots]>([
    ['no, to Élodie', ask({ benefit: 'power-bi-pro', user: tom }), { benefit: 'power-bi-pro', user: elodie }],
    ['not Élodie, José', ask({ benefit: 'power-bi-pro', user: elodie }), { benefit: 'power-bi-pro', user: jose }],
    [
      'not Tom, José',
      ask({ benefit: 'power-bi-pro', users: [tom, ana] }),
      { benefit: 'power-bi-pro', users: [ana, jose] },
    ],
    ['also to Ana', ask({ benefit: 'power-bi-pro', user: tom }), { benefit: 'power-bi-pro', users: [tom, ana] }],
    ['et aussi à Ana', ask({ benefit: 'power-bi-pro', user: tom }), { benefit: 'power-bi-pro', users: [tom, ana] }],
    [
      'and Project',
      ask({ benefit: 'power-bi-pro', user: tom }),
      { benefits: ['power-bi-pro', 'project-pro-2024'], user: tom },
    ],
    ['without Ana', ask({ benefit: 'power-bi-pro', users: [tom, ana] }), { benefit: 'power-bi-pro', user: tom }],
    [
      'until March',
      ask({ benefit: 'power-bi-pro', user: tom }),
      { benefit: 'power-bi-pro', user: tom, until: '2027-03-31' },
    ],
    [
      'in German',
      ask({ benefit: 'office-pro-plus-2024' }, 'keys'),
      { benefit: 'office-pro-plus-2024', language: 'de' },
    ],
    ['no wait, viewer', ask({ user: tom, role: 'admin' }, 'set-role'), { user: tom, role: 'viewer' }],
    ['euh non, lecteur', ask({ user: tom, role: 'admin' }, 'set-role'), { user: tom, role: 'viewer' }],
    ['attends, à Ana', ask({ benefit: 'power-bi-pro', user: tom }), { benefit: 'power-bi-pro', user: ana }],
    ['no, as viewer', ask({ user: tom, role: 'admin' }, 'set-role'), { user: tom, role: 'viewer' }],
    [
      'non, plutôt à Ana',
      ask({ benefit: 'visio-pro-2024', from: tom, to: jose }, 'reassign'),
      { benefit: 'visio-pro-2024', from: tom, to: ana },
    ],
    [
      'no, 25',
      ask({ benefit: 'visio-pro-2024', quantity: 20 }, 'set-quantity'),
      { benefit: 'visio-pro-2024', quantity: 25 },
    ],
  ])('%s', (text, question, slots) => {
    // Only what changes is said.
    const said = Object.fromEntries(
      Object.entries(slots).filter(([slot, value]) => value !== question.slots[slot as keyof Slots]),
    );
    expect(language.hear(text, { today: TODAY }).answer(question)).toEqual({ kind: 'fill', slots: said });
  });

  test('a sentence of its own starts afresh, with the same command too', () => {
    const open: Question = { command: 'assign', slots: { benefit: 'power-bi-pro' }, asking: 'user' };
    expect(language.hear('assign Windows 11 to Ana').answer(open)).toMatchObject({
      kind: 'new',
      meaning: { acts: [{ command: 'assign', slots: { benefit: 'windows-11-enterprise', user: ana } }] },
    });
    expect(language.hear('assign it to Ana').answer(open)).toEqual({
      kind: 'fill',
      slots: { user: ana },
    });
    expect(language.hear("don't assign it to Ana").answer(open)).toEqual({ kind: 'unclear' });
  });
});

describe('a follow-up', () => {
  const tom = 'tom.baker@contoso.example';
  const ana = 'ana.souza@contoso.example';
  test.each<[string, Topic, Request]>([
    [
      'and Visio?',
      { command: 'show', benefits: ['power-bi-pro'], people: [] },
      { command: 'show', slots: { benefit: 'visio-pro-2024' } },
    ],
    [
      'et Visio ?',
      { command: 'assignments', benefits: ['power-bi-pro'], people: [] },
      { command: 'assignments', slots: { benefit: 'visio-pro-2024' } },
    ],
    [
      'and Ana?',
      { command: 'assignments', benefits: [], people: [tom] },
      { command: 'assignments', slots: { user: ana } },
    ],
    [
      'how many are left?',
      { command: 'assignments', benefits: ['power-bi-pro'], people: [] },
      { command: 'show', slots: { benefit: 'power-bi-pro' } },
    ],
    [
      'who has it?',
      { command: 'show', benefits: ['power-bi-pro'], people: [] },
      { command: 'assignments', slots: { benefit: 'power-bi-pro' } },
    ],
    [
      'assign it to Tom',
      { command: 'show', benefits: ['power-bi-pro'], people: [] },
      { command: 'assign', slots: { benefit: 'power-bi-pro', user: tom } },
    ],
    [
      'take it back',
      { command: 'assign', benefits: ['power-bi-pro'], people: [tom] },
      { command: 'unassign', slots: { benefit: 'power-bi-pro', user: tom } },
    ],
    [
      'and her Visio too',
      { command: 'unassign', benefits: ['power-bi-pro'], people: [ana] },
      { command: 'unassign', slots: { benefit: 'visio-pro-2024', user: ana } },
    ],
    [
      'give her Project',
      { command: 'assignments', benefits: [], people: [ana] },
      { command: 'assign', slots: { benefit: 'project-pro-2024', user: ana } },
    ],
    [
      'donne-lui Power BI Pro',
      { command: 'assignments', benefits: ['visio-pro-2024'], people: [tom] },
      { command: 'assign', slots: { benefit: 'power-bi-pro', user: tom } },
    ],
    [
      'retire-la de la liste',
      { command: 'add-user', benefits: [], people: [ana] },
      { command: 'remove-user', slots: { user: ana } },
    ],
    [
      'et les lecteurs ?',
      { command: 'users', benefits: [], people: [] },
      { command: 'users', slots: { role: 'viewer' } },
    ],
    [
      'et le support ?',
      { command: 'list', benefits: [], people: [] },
      { command: 'list', slots: { category: 'support' } },
    ],
  ])('%s', (text, topic, act) => {
    expect(language.hear(text).follow(topic)?.acts).toEqual([act]);
  });

  test('a sentence that names everything, or that nothing in the topic completes, is none', () => {
    const topic: Topic = { command: 'show', benefits: ['power-bi-pro'], people: [tom] };
    for (const text of [
      'assign Visio to Ana',
      'thanks',
      'list users',
      "don't take it back",
      "don't give her Project",
      // "la" is an article here.
      'Ana quitte la société',
    ])
      expect([text, language.hear(text).follow(topic)]).toEqual([text, null]);
    expect(language.hear('who has it?').follow({ command: 'list', benefits: [], people: [] })).toBeNull();
  });
});
