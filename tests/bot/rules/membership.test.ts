import { membershipBlocker } from '../../../benefits/membership';
import { actionsOf, type CardAction, titlesOf } from '../../support/cards';
import { actSaid, en, refusalSaid } from '../../support/wording';
import { type Company, contoso, EMAIL, inDays, openCompany, type Row } from './company';

/** Rules 1, 2 and 7: membership, packages and lists, buying and renewing. */

jest.setTimeout(60_000);

let company: Company;
beforeAll(async () => {
  company = await openCompany({ KEYS_IN: 'card', GRACE_DAYS: '10' });
}, 60_000);
afterAll(() => company?.close());

const membership = (more: Row): Row[] => contoso().membership.map((row) => ({ ...row, ...more }));
const benefit = (id: string, more: Row): Row[] =>
  contoso()
    .benefits.filter((row) => row.id === id)
    .map((row) => ({ ...row, ...more }));

const links = (card: unknown): string => JSON.stringify(card);

/** Every way to activate something, each refused for this reason and with this link. */
async function nothingCanBeActivated(reason: RegExp, raison: RegExp, link: string | null): Promise<void> {
  const david = company.chat('david.miller');
  const claire = company.chat('claire.moreau');
  const exchange = { benefit: 'exchange-server-2019', language: 'en', reveal: true };
  const vs = { benefit: 'visual-studio-enterprise', user: EMAIL('tom.baker'), confirm: true, version: 'x' };
  const english = [
    await david.say('key for Exchange Server in English'),
    await david.execute('keys', exchange),
    await david.say('assign Visual Studio Enterprise to Tom Baker'),
    await david.execute('assign', vs),
    await david.say('assign the Azure credit to me'),
    await david.say('assign Technical support incidents to Tom Baker, tom@private.example'),
  ];
  const french = [
    await claire.say('clé d’Exchange Server en français'),
    await claire.execute('keys', exchange),
    await claire.say('attribue Visual Studio Enterprise à Tom Baker'),
    await claire.execute('assign', vs),
  ];
  for (const turn of english) expect(turn.words).toMatch(reason);
  for (const turn of french) expect(turn.words).toMatch(raison);
  if (link) for (const turn of [...english, ...french]) expect(links(turn.card)).toContain(link);

  const tom = company.chat('tom.baker');
  expect((await tom.say('I need Visual Studio Enterprise')).words).toMatch(reason);

  // Lists and details still show.
  expect((await david.say('list the benefits')).words).toContain('Windows 11 Enterprise');
  const details = await david.say('show Visual Studio Enterprise');
  expect(details.words).toContain('Subscription with MSDN.');
  expect(details.words).toMatch(reason);
  expect((await claire.say('montre Visual Studio Enterprise')).words).toContain('Abonnement avec MSDN.');
  const { seats, history } = await company.books();
  expect(seats.filter((seat) => seat.state !== 'free' && seat.holder_email !== EMAIL('ana.souza'))).toEqual([]);
  const refused = history.filter((line) => line.outcome === 'refused' && line.actor_email === EMAIL('david.miller'));
  expect(new Set(refused.map((line) => line.command))).toEqual(new Set(['keys', 'assign']));
}

test('rule 1: no membership: lists and details show, nothing can be activated', async () => {
  const nothing = { membership: [], benefits: [], keys: [], downloads: [], users: contoso().users };
  const other = await openCompany({ ADMINS: EMAIL('david.miller') }, nothing);
  try {
    const david = other.chat('david.miller');
    expect((await david.say('list the benefits')).words).toContain(en.list.noneYet);
    const standing = await david.say('membership');
    expect(standing.words).toContain(en.membership.none);
    expect(links(standing.card)).toContain('https://partner.microsoft.com');
    for (const turn of [await david.execute('keys', { benefit: 'x' }), await david.execute('assign', { benefit: 'x' })])
      expect(turn.words).toContain(en.ask.unknownBenefit('x'));
    // Nobody else is known yet, not even by name.
    expect((await other.chat('tom.baker').say('list')).words).toContain(refusalSaid({ reason: 'stranger' }));
  } finally {
    await other.close();
  }
});

test('rule 1: with no membership the reason comes with the link to join', () => {
  expect(membershipBlocker(null, inDays(0), 30)).toEqual({
    reason: 'membership-none',
    joinUrl: 'https://partner.microsoft.com',
  });
});

