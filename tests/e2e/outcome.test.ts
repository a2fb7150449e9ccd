import { type RunningBot, startBot } from '../support/bot';
import { type FaultProxy, startReplicaSet, updatesSent } from '../support/mongo/fault-proxy';
import { standInJars } from '../support/mongo/stand-in';
import { sampleStaff } from '../support/sample';
import { startTeams, type Talk, type Teams } from '../support/teams';
import { actSaid, en, subjectSaid } from '../support/wording';

/** What a person is told when the store fails in the middle of a turn. */

const JARS = standInJars();
jest.setTimeout(60_000);
/** An error that no retry helps against. */
const FATAL = 8_000;

('jars' in JARS ? describe : describe.skip)(`the truth${'why' in JARS ? ` (skipped: ${JARS.why})` : ''}`, () => {
  let proxy: FaultProxy;
  let teams: Teams;
  let bot: RunningBot;
  let ingrid: Talk;
  let haruka: Talk;

  const SETTINGS = () => ({ MONGODB_URI: proxy.uri, MONGODB_DB: 'truth' });

  beforeAll(async () => {
    if ('why' in JARS) return;
    proxy = await startReplicaSet(JARS.jars);
    teams = await startTeams();
    bot = await startBot(SETTINGS());
    teams.talkTo(bot.url);
    ingrid = sampleStaff(teams).chat('ingrid.sorensen');
    haruka = sampleStaff(teams).chat('haruka.tanaka');
    await ingrid.say('hello');
  });
  afterEach(() => {
    proxy.fault = null;
  });
  afterAll(async () => {
    await bot.discard();
    await teams.close();
    await proxy.close();
  });

  const first = (sentence: string): string => sentence.split('.')[0] ?? '';

  let told: unknown;
  const isToldAsMade = async (): Promise<void> => {
    const made = subjectSaid('outcome', { made: true });
    told = await ingrid.heard(
      (activity) => activity !== told && JSON.stringify(activity.attachments ?? []).includes(made),
    );
  };

  test('a change that was made and reported as failed is told as not known, and then as made', async () => {
    await ingrid.say('assign Power BI Pro to Maeve');
    proxy.fault = ({ name, collection }) =>
      name === 'update' && collection === 'seats' ? { writeConcernError: FATAL } : null;
    const turn = await ingrid.press('Assign');
    expect(turn.words).toContain(en.reply.notKnownYet);
    proxy.fault = null;
    await isToldAsMade();
    expect((await ingrid.say('show Power BI Pro')).words).toContain('Maeve');
  });

  test('so it is when the bot is killed at once, by the one that starts next', async () => {
    await ingrid.say('assign Power BI Pro to theo.etienne@nordlicht.example');
    proxy.fault = ({ name, collection }) =>
      name === 'update' && collection === 'seats' ? { writeConcernError: FATAL } : null;
    const owed = new Promise<void>((resolve) => {
      const { fault } = proxy;
      proxy.fault = (command) => {
        if (command.name === 'insert' && command.collection === 'dispatches') resolve();
        return fault?.(command) ?? null;
      };
    });
    expect((await ingrid.press('Assign')).words).toContain(en.reply.notKnownYet);
    await owed;
    const { dataDir } = bot;
    await bot.kill();
    proxy.fault = null;
    bot = await startBot(SETTINGS(), { dataDir });
    teams.talkTo(bot.url);
    await isToldAsMade();
  });

  test('a change whose consequences fail is told as done', async () => {
    await haruka.say('hello');
    await ingrid.say('assign Power BI Pro to Haruka');
    proxy.fault = ({ name, collection }) => (name === 'find' && collection === 'requests' ? { error: FATAL } : null);
    const turn = await ingrid.press('Assign');
    proxy.fault = null;
    expect(turn.words).toContain('田中 遥');
    expect(turn.words).not.toContain(en.reply.notKnownYet);
  });

  test('so is an undo', async () => {
    await haruka.heard((activity) => JSON.stringify(activity).includes('Power BI Pro'));
    await sampleStaff(teams).chat('julien.leroux').say('bonjour');
    await ingrid.say('assign Power BI Pro to julien.leroux@nordlicht.example');
    const delivered = updatesSent(proxy, 'seats', 'seats', 'dispatches', 'seats');
    await ingrid.press('Assign');
    // Until then the dispatcher writes to the seat, too.
    await delivered;
    proxy.fault = ({ name, collection }) =>
      name === 'update' && collection === 'seats' ? { writeConcernError: FATAL } : null;
    const turn = await ingrid.press('Undo');
    expect(turn.words).toContain(en.reply.notKnownYet);
    proxy.fault = null;
    await isToldAsMade();
    expect((await ingrid.say('show Power BI Pro')).words).not.toContain('Julien');
  });

  test('a turn that only reads is told to have changed nothing', async () => {
    proxy.fault = ({ name, collection }) => (name === 'find' && collection === 'benefits' ? { error: FATAL } : null);
    expect((await ingrid.say('list')).words).toContain(first(en.reply.fault('')));
  });

  test('an election: the press is answered before Teams gives up, and the result follows when there is a primary', async () => {
    await ingrid.say('assign Power BI Pro to Priya');
    proxy.fault = ({ name, collection }) => {
      if (name === 'update' && collection === 'seats') {
        proxy.fault = null;
        proxy.primary(false);
        return { swallow: true };
      }
      return null;
    };
    const turn = await ingrid.press('Assign');
    expect(turn.words).toContain(first(en.reply.notKnownYet));
    proxy.primary(true);
    await ingrid.heard((activity) => JSON.stringify(activity.attachments ?? []).includes('Priya'));
    expect((await ingrid.say('show Power BI Pro')).words).toContain('Priya');
  });

  test('so it is with an undo', async () => {
    await ingrid.say('assign Visual Studio Enterprise to Anne-Sophie Girard');
    await ingrid.press('Assign');
    proxy.fault = ({ name, collection }) => {
      if (name !== 'update' || collection !== 'seats') return null;
      proxy.fault = null;
      proxy.primary(false);
      return { swallow: true };
    };
    const turn = await ingrid.press('Undo');
    expect(turn.words).toContain(first(en.reply.notKnownYet));
    proxy.primary(true);
    const undone = actSaid('undone', 'assign', { benefit: 'Visual Studio Enterprise', who: 'Anne-Sophie Girard' });
    await ingrid.heard((activity) => JSON.stringify(activity.attachments ?? []).includes(undone));
    expect((await ingrid.say('show Visual Studio Enterprise')).words).toContain(en.inUse(2, 3));
  });
});
