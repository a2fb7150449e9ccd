import { type RunningBot, startBot } from '../support/bot';
import { type FaultProxy, type SeenCommand, startReplicaSet } from '../support/mongo/fault-proxy';
import { standInJars } from '../support/mongo/stand-in';
import { sampleStaff } from '../support/sample';
import { startTeams, type Talk, type Teams } from '../support/teams';

/** How many commands a turn sends to MongoDB: what a reader waits for, and all that a change causes. */

const JARS = standInJars();
jest.setTimeout(120_000);

('jars' in JARS ? describe : describe.skip)(`round trips${'why' in JARS ? ` (skipped: ${JARS.why})` : ''}`, () => {
  let proxy: FaultProxy;
  let teams: Teams;
  let bot: RunningBot;
  let ingrid: Talk;

  beforeAll(async () => {
    if ('why' in JARS) return;
    proxy = await startReplicaSet(JARS.jars);
    teams = await startTeams();
    bot = await startBot({ MONGODB_URI: proxy.uri, MONGODB_DB: 'trips' });
    teams.talkTo(bot.url);
    ingrid = sampleStaff(teams).chat('ingrid.sorensen');
    await ingrid.say('hello');
  });
  afterAll(async () => {
    await bot.discard();
    await teams.close();
    await proxy.close();
  });

  /** Of these, what the dispatcher does by the clock is no turn's. */
  const BY_THE_CLOCK = ['leases', 'oneTimeTokens', 'uploads', 'plans'];
  const logged = () => proxy.log.filter(({ collection }) => !BY_THE_CLOCK.includes(collection));

  const told = (commands: readonly SeenCommand[]): string =>
    commands.map(({ name, collection }) => `${name} ${collection}`).join(', ');

  /** What a reader waits for: without the write that follows the answer. */
  const waitedFor = (used: readonly SeenCommand[]): readonly SeenCommand[] =>
    used.at(-1)?.collection === 'conversations' ? used.slice(0, -1) : used;

  /** The commands of the cheapest of five times: in between, the dispatcher may look for work. */
  async function cheapest(turn: () => Promise<unknown>): Promise<readonly SeenCommand[]> {
    await turn();
    let best: readonly SeenCommand[] | null = null;
    for (let time = 0; time < 5; time += 1) {
      const before = logged().length;
      await turn();
      const used = logged().slice(before);
      if (!best || used.length < best.length) best = used;
    }
    return best ?? [];
  }

  test.each([
    ['list', 6],
    ['who has what?', 5],
    ['list of users', 5],
    ['assign Power BI Pro to Maeve', 8],
  ])('%s: at most %d', async (text, most) => {
    const used = waitedFor(await cheapest(() => ingrid.say(text)));
    expect(used.length <= most ? [] : [told(used)]).toEqual([]);
  });

  /** All that a change causes until the bot has nothing left to do: it is stopped, and finishes what is under way. */
  async function inAll(change: () => Promise<unknown>): Promise<readonly SeenCommand[]> {
    const before = logged().length;
    await change();
    await bot.stop();
    const used = logged().slice(before);
    bot = await startBot({ MONGODB_URI: proxy.uri, MONGODB_DB: 'trips' }, { dataDir: bot.dataDir });
    teams.talkTo(bot.url);
    await started();
    return used;
  }

  /** Its first run, which looks for everything that is due by the day, is over. */
  async function started(): Promise<void> {
    for (;;) {
      const ready = (await (await fetch(`${bot.url}/readyz`)).json()) as { dispatcher?: { secondsSinceRun?: unknown } };
      if (typeof ready.dispatcher?.secondsSinceRun === 'number') return;
    }
  }

  test('an assignment in all: at most 36; its undo: at most 40', async () => {
    const maeve = sampleStaff(teams).chat('maeve.obrien');
    await maeve.say('hello');
    await ingrid.say('assign Power BI Pro to Maeve');
    const assigned = await inAll(async () => {
      await ingrid.press('Assign');
      await maeve.heard((activity) => JSON.stringify(activity).includes('Power BI Pro'));
    });
    expect(assigned.length <= 36 ? [] : [told(assigned)]).toEqual([]);
    const undone = await inAll(async () => {
      await ingrid.press('Undo');
      await maeve.heard((activity) => JSON.stringify(activity).includes('Power BI Pro'));
    });
    expect(undone.length <= 40 ? [] : [told(undone)]).toEqual([]);
  });
});
