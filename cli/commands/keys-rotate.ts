import { randomUUID } from 'node:crypto';
import { rotateKeys } from '../../storage';
import type { CliCommand } from '../command';

export const keysRotateCommand: CliCommand = {
  usage: 'keys rotate',
  says: 're-encrypts every product key under the newest encryption key, also while the bot runs; can be interrupted and run again',
  words: [0, 0],
  options: {},
  async run(_words, _options, cli) {
    const [store, keyring] = [await cli.store(), await cli.keyring()];
    const count = await rotateKeys(store, keyring, (done) => {
      if (done % 1_000 === 0) cli.err(`${done.toLocaleString('en')} keys`);
    });
    if (count > 0)
      await store.history.append([
        {
          id: randomUUID(),
          at: cli.now().toISOString(),
          actor: 'cli',
          command: 'rotate-keys',
          benefitId: null,
          person: null,
          outcome: 'done',
          detail: { keys: count },
        },
      ]);
    cli.out(`${count.toLocaleString('en')} keys re-encrypted; all use ${keyring.newest} now.`);
    const older = keyring.ids.filter((id) => id !== keyring.newest);
    if (older.length > 0) cli.out(`${older.join(', ')} can be removed from KEY_ENCRYPTION_KEYS.`);
    return 0;
  },
};
