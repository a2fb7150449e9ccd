import type { Act, Slots } from '../../benefits/command';
import type { Topic } from '../../benefits/short-lived';
import type { Question, Relation } from '../../language';
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

const filled = (slots: Slots) => ({ kind: 'answer' as const, slots, unused: [] });
const unclear = { kind: 'fresh', meaning: { acts: [] } };
const corrected = (question: Question, slots: Slots) => {
  const { user: _u, users: _us, benefit: _b, benefits: _bs, ...rest } = { ...question.slots };
  return { kind: 'correction', acts: [{ command: question.command, slots: { ...rest, ...slots } }], unused: [] };
};
/** How a message relates to a question; a confirmation shows the act that it asks about. */
const said = (text: string, question: Question): Relation =>
  language.hear(text, { today: TODAY }).relate({
    question:
      question.asking === 'confirm'
        ? { ...question, acts: [{ command: question.command, slots: question.slots }] }
        : question,
    topic: null,
  });

describe('the next message', () => {
  test.each<[string, Question, string, object]>([
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
    [
      'no, another',
      sure,
      'non, plutôt Durand',
      corrected(sure, { benefit: 'power-bi-pro', user: 'marie.durand@contoso.example' }),
    ],
    [
      'another benefit',
      sure,
      'make it visual studio enterprise',
      corrected(sure, { benefit: 'visual-studio-enterprise', user: 'tom.baker@contoso.example' }),
    ],
    ['not clear', sure, 'hmm', unclear],
    ['doubt is no yes', sure, 'I am not sure', unclear],
    ['a sentence about several', sure, 'Tom leaves us soon, Ana will do his part', unclear],
    ['a language', ask('keys', 'language'), 'en anglais', filled({ language: 'en' })],
    ['a system', ask('keys', 'os'), '64 bits', filled({ os: 'windows-x64' })],
    ['a role', ask('set-role', 'role'), 'en lecture seule', filled({ role: 'viewer' })],
    ['a name', ask('add-user', 'person-details'), 'Paul Green', filled({ name: 'Paul Green' })],
    ['a given name', ask('add-user', 'person-details'), 'Paul', filled({ name: 'Paul' })],
    ['a name that nobody has', whom, 'Kevin Tanner', filled({ user: { unknown: 'Kevin Tanner' } })],
    ['a name with a word in it', whom, 'Karl Dupuis', filled({ user: { unknown: 'Karl Dupuis' } })],
    ['two names', whom, 'Kevin and Karl', filled({ users: [{ unknown: 'Kevin' }, { unknown: 'Karl' }] })],
    [
      'an address as Outlook copies it',
      whom,
      'kevin@contoso.example<mailto:kevin@contoso.example>',
      filled({ user: { unknown: 'kevin@contoso.example' } }),
    ],
    ['an address', ask('add-user', 'email'), 'his email is paul@x.example', filled({ email: 'paul@x.example' })],
    ['talk', whom, 'thanks', unclear],
  ])('%s', (_what, question, text, answer) => {
    expect(said(text, question)).toMatchObject(answer);
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
      expect(said(text, question)).toEqual({ kind: 'cancel' });
  });

  test('a full request is a new one', () => {
    for (const question of [which, whom, sure]) {
      expect(said('who has power bi?', question)).toMatchObject({
        kind: 'fresh',
        meaning: { acts: [{ command: 'assignments' }] },
      });
    }
    expect(said('je veux la clé de visio', whom)).toMatchObject({
      kind: 'fresh',
      meaning: { acts: [{ command: 'keys' }] },
    });
    expect(said('give visio to ana', sure)).toMatchObject({
      kind: 'fresh',
      meaning: { acts: [{ command: 'assign', slots: { user: 'ana.souza@contoso.example' } }] },
    });
  });
});

test.each(['and Visio?', 'et Visio ?'])('%s follows up an answer given while a question is open', (text) => {
  const topic: Topic = { command: 'assignments', benefits: ['power-bi-pro'], people: [], acts: [], outcome: 'told' };
  const relate = (to: Question, last: Topic) =>
    language.hear(text, { today: TODAY }).relate({ question: to, topic: last });
  const open = { ...sure, acts: [{ command: sure.command, slots: sure.slots }] };
  for (const question of [which, whom, open])
    expect(relate(question, topic)).toMatchObject({
      kind: 'fresh',
      meaning: { acts: [{ command: 'assignments', slots: { benefit: 'visio-pro-2024' } }] },
    });
  expect(relate(which, { ...topic, command: 'assign' })).toEqual(filled({ benefit: 'visio-pro-2024' }));
});

