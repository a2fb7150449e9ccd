import type { Activity, Turn } from '../../support/teams';
import { actSaid, en, fr, refusalSaid, subjectSaid } from '../../support/wording';
import { type Company, EMAIL, keysIn, keysOf, openCompany, says, ticketIn } from './company';

/** Data from a client are a claim; groups, tickets, requests, who is who. Keys come in the dialog. */

jest.setTimeout(60_000);

const VS = 'visual-studio-enterprise';
const PRO = 'visual-studio-professional';

let company: Company;
beforeAll(async () => {
  company = await openCompany({ ADMINS: `${EMAIL('boss')},${EMAIL('nadia.benali')}` });
}, 60_000);
afterAll(() => company?.close());

const holders = async (benefit: string): Promise<string[]> =>
  (await company.seats(benefit)).map((seat) => seat.split('@')[0] ?? '');
const data = (card: unknown, verb: string): Record<string, unknown> => {
  const found = JSON.stringify(card).match(new RegExp(`"verb":"${verb}","data":(\\{[^}]*\\})`));
  return JSON.parse(found?.[1] ?? '{}');
};

/** Whether the answer itself says that something was done; an earlier card may be edited meanwhile. */
const did = (turn: Turn): boolean => JSON.stringify(turn.body ?? null).includes('✓');

describe('a confirm card', () => {
  test('borrowed by another admin: it asks that one anew and does nothing', async () => {
    const card = (await company.chat('david.miller').say('assign Visual Studio Enterprise to Ana Souza')).card;
    const claire = company.chat('claire.moreau');
    const turn = await claire.execute('assign', data(card, 'assign'));
    expect(turn.words).toMatch(/changé|modifié/);
    expect(turn.words).toMatch(/Attribuer Visual Studio Enterprise/);
    expect(await holders(VS)).toEqual([]);
  });

  test('borrowed by an employee or a stranger: nothing', async () => {
    const card = (await company.chat('david.miller').say('assign Visual Studio Enterprise to Ana Souza')).card;
    const stranger = company.teams.personal(company.teams.person({ name: 'Sam', email: 'sam@elsewhere.example' }));
    for (const talk of [company.chat('ana.souza'), company.chat('tom.baker'), stranger])
      await talk.execute('assign', { ...data(card, 'assign'), newEmail: 'x@y.example', newName: 'X' });
    expect(await holders(VS)).toEqual([]);
  });

  test('edited: another person, another benefit, several: asked anew, nothing done', async () => {
    const david = company.chat('david.miller');
    const confirm = data((await david.say('assign Visual Studio Enterprise to Ana Souza')).card, 'assign');
    const edits = [
      { user: EMAIL('tom.baker') },
      { benefit: PRO },
      { user: undefined, users: [EMAIL('ana.souza'), EMAIL('tom.baker')] },
      { newEmail: 'mallory@elsewhere.example', newName: 'Mallory', newRole: 'admin' },
      { version: 'ask' },
      { version: String(confirm.version).replace(/\..*/, '.') },
      { user: ['x'] },
      { benefit: { $ne: null } },
    ];
    for (const edit of edits) {
      const turn = await david.execute('assign', { ...confirm, ...edit });
      expect(turn.status).toBe(200);
      expect(did(turn)).toBe(false);
    }
    expect(await holders(VS)).toEqual([]);
    expect(await holders(PRO)).toEqual([]);
  });

  test('stale: says that things have changed, shows how they are, and does nothing', async () => {
    const david = company.chat('david.miller');
    const claire = company.chat('claire.moreau');
    await david.say('assign Visual Studio Enterprise to Ana Souza');
    await david.press('Assign');
    const card = (await david.say('take Visual Studio Enterprise back from Ana Souza')).card ?? {};
    await claire.say('retire Visual Studio Enterprise à Ana Souza');
    await claire.press('Retirer');
    await claire.say('attribue Visual Studio Enterprise à Ana Souza');
    await claire.press('Attribuer');
    const turn = await david.press('Take back', {}, card);
    expect(turn.words).toContain(en.changed);
    expect(await holders(VS)).toEqual(['ana.souza']);
  });

  test('replayed after it was done and taken back: nothing is done again', async () => {
    const david = company.chat('david.miller');
    const confirm = data((await david.say('assign Visual Studio Enterprise to Tom Baker')).card, 'assign');
    const [first, second] = await Promise.all([david.execute('assign', confirm), david.execute('assign', confirm)]);
    expect([first, second].filter(did)).toHaveLength(1);
    await david.say('take Visual Studio Enterprise back from Tom Baker');
    await david.press('Take back');
    expect(did(await david.execute('assign', confirm))).toBe(false);
    expect(await holders(VS)).toEqual(['ana.souza']);
    const lines = (await company.history()).filter(
      (line) => line.command === 'assign' && line.outcome === 'done' && line.person_email === EMAIL('tom.baker'),
    );
    expect(lines).toHaveLength(1);
  });

  test('a role confirmed twice over is given once', async () => {
    const david = company.chat('david.miller');
    const confirm = data((await david.say('make José García a viewer')).card, 'set-role');
    await david.execute('set-role', confirm);
    await david.say('make José García an employee');
    await david.press('Change role');
    await david.execute('set-role', confirm);
    const { users } = await company.books();
    expect(users.find((row) => row.email === EMAIL('jose.garcia'))?.role).toBe('employee');
  });

  test('looking again changes nothing, whatever the data say', async () => {
    const david = company.chat('david.miller');
    const confirm = data((await david.say('assign Visual Studio Enterprise to José García')).card, 'assign');
    for (const verb of ['refresh', 'page'])
      for (const command of ['assign', 'undo', 'export', 'keys', 'remove-user', 'approve'])
        await david.execute(verb, { ...confirm, command }, 'automatic');
    await company.chat('jose.garcia').execute('page', { command: 'assign', benefit: VS });
    expect(await holders(VS)).toEqual(['ana.souza']);
    expect((await david.say('requests')).words).toContain(en.request.none);
  });

  test('nonsense is answered, not obeyed', async () => {
    const david = company.chat('david.miller');
    for (const [verb, value] of [
      ['__proto__', {}],
      ['constructor', {}],
      ['assign', { benefit: '__proto__', user: 'constructor' }],
      ['show', { benefit: `${VS}/../x` }],
      ['undo', { change: 'x,y,z' }],
      ['portal', { benefit: VS, user: EMAIL('ana.souza'), done: true, version: 'x' }],
      ['portal-done', { seats: ['x/1', `${VS}/99`] }],
      ['resend', { seat: `${VS}/5` }],
      ['approve', { request: `${VS}/${EMAIL('ana.souza')}` }],
      ['import', { upload: 'x', confirm: true, version: 'x.y' }],
      ['history', { skip: 9e15 }],
    ] as const) {
      const turn = await david.execute(verb, { ...value });
      expect({ verb, status: turn.status }).toEqual({ verb, status: 200 });
      expect(`${verb}: ${turn.words}`).not.toMatch(/something went wrong/);
      expect({ verb, did: did(turn) }).toEqual({ verb, did: false });
    }
  });
});

