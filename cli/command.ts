import type { Keyring, Ports, Store } from '../benefits/ports';
import type { Settings } from '../settings';

/** What a command may use. Opened on first use, closed by main. */
export interface Cli {
  settings(): Settings;
  store(): Promise<Store>;
  keyring(): Promise<Keyring>;
  /** What the rules need: store, keyring, clock, settings. */
  ports(): Promise<Ports>;
  /** Connects and signs in without sending anything. Throws on failure. */
  greetMailServer(smtpUrl: string): Promise<void>;
  now(): Date;
  stdin: NodeJS.ReadableStream;
  out(text: string): void;
  err(text: string): void;
}

export type Options = Readonly<Record<string, string | boolean | undefined>>;

export interface CliCommand {
  usage: string;
  says: string;
  /** Fewest and most arguments. */
  words: readonly [number, number];
  /** By long name, without `--`. */
  options: Readonly<Record<string, { type: 'boolean' | 'string' }>>;
  /** Returns the exit code. */
  run(words: readonly string[], options: Options, cli: Cli): Promise<number>;
}

/** Wrong command line: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
