import { en } from '../../../cards/text.en';
import { fr } from '../../../cards/text.fr';
import { actionsOf, cardOf, inputsOf, type Json, titlesOf, wordsOf } from '../../support/teams';
import { refusalSaid } from '../../support/wording';
import { type Company, EMAIL, inDays, openCompany, says, until } from './company';

/** Requests to their end: a reason, a place in line, one's own list, withdrawing, comments, undo, and giving a seat back. */

jest.setTimeout(60_000);

const VISIO = 'visio-pro-2024';
const NAME = 'Visio Professional 2024';

let company: Company;
beforeEach(async () => {
  company = await openCompany();
}, 60_000);
afterEach(() => company?.close());

const ask = (name: string, benefit = VISIO) => company.chat(name).execute('assign', { benefit, user: 'me' });
const holders = async (benefit: string): Promise<string[]> =>
  (await company.seats(benefit)).map((seat) => seat.split('@')[0] ?? '');
const refreshOf = (card: unknown): Json => (card as { refresh: { action: { data: Json } } }).refresh.action.data;
/** Takes every seat of the benefit. */
const fill = async (benefit: string): Promise<void> => {
  const quantity = Number((await company.books()).benefits.find((row) => row.id === benefit)?.quantity);
  const names = ['claire.moreau', 'nadia.benali', 'jose.garcia', 'li.ming', 'elodie.lefevre'].slice(0, quantity);
  await company.chat('david.miller').execute('assign', { benefit, users: names.map(EMAIL) });
  await company.chat('david.miller').press('Assign');
};

test('a reason reaches the admins; one’s own list shows the place in line; withdrawing closes it for them too', async () => {
  await fill(VISIO);
  const [tom, ana, david] = ['tom.baker', 'ana.souza', 'david.miller'].map((name) => company.chat(name));
  if (!tom || !ana || !david) throw new Error('They are of the company');
  await david.say('hello');
  await ask('tom.baker');
  const second = await ask('ana.souza');
  expect(second.words).toContain(en.request.place(2));
  await ana.press(({ verb }) => verb === 'assign', { reason: 'Floor plans for the new office' });
  expect((await david.say('open requests')).words).toContain('Floor plans for the new office');
  const own = await ana.say('my requests');
  expect(own.words).toContain(NAME);
  expect(own.words).toContain(en.request.place(2));
  expect(own.words).not.toContain('Tom Baker');
  const asked = await david.heard(says(en.request.asks('Tom Baker', NAME)));
  await tom.say('my requests');
  const gone = await tom.press(({ verb }) => verb === 'withdraw');
  expect(titlesOf(gone.card)).not.toContain(en.command.withdraw.button);
  expect((await ana.say('my requests')).words).toContain(en.request.place(1));
  const late = await david.press(({ verb }) => verb === 'decline', {}, asked.attachments?.[0]?.content as never);
  expect(late.words).toMatch(/withdr/i);
  const line = (await company.history()).find((each) => each.command === 'withdraw');
  expect(line).toMatchObject({ actor_email: EMAIL('tom.baker'), benefit_id: VISIO, outcome: 'done' });
  expect((await tom.say('my requests')).words).not.toContain(en.request.place(1));
});

test('a reason that is typed with the request reaches the admins, in both languages, also through the question which is meant', async () => {
  const reasonOf = async (name: string, text: string) => {
    const chat = company.chat(name);
    const before = new Set(chat.messages().map(({ id }) => id));
    const { sent } = await chat.say(text);
    await chat.execute('withdraw', { benefit: VISIO });
    // The card of the request before may be edited only now.
    const answers = sent.filter(({ id }) => !before.has(id));
    const cards = answers.map(cardOf).filter((card) => actionsOf(card).some(({ verb }) => verb === 'withdraw'));
    return inputsOf(cards.at(-1)).reason;
  };
  for (const [text, reason] of [
    ['I need Visio because I draw floor plans', 'because I draw floor plans'],
    ['I need Visio, it’s for the diagrams.', 'it’s for the diagrams'],
    ['can I have Visio for the demo on Thursday?', 'for the demo on Thursday'],
    ['I need Visio until December to draw plans', 'until December to draw plans'],
    ['could I get access to Visio please', undefined],
    ['request Visio for me', undefined],
  ])
    expect([text, await reasonOf('tom.baker', text ?? '')]).toEqual([text, reason]);
  for (const [text, reason] of [
    ['j’ai besoin de Visio car je dessine des plans', 'car je dessine des plans'],
    ['j’ai besoin de Visio parce que je dessine des plans', 'parce que je dessine des plans'],
    ['il me faudrait Visio, c’est pour les schémas', 'c’est pour les schémas'],
    ['je voudrais Visio pour moi s’il te plaît', undefined],
  ])
    expect([text, await reasonOf('marie.dupont', text ?? '')]).toEqual([text, reason]);
  const tom = company.chat('tom.baker');
  await tom.say('I need Visual Studio because I test apps');
  await tom.press(({ verb, data }) => verb === 'assign' && typeof data?.benefit === 'string');
  expect((await company.chat('david.miller').say('open requests')).words).toContain('“because I test apps”');
});