test.each(['then both of them', 'les deux alors'])(
  '%s: the one who is shown, and the one asked about since',
  (text) => {
    const [shown, asked] = ['tom.baker@contoso.example', 'ana.souza@contoso.example'];
    const topic: Topic = {
      command: 'assignments',
      benefits: ['power-bi-pro'],
      people: [asked],
      acts: [],
      outcome: 'told',
    };
    const open = { ...sure, acts: [{ command: sure.command, slots: sure.slots }] };
    expect(language.hear(text, { today: TODAY }).relate({ question: open, topic })).toMatchObject({
      kind: 'correction',
      acts: [{ command: 'assign', slots: { benefit: 'power-bi-pro', users: [shown, asked] } }],
    });
  },
);

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
    [
      'non 25',
      ask({ benefit: 'visio-pro-2024', quantity: 20 }, 'set-quantity'),
      { benefit: 'visio-pro-2024', quantity: 25 },
    ],
    [
      'make it 6 months',
      ask({ benefit: 'power-bi-pro', user: tom, until: '2027-03-31' }),
      { benefit: 'power-bi-pro', user: tom, until: '2027-05-26' },
    ],
    ...['make it 30 April', 'make that 30 April', 'no, April 30', 'plutôt le 30 avril'].map(
      (text): [string, Question, Slots] => [
        text,
        ask({ benefit: 'power-bi-pro', user: tom, until: '2027-03-31' }),
        { benefit: 'power-bi-pro', user: tom, until: '2027-04-30' },
      ],
    ),
    [
      "plutôt jusqu'au 31",
      ask({ benefit: 'power-bi-pro', user: tom, until: '2027-01-15' }),
      { benefit: 'power-bi-pro', user: tom, until: '2027-01-31' },
    ],
  ])('%s', (text, question, slots) => {
    const acts = [{ command: question.command, slots }];
    expect(said(text, question)).toEqual({ kind: 'correction', acts, unused: [] });
  });

  test.each<[string, Act['command'], string, string]>([
    ['and give it to José', 'unassign', tom, jose],
    ['et donne-le à José', 'unassign', tom, jose],
    ['take it from José', 'assign', jose, tom],
  ])('%s: one move of the seat', (text, command, from, to) => {
    const acts = [{ command: 'reassign', slots: { benefit: 'visio-pro-2024', from, to } }];
    expect(said(text, ask({ benefit: 'visio-pro-2024', user: tom }, command))).toMatchObject({
      kind: 'correction',
      acts,
    });
  });

  test.each(["what's Tom's role?", "c'est quoi le rôle de Tom ?"])('%s asks, and corrects nothing', (text) => {
    expect(said(text, ask({ benefit: 'power-bi-pro', user: ana }))).toMatchObject({
      kind: 'fresh',
      meaning: { acts: [{ command: 'users', slots: { user: tom } }] },
    });
  });

  test.each(['good. yes then', 'voilà, oui', 'oui, tu peux y aller pour Tom'])('%s', (text) => {
    expect(said(text, ask({ benefit: 'power-bi-pro', user: tom }))).toEqual({ kind: 'confirm', besides: [] });
  });

  test('a sentence of its own starts afresh, with the same command too', () => {
    const open: Question = { command: 'assign', slots: { benefit: 'power-bi-pro' }, asking: 'user' };
    expect(said('assign Windows 11 to Ana', open)).toMatchObject({
      kind: 'fresh',
      meaning: { acts: [{ command: 'assign', slots: { benefit: 'windows-11-enterprise', user: ana } }] },
    });
    expect(said('assign it to Ana', open)).toEqual(filled({ user: ana }));
    expect(said("don't assign it to Ana", open)).toMatchObject(unclear);
  });
});

