import type { HistoryAction } from '../../benefits/history';
import { type RenderOptions, render, type View } from '../../cards';
import { en } from '../../cards/text.en';
import { de, languageText, systemText } from '../../cards/words';
import { actionsOf, wordsOf } from '../support/cards';
import { samples, TODAY } from './samples';

/** What a card says in cases that a reader would take amiss. */

const options: RenderOptions = { locale: 'en', today: TODAY, refreshFor: [] };
const all = samples('usual');
const first = <K extends View['kind']>(kind: K, fits: (view: Extract<View, { kind: K }>) => boolean = () => true) => {
  const found = Object.values(all).find(
    (view): view is Extract<View, { kind: K }> => view.kind === kind && fits(view as Extract<View, { kind: K }>),
  );
  if (!found) throw new Error(`No sample is a ${kind}`);
  return found;
};
const read = (view: Exclude<View, { kind: 'text' }>): string => wordsOf(render(view, options));

test('what was refused is not told as done', () => {
  const history = first('history');
  const [row] = history.rows;
  if (!row) throw new Error('The history has no rows');
  const entry = { ...row.entry, command: 'keys' as const };
  const said = (outcome: 'done' | 'refused') => read({ ...history, rows: [{ ...row, entry: { ...entry, outcome } }] });
  expect(said('done')).toContain(en.history.action.keys.done);
  expect(said('refused')).not.toContain(en.history.action.keys.done);
  expect(said('refused')).toContain(en.history.action.keys.tried);
});

test('of a seat that moved the history says from whom to whom; of others, whose it is', () => {
  const history = first('history');
  const row = (command: HistoryAction) => history.rows.find(({ entry }) => entry.command === command);
  const said = (command: HistoryAction) =>
    read({ ...history, rows: history.rows.filter((one) => one === row(command)) });
  expect(said('reassign')).toContain(
    `${row('reassign')?.benefit?.nameEn} · ${row('reassign')?.from?.name} → ${row('reassign')?.to?.name}`,
  );
  expect(said('unassign')).toContain(`${row('unassign')?.benefit?.nameEn} · ${row('unassign')?.to?.name}`);
  expect(said('assign')).toContain(`${row('assign')?.benefit?.nameEn} → ${row('assign')?.to?.name}`);
});

test('a change of a role, name or address says the earlier and the new one', () => {
  const history = first('history');
  const [row] = history.rows;
  if (!row) throw new Error('The history has no rows');
  const said = (command: HistoryAction, detail: Record<string, string>) =>
    read({ ...history, rows: [{ ...row, entry: { ...row.entry, command, detail } }] });
  expect(said('set-role', { before: 'employee', after: 'admin' })).toContain(`${en.role.employee} → ${en.role.admin}`);
  expect(
    said('update-user', { nameBefore: 'Ana S', name: 'Ana L', emailBefore: 'a@x.example', email: 'b@x.example' }),
  ).toMatch(/Ana S → Ana L · a@x\.example → b@x\.example/);
});

test('whoever gets no seat is named', () => {
  const view = first('confirm', (one) => one.command === 'assign');
  const why = { reason: 'full', benefit: view.benefit?.id ?? '', quantity: 2, holders: [] } as const;
  const leftOut = [{ person: { email: 'felix@x.example', name: 'Félix Lavoie' }, why }];
  expect(read({ ...view, leftOut })).toContain(en.confirm.noSeatFor('Félix Lavoie'));
});

test('nobody is said to be told of what they do to themselves', () => {
  const confirm = first('confirm', (one) => one.command === 'assign');
  const done = first('done', (one) => one.command === 'assign');
  const { name = '', email: reader = '' } = confirm.people[0] ?? {};
  expect(read(confirm)).toContain(en.confirm.told(name, 1));
  expect(read({ ...confirm, reader })).not.toContain(en.confirm.told(name, 1));
  expect(read(done)).toContain(en.done.told(name, 1));
  expect(read({ ...done, reader })).not.toContain(en.done.told(name, 1));
  const people = [...confirm.people.slice(0, 1), { name: 'Félix', email: 'felix@x.example' }];
  expect(read({ ...confirm, people, reader })).toContain(en.confirm.told('Félix', 1));
});

test('a new person has one address and one role', () => {
  const view = first('confirm', (one) => one.command === 'add-user');
  const said = read({ ...view, email: 'zoe@x.example', role: 'employee' });
  expect(said).not.toContain(en.confirm.email);
  expect(said).not.toContain(en.confirm.role);
  const done = first('done', (one) => one.command === 'add-user');
  expect(read({ ...done, email: 'zoe@x.example' })).not.toContain(en.confirm.email);
});

test('another single-use key is announced as another one', () => {
  const offer = first('key-offer');
  const key = { kind: 'single-use' as const, free: 1, total: 2, takenByMe: 1 };
  const again = read({ ...offer, key, slots: { benefit: offer.benefit.id } });
  expect(again).toContain(en.keys.offerMine(1));
  expect(again).toContain(en.show.keySingle(1, 2));
  const another = { benefit: offer.benefit.id, another: true };
  expect(read({ ...offer, key, slots: another })).toContain(en.keys.offerAnother(1, 2));
});

test('what is about to change or be asked names its benefit', () => {
  const confirm = first('confirm', (one) => one.benefit !== null);
  for (const command of ['assign', 'unassign', 'reassign', 'set-quantity', 'review'] as const)
    expect(read({ ...confirm, command })).toContain(confirm.benefit?.nameEn);
});

test('the offer of a key names the language and the system that were asked for', () => {
  const offer = first('key-offer');
  const said = read({ ...offer, slots: { benefit: offer.benefit.id, language: 'fr', os: 'windows-x64' } });
  for (const choice of [languageText('fr', 'en'), systemText('windows-x64', 'en')]) expect(said).toContain(choice);
});

test.each(['en', 'fr'] as const)('the help in %s offers each thing once', (locale) => {
  const help = first('help', ({ occasion, role }) => occasion === 'help' && role === 'admin');
  const tries = [
    { text: locale === 'fr' ? 'montre tous les avantages' : 'show all benefits', command: 'list', slots: {} } as const,
  ];
  const lists = actionsOf(render({ ...help, tries }, { ...options, locale })).filter(({ verb }) => verb === 'list');
  expect(lists).toHaveLength(1);
});

test.each([
  ['Azure', 'd’Azure'],
  ['Exchange', 'd’Exchange'],
  ['Visio', 'de Visio'],
  ['Yammer', 'de Yammer'],
  ['Yves', 'd’Yves'],
])('French says %s after de', (name, said) => expect(de(name)).toBe(said));
