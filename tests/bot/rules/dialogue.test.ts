import { refusalText } from '../../../cards';
import { actionsOf } from '../../support/teams';
import { type Company, EMAIL, openCompany } from './company';

/** Several turns: what answers an open question, what starts afresh, what follows up. */

jest.setTimeout(60_000);

const VS = 'visual-studio-enterprise';
const PRO = 'visual-studio-professional';
const BI = 'power-bi-pro';

let company: Company;
beforeAll(async () => {
  company = await openCompany();
}, 60_000);
afterAll(() => company?.close());

type Card = Record<string, unknown> | null | undefined;

/** Verb and slots of the confirm button, without what belongs to the card. */
function confirmOf(card: Card): Record<string, unknown> | null {
  const button = actionsOf(card ?? {}).find(({ data }) => data?.confirm === true);
  if (!button) return null;
  const { version: _v, confirm: _c, locale: _l, ...slots } = button.data ?? {};
  return { verb: button.verb, ...slots };
}
const holders = async (benefit: string): Promise<string[]> =>
  (await company.seats(benefit)).map((seat) => seat.split('@')[0] ?? '');

describe('an open question', () => {
  const david = () => company.chat('david.miller');
  afterEach(() => david().say('cancel'));

  test('a sentence of its own starts afresh, also of the same command', async () => {
    await david().say('assign Power BI Pro');
    const { card } = await david().say('assign Windows 11 Enterprise to Ana Souza');
    expect(confirmOf(card)).toEqual({ verb: 'assign', benefit: 'windows-11-enterprise', user: EMAIL('ana.souza') });
  });

  test('a reading question keeps the confirmation open', async () => {
    await david().say(`assign ${VS} to Nadia Benali`);
    await david().say('who has Dynamics?');
    await david().say('yes');
    expect(await holders(VS)).toContain('nadia.benali');
  });

  test('a new change closes it; a yes with nothing open does nothing', async () => {
    await david().say('assign Visual Studio Professional to Tom Baker');
    await david().say('make Tom Baker viewer');
    await david().say('cancel');
    await david().say('yes');
    expect(await holders(PRO)).toEqual([]);
  });

  test.each<[string, string, Record<string, unknown>]>([
    ['no, to Élodie', 'another person', { user: EMAIL('elodie.lefevre') }],
    ['not Tom, José', 'one in place of the other', { user: EMAIL('jose.garcia') }],
    ['also to Ana Souza', 'one more', { users: [EMAIL('tom.baker'), EMAIL('ana.souza')] }],
  ])('%s: the card again, with %s', async (said, _what, slots) => {
    await david().say('assign Visual Studio Professional to Tom Baker');
    const { card } = await david().say(said);
    expect(confirmOf(card)).toMatchObject({ verb: 'assign', benefit: PRO, ...slots });
  });

  test('and Project: both benefits on one card', async () => {
    await david().say('assign Visual Studio Professional to Tom Baker');
    const { card, words } = await david().say('and Project');
    expect(confirmOf(card)).toMatchObject({ verb: 'assign', plan: expect.any(String) });
    expect(words).toContain('Project Professional 2024');
  });

  test('two unclear people are asked about one after the other', async () => {
    await david().say('assign Visual Studio Professional to Marie and Tom Baker');
    const { card } = await david().say('Dupont');
    expect(confirmOf(card)).toMatchObject({ users: [EMAIL('marie.dupont'), EMAIL('tom.baker')] });
  });
});

