// `npm run playground [-- --as someone@example.com]`: the local bot with Microsoft's Agents Playground as its client. The user
// there is one person, an admin unless `--as` names another. The Playground has no dialogs: keys are shown in cards.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, checkNode, finished, install, root, say } from './steps.mjs';

checkNode();
install();
await build();
const { parse } = await import('csv-parse/sync');

const port = process.env.PLAYGROUND_PORT ?? '56150';
const as = process.argv.includes('--as') ? process.argv[process.argv.indexOf('--as') + 1] : null;
const folder = mkdtempSync(join(tmpdir(), 'playground-'));
const env = { KEYS_IN: 'card', ...process.env, LOCAL_CLIENT: '0' };
const children = [];

function start(args, more = {}) {
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'], ...more });
  children.push(child);
  return child;
}

/** Where the bot listens and what it suggests to type, from its output. */
const started = (bot) =>
  new Promise((found, failed) => {
    let output = '';
    bot.stdout.on('data', (piece) => {
      output += piece;
      const url = /http:\/\/[^\s/]+:\d+/.exec(output)?.[0];
      const suggestions = [...output.matchAll(/“(.+)”/gu)].map(([, text]) => text);
      if (url && suggestions.length >= 3) found({ url, suggestions });
    });
    bot.once('exit', (code) => failed(new Error(`the bot ended with ${code}`)));
  });

/** The person one is, and exactly five others, as the Playground's settings demand. */
async function people() {
  const exporting = start([join(root, 'dist', 'cli', 'main.js'), 'export', join(folder, 'company.csv')]);
  exporting.stdout.resume();
  if ((await finished(exporting)) !== 0) throw new Error('the company could not be read');
  const users = parse(readFileSync(join(folder, 'company-users.csv')), { columns: true, bom: true });
  const me =
    users.find((user) => user.email === as) ??
    users.find((user) => user.role === 'admin' && user.locale !== 'fr') ??
    users.find((user) => user.role === 'admin');
  if (!me || (as && me.email !== as)) throw new Error(`nobody here is ${as ?? 'an admin'}`);
  const others = users.filter((user) => user !== me).slice(0, 5);
  while (others.length < 5)
    others.push({ email: `guest${others.length}@elsewhere.example`, name: `Guest ${others.length}` });
  return [me, ...others].map(({ email, name, aad_object_id: known }, at) => {
    const objectId = known || `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`;
    return {
      // The Playground finds people by this id only, Teams also by the object id.
      id: objectId,
      name,
      userPrincipleName: email,
      email,
      aadObjectId: objectId,
      givenName: name.split(' ')[0],
      surname: name.split(' ').slice(1).join(' '),
    };
  });
}

let stopping = false;
async function stop(code) {
  if (stopping) return;
  stopping = true;
  for (const child of children) child.kill('SIGTERM');
  await Promise.all(children.filter((child) => child.exitCode === null && child.signalCode === null).map(finished));
  rmSync(folder, { recursive: true, force: true });
  process.exit(code);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop(0));

try {
  const bot = start([join(root, 'dist', 'bot', 'main.js')]);
  const { url, suggestions } = await started(bot);
  const [currentUser, ...users] = await people();
  const config = join(folder, 'playground.yml');
  const settings = {
    version: '0.1.1',
    tenantId: '10ca1000-0000-4000-8000-000000000001',
    bot: { id: '28:benefits-bot', name: 'Benefits' },
    currentUser,
    users,
    personalChat: { id: 'playground-personal' },
    groupChat: { id: 'playground-group', name: 'Partner team' },
    team: {
      id: 'playground-team',
      name: 'Partners',
      aadGroupId: '00000000-0000-4000-8000-000000000031',
      channels: [{ id: 'playground-general', name: 'General' }],
    },
  };
  // YAML is a superset of JSON.
  writeFileSync(config, JSON.stringify(settings, null, 2));
  const cli = join(root, 'node_modules', '@microsoft', 'm365agentsplayground', 'cli.js');
  const connector = `http://127.0.0.1:${port}/_connector`;
  const client = start(
    [cli, 'start', '-e', `${url}/api/messages`, '-c', 'msteams', '-p', port, '--su', connector, '--disable-telemetry'],
    {
      cwd: folder,
      env: {
        ...env,
        M365_AGENTS_PLAYGROUND_CONFIG_PATH: config,
        APPLICATION_INSIGHTS_NO_STATSBEAT: '1',
        TEAMSAPPTESTER_BROWSER: 'none',
      },
    },
  );
  let heard = '';
  client.stdout.on('data', (piece) => {
    heard += piece;
    const listens = /Listening on (\d+)/.exec(heard)?.[1];
    if (!listens) return;
    client.stdout.removeAllListeners('data');
    client.stdout.resume();
    if (listens !== port) {
      say(`Port ${port} is taken; set PLAYGROUND_PORT to a free one.`);
      stop(1);
      return;
    }
    say(`The Agents Playground is at http://localhost:${port} and you are ${currentUser.name} there.`);
    say('It listens on all of this machine’s addresses: use it on a network that you trust.');
    say(`Type: ${suggestions.join(' · ')}`);
  });
  const code = await Promise.race([finished(bot), finished(client)]);
  await stop(code);
} catch (error) {
  say(`The Playground could not be started: ${error.message}`);
  await stop(1);
}
