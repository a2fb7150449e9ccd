import type { InProcess } from '../support/in-process';
import { countSteps, type StepCounter } from '../support/steps';

/** A turn costs in proportion to its text, whatever is in it: twice the text, at most 2.5 times the steps. */
jest.setTimeout(240_000);

const MOST_GROWTH = 2.5;
/** A longer text is refused by the server. */
const LONGEST_TEXT = 28_000;
const TEXTS: Readonly<Record<string, string>> = {
  latin: 'please assign the licence of Visual Studio Enterprise to somebody ',
  'one long word': 'abcdefghij',
  cyrillic: 'назначь лицензию Анне Петровой сегодня ',
  arabic: 'أعط الترخيص إلى هاروكا تاناكا اليوم ',
  cjk: '请把许可证分配给田中遥',
  emoji: '👩🏽‍💻🎉🇫🇷',
  'combining marks': 'é̂̃́ä̱̌ ',
  codes: 'AB12-CD34 X9Y8Z7 ',
  addresses: 'a.b@c.example ',
  mentions: '<at>Haruka</at> ',
  'open tags': '<at><',
  spaces: ' \t\u00a0',
  commas: ',;.:!? ',
  numbers: '12 2026-11-26 ',
};

let inside: InProcess;
let steps: StepCounter;
beforeAll(async () => {
  steps = await countSteps();
  const { startInProcess } = await import('../support/in-process.js');
  inside = await startInProcess();
  // What is made at its first use is no part of a turn.
  await inside.turn({ text: 'assign Visual Studio Enterprise to Haruka' });
  await inside.turn({ text: 'something that nobody says' });
});
afterAll(async () => {
  await inside?.close();
  await steps?.stop();
});

/** Without an open question, which would be answered instead. */
let conversations = 0;
const newConversation = () => {
  conversations += 1;
  return { id: `a:${conversations}`, conversationType: 'personal', isGroup: false, name: '' };
};
const filled = (unit: string, length: number): string => unit.repeat(Math.ceil(length / unit.length)).slice(0, length);

test.each(Object.entries(TEXTS))('%s', async (_name, unit) => {
  const cost = async (length: number): Promise<number> => {
    const text = filled(unit, length);
    return steps.during(async () => {
      const { outcome, sent } = await inside.turn({ text, conversation: newConversation() });
      expect([outcome, sent.length > 0]).toEqual(['done', true]);
    });
  };
  for (const length of [1_000, 4_000, LONGEST_TEXT / 2]) {
    const [once, twice] = [await cost(length), await cost(2 * length)];
    expect(once).toBeGreaterThan(0);
    expect({ length, growth: twice / once <= MOST_GROWTH ? 'in proportion' : twice / once }).toEqual({
      length,
      growth: 'in proportion',
    });
  }
});

/** Each could be read in two ways at every repeat, which doubled the work each time. */
test.each([
  ['a correction', `assign Visual Studio Enterprise to Haruka ${'no sorry '.repeat(60)}zz`],
  ['a date', `assign Visual Studio Enterprise to Haruka until the end of ${"de l'".repeat(60)} zz`],
])('words of %s, repeated', async (_name, text) => {
  const { outcome, sent } = await inside.turn({ text, conversation: newConversation() });
  expect([outcome, sent.length > 0]).toEqual(['done', true]);
});
