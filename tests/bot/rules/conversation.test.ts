import { actSaid, en, fr } from '../../support/wording';
import { type Company, EMAIL, openCompany } from './company';

/** Words instead of buttons: answers, corrections, giving up, languages. */

jest.setTimeout(60_000);

let company: Company;
beforeAll(async () => {
  company = await openCompany();
}, 60_000);
afterAll(() => company?.close());

const seats = (): Promise<string[]> => company.seats('visual-studio-enterprise');

test('everything that is missing is asked for, and answered in words', async () => {
  const david = company.chat('david.miller');
  expect((await david.say('assign')).words).toContain(en.ask.benefit);
  expect((await david.say('Visual Studio Enterprise')).words).toContain(en.ask.who);
  expect((await david.say('Tom')).words).toContain(en.confirm.assign('Visual Studio Enterprise'));
  expect((await david.say('yes please')).words).toContain(
    actSaid('done', 'assign', { benefit: 'Visual Studio Enterprise', who: 'Tom Baker' }),
  );
  expect(await seats()).toHaveLength(1);
});

test('what is forbidden or only told is not answered by “You’re welcome!”', async () => {
  const [david, claire] = [company.chat('david.miller'), company.chat('claire.moreau')];
  for (const text of ['don’t give Dynamics to Tom', 'Tom told me he would like Dynamics one day'])
    expect((await david.say(text)).words).toBe(en.reply.changesNothing);
  await claire.say('bonjour');
  expect((await claire.say('il ne faut surtout pas donner Dynamics à Tom')).words).toBe(fr.reply.changesNothing);
  expect((await david.say('buy 5 more Power BI')).words).toBe(en.reply.cannot);
  expect((await david.say('thanks, that is not needed any more')).words).toBe(en.reply.courtesy);
});

test('after “I’m not changing anything” a yes confirms nothing', async () => {
  const david = company.chat('david.miller');
  await david.say('assign Power BI to Ana');
  expect((await david.say('don’t give Visio to Tom')).words).toBe(en.reply.changesNothing);
  expect((await david.say('yes')).words).toBe(en.reply.nothingToConfirm);
  expect(await company.seats('power-bi-pro')).toEqual([]);
});

test('a new list is none about the benefit of the answer before', async () => {
  const claire = company.chat('claire.moreau');
  await claire.say('combien reste-t-il de Power BI ?');
  expect((await claire.say('ce qui se termine bientôt')).words).not.toContain('Power BI');
});

test('in French', async () => {
  const claire = company.chat('claire.moreau');
  expect((await claire.say('attribue une licence')).words).toMatch(/Quel avantage/);
  expect((await claire.say('Visual Studio Enterprise')).words).toMatch(/Pour qui/);
  expect((await claire.say('Marie')).words).toContain('Marie Durand');
  expect((await claire.say('Dupont')).words).toMatch(/Attribuer Visual Studio Enterprise\s\?/);
  expect((await claire.say('non, plutôt Durand')).words).toContain('Marie Durand');
  expect((await claire.say('oui')).words).toContain(
    actSaid('done', 'assign', { benefit: 'Visual Studio Enterprise', who: 'Marie Durand' }, 'fr'),
  );
});

test.each(['cancel', 'never mind', 'no', 'annule', 'non'])('“%s” gives up, and nothing is done', async (text) => {
  const david = company.chat('david.miller');
  const before = await seats();
  await david.say('assign Visual Studio Enterprise to Ana Souza');
  const turn = await david.say(text);
  expect(turn.words).toMatch(new RegExp(`${en.reply.cancelled}|${fr.reply.cancelled}`));
  await david.say('yes');
  expect(await seats()).toEqual(before);
});

test('a yes in another conversation, or by somebody else, confirms nothing', async () => {
  const david = company.chat('david.miller');
  const before = await seats();
  await david.say('assign Visual Studio Enterprise to Ana Souza');
  await company.chat('claire.moreau').say('oui');
  const members = [company.person('david.miller'), company.person('claire.moreau')];
  await company.teams.group('Launch', members)(company.person('david.miller')).say('yes');
  expect(await seats()).toEqual(before);
  await david.say('cancel');
});

test('a reading question in a group keeps the confirmation in the personal chat open', async () => {
  const david = company.person('david.miller');
  const group = company.teams.group('Launch', [david])(david);
  await company.chat('david.miller').say('assign Dynamics to Nadia Benali');
  await group.say('what does Tom have?');
  await company.chat('david.miller').say('yes');
  expect(await company.seats('dynamics-365-sales')).toHaveLength(1);
});