test('rule 1: a pending membership, and one that has not begun', async () => {
  await company.feed({ membership: membership({ status: 'pending' }) });
  await nothingCanBeActivated(/isn’t active yet/, /pas encore active/, 'https://partner.microsoft.com');
  await company.feed({ membership: membership({ starts_on: inDays(5) }) });
  expect((await company.chat('david.miller').say('key for Exchange in English')).words).toMatch(/isn’t active yet/);
});

test('rule 1: in the days of grace everything works', async () => {
  await company.feed({ membership: membership({ expires_on: inDays(-10) }) });
  const david = company.chat('david.miller');
  expect((await david.say('assign Visual Studio Enterprise to Ana Souza')).words).toContain('Assign');
  expect((await david.press('Assign')).words).toContain(
    actSaid('done', 'assign', { benefit: 'Visual Studio Enterprise', who: 'Ana Souza' }),
  );
  expect((await david.say('membership')).words).toContain(en.standing.grace);
});

test('rule 1: after the days of grace nothing can be activated any more', async () => {
  await company.feed({ membership: membership({ expires_on: inDays(-11) }) });
  await nothingCanBeActivated(/ended on/, /expiré le/, 'https://partner.microsoft.com/membership/renew');
});

test('rule 1: what was taken back can not be given again by undo after the end', async () => {
  await company.feed({ membership: contoso().membership });
  const david = company.chat('david.miller');
  await david.say('take Visual Studio Enterprise back from Ana Souza');
  expect((await david.press('Take back')).words).toContain(
    actSaid('done', 'unassign', { benefit: 'Visual Studio Enterprise', who: 'Ana Souza' }),
  );
  await company.feed({ membership: membership({ expires_on: inDays(-11) }) });
  expect((await david.press('Undo')).words).toMatch(/ended on/);
  expect(await company.seats('visual-studio-enterprise')).toEqual([]);
});

test('rule 1: reassigning is an activation too; taking back is always possible', async () => {
  await company.feed({ membership: contoso().membership });
  const david = company.chat('david.miller');
  await david.say('assign Visual Studio Professional to Ana Souza');
  await david.press('Assign');
  await company.feed({ membership: membership({ status: 'expired', expires_on: inDays(-40) }) });
  expect((await david.say('reassign Visual Studio Professional from Ana Souza to Tom Baker')).words).toMatch(/ended/);
  await david.say('take Visual Studio Professional back from Ana Souza');
  await david.press('Take back');
  expect(await company.seats('visual-studio-professional')).toEqual([]);
  await company.feed({ membership: contoso().membership });
});

test('rule 1: a benefit that has not begun, and one that has ended', async () => {
  const david = company.chat('david.miller');
  const claire = company.chat('claire.moreau');
  await company.feed({ benefits: benefit('exchange-server-2019', { starts_on: inDays(3) }) });
  expect((await david.say('key for Exchange in English')).words).toContain(
    refusalSaid({ reason: 'benefit-not-begun', benefit: 'Exchange Server 2019 Standard', on: inDays(3) }),
  );
  await company.feed({ benefits: benefit('exchange-server-2019', { expires_on: inDays(-1) }) });
  expect((await david.say('key for Exchange in English')).words).toMatch(/Exchange Server 2019 Standard ended on/);
  expect((await claire.say('clé d’Exchange en français')).words).toMatch(/expiré le/);
  await company.feed({ benefits: benefit('visual-studio-enterprise', { expires_on: inDays(-1) }) });
  expect((await david.say('assign Visual Studio Enterprise to Tom Baker')).words).toMatch(/ended on/);
  expect((await david.say('show Visual Studio Enterprise')).words).toMatch(/ended on/);
  await company.feed({ benefits: benefit('visual-studio-enterprise', { expires_on: inDays(0) }) });
  expect((await david.say('assign Visual Studio Enterprise to Tom Baker')).words).toContain('Assign');
  await company.feed({ benefits: contoso().benefits });
});

test('rule 2: four lists; a row has name, package, seats and end, and opens to its details', async () => {
  const david = company.chat('david.miller');
  const claire = company.chat('claire.moreau');
  const lists = [
    ['software', 'list the software', 'liste les logiciels', 'Windows 11 Enterprise', 'Power BI Pro'],
    ['cloud', 'list the cloud benefits', 'liste les services cloud', 'Power BI Pro', 'Windows 11 Enterprise'],
    [
      'visual-studio',
      'list the Visual Studio subscriptions',
      'liste les abonnements Visual Studio',
      'Visual Studio Professional',
      'Power BI Pro',
    ],
    ['support', 'list the support benefits', 'liste les avantages de support', 'Signature', 'Power BI Pro'],
  ] as const;
  for (const [category, en, fr, has, hasNot] of lists) {
    for (const turn of [await david.say(en), await david.execute('list', { category })]) {
      expect(turn.words).toContain(has);
      expect(turn.words).not.toContain(hasNot);
      expect(turn.words).toMatch(/Microsoft Action Pack|Partner Launch Benefits/);
      expect(turn.words).toMatch(/\d+ of \d+ in use/);
      expect(turn.words).toMatch(/Ends \d+ \w+ \d{4}/);
    }
    expect((await claire.say(fr)).words).toMatch(/\d+ sur \d+ attribuées?/);
  }
  await david.say('list the Visual Studio subscriptions');
  const details = await david.press((action) => action.verb === 'show');
  expect(details.words).toContain('Subscription with MSDN.');
});

