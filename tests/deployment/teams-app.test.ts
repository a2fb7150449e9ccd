import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { fromBuffer } from 'yauzl';
import { COMMANDS } from '../../benefits/command';
import { isLogged } from '../../benefits/policy';
import { createLanguage } from '../../language';
import { ensureBuilt } from '../support/bot';

const ROOT = join(__dirname, '..', '..');
const APP_ID = '11111111-2222-3333-4444-555555555555';
const SETTINGS = {
  MicrosoftAppId: APP_ID,
  PUBLIC_URL: 'https://benefits.contoso.com',
  PRIVACY_URL: 'https://contoso.com/legal/privacy',
  TERMS_URL: 'https://contoso.com/legal/terms',
};
let out: string;
jest.setTimeout(120_000);
beforeAll(() => {
  ensureBuilt();
  out = mkdtempSync(join(tmpdir(), 'teams-app-'));
});
afterAll(() => rmSync(out, { recursive: true }));

const pack = (env: Record<string, string>, ...args: string[]) =>
  spawnSync(process.execPath, ['deployment/teams/package.mjs', '--out', out, ...args], {
    cwd: ROOT,
    env: { PATH: process.env.PATH ?? '', ...env },
    encoding: 'utf8',
  });

function unzip(path: string): Promise<Record<string, Buffer>> {
  return new Promise((resolve, reject) => {
    fromBuffer(readFileSync(path), { lazyEntries: true }, (error, file) => {
      if (error) return reject(error);
      const files: Record<string, Buffer> = {};
      file.on('entry', (entry) => {
        file.openReadStream(entry, (failure, stream) => {
          if (failure) return reject(failure);
          const parts: Buffer[] = [];
          stream.on('data', (part: Buffer) => parts.push(part));
          stream.on('end', () => {
            files[entry.fileName] = Buffer.concat(parts);
            file.readEntry();
          });
        });
      });
      file.on('end', () => resolve(files));
      file.on('error', reject);
      file.readEntry();
    });
  });
}

interface Manifest {
  id: string;
  validDomains: string[];
  webApplicationInfo: { resource: string };
  bots: {
    botId: string;
    supportsFiles: boolean;
    commandLists: { scopes: string[]; commands: { title: string }[] }[];
  }[];
  staticTabs: { contentUrl?: string }[];
  composeExtensions: { commands: { id: string }[] }[];
  developer: { privacyUrl: string; termsOfUseUrl: string };
}

test('the package of this bot: valid, with its id, its address, its icons', async () => {
  const run = pack({ ...SETTINGS, PUBLIC_URL: 'https://benefits.contoso.com/' });
  expect([run.status, run.stdout]).toEqual([0, expect.stringContaining('valid by Microsoft')]);
  const files = await unzip(join(out, 'teams-app.zip'));
  expect(Object.keys(files).sort()).toEqual(['color.png', 'fr.json', 'manifest.json', 'outline.png']);
  const manifest = JSON.parse(String(files['manifest.json'])) as Manifest;
  expect(manifest).toMatchObject({
    id: APP_ID,
    validDomains: ['benefits.contoso.com'],
    webApplicationInfo: { resource: `api://benefits.contoso.com/${APP_ID}` },
    developer: { privacyUrl: SETTINGS.PRIVACY_URL, termsOfUseUrl: SETTINGS.TERMS_URL },
  });
  expect(manifest.bots[0]).toMatchObject({ botId: APP_ID, supportsFiles: true });
  expect(manifest.staticTabs[0]?.contentUrl).toBe('https://benefits.contoso.com/tabs/overview/');
  expect(manifest.composeExtensions[0]?.commands[0]?.id).toBe('searchBenefits');
  const color = PNG.sync.read(files['color.png'] as Buffer);
  expect([color.width, color.height]).toEqual([192, 192]);
  const outline = PNG.sync.read(files['outline.png'] as Buffer);
  expect([outline.width, outline.height]).toEqual([32, 32]);
  for (let at = 0; at < outline.data.length; at += 4) {
    expect(outline.data[at + 3] === 0 || outline.data.subarray(at, at + 3).equals(Buffer.from([255, 255, 255]))).toBe(
      true,
    );
  }
});

