import { addWorkdays } from '../../../benefits/time';
import { en, subjectSaid } from '../../support/wording';
import { type Company, EMAIL, inDays, mailTo, openCompany, says, until } from './company';

/** Rule 6: support contracts; and what the settings change in rules 5, 6 and 8. */

jest.setTimeout(60_000);

const INCIDENTS = 'technical-support-incidents';
const dayText = (day: string): string => {
  const [year, , date] = day.split('-').map(Number);
  const month = new Intl.DateTimeFormat('en-GB', { month: 'short', timeZone: 'UTC' }).format(new Date(day));
  return `${date} ${month.slice(0, 3)}[a-z]* ${year}`;
};

describe('rule 6: support', () => {
  let company: Company;
  beforeAll(async () => {
    company = await openCompany();
  }, 60_000);
  afterAll(() => company?.close());

  test('another address is asked for, and it must be another one', async () => {
    const david = company.chat('david.miller');
    const ask = await david.say('assign Technical support incidents to Tom Baker');
    expect(ask.words).toMatch(/other e-mail address/i);
    expect(ask.words).toContain(en.ask.emailHint);
    for (const [email, why] of [
      ['partners@contoso.example', /account address/],
      ['PARTNERS@contoso.example', /account address/],
      ['Tom.Baker@Contoso.example', /own/],
      ['tom at home', /valid e-mail address/],
      ['tоm@home.example', /valid e-mail address/],
    ] as const) {
      const again = await david.press((action) => action.verb === 'assign', { email });
      expect(again.words).toMatch(why);
      expect(again.words).toContain('Tom Baker');
    }
    const confirm = await david.say('tom.private@home.example');
    expect(confirm.words).toContain('Assign Technical support incidents?');
    expect(confirm.words).toContain('tom.private@home.example');
    expect(confirm.words).toMatch(/[Pp]ublic holidays/);
    expect(await company.seats(INCIDENTS)).toEqual([]);
  });

  test('confirmed at once to both addresses and in Teams; the seat is pending until the third working day', async () => {
    const david = company.chat('david.miller');
    const tom = company.chat('tom.baker');
    await tom.say('hi');
    const done = await david.say('assign technical support incidents to Tom Baker, tom.private@home.example');
    expect(done.words).toContain('Assign Technical support incidents?');
    expect((await david.say('yes')).words).toMatch(new RegExp(dayText(addWorkdays(inDays(0), 3))));
    await tom.heard(says(/Technical support incidents/));
    for (const address of [EMAIL('tom.baker'), 'tom.private@home.example'])
      await until(() => mailTo(company.bot, address, 'As a precaution'));
    expect(await company.seats(INCIDENTS)).toEqual([`${EMAIL('tom.baker')} pending tom.private@home.example`]);
  });

  test('in the person’s own language', async () => {
    const david = company.chat('david.miller');
    await david.say('assign Signature Cloud Support to Marie Dupont, marie.privee@maison.example');
    await david.press('Assign');
    for (const address of [EMAIL('marie.dupont'), 'marie.privee@maison.example'])
      await until(() => mailTo(company.bot, address, 'Support Signature Cloud'));
    await until(() => mailTo(company.bot, 'marie.privee@maison.example', 'Bonjour Marie'));
  });

  test('the same holds when it is reassigned, in French too', async () => {
    const claire = company.chat('claire.moreau');
    const ask = await claire.say('réattribue Incidents de support technique de Tom Baker à Élodie Lefèvre');
    expect(ask.words).toMatch(/autre adresse/);
    const own = await claire.press((action) => action.verb === 'reassign', { email: EMAIL('elodie.lefevre') });
    expect(own.words).toMatch(/autre/);
    const account = await claire.press((action) => action.verb === 'reassign', { email: 'partners@contoso.example' });
    expect(account.words).toMatch(/compte/);
    const confirm = await claire.press((action) => action.verb === 'reassign', { email: 'elodie@maison.example' });
    expect(confirm.words).toMatch(/Réattribuer Incidents de support technique\s\?/);
    await claire.press('Réattribuer');
    expect(await company.seats(INCIDENTS)).toEqual([`${EMAIL('elodie.lefevre')} pending elodie@maison.example`]);
    await until(() => mailTo(company.bot, 'elodie@maison.example', 'Élodie|contrat'));
    // The one who had it is told, at both addresses.
    const moved = subjectSaid('moved-away', { benefit: 'Technical support incidents', to: 'Élodie' });
    await until(() => mailTo(company.bot, 'tom.private@home.example', moved));
    await company.chat('tom.baker').heard(says(moved));
  });

  test('taken back: told, and the other address is forgotten', async () => {
    const claire = company.chat('claire.moreau');
    await claire.say('retire Incidents de support technique à Élodie Lefèvre');
    await claire.press('Retirer');
    expect(await company.seats(INCIDENTS)).toEqual([]);
    const { seats } = await company.books();
    expect(seats.filter((seat) => seat.alternate_email?.includes('elodie'))).toEqual([]);
  });

  test('edited data change nothing: no address, the account’s, their own', async () => {
    const david = company.chat('david.miller');
    const data = { benefit: INCIDENTS, user: EMAIL('ana.souza'), confirm: true, version: 'x.y' };
    for (const email of ['', 'partners@contoso.example', EMAIL('ana.souza'), 'x@y'])
      await david.execute('assign', { ...data, email });
    expect(await company.seats(INCIDENTS)).toEqual([]);
  });

  test('no product key in any message, mail, log, export or file', async () => {
    expect(await company.keysSeen()).toEqual([]);
  });
});