describe('what a card says is what a yes does', () => {
  const david = () => company.chat('david.miller');
  const assign = `assign ${PRO} to Tom Baker`;
  const card = { verb: 'assign', benefit: PRO, user: EMAIL('tom.baker') };
  afterEach(() => david().say('cancel'));

  test('a correction that can’t be done says why, and the card stands again', async () => {
    await david().say(assign);
    const turn = await david().say('until March 2050');
    expect(confirmOf(turn.card)).toEqual(card);
    expect(turn.words).toContain(refusalText({ reason: 'bad-until', benefit: PRO }, (each) => each, { locale: 'en' }));
  });

  test('what stands beside a yes is said, and nothing is done yet', async () => {
    await david().say(assign);
    const turn = await david().say('yes, but tomorrow');
    expect(confirmOf(turn.card)).toEqual(card);
    expect(turn.words).toContain('but tomorrow');
    expect(await holders(PRO)).not.toContain('tom.baker');
  });

  test('“wait” keeps the card; “all of them” means those to choose from', async () => {
    await david().say('assign Visual Studio to Tom Baker');
    await david().say('2');
    await david().say('hold on');
    const { card: all } = await david().say('all of them');
    expect(confirmOf(all)).toMatchObject({ plan: expect.any(String) });
    expect(await holders(PRO)).not.toContain('tom.baker');
  });

  test('of two changes the first one only; after it, “no, to Élodie” moves the seat, “cancel that” undoes', async () => {
    await david().say('assign SQL Server to Tom Baker and Office to Nadia Benali');
    await david().say('do the first one only');
    await david().say('yes');
    expect(await holders('sql-server-2022-standard')).toContain('tom.baker');
    expect(await holders('office-pro-plus-2024')).not.toContain('nadia.benali');
    const move = { verb: 'reassign', benefit: 'sql-server-2022-standard' };
    const { card: moved } = await david().say('no, to Élodie');
    expect(confirmOf(moved)).toEqual({ ...move, from: EMAIL('tom.baker'), to: EMAIL('elodie.lefevre') });
    await david().say('yes');
    await david().say('cancel that');
    expect(await holders('sql-server-2022-standard')).toContain('tom.baker');
    await david().say('undo');
  });

  test('somebody is added and given a seat in one message; the name is no detail left out', async () => {
    for (const text of [
      `add Solveig Holm solveig@contoso.example and give her ${PRO}`,
      `assign ${PRO} to Solveig Holm solveig@contoso.example`,
    ]) {
      const { card: one, words } = await david().say(text);
      expect(confirmOf(one)).toMatchObject({ verb: 'assign', benefit: PRO, newEmail: 'solveig@contoso.example' });
      expect(words).not.toContain('“Solveig Holm”');
    }
  });

  test('a new person’s address is corrected, and somebody is added beside them', async () => {
    await david().say(`assign ${PRO} to Solveig Holm`);
    await david().say('solveig@contoso.example');
    const { card: again } = await david().say('no, solveig.holm@contoso.example');
    expect(confirmOf(again)).toMatchObject({ newName: 'Solveig Holm', newEmail: 'solveig.holm@contoso.example' });
    const { card: both, words } = await david().say('also to Ana Souza');
    expect(confirmOf(both)).toMatchObject({ plan: expect.any(String) });
    expect(words).toContain('Solveig Holm');
    expect(words).toContain('Ana Souza');
  });
});

describe('follow-ups', () => {
  const david = () => company.chat('david.miller');

  test('and Visio? assign it to Tom; take it back', async () => {
    await david().say('how many seats of Power BI Pro are left?');
    expect((await david().say('and Visio?')).words).toContain('Visio Professional 2024');
    const assign = await david().say('assign it to Tom Baker');
    expect(confirmOf(assign.card)).toEqual({ verb: 'assign', benefit: 'visio-pro-2024', user: EMAIL('tom.baker') });
    await david().say('yes');
    const back = await david().say('take it back');
    expect(confirmOf(back.card)).toEqual({ verb: 'unassign', benefit: 'visio-pro-2024', user: EMAIL('tom.baker') });
    await david().say('cancel');
  });

  test('somebody who leaves: about all that they hold, whatever was shown before', async () => {
    const claire = company.chat('claire.moreau');
    for (const benefit of [PRO, BI]) {
      await claire.execute('assign', { benefit, user: EMAIL('jose.garcia') });
      await claire.press((action) => action.data?.confirm === true);
    }
    for (const said of ['José is leaving this Friday', 'José s’en va', 'José is leaving']) {
      await claire.say(`who has ${BI}?`);
      const next = actionsOf((await claire.say(said)).card).find(({ verb }) => verb === 'reassign');
      expect([said, next?.data]).toEqual([
        said,
        expect.objectContaining({ from: EMAIL('jose.garcia'), leaving: true }),
      ]);
      await claire.say('cancel');
    }
  });

  test('a pronoun stands for nothing older than the last two answers', async () => {
    await david().say('show Power BI Pro');
    await david().say('membership');
    await david().say('users');
    const { card } = await david().say('assign it to Tom Baker');
    expect(confirmOf(card)).toBeNull();
    await david().say('cancel');
  });

  test('an answer that is about nothing counts as one', async () => {
    await david().say('show Power BI Pro');
    await david().say('thanks');
    await david().say('thank you very much');
    expect(confirmOf((await david().say('assign it to Tom Baker')).card)).toBeNull();
    await david().say('cancel');
  });
});

