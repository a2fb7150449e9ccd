// Import files that are broken, hostile or merely odd.
import { deflateRawSync } from 'node:zlib';
import { zip } from '../../deployment/teams/zip.mjs';

const FORMULAS = [
  '=1+1',
  '+cmd|x',
  '-2',
  '@SUM(A1)',
  '"=HYPERLINK(""http://x"")"',
  '\u0000',
  '"'.repeat(9),
  'ﬁ\u0301',
  '1e309',
  '2026-02-30',
  '9'.repeat(400),
];

/** CSV sheets with cells, lines or bytes changed, as a zip. */
export async function brokenSheets(random, sheets) {
  const files = {};
  for (const [name, sheet] of Object.entries(sheets)) {
    if (random.chance(0.1)) continue;
    const lines = sheet.split('\n');
    for (let change = random.below(4); change > 0; change -= 1) {
      const at = random.below(lines.length);
      const cells = (lines[at] ?? '').split(',');
      random.pick([
        () => {
          cells[random.below(cells.length)] = random.pick(FORMULAS);
          lines[at] = cells.join(',');
        },
        () => lines.splice(at, 1),
        () => lines.splice(at, 0, lines[at] ?? ''),
        () => {
          lines[at] = cells.join(';');
        },
        () => {
          lines[at] = `${lines[at]},${random.pick(FORMULAS)}`;
        },
        () => {
          lines[at] = (lines[at] ?? '').slice(0, random.below(30));
        },
        () => {
          lines[at] = `"${lines[at]}`;
        },
      ])();
    }
    files[random.chance(0.05) ? `__/${name}` : name] = Buffer.from(
      lines.join(random.pick(['\n', '\r\n', '\r'])),
      random.chance(0.9) ? 'utf8' : 'latin1',
    );
  }
  // yazl refuses names that lead out of the folder; the reader must, too.
  return Buffer.from((await zip(files)).toString('latin1').replaceAll('__/', '../'), 'latin1');
}

/** Some bytes of a sound file changed, left out, doubled. */
export function brokenBytes(random, bytes) {
  const copy = Buffer.from(bytes);
  switch (random.below(4)) {
    case 0:
      for (let change = 1 + random.below(20); change > 0; change -= 1)
        copy[random.below(copy.length)] = random.below(256);
      return copy;
    case 1:
      return copy.subarray(0, random.below(copy.length));
    case 2:
      return Buffer.concat([copy.subarray(0, random.below(copy.length)), copy.subarray(random.below(copy.length))]);
    default:
      return Buffer.from(Array.from({ length: random.below(2000) }, () => random.below(256)));
  }
}

/** A zip of a few hundred kilobytes that unpacks to `megabytes`: one deflated entry whose header tells the truth, or lies. */
export async function bomb(name, megabytes, lies) {
  const data = Buffer.alloc(megabytes * 1_000_000, 0x20);
  const packed = deflateRawSync(data, { level: 9 });
  const plain = await zip({ [name]: packed });
  // The entry as `zip` wrote it is stored; turn it into a deflated one.
  const central = plain.indexOf('PK\x01\x02', 0, 'latin1');
  for (const [at, offset] of [
    [0, 4],
    [central, 6],
  ]) {
    plain.writeUInt16LE(8, at + offset + 4);
    plain.writeUInt32LE(lies ? 1000 : data.length, at + offset + 18);
  }
  return plain;
}
