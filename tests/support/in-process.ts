import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Ports } from '../../benefits/ports';
import { createApi } from '../../bot/api';
import type { Activity, Turn } from '../../bot/channel/activity';
import { createAdapter } from '../../bot/channel/adapter';
import type { Bot } from '../../bot/conversation/bot';
import { createTurns } from '../../bot/conversation/turn';
import { createMetrics } from '../../bot/metrics';
import { createNameIndex } from '../../bot/name-index';
import { loadSample } from '../../exchange';
import { readSettings } from '../../settings';
import { openKeyring, openStore } from '../../storage';

/** A bot with the sample company in this process, for what only a look inside can show: steps, clocks, overload. */
export interface InProcess {
  bot: Bot;
  /** A call of a page by the same person; resolves to the answer's body. */
  api(name: string, body: object): Promise<unknown>;
  /** One message or invoke of somebody of the sample company; resolves to what was sent and answered. */
  turn(activity: Partial<Activity>): Promise<{ outcome: string; sent: Partial<Activity>[]; answer: unknown }>;
  close(): Promise<void>;
}

/** An admin of the sample company. */
const FROM = { id: '29:camille', name: 'Camille', aadObjectId: '5a3b1c00-7f10-4c1e-9d00-000000000001' };

export async function startInProcess(more: Partial<Bot> = {}): Promise<InProcess> {
  const dataDir = mkdtempSync(join(tmpdir(), 'in-process-'));
  const settings = readSettings({ DATA_DIR: dataDir }, { cwd: dataDir });
  const store = await openStore({ ...settings });
  const keyring = await openKeyring(store, `k1:${Buffer.alloc(32, 1).toString('base64')}`);
  let ids = 0;
  const ports: Ports = {
    store,
    keyring,
    clock: { now: () => new Date() },
    random: { id: () => `id-${String(++ids).padStart(30, '0')}`, fraction: () => 0 },
    rules: settings.rules,
  };
  await loadSample(ports);
  const adapter = createAdapter(settings);
  const bot: Bot = {
    ports,
    settings: {
      keysIn: 'dialog',
      backup: null,
      keyVisibleSeconds: 60,
      defaultLocale: 'en',
      local: true,
      mailGoes: true,
      publicUrl: () => 'http://127.0.0.1:9',
      appId: 'local',
    },
    names: createNameIndex(store),
    connector: adapter.connector,
    allowedTenants: null,
    wake() {},
    schedule: () => () => undefined,
    busy: () => false,
    log: pino({ level: 'silent' }),
    metrics: createMetrics(),
    ...more,
  };
  const turns = createTurns(bot);
  const api = createApi(bot);
  return {
    bot,
    async api(name, body) {
      const caller = { objectId: FROM.aadObjectId, tenantId: '', email: null, name: null };
      const answer = await api[name]?.({ body, caller, request: { id: 'call' } });
      return answer && 'body' in answer ? answer.body : null;
    },
    async turn(given) {
      const sent: Partial<Activity>[] = [];
      let answer: unknown = null;
      const turn: Turn = {
        activity: {
          type: 'message',
          id: ports.random.id(),
          channelId: 'msteams',
          serviceUrl: 'http://127.0.0.1:9',
          from: FROM,
          recipient: { id: '28:bot', name: 'Benefits' },
          conversation: { id: 'a:1', conversationType: 'personal', isGroup: false, name: '' },
          ...given,
        } as Activity,
        send: async (message) => void sent.push(message),
        respond(body) {
          answer ??= body;
        },
      };
      return { outcome: await turns(turn), sent, answer };
    },
    async close() {
      adapter.close();
      await store.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
