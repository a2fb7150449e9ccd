import { en } from '../../../cards/text.en';
import { fr } from '../../../cards/text.fr';
import { type Company, EMAIL, openCompany, says } from './company';

/** "Still need it?": holders keep their seat or give it back; the admin sees the answers and takes back the rest. */

jest.setTimeout(60_000);

const VS = 'visual-studio-enterprise';
const NAME = 'Visual Studio Enterprise';

let company: Company;
beforeAll(async () => {
  company = await openCompany();
}, 60_000);
afterAll(() => company?.close());

test('asked once, after a confirmation; each holder gets both buttons in their language', async () => {
  const david = company.chat('david.miller');
  for (const name of ['tom.baker', 'elodie.lefevre', 'ana.souza']) await company.chat(name).say('hello');
  await david.execute('assign', { benefit: VS, users: ['tom.baker', 'elodie.lefevre', 'ana.souza'].map(EMAIL) });
  await david.press('Assign');
  const confirm = await david.say('who still needs Visual Studio Enterprise?');
  expect(confirm.words).toContain('Tom Baker');
  const asked = await david.press(({ verb, data }) => verb === 'review' && data?.confirm === true);
  expect(asked.words).toContain(en.review.answered(0, 3));
  await company.chat('tom.baker').heard(says(en.review.keep));
  await company.chat('elodie.lefevre').heard(says(fr.review.keep));
  const line = (await company.history()).find((each) => each.command === 'review');
  expect(line).toMatchObject({ actor_email: EMAIL('david.miller'), benefit_id: VS, outcome: 'done' });
});

test('one keeps it, one gives it back; the admin’s card shows the answers', async () => {
  const tom = company.chat('tom.baker');
  const card = await tom.heard(says(en.review.keep));
  const kept = await tom.press(en.review.keep, {}, card.attachments?.[0]?.content as never);
  expect(kept.words).toContain(en.reply.kept(NAME));
  const elodie = company.chat('elodie.lefevre');
  const hers = await elodie.heard(says(fr.review.keep));
  await elodie.press(fr.assignments.giveBack, {}, hers.attachments?.[0]?.content as never);
  await elodie.press(fr.assignments.giveBack);
  const david = company.chat('david.miller');
  const status = await david.execute('review', { benefit: VS });
  expect(status.words).toContain(en.review.answered(1, 2));
  expect(status.words).toContain('Ana Souza');
  const refresh = { command: 'review', benefit: VS };
  const seenAgain = await david.execute('refresh', { ...refresh, another: true, confirm: true });
  expect(seenAgain.words).toContain(en.review.answered(1, 2));
  const none = await david.execute('refresh', { ...refresh, benefit: 'visio-pro-2024' });
  expect(none.words).toContain(en.review.answered(0, 0));
  expect((await company.seats(VS)).map((seat) => seat.split('@')[0])).toEqual(['ana.souza', 'tom.baker']);
});

test('the unanswered ones are taken back in one press', async () => {
  const david = company.chat('david.miller');
  await david.execute('review', { benefit: VS });
  const confirm = await david.press(({ verb }) => verb === 'unassign');
  expect(confirm.words).toContain('Ana Souza');
  await david.press('Take back');
  expect((await company.seats(VS)).map((seat) => seat.split('@')[0])).toEqual(['tom.baker']);
});

test('nobody answers for another, nor without a question; an employee asks nobody', async () => {
  const tom = company.chat('tom.baker');
  for (const data of [{ benefit: VS }, { benefit: VS, confirm: true }, { benefit: 'power-bi-pro', keep: true }]) {
    const turn = await tom.execute('review', data);
    expect(turn.words).not.toContain(en.reply.kept('Power BI Pro'));
  }
  const asked = (await company.history()).filter((line) => line.command === 'review' && line.outcome === 'done');
  expect(new Set(asked.map((line) => line.actor_email))).toEqual(new Set([EMAIL('david.miller'), EMAIL('tom.baker')]));
  expect(asked).toHaveLength(4);
});
