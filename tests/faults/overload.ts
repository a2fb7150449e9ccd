import { existsSync, readFileSync } from 'node:fs';
import { textReply } from '../../bot/commands/views';
import { replyText } from '../../cards';
import { startBot } from '../support/bot';
import { newKey, startIssuer, token } from '../support/issuer';
import { listen } from '../support/listener';
import { filled, LONGEST_TEXT, UNITS } from '../support/longest';
import { APP_ID, startIdentity, TENANT } from '../support/server';

/** More of the dearest messages at once than the running bot can do. */

const TEXT = filled(UNITS['other lines'] ?? '', LONGEST_TEXT);
const AT_ONCE = 500;
/** A machine that sends slowly goes on until the bot has too much to do, for so many times the turns. */
const MOST = 10;
/** Of the platform's probes. */
const PATIENCE_MS = 5_000;
/** The bot's own for a request's headers. */
const HEADERS_MS = 10_000;

export interface OverloadResult {
  turns: number;
  /** Turns that got the one line instead of work. */
  busy: number;
  /** Turns whose HTTP request was not answered with 200 or 202. */
  unanswered: number;
  /** Requests without a token meanwhile, by status. */
  anonymous: Record<number, number>;
  health: { asked: number; failed: number; slowestMs: number };
  /** Late health checks and requests that timed out (408) only because other programs had the processor. */
  starved: number;
  /** Afterwards a message is answered as always. */
  worksAgain: boolean;
}

/** How long a program, and this one, have waited for a processor so far (Linux, sched-stats: run delay); 0 elsewhere. */
function waitedMs(pid: number): number {
  const of = (path: string): number => (existsSync(path) ? Number(readFileSync(path, 'utf8').split(' ')[1]) / 1e6 : 0);
  return of(`/proc/${pid}/schedstat`) + of('/proc/self/schedstat');
}

export async function overload(turns: number): Promise<OverloadResult> {
  const key = newKey('k1');
  const issuer = await startIssuer(key);
  const teams = await listen(({ url }) =>
    url.includes('/members/') ? { status: 404 } : { status: 201, body: { id: 'o' } },
  );
  const identity = await startIdentity(issuer.metadataUrl);
  const bot = await startBot({ ...identity.settings, LOG_LEVEL: 'error' });
  const exp = Math.floor(Date.now() / 1000) + 600;
  const claims = { iss: 'https://api.botframework.com', aud: APP_ID, serviceurl: teams.url, exp };
  const authorization = `Bearer ${token(key, claims)}`;
  const post = async (headers: Record<string, string>, number: number, text: string): Promise<number> => {
    const activity = {
      type: 'message',
      id: `in-${number}`,
      text,
      channelId: 'msteams',
      serviceUrl: teams.url,
      from: { id: `29:${number}` },
      recipient: { id: '28:bot' },
      conversation: { id: `a:${number}`, conversationType: 'personal' },
      channelData: { tenant: { id: TENANT } },
    };
    const response = await fetch(`${bot.url}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(activity),
    });
    await response.arrayBuffer();
    return response.status;
  };
  const line = replyText(textReply({ says: 'busy' }).view, { locale: 'en', today: '2026-03-01', refreshFor: [] });
  const told = () => teams.heard.filter(({ body }) => (body as { text?: unknown } | null)?.text === line).length;

  const result: OverloadResult = {
    turns: 0,
    busy: 0,
    unanswered: 0,
    anonymous: {},
    health: { asked: 0, failed: 0, slowestMs: 0 },
    starved: 0,
    worksAgain: false,
  };
  await post({ authorization }, 0, 'help');
  const flood = (async () => {
    const shed = () => told() > 0 && (result.anonymous[503] ?? 0) > 0;
    for (let sent = 0; sent < turns || (!shed() && sent < MOST * turns); sent += AT_ONCE) {
      result.turns = sent + AT_ONCE;
      const before = waitedMs(bot.pid);
      const statuses = await Promise.all(
        Array.from({ length: AT_ONCE }, (_, n) => post({ authorization }, sent + n + 1, TEXT)),
      );
      const others = statuses.filter((status) => ![200, 202].includes(status));
      const timedOut = others.filter((status) => status === 408 && waitedMs(bot.pid) - before > HEADERS_MS);
      result.starved += timedOut.length;
      result.unanswered += others.length - timedOut.length;
    }
  })();
  let flooding = true;
  const watch = async (): Promise<void> => {
    while (flooding) {
      const [began, waitedBefore] = [performance.now(), waitedMs(bot.pid)];
      const { status } = await fetch(`${bot.url}/healthz`);
      const ms = Math.round(performance.now() - began);
      const waited = waitedMs(bot.pid) - waitedBefore;
      result.health.asked += 1;
      result.health.slowestMs = Math.max(result.health.slowestMs, ms);
      if (status !== 200 || ms - waited > PATIENCE_MS) result.health.failed += 1;
      else if (ms > PATIENCE_MS) result.starved += 1;
      const anonymous = await post({}, 0, 'help');
      result.anonymous[anonymous] = (result.anonymous[anonymous] ?? 0) + 1;
    }
  };
  const watched = watch();
  await flood;
  flooding = false;
  await watched;
  result.busy = told();
  const before = teams.heard.length;
  for (let tries = 0; tries < 50 && !result.worksAgain; tries += 1) {
    await new Promise((later) => setTimeout(later, 100));
    const [sofar, status] = [told(), await post({ authorization }, result.turns + 1 + tries, 'help')];
    result.worksAgain = status === 200 && told() === sofar && teams.heard.length > before;
  }
  await bot.discard();
  await teams.stop();
  await identity.stop();
  await issuer.stop();
  return result;
}
