// The manifest against Microsoft's own schema (JSON Schema draft 4).
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

/** The problems, one line each. */
export function problemsOf(manifest, translation) {
  return [
    ...against(manifest, 'MicrosoftTeams.schema.json', manifest.manifestVersion),
    ...against(translation, 'MicrosoftTeams.Localization.schema.json', manifest.manifestVersion),
  ];
}

function against(value, file, version) {
  const Ajv = require('ajv-draft-04');
  const folder = dirname(require.resolve('@microsoft/app-manifest/package.json'));
  const path = join(folder, 'build', 'json-schemas', 'teams', `v${version}`, file);
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  require('ajv-formats')(ajv);
  const check = ajv.compile(JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, '')));
  check(value);
  return (check.errors ?? []).map((error) => `${file}: ${error.instancePath || '/'} ${error.message}`);
}