describe('a correction of several acts, people or benefits', () => {
  const [tom, ana, nadia, elodie] = ['tom.baker', 'ana.souza', 'nadia.benali', 'elodie.lefevre'].map(
    (name) => `${name}@contoso.example`,
  ) as [string, string, string, string];
  const assign = (slots: Slots): Act => ({ command: 'assign', slots });
  const two = [
    assign({ benefit: 'power-bi-pro', user: ana }),
    assign({ benefit: 'project-pro-2024', user: nadia }),
  ] as const;
  const both = [assign({ benefit: 'power-bi-pro', users: [ana, tom] })];
  const all: Act[] = [{ command: 'unassign', slots: { benefits: 'everything', user: ana } }];
  const shows = (text: string, acts: readonly Act[], candidates: string[] = []) =>
    language.hear(text, { today: TODAY }).relate({
      question: { command: 'assign', slots: {}, asking: 'confirm', candidates, acts },
      topic: null,
    });
  const correction = (...acts: Act[]) => ({ kind: 'correction', acts, unused: [] });

  test.each<[string, readonly Act[], object]>([
    ['yes but not Nadia', two, correction(two[0])],
    ['oui mais pas Nadia', two, correction(two[0])],
    ['without Project', two, correction(two[0])],
    ['only Ana', two, correction(two[0])],
    ['do the first one only', two, correction(two[0])],
    ['seulement le deuxième', two, correction(two[1])],
    ['not Nadia, Tom', two, correction(two[0], assign({ benefit: 'project-pro-2024', user: tom }))],
    ['ok for Ana, not for Tom', both, correction(assign({ benefit: 'power-bi-pro', user: ana }))],
    ['yes for Ana, no for Tom', both, correction(assign({ benefit: 'power-bi-pro', user: ana }))],
    ['oui pour Ana, non pour Nadia', two, correction(two[0])],
    ['yes to Project and no to Power BI', two, correction(two[1])],
    ['uniquement Ana', both, correction(assign({ benefit: 'power-bi-pro', user: ana }))],
    ['not the second one', both, correction(assign({ benefit: 'power-bi-pro', user: ana }))],
    [
      'except Office',
      all,
      correction({ ...all[0], slots: { ...all[0]?.slots, except: ['office-pro-plus-2024'] } } as Act),
    ],
    ['until March', two, correction(...two.map(({ slots }) => assign({ ...slots, until: '2027-03-31' })))],
    ['not Ana', [two[0]], correction()],
    ['both', two, { kind: 'confirm', besides: [] }],
    ['both', [...two, ...two], { kind: 'fresh' }],
    ['les deux premiers seulement', [...two, ...both], unclear],
    ['the last two', [...two, two[0]], correction(two[1], two[0])],
    ['les deux premiers', [...two, two[0]], correction(...two)],
    ['ok for Ana', [two[0]], { kind: 'confirm', besides: [] }],
    ['yes, assign it to Ana', [two[0]], { kind: 'confirm', besides: [] }],
    [
      'yes. Who has Visio?',
      two,
      { kind: 'confirm', besides: [{ command: 'assignments', slots: { benefit: 'visio-pro-2024' } }] },
    ],
    ['yes, and give Visio to Tom', [two[0]], correction(two[0], assign({ benefit: 'visio-pro-2024', user: tom }))],
    ['only Ana', [two[0]], correction(two[0])],
    ['yes, but tomorrow', [two[0]], { ...correction(two[0]), unused: ['but tomorrow'] }],
    ['yes, but ask Claire before', [two[0]], { ...correction(two[0]), unused: ['but ask Claire before'] }],
    ['yes but not in March', [two[0]], { ...correction(two[0]), unused: ['but not in March'] }],
    ['wait', two, { kind: 'wait' }],
    ['un instant', two, { kind: 'wait' }],
    // Which of the two?
    ['no, to Élodie', two, unclear],
  ])('%s', (text, acts, relation) => {
    expect(shows(text, acts)).toMatchObject(relation);
  });

  test('a name that fits several means the one who is shown', () => {
    const [dupont, durand] = maries as [string, string];
    const acts = [assign({ benefit: 'power-bi-pro', users: [dupont, ana] })];
    expect(shows('not Marie', acts)).toEqual(correction(assign({ benefit: 'power-bi-pro', user: ana })));
    const three = [assign({ benefit: 'power-bi-pro', users: [dupont, durand, ana] })];
    expect(shows('not Marie', three)).toMatchObject({ kind: 'fresh', denies: true });
  });

  test('the other one, all of them: of those it was chosen from', () => {
    const chosen = [assign({ benefit: 'visual-studio-professional', user: tom })];
    expect(shows('the other one', chosen, studios)).toEqual(
      correction(assign({ benefit: 'visual-studio-enterprise', user: tom })),
    );
    expect(shows('all of them', chosen, studios)).toEqual(correction(assign({ benefits: studios, user: tom })));
  });

  test('once the change is made: what is left to do', () => {
    const then = (text: string, outcome: Topic['outcome'], act: Act) => {
      const topic: Topic = { command: act.command, benefits: [], people: [], acts: [act], outcome };
      const relation = language.hear(text, { today: TODAY }).relate({ question: null, topic });
      return relation.kind === 'fresh' ? relation.meaning.acts : relation.kind;
    };
    expect(then('no, to Élodie', 'done', two[0])).toEqual([
      { command: 'reassign', slots: { benefit: 'power-bi-pro', from: ana, to: elodie } },
    ]);
    expect(then('no, Visio', 'done', two[0])).toEqual([
      { command: 'unassign', slots: { user: ana, benefit: 'power-bi-pro' } },
      { command: 'assign', slots: { user: ana, benefit: 'visio-pro-2024' } },
    ]);
    expect(then('non, à Élodie', 'not done', two[0])).toEqual([assign({ benefit: 'power-bi-pro', user: elodie })]);
    expect(then('cancel that', 'done', two[0])).toEqual([{ command: 'undo', slots: {} }]);
    expect(then('cancel that', 'told', two[0])).toBe('cancel');
    expect(then('yes', 'done', two[0])).toBe('confirm');
    expect(then('yes but not today', 'done', two[0])).toBe('confirm');
    expect(then('great, thanks', 'done', two[0])).toEqual([]);
  });
});