describe('settings: no working days, no portal step, days between assignments', () => {
  let company: Company;
  beforeAll(async () => {
    company = await openCompany({ SUPPORT_ACTIVATION_WORKDAYS: '0', PORTAL_STEP: '0', REASSIGN_MIN_DAYS: '90' });
  }, 60_000);
  afterAll(() => company?.close());

  test('rule 6: SUPPORT_ACTIVATION_WORKDAYS=0: active at once, with the instructions, to both addresses', async () => {
    const david = company.chat('david.miller');
    await david.say('assign Technical support incidents to Tom Baker, tom.private@home.example');
    const done = await david.press('Assign');
    expect(done.words).not.toMatch(new RegExp(`[Pp]ublic holidays|${en.portal.tick}`));
    expect(await company.seats(INCIDENTS)).toEqual([`${EMAIL('tom.baker')} active tom.private@home.example`]);
    for (const address of [EMAIL('tom.baker'), 'tom.private@home.example'])
      await until(() => mailTo(company.bot, address, 'Open the services hub'));
    await company.chat('tom.baker').heard(says(/Open the services hub/));
  });

  test('rule 8: PORTAL_STEP=0: no step at Microsoft, the seat is active, the holder has link and instructions', async () => {
    const david = company.chat('david.miller');
    await david.say('assign Visual Studio Enterprise to Tom Baker');
    const done = await david.press('Assign');
    expect(done.words).not.toMatch(new RegExp(`${en.portal.tick}|Microsoft’s portal`));
    expect(await company.seats('visual-studio-enterprise')).toEqual([`${EMAIL('tom.baker')} active`]);
    const told = await company.chat('tom.baker').heard(says(/You now have Visual Studio Enterprise/));
    expect(JSON.stringify(told)).toContain('https://my.visualstudio.com');
    expect(JSON.stringify(told)).toContain('accept the invitation');
  });

  test('rule 5: REASSIGN_MIN_DAYS: refused with the date from which it is possible', async () => {
    const david = company.chat('david.miller');
    const from = new RegExp(dayText(inDays(90)));
    const data = { benefit: 'visual-studio-enterprise', from: EMAIL('tom.baker'), to: EMAIL('ana.souza') };
    for (const turn of [
      await david.say('reassign Visual Studio Enterprise from Tom Baker to Ana Souza'),
      await david.execute('reassign', { ...data, confirm: true, version: 'x.y' }),
    ])
      expect(turn.words).toMatch(from);
    expect((await company.chat('claire.moreau').execute('reassign', data)).words).toContain(
      String(new Date(inDays(90)).getUTCFullYear()),
    );
    const leaver = await david.say('reassign everything from Tom Baker to Ana Souza');
    expect(leaver.words).toMatch(from);
    expect(await company.seats('visual-studio-enterprise')).toEqual([`${EMAIL('tom.baker')} active`]);
  });
});
