// docs/benchmarks.md from one run: the tables between the marks are replaced, the words around them stay.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const two = (value) => value.toFixed(2);

export function writeReport({ node, cpus, turns, parts, growth, memory }, root) {
  const file = join(root, 'docs', 'benchmarks.md');
  const tables = [
    `Made by \`npm run bench\` with Node ${node} on ${cpus} cores.`,
    '',
    '| turn | CPU, of the echo turn | spread over the rounds | CPU a turn | turns/s | p50 | p99 |',
    '|---|---|---|---|---|---|---|',
    ...turns.map((row) => `| ${row.name} | **${two(row.ratio)}** | ${two(row.least)}–${two(row.most)} | ${two(row.cpu)} ms | ${Math.round(row.perSecond)} | ${two(row.p50)} ms | ${two(row.p99)} ms |`),
    '',
    `Memory of the product after the run: ${memory} MB. Start: ${parts.start.ratio} times (${parts.start.least}–${parts.start.most}) the time of requiring botbuilder, restify, libsql and mongodb alone.`,
    ...(parts.language ? ['', `Understanding a phrase, 2,000 benefits and 50,000 people: \`${JSON.stringify(parts.language)}\``] : []),
    ...(growth
      ? [
          '',
          `| turn | ${growth.sizes.map(({ benefits, people, seats, history }) => `${benefits} benefits, ${people} people, ${seats} seats, ${history} entries`).join(' | ')} | largest / smallest |`,
          `|---|${growth.sizes.map(() => '---|').join('')}---|`,
          ...growth.rows.map(({ name, cpus: each, ratio }) => `| ${name} | ${each.map((cpu) => `${two(cpu)} ms`).join(' | ')} | **${two(ratio)}** |`),
          `| memory | ${growth.memory.map((mb) => `${mb} MB`).join(' | ')} | |`,
        ]
      : []),
  ].join('\n');
  const before = readFileSync(file, 'utf8');
  writeFileSync(file, before.replace(/(<!-- tables -->)[\s\S]*(<!-- \/tables -->)/, `$1\n${tables}\n$2`));
}