describe('an answer that says more than was asked', () => {
  const [tom, dupont] = ['tom.baker@contoso.example', maries[0] as string] as const;
  test.each<[string, Question, object]>([
    ['Dupont and Tom', whichMarie, filled({ users: [dupont, tom] })],
    ['not Dupont', whichMarie, filled({ user: maries[1] as string })],
    ['all of them', which, filled({ benefits: studios })],
    ['Visio and Project', which, filled({ benefits: ['visio-pro-2024', 'project-pro-2024'] })],
    ['Visio, for Tom', which, filled({ benefit: 'visio-pro-2024', user: tom })],
    ['Tom, until March', whom, filled({ user: tom, until: '2027-03-31' })],
    ['je voulais dire Tom', whom, filled({ user: tom })],
    [
      'the Power BI goes to Dupont',
      { ...whichMarie, slots: { benefit: 'power-bi-pro', user: maries } },
      filled({ user: dupont }),
    ],
    ['ok, Power BI goes to Marie', { ...whom, candidates: [dupont, tom] }, filled({ user: dupont })],
    ['yes', whom, filled({})],
    ['yes', { ...whom, candidates: [tom] }, filled({ user: tom })],
    ['Kevin Marsh', whom, filled({ user: { unknown: 'Kevin Marsh' } })],
    ['yes and Office too', whom, { kind: 'answer', slots: {}, unused: ['and Office too'] }],
    [
      'no, to Tom',
      { ...sure, slots: { benefit: 'signature-cloud-support', user: dupont, email: 'm@x.example' } },
      {
        kind: 'correction',
        acts: [{ command: 'assign', slots: { benefit: 'signature-cloud-support', user: tom } }],
        unused: [],
      },
    ],
    [
      'Dupont and Tom',
      { ...whichMarie, slots: { benefit: 'power-bi-pro', users: [maries, tom] } },
      filled({ users: [dupont, tom] }),
    ],
  ])('%s', (text, question, answer) => {
    expect(said(text, question)).toEqual(answer);
  });
});

