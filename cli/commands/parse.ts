import { createInterface } from 'node:readline';
import { createLanguage, type Language } from '../../language';
import type { Cli, CliCommand } from '../command';

export const parseCommand: CliCommand = {
  usage: 'parse [--explain]',
  says: 'reads one message per line on stdin and writes {"command":…, "slots":{…}} for each; --explain adds the reason',
  words: [0, 0],
  options: { explain: { type: 'boolean' } },
  async run(_words, options, cli) {
    const language = await languageOf(cli);
    const explained = options.explain === true;
    for await (const text of createInterface({ input: cli.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
      const { command, slots } = language.parse(text);
      cli.out(JSON.stringify({ command, slots, ...(explained ? { explain: language.explain(text) } : {}) }));
    }
    return 0;
  },
};

async function languageOf(cli: Cli): Promise<Language> {
  const store = await cli.store();
  const [benefits, people] = await Promise.all([store.benefits.all(), store.people.all()]);
  return createLanguage({ benefits, people: people.map(({ email, name }) => ({ email, name })) });
}
