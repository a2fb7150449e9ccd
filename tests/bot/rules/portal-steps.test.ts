import { en } from '../../../cards/text.en';
import { isObject } from '../../support/cards';
import { actionsOf, titlesOf } from '../../support/teams';
import { type Company, EMAIL, inDays, openCompany, says } from './company';

/** What Microsoft has to be told: a step opens with each change of a seat, and goes when the change is undone. */

jest.setTimeout(60_000);

const VS = 'visual-studio-enterprise';
const NOTHING = en.portal.none;

let company: Company;
beforeEach(async () => {
  company = await openCompany();
}, 60_000);
afterEach(() => company?.close());

const david = () => company.chat('david.miller');
const assign = async (benefit: string, name: string, more = {}): Promise<void> => {
  await david().execute('assign', { benefit, user: EMAIL(name), ...more });
  await david().press('Assign');
};
const takeBack = async (benefit: string, name: string): Promise<void> => {
  await david().execute('unassign', { benefit, user: EMAIL(name) });
  await david().press('Take back');
};
/** Marks everything as done that is open now. */
const doAll = async (benefit: string): Promise<void> => {
  await david().execute('portal', { benefit });
  await david().press(({ verb, data }) => verb === 'portal' && data?.done === true);
};
const list = async (): Promise<string> => (await david().say('what is still pending at Microsoft?')).words;

test('one off and one on before anybody visits the portal are two steps', async () => {
  await assign(VS, 'tom.baker');
  await doAll(VS);
  expect(await list()).toContain(NOTHING);
  await takeBack(VS, 'tom.baker');
  await assign(VS, 'ana.souza');
  const words = await list();
  expect(words).toContain(en.portal.steps(2));
  expect(words).toContain(en.portal.remove('Tom Baker'));
  expect(words).toContain(en.portal.assign('Ana Souza'));
});

test('reassigning is two steps, also for a support contract with another address', async () => {
  await assign('technical-support-incidents', 'tom.baker', { email: 'tom@home.example' });
  await doAll('technical-support-incidents');
  await david().execute('reassign', {
    benefit: 'technical-support-incidents',
    from: EMAIL('tom.baker'),
    to: EMAIL('ana.souza'),
    email: 'ana@home.example',
  });
  await david().press('Reassign');
  const words = await list();
  expect(words).toContain(en.portal.remove('Tom Baker'));
  expect(words).toContain('tom@home.example');
  expect(words).toContain(en.portal.assign('Ana Souza'));
  expect(words).toContain('ana@home.example');
});

test('undone before it was done there: the step is gone', async () => {
  await assign(VS, 'tom.baker');
  await david().say('undo');
  expect(await list()).toContain(NOTHING);
});

test('undone after it was done there: the opposite step opens, in French too', async () => {
  await assign(VS, 'tom.baker');
  await doAll(VS);
  await david().execute('portal', {});
  const change = (await company.history()).find((line) => line.command === 'assign');
  expect(change).toBeDefined();
  await david().say('undo');
  expect(await list()).toContain(en.portal.remove('Tom Baker'));
  const claire = company.chat('claire.moreau');
  const card = await claire.say('qu’est-ce qu’il me reste à faire côté Microsoft ?');
  expect(card.words).toContain('Retirer à Tom Baker');
});

test('a result follows its step, wherever that is marked as done or undone', async () => {
  /** The card as it is when it comes into sight again. */
  const seenAgain = async (card: unknown): Promise<string[]> => {
    const refresh =
      isObject(card) && isObject(card.refresh) && isObject(card.refresh.action) ? card.refresh.action : {};
    return isObject(refresh.data) ? titlesOf((await david().execute('refresh', refresh.data)).card) : [];
  };
  await david().execute('assign', { benefit: VS, user: EMAIL('tom.baker') });
  const { card } = await david().press('Assign');
  expect(titlesOf(card)).toContain(en.portal.tick);
  expect(await seenAgain(card)).toEqual(titlesOf(card));
  await company.chat('claire.moreau').execute('portal', { benefit: VS });
  await company.chat('claire.moreau').press(({ verb, data }) => verb === 'portal' && data?.done === true);
  const withoutStep = titlesOf(card).filter((title) => ![en.portal.tick, en.portalOpen].includes(title));
  expect(await seenAgain(card)).toEqual(withoutStep);

  const undone = await david().press(en.done.undoButton, {}, card ?? {});
  expect(await seenAgain(undone.card)).toEqual(titlesOf(undone.card));
  const ticked = await david().press(en.portal.tick, {}, undone.card ?? {});
  expect(ticked.words).toContain('Tom Baker');
  expect(titlesOf(ticked.card)).not.toContain(en.portal.tick);
  expect(await seenAgain(undone.card)).toEqual(titlesOf(ticked.card));
  expect(await list()).toContain(NOTHING);
});