describe('the keys dialog', () => {
  const EXCHANGE = { benefit: 'exchange-server-2019', language: 'en' };
  const redeem = async (ticket: string | null, token: string | null) => {
    const answer = await fetch(`${company.bot.url}/api/keys`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
      body: JSON.stringify({ ticket }),
    });
    return { status: answer.status, text: await answer.text() };
  };

  test('the card never has the key; the ticket shows it once, to its person alone', async () => {
    const david = company.chat('david.miller');
    await david.say('key for Exchange Server in English');
    const opened = await david.press('Show key');
    const ticket = ticketIn(opened);
    expect(keysIn({ body: opened })).toEqual([]);
    const stolen = await redeem(ticket, await company.token('claire.moreau'));
    expect(stolen.status).toBe(403);
    const employee = await redeem(ticket, await company.token('tom.baker'));
    expect(employee.status).toBe(403);
    const shown = await redeem(ticket, await company.token('david.miller'));
    expect(shown.status).toBe(200);
    expect(shown.text).toContain(keysOf('exchange-server-2019')[0]);
    const replayed = await redeem(ticket, await company.token('david.miller'));
    expect(replayed.status).toBe(410);
    expect((await redeem('x'.repeat(44), await company.token('david.miller'))).status).toBe(410);
    for (const turn of [stolen, employee, replayed]) expect(keysIn({ body: turn.text })).toEqual([]);
    const lines = (await company.history()).filter((line) => line.command === 'keys');
    expect(lines.filter((line) => line.outcome === 'done')).toHaveLength(1);
    expect(lines.filter((line) => line.outcome === 'refused' && line.detail?.includes('ticket'))).toHaveLength(2);
  });

  test('a ticket whose person is no admin any more shows nothing', async () => {
    const claire = company.chat('claire.moreau');
    const ticket = ticketIn(await claire.fetchDialog({ verb: 'keys', ...EXCHANGE }));
    expect(ticket).not.toBeNull();
    const david = company.chat('david.miller');
    await david.say('make Claire Moreau an employee');
    await david.press('Change role');
    const answer = await redeem(ticket, await company.token('claire.moreau'));
    expect(answer.status).toBe(403);
    expect(keysIn({ body: answer.text })).toEqual([]);
    await david.say('make Claire Moreau an admin');
    await david.press('Change role');
  });

  test('no dialog for a viewer, an employee, a group', async () => {
    const group = company.teams.group('Launch', [company.person('david.miller')])(company.person('david.miller'));
    for (const talk of [company.chat('tom.baker'), group]) {
      const turn = await talk.fetchDialog({ verb: 'keys', ...EXCHANGE });
      expect(turn.status).toBe(200);
      expect(ticketIn(turn)).toBeNull();
    }
    expect(keysIn(await company.chat('david.miller').execute('keys', { ...EXCHANGE, reveal: true }))).toEqual([]);
  });
});

