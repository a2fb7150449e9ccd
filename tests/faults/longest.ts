import { startInProcess } from '../support/in-process';

/** What one turn costs at the longest text that the server lets in: milliseconds of CPU, best of three. */

const LONGEST_TEXT = 28_000;
const MOST_MS = 50;
const UNITS: Readonly<Record<string, string>> = {
  latin: 'please assign the licence of Visual Studio Enterprise to somebody ',
  word: 'abcdefghij',
  cyrillic: 'назначь лицензию Анне Петровой сегодня ',
  arabic: 'أعط الترخيص إلى هاروكا تاناكا اليوم ',
  cjk: '请把许可证分配给田中遥',
  emoji: '👩🏽‍💻🎉🇫🇷',
  combining: 'e\u0301\u0302\u0303a\u0308\u0331 ',
  codes: 'AB12-CD34 X9Y8Z7 ',
  addresses: 'a.b@c.example ',
  mentions: '<at>Haruka</at> ',
  tags: '<at><',
  spaces: ' \t\u00a0',
  commas: ',;.:!? ',
  numbers: '12 2026-11-26 ',
  marks: ',;.',
  'words run together': 'abc deé',
  'one request again': 'unassign SQL Server 2022 Standard from 田中 遥 ',
  'one word again': 'list ',
  'clauses of one mark': '.田<',
  'links and marks': 'et , , ',
};

export interface LongestResult {
  ms: Record<string, number>;
  /** Of these: over the bound. */
  over: string[];
}

export async function longestTexts(): Promise<LongestResult> {
  const inside = await startInProcess();
  let turns = 0;
  const turn = async (text: string): Promise<number> => {
    turns += 1;
    const before = process.cpuUsage();
    await inside.turn({
      text,
      conversation: { id: `a:${turns}`, conversationType: 'personal', isGroup: false, name: '' },
    });
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
  };
  const ms: Record<string, number> = {};
  const texts = Object.entries(UNITS).map(
    ([name, unit]) => [name, unit.repeat(Math.ceil(LONGEST_TEXT / unit.length)).slice(0, LONGEST_TEXT)] as const,
  );
  // Compiled code, as a bot that has run for a minute has it.
  for (let round = 0; round < 4; round += 1) for (const [, text] of texts) await turn(text);
  for (const [name, text] of texts) {
    const tries = [await turn(text), await turn(text), await turn(text)];
    ms[name] = Math.round(Math.min(...tries));
  }
  await inside.close();
  return { ms, over: Object.keys(ms).filter((name) => (ms[name] ?? 0) > MOST_MS) };
}
