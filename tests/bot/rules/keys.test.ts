import type { SeatsAnswer } from '../../../bot/api/types';
import { actionsOf } from '../../support/teams';
import { en } from '../../support/wording';
import { type Company, contoso, EMAIL, keysIn, keysOf, openCompany, ticketIn } from './company';

/** Rules 3 and 4: software keys; licence keys and Azure. Keys come in the card that a press returns. */

jest.setTimeout(60_000);

const E3 = keysOf('microsoft-365-e3');
const OFFICE = contoso().keys.filter((row) => row.benefit_id === 'office-pro-plus-2024');
const office = (language: string, os: string): string =>
  OFFICE.find((row) => row.language === language && row.os === os)?.key ?? '';

let company: Company;
beforeAll(async () => {
  company = await openCompany({ KEYS_IN: 'card' });
}, 60_000);
afterAll(() => company?.close());

describe('rule 3: software', () => {
  test('language and operating system are asked for on one card where keys differ; then instructions and downloads', async () => {
    const david = company.chat('david.miller');
    const asked = await david.say('key for Office');
    expect(asked.words).toContain(en.ask.language);
    expect(asked.words).toContain(en.ask.os);
    const offer = await david.press(en.ask.next, { language: 'fr', os: 'windows-x86' });
    expect(offer.words).toContain('Key for Office');
    const shown = await david.press('Show key');
    expect(keysIn(shown)).toEqual([office('fr', 'windows-x86')]);
    expect(shown.words).toContain('Uninstall any other edition of Office first.');
    expect(JSON.stringify(shown.card)).toContain('office-pro-plus-2024/fr/windows-x86.iso');
    expect(JSON.stringify(shown.card)).not.toContain('office-pro-plus-2024/en/');
    expect(shown.sent).toEqual([]);
  });

  test('in French, typed in one go', async () => {
    const claire = company.chat('claire.moreau');
    const offer = await claire.say('clé d’Office en français pour Windows 64 bits');
    expect(offer.words).toContain('Clé');
    const shown = await claire.press((action) => action.data?.reveal === true);
    expect(keysIn(shown)).toEqual([office('fr', 'windows-x64')]);
    expect(shown.words).toContain('Désinstallez d’abord toute autre édition d’Office.');
  });

  test('the questions are answered in words', async () => {
    const david = company.chat('david.miller');
    await david.say('I need the key for Office');
    expect((await david.say('German')).words).toContain(en.ask.os);
    await david.say('32-bit');
    expect(keysIn(await david.press('Show key'))).toEqual([office('de', 'windows-x86')]);
  });

  test('nothing is asked where there is nothing to choose; one key for everybody, again and again', async () => {
    const david = company.chat('david.miller');
    await david.say('key for Exchange Server in English');
    const first = keysIn(await david.press('Show key'));
    const claire = company.chat('claire.moreau');
    await claire.say('clé d’Exchange Server en anglais');
    expect(keysIn(await claire.press((action) => action.data?.reveal === true))).toEqual(first);
    expect(first).toEqual(keysOf('exchange-server-2019'));
  });

  test('a key for any language is offered whatever language is asked for; only the download’s absence is said', async () => {
    const david = company.chat('david.miller');
    expect((await david.say('key for SQL Server')).words).toContain('Key for SQL Server');
    await david.say('key for SQL Server in Japanese');
    const shown = await david.press('Show key');
    expect(keysIn(shown)).toEqual(keysOf('sql-server-2022-standard'));
    expect(shown.words).toContain(en.keys.noDownload('Japanese'));
  });

  test('a language that there is no key for is said, with those that there are', async () => {
    const turn = await company.chat('david.miller').say('key for Office in Japanese');
    expect(turn.words).toMatch(/English/);
    expect(turn.words).toMatch(/German/);
    expect(keysIn(turn)).toEqual([]);
  });

  test('a reveal takes no seat and is in the history without the key', async () => {
    const { seats, history } = await company.books();
    expect(seats.filter((seat) => seat.state !== 'free')).toEqual([]);
    const reveals = history.filter((line) => line.command === 'keys' && line.outcome === 'done');
    expect(reveals.filter((line) => line.benefit_id === 'office-pro-plus-2024')).toHaveLength(3);
    expect(reveals.every((line) => (line.actor_email ?? '').endsWith('@contoso.example'))).toBe(true);
  });

  test('a regional language can be chosen', async () => {
    const keys = ['pt-BR', 'pt-PT', 'zh-Hant-TW'].map((language, at) => ({
      benefit_id: 'office-pro-plus-2024',
      key: `RG1${at}X-22222-33333-44444-55555`,
      kind: 'multiple',
      language,
      os: '',
    }));
    await company.feed({ keys });
    const david = company.chat('david.miller');
    const offered = await david.say('key for Office');
    for (const { language, key } of keys) {
      expect(JSON.stringify(offered.card)).toContain(`"${language}"`);
      const shown = await david.execute('keys', { benefit: 'office-pro-plus-2024', language, reveal: true });
      expect(JSON.stringify(shown.body)).toContain(key);
    }
  });
});