test('Microsoft 365 Copilot can choose the bot where that is asked for, and not otherwise', () => {
  const read = (): unknown => JSON.parse(readFileSync(join(out, 'teams-app', 'manifest.json'), 'utf8'));
  expect(pack(SETTINGS).status).toBe(0);
  expect(read()).toMatchObject({
    defaultInstallScope: 'personal',
    bots: [{ scopes: expect.not.arrayContaining(['copilot']) }],
  });
  expect(read()).not.toHaveProperty('copilotAgents');
  expect(pack(SETTINGS, '--copilot').status).toBe(0);
  expect(read()).toMatchObject({
    bots: [{ botId: APP_ID, scopes: ['personal', 'team', 'groupChat', 'copilot'] }],
    copilotAgents: { customEngineAgents: [{ id: APP_ID, type: 'bot' }] },
  });
});

/** Of what the manifest says, by version. Raise APP_VERSION with every new one. */
const SAID: Readonly<Record<string, string>> = { '0.4.0': 'eed6abeb79592576' };

test('the version rises with every change of what the manifest says', () => {
  pack({}, '--copilot');
  const read = (name: string) => readFileSync(join(out, 'teams-app', name), 'utf8');
  const { version, ...says } = JSON.parse(read('manifest.json')) as Manifest & { version: string };
  const hash = createHash('sha256')
    .update(JSON.stringify([says, JSON.parse(read('fr.json'))]))
    .digest('hex');
  expect({ [version]: hash.slice(0, 16) }).toEqual(SAID);
});

test('without settings it makes one for looking at, and says so; wrong ones are refused', () => {
  expect(pack({}).stdout).toContain('for looking at');
  const wrong = pack({ MicrosoftAppId: 'x', PUBLIC_URL: 'http://benefits.contoso.com' });
  expect(wrong.status).toBe(2);
  expect(wrong.stderr).toContain('MicrosoftAppId');
  expect(wrong.stderr).toContain('PUBLIC_URL');
});

test.each([
  ['missing', {}],
  ['those of the example', { PRIVACY_URL: 'https://contoso.com/privacy', TERMS_URL: 'https://contoso.com/terms' }],
])('a package to be uploaded is refused while the privacy and terms addresses are %s', (_what, addresses) => {
  const { MicrosoftAppId, PUBLIC_URL } = SETTINGS;
  const run = pack({ MicrosoftAppId, PUBLIC_URL, ...addresses });
  expect(run.status).toBe(2);
  for (const name of ['PRIVACY_URL', 'TERMS_URL']) expect(run.stderr).toMatch(new RegExp(`^ *${name}: `, 'm'));
});

test('every command of the menus, typed as Teams types it, is understood as that command', () => {
  pack({}, '--copilot');
  expect(existsSync(join(out, 'teams-app', 'fr.json'))).toBe(true);
  const manifest = JSON.parse(readFileSync(join(out, 'teams-app', 'manifest.json'), 'utf8')) as Manifest;
  const french = JSON.parse(readFileSync(join(out, 'teams-app', 'fr.json'), 'utf8')) as Record<string, string>;
  const language = createLanguage({ benefits: [], people: [] });
  const understood = (text: string) => language.parse(text).acts[0]?.command;
  const lists = manifest.bots[0]?.commandLists ?? [];
  expect(lists).toHaveLength(3);
  for (const [list, { scopes, commands }] of lists.entries()) {
    for (const [place, { title }] of commands.entries()) {
      const translated = french[`bots[0].commandLists[${list}].commands[${place}].title`] ?? '';
      expect(COMMANDS).toContain(understood(title));
      expect([translated, understood(translated)]).toEqual([translated, understood(title)]);
    }
    expect(new Set(commands.map(({ title }) => understood(title))).size).toBe(commands.length);
    if (scopes.includes('copilot'))
      expect(commands.filter(({ title }) => isLogged(understood(title) ?? 'keys'))).toEqual([]);
  }
});