describe('a follow-up', () => {
  const tom = 'tom.baker@contoso.example';
  const ana = 'ana.souza@contoso.example';
  const next = (text: string, topic: Partial<Topic>) => {
    const told: Topic = { command: 'help', benefits: [], people: [], acts: [], outcome: 'told', ...topic };
    const relation = language.hear(text, { today: TODAY }).relate({ question: null, topic: told });
    return relation.kind === 'fresh' ? relation.meaning.acts : relation.kind;
  };
  test.each<[string, Pick<Topic, 'command' | 'benefits' | 'people'>, Act]>([
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
      'donne-le-lui',
      { command: 'assignments', benefits: ['visio-pro-2024'], people: [tom] },
      { command: 'assign', slots: { benefit: 'visio-pro-2024', user: tom } },
    ],
    [
      'donne-le à Ana',
      { command: 'unassign', benefits: ['visio-pro-2024'], people: [tom] },
      { command: 'assign', slots: { benefit: 'visio-pro-2024', user: ana } },
    ],
    ...['mets-lui', 'donne-lui', 'give him one'].map(
      (text): [string, Pick<Topic, 'command' | 'benefits' | 'people'>, Act] => [
        text,
        { command: 'assignments', benefits: ['visio-pro-2024'], people: [tom] },
        { command: 'assign', slots: { benefit: 'visio-pro-2024', user: tom } },
      ],
    ),
    ...['Power BI pour elle', 'Power BI for her'].map(
      (text): [string, Pick<Topic, 'command' | 'benefits' | 'people'>, Act] => [
        text,
        { command: 'assign', benefits: ['visio-pro-2024'], people: [ana] },
        { command: 'assign', slots: { benefit: 'power-bi-pro', user: ana } },
      ],
    ),
    ...['good, one for Ana', 'un pour Ana'].map(
      (text): [string, Pick<Topic, 'command' | 'benefits' | 'people'>, Act] => [
        text,
        { command: 'show', benefits: ['power-bi-pro'], people: [] },
        { command: 'assign', slots: { benefit: 'power-bi-pro', user: ana } },
      ],
    ),
    [
      "move Tom's seat to Ana",
      { command: 'assignments', benefits: ['power-bi-pro'], people: [] },
      { command: 'reassign', slots: { benefit: 'power-bi-pro', from: tom, to: ana } },
    ],
    [
      "elle l'avait pas déjà ?",
      { command: 'assign', benefits: ['power-bi-pro'], people: [ana] },
      { command: 'assignments', slots: { benefit: 'power-bi-pro', user: ana } },
    ],
    [
      'mets-le employé',
      { command: 'users', benefits: [], people: [tom] },
      { command: 'set-role', slots: { user: tom, role: 'employee' } },
    ],
    ...['give everything to Ana', 'tout à Ana'].map(
      (text): [string, Pick<Topic, 'command' | 'benefits' | 'people'>, Act] => [
        text,
        { command: 'reassign', benefits: [], people: [tom] },
        { command: 'reassign', slots: { from: tom, to: ana } },
      ],
    ),
    [
      'make it 30 April',
      { command: 'assign', benefits: ['visio-pro-2024'], people: [tom] },
      { command: 'assign', slots: { benefit: 'visio-pro-2024', user: tom, until: '2027-04-30' } },
    ],
    [
      'make it 3',
      { command: 'show', benefits: ['visio-pro-2024'], people: [] },
      { command: 'set-quantity', slots: { benefit: 'visio-pro-2024', quantity: 3 } },
    ],
    [
      "prolonge jusqu'au 28 février",
      { command: 'assign', benefits: ['visio-pro-2024'], people: [tom] },
      { command: 'assign', slots: { benefit: 'visio-pro-2024', user: tom, until: '2027-02-28' } },
    ],
    [
      'retire-lui ce rôle',
      { command: 'set-role', benefits: [], people: [tom] },
      { command: 'set-role', slots: { user: tom } },
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
    expect(next(text, topic)).toEqual([act]);
  });

  test('a sentence that names everything, or that nothing in the topic completes, is none', () => {
    const topic = { command: 'show', benefits: ['power-bi-pro'], people: [tom] } as const;
    for (const text of [
      'assign Visio to Ana',
      'thanks',
      'list users',
      "don't take it back",
      "don't give her Project",
      // "la" is an article here.
      'Ana quitte la société',
    ])
      expect([text, next(text, topic)]).toEqual([text, language.parse(text, { today: TODAY }).acts]);
    expect(next('who has it?', { command: 'list' })).toEqual(language.parse('who has it?').acts);
  });
});
