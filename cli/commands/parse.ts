import { createInterface } from 'node:readline';
import { withoutKeys } from '../../benefits/actions/hide-keys';
import type { Store } from '../../benefits/ports';
import { createLanguage, type Language } from '../../language';
import { type CliCommand, UsageError } from '../command';

export const parseCommand: CliCommand = {
  usage: 'parse [--explain] [--today DATE]',
  says: 'reads one message per line on stdin and writes what it asks for as JSON; --explain adds the reason',
  words: [0, 0],
  options: { explain: { type: 'boolean' }, today: { type: 'string' } },
  async run(_words, options, cli) {
    const today = typeof options.today === 'string' ? options.today : cli.now().toISOString().slice(0, 10);
    if (!/^\d{4}-\d\d-\d\d$/u.test(today)) throw new UsageError(`--today takes a date such as 2026-11-30.`);
    const ports = await cli.ports();
    const [language, lengths] = await Promise.all([languageOf(ports.store), ports.store.keys.lengths()]);
    const explained = options.explain === true;
    for await (const line of createInterface({ input: cli.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
      const text = await withoutKeys(ports, lengths, messageIn(line));
      const { acts, unused } = language.parse(text, { today });
      const [first = { command: 'none', slots: {} }, ...then] = acts;
      cli.out(
        JSON.stringify({
          ...first,
          ...(then.length > 0 ? { then } : {}),
          ...(unused.length > 0 ? { unused } : {}),
          ...(explained ? { explain: language.explain(text, { today }) } : {}),
        }),
      );
    }
    return 0;
  },
};

/** A line that begins with `"` is a JSON string, for messages of several lines. */
function messageIn(line: string): string {
  if (!line.startsWith('"')) return line;
  try {
    const text: unknown = JSON.parse(line);
    return typeof text === 'string' ? text : line;
  } catch {
    return line;
  }
}

async function languageOf(store: Store): Promise<Language> {
  const [benefits, people] = await Promise.all([store.benefits.all(), store.people.all()]);
  return createLanguage({
    benefits,
    people: people.map(({ email, name }) => ({ email, name })),
    groups: [...new Set(people.flatMap(({ groups }) => groups))],
  });
}
