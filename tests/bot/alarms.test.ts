import { join } from 'node:path';
import Database from 'libsql';
import { textReply } from '../../bot/commands/views';
import { retried, watchHistory } from '../../bot/history-watch';
import { replyText } from '../../cards';
import { StoreUnavailable } from '../../storage';
import { startInProcess } from '../support/in-process';
import { type Company, EMAIL, keysIn, openCompany, ticketIn } from './rules/company';

/** What all admins hear without having asked: one card, however often it happens. */
jest.setTimeout(40_000);

let company: Company;
beforeAll(async () => {
  company = await openCompany({ REVEAL_ALERT: '3' });
  await company.chat('claire.moreau').say('help');
  await company.chat('david.miller').say('help');
});
afterAll(() => company?.close());

async function ticket(who: string): Promise<string> {
  const turn = await company.chat(who).fetchDialog({ verb: 'keys', benefit: 'exchange-server-2019', language: 'en' });
  const found = ticketIn(turn);
  if (!found) throw new Error(JSON.stringify(turn.body));
  return found;
}
const about = (text: RegExp) => (activity: unknown) => text.test(JSON.stringify(activity));

test('many reveals by one person are one card for all admins', async () => {
  const claire = company.chat('claire.moreau');
  const many = about(/looked at many keys|consulté beaucoup de clés/);
  for (let reveal = 0; reveal < 2; reveal += 1)
    await company.api('keys', 'david.miller', { ticket: await ticket('david.miller') });
  expect(claire.messages().filter(many)).toEqual([]);
  for (let reveal = 0; reveal < 3; reveal += 1)
    expect((await company.api('keys', 'david.miller', { ticket: await ticket('david.miller') })).status).toBe(200);
  expect(JSON.stringify(await claire.heard(many))).toContain('David Miller');
  await company.chat('david.miller').heard(many);
  await claire.say('help');
  expect(claire.messages().filter(many)).toHaveLength(1);
});

test('a ticket in the hands of another account', async () => {
  const stolen = await ticket('david.miller');
  for (let attempt = 0; attempt < 3; attempt += 1)
    expect((await company.api('keys', 'ana.souza', { ticket: stolen })).status).toBe(403);
  await company.chat('claire.moreau').heard(about(/un autre compte a voulu l’utiliser/));
  const rows = (await company.history()).filter((line) => line.detail?.includes('reason=ticket'));
  expect(rows.map((line) => line.detail)).toEqual([expect.stringContaining('count=3')]);
  expect(rows.every((line) => line.actor_email !== EMAIL('david.miller'))).toBe(true);
});

test('a history that could not be written is told as soon as that is possible', async () => {
  const { bot, close } = await startInProcess();
  const failures: unknown[] = [];
  const broken = {
    ...bot.ports.store,
    history: {
      ...bot.ports.store.history,
      append: async () => {
        throw new Error('disk full');
      },
    },
  };
  const store = watchHistory(broken, (error) => failures.push(error));
  await expect(store.history.append([])).rejects.toThrow('disk full');
  expect(await store.history.get('none')).toBeNull();
  expect(failures).toHaveLength(1);
  await close();

  let away = 2;
  let told = 0;
  const later: (() => void)[] = [];
  const settled: (() => void)[] = [];
  const again = retried(
    async () => {
      if (away > 0) throw new Error(`away ${away}`);
      told += 1;
      settled.shift()?.();
    },
    (_ms, run) => {
      later.push(run);
      settled.shift()?.();
    },
    () => {
      away -= 1;
    },
  );
  const next = () => new Promise<void>((resolve) => settled.push(resolve));
  const first = next();
  again();
  again();
  await first;
  for (const _round of [1, 2]) {
    const done = next();
    later.shift()?.();
    await done;
  }
  expect([told, later.length]).toEqual([1, 0]);
});

test('while the history takes no entry: no key, the log says so, and each admin gets one card', async () => {
  const claire = company.chat('claire.moreau');
  const told = about(/history could not be written|historique n’a pas pu/);
  const stored = new Database(join(company.bot.dataDir, 'store.db'));
  stored.exec('PRAGMA busy_timeout = 10000');
  stored.exec('CREATE TRIGGER closed BEFORE INSERT ON history BEGIN INSERT INTO nowhere VALUES (1); END');
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const turn = await company.api('keys', 'david.miller', { ticket: await ticket('david.miller') });
    expect([turn.status, keysIn(turn)]).toEqual([500, []]);
  }
  await claire.heard(told);
  await company.chat('david.miller').heard(told);
  expect(company.bot.output()).toMatch(/"level":"fatal".*the history could not be written/);
  stored.exec('DROP TRIGGER closed');
  stored.close();
  const again = await company.api('keys', 'david.miller', { ticket: await ticket('david.miller') });
  expect(again.status).toBe(200);
  await claire.say('help');
  expect(claire.messages().filter(told)).toHaveLength(1);
});

test.each(['en', 'fr'] as const)('a full disk is told as one, in %s', async (locale) => {
  const { bot, turn, close } = await startInProcess();
  await turn({ text: 'help' });
  const { history, conversations } = bot.ports.store;
  const full = () => Promise.reject(new StoreUnavailable('full'));
  const told = async (text: string) => {
    const { outcome, sent } = await turn({ text, locale });
    expect(outcome).toBe('failed');
    return sent.map((each) => each.text);
  };
  const line = (turnId: string) => {
    const { view } = textReply({ says: 'disk-full', turn: turnId, changed: false });
    return replyText(view, { locale, today: '2026-03-01', refreshFor: [] }).replace(turnId, '');
  };
  Object.assign(conversations, { insert: full, replace: full, claim: full });
  expect(await told('help')).toEqual([expect.stringContaining(line('0'))]);
  expect(await history.page({}, { skip: 0, limit: 10 })).toEqual([]);
  await close();
});

test('under overload a turn gets one cheap line and no work', async () => {
  const { bot, turn, close } = await startInProcess({ busy: () => true });
  const busy = replyText(textReply({ says: 'busy' }).view, { locale: 'en', today: '2026-03-01', refreshFor: [] });
  const { sent, outcome } = await turn({ text: 'assign Visual Studio Enterprise to Haruka' });
  expect([outcome, sent.map(({ text }) => text)]).toEqual(['done', [busy]]);
  const pressed = await turn({ type: 'invoke', name: 'adaptiveCard/action', value: { action: { verb: 'users' } } });
  expect(pressed.answer).toMatchObject({ value: busy });
  expect(await bot.ports.store.history.page({}, { skip: 0, limit: 10 })).toEqual([]);
  await close();
});
