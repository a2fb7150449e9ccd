import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { startBot } from '../support/bot';
import { actionsOf, startTeams, type Turn } from '../support/teams';

/** Short dialogues by writers who knew neither the program nor its phrases, over the protocol. See docs/language.md. */

jest.setTimeout(300_000);

const FOLDER = join(__dirname, 'data', 'dialogues');

interface Expected {
  say: string;
  /** The command of the answer's confirm button; null: there is none. */
  verb: string | null;
  slots: Record<string, unknown> | null;
  names: readonly string[];
  notNames: readonly string[];
}

const plain = (value: unknown): unknown =>
  Array.isArray(value) ? value.map(plain).sort() : typeof value === 'string' ? value.toLowerCase() : value;
const entries = (slots: Record<string, unknown>) =>
  JSON.stringify(
    Object.entries(slots)
      .map(([name, value]) => [name, plain(value)])
      .sort(),
  );

/** Whether the answer's confirm button and the names in it are as expected; a plan's button has no slots. */
function fits({ verb, slots, names, notNames }: Expected, turn: Turn): boolean {
  const button = actionsOf(turn.card ?? {}).find(({ data }) => data?.confirm === true);
  const { version: _v, confirm: _c, locale: _l, plan, ...given } = button?.data ?? {};
  const words = turn.words.toLowerCase();
  return (
    // Undo acts at once.
    (button?.verb ?? null) === (verb === 'undo' ? null : verb) &&
    (slots === null || plan !== undefined || entries(given) === entries(slots)) &&
    names.every((name) => words.includes(name.toLowerCase())) &&
    !notNames.some((name) => words.includes(name.toLowerCase()))
  );
}

test.each(readdirSync(FOLDER))('%s: most dialogues end on the right card', async (company) => {
  const folder = join(FOLDER, company);
  const rows: { role: string; email: string; name: string; aad_object_id: string }[] = parse(
    readFileSync(join(folder, 'company', 'users.csv')),
    { columns: true, bom: true },
  );
  const admin = rows.find(({ role }) => role === 'admin');
  if (!admin) throw new Error(`${company} has no admin`);
  const teams = await startTeams();
  const bot = await startBot({ SAMPLE_DATA: '0', LOG_LEVEL: 'warn' });
  try {
    teams.talkTo(bot.url);
    expect(await bot.cli(['import', join(folder, 'company')])).toMatchObject({ code: 0 });
    const { email, name, aad_object_id: objectId } = admin;
    const person = teams.person({ email, name, locale: 'en-US', objectId });
    const lines = readFileSync(join(folder, 'dialogues.jsonl'), 'utf8').trim().split('\n');
    let right = 0;
    for (const line of lines) {
      const { turns } = JSON.parse(line) as { turns: Expected[] };
      const talk = teams.personal(person);
      await talk.say('cancel');
      let last = false;
      for (const turn of turns) last = fits(turn, await talk.say(turn.say));
      if (last) right += 1;
    }
    expect(right / lines.length).toBeGreaterThanOrEqual(0.95);
  } finally {
    await teams.close();
    await bot.discard();
  }
});
