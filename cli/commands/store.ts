import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '../../settings';
import { backupStore, type Contents, copyStore, restoreStore, storeAt } from '../../storage';
import type { CliCommand } from '../command';

/** In a data folder of local mode. */
const LOCAL_KEY = 'key-encryption-key';
const COPY_STEP = 10_000;

export const backupCommand: CliCommand = {
  usage: 'backup PATH',
  says: 'writes the embedded store as it is at one moment to a new file, also while the bot runs',
  words: [1, 1],
  options: [],
  async run([path = ''], _options, cli) {
    const settings = embedded(cli.settings());
    for (const line of contentLines('Backed up', await backupStore(settings.dataDir, path))) cli.out(line);
    cli.out(`Its product keys open with the encryption key alone: keep ${keyPlace(settings)} too, at another place.`);
    return 0;
  },
};

export const restoreCommand: CliCommand = {
  usage: 'restore PATH',
  says: 'puts a backup in the place of the embedded store, which is kept beside it; stop the bot first',
  words: [1, 1],
  options: [],
  async run([path = ''], _options, cli) {
    const settings = embedded(cli.settings());
    for (const line of contentLines('Restored', await restoreStore(path, settings.dataDir))) cli.out(line);
    cli.out(
      `Its product keys open with the encryption key that it was made under: it belongs in ${keyPlace(settings)}.`,
    );
    return 0;
  },
};

export const copyCommand: CliCommand = {
  usage: 'copy FROM TO',
  says: 'copies a company from one store to an empty one (each a data folder or a mongodb:// address) and compares them',
  words: [2, 2],
  options: [],
  async run([from = '', to = ''], _options, cli) {
    const { mongodbDb } = cli.settings();
    let shown = 0;
    const contents = await copyStore(storeAt(from, mongodbDb), storeAt(to, mongodbDb), (done) => {
      if (done < shown + COPY_STEP) return;
      shown = done;
      cli.err(`${done.toLocaleString('en')} documents copied`);
    });
    for (const line of contentLines('Copied and compared', contents)) cli.out(line);
    if (existsSync(join(from, LOCAL_KEY)))
      cli.out(
        `The encryption key was not copied: set KEY_ENCRYPTION_KEYS to what is in ${join(from, LOCAL_KEY)}, or copy that file to a new data folder.`,
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

/** Collections that people know by these names; the rest is the bot's own business. */
const NAMED = { benefits: 'benefits', seats: 'seats', keys: 'keys', people: 'people', history: 'lines of history' };

function* contentLines(done: string, contents: Contents): Generator<string> {
  const known = Object.entries(NAMED).map(
    ([name, plural]) => `${(contents[name]?.count ?? 0).toLocaleString('en')} ${plural}`,
  );
  const all = Object.values(contents).reduce((sum, { count }) => sum + count, 0);
  yield `${done}: ${known.join(', ')}; ${all.toLocaleString('en')} documents in all, checksums right.`;
}

const keyPlace = ({ keyEncryptionKeys, dataDir }: Settings): string =>
  keyEncryptionKeys === null ? join(dataDir, LOCAL_KEY) : 'KEY_ENCRYPTION_KEYS';
