import { MongoClient } from 'mongodb';
import { startWire, WIRE, WIRE_VERSION, type WireServer } from '../storage/servers';
import { type RunningBot, startBot } from '../support/bot';
import { startReplicaSet } from '../support/mongo/fault-proxy';
import { type RealMongo, realMongo } from '../support/mongo/real';
import { standInJars } from '../support/mongo/stand-in';
import { sampleKey, sampleStaff } from '../support/sample';
import { startTeams, type Teams } from '../support/teams';
import { en } from '../support/wording';

/** The main job over HTTP, on every engine that this machine has: embedded, FerretDB on the wire, a real MongoDB. */

interface Engine {
  settings: Record<string, string>;
  close(): Promise<void>;
}

async function onWire(): Promise<Engine> {
  const wire: WireServer = await startWire();
  return { settings: { MONGODB_URI: wire.uri(), MONGODB_DB: 'e2e' }, close: () => wire.close() };
}

async function onStandIn(jars: string): Promise<Engine> {
  const proxy = await startReplicaSet(jars);
  return {
    settings: { MONGODB_URI: proxy.uri, MONGODB_DB: 'e2e' },
    close: () => proxy.close(),
  };
}

/** A database of this run's own, dropped at the end. */
async function onServer(start: NonNullable<RealMongo['start']>): Promise<Engine> {
  const { uri, stop } = await start();
  const name = `benefits-e2e-${process.pid}`;
  return {
    settings: { MONGODB_URI: uri, MONGODB_DB: name },
    async close() {
      const client = new MongoClient(uri);
      await client.db(name).dropDatabase();
      await client.close();
      await stop();
    },
  };
}

const JARS = standInJars();
const nothing = async (): Promise<void> => {};
const ENGINES: [name: string, open: (() => Promise<Engine>) | null][] = [
  ['embedded', async () => ({ settings: {}, close: nothing })],
  WIRE.path === null && !process.env.CI
    ? [`FerretDB (skipped: ${WIRE.why})`, null]
    : [`FerretDB ${WIRE_VERSION}, one message at a time`, onWire],
  'why' in JARS
    ? [`mongo-java-server (skipped: ${JARS.why})`, null]
    : ['mongo-java-server as a replica set', () => onStandIn(JARS.jars)],
  realEngine(realMongo()),
];

function realEngine({ name, start }: RealMongo): [string, (() => Promise<Engine>) | null] {
  return [name, start && (() => onServer(start))];
}

jest.setTimeout(60_000);

for (const [name, open] of ENGINES) {
  (open ? describe : describe.skip)(`the main job on ${name}`, () => {
    let engine: Engine;
    let bot: RunningBot;
    let teams: Teams;

    beforeAll(async () => {
      if (!open) return;
      [engine, teams] = await Promise.all([open(), startTeams()]);
      bot = await startBot({ ...engine.settings, KEYS_IN: 'card' });
      teams.talkTo(bot.url);
    }, 120_000);
    afterAll(async () => {
      await bot?.discard();
      await teams?.close();
      await engine?.close();
    });

    test('list, details, key, assign, the employee is told, reassign, unassign; a restart forgets nothing', async () => {
      const staff = sampleStaff(teams);
      const ingrid = staff.chat('ingrid.sorensen');
      const maeve = staff.chat('maeve.obrien');
      const haruka = staff.chat('haruka.tanaka');
      expect((await ingrid.say('list')).words).toContain('Power BI Pro');
      expect((await ingrid.say('show Visual Studio Enterprise')).words).toContain(en.inUse(2, 3));
      await ingrid.say('key for Windows Server 2025 in English');
      expect((await ingrid.press((action) => action.verb === 'keys')).words).toContain(
        sampleKey('windows-server-2025'),
      );

      await ingrid.say('assign Visual Studio Enterprise to Maeve');
      await ingrid.press('Assign');
      await maeve.heard((activity) => JSON.stringify(activity).includes('You now have Visual Studio Enterprise'));
      const full = await ingrid.say('assign Visual Studio Enterprise to Haruka');
      expect(full.words).toMatch(/no seat|all|full|free/i);

      await ingrid.say('reassign Visual Studio Enterprise from Maeve to Haruka');
      await ingrid.press('Reassign');
      await haruka.heard((activity) => JSON.stringify(activity).includes('You now have Visual Studio Enterprise'));

      await bot.stop();
      const { dataDir } = bot;
      bot = await startBot({ ...engine.settings, KEYS_IN: 'card' }, { dataDir });
      teams.talkTo(bot.url);
      const held = await haruka.say('what do I have?');
      expect(held.words).toContain('Visual Studio Enterprise');
      await ingrid.say('unassign Visual Studio Enterprise from Haruka');
      await ingrid.press('Take back');
      expect((await ingrid.say('show Visual Studio Enterprise')).words).toContain(en.inUse(2, 3));
      const history = await ingrid.say('history of Visual Studio Enterprise');
      expect(history.words.match(/assigned a seat|reassigned a seat|took a seat back/g)?.length).toBeGreaterThanOrEqual(
        3,
      );
    });

    test('a message that two processes get at once, and once more, is answered once', async () => {
      const second = await startBot({ ...engine.settings, KEYS_IN: 'card' }, { dataDir: bot.dataDir });
      try {
        const camille = sampleStaff(teams).chat('camille.bernard');
        const deliver = (url: string, activity: object) =>
          fetch(`${url}/api/messages`, {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify(activity),
          });
        for (const text of ['assign SQL Server to Maeve', 'yes', 'who has SQL Server?']) {
          const before = camille.messages().length;
          const activity = teams.activity(camille, { text });
          await Promise.all([bot.url, second.url, bot.url, second.url].map((url) => deliver(url, activity)));
          await deliver(second.url, activity);
          expect(camille.messages()).toHaveLength(before + 1);
        }
        expect((await camille.say('show SQL Server')).words).toContain('Maeve O’Brien');
      } finally {
        await second.stop();
      }
    });
  });
}