test('an empty reason leaves the request’s card as it is', async () => {
  const tom = company.chat('tom.baker');
  const titles = titlesOf((await ask('tom.baker')).card);
  const sent = await tom.press(en.request.sendWhy, { reason: '' });
  expect(titlesOf(sent.card)).toEqual(titles);
  await tom.press(en.request.sendWhy, { reason: 'Floor plans' });
  expect(inputsOf((await tom.press(en.request.sendWhy, { reason: ' ' })).card).reason).toBe('Floor plans');
});

test.each(['approve', 'decline'] as const)('%s: a list that is older than it says who decided', async (decision) => {
  const [david, claire] = [company.chat('david.miller'), company.chat('claire.moreau')];
  await ask('tom.baker');
  const { card } = await david.say('open requests');
  await claire.say('open requests');
  await claire.press(({ verb }) => verb === decision);
  const settled = en.request.settled[decision === 'approve' ? 'approved' : 'declined']('Claire Moreau');
  const refreshed = await david.execute('refresh', refreshOf(card), 'automatic');
  expect(refreshed.words).toContain(settled);
  for (const pressed of ['approve', 'decline'])
    expect((await david.press(({ verb }) => verb === pressed, {}, card ?? undefined)).words).toContain(settled);
});

test('a request that is withdrawn while its approval is to be confirmed is not approved', async () => {
  const david = company.chat('david.miller');
  await david.say('hello');
  await ask('tom.baker', 'technical-support-incidents');
  await david.heard(says('Tom Baker requests'));
  await david.say('open requests');
  await david.press(({ verb }) => verb === 'approve');
  await david.press(({ verb }) => verb === 'assign', { email: 'tom@home.example' });
  await company.chat('tom.baker').say('withdraw my request');
  expect((await david.press('Assign')).words).toContain(en.request.settled.withdrawn(null));
  expect(await holders('technical-support-incidents')).toEqual([]);
});

test('a comment on approving support is kept while the other address is asked for', async () => {
  const [david, tom] = [company.chat('david.miller'), company.chat('tom.baker')];
  await ask('tom.baker', 'technical-support-incidents');
  await david.say('open requests');
  await david.press(en.request.approve, { comment: 'For the outage' });
  await david.press(({ verb }) => verb === 'assign', { email: 'tom@home.example' });
  const done = await david.press('Assign');
  expect(done.words).toContain(en.portal.tick);
  expect((await david.say('open requests')).words).toContain(en.request.none);
  await tom.heard(says('For the outage'));
});

test('typed: withdrawn in French, asked for again, declined with a comment', async () => {
  const marie = company.chat('marie.dupont');
  const david = company.chat('david.miller');
  await marie.say('j’ai besoin de Visio');
  expect((await marie.execute('withdraw', { benefit: VISIO })).words).toContain(
    fr.request.withdrawn('Visio Professionnel 2024'),
  );
  expect(wordsOf((await marie.execute('withdraw', { benefit: VISIO })).card)).not.toContain(
    fr.request.withdrawn('Visio Professionnel 2024'),
  );
  await marie.say('j’ai besoin de Visio');
  const { card } = await david.say('open requests');
  const after = await david.press('Decline', { comment: 'Use the web version' }, card ?? undefined);
  expect(after.words).toContain(en.request.listTitle);
  await marie.heard(says('Use the web version'));
});

