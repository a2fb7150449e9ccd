// `npm run licenses`: docs/licenses.md, the licence of every package that the running bot uses, from the lock file.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './steps.mjs';

const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
const names = new Map();
for (const [path, { version, license, dev, devOptional, optional }] of Object.entries(packages)) {
  if (!path || dev || devOptional) continue;
  const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
  names.set(`${name} ${version}`, { name, version, license: license ?? 'not stated', optional: optional ?? false });
}
const rows = [...names.values()].sort((a, b) =>
  a.name < b.name ? -1 : a.name > b.name ? 1 : a.version < b.version ? -1 : 1,
);
const counts = new Map();
for (const { license } of rows) counts.set(license, (counts.get(license) ?? 0) + 1);

writeFileSync(
  join(root, 'docs', 'licenses.md'),
  `# Licences of the packages

Every package that the running bot uses, written by \`npm run licenses\` from the lock file. Packages for building and
testing are not part of it. \`npm run sbom\` writes the same as CycloneDX, to \`out/sbom.json\`.

${[...counts]
  .sort((a, b) => b[1] - a[1])
  .map(([license, count]) => `- ${license}: ${count}`)
  .join('\n')}

| package | version | licence |
|---|---|---|
${rows.map(({ name, version, license, optional }) => `| ${name} | ${version} | ${license}${optional ? ' (where the platform needs it)' : ''} |`).join('\n')}
`,
);
