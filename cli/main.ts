#!/usr/bin/env node
import { randomUUID } from 'node:crypto';
import { createTransport } from 'nodemailer';
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
        return openKeyring(store, keyEncryptionKeys ?? (await localKeySetting(dataDir, store)));
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
    return failed(error, isDebug(cli));
  } finally {
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

/** All output passes here: no product key is ever printed. */
const print = (stream: NodeJS.WritableStream, text: string): boolean => stream.write(`${hideKeys(text)}\n`);

function failed(error: unknown, debug: boolean): number {
  const text = error instanceof Error ? (debug && error.stack) || error.message : String(error);
  print(process.stderr, text);
  const isSetting = error instanceof SettingsError || (error instanceof StoreUnavailable && error.reason === 'address');
  return error instanceof UsageError || isSetting ? 2 : 1;
}

// The reader closed the pipe, as `| head` does.
process.stdout.on('error', () => process.exit(0));

main().then((code) => {
  process.exitCode = code;
});