test('approving is assigning: the same result, with a comment; undoing it opens the request again', async () => {
  const tom = company.chat('tom.baker');
  const david = company.chat('david.miller');
  await david.say('hello');
  await ask('tom.baker', 'visual-studio-enterprise');
  const asked = await david.heard(says(en.request.asks('Tom Baker', 'Visual Studio Enterprise')));
  const done = await david.press(
    'Approve',
    { comment: 'Until the project ends' },
    asked.attachments?.[0]?.content as never,
  );
  expect(done.words).toContain(en.portal.tick);
  await tom.heard(says('Until the project ends'));
  expect(await holders('visual-studio-enterprise')).toEqual(['tom.baker']);
  await david.press('Undo');
  expect(await holders('visual-studio-enterprise')).toEqual([]);
  expect((await david.say('open requests')).words).toContain('Tom Baker');
});

/** The newest card in the admin's chat that is about a request, as it stands now. */
const requestCard = (name: string) =>
  company
    .chat(name)
    .messages()
    .findLast((activity) => cardOf(activity)?.refresh !== undefined);
/** Waits until the admin's card of a request has these buttons. */
const buttonsBecome = (name: string, ...titles: string[]) =>
  until(async () => JSON.stringify(titlesOf(cardOf(requestCard(name)))) === JSON.stringify(titles));

test('the card of a request follows it on every admin’s side: decided, done at Microsoft, undone; nobody gets a message', async () => {
  const [david, claire] = [company.chat('david.miller'), company.chat('claire.moreau')];
  for (const admin of [david, claire]) await admin.say('language English');
  await ask('ana.souza', 'visual-studio-enterprise');
  const decide = [en.request.approve, en.request.decline];
  for (const name of ['david.miller', 'claire.moreau']) await buttonsBecome(name, ...decide);
  const sent = claire.messages().length;
  await company
    .chat('ana.souza')
    .execute('assign', { benefit: 'visual-studio-enterprise', user: 'me', reason: 'Tests' });
  for (const name of ['david.miller', 'claire.moreau'])
    await until(async () => JSON.stringify(requestCard(name)).includes('Tests'));

  const press = (title: string) => {
    const message = requestCard('david.miller');
    const action = actionsOf(cardOf(message)).find((one) => one.title === title);
    if (!message?.id || !action) throw new Error(`No ${title}`);
    const value = { action: { type: 'Action.Execute', verb: action.verb, data: action.data }, trigger: 'manual' };
    return david.invoke('adaptiveCard/action', value, { replyToId: message.id });
  };
  await press(en.request.approve);
  await buttonsBecome('david.miller', en.portalOpen, en.portal.tick, en.done.undoButton);
  await buttonsBecome('claire.moreau', en.portalOpen, en.portal.tick);
  expect(titlesOf((await press(en.portal.tick)).card)).toEqual([en.done.undoButton]);
  await press(en.done.undoButton);
  for (const name of ['david.miller', 'claire.moreau']) await buttonsBecome(name, ...decide);
  expect(await holders('visual-studio-enterprise')).toEqual([]);
  expect(claire.messages()).toHaveLength(sent);
});

test('a full benefit offers its waiting list, which stays one while the admin decides; what is typed names the same', async () => {
  await fill(VISIO);
  const david = company.chat('david.miller');
  await ask('tom.baker', 'sql-server-2022-standard');
  await ask('ana.souza');
  await ask('tom.baker');
  const both = await david.execute('assign', { benefit: VISIO, users: [EMAIL('claire.moreau'), EMAIL('tom.baker')] });
  expect(both.words).toContain('Claire Moreau');
  expect(both.words).toContain(en.confirm.noSeatFor('Tom Baker'));
  const row = await david.execute('list', { benefit: VISIO });
  const waiting = actionsOf(row.card).find(({ title }) => title === en.show.requests);
  expect(waiting).toMatchObject({ verb: 'requests', data: { benefit: VISIO } });
  const details = await david.execute('show', { benefit: VISIO });
  expect(titlesOf(details.card)).toContain(en.show.requests);
  expect(titlesOf(details.card)).not.toContain(en.command.assign.button);
  expect(titlesOf((await david.execute('assign', { benefit: VISIO })).card)).toContain(en.show.requests);
  const holders = titlesOf((await david.execute('assignments', { benefit: VISIO })).card);
  expect(holders).toEqual(expect.arrayContaining([en.show.requests, en.show.back]));
  expect(holders).not.toContain(en.command.assign.button);
  const shown = await david.press(en.show.requests, {}, row.card ?? undefined);
  const asked = (who: string, what = NAME) => en.request.asks(who, what);
  const order = (words: string) => ['Ana Souza', 'Tom Baker'].map((who) => words.indexOf(asked(who)));
  const [first = -1, second = -1] = order(shown.words);
  expect(first).toBeGreaterThan(-1);
  expect(second).toBeGreaterThan(first);
  expect(shown.words).not.toContain('SQL Server');
  expect(order(wordsOf((await david.say('who is waiting for Visio?')).card)).every((at) => at > 0)).toBe(true);
  const toms = wordsOf((await david.say('Tom’s requests')).card);
  expect(toms).toContain('SQL Server');
  expect(toms).not.toContain('Ana Souza');
  const after = await david.press(en.request.decline, {}, shown.card ?? undefined);
  expect(after.words).toContain(en.request.settled.declined('David Miller'));
  expect(after.words).toContain(asked('Tom Baker'));
  expect(after.words).not.toContain('SQL Server');
});

