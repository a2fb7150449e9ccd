import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from '@swc/core';
import { attack } from './support/regex-attack';

/**
 * No regular expression that outside text can meet takes more than linear time. `recheck` proves or attacks each; what it
 * can't settle stands here with its reason.
 */
jest.setTimeout(180_000);

const ROOT = join(__dirname, '..');
const FOLDERS = [
  'benefits',
  'bot',
  'cards',
  'cli',
  'deployment/local',
  'exchange',
  'language',
  'notifications',
  'storage',
  'web',
];

const ALLOWED: Readonly<Record<string, string>> = {
  'language/text.ts PIECE':
    'the address is at most 512 characters from each place; the other repeats match whatever follows',
  'web/parts/markdown.ts MARKS': 'in a browser alone, over one line of one of the bot’s own cards (28 KB)',
  'web/parts/markdown.ts item': 'in a browser alone, over one line of one of the bot’s own cards (28 KB)',
};
/** Made when they are used: each with what it is made of. */
const MADE_LATER: Readonly<Record<string, string>> = {
  'deployment/local/page/compose.ts': 'a literal name, escaped',
  'exchange/source.ts': 'a fixed list of sheet names',
  'storage/backup.ts': 'a fixed form of time stamps',
};

/** Long enough that the verdict does not depend on the machine. */
const LIMITS = { timeout: 20_000 } as const;

/** With the places of escapes and classes filled, so that what is left of `*`, `+` and `{` repeats. */
const plain = (source: string): string => source.replace(/\\./gs, 'x').replace(/\[[^\]]*\]/g, 'x');
const repeats = (source: string): boolean => /[*+]|\{\d+,\}/.test(source);

/**
 * What recheck would need minutes for: repeats with an end, of which it tries every count, and patterns over words, of
 * which only `\S+` has no end, and ends at the next space. These are attacked only.
 */
const isBounded = (source: string): boolean =>
  !repeats(plain(source)) ||
  (/^(?: |\(\?<= \))/.test(source) && !/\\S[+*]\\S/.test(source) && !repeats(plain(source.replace(/\\S[+*]/g, 'x'))));

interface Found {
  place: string;
  source: string;
  flags: string;
}

const filesOf = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
    .map((name) => `${folder}/${name}`);
const FILES = [...FOLDERS.flatMap(filesOf), 'settings.ts', 'setting-fields.ts'];

interface Node {
  type?: string;
  pattern?: string;
  flags?: string;
  callee?: { value?: string };
}

/** Literals, with the name of the constant that they are given to where there is one; and whether any are constructed. */
function regexesIn(file: string): { literals: Found[]; constructed: boolean } {
  const literals: Found[] = [];
  let constructed = false;
  const visit = (node: unknown, name: string): void => {
    if (Array.isArray(node)) for (const each of node) visit(each, name);
    if (typeof node !== 'object' || node === null || Array.isArray(node)) return;
    const { type, pattern = '', flags = '', callee } = node as Node;
    if (type === 'RegExpLiteral') literals.push({ place: `${file} ${name}`.trim(), source: pattern, flags });
    if ((type === 'NewExpression' || type === 'CallExpression') && callee?.value === 'RegExp') constructed = true;
    const declared = type === 'VariableDeclarator' ? ((node as { id?: { value?: string } }).id?.value ?? name) : name;
    for (const child of Object.values(node)) visit(child, declared);
  };
  visit(parseSync(readFileSync(join(ROOT, file), 'utf8'), { syntax: 'typescript' }), '');
  return { literals, constructed };
}

/** What a module constructs while it is loaded. */
function constructedBy(file: string): Found[] {
  const found: Found[] = [];
  const real = globalThis.RegExp;
  globalThis.RegExp = new Proxy(real, {
    construct(target, [source, flags = '']: [string | RegExp, string?]) {
      if (typeof source === 'string') found.push({ place: file, source, flags });
      return new target(source, flags);
    },
  });
  try {
    jest.isolateModules(() => require(join(ROOT, file)));
  } finally {
    globalThis.RegExp = real;
  }
  return found;
}

let distinct: Map<string, Found>;
beforeAll(() => {
  const read = FILES.map((file) => ({ file, ...regexesIn(file) }));
  const constructed = read
    .filter((each) => each.constructed && MADE_LATER[each.file] === undefined)
    .flatMap(({ file }) => constructedBy(file));
  const all = [...read.flatMap(({ literals }) => literals), ...constructed];
  distinct = new Map(all.map((each) => [`/${each.source}/${each.flags}`, each]));
  expect(distinct.size).toBeGreaterThan(50);
});

test('recheck finds none that can run away', () => {
  process.env.RECHECK_BACKEND = 'pure';
  const { checkSync } = require('recheck') as typeof import('recheck');
  const problems: string[] = [];
  const used = new Set<string>();
  for (const [regex, { place, source, flags }] of distinct) {
    if (isBounded(source)) continue;
    used.add(place);
    if (ALLOWED[place] !== undefined) continue;
    const { status } = checkSync(source, flags, LIMITS);
    if (status !== 'safe') problems.push(`${place}: ${status}: ${regex}`);
  }
  expect(problems).toEqual([]);
  expect(Object.keys(ALLOWED).filter((place) => !used.has(place))).toEqual([]);
});

test('none of them is slow on texts that are made to enter its repeats', () => {
  const slow = [...distinct.values()].flatMap(({ place, source, flags }) => {
    const { ms, stopped } = attack(source, flags);
    return stopped ? [`${place}: over ${Math.round(ms)} ms: /${source}/${flags}`] : [];
  });
  expect(slow).toEqual([]);
});

test.each([
  '(?:a|a b| b){0,20}c',
  '(?:a|a){0,30}c',
  '^(\\w{1,60}){1,60}!',
  '^(?:\\S+ ?){1,40}!',
  '(?:a|b|ab){0,40}x',
  '^\\s*(\\d*\\s*)*$',
  '^\\W*(x)?\\W*\\W*y',
])('the attack finds /%s/', (source) => {
  expect(attack(source, '')).toMatchObject({ stopped: true });
});
