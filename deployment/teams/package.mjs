// `npm run package [-- --out FOLDER --privacy-url URL --terms-url URL --website-url URL --copilot]`: the app for Teams, in out/.
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { environment, root } from '../run/steps.mjs';
import { colorIcon, outlineIcon } from './icons.mjs';
import { french, manifest } from './manifest.mjs';
import { problemsOf } from './validate.mjs';
import { zip } from './zip.mjs';

const { isAppId, isPublicUrl } = createRequire(import.meta.url)(join(root, 'dist', 'settings.js'));
const { values: given } = parseArgs({
  options: {
    out: { type: 'string' },
    'privacy-url': { type: 'string' },
    'terms-url': { type: 'string' },
    'website-url': { type: 'string' },
    copilot: { type: 'boolean' },
  },
});

const env = environment();
const appId = env.MicrosoftAppId || null;
const ssoAppId = env.SSO_APP_ID || undefined;
const publicUrl = env.PUBLIC_URL || null;
const wrong = [
  appId && !isAppId(appId) && 'MicrosoftAppId: is not an id. Example: 11111111-2222-3333-4444-555555555555',
  ssoAppId && !isAppId(ssoAppId) && 'SSO_APP_ID: is not an id. Example: 33333333-4444-5555-6666-777777777777',
  publicUrl && !isPublicUrl(publicUrl) && 'PUBLIC_URL: is not an https origin. Example: https://benefits.contoso.com',
].filter(Boolean);
if (wrong.length > 0) {
  console.error(wrong.join('\n'));
  process.exit(2);
}

const app = manifest({
  appId: appId ?? '00000000-0000-0000-0000-000000000000',
  ssoAppId,
  publicUrl: new URL(publicUrl ?? 'https://benefits.example').origin,
  websiteUrl: given['website-url'],
  privacyUrl: given['privacy-url'],
  termsUrl: given['terms-url'],
  copilot: given.copilot ?? false,
});
const translation = french();
const problems = problemsOf(app, translation);
if (problems.length > 0) {
  console.error(`The manifest does not fit Microsoft's schema:\n${problems.join('\n')}`);
  process.exit(1);
}

const files = {
  'manifest.json': `${JSON.stringify(app, null, 2)}\n`,
  'fr.json': `${JSON.stringify(translation, null, 2)}\n`,
  'color.png': colorIcon(),
  'outline.png': outlineIcon(),
};
const out = given.out ?? join(root, 'out');
mkdirSync(join(out, 'teams-app'), { recursive: true });
for (const [name, content] of Object.entries(files)) writeFileSync(join(out, 'teams-app', name), content);
writeFileSync(join(out, 'teams-app.zip'), await zip(files));
console.log(`out/teams-app.zip: manifest ${app.manifestVersion}, version ${app.version}, valid by Microsoft's schema.`);
if (!appId || !publicUrl) {
  console.log('MicrosoftAppId or PUBLIC_URL is not set: this package is for looking at. Set both, then run it again.');
}