test('whoever asks for the requests of another is told whom to ask, not shown their own', async () => {
  await ask('ana.souza');
  const words = wordsOf((await company.chat('ana.souza').say('Tom’s requests')).card);
  expect(words).toMatch(/Claire Moreau/);
  expect(words).not.toContain(NAME);
});

test('more than ten open requests: the next page has the others', async () => {
  const { benefits } = await company.books();
  const names = benefits.filter(
    ({ starts_on = '', expires_on = '' }) => starts_on <= inDays(0) && expires_on >= inDays(0),
  );
  const ids = names.map(({ id = '' }) => id).slice(0, 11);
  expect(ids).toHaveLength(11);
  for (const id of ids) await ask('tom.baker', id);
  const david = company.chat('david.miller');
  const first = await david.say('open requests');
  expect(actionsOf(first.card).filter(({ verb }) => verb === 'decline')).toHaveLength(10);
  const next = await david.press(en.next);
  expect(actionsOf(next.card).filter(({ verb }) => verb === 'decline')).toHaveLength(1);
});

test('in the list an approved request has what its result has: the portal, the step, Undo; each returns to the list, which the chat keeps', async () => {
  const david = company.chat('david.miller');
  await ask('ana.souza', 'visual-studio-enterprise');
  await ask('tom.baker');
  const list = await david.say('open requests');
  // A request's own card may come meanwhile.
  const shown = list.sent.find((one) => JSON.stringify(one).includes('"fromList":'));
  const titles = (card: unknown) => titlesOf(card).filter((title) => title !== en.request.decline);
  const approved = await david.press(en.request.approve);
  const result = [en.portalOpen, en.portal.tick, en.done.undoButton];
  expect(titles(approved.card)).toEqual([...result, en.request.approve]);
  const refreshed = await david.execute('refresh', refreshOf(approved.card), 'automatic');
  expect(titles(refreshed.card)).toEqual([...result, en.request.approve]);
  await until(async () =>
    titlesOf(cardOf(david.messages().find(({ id }) => id === shown?.id))).includes(en.portal.tick),
  );
  const ticked = await david.press(en.portal.tick);
  expect(titles(ticked.card)).toEqual([en.done.undoButton, en.request.approve]);
  const undone = await david.press(en.done.undoButton);
  expect(titles(undone.card)).toEqual([en.request.approve, en.request.approve]);
});

test('a seat is given back by its holder: the admins are told, nobody is asked, and it can be requested again', async () => {
  const tom = company.chat('tom.baker');
  const david = company.chat('david.miller');
  await david.say('hello');
  await david.execute('assign', { benefit: VISIO, user: EMAIL('tom.baker') });
  await david.press('Assign');
  const confirm = await tom.execute('unassign', { benefit: VISIO, user: 'me' });
  expect(confirm.words).toContain(en.confirm.giveBack(NAME));
  expect((await tom.execute('unassign', { benefit: VISIO, user: EMAIL('ana.souza') })).words).toMatch(/Claire Moreau/);
  await tom.execute('unassign', { benefit: VISIO, user: 'me' });
  expect((await tom.say('I don’t need Visual Studio any more')).words).toContain(
    refusalSaid({ reason: 'not-yours', benefit: 'Visual Studio Enterprise' }, {}),
  );
  await tom.execute('unassign', { benefit: VISIO, user: 'me' });
  const done = await tom.press('Give it back');
  expect(done.words).toContain(en.done.gaveBack(NAME));
  expect(done.words).not.toContain('Undo');
  expect(done.words).toContain(en.show.request);
  expect(await holders(VISIO)).toEqual([]);
  const told = await david.heard(says(/Tom Baker.*gave.*back|gave back/));
  expect(JSON.stringify(told)).toContain(NAME);
  const line = (await company.history()).find((each) => each.command === 'unassign');
  expect(line).toMatchObject({ actor_email: EMAIL('tom.baker'), person_email: EMAIL('tom.baker') });
});