/** The benefits whose rows are on the list card, and the one whose row is open. */
function rowsOf(card: unknown) {
  const { body } = card as { body: { type: string; id?: string; isVisible?: boolean }[] };
  const rows = body.filter(({ id }) => id?.startsWith('row-'));
  const named = (row: (typeof rows)[number]) =>
    actionsOf({ body: [row] }).find(({ verb }) => verb === 'show')?.data?.benefit;
  return { all: rows.map(named), open: rows.filter(({ isVisible }) => isVisible !== false).map(named) };
}

test('rule 2: a name that fits several: all of them with their seats; the card stays that list', async () => {
  const windows = ['windows-11-enterprise', 'windows-server-2022'];
  for (const [who, text] of [
    ['david.miller', 'how many Windows licences are left?'],
    ['claire.moreau', 'combien de licences Windows reste-t-il ?'],
    ['ana.souza', 'show Windows'],
  ] as const) {
    const talk = company.chat(who);
    const { card } = await talk.say(text);
    expect(rowsOf(card)).toEqual({ all: windows, open: [] });
    const { data = {} } = (card as { refresh: { action: CardAction } }).refresh.action;
    expect(rowsOf((await talk.execute('list', data, 'automatic')).card).all).toEqual(windows);
  }
  expect(rowsOf((await company.chat('david.miller').press(en.show.back)).card).all).toHaveLength(10);
});

test('rule 2: from a result or from details back to the list: its page, with its row open', async () => {
  const david = company.chat('david.miller');
  await david.execute('assign', { benefit: 'visual-studio-enterprise', user: EMAIL('tom.baker') });
  await david.press('Assign');
  const { card } = await david.press(en.show.back);
  const { all, open } = rowsOf(card);
  expect([all.length, open]).toEqual([5, ['visual-studio-enterprise']]);
  const people = { from: EMAIL('tom.baker'), to: EMAIL('ana.souza') };
  await david.execute('reassign', { benefit: 'visual-studio-enterprise', ...people });
  await david.press('Reassign');
  expect(rowsOf((await david.press(en.show.back)).card).open).toEqual(['visual-studio-enterprise']);
  const both = await david.say('who has Visual Studio?');
  expect(both.words).toContain('Ana Souza');
  expect(titlesOf(both.card)).not.toContain(en.command.cancel.button);
  expect((await david.say('show SQL Server 2022 Standard')).card).not.toBeNull();
  expect(rowsOf((await david.press(en.show.back)).card).open).toEqual(['sql-server-2022-standard']);
});

test('rule 2: pages and filters, and the page survives', async () => {
  const david = company.chat('david.miller');
  expect((await david.say('list all benefits')).words).toContain('1–10 of 15');
  expect((await david.press('Next')).words).toContain('11–15 of 15');
  expect((await david.press('Previous')).words).toContain('1–10 of 15');
  expect((await david.say('which benefits end soon?')).words).toContain('Exchange Server 2019 Standard');
  expect((await david.say('which licences are in use?')).words).not.toContain('Windows 11 Enterprise');
});

test('rule 7: membership shows programme, partner id, days left, what ends with it, and the link to renew', async () => {
  const english = await company.chat('david.miller').say('membership');
  for (const has of ['Microsoft Action Pack', '6543210', '165 days left', 'Exchange Server 2019 Standard'])
    expect(english.words).toContain(has);
  expect(links(english.card)).toContain('https://partner.microsoft.com/membership/renew');
  const french = await company.chat('claire.moreau').say('quand expire notre adhésion ?');
  expect(french.words).toMatch(/165\sjours/);
  expect(links(french.card)).toContain('https://partner.microsoft.com/membership/renew');
});

test('no product key in any message, mail, log, export or file', async () => {
  expect(await company.keysSeen()).toEqual([]);
});