describe('groups and channels', () => {
  const members = () => ['david.miller', 'tom.baker', 'ana.souza'].map((name) => company.person(name));

  test.each(['groupChat', 'channel'] as const)('a %s shows what everyone may see, the rest moves', async (kind) => {
    const group = company.teams.group('Launch', members(), kind);
    const david = group(company.person('david.miller'));
    const own = company.chat('david.miller');
    // The alarm about the stolen ticket above may arrive meanwhile.
    const answers = () => own.messages().filter(({ channelData }) => channelData === undefined).length;
    const list = await david.say('list the benefits');
    expect(list.words).toContain('Windows 11 Enterprise');
    expect(list.words).not.toMatch(/\d+ of \d+ (left|in use)/);
    expect((await david.say('show Visual Studio Enterprise')).words).not.toMatch(/Ana Souza|of 5/);
    for (const text of [
      'who has Visual Studio Enterprise?',
      'list of users',
      'history',
      'export',
      'key for Exchange',
    ]) {
      const before = answers();
      const turn = await david.say(text);
      expect(turn.words).toContain(en.reply.movedToPersonal);
      expect(answers()).toBe(before + 1);
    }
    const by = await david.execute('assignments', {});
    expect(by.words).toContain('personal chat');
    expect(JSON.stringify(by.body)).not.toContain('Ana Souza');
  });

  test('a change asked for in a group: confirmed in the personal chat, one line in the group', async () => {
    const group = company.teams.group('Launch', members());
    const david = group(company.person('david.miller'));
    await david.say('assign Visual Studio Professional to Tom Baker');
    expect(await holders(PRO)).toEqual([]);
    await company.chat('david.miller').say('yes');
    expect(await holders(PRO)).toEqual(['tom.baker']);
    const line = await david.heard(
      says(actSaid('done', 'assign', { benefit: 'Visual Studio Professional', who: 'Tom Baker' })),
    );
    expect((line as Activity).attachments ?? []).toEqual([]);
  });

  test('an employee’s group text reveals nothing and is refused in private', async () => {
    const tom = company.teams.group('Launch', members())(company.person('tom.baker'));
    const turn = await tom.say('key for Exchange');
    expect(turn.words).toContain('personal chat');
    await company.chat('tom.baker').heard(says(/Only admins can see keys/));
  });

  test('the message extension shares names and descriptions, nothing of seats', async () => {
    const value = { commandId: 'search', parameters: [{ name: 'search', value: 'visual studio' }] };
    const turn = await company.chat('david.miller').invoke('composeExtension/query', value);
    const text = JSON.stringify(turn.body);
    expect(text).toContain('Subscription with MSDN.');
    expect(text).not.toMatch(/Ana Souza|of 5|Tom Baker/);
  });
});

