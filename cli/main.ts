#!/usr/bin/env node
import { randomUUID } from 'node:crypto';
import { createTransport } from 'nodemailer';
import { withoutKeys } from '../benefits/actions/hide-keys';
import { hideKeys } from '../benefits/key-text';
import type { Keyring, Store } from '../benefits/ports';
import { serverOf } from '../notifications/email';
import { readSettings, type Settings, SettingsError } from '../settings';
import { localKeySetting, openKeyring, openStore, StoreUnavailable } from '../storage';
import { type Cli, UsageError } from './command';
import { dispatch } from './dispatch';

/** The only place where the command line opens the store and the keyring. */
async function main(): Promise<number> {
  const opened: { settings?: Settings; store?: Promise<Store>; keyring?: Promise<Keyring> } = {};
  let hide = async (text: string): Promise<string> => hideKeys(text);
  let printed = Promise.resolve();
  /** All output passes here, in order: no product key is ever printed. */
  const print = (stream: NodeJS.WritableStream, text: string): void => {
    printed = printed.then(async () => {
      stream.write(`${await hide(text)}\n`);
    });
  };
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
      opened.keyring ??= cli.store().then(async (store) => {
        const { keyEncryptionKeys, dataDir } = cli.settings();
        const keyring = await openKeyring(store, keyEncryptionKeys ?? (await localKeySetting(dataDir, store)));
        const lengths = await store.keys.lengths();
        hide = (text) => withoutKeys({ store, keyring }, lengths, text);
        return keyring;
      });
      return opened.keyring;
    },
    ports: async () => ({
      store: await cli.store(),
      keyring: await cli.keyring(),
      clock: { now: () => cli.now() },
      random: { id: () => randomUUID().replaceAll('-', ''), fraction: Math.random },
      rules: cli.settings().rules,
    }),
    greetMailServer,
    now: () => new Date(),
    stdin: process.stdin,
    out: (text) => print(process.stdout, text),
    err: (text) => print(process.stderr, text),
  };
  try {
    return await dispatch(process.argv.slice(2), cli);
  } catch (error) {
    print(process.stderr, textOf(error, isDebug(cli)));
    return exitCode(error);
  } finally {
    await printed;
    // A failure to open was reported above.
    await opened.store?.then(
      (store) => store.close(),
      () => undefined,
    );
  }
}

const SMTP_MS = 10_000;

async function greetMailServer(smtpUrl: string): Promise<void> {
  const limits = { connectionTimeout: SMTP_MS, greetingTimeout: SMTP_MS, socketTimeout: SMTP_MS, dnsTimeout: SMTP_MS };
  const transport = createTransport({ ...serverOf(smtpUrl), ...limits });
  try {
    await transport.verify();
  } finally {
    transport.close();
  }
}

function isDebug(cli: Cli): boolean {
  try {
    return cli.settings().logLevel === 'debug';
  } catch (error) {
    if (error instanceof SettingsError) return false;
    throw error;
  }
}

const textOf = (error: unknown, debug: boolean): string =>
  error instanceof Error ? (debug && error.stack) || error.message : String(error);

function exitCode(error: unknown): number {
  const isSetting = error instanceof SettingsError || (error instanceof StoreUnavailable && error.reason === 'address');
  return error instanceof UsageError || isSetting ? 2 : 1;
}

// The reader closed the pipe, as `| head` does.
process.stdout.on('error', () => process.exit(0));

main().then((code) => {
  process.exitCode = code;
});
