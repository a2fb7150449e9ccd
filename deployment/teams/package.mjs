// `npm run package [-- --out FOLDER --copilot]`: the app for Teams, in out/.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../run/steps.mjs';
import { french, manifest } from './manifest.mjs';
import { problemsOf } from './validate.mjs';
import { zip } from './zip.mjs';

const { readPackageSettings } = createRequire(import.meta.url)(join(root, 'dist', 'settings.js'));
const { values: given } = parseArgs({ options: { out: { type: 'string' }, copilot: { type: 'boolean' } } });

const TO_LOOK_AT = {
  appId: '00000000-0000-0000-0000-000000000000',
  ssoAppId: '00000000-0000-0000-0000-000000000000',
  publicUrl: 'https://benefits.example',
  privacyUrl: 'https://benefits.example/privacy',
  termsUrl: 'https://benefits.example/terms',
};

function settings() {
  try {
    return readPackageSettings(process.env, { cwd: root });
  } catch (error) {
    if (error.name !== 'SettingsError') throw error;
    console.error(error.message);
    process.exit(2);
  }
}

const set = settings();
const { copilot = false } = given;
const app = manifest({ ...(set ?? TO_LOOK_AT), copilot });
const translation = french(copilot);
const problems = problemsOf(app, translation);
if (problems.length > 0) {
  console.error(`The manifest does not fit Microsoft's schema:\n${problems.join('\n')}`);
  process.exit(1);
}

const files = {
  'manifest.json': `${JSON.stringify(app, null, 2)}\n`,
  'fr.json': `${JSON.stringify(translation, null, 2)}\n`,
  'color.png': readFileSync(join(import.meta.dirname, 'color.png')),
  'outline.png': readFileSync(join(import.meta.dirname, 'outline.png')),
};
const out = given.out ?? join(root, 'out');
mkdirSync(join(out, 'teams-app'), { recursive: true });
for (const [name, content] of Object.entries(files)) writeFileSync(join(out, 'teams-app', name), content);
writeFileSync(join(out, 'teams-app.zip'), await zip(files));
console.log(`out/teams-app.zip: manifest ${app.manifestVersion}, version ${app.version}, valid by Microsoft's schema.`);
if (!set)
  console.log('MicrosoftAppId or PUBLIC_URL is not set: this package is for looking at. Set both, then run it again.');