test('a name that answers stays in the language of the question', async () => {
  const claire = company.chat('claire.moreau');
  await claire.say('please assign Visual Studio Professional to Marie');
  const { card } = await claire.say('Durand');
  expect(card).toMatchObject({ lang: 'en' });
  await claire.say('cancel');
});

test('what is not understood may correct an open confirmation: a yes after it does nothing, the button still does', async () => {
  const david = company.chat('david.miller');
  const { card } = await david.say('assign Visual Studio Professional to Siobhán');
  await david.say('blorp the frobnicator wibble');
  await david.say('yes');
  expect(await holders(PRO)).not.toContain('siobhan.oconnor');
  await david.press(({ data }) => data?.confirm === true, {}, card ?? {});
  expect(await holders(PRO)).toContain('siobhan.oconnor');
  await david.say('undo');
});

test('an act that waits for another one of the same message does not close its question', async () => {
  const david = company.chat('david.miller');
  await david.say('assign SQL Server to Siobhán, and give her the key');
  await david.say('yes');
  expect(await holders('sql-server-2022-standard')).toContain('siobhan.oconnor');
  await david.say('undo');
});

test('the button of an older question answers that one, not the one that is open', async () => {
  const david = company.chat('david.miller');
  const older = await david.say('assign Office to Marie');
  await david.say('assign Power BI Pro to Marie and Project to Tom Baker');
  const pressed = await david.press(({ data }) => data?.user === EMAIL('marie.dupont'), {}, older.card ?? {});
  expect(confirmOf(pressed.card)).toEqual({
    verb: 'assign',
    benefit: 'office-pro-plus-2024',
    user: EMAIL('marie.dupont'),
  });
  await david.say('cancel');
});

describe('several acts of one message', () => {
  const david = () => company.chat('david.miller');
  afterEach(() => david().say('cancel'));

  test('reading acts are answered first, the others are asked on one card and done by one yes', async () => {
    const turn = await david().say('assign Power BI Pro to Ana Souza and Project to Nadia Benali');
    expect(confirmOf(turn.card)).toMatchObject({ verb: 'assign', plan: expect.any(String) });
    await david().say('yes');
    expect(await holders(BI)).toContain('ana.souza');
    expect(await holders('project-pro-2024')).toContain('nadia.benali');
    await david().say('undo');
    expect(await holders(BI)).not.toContain('ana.souza');
  });

  test('an unclear name is asked about, with the other acts kept; pressed or typed', async () => {
    await david().say('assign Power BI Pro to Marie and Project to Nadia Benali');
    const pressed = await david().press((action) => action.data?.user === EMAIL('marie.durand'));
    expect(pressed.words).toContain('Marie Durand');
    expect(pressed.words).toContain('Nadia Benali');
    await david().say('cancel');
    await david().say('assign Power BI Pro to Marie and Project to Nadia Benali');
    const typed = await david().say('Durand');
    expect(typed.words).toContain('Marie Durand');
    expect(typed.words).toContain('Nadia Benali');
  });

  test('what was said and not understood is named on the card', async () => {
    const { words, card } = await david().say('assign Power BI Pro to Tom Baker starting Monday');
    expect(confirmOf(card)).toMatchObject({ benefit: BI, user: EMAIL('tom.baker') });
    expect(words).toContain('starting Monday');
  });
});

test('somebody new by typing: name, then address, in any order, nothing asked twice', async () => {
  const david = company.chat('david.miller');
  const expected = { verb: 'assign', benefit: PRO, newEmail: 'zoe.martin@contoso.example', newName: 'Zoé Martin' };
  await david.say('assign Visual Studio Professional to Zoé Martin');
  expect(confirmOf((await david.say('zoe.martin@contoso.example')).card)).toMatchObject(expected);
  await david.say('cancel');
  await david.say('assign Visual Studio Professional to zoe.martin@contoso.example');
  expect(confirmOf((await david.say('Zoé Martin')).card)).toMatchObject(expected);
  await david.say('cancel');
});

test.each([null, ''])('an activity whose id is %p is answered', async (id) => {
  const david = company.chat('david.miller');
  const turn = await david.post({ type: 'message', text: 'who has Visio?', id: id as never });
  expect(turn.words).toContain('Visio');
  expect(turn.sent).toHaveLength(1);
});

test('a message that Teams delivers again is answered once', async () => {
  const david = company.chat('david.miller');
  const first = await david.say('membership', { id: 'delivered-twice' });
  const second = await david.post({ type: 'message', text: 'membership', id: 'delivered-twice' });
  expect([first.sent, second.sent].map((sent) => sent.length)).toEqual([1, 0]);
});
