import { existsSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { createActivities } from './activities';
import { createLocalApi } from './api';
import { createChats } from './chats';
import { createConnector } from './connector';
import { HttpFault, isObject, readBytes, readJson, sameOrigin, sendFile, sendJson } from './http';
import { createTokens, everyone, LOCAL_TENANT, type LocalCaller, type LocalPerson } from './people';
import type { Activity, BotAnswer, LiveEvent } from './types';

export type { LocalCaller, LocalPerson } from './people';
export { LOCAL_TENANT } from './people';

export interface LocalTeamsOptions {
  /** The server's origin; a function, because the port may be chosen when it starts to listen. */
  origin(): string;
  people(): Promise<readonly LocalPerson[]>;
  company(): Promise<string>;
  /** Messages worth trying as this person. */
  suggestions(email: string, language: 'en' | 'fr'): Promise<readonly string[]>;
  botName: string;
  /** Sends an activity to the bot; default: POST to `/api/messages` of the same server. */
  post?(activity: Activity): Promise<BotAnswer>;
  /** Folder of the built page; default `dist/local`. */
  page?: string;
}

export interface LocalTeams {
  /** Serves `/local/…`; false: the address is not one of its own. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
  /** The person a token was issued to; null: not a token of this client. */
  callerOf(token: string): LocalCaller | null;
  /** Ends the live updates, so that the server can stop. */
  close(): void;
}

const BOT_ID = '28:local-benefits-bot';
const UPLOAD_LIMIT = 64 * 1024 * 1024;
const JSON_TYPE = /^application\/json/i;

function builtPage(): string {
  const compiled = join(__dirname, '..', '..', 'local');
  return existsSync(join(compiled, 'main.js')) ? compiled : join(__dirname, '..', '..', 'dist', 'local');
}

async function postTo(origin: string, activity: Activity): Promise<BotAnswer> {
  const answer = await fetch(`${origin}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(activity),
  });
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? null : JSON.parse(text) };
}

/**
 * A small Teams in the browser for trying the bot on one's own machine: any person of the company, a personal chat with
 * the bot, a group, and the connector that the bot replies to. It trusts every request and keeps everything in memory:
 * loopback only.
 */
export function localTeams(options: LocalTeamsOptions): LocalTeams {
  const { origin, botName, company, suggestions } = options;
  const people = () => everyone(options.people);
  const chats = createChats({ bot: { id: BOT_ID, name: botName }, tenantId: LOCAL_TENANT, people });
  const connector = createConnector(chats);
  const tokens = createTokens();
  const post = options.post ?? ((activity: Activity) => postTo(origin(), activity));
  const activities = createActivities(chats, origin, post);
  const api = createLocalApi({ chats, activities, tokens, people, company, suggestions, botName, origin });
  const page = options.page ?? builtPage();
  const listeners = new Set<ServerResponse>();

  chats.watch(({ chat: { messages: _, ...chat }, ...event }) => {
    const live: LiveEvent = { ...event, chat };
    for (const listener of listeners) listener.write(`data: ${JSON.stringify(live)}\n\n`);
  });

  function listen(request: IncomingMessage, response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write(': connected\n\n');
    listeners.add(response);
    request.on('close', () => listeners.delete(response));
  }

  async function serveApi(
    request: IncomingMessage,
    response: ServerResponse,
    name: string,
    url: URL,
  ): Promise<boolean> {
    if (request.method === 'GET' && name === 'events') {
      listen(request, response);
      return true;
    }
    if (request.method === 'GET' && Object.hasOwn(api.reads, name)) {
      sendJson(response, 200, await api.reads[name]?.(url.searchParams));
      return true;
    }
    if (request.method !== 'POST') return false;
    if (name === 'upload') {
      const bytes = await readBytes(request, UPLOAD_LIMIT);
      sendJson(response, 200, api.upload(url.searchParams.get('name') ?? 'file', bytes));
      return true;
    }
    if (!Object.hasOwn(api.writes, name)) return false;
    if (!JSON_TYPE.test(request.headers['content-type'] ?? '')) throw new HttpFault(415, 'The body must be JSON');
    const body = await readJson(request);
    sendJson(response, 200, await api.writes[name]?.(isObject(body) ? body : {}));
    return true;
  }

  async function serve(request: IncomingMessage, response: ServerResponse, url: URL): Promise<boolean> {
    const [area = '', ...rest] = url.pathname.slice('/local/'.length).split('/');
    const name = rest.join('/');
    const reading = request.method === 'GET';
    if (!reading && !sameOrigin(request)) throw new HttpFault(403, 'A page of another site may not do this');
    if (area === 'connector') {
      const body = reading ? null : await readJson(request);
      const answer = await connector({ method: request.method ?? 'GET', path: `/${name}${url.search}`, body });
      sendJson(response, answer.status, answer.body);
      return true;
    }
    if (area === 'files' && reading) {
      const bytes = api.file(name);
      if (!bytes) throw new HttpFault(404, 'No such file');
      response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': bytes.length });
      response.end(bytes);
      return true;
    }
    if (area === 'api') return serveApi(request, response, name, url);
    return reading && rest.length === 0 ? sendFile(response, page, area === '' ? 'index.html' : area) : false;
  }

  return {
    callerOf: tokens.callerOf,
    close() {
      for (const listener of listeners) listener.end();
      listeners.clear();
    },
    async handle(request, response) {
      const url = new URL(request.url ?? '/', 'http://localhost');
      if (url.pathname === '/local') {
        response.writeHead(302, { location: '/local/' }).end();
        return true;
      }
      if (!url.pathname.startsWith('/local/')) return false;
      try {
        return await serve(request, response, url);
      } catch (fault) {
        const known = fault instanceof HttpFault;
        if (response.headersSent) response.destroy();
        else
          sendJson(response, known ? fault.status : 503, {
            error: known ? fault.message : 'The bot or its store does not answer',
          });
        return true;
      }
    },
  };
}