describe('who is who', () => {
  /** A linked admin says that the account that wrote is this person. */
  async function confirmed(email: string): Promise<void> {
    const david = company.chat('david.miller');
    const asked = await david.heard((one) => says('"verb":"link"')(one) && says(email)(one));
    await david.press((action) => action.verb === 'link', {}, asked.attachments?.[0]?.content as never);
  }

  test('ADMINS are always admins: one who is not in the list, once confirmed; one whom the list calls a viewer', async () => {
    const david = company.chat('david.miller');
    await david.say('help');
    const boss = company.teams.personal(company.teams.person({ name: 'The Boss', email: EMAIL('boss') }));
    expect((await boss.say('list of users')).words).toContain(refusalSaid({ reason: 'link-asked' }));
    await confirmed(EMAIL('boss'));
    expect((await boss.say('list of users')).words).toContain('Ana Souza');
    expect((await company.chat('nadia.benali').say('attribue Power BI Pro à Li Ming')).words).not.toMatch(/Adressez/);
    expect((await david.say('make Nadia Benali an employee')).words).toMatch(/ADMINS/);
    expect((await david.execute('remove-user', { user: EMAIL('nadia.benali') })).words).toMatch(/ADMINS/);
  });

  test('a viewer of the list without an object id is linked once an admin has confirmed the account', async () => {
    const david = company.chat('david.miller');
    await david.say('add user Wendy West wendy.west@contoso.example as viewer');
    await david.press('Add');
    const wendy = company.teams.person({ name: 'Wendy West', email: 'Wendy.West@contoso.example' });
    const talk = company.teams.personal(wendy);
    expect((await talk.say('list of users')).words).toContain(refusalSaid({ reason: 'link-asked' }));
    await confirmed(EMAIL('wendy.west'));
    expect((await talk.say('list of users')).words).toContain('Ana Souza');
    const { users } = await company.books();
    expect(users.find((row) => row.email === EMAIL('wendy.west'))?.aad_object_id).toBe(wendy.objectId);
    // The same address in another account is somebody else.
    const other = company.teams.person({
      name: 'Wendy West',
      email: 'wendy.west@contoso.example',
      objectId: crypto.randomUUID(),
    });
    expect((await company.teams.personal(other).say('list of users')).words).toContain(
      refusalSaid({ reason: 'stranger' }),
    );
  });
});

describe('requests', () => {
  test('asked for by text, approved by the first admin; the others’ cards say by whom', async () => {
    const marie = company.chat('marie.dupont');
    const david = company.chat('david.miller');
    const claire = company.chat('claire.moreau');
    expect((await marie.say('j’ai besoin de Visio')).words).toContain(fr.reply.requestSent('Visio Professionnel 2024'));
    expect((await marie.say('j’ai besoin de Visio')).words).not.toContain(
      fr.reply.requestSent('Visio Professionnel 2024'),
    );
    await david.heard(says(en.request.asks('Marie Dupont', 'Visio')));
    const asked = await claire.heard(says('Marie Dupont'));
    expect((await david.say('requests')).words).toContain(en.request.asks('Marie Dupont', 'Visio Professional 2024'));
    expect((await david.press('Approve')).words).toContain(en.request.settled.approved('David Miller'));
    expect(await holders('visio-pro-2024')).toEqual(['marie.dupont']);
    await marie.heard(says('Visio Professionnel 2024'));
    const pressLate = (verb: string) =>
      claire.press((action) => action.verb === verb, {}, asked.attachments?.[0]?.content as never);
    expect((await pressLate('approve')).words).toMatch(/David Miller/);
    expect((await pressLate('decline')).words).toMatch(/David Miller/);
  });

  test('nothing free: a waiting list; when a seat comes back the admins are offered the next in line', async () => {
    const tom = company.chat('tom.baker');
    const david = company.chat('david.miller');
    expect((await tom.say('I need Visio')).words).toMatch(/waiting list/);
    await david.say('take Visio back from Marie Dupont');
    await david.press('Take back');
    const offer = await david.heard(says(subjectSaid('seat-came-back', { benefit: 'Visio Professional 2024' })));
    expect(JSON.stringify(offer)).toContain('Tom Baker');
    expect((await david.press('Approve', {}, offer.attachments?.[0]?.content as never)).words).toContain('Tom Baker');
    expect(await holders('visio-pro-2024')).toEqual(['tom.baker']);
  });

  test('declined: the employee is told', async () => {
    const jose = company.chat('jose.garcia');
    const david = company.chat('david.miller');
    await jose.say('I need Power BI');
    await david.say('requests');
    expect((await david.press('Decline')).words).toContain(en.request.settled.declined('David Miller'));
    await jose.heard(says(/declined|not approved/i));
    expect(await holders('power-bi-pro')).toEqual([]);
  });
});

test('no product key in any message, mail, log, export or file', async () => {
  expect(await company.keysSeen()).toEqual([]);
});