test('done there, then typed undo: the older result offers neither', async () => {
  await david().execute('assign', { benefit: VS, user: EMAIL('tom.baker') });
  const { card } = await david().press('Assign');
  const ticked = await david().press(en.portal.tick);
  expect(titlesOf(ticked.card)).toContain(en.done.undoButton);
  await david().say('undo');
  const { change } = actionsOf(card).find(({ title }) => title === en.done.undoButton)?.data ?? {};
  const again = titlesOf((await david().execute('refresh', { command: 'portal', change })).card);
  expect(again).not.toContain(en.portal.tick);
  expect(again).not.toContain(en.done.undoButton);
});

test('a seat taken back and given back again before Microsoft was told is active at once, without a step', async () => {
  await assign(VS, 'tom.baker');
  await doAll(VS);
  await takeBack(VS, 'tom.baker');
  await david().press('Undo');
  expect(await list()).toContain(NOTHING);
  expect(await company.seats(VS)).toEqual([`${EMAIL('tom.baker')} active`]);
});

test('the step of somebody who was removed keeps the name and the address', async () => {
  await assign(VS, 'tom.baker');
  await doAll(VS);
  await takeBack(VS, 'tom.baker');
  await david().execute('remove-user', { user: EMAIL('tom.baker') });
  await david().press('Remove');
  const words = await list();
  expect(words).toContain(en.portal.remove('Tom Baker'));
  const done = await david().press(({ verb, data }) => verb === 'portal' && data?.user === EMAIL('tom.baker'));
  expect(done.words).toContain(NOTHING);
  const line = (await company.history()).find((each) => each.command === 'portal');
  expect(line).toMatchObject({ person_email: EMAIL('tom.baker'), actor_email: EMAIL('david.miller') });
});

test('a self-assigned benefit needs no step', async () => {
  const azure = (await company.books()).benefits.find((row) => row.activation === 'self-assign')?.id ?? '';
  await david().execute('assign', { benefit: azure, user: EMAIL('david.miller') });
  await david().press('Assign');
  expect(await list()).toContain(NOTHING);
  expect(await company.seats(azure)).toEqual([`${EMAIL('david.miller')} active`]);
});

test('admins are sent to the page where seats are assigned, holders to their own; a redeemed benefit has steps too', async () => {
  const until = inDays(30);
  const { benefits } = await company.books();
  const vs = benefits.find((row) => row.id === VS) ?? {};
  await company.feed({
    benefits: [
      { ...vs, admin_url: 'https://manage.visualstudio.com' },
      {
        ...vs,
        id: 'm365',
        name_en: 'Microsoft 365',
        name_fr: 'Microsoft 365',
        activation: 'redeem',
        activate_by: until,
      },
    ],
  });
  const tom = company.chat('tom.baker');
  await tom.say('hello');
  await david().execute('assign', { benefit: VS, user: EMAIL('tom.baker') });
  const done = await david().press('Assign');
  expect(JSON.stringify(done.card)).toContain('https://manage.visualstudio.com');
  const told = await tom.heard(says('https://my.visualstudio.com'));
  expect(JSON.stringify(told)).toContain('https://my.visualstudio.com');
  expect(JSON.stringify(told)).not.toContain('manage.visualstudio.com');
  expect((await david().execute('show', { benefit: 'm365' })).words).toContain(en.show.redeemBy);
  await assign('m365', 'tom.baker');
  expect(await list()).toContain('Microsoft 365');
});

