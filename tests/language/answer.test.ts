import type { Answer, Question } from '../../language';
import { languageOf } from './phrases';

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

const filled = (slots: object): Answer => ({ kind: 'fill', slots });

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
    expect(language.answer(question, text)).toEqual(answer);
  });

  test.each(['cancel', 'annule', 'never mind', 'laisse tomber'])('%s, at any point', (text) => {
    for (const question of [which, whom, whichMarie, sure, ask('keys', 'os')])
      expect(language.answer(question, text)).toEqual({ kind: 'cancel' });
  });

  test('a full request is a new one', () => {
    for (const question of [which, whom, sure]) {
      expect(language.answer(question, 'who has power bi?')).toMatchObject({
        kind: 'new',
        meaning: { acts: [{ command: 'assignments' }] },
      });
    }
    expect(language.answer(whom, 'je veux la clé de visio')).toMatchObject({
      kind: 'new',
      meaning: { acts: [{ command: 'keys' }] },
    });
    expect(language.answer(sure, 'give visio to ana')).toMatchObject({
      kind: 'new',
      meaning: { acts: [{ command: 'assign', slots: { user: 'ana.souza@contoso.example' } }] },
    });
  });
});