test('what was only asked for is withdrawn where it is said to be no longer needed; nothing else is suggested', async () => {
  const tom = company.chat('tom.baker');
  await ask('tom.baker');
  const shown = titlesOf((await tom.execute('show', { benefit: VISIO })).card);
  expect(shown).toContain(en.command.withdraw.button);
  expect(shown).not.toContain(en.show.request);
  const card = await tom.say('I no longer need Visio');
  expect(titlesOf(card.card)).toContain(en.command.withdraw.button);
  const gone = await tom.press(en.command.withdraw.button);
  expect(titlesOf(gone.card)).toEqual([en.show.request]);
  const none = await tom.say('I no longer need Visio');
  expect(none.words).toContain(refusalSaid({ reason: 'not-yours', benefit: NAME }, {}));
  expect(titlesOf(none.card)).toEqual([en.show.request, en.show.back]);
});

test('an answer takes the place of the card that it answers, also after the chat is opened anew', async () => {
  const david = company.chat('david.miller');
  const asked = await david.execute('assign', { benefit: VISIO, user: EMAIL('tom.baker') });
  await david.say('assign Visio to Tom Baker');
  const cancelled = await david.press('Cancel');
  expect(titlesOf(cancelled.card)).toEqual([en.show.back]);
  expect(cancelled.words).toContain(en.reply.cancelled);
  await until(async () => david.messages().some(({ text }) => text === en.reply.cancelled));
  expect(titlesOf(asked.card)).toContain('Assign');
});

test('an admin who takes a seat reads it on the card alone; the request for it is settled, the step stands', async () => {
  const david = company.chat('david.miller');
  await david.say('hello');
  await company.chat('ana.souza').say('hello');
  await david.execute('assign', { benefit: 'visual-studio-enterprise', user: EMAIL('david.miller') });
  expect((await david.press('Assign')).words).toContain(en.portal.tick);
  await david.press(en.portal.tick);
  await david.execute('unassign', { benefit: 'visual-studio-enterprise', user: EMAIL('david.miller') });
  await david.press(({ data }) => data?.confirm === true);
  await ask('ana.souza');
  await david.heard(says(en.request.asks('Ana Souza', NAME)));
  expect(david.messages().filter((message) => says(/You now have|is ready/)(cardOf(message)))).toEqual([]);
  expect((await company.history()).map(({ command }) => command)).toEqual(
    expect.arrayContaining(['assign', 'portal', 'unassign']),
  );
});

test('of an unclear benefit, the one that the person has is taken back; nothing held is said', async () => {
  const david = company.chat('david.miller');
  await david.execute('assign', { benefit: 'visual-studio-professional', user: EMAIL('tom.baker') });
  await david.press('Assign');
  const confirm = await david.say('take Visual Studio back from Tom Baker');
  expect(confirm.words).toContain(en.confirm.unassign('Visual Studio Professional'));
  await david.press('Take back');
  for (const text of ['take everything back from Tom Baker', 'take Visual Studio back from Tom Baker'])
    expect((await david.say(text)).words).toMatch(/Tom Baker (?:has no benefits|doesn’t have)/);
});

test('the requests of somebody who is removed are closed', async () => {
  await ask('tom.baker');
  const david = company.chat('david.miller');
  await david.execute('remove-user', { user: EMAIL('tom.baker') });
  await david.press('Remove');
  expect((await david.say('open requests')).words).toContain(en.request.none);
});

test('a new role is told to the person; the same role is no change; losing one’s own is warned about', async () => {
  const david = company.chat('david.miller');
  const ana = company.chat('ana.souza');
  await ana.say('hello');
  await david.execute('set-role', { user: EMAIL('ana.souza'), role: 'viewer' });
  await david.press('Change role');
  await ana.heard(says('You are now a viewer'));
  const same = await david.execute('set-role', { user: EMAIL('ana.souza'), role: 'viewer' });
  expect(same.words).toMatch(/has this role already/);
  const own = await david.execute('set-role', { user: EMAIL('david.miller'), role: 'viewer' });
  expect(own.words).toContain(en.confirm.losesOwnRole);
  const changes = (await company.history()).filter((line) => line.command === 'set-role');
  expect(changes).toHaveLength(1);
});
