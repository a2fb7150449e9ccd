import { type RunningBot, startBot } from '../support/bot';
import { type FaultProxy, type SeenCommand, startReplicaSet, updatesSent } from '../support/mongo/fault-proxy';
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

  const least = (turns: readonly (readonly SeenCommand[])[]): readonly SeenCommand[] =>
    turns.reduce((best, used) => (used.length < best.length ? used : best));

  /** The commands of the cheapest of five times: in between, the dispatcher may look for work. */
  async function cheapest(turn: () => Promise<unknown>): Promise<readonly SeenCommand[]> {
    await turn();
    const turns: (readonly SeenCommand[])[] = [];
    for (let time = 0; time < 5; time += 1) {
      const before = logged().length;
      await turn();
      turns.push(logged().slice(before));
    }
    return least(turns);
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

  /** All that a press causes, until `end`. */
  async function inAll(button: string, end: Promise<void>): Promise<readonly SeenCommand[]> {
    const before = logged().length;
    await ingrid.press(button);
    await end;
    return logged().slice(before);
  }

  test('an assignment in all: at most 21; its undo: at most 17', async () => {
    await sampleStaff(teams).chat('maeve.obrien').say('hello');
    const assigned: (readonly SeenCommand[])[] = [];
    const undone: (readonly SeenCommand[])[] = [];
    const tooMany = () => [
      ...(least(assigned).length <= 21 ? [] : [told(least(assigned))]),
      ...(least(undone).length <= 17 ? [] : [told(least(undone))]),
    ];
    // In between, the dispatcher may look for work: on a busy machine most times.
    do {
      await ingrid.say('assign Power BI Pro to Maeve');
      assigned.push(await inAll('Assign', updatesSent(proxy, 'seats', 'seats', 'dispatches', 'seats')));
      undone.push(await inAll('Undo', updatesSent(proxy, 'seats', 'seats', 'dispatches')));
    } while (undone.length < 10 && tooMany().length > 0);
    expect(tooMany()).toEqual([]);
  });
});
