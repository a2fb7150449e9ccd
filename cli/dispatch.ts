import { parseArgs } from 'node:util';
import { type Cli, type CliCommand, type Options, UsageError } from './command';
import { doctorCommand } from './commands/doctor';
import { exportCommand } from './commands/export';
import { forgetCommand } from './commands/forget';
import { importCommand } from './commands/import';
import { keysRotateCommand } from './commands/keys-rotate';
import { parseCommand } from './commands/parse';
import { backupCommand, copyCommand, restoreCommand } from './commands/store';
import { templateCommand } from './commands/template';

const COMMANDS: Readonly<Record<string, CliCommand>> = {
  import: importCommand,
  template: templateCommand,
  parse: parseCommand,
  export: exportCommand,
  backup: backupCommand,
  restore: restoreCommand,
  copy: copyCommand,
  forget: forgetCommand,
  'keys rotate': keysRotateCommand,
  doctor: doctorCommand,
};

const usage = (): string =>
  [
    'benefits-bot COMMAND',
    '',
    ...Object.values(COMMANDS).map((command) => `  ${command.usage}\n      ${command.says}`),
    '',
    'Settings come from the environment and .env, as for the bot; see .env.example.',
  ].join('\n');

/** Runs a command; throws `UsageError` if the command line is wrong. */
export async function dispatch(argv: readonly string[], cli: Cli): Promise<number> {
  if (argv.length === 0 || argv[0] === 'help' || argv.includes('--help') || argv.includes('-h')) {
    if (argv.length > 0) cli.out(usage());
    else throw new UsageError(usage());
    return 0;
  }
  const two = argv.slice(0, 2).join(' ');
  const name = Object.hasOwn(COMMANDS, two) ? two : (argv[0] ?? '');
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) throw new UsageError(`Unknown command "${name.slice(0, 40)}".\n\n${usage()}`);
  const { words, options } = parsed(argv.slice(name.split(' ').length), command);
  const [least, most] = command.words;
  if (words.length < least || words.length > most) throw new UsageError(`Usage: benefits-bot ${command.usage}`);
  return command.run(words, options, cli);
}

function parsed(args: string[], command: CliCommand): { words: string[]; options: Options } {
  try {
    const { values, positionals } = parseArgs({ args, options: command.options, allowPositionals: true });
    return { words: positionals, options: values };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UsageError(`${error.message.split('. ')[0]}.\nUsage: benefits-bot ${command.usage}`);
  }
}
