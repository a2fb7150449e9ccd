import { type Card, type PlanView, type RenderOptions, render, replyText } from '../../cards';
import { en } from '../../cards/text.en';
import { wordsOf } from '../support/cards';
import { samples, TODAY } from './samples';

const options: RenderOptions = { locale: 'en', today: TODAY, refreshFor: [] };

const planOf = (name: string): PlanView => {
  const view = samples('usual')[name];
  if (view?.kind !== 'plan') throw new Error(`${name} is no plan`);
  return view;
};

const buttons = (card: Card) =>
  (card.actions ?? []).flatMap((action) => (action.type === 'Action.Execute' ? [action] : []));

test('the confirm button names the stored plan and not its people', () => {
  const view = planOf('plan');
  expect(buttons(render(view, options))[0]).toMatchObject({ verb: view.command });
  expect(buttons(render(view, options))[0]?.data).toEqual({ plan: view.plan, version: view.version, confirm: true });
});

test('a plan of which nothing can be done has no confirm button and says why', () => {
  const card = render(planOf('plan-none'), options);
  expect(buttons(card).map(({ verb }) => verb)).toEqual(['cancel']);
  expect(wordsOf(card)).toContain(en.plan.cannot);
});

test('a long plan turns its pages by its id', () => {
  const view = planOf('plan-people');
  const json = JSON.stringify(render(view, options).body);
  expect(json).toContain(JSON.stringify({ command: view.command, plan: view.plan, version: view.version, skip: 0 }));
  expect(json).toContain(JSON.stringify({ command: view.command, plan: view.plan, version: view.version, skip: 50 }));
});

test('what was done and what was not are told apart, with one undo for all', () => {
  const view = samples('usual')['plan-failed'];
  if (view?.kind !== 'plan-done') throw new Error('no plan-done');
  const card = render(view, options);
  const words = wordsOf(card);
  for (const { person } of view.done)
    expect(words.indexOf(person?.name ?? '?')).toBeLessThan(words.indexOf(en.done.notDone));
  for (const { act } of view.failed)
    expect(words.indexOf(act.person?.name ?? '')).toBeGreaterThan(words.indexOf(en.done.notDone));
  expect(buttons(card).map(({ verb, data }) => [verb, data.change])).toEqual([['undo', view.undo?.change]]);
});

test.each(['plan', 'confirm-assign', 'list', 'assignments'])(
  'what a message said and nothing holds is the first line of %s',
  (name) => {
    const view = samples('usual')[name];
    if (!view || view.kind === 'text') throw new Error(name);
    const card = render({ ...view, unused: ['two each', 'in **red**'] }, options);
    expect(JSON.stringify(card.body[0])).toMatch(/two each.*in \*\*red\*\*/);
    expect(card.speak).toContain('two each');
    expect(JSON.stringify(render({ ...view, unused: [] }, options))).not.toContain('two each');
  },
);

test('a text reply names it first too, without markup', () => {
  const view = { kind: 'text', reply: { says: 'courtesy' }, unused: ['in **red**'] } as const;
  expect(replyText(view, options)).toMatch(/^.*in ∗∗red∗∗.*\n\n/);
});

test('how much of a message that is too long was read stands first too', () => {
  const view = { kind: 'text', reply: { says: 'courtesy' } } as const;
  expect(replyText({ ...view, cut: { characters: 8000 } }, options)).toMatch(/^.*8,000.*\n\n/);
  expect(replyText({ ...view, cut: { people: 200 }, unused: ['tomorrow'] }, options)).toMatch(/^.*200.*tomorrow.*\n\n/);
});
