import type { Keyring, Store } from '../benefits/ports';
import type { Settings } from '../settings';

/** What a command gets: opened when first asked for, closed by the main. */
export interface Cli {
  settings(): Settings;
  store(): Promise<Store>;
  keyring(): Promise<Keyring>;
  /** Connects and signs in, sends nothing; throws when that fails. */
  greetMailServer(smtpUrl: string): Promise<void>;
  now(): Date;
  stdin: NodeJS.ReadableStream;
  out(text: string): void;
  err(text: string): void;
}

export type Options = Readonly<Record<string, string | boolean | undefined>>;

export interface CliCommand {
  /** `import PATH [--dry-run] [--json]` */
  usage: string;
  says: string;
  /** How many words may follow the name, least and most. */
  words: readonly [number, number];
  /** By their long names, without `--`: a switch (`boolean`), or one that takes a value. */
  options: Readonly<Record<string, { type: 'boolean' | 'string' }>>;
  /** The exit code. */
  run(words: readonly string[], options: Options, cli: Cli): Promise<number>;
}

/** The command line itself is wrong: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
