import type { Activity } from '../../bot/channel/activity';
import type { InProcess } from './in-process';

/** The longest text that the server lets in. */
export const LONGEST_TEXT = 28_000;

/** What a text may be made of, over and over; `{n}` counts, so that no two repeats are alike. */
export const UNITS: Readonly<Record<string, string>> = {
  latin: 'please assign the licence of Visual Studio Enterprise to somebody ',
  'one long word': 'abcdefghij',
  cyrillic: 'назначь лицензию Анне Петровой сегодня ',
  arabic: 'أعط الترخيص إلى هاروكا تاناكا اليوم ',
  cjk: '请把许可证分配给田中遥',
  emoji: '👩🏽‍💻🎉🇫🇷',
  'combining marks': 'e\u0301\u0302\u0303a\u0308\u0331 ',
  codes: 'AB12-CD34 X9Y8Z7 ',
  'parts of keys': 'A1B2C-',
  addresses: 'a.b@c.example ',
  mentions: '<at>Haruka</at> ',
  'open tags': '<at><',
  entities: '&amp;&#45;',
  spaces: ' \t\u00a0',
  commas: ',;.:!? ',
  numbers: '12 2026-11-26 ',
  marks: ',;.',
  'words run together': 'abc deé',
  'one request again': 'unassign SQL Server 2022 Standard from 田中 遥 ',
  'one word again': 'list ',
  'clauses of one mark': '.田<',
  'links and marks': 'et , , ',
  'other codes': 'AB{n}CD ',
  'other addresses': 'a{n}@b.example ',
  'other mentions': '<at>a{n}</at>',
  'other people': 'assign Visual Studio Enterprise to Ana{n}, ',
  'other acts': 'assign SQL Server to a{n}@b.example; ',
  'other lines': 'give it to P{n}\n',
};

export function filled(unit: string, length: number): string {
  let text = '';
  for (let repeat = 0; text.length < length; repeat += 1) text += unit.replaceAll('{n}', `${repeat}`);
  return text.slice(0, length);
}

/** Cut into as many texts as a field of a card takes. */
const pieces = (text: string): string[] => text.match(/.{1,300}/gs) ?? [];

let conversations = 0;
/** Without an open question, which would be answered instead. */
const conversation = (): Activity['conversation'] => {
  conversations += 1;
  return { id: `a:${conversations}`, conversationType: 'personal', isGroup: false, name: '' };
};

const press = (data: object): Partial<Activity> => ({
  type: 'invoke',
  name: 'adaptiveCard/action',
  value: { action: { type: 'Action.Execute', verb: 'assign', data } },
});

const ACTIVITIES: Readonly<Record<string, (text: string) => Partial<Activity>>> = {
  'a message': (text) => ({ text }),
  "a mention's name": (text) => ({
    text: 'assign Visual Studio Enterprise to <at>x</at>',
    entities: [{ type: 'mention', text: '<at>x</at>', mentioned: { id: '28:bot', name: text } }],
  }),
  "a card's fields": (text) =>
    press(
      Object.fromEntries(
        ['benefit', 'user', 'email', 'newName', 'reason', 'group'].map((name) => [name, text.slice(0, 300)]),
      ),
    ),
  "a card's lists": (text) => press({ benefits: pieces(text), users: pieces(text), except: pieces(text) }),
  "a file's name": (text) => ({
    text: '',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.teams.file.download.info',
        name: `${text}.xlsx`,
        content: { downloadUrl: 'https://elsewhere.example/' },
      },
    ],
  }),
  'a search': (text) => ({
    type: 'invoke',
    name: 'composeExtension/query',
    value: { parameters: [{ name: 'q', value: text }] },
  }),
  typeahead: (text) => ({ type: 'invoke', name: 'application/search', value: { dataset: 'people', queryText: text } }),
};

const CALLS: Readonly<Record<string, (text: string) => [name: string, body: object]>> = {
  "the tab's search": (text) => ['seats', { search: text, skip: 0, limit: 50 }],
  "the tab's command": (text) => ['command', { verb: 'assign', data: { benefits: pieces(text), users: pieces(text) } }],
};

/** Every way in which somebody's text comes in. */
export const ENTRIES = [...Object.keys(ACTIVITIES), ...Object.keys(CALLS)];

/** Sends a text by one of them; resolves when it is answered. */
export async function enter(inside: InProcess, entry: string, text: string): Promise<void> {
  const [name, body] = CALLS[entry]?.(text) ?? [];
  if (name && body) return expectAnswer(entry, await inside.api(name, body));
  const { outcome, sent, answer } = await inside.turn({ conversation: conversation(), ...ACTIVITIES[entry]?.(text) });
  expectAnswer(entry, outcome === 'done' ? (sent[0] ?? answer) : null);
}

function expectAnswer(entry: string, answer: unknown): void {
  if (!answer) throw new Error(`${entry}: no answer`);
}
