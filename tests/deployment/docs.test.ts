import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type RunningBot, startBot } from '../support/bot';

jest.setTimeout(120_000);

const doc = (name: string): string => readFileSync(join(__dirname, '..', '..', name), 'utf8');
const quoted = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, phrase = '']) => phrase);

/** What the docs tell one to type: the README's table, and the steps of "Try it" (without those to complete). */
function phrases(): string[] {
  const table = /## What you can say\n(.*?)\n## /s.exec(doc('README.md'))?.[1] ?? '';
  const steps = /\n3\. (.*?)\n\nNo mail/s.exec(doc('docs/try-it.md'))?.[1] ?? '';
  return [...quoted(table), ...quoted(steps)].filter((phrase) => !phrase.includes('…'));
}

describe('what the docs tell one to type', () => {
  let bot: RunningBot;
  beforeAll(async () => {
    bot = await startBot();
  });
  afterAll(() => bot?.discard());

  test('is understood with the sample company, names included', async () => {
    const typed = phrases();
    expect(typed.length).toBeGreaterThan(20);
    const { stdout } = await bot.cli(['parse'], typed.join('\n'));
    const read = stdout.trim().split('\n');
    expect(read).toHaveLength(typed.length);
    const lost = typed.filter((_, at) => /"command":"none"|"unknown"/.test(read[at] ?? ''));
    expect(lost).toEqual([]);
  });
});
