import type { Store } from '../../benefits/ports';
import { StoreUnavailable } from '../../storage';
import { actionsOf } from '../support/cards';
import { type InProcess, startInProcess } from '../support/in-process';
import { en, fr } from '../support/wording';

/** Whatever the store does, the person is answered in time, and told the truth about a change as soon as it is known. */

jest.setTimeout(60_000);

const FRENCH = { locale: 'fr-FR' };
let place: InProcess;
let timers: { ms: number; run: () => void; cancelled: boolean }[];

beforeEach(async () => {
  timers = [];
  place = await startInProcess({
    schedule(ms, run) {
      const timer = { ms, run, cancelled: false };
      timers.push(timer);
      return () => {
        timer.cancelled = true;
      };
    },
  });
});
afterEach(() => place.close());

/** The button that confirms an assignment of Power BI Pro to Maeve. */
async function confirmation() {
  const { sent } = await place.turn({ text: 'assign Power BI Pro to Maeve' });
  const content: unknown = sent[0]?.attachments?.[0]?.content;
  const action = actionsOf(content).find(({ verb }) => verb === 'assign');
  if (!action) throw new Error('Nothing to confirm');
  return { type: 'invoke', name: 'adaptiveCard/action', value: { action: { verb: action.verb, data: action.data } } };
}

const running = () => timers.filter(({ cancelled }) => !cancelled);
const said = (messages: readonly { text?: string | undefined }[]) => messages.map(({ text }) => text);
/** Resolves once `ready` holds. */
const until = async (ready: () => boolean): Promise<void> => {
  while (!ready()) await new Promise(setImmediate);
};

/** Writing a seat waits until `goOn`. */
function held(seats: Store['seats']) {
  const real = seats.replace;
  let goOn: (() => void) | null = null;
  seats.replace = async (before, after) => {
    await new Promise<void>((resolve) => {
      goOn = resolve;
    });
    return real(before, after);
  };
  return { begun: () => goOn !== null, goOn: () => goOn?.() };
}

test.each([
  ['en', {}, en],
  ['fr', FRENCH, fr],
])('a store that hangs: an invoke is told in time, in %s, and what came of it follows', async (_, more, words) => {
  const press = await confirmation();
  const { seats } = place.bot.ports.store;
  const write = held(seats);
  const turn = place.turn({ ...press, ...more });
  await until(() => running().length === 1 && write.begun());
  const [limit] = running();
  expect(limit?.ms).toBeLessThan(4_000);
  limit?.run();
  const { answer, sent } = await turn;
  expect(answer).toMatchObject({ value: words.reply.notKnownYet });
  expect(sent).toEqual([]);
  write.goOn();
  await until(() => sent.length > 0);
  expect(JSON.stringify(sent[0]?.attachments)).toContain('Maeve');
  expect(await seats.used('power-bi-pro')).toBe(1);
});

test('a message is told within 10 s that the answer is not known yet', async () => {
  const { benefits } = place.bot.ports.store;
  Object.assign(benefits, { page: () => new Promise(() => {}) });
  const turn = place.turn({ text: 'list' });
  await until(() => running().length === 1);
  expect(running()[0]?.ms).toBeLessThan(10_000);
  running()[0]?.run();
  expect(said((await turn).sent)).toEqual([en.reply.notKnownYet]);
});

test('a message that was answered is not told so', async () => {
  await place.turn({ text: 'help' });
  let saving = () => {};
  const saved = new Promise<void>((resolve) => {
    saving = resolve;
  });
  Object.assign(place.bot.ports.store.conversations, {
    replace() {
      saving();
      return new Promise(() => {});
    },
  });
  const turn = place.turn({ text: 'help' });
  await saved;
  running().at(-1)?.run();
  const { sent } = await turn;
  expect(sent).toHaveLength(1);
  expect(said(sent)).not.toContain(en.reply.notKnownYet);
});

/** Resolves when so many notices wait to be sent. */
const untilOwed = async (count: number): Promise<void> => {
  while ((await owed()).length !== count) await new Promise(setImmediate);
};
const owed = async () => (await place.bot.ports.store.dispatches.undone(9)).map(({ notice }) => notice);

test('a change whose reply is lost: what is owed to the person is kept in the store, as soon as it takes it', async () => {
  const press = await confirmation();
  const { seats, dispatches } = place.bot.ports.store;
  const insert = dispatches.insert;
  const lost = () => Promise.reject(new StoreUnavailable('unreachable'));
  seats.replace = lost;
  dispatches.insert = lost;
  const { answer, sent, outcome } = await place.turn(press);
  expect([outcome, answer]).toEqual(['failed', expect.objectContaining({ value: en.reply.notKnownYet })]);
  expect(sent).toEqual([]);
  await until(() => running().length > 0);
  expect(await owed()).toEqual([]);
  dispatches.insert = insert;
  running().at(-1)?.run();
  await untilOwed(1);
  const [told] = await owed();
  expect(told).toMatchObject({ kind: 'outcome', facts: { change: expect.stringMatching(/^id-/) } });
});

test('a change that takes long: what is owed is kept, until the turn has told by itself', async () => {
  const press = await confirmation();
  const { seats } = place.bot.ports.store;
  const write = held(seats);
  const turn = place.turn(press);
  await until(() => running().length === 1 && write.begun());
  running()[0]?.run();
  await turn;
  await untilOwed(1);
  write.goOn();
  await untilOwed(0);
  expect(await seats.used('power-bi-pro')).toBe(1);
});

test.each<{ text: string; before?: string }>([
  { text: 'assign Power BI Pro to Maeve' },
  { text: 'move Power BI Pro from Maeve to Camille', before: 'assign Power BI Pro to Maeve' },
  { text: 'ask Power BI Pro holders if they still need it', before: 'assign Power BI Pro to Maeve' },
  { text: 'take Power BI Pro back from Maeve', before: 'assign Power BI Pro to Maeve' },
  { text: 'add user Zoe Zed zoe@contoso.example' },
  { text: 'set Power BI Pro to 9 seats' },
  { text: 'make Maeve a viewer' },
])('a lost reply can be looked up: the history of "$text" has the id of its confirmation', async ({ text, before }) => {
  const confirm = async (typed: string): Promise<string> => {
    const { sent } = await place.turn({ text: typed });
    const action = actionsOf(sent[0]?.attachments?.[0]?.content).find(({ data }) => data?.confirm === true);
    if (!action) throw new Error(`Nothing to confirm: ${JSON.stringify(sent)}`);
    await place.turn({
      type: 'invoke',
      name: 'adaptiveCard/action',
      value: { action: { verb: action.verb, data: action.data } },
    });
    return String(action.data?.version).split('.')[1] ?? '';
  };
  if (before) await confirm(before);
  const once = await confirm(text);
  const { store } = place.bot.ports;
  await store.outbox.drain(100);
  const [latest] = await store.history.page({}, { skip: 0, limit: 1 });
  expect(latest?.id.split('.')[0]).toBe(once);
});
