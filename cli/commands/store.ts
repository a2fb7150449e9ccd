import { existsSync } from 'node:fs';
import type { Settings } from '../../settings';
import {
  backupStore,
  type Contents,
  copyStore,
  existingLocalKey,
  localKeyFile,
  noteBackup,
  restoreStore,
  storeAt,
} from '../../storage';
import { type CliCommand, UsageError } from '../command';

const COPY_STEP = 10_000;

export const backupCommand: CliCommand = {
  usage: 'backup PATH [--keep N]',
  says: 'writes a consistent copy of the embedded store to a new file, also while the bot runs; --keep adds the time to the name and keeps the newest N',
  words: [1, 1],
  options: { keep: { type: 'string' } },
  async run([path = ''], options, cli) {
    const settings = embedded(cli.settings());
    const keep = generations(options.keep);
    const now = cli.now();
    const made = await backupStore(settings.dataDir, path, keep === null ? { now } : { now, keep });
    await noteBackup(await cli.store(), made.path, now);
    for (const line of contentLines('Backed up', made.contents)) cli.out(line);
    cli.out(made.path);
    cli.out(`Back up ${keyPlace(settings)} too, in another place: without it the product keys can't be read.`);
    return 0;
  },
};

function generations(option: string | boolean | undefined): number | null {
  if (option === undefined) return null;
  const keep = Number(option);
  if (Number.isInteger(keep) && keep >= 1 && keep <= 10_000) return keep;
  throw new UsageError('--keep takes a whole number from 1 to 10000, for example --keep 30.');
}

export const restoreCommand: CliCommand = {
  usage: 'restore PATH',
  says: 'replaces the embedded store by a backup and keeps the previous store beside it; stop the bot first',
  words: [1, 1],
  options: {},
  async run([path = ''], _options, cli) {
    const settings = embedded(cli.settings());
    const keySetting = settings.keyEncryptionKeys ?? existingLocalKey(settings.dataDir);
    const { contents, kept } = await restoreStore(path, settings.dataDir, { now: cli.now(), keySetting });
    for (const line of contentLines('Restored', contents)) cli.out(line);
    if (kept !== null) cli.out(`The previous store is kept as ${kept}.`);
    return 0;
  },
};

export const copyCommand: CliCommand = {
  usage: 'copy FROM TO',
  says: 'copies a company from one store to an empty one (each a data folder or a mongodb:// address) and compares them',
  words: [2, 2],
  options: {},
  async run([from = '', to = ''], _options, cli) {
    const { mongodbDb } = cli.settings();
    let shown = 0;
    const contents = await copyStore(storeAt(from, mongodbDb), storeAt(to, mongodbDb), (done) => {
      if (done < shown + COPY_STEP) return;
      shown = done;
      cli.err(`${done.toLocaleString('en')} documents copied`);
    });
    for (const line of contentLines('Copied and compared', contents)) cli.out(line);
    if (existsSync(localKeyFile(from)))
      cli.out(
        `The encryption key was not copied: set KEY_ENCRYPTION_KEYS to what is in ${localKeyFile(from)}, or copy that file to the new data folder.`,
      );
    return 0;
  },
};

function embedded(settings: Settings): Settings {
  if (settings.mongodbUri === null) return settings;
  throw new Error(
    'MONGODB_URI is set: this command is for the embedded store. Use the tools of MongoDB (mongodump, mongorestore), or benefits-bot copy.',
  );
}

const NAMED = { benefits: 'benefits', seats: 'seats', keys: 'keys', people: 'people', history: 'lines of history' };

function* contentLines(done: string, contents: Contents): Generator<string> {
  const known = Object.entries(NAMED).map(
    ([name, plural]) => `${(contents[name]?.count ?? 0).toLocaleString('en')} ${plural}`,
  );
  const all = Object.values(contents).reduce((sum, { count }) => sum + count, 0);
  yield `${done}: ${known.join(', ')}; ${all.toLocaleString('en')} documents in all, checksums right.`;
}

const keyPlace = ({ keyEncryptionKeys, dataDir }: Settings): string =>
  keyEncryptionKeys === null ? localKeyFile(dataDir) : 'KEY_ENCRYPTION_KEYS';
