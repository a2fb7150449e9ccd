import { en } from '../../../cards/text.en';
import { dayText } from '../../../cards/words';
import { actionsOf } from '../../support/teams';
import { type Company, EMAIL, inDays, openCompany, says } from './company';

/** Temporary seats: said at once on cards and in the notice, prolonged by assigning again, asked for by the holder. */

jest.setTimeout(60_000);

const VISIO = 'visio-pro-2024';

let company: Company;
beforeAll(async () => {
  company = await openCompany();
}, 60_000);
afterAll(() => company?.close());

test('until a day: on the confirm card, the result and in the notice', async () => {
  const david = company.chat('david.miller');
  const tom = company.chat('tom.baker');
  await tom.say('hello');
  const until = inDays(20);
  const confirm = await david.execute('assign', { benefit: VISIO, user: EMAIL('tom.baker'), until });
  const year = until.slice(0, 4);
  expect(confirm.words).toMatch(new RegExp(`Until .*${year}`));
  expect((await david.press('Assign')).words).toMatch(new RegExp(`until .*${year}`));
  await tom.heard(says(new RegExp(`Until .*${year}`)));
  const line = (await company.history()).find((each) => each.command === 'assign');
  expect(line?.detail).toContain(`until=${until}`);
});

test('a day that is over, or after the benefit’s end, is refused', async () => {
  const david = company.chat('david.miller');
  for (const until of [inDays(-1), '2099-01-01', '2026-13-45']) {
    const turn = await david.execute('assign', { benefit: VISIO, user: EMAIL('ana.souza'), until });
    expect(turn.words).toMatch(/last day must be/);
  }
});

test('nor may it be the last day of several, or of what a leaver keeps for a while', async () => {
  const david = company.chat('david.miller');
  const before = await company.seats(VISIO);
  for (const until of [inDays(-1), '2099-01-01', '2026-13-45'])
    for (const [verb, data] of [
      ['assign', { benefits: [VISIO, 'project-pro-2024'], user: EMAIL('ana.souza'), until }],
      ['reassign', { from: EMAIL('tom.baker'), leaving: true, [`give.${VISIO}`]: 'keep', until }],
    ] as const) {
      const turn = await david.execute(verb, data);
      expect([verb, until, turn.words]).toEqual([verb, until, expect.stringMatching(/last day must be/)]);
      expect(actionsOf(turn.card).filter((action) => action.data?.confirm === true)).toEqual([]);
    }
  expect(await company.seats(VISIO)).toEqual(before);
});

test('assigned again with another day it is prolonged; the same seat, told to the holder', async () => {
  const david = company.chat('david.miller');
  const tom = company.chat('tom.baker');
  await david.execute('assign', { benefit: VISIO, user: EMAIL('tom.baker'), until: inDays(40) });
  const done = await david.press((action) => action.data?.confirm === true);
  expect(done.words).toContain('Tom Baker');
  expect(done.words).not.toContain(en.done.giveKey('Tom Baker'));
  await tom.heard(says('You keep Visio'));
  expect((await company.seats(VISIO)).map((seat) => seat.split(' ')[0])).toEqual([EMAIL('tom.baker')]);
  const day = dayText(inDays(40), { locale: 'en' });
  expect((await david.execute('assignments', { benefit: VISIO })).words).toContain(en.assignments.until(day));
});

test('another last day is undone as any change, with the day before said again', async () => {
  const david = company.chat('david.miller');
  const tom = company.chat('tom.baker');
  await david.execute('assign', { benefit: VISIO, user: EMAIL('tom.baker'), until: inDays(60) });
  await david.press((action) => action.data?.confirm === true);
  const undone = await david.press(en.done.undoButton);
  expect(undone.words).toContain(`${dayText(inDays(40), { locale: 'en' })} again`);
  await tom.heard(says(new RegExp(`Your seat for Visio .* now ends on ${dayText(inDays(40), { locale: 'en' })}`)));
  const ends = en.assignments.until(dayText(inDays(40), { locale: 'en' }));
  expect((await david.execute('assignments', { benefit: VISIO })).words).toContain(ends);
});

test('taken back or reassigned, and that undone: it ends on the same day as before', async () => {
  const david = company.chat('david.miller');
  const ends = en.assignments.until(dayText(inDays(40), { locale: 'en' }));
  await david.execute('unassign', { benefit: VISIO, user: EMAIL('tom.baker') });
  await david.press('Take back');
  await david.press(en.done.undoButton);
  expect((await david.execute('assignments', { benefit: VISIO })).words).toContain(ends);
  await david.execute('reassign', { benefit: VISIO, from: EMAIL('tom.baker'), to: EMAIL('ana.souza') });
  await david.press('Reassign');
  await david.press(en.done.undoButton);
  expect((await david.execute('assignments', { benefit: VISIO })).words).toContain(ends);
});

test('the holder asks to keep it; approving takes the end away', async () => {
  const tom = company.chat('tom.baker');
  const david = company.chat('david.miller');
  await tom.execute('assign', { benefit: VISIO, user: 'me' });
  const listed = await david.say('open requests');
  expect(listed.words).toContain('Tom Baker');
  await david.press(en.request.approve);
  const again = await david.execute('assign', { benefit: VISIO, user: EMAIL('tom.baker') });
  expect(again.words).toMatch(/already/);
  expect((await david.say('open requests')).words).toContain(en.request.none);
});