describe('rule 4: cloud, licence-based', () => {
  test('how many are left is said before; a key is taken once and shown again to its taker', async () => {
    const david = company.chat('david.miller');
    const offer = await david.say('key for Microsoft 365 E3');
    expect(offer.words).toContain(en.keys.offerSingle(5, 5));
    const shown = await david.press('Show key');
    expect(keysIn(shown)).toEqual([E3[0]]);
    expect(shown.words).toContain(en.keys.free(4));
    expect(shown.words).toContain('Redeem the key in the Microsoft 365 admin centre');

    const again = await david.say('key for Microsoft 365 E3');
    expect(again.words).toContain(en.keys.offerMine(1));
    expect(keysIn(await david.press('Show key'))).toEqual([E3[0]]);
    const lines = (await company.history()).filter(
      (line) => line.command === 'keys' && line.benefit_id === 'microsoft-365-e3' && line.outcome === 'done',
    );
    expect(lines).toHaveLength(2);
  });

  test('another admin gets the next one', async () => {
    const claire = company.chat('claire.moreau');
    await claire.say('clé Microsoft 365 E3');
    expect(keysIn(await claire.press((action) => action.data?.reveal === true))).toEqual([E3[1]]);
  });

  test('another one for the same admin is confirmed first, and a second press of the same takes no third', async () => {
    const david = company.chat('david.miller');
    await david.say('key for Microsoft 365 E3');
    const confirm = await david.press('Take another key');
    expect(confirm.words).toContain(en.confirm.keysLeft(3, 5));
    expect(keysIn(confirm)).toEqual([]);
    const offer = await david.press('Take another key');
    expect(keysIn(offer)).toEqual([]);
    const card = offer.card ?? {};
    expect(keysIn(await david.press('Show key', {}, card))).toEqual([E3[2]]);
    expect(keysIn(await david.press('Show key', {}, card))).toEqual([E3[2]]);
    expect((await david.say('key for Microsoft 365 E3')).words).toContain(en.keys.offerMine(2));
  });

  test('without the confirmation another one is not taken, whatever the data say', async () => {
    const david = company.chat('david.miller');
    const data = { benefit: 'microsoft-365-e3', reveal: true, another: true };
    for (const more of [{}, { confirm: true }, { confirm: true, version: 'keys' }, { confirm: true, version: 'a.b' }])
      expect(keysIn(await david.execute('keys', { ...data, ...more }))).toEqual([]);
    expect((await david.say('key for Microsoft 365 E3')).words).toContain(en.keys.offerMine(2));
  });

  test('for a seat’s holder: recorded against the person, and for nobody without a seat', async () => {
    const david = company.chat('david.miller');
    const data = { benefit: 'microsoft-365-e3', user: EMAIL('ana.souza') };
    expect((await david.execute('keys', data)).words).toMatch(/Ana Souza/);
    expect(keysIn(await david.execute('keys', { ...data, reveal: true }))).toEqual([]);
    await david.say('assign Microsoft 365 E3 to Ana Souza');
    await david.press('Assign');
    await david.execute('keys', data);
    const shown = await david.press('Show key');
    expect(keysIn(shown)).toEqual([E3[3]]);
    expect(shown.words).toContain(en.keys.holder('Ana Souza'));
    const line = (await company.history()).find((each) => each.command === 'keys');
    expect(line).toMatchObject({ person_email: EMAIL('ana.souza'), actor_email: EMAIL('david.miller') });
    const list = await david.say('who has Microsoft 365 E3');
    const keyFor = actionsOf(list.card ?? {}).find(({ verb }) => verb === 'keys');
    expect(keyFor?.data).toMatchObject(data);
    const { rows } = (await company.api('seats', 'david.miller', { search: '', skip: 0, limit: 50 }))
      .body as SeatsAnswer;
    expect(rows.filter(({ hasKey }) => hasKey).map(({ benefit }) => benefit.id)).toContain(data.benefit);
    expect((await company.chat('claire.moreau').execute('keys', keyFor?.data)).words).toContain('Ana Souza');
    const [benefit, from] = [data.benefit, data.user];
    for (const [verb, slots] of [
      ['unassign', { benefit, user: from }],
      ['unassign', { benefit, users: [from, EMAIL('marie.dupont')] }],
      ['unassign', { benefits: [benefit, 'power-bi-pro'], user: from }],
      ['reassign', { benefit, from, to: EMAIL('marie.dupont') }],
    ] as const)
      expect((await david.execute(verb, slots)).words).toContain(en.confirm.keyStays('Ana Souza', 1));
  });

  test('two admins who press at the same moment get two keys, one who presses twice gets one', async () => {
    const david = company.chat('david.miller');
    const claire = company.chat('claire.moreau');
    const data = { benefit: 'power-bi-pro', reveal: true };
    const shown = await Promise.all([
      david.execute('keys', data),
      david.execute('keys', data),
      claire.execute('keys', data),
      claire.execute('keys', data),
    ]);
    const keys = shown.map((turn) => keysIn(turn));
    expect(keys.map((each) => each.length)).toEqual([1, 1, 1, 1]);
    expect(keys[0]).toEqual(keys[1]);
    expect(keys[2]).toEqual(keys[3]);
    expect(keys[0]).not.toEqual(keys[2]);
  });

  test('used up: said, with how many there were', async () => {
    const david = company.chat('david.miller');
    await david.say('key for Visio in English for Windows 64-bit');
    const [visio] = keysIn(await david.press('Show key'));
    expect(visio).toBe(keysOf('visio-pro-2024')[0]);
    const claire = company.chat('claire.moreau');
    await claire.say('clé de Visio en français');
    const data = { benefit: 'visio-pro-2024', language: 'fr', os: 'windows-x64', reveal: true };
    const turn = await claire.execute('keys', data);
    expect(keysIn(turn)).toEqual([]);
    expect(turn.words).toMatch(/épuis|utilisée|prise/);
  });
});

