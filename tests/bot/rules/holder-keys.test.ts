import { en } from '../../../cards/text.en';
import { fr } from '../../../cards/text.fr';
import { actionsOf, cardOf, titlesOf } from '../../support/teams';
import { type Company, EMAIL, keysIn, keysOf, openCompany, says, ticketIn } from './company';

/** The key in the right hands: the holder's own reveal where the company wants it, else the admin's hint whom to give it. */

jest.setTimeout(60_000);

const MANY = 'dynamics-365-sales';

let company: Company;
afterEach(() => company?.close());

const assign = async (benefit: string, name: string): Promise<ReturnType<ReturnType<Company['chat']>['press']>> => {
  const david = company.chat('david.miller');
  await david.execute('assign', { benefit, user: EMAIL(name) });
  return david.press('Assign');
};
const redeem = async (ticket: string | null, name: string): Promise<{ status: number; text: string }> =>
  company.api('keys', name, { ticket });

test('with HOLDER_KEYS=0 the admin is shown whose key it is, and the holder is told who gives it', async () => {
  company = await openCompany();
  const tom = company.chat('tom.baker');
  await tom.say('hello');
  const done = await assign(MANY, 'tom.baker');
  expect(done.words).toContain(en.done.giveKey('Tom Baker'));
  await tom.heard(says('You’ll get the key from David Miller'));
  const offer = await company.chat('david.miller').press(en.done.getKey('Tom Baker'));
  expect(offer.words).toContain(en.keys.offerHolder('Tom Baker'));
  const refused = await tom.execute('keys', { benefit: MANY });
  expect(refused.words).toMatch(/Claire Moreau/);
  expect((await tom.fetchDialog({ verb: 'keys', benefit: MANY })).words).not.toContain('ticket');
});

test('with HOLDER_KEYS=1 the holder opens the key once, and again only after an admin sent it again', async () => {
  company = await openCompany({ HOLDER_KEYS: '1' });
  const tom = company.chat('tom.baker');
  await tom.say('hello');
  const done = await assign(MANY, 'tom.baker');
  expect(done.words).not.toContain(en.done.giveKey('Tom Baker'));
  const told = await tom.heard(says(en.keys.showOwn));
  expect(JSON.stringify(told)).not.toMatch(/start right away/);
  const [button] = actionsOf(cardOf(told)).filter(({ title }) => title === en.keys.showOwn);
  expect(button?.data).toMatchObject({ msteams: { type: 'task/fetch' } });
  const first = await tom.fetchDialog(button?.data ?? {});
  const shown = await redeem(ticketIn(first), 'tom.baker');
  expect(shown.status).toBe(200);
  expect(keysOf(MANY).some((key) => shown.text.includes(key))).toBe(true);
  const line = (await company.history()).find((each) => each.command === 'keys');
  expect(line).toMatchObject({ actor_email: EMAIL('tom.baker'), person_email: EMAIL('tom.baker'), outcome: 'done' });

  expect(ticketIn(await tom.fetchDialog({ verb: 'keys', benefit: MANY }))).toBeNull();
  expect((await tom.execute('keys', { benefit: MANY })).words).toMatch(/already|once/);
  // A ticket that was issued before the reveal is of no use afterwards.
  expect(keysOf(MANY).some((key) => first.words.includes(key))).toBe(false);

  const david = company.chat('david.miller');
  const rows = await david.execute('assignments', { benefit: MANY });
  expect(rows.words).toContain(en.assignments.resend);
  await david.press(({ verb }) => verb === 'resend');
  const again = await tom.fetchDialog({ verb: 'keys', benefit: MANY });
  expect((await redeem(ticketIn(again), 'tom.baker')).status).toBe(200);
});

test('only one’s own seat; in French; of two tickets one opens', async () => {
  company = await openCompany({ HOLDER_KEYS: '1' });
  const elodie = company.chat('elodie.lefevre');
  await elodie.say('bonjour');
  const none = await elodie.execute('keys', { benefit: MANY });
  expect(keysIn(none)).toEqual([]);
  expect(titlesOf(none.card)).toEqual([fr.show.request, fr.show.back]);
  expect(ticketIn(await elodie.fetchDialog({ verb: 'keys', benefit: MANY }))).toBeNull();
  await assign(MANY, 'elodie.lefevre');
  await elodie.heard(says(fr.keys.showOwn));
  expect(ticketIn(await elodie.fetchDialog({ verb: 'keys', benefit: MANY, user: EMAIL('tom.baker') }))).toBeNull();
  const tickets = [
    ticketIn(await elodie.fetchDialog({ verb: 'keys', benefit: MANY })),
    ticketIn(await elodie.fetchDialog({ verb: 'keys', benefit: MANY })),
  ];
  const answers = await Promise.all(tickets.map((ticket) => redeem(ticket, 'elodie.lefevre')));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect((await elodie.say('mes licences')).words).toContain('Dynamics');
});

test('a single-use key taken for a holder is the same for every admin and for the holder', async () => {
  company = await openCompany({ HOLDER_KEYS: '1' });
  const single = 'power-bi-pro';
  const tom = company.chat('tom.baker');
  await tom.say('hello');
  await assign(single, 'tom.baker');
  const seen: string[][] = [];
  for (const name of ['david.miller', 'claire.moreau', 'tom.baker']) {
    const of = name === 'tom.baker' ? {} : { user: EMAIL('tom.baker') };
    const dialog = await company.chat(name).fetchDialog({ verb: 'keys', benefit: single, ...of });
    const { text } = await redeem(ticketIn(dialog), name);
    seen.push(keysOf(single).filter((key) => text.includes(key)));
  }
  expect(seen[0]).toHaveLength(1);
  expect(seen[1]).toEqual(seen[0]);
  expect(seen[2]).toEqual(seen[0]);
});
