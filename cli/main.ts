#!/usr/bin/env node
import type { Keyring, Store } from '../benefits/ports';
import { readSettings, type Settings, SettingsError } from '../settings';
import { localKeySetting, openKeyring, openStore } from '../storage';
import { type Cli, UsageError } from './command';
import { dispatch } from './dispatch';

/** The only place of the command line that opens anything. */
async function main(): Promise<number> {
  const opened: { settings?: Settings; store?: Promise<Store>; keyring?: Promise<Keyring> } = {};
  const cli: Cli = {
    settings: () => {
      opened.settings ??= readSettings(process.env);
      return opened.settings;
    },
    store: () => {
      opened.store ??= openStore(cli.settings());
      return opened.store;
    },
    keyring: () => {
      opened.keyring ??= cli.store().then((store) => openKeyring(store, keySetting(cli.settings())));
      return opened.keyring;
    },
    now: () => new Date(),
    stdin: process.stdin,
    out: (text) => process.stdout.write(`${text}\n`),
    err: (text) => process.stderr.write(`${text}\n`),
  };
  try {
    return await dispatch(process.argv.slice(2), cli);
  } catch (error) {
    return failed(error, opened.settings?.logLevel === 'debug');
  } finally {
    // One that failed to open has said so already.
    await opened.store?.then(
      (store) => store.close(),
      () => undefined,
    );
  }
}

const keySetting = ({ keyEncryptionKeys, dataDir }: Settings): string => keyEncryptionKeys ?? localKeySetting(dataDir);

function failed(error: unknown, debug: boolean): number {
  const text = error instanceof Error ? (debug && error.stack) || error.message : String(error);
  process.stderr.write(`${text}
`);
  return error instanceof UsageError || error instanceof SettingsError ? 2 : 1;
}

// A reader that closed the pipe (`| head`) is no fault.
process.stdout.on('error', () => process.exit(0));

main().then((code) => {
  process.exitCode = code;
});
