import { actionsOf, type Turn } from '../../support/teams';
import { actSaid, en, refusalSaid } from '../../support/wording';
import { type Company, contoso, inDays, keysIn, keysOf, openCompany } from './company';

/** What the bot asks is not asked twice, and nothing is offered that can't be given. */

let company: Company;
beforeAll(async () => {
  company = await openCompany({ KEYS_IN: 'card', PORTAL_STEP: '0' });
}, 60_000);
afterAll(() => company?.close());
jest.setTimeout(60_000);

/** Who is added by the confirmation that a card asks for. */
function newIn(card: Turn['card']): object {
  const { newName, newEmail } = actionsOf(card).find(({ data }) => data?.confirm === true)?.data ?? {};
  return { newName, newEmail };
}

test('somebody new who is named with an address need only be confirmed', async () => {
  const david = company.chat('david.miller');
  const confirm = await david.say('assign visual studio professional to Nadia Petit nadia.petit@contoso.example');
  expect(confirm.words).toContain('Nadia Petit');
  expect(confirm.words).toContain('nadia.petit@contoso.example');
  expect(confirm.words).not.toContain(en.confirm.email);
  expect((await david.press('Assign')).words).toContain(
    actSaid('done', 'assign', { benefit: 'Visual Studio Professional', who: 'Nadia Petit' }),
  );
});

test('name and address of somebody new, typed as the answers, are asked for once each', async () => {
  const [david, claire] = [company.chat('david.miller'), company.chat('claire.moreau')];
  const answers = [
    ['kevin.tanner@contoso.example', 'Kevin Tanner'],
    ['Kevin Tanner', 'kevin.tanner@contoso.example'],
    ['Kevin Tanner (kevin.tanner@contoso.example)'],
    ['kevin.tanner@contoso.example<mailto:kevin.tanner@contoso.example>', 'Kevin Tanner'],
  ];
  for (const typed of answers) {
    let card = (await david.say('assign power bi pro')).card;
    for (const text of typed) card = (await david.say(text)).card;
    expect(newIn(card)).toEqual({ newName: 'Kevin Tanner', newEmail: 'kevin.tanner@contoso.example' });
    await david.say('cancel');
  }
  await claire.say('attribue power bi pro');
  await claire.say('karl.dupuis@contoso.example');
  expect(newIn((await claire.say('Karl Dupuis')).card)).toMatchObject({ newName: 'Karl Dupuis' });
  await claire.say('annuler');
});

test('of several people, somebody new takes the place of the unlisted one, and the others stay', async () => {
  const david = company.chat('david.miller');
  const fields = { newName: 'Kevin Tanner', newEmail: 'kevin.tanner@contoso.example' };
  for (const answer of [() => david.press('Continue', fields), () => david.say(fields.newEmail)]) {
    await david.say('assign power bi pro to Kevin Tanner and Tom Baker');
    const plan = await answer();
    expect(plan.words).toContain(en.plan.title(3));
    for (const name of ['Kevin Tanner', 'Tom Baker']) expect(plan.words).toContain(name);
    expect(newIn((await david.say('yes but not Tom')).card)).toEqual(fields);
    await david.say('cancel');
  }
  await david.say('assign power bi pro to Kevin and Tom Baker');
  const chosen = await david.press('Continue', { user: company.person('ana.souza').email });
  for (const name of ['Ana Souza', 'Tom Baker']) expect(chosen.words).toContain(name);
  await david.say('cancel');
});

test('one who was chosen goes before what was typed of somebody new', async () => {
  const david = company.chat('david.miller');
  await david.say('assign visual studio professional to Paul Nobody');
  const confirm = await david.press('Continue', {
    user: company.person('tom.baker').email,
    newEmail: 'paul@x.example',
  });
  expect(confirm.words).toContain('Tom Baker');
  expect(confirm.words).not.toContain('Paul');
});

test('a leaver’s successor is asked for by the leaver’s name', async () => {
  const david = company.chat('david.miller');
  for (const what of ['visual studio enterprise', 'power bi pro']) {
    await david.say(`assign ${what} to Tom`);
    await david.press('Assign');
  }
  await david.say('remove Tom');
  expect((await david.press('Reassign')).words).toContain('Tom Baker');
});

test('single-use keys that are all taken are offered to nobody but their takers', async () => {
  const [david, claire] = [company.chat('david.miller'), company.chat('claire.moreau')];
  const key = { benefit: 'visio-pro-2024', language: 'fr', os: 'windows-x64' };
  expect(keysIn(await david.execute('keys', { ...key, reveal: true }))).toEqual(keysOf(key.benefit));
  const told = await claire.execute('keys', key);
  expect(told.words).toContain(
    refusalSaid({ reason: 'keys-used-up', benefit: 'Visio Professionnel 2024', total: 1 }, {}, 'fr'),
  );
  expect(keysIn(await david.execute('keys', { ...key, reveal: true }))).toEqual(keysOf(key.benefit));
});

test('a membership marked as expired before its date has no days left, and no day to come is called past', async () => {
  const [row] = contoso().membership;
  await company.feed({ membership: [{ ...row, status: 'expired', expires_on: inDays(20) }] });
  const david = company.chat('david.miller');
  const card = await david.say('membership');
  expect(card.words).toContain(en.standing.ended);
  expect(card.words).not.toMatch(new RegExp(`days left|${en.membership.benefitsUntil}`));
  const refused = await david.say('assign power bi pro to Ana');
  expect(refused.words).toContain(refusalSaid({ reason: 'membership-ended', renewUrl: null, on: null }));
  expect(refused.words).toContain(en.command.show.guess('Power BI Pro'));
});
