// docs/benchmarks.md from one run: the tables between the marks are replaced, the words around them stay.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const two = (value) => value.toFixed(2);
const whole = (value) => Math.round(value).toLocaleString('en-US');
const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

/** Goals of the turns, as parts of the echo turn; the store's own write comes on top where one is made. */
const GOALS = { 'typed list': 0.5, 'button show': 0.3, 'assign confirmed': 0.6 };

export function writeReport(result, root) {
  const file = join(root, 'docs', 'benchmarks.md');
  const before = readFileSync(file, 'utf8');
  writeFileSync(
    file,
    before.replace(
      /(<!-- tables -->)[\s\S]*(<!-- \/tables -->)/,
      (_, open, close) => `${open}\n${tables(result)}\n${close}`,
    ),
  );
}

function tables({ node, cpus, quick, turns, write, start, language, stores = [], growth, imports, memory }) {
  const goal = (name) =>
    name in GOALS ? (name === 'assign confirmed' ? `≤ ${two(GOALS[name] + write.ratio)}` : `≤ ${GOALS[name]}`) : '';
  const row = ({ name, ratio, least, most, later, cpu, perSecond, p50, p99 }) =>
    `| ${name} | **${two(ratio)}** | ${two(least)}–${two(most)} | ${goal(name)} | ${later > 0 ? two(later) : ''} | ${two(cpu)} ms | ${whole(perSecond)} | ${two(p50)} ms | ${two(p99)} ms |`;
  return [
    `Node ${node}, ${cpus} cores.${quick ? ' A quick run: fewer rounds and turns; growth, import and other stores were not measured in it.' : ''}`,
    '',
    '### Turns on the embedded store',
    '',
    '| turn | CPU, of the echo turn | least–most of a round | goal | afterwards | CPU a turn | turns/s | p50 | p99 |',
    '|---|---|---|---|---|---|---|---|---|',
    ...turns.map(row),
    '',
    `One write of one seat by the engine alone: **${two(write.ratio)}** of the echo turn (${two(write.cpu)} ms of CPU, ${two(write.ms)} ms in all, 20 at once). Memory of the product after the run: ${memory} MB.`,
    '',
    '### Start, understanding, import',
    '',
    `From \`node\` to \`/readyz\` answering 200: **${start.ratio}** times (${start.least}–${start.most}) the time of requiring botbuilder, restify, libsql and mongodb alone.`,
    '',
    `Understanding a phrase among 2,000 benefits and 50,000 people: \`${JSON.stringify(language)}\``,
    ...(imports ? importLines(imports) : []),
    ...stores.flatMap(storeTable),
    ...(growth ? growthTable(growth) : []),
  ].join('\n');
}

const importLines = (imports) => [
  '',
  `\`benefits-bot import\` of the Contoso company, whole process: ${whole(imports.contosoMs)} ms. Of the largest company below (${whole(imports.documents)} documents): ${seconds(imports.largestMs)}, **${two(imports.ratio)}** times the ${seconds(imports.bareMs)} that the engine alone takes to insert the same documents in one transaction.`,
];

const growthTable = (growth) => [
  '',
  '### Growth on the embedded store',
  '',
  `| turn | ${growth.sizes.map(({ benefits, people, seats, history }) => `${whole(benefits)} benefits, ${whole(people)} people, ${whole(seats)} seats, ${whole(history)} entries`).join(' | ')} | largest / smallest |`,
  `|---|${growth.sizes.map(() => '---|').join('')}---|`,
  ...growth.rows.map(
    ({ name, cpus: each, ratio }) =>
      `| ${name} | ${each.map((cpu) => `${two(cpu)} ms`).join(' | ')} | **${two(ratio)}** |`,
  ),
  `| memory | ${growth.memory.map((mb) => `${mb} MB`).join(' | ')} | |`,
];

const storeTable = ({ name, engine, rows, write, server }) => [
  '',
  `### ${name} (${engine})`,
  '',
  '| turn | CPU of the bot, of the echo turn | least–most | CPU of the bot | turns/s | p50 | p99 |',
  '|---|---|---|---|---|---|---|',
  ...rows.map(
    (row) =>
      `| ${row.name} | **${two(row.ratio)}** | ${two(row.least)}–${two(row.most)} | ${two(row.cpu)} ms | ${whole(row.perSecond)} | ${two(row.p50)} ms | ${two(row.p99)} ms |`,
  ),
  '',
  `One read and write of one seat through the driver alone: ${two(write.cpu)} ms of CPU, ${two(write.ms)} ms in all, 20 at once.${server === null ? '' : ` The server itself: ${two(server)} ms of CPU a turn, the mean of these.`}`,
];

/** The run's ratios, for a program to read. */
export function summary({ turns, write, start, language, stores, growth, imports, memory }) {
  const round = (value) => Number(value.toFixed(3));
  const ratios = (rows) => Object.fromEntries(rows.map(({ name, ratio }) => [name, round(ratio)]));
  return {
    ratios: ratios(turns),
    spread: Object.fromEntries(turns.map(({ name, least, most }) => [name, [round(least), round(most)]])),
    ...(write ? { write: round(write.ratio), start, language, memory } : {}),
    ...(stores ? { stores: Object.fromEntries(stores.map(({ name, rows }) => [name, ratios(rows)])) } : {}),
    ...(growth ? { growth: ratios(growth.rows), growthMemory: growth.memory } : {}),
    ...(imports ? { import: round(imports.ratio) } : {}),
  };
}
