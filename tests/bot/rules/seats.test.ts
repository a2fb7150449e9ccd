import { inputsOf } from '../../support/teams';
import { actSaid, en, fr, refusalSaid, subjectSaid } from '../../support/wording';
import { type Company, EMAIL, inDays, mailTo, openCompany, says, until } from './company';

/** Rules 5, 8 and 10: Visual Studio, Microsoft's own page, a leaver; and undo of each kind. */

jest.setTimeout(60_000);

const VS = 'visual-studio-enterprise';
const PRO = 'visual-studio-professional';

let company: Company;
beforeAll(async () => {
  company = await openCompany();
}, 60_000);
afterAll(() => company?.close());

const holders = async (benefit: string): Promise<string[]> =>
  (await company.seats(benefit)).map((seat) => seat.split('@')[0] ?? '');

describe('rule 5: assigning', () => {
  test('typed: asked once, with how many remain; then said, recorded and told', async () => {
    const david = company.chat('david.miller');
    const tom = company.chat('tom.baker');
    await tom.say('hello');
    const confirm = await david.say('assign Visual Studio Enterprise to Tom Baker');
    expect(confirm.words).toContain('Assign Visual Studio Enterprise?');
    expect(confirm.words).toContain(en.inUse(1, 5));
    expect(await holders(VS)).toEqual([]);
    const done = await david.press('Assign');
    expect(done.words).toContain(actSaid('done', 'assign', { benefit: 'Visual Studio Enterprise', who: 'Tom Baker' }));
    expect(JSON.stringify(done.card)).toContain('https://my.visualstudio.com');
    await tom.heard(says(subjectSaid('assigned', { benefit: 'Visual Studio Enterprise' })));
    expect(await holders(VS)).toEqual(['tom.baker']);
    const line = (await company.history()).find((each) => each.command === 'assign');
    expect(line).toMatchObject({
      actor_email: EMAIL('david.miller'),
      benefit_id: VS,
      person_email: EMAIL('tom.baker'),
      outcome: 'done',
    });
  });

  test('in French, by buttons, the person chosen from the list', async () => {
    const claire = company.chat('claire.moreau');
    await claire.say('liste les abonnements Visual Studio');
    await claire.press((action) => action.verb === 'show' && action.data?.benefit === PRO);
    const ask = await claire.press('Attribuer');
    expect(ask.words).toMatch(/Pour qui/);
    const [found] = await claire.search('people', 'élodie');
    expect(found?.value).toBe(EMAIL('elodie.lefevre'));
    const confirm = await claire.press((action) => action.verb === 'assign', { user: found?.value });
    expect(confirm.words).toMatch(/Élodie Lefèvre/);
    const done = await claire.press('Attribuer');
    expect(done.words).toContain(
      actSaid('done', 'assign', { benefit: 'Visual Studio Professional', who: 'Élodie Lefèvre' }, 'fr'),
    );
    expect(await holders(PRO)).toEqual(['elodie.lefevre']);
    // She has never written: the chat is made; the notice is in her language.
    await company.chat('elodie.lefevre').heard(says(/Visual Studio Professional/));
  });

  test('chosen from the organisation: who is known is asked about, of who is not name and address are asked', async () => {
    const david = company.chat('david.miller');
    const known = company.person('tom.baker').objectId;
    const asked = await david.execute('assign', { benefit: PRO, picked: known });
    expect(asked.words).toContain('Tom Baker');
    expect(asked.words).toContain('Assign Visual Studio Professional?');
    const stranger = '99999999-9999-4999-8999-999999999999';
    const ask = await david.execute('assign', { benefit: PRO, picked: stranger });
    expect(ask.words).toContain(en.ask.unlisted);
    expect(ask.words).not.toContain(stranger);
    expect(JSON.stringify(ask.card)).toMatch(/"id":"new-person","isVisible":true/);
    await david.say('cancel');
  });

  test('somebody who has it already, with since when', async () => {
    const turn = await company.chat('david.miller').say('assign Visual Studio Enterprise to Tom Baker');
    const already = {
      reason: 'already-assigned',
      benefit: VS,
      person: 'tom',
      since: `${inDays(0)}T08:00:00.000Z`,
    } as const;
    expect(turn.words).toContain(refusalSaid(already, { [VS]: 'Visual Studio Enterprise', tom: 'Tom Baker' }));
  });

  test('several at once; who has it already is left out; one undo takes them all back', async () => {
    const david = company.chat('david.miller');
    const confirm = await david.say('assign Visual Studio Enterprise to Tom Baker, Ana Souza and José García');
    expect(confirm.words).toContain(en.confirm.leftOut);
    expect((await david.say('yes')).words).toContain(
      actSaid('done', 'assign', { benefit: 'Visual Studio Enterprise', who: 'Ana Souza and José García' }),
    );
    expect(await holders(VS)).toEqual(['ana.souza', 'jose.garcia', 'tom.baker']);
    await david.say('undo');
    expect(await holders(VS)).toEqual(['tom.baker']);
    expect((await david.say('undo')).words).toContain(refusalSaid({ reason: 'nothing-to-undo' }));
  });

  test('more than there are seats: the rest is left out and said', async () => {
    const david = company.chat('david.miller');
    const all = ['ana.souza', 'jose.garcia', 'li.ming', 'marie.dupont', 'marie.durand'].map(EMAIL);
    const confirm = await david.execute('assign', { benefit: VS, users: all });
    expect(confirm.words).toContain(en.confirm.leftOut);
    await david.press('Assign');
    expect(await holders(VS)).toHaveLength(5);
    const full = await david.say('assign Visual Studio Enterprise to Nadia Benali');
    expect(full.words).toMatch(/Visual Studio Enterprise.*\(5 of 5/);
    // Whom it is for is not asked in vain.
    expect((await david.say('assign Visual Studio Enterprise')).words).toMatch(/Visual Studio Enterprise.*\(5 of 5/);
    await company
      .chat('claire.moreau')
      .heard(says(subjectSaid('few-seats', { benefit: 'Visual Studio Enterprise', used: 5, quantity: 5 }, 'fr')));
    await david.say('take Visual Studio Enterprise back from Ana Souza and José García');
    expect((await david.press('Take back')).words).toContain(
      actSaid('done', 'unassign', { benefit: 'Visual Studio Enterprise', who: 'Ana Souza and José García' }),
    );
    expect(await holders(VS)).not.toContain('ana.souza');
  });

  test('a person who is not in the list is added on the way, nothing entered is lost', async () => {
    const david = company.chat('david.miller');
    const ask = await david.say('assign Visual Studio Professional to Zoe Zimmer');
    expect(ask.words).toContain('Zoe Zimmer');
    const wrong = await david.press((action) => action.verb === 'assign', {
      newName: 'Zoe Zimmer',
      newEmail: 'zoe at contoso',
      newRole: 'viewer',
    });
    expect(wrong.words).toContain(refusalSaid({ reason: 'bad-email', typed: 'zoe at contoso' }));
    const confirm = await david.press((action) => action.verb === 'assign', {
      newName: 'Zoe Zimmer',
      newEmail: 'Zoe.Zimmer@Contoso.example',
      newRole: 'viewer',
    });
    expect(confirm.words).toMatch(/Zoe Zimmer/);
    expect((await company.books()).users.some((row) => row.email === EMAIL('zoe.zimmer'))).toBe(false);
    await david.press('Assign');
    const { users, history } = await company.books();
    expect(users.find((row) => row.email === EMAIL('zoe.zimmer'))).toMatchObject({
      name: 'Zoe Zimmer',
      role: 'viewer',
    });
    expect(await holders(PRO)).toContain('zoe.zimmer');
    expect(history.filter((line) => line.person_email === EMAIL('zoe.zimmer')).map((line) => line.command)).toEqual(
      expect.arrayContaining(['assign', 'add-user']),
    );
    // Not in Teams: told by mail.
    await until(() => mailTo(company.bot, EMAIL('zoe.zimmer'), 'Visual Studio Professional'));
  });

  test('a name that fits several is asked about, and answered in words', async () => {
    const david = company.chat('david.miller');
    const ask = await david.say('give Marie Power BI Pro');
    expect(ask.words).toContain('Marie Dupont');
    expect(ask.words).toContain('Marie Durand');
    const confirm = await david.say('Durand');
    expect(confirm.words).toContain('Assign Power BI Pro?');
    expect((await david.say('no, rather Dupont')).words).toContain('Marie Dupont');
    expect((await david.say('yes')).words).toContain(
      actSaid('done', 'assign', { benefit: 'Power BI Pro', who: 'Marie Dupont' }),
    );
    expect(await holders('power-bi-pro')).toEqual(['marie.dupont']);
  });
});

describe('rule 5: reassigning', () => {
  const MOVED = { benefit: 'Visual Studio Enterprise', who: "Siobhán O'Connor" };

  test('in one step: the old holder is told, the new one too', async () => {
    const claire = company.chat('claire.moreau');
    const siobhan = company.chat('siobhan.oconnor');
    await siobhan.say('hi');
    const confirm = await claire.say('réattribue Visual Studio Enterprise de Tom Baker à Siobhán O’Connor');
    expect(confirm.words).toContain('Tom Baker');
    const done = await claire.press('Réattribuer');
    expect(done.words).toContain(actSaid('done', 'reassign', { ...MOVED, from: 'Tom Baker' }, 'fr'));
    await company
      .chat('tom.baker')
      .heard(says(subjectSaid('moved-away', { benefit: 'Visual Studio Enterprise', to: MOVED.who })));
    await siobhan.heard(says(subjectSaid('assigned', { benefit: 'Visual Studio Enterprise' })));
    expect(await holders(VS)).toContain('siobhan.oconnor');
    expect(await holders(VS)).not.toContain('tom.baker');
  });

  test('the history of whoever lost it says to whom it went', async () => {
    const moved = "Visual Studio Enterprise · Tom Baker → Siobhán O'Connor";
    expect((await company.chat('tom.baker').say('my history')).words).toContain(moved);
    expect((await company.chat('david.miller').say('history of Tom Baker')).words).toContain(moved);
    expect((await company.chat('claire.moreau').say('historique de Siobhán')).words).toContain(moved);
  });

  test('undo gives it back, and the history of both says so', async () => {
    const claire = company.chat('claire.moreau');
    expect((await claire.say('annule ma dernière modification')).words).toMatch(/Tom Baker/);
    expect(await holders(VS)).toContain('tom.baker');
    const back = "Visual Studio Enterprise · Siobhán O'Connor → Tom Baker";
    for (const name of ['tom.baker', 'siobhan.oconnor'])
      expect((await company.chat(name).say('my history')).words).toContain(back);
  });

  test('what is asked for is asked: from whom, to whom', async () => {
    const david = company.chat('david.miller');
    expect((await david.say('reassign Visual Studio Professional')).words).toContain('Élodie Lefèvre');
    await david.press((action) => action.data?.from === EMAIL('elodie.lefevre'));
    expect((await david.say('François Petit')).words).toContain('Reassign Visual Studio Professional?');
    await david.press('Reassign');
    expect(await holders(PRO)).toContain('francois.petit');
  });

  test('to the same person, to one who has it, from one who has none: said why', async () => {
    const david = company.chat('david.miller');
    const data = { benefit: VS, from: EMAIL('tom.baker') };
    for (const [to, why] of [
      ['tom.baker', /already/],
      ['marie.dupont', /already/],
    ] as const)
      expect((await david.execute('reassign', { ...data, to: EMAIL(to) })).words).toMatch(why);
    const none = await david.execute('reassign', { benefit: VS, from: EMAIL('nadia.benali'), to: EMAIL('ana.souza') });
    expect(none.words).toMatch(/Nadia Benali/);
  });
});

describe('rule 8: this bot is not Partner Center', () => {
  test('a step at Microsoft: the seat is being activated until then, and the holder is told when it is done', async () => {
    const david = company.chat('david.miller');
    const li = company.chat('li.ming');
    expect((await company.seats(VS)).find((seat) => seat.startsWith('li.ming'))).toContain('pending');
    expect((await li.say('my licences')).words).toContain(en.state.pending);
    await li.heard(says(/being activated/));
    await david.say('who has Visual Studio Enterprise?');
    const tick = await david.press(({ verb, data }) => verb === 'portal' && data?.user === EMAIL('li.ming'));
    expect(tick.words).toContain(en.portal.marked(1));
    await li.heard(says(/is ready/));
    const lines = (await company.history()).filter((line) => line.command === 'portal');
    expect(lines).toHaveLength(1);
    expect((await company.seats(VS)).filter((seat) => seat.includes('active'))).toHaveLength(1);
  });
});

describe('rule 10: a leaver', () => {
  test('of one with nothing that can move, the card asks for no successor and says what can be done', async () => {
    const [david, claire] = [company.chat('david.miller'), company.chat('claire.moreau')];
    await claire.execute('assign', { benefit: 'azure-credit', user: EMAIL('claire.moreau') });
    await claire.press((action) => action.data?.confirm === true);
    const asked = await david.say('Claire Moreau is leaving');
    expect(asked.words).toContain(en.leaver.nothingMoves);
    expect(Object.keys(inputsOf(asked.card))).not.toContain('to');
    const unanswered = await david.press(en.ask.next, { 'give.azure-credit': 'keep' });
    expect(unanswered.words).toContain(en.leaver.needsDay);
    expect(unanswered.words).not.toContain(en.leaver.incomplete);
    await david.press(en.ask.next, { 'give.azure-credit': 'keep', until: inDays(30) });
    await david.press((action) => action.data?.confirm === true);
    const [kept] = await company.history();
    expect(kept).toMatchObject({ command: 'assign', benefit_id: 'azure-credit', person_email: EMAIL('claire.moreau') });
    expect(kept?.detail).toContain(`until=${inDays(30)}`);
    // Nobody else can be assigned it, so removing its holder offers to take it back.
    await david.say('remove Claire Moreau from the list');
    await david.press(({ verb, data }) => verb === 'unassign' && data?.user === EMAIL('claire.moreau'));
    await david.press((action) => action.data?.confirm === true);
    expect(await holders('azure-credit')).toEqual([]);
  });

  test('what somebody holds moves to a successor with one confirmation; an address that is missing is asked before', async () => {
    const david = company.chat('david.miller');
    await david.say('assign Technical support incidents to Tom Baker, tom.private@home.example');
    await david.press('Assign');
    await david.say('assign Visual Studio Professional to Tom Baker');
    await david.press('Assign');
    const ask = await david.say('reassign everything from Tom Baker to Jean-Pierre Martin');
    expect(ask.words).toContain('Technical support incidents');
    const confirm = await david.press(en.ask.next, { 'give.technical-support-incidents': 'keep', until: inDays(30) });
    expect(confirm.words).toContain('Visual Studio Professional');
    await david.press((action) => action.data?.confirm === true);
    expect(await holders(VS)).toContain('jean-pierre.martin');
    expect(await holders(PRO)).toContain('jean-pierre.martin');
    expect(await holders('technical-support-incidents')).toEqual(['tom.baker']);
    // One confirmation, one undo.
    await david.say('undo');
    expect(await holders(VS)).toContain('tom.baker');
    expect(await holders(PRO)).toContain('tom.baker');
    await david.say('reassign everything from Tom Baker to Jean-Pierre Martin');
    // Typed, the other address is the answer.
    await david.say('jp.martin@home.example');
    await david.say('yes');
    expect(await holders(VS)).toContain('jean-pierre.martin');
    expect(await holders('technical-support-incidents')).toEqual(['jean-pierre.martin']);
    await david.execute('reassign', {
      benefit: 'technical-support-incidents',
      from: EMAIL('jean-pierre.martin'),
      to: EMAIL('tom.baker'),
      email: 'tom.private@home.example',
    });
    await david.press('Reassign');
  });

  test('one whose last seat is a support contract: the other address is asked for', async () => {
    const david = company.chat('david.miller');
    const ask = await david.say('reassign everything Tom Baker has to Ana Souza');
    expect(ask.words).toMatch(/other e-mail address/i);
    const confirm = await david.say('ana.private@home.example');
    expect(confirm.words).toContain('Ana Souza');
    await david.press('Reassign');
    expect(await company.seats('technical-support-incidents')).toEqual([
      `${EMAIL('ana.souza')} pending ana.private@home.example`,
    ]);
  });

  test('each seat goes its own way: to a successor, back, or kept until a day; one confirmation, one undo', async () => {
    const claire = company.chat('claire.moreau');
    const [kept, GIVEN] = [inDays(30), 'dynamics-365-sales'];
    for (const benefit of [GIVEN, 'power-bi-pro', 'microsoft-365-e3']) {
      await claire.execute('assign', { benefit, user: EMAIL('li.ming') });
      await claire.press((action) => action.data?.confirm === true);
    }
    expect((await claire.say('李明 nous quitte')).words).toContain(fr.leaver.to);
    const unanswered = await claire.press(fr.ask.next);
    expect(unanswered.words).toContain(fr.leaver.incomplete);
    const plan = await claire.press(fr.ask.next, {
      to: EMAIL('david.miller'),
      [`give.${GIVEN}`]: 'to',
      'give.power-bi-pro': 'back',
      'give.microsoft-365-e3': 'keep',
      until: kept,
    });
    expect(plan.words).toContain('David Miller');
    await claire.press((action) => action.data?.confirm === true);
    expect(await holders(GIVEN)).toContain('david.miller');
    expect(await holders('power-bi-pro')).not.toContain('li.ming');
    expect(await holders('microsoft-365-e3')).toContain('li.ming');
    const { history } = await company.books();
    expect(history.filter(({ person_email }) => person_email === EMAIL('li.ming')).map(({ detail }) => detail)).toEqual(
      expect.arrayContaining([expect.stringContaining(`until=${kept}`)]),
    );
    await claire.press((action) => action.verb === 'undo');
    expect(await holders(GIVEN)).toContain('li.ming');
    expect(await holders('power-bi-pro')).toContain('li.ming');
    await claire.execute('unassign', { benefit: 'power-bi-pro', user: EMAIL('li.ming') });
    await claire.press((action) => action.data?.confirm === true);
  });

  test('removing a holder offers it; removing one without seats works, and is logged', async () => {
    const david = company.chat('david.miller');
    const offer = await david.say('remove the user Jean-Pierre Martin');
    expect(offer.words).toMatch(/Visual Studio Enterprise/);
    expect((await david.press('Reassign')).words).toContain(en.leaver.to);
    const confirm = await david.say('Tom Baker');
    expect(confirm.words).toContain('Visual Studio Professional');
    await david.press((action) => action.data?.confirm === true);
    await david.say('remove the user Jean-Pierre Martin');
    expect((await david.press('Remove')).words).toContain(
      actSaid('done', 'remove-user', { who: 'Jean-Pierre Martin' }),
    );
    const { users, history } = await company.books();
    expect(users.some((row) => row.email === EMAIL('jean-pierre.martin'))).toBe(false);
    expect(history.find((line) => line.command === 'remove-user' && line.outcome === 'done')).toMatchObject({
      person_email: EMAIL('jean-pierre.martin'),
    });
    for (const whose of ['Jean-Pierre Martin', EMAIL('jean-pierre.martin')])
      expect((await david.say(`history of ${whose}`)).words).toContain('Visual Studio Enterprise');
    expect((await company.chat('jean-pierre.martin').say('list')).words).toContain(
      refusalSaid({ reason: 'stranger' }, {}, 'fr'),
    );
  });

  test('the seats can also be taken back with the removal, in one message', async () => {
    const david = company.chat('david.miller');
    await david.say('take everything back from Tom Baker, then remove Tom Baker from the users');
    await david.say('yes');
    expect((await company.books()).users.map(({ email }) => email)).not.toContain(EMAIL('tom.baker'));
    expect(await holders(VS)).not.toContain('tom.baker');
    expect(await holders(PRO)).not.toContain('tom.baker');
  });
});

describe('undo', () => {
  test('of a seat taken back, a role, a new person; each once', async () => {
    const david = company.chat('david.miller');
    await david.say('take Power BI Pro back from Marie Dupont');
    await david.press('Take back');
    expect((await david.press('Undo')).words).toContain(
      actSaid('undone', 'unassign', { benefit: 'Power BI Pro', who: 'Marie Dupont' }),
    );
    expect(await holders('power-bi-pro')).toEqual(['marie.dupont']);

    await david.say('make Ana Souza a viewer');
    await david.press('Change role');
    expect((await david.press('Undo')).words).toContain(actSaid('undone', 'set-role', { who: 'Ana Souza' }));
    await david.say('add user Yan Young yan.young@contoso.example');
    const added = await david.press('Add');
    const card = added.card ?? {};
    expect((await david.press('Undo', {}, card)).words).toContain(
      actSaid('undone', 'add-user', { who: EMAIL('yan.young') }),
    );
    expect((await david.press('Undo', {}, card)).words).toContain(refusalSaid({ reason: 'stale' }));
    const { users } = await company.books();
    expect(users.find((row) => row.email === EMAIL('ana.souza'))?.role).toBe('employee');
    expect(users.some((row) => row.email === EMAIL('yan.young'))).toBe(false);
  });

  test('not of what somebody changed since, nor of another’s change', async () => {
    const david = company.chat('david.miller');
    const claire = company.chat('claire.moreau');
    await david.say('assign Visual Studio Enterprise to José García');
    const card = (await david.press('Assign')).card ?? {};
    await claire.say('réattribue Visual Studio Enterprise de José García à Nadia Benali');
    await claire.press('Réattribuer');
    expect((await david.press('Undo', {}, card)).words).toContain(refusalSaid({ reason: 'undo-too-late' }));
    expect(await holders(VS)).toContain('nadia.benali');
    const change = (await company.history()).find((line) => line.command === 'reassign');
    expect(change?.actor_email).toBe(EMAIL('claire.moreau'));
    expect((await claire.press((action) => action.verb === 'undo', {}, card)).words).toContain(
      refusalSaid({ reason: 'nothing-to-undo' }, {}, 'fr'),
    );
    expect(await holders(VS)).toContain('nadia.benali');
  });
});

test('the support contract says from when it is active', async () => {
  const { seats } = await company.books();
  const seat = seats.find((each) => each.benefit_id === 'technical-support-incidents' && each.state !== 'free');
  expect(seat?.state).toBe('pending');
  expect(seat?.since?.slice(0, 10)).toBe(inDays(0));
});

test('no product key in any message, mail, log, export or file', async () => {
  expect(await company.keysSeen()).toEqual([]);
});