test('for the Visual Studio portal, the open assignments are a table to paste and a file', async () => {
  await assign(VS, 'tom.baker');
  await assign(VS, 'ana.souza');
  await list();
  const shown = await david().press(({ verb, data }) => verb === 'portal' && data?.bulk === true);
  const [, url = ''] = /"url":"([^"]*\/api\/download\/[^"]*)"/.exec(JSON.stringify(shown.card)) ?? [];
  expect(JSON.stringify(shown.card)).toContain(`Tom Baker\\t${EMAIL('tom.baker')}`);
  const file = await fetch(new URL(new URL(url).pathname, company.bot.url));
  const [head = '', ...rows] = (await file.text()).trim().split('\n');
  expect(head.split(',')).toHaveLength(8);
  expect(rows.map((row) => row.split(',').slice(0, 4)).sort()).toEqual([
    ['Ana Souza', EMAIL('ana.souza'), EMAIL('ana.souza'), 'Visual Studio Enterprise'],
    ['Tom Baker', EMAIL('tom.baker'), EMAIL('tom.baker'), 'Visual Studio Enterprise'],
  ]);
  expect((await fetch(new URL(new URL(url).pathname, company.bot.url))).status).toBe(410);
});

test('within reassign_min_days a seat is not reassigned; for Visual Studio the card only warns', async () => {
  const { benefits } = await company.books();
  const rows = benefits.filter((row) => row.id === VS || row.id === 'power-bi-pro');
  await company.feed({ benefits: rows.map((row) => ({ ...row, reassign_min_days: '90' })) });
  for (const benefit of [VS, 'power-bi-pro']) await assign(benefit, 'tom.baker');
  const move = (benefit: string) =>
    david().execute('reassign', { benefit, from: EMAIL('tom.baker'), to: EMAIL('ana.souza') });
  const year = inDays(90).slice(0, 4);
  expect((await move('power-bi-pro')).words).toContain(year);
  expect(await company.seats('power-bi-pro')).toEqual([`${EMAIL('tom.baker')} active`]);
  const confirm = await move(VS);
  expect(confirm.words).toMatch(new RegExp(`Microsoft allows this only from .*${year}`));
  await david().press('Reassign');
  expect((await company.seats(VS))[0]).toContain('ana.souza');
});

test('the card of several acts warns of what a single one warns of', async () => {
  const { benefits } = await company.books();
  const row = benefits.find((each) => each.id === VS) ?? {};
  await company.feed({ benefits: [{ ...row, quantity: '1', reassign_min_days: '90' }] });
  await assign(VS, 'tom.baker');
  await doAll(VS);
  const warning = new RegExp(`Visual Studio Enterprise: .*Microsoft allows this only from .*${inDays(90).slice(0, 4)}`);
  const several = [
    'take Visual Studio Enterprise back from Tom Baker. Assign Visual Studio Enterprise to Ana Souza and Visio to Nadia Benali',
    'reassign Visual Studio Enterprise from Tom Baker to Ana Souza and assign Visio to Tom Baker',
  ];
  for (const text of several) {
    expect((await david().say(text)).words).toMatch(warning);
    await david().say('cancel');
  }
  expect((await david().say('assign Visio to Tom Baker and Project to Ana Souza')).words).not.toMatch(
    /allows this only/,
  );
  const own = await david().say('make me a viewer and make Ana Souza an admin');
  expect(own.words).toContain(en.confirm.losesOwnRole);
});

test('a seat taken back and assigned again within reassign_min_days: the same warning, unless another seat is free', async () => {
  const { benefits } = await company.books();
  const row = benefits.find((each) => each.id === 'power-bi-pro') ?? {};
  await company.feed({ benefits: [{ ...row, quantity: '2', reassign_min_days: '90' }] });
  const card = async (): Promise<string> =>
    (await david().execute('assign', { benefit: 'power-bi-pro', user: EMAIL('ana.souza') })).words;
  const warning = /Microsoft allows this only from/;
  await assign('power-bi-pro', 'tom.baker');
  await takeBack('power-bi-pro', 'tom.baker');
  expect(await card()).not.toMatch(warning);
  for (const name of ['tom.baker', 'jose.garcia']) await assign('power-bi-pro', name);
  await takeBack('power-bi-pro', 'tom.baker');
  expect(await card()).toMatch(warning);
  expect((await david().press('Assign')).words).toContain('Ana Souza');
});
