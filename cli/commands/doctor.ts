import { backlog } from '../../notifications/backlog';
import { SECRETS, type Settings, SettingsError } from '../../settings';
import { lastBackup } from '../../storage';
import type { Cli, CliCommand } from '../command';

interface Finding {
  ok: boolean;
  says: string;
}

const fine = (says: string): Finding => ({ ok: true, says });
const wrong = (says: string): Finding => ({ ok: false, says });

const oneLine = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trim())
    .join(' ');

export const doctorCommand: CliCommand = {
  usage: 'doctor',
  says: 'checks settings, store, encryption keys, SMTP and manifest, one line each; exit code 1 if one fails',
  words: [0, 0],
  options: {},
  async run(_words, _options, cli) {
    let failed = 0;
    const check = async (name: string, look: () => Finding | Promise<Finding>): Promise<boolean> => {
      const found = await Promise.resolve()
        .then(look)
        .catch((error: unknown) => wrong(error instanceof Error ? error.message : String(error)));
      if (!found.ok) failed += 1;
      cli.out(`${found.ok ? 'ok  ' : 'FAIL'}  ${`${name}:`.padEnd(17)}${oneLine(found.says)}`);
      return found.ok;
    };
    const usable = await check('settings', () => settingsFinding(cli));
    if (usable) {
      const open = await check('store', () => storeFinding(cli));
      if (open) await check('encryption keys', () => keysFinding(cli));
      if (open) await check('backup', () => backupFinding(cli));
      await check('SMTP', () => smtpFinding(cli, open));
      await check('manifest', () => manifestFinding(cli.settings()));
    } else cli.out('Correct the settings first; nothing else can be checked.');
    return failed > 0 ? 1 : 0;
  },
};

function settingsFinding(cli: Cli): Finding {
  try {
    const { mode, given } = cli.settings();
    const [set, unset] = [
      SECRETS.filter((name) => given.includes(name)),
      SECRETS.filter((name) => !given.includes(name)),
    ];
    return fine(`${mode} mode; secrets set: ${set.join(', ') || 'none'}; not set: ${unset.join(', ') || 'none'}`);
  } catch (error) {
    if (error instanceof SettingsError) return wrong(error.problems.join(' | '));
    throw error;
  }
}

async function storeFinding(cli: Cli): Promise<Finding> {
  const store = await cli.store();
  await store.ping();
  const [benefits, people] = [await store.benefits.all(), await store.people.count()];
  return fine(`${store.engine}; ${benefits.length} benefits, ${people} people`);
}

async function keysFinding(cli: Cli): Promise<Finding> {
  const [store, keyring] = [await cli.store(), await cli.keyring()];
  const older = keyring.ids.filter((id) => id !== keyring.newest);
  const [waiting] = await store.keys.encryptedOtherwise(keyring.newest, 1);
  const rotate = waiting ? '; some product keys are encrypted with an older one: run "benefits-bot keys rotate"' : '';
  return fine(`newest ${keyring.newest}${older.length > 0 ? `, older ${older.join(', ')}` : ''}${rotate}`);
}

async function backupFinding(cli: Cli): Promise<Finding> {
  const { mongodbUri, mode } = cli.settings();
  if (mongodbUri !== null) return fine('MongoDB is backed up by its own tools; see docs/backup.md');
  const last = await lastBackup(await cli.store());
  if (!last) {
    const advice = 'none was made yet: run "benefits-bot backup PATH --keep 30" every night';
    return mode === 'local' ? fine(advice) : wrong(advice);
  }
  const hours = Math.max(0, Math.round((cli.now().getTime() - Date.parse(last.at)) / 3_600_000));
  const age = hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`;
  const says = `the newest is ${age} old (${last.path})`;
  return last.there ? fine(says) : wrong(`${says}, but that file is gone: make another`);
}

async function smtpFinding(cli: Cli, open: boolean): Promise<Finding> {
  const { smtpUrl, mode, dataDir } = cli.settings();
  if (smtpUrl !== null) {
    await cli.greetMailServer(smtpUrl);
    return fine(`${new URL(smtpUrl).hostname} accepts the sign-in`);
  }
  if (mode === 'local') return fine(`no server set: mails are written to ${dataDir}/mail`);
  const waiting = open ? (await backlog(await cli.store(), cli.now())).mailWaiting : 0;
  return wrong(
    `SMTP_URL is not set: mails stay queued (${waiting} now). Example: smtps://user:password@mail.contoso.com`,
  );
}

function manifestFinding({ mode, app, publicUrl }: Settings): Finding {
  if (mode === 'local') return fine('not needed in local mode');
  const host = publicUrl === null ? '' : new URL(publicUrl).host;
  if (!host)
    return wrong('PUBLIC_URL is not set: the Teams app package needs it. Example: https://benefits.contoso.com');
  return fine(`Teams app ${app.id} with its pages under ${host}; npm run package writes it`);
}