test('a new request in place of the answer is done; the old question is forgotten', async () => {
  const david = company.chat('david.miller');
  const before = await seats();
  await david.say('assign Visual Studio Enterprise to Ana Souza');
  expect((await david.say('take Visual Studio Enterprise back from Tom Baker')).words).toMatch(/Take .* back\?/);
  await david.say('cancel');
  expect(await seats()).toEqual(before);
});

test('thanks and chatter change nothing; what is not understood offers what it could be', async () => {
  const david = company.chat('david.miller');
  for (const text of ['thanks, the key works!', 'merci, la clé marche !', 'Power BI is great', 'lol', '🙂', '?'])
    expect((await david.say(text)).words).not.toMatch(/Assign |Take .* back|Show key/);
  expect((await david.say('qwertz asdf yxcv')).words).not.toBe('');
  for (const text of ['<script>alert(1)</script>', '\u200b\u200f', 'a'.repeat(20_000), '<at>Benefits</at>'])
    expect((await david.say(text)).status).toBe(200);
});

test('an unknown name is said, with what is near', async () => {
  const david = company.chat('david.miller');
  expect((await david.say('show Visual Studio Ultimate')).words).toContain(
    en.ask.unknownBenefit('Visual Studio Ultimate'),
  );
  expect((await david.say('assign Power BI Pro to Gandalf')).words).toContain(en.ask.unknownPerson('Gandalf'));
  await david.say('cancel');
});

test('a mention of a person is that person', async () => {
  const members = [company.person('david.miller'), company.person('ana.souza')];
  const david = company.teams.group('Launch', members)(company.person('david.miller'));
  const ana = company.person('ana.souza');
  const bot = company.teams.bot;
  const entities = [
    { type: 'mention', mentioned: bot, text: `<at>${bot.name}</at>` },
    { type: 'mention', mentioned: { id: ana.id, name: ana.name }, text: '<at>Ana S.</at>' },
  ];
  await david.say(`<at>${bot.name}</at> assign Power BI Pro to <at>Ana S.</at>`, { entities });
  await company.chat('david.miller').say('yes');
  expect(await company.seats('power-bi-pro')).toEqual([`${EMAIL('ana.souza')} active`]);
});

test('a mention of somebody who is not in the list offers to add exactly that person', async () => {
  const kevin = company.teams.person({ email: EMAIL('kevin.out'), name: 'Kevin Out', locale: 'en-US' });
  const david = company.teams.group('Launch', [company.person('david.miller'), kevin])(company.person('david.miller'));
  const entities = [{ type: 'mention', mentioned: { id: kevin.id, name: kevin.name }, text: '<at>Kevin Out</at>' }];
  await david.say('assign Office to <at>Kevin Out</at>', { entities });
  await company.chat('david.miller').say('yes');
  expect(await company.seats('office-pro-plus-2024')).toEqual([`${EMAIL('kevin.out')} active`]);
});

test('a card in the language of a message stays in it: its buttons, its pages, when it looks again', async () => {
  const david = company.chat('david.miller');
  const list = await david.say('montre-moi la liste des avantages');
  expect(list.words).toContain('Avantages');
  const { verb, data } = refreshOf(list.card);
  expect((await david.execute(verb, data)).words).toContain('Avantages');
  expect((await david.press('Suivant')).words).toContain('Avantages');
  await david.say('attribue Power BI Pro à Nadia Petit');
  expect((await david.press('Annuler')).words).toContain(fr.reply.cancelled);

  const own = await david.say('show me the list of benefits');
  expect(JSON.stringify(own.card)).not.toContain('"locale"');
});

test('the language: chosen, else the message’s, else the person’s', async () => {
  const david = company.chat('david.miller');
  const claire = company.chat('claire.moreau');
  expect((await david.say('montre-moi la liste des avantages')).words).toContain('Avantages');
  expect((await claire.say('show me the list of benefits')).words).toContain('Benefits');
  expect((await claire.execute('list', {})).words).toContain('Avantages');
  expect((await david.execute('list', {})).words).toContain('Benefits');
  expect((await david.say('speak French to me')).words).toContain(fr.reply.languageIs);
  expect((await david.say('show me the list of benefits')).words).toContain('Avantages');
  expect((await david.execute('list', {})).words).toContain('Avantages');
  expect((await david.say('réponds-moi en anglais')).words).toContain(en.reply.languageIs);
  expect((await david.execute('list', { locale: 'fr' })).words).toContain('Benefits');
});

const refreshOf = (card: unknown): { verb: string; data: Record<string, unknown> } =>
  (card as { refresh: { action: { verb: string; data: Record<string, unknown> } } }).refresh.action;