describe('rule 4: cloud, usage-based', () => {
  test('Azure is assigned to oneself, then comes the link to its portal', async () => {
    const david = company.chat('david.miller');
    expect((await david.say('assign the Azure credit to Tom Baker')).words).toMatch(/only|yourself|themselves/i);
    const confirm = await david.say('assign the Azure credit to me');
    expect(confirm.words).toContain('David Miller');
    const done = await david.press('Assign');
    expect(JSON.stringify(done.card)).toContain('https://portal.azure.com');
    expect(await company.seats('azure-credit')).toEqual([`${EMAIL('david.miller')} active`]);
    const full = await company.chat('claire.moreau').say('je veux le crédit Azure pour moi');
    expect(full.words).toMatch(/David Miller/);
  });

  test('an employee who asks for it gets it when an admin approves', async () => {
    const david = company.chat('david.miller');
    await david.say('take the Azure credit back from David Miller');
    await david.press((action) => action.data?.confirm === true);
    await company.chat('tom.baker').say('I need the Azure credit');
    await david.say('requests');
    expect((await david.press('Approve')).words).toContain(en.request.settled.approved('David Miller'));
    expect((await company.seats('azure-credit'))[0]).toContain(EMAIL('tom.baker'));
  });
});

describe('a key is in the answer of the press alone', () => {
  const data = { benefit: 'exchange-server-2019', language: 'en', reveal: true };

  test('a fallback Submit is refused', async () => {
    const david = company.chat('david.miller');
    for (const turn of [
      await david.submit({ verb: 'keys', ...data }),
      await david.submit({ verb: 'keys', ...data, confirm: true, another: true }),
      await david.submitDialog({ verb: 'keys', ...data }),
    ]) {
      expect(keysIn({ body: turn })).toEqual([]);
      expect(turn.words).toMatch(/can’t|cannot|not.* here|Teams/i);
    }
  });

  test('a dialog opens no page in this mode, the tab gets none without the dialog', async () => {
    const david = company.chat('david.miller');
    const fetched = await david.fetchDialog({ verb: 'keys', ...data });
    expect(ticketIn(fetched)).toBeNull();
    expect(keysIn({ body: fetched })).toEqual([]);
    const tab = await company.api('command', 'david.miller', { verb: 'keys', data });
    expect(keysIn({ body: tab.text })).toEqual([]);
  });

  test('in a group it moves to the personal chat, which shows none either', async () => {
    const members = [company.person('david.miller'), company.person('tom.baker')];
    const group = company.teams.group('Launch', members)(company.person('david.miller'));
    for (const turn of [await group.execute('keys', data), await group.submit({ verb: 'keys', ...data })]) {
      expect(turn.words).toMatch(/personal chat/);
      expect(keysIn({ body: turn })).toEqual([]);
    }
  });

  test('no product key in any message, mail, log, export or file', async () => {
    expect(await company.keysSeen()).toEqual([]);
  });
});

test('a key for somebody without a seat offers to assign one', async () => {
  const turn = await company
    .chat('david.miller')
    .execute('keys', { benefit: 'visio-pro-2024', user: EMAIL('li.ming') });
  const offered = actionsOf(turn.card ?? {}).find(({ verb }) => verb === 'assign');
  expect(offered?.data).toMatchObject({ benefit: 'visio-pro-2024', user: EMAIL('li.ming') });
});
