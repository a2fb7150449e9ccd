import http from 'node:http';
import https from 'node:https';
import type { Activity } from 'botbuilder';
import { messageJson } from '../cards';
import { isLoopback } from '../settings';

/** What Teams' connector answered instead of success, or that it could not be reached (`status` null). */
export class ConnectorError extends Error {
  readonly status: number | null;
  /** The connector's own word, such as `BotNotInConversationRoster`. */
  readonly code: string | null;
  /** From Retry-After. */
  readonly retryAfterMs: number | null;
  constructor(status: number | null, code: string | null, retryAfterMs: number | null, cause?: unknown) {
    super(status === null ? `connector not reached (${code})` : `connector answered ${status} (${code ?? 'no code'})`, {
      cause,
    });
    this.name = 'ConnectorError';
    this.status = status;
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }
}

export interface Member {
  id: string;
  name: string | null;
  email: string | null;
  userPrincipalName: string | null;
  aadObjectId: string | null;
  userRole: string | null;
  tenantId: string | null;
}

/**
 * Teams' connector, as the bot. No call is repeated here: who calls knows whether twice hurts. Every call throws
 * ConnectorError, also for a service URL that isn't one of Teams' own.
 */
export interface Connector {
  /** The personal chat with one person, made where there was none. `user`: `29:…` or an Entra object id. */
  createPersonalChat(
    serviceUrl: string,
    tenantId: string | null,
    user: string,
    bot: { id: string; name: string },
  ): Promise<string>;
  /** Resolves to the activity's id, empty where the channel gives none. */
  send(serviceUrl: string, conversationId: string, activity: Partial<Activity>): Promise<string>;
  reply(serviceUrl: string, conversationId: string, replyToId: string, activity: Partial<Activity>): Promise<string>;
  update(serviceUrl: string, conversationId: string, activityId: string, activity: Partial<Activity>): Promise<void>;
  remove(serviceUrl: string, conversationId: string, activityId: string): Promise<void>;
  /** Null: not a member. */
  member(serviceUrl: string, conversationId: string, userId: string): Promise<Member | null>;
  close(): void;
}

const TIMEOUT = 15_000;
const LARGEST_ANSWER = 1_000_000;
/** Channel hosts of the public and the sovereign clouds. `trafficmanager.net` is anyone's, so one name of it alone. */
const CHANNEL_HOSTS = [
  /^smba\.trafficmanager\.net$/,
  /(^|\.)botframework\.(com|azure\.us|azure\.cn)$/,
  /(^|\.)teams\.microsoft\.(com|us)$/,
];

/** Which service URLs the bot may ever post to; `loopback` adds this machine, for local mode and tests. */
export function serviceUrlAllowed(serviceUrl: string, loopback: boolean): boolean {
  const url = URL.canParse(serviceUrl) ? new URL(serviceUrl) : null;
  if (!url || url.username || url.password || url.search || url.hash) return false;
  if (loopback && isLoopback(url.hostname)) return url.protocol === 'http:' || url.protocol === 'https:';
  return url.protocol === 'https:' && CHANNEL_HOSTS.some((host) => host.test(url.hostname));
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/**
 * Posts over keep-alive connections with the bot's token. `token(true)` must fetch a new one: asked for once when the
 * connector says 401.
 */
export function createConnector(options: {
  loopback: boolean;
  token(renew: boolean): Promise<string | null>;
  timeoutMs?: number;
}): Connector {
  const agents = {
    http: new http.Agent({ keepAlive: true, maxSockets: 128 }),
    https: new https.Agent({ keepAlive: true, maxSockets: 128 }),
  };
  const timeoutMs = options.timeoutMs ?? TIMEOUT;

  async function call(
    method: Method,
    serviceUrl: string,
    path: string,
    body?: unknown,
  ): Promise<Record<string, unknown>> {
    if (!serviceUrlAllowed(serviceUrl, options.loopback)) throw new ConnectorError(null, 'ServiceUrlNotAllowed', null);
    const url = `${serviceUrl.replace(/\/+$/, '')}/v3/conversations${path}`;
    const bytes = body === undefined ? null : messageJson(body);
    let answer = await post(method, url, await authorize(false), bytes);
    if (answer.status === 401) answer = await post(method, url, await authorize(true), bytes);
    const json = parsed(answer.text);
    if (answer.status >= 200 && answer.status < 300) return json;
    const error = json.error as { code?: unknown } | undefined;
    const code = typeof error?.code === 'string' ? error.code.slice(0, 100) : null;
    throw new ConnectorError(answer.status, code, retryAfter(answer.headers['retry-after']));
  }

  async function authorize(renew: boolean): Promise<string | null> {
    try {
      return await options.token(renew);
    } catch (cause) {
      throw new ConnectorError(null, 'TokenNotObtained', null, cause);
    }
  }

  async function post(method: Method, url: string, token: string | null, body: Buffer | null): Promise<Answer> {
    try {
      return await once(method, url, token, body);
    } catch (error) {
      // The other side closed an idle connection just as it was used again: nothing was read, a new one will do.
      if (error instanceof StaleConnection) return await once(method, url, token, body);
      throw error;
    }
  }

  function once(method: Method, url: string, token: string | null, body: Buffer | null): Promise<Answer> {
    const secure = url.startsWith('https:');
    return new Promise((resolve, reject) => {
      const request = (secure ? https : http).request(
        url,
        {
          agent: secure ? agents.https : agents.http,
          method,
          headers: {
            accept: 'application/json',
            'user-agent': 'Microsoft-BotFramework/3.1 benefits-bot',
            ...(token ? { authorization: `Bearer ${token}` } : {}),
            ...(body === null
              ? {}
              : { 'content-type': 'application/json; charset=utf-8', 'content-length': body.length }),
          },
        },
        (response) => {
          let text = '';
          response.setEncoding('utf8');
          response.on('data', (part: string) => {
            text += part;
            if (text.length > LARGEST_ANSWER) response.destroy(new Error('answer too large'));
          });
          response.on('error', (error) => reject(new ConnectorError(null, 'ConnectionLost', null, error)));
          response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
        },
      );
      const deadline = setTimeout(() => request.destroy(new Error('no answer in time')), timeoutMs);
      request.on('close', () => clearTimeout(deadline));
      request.on('error', (error: NodeJS.ErrnoException) =>
        reject(
          request.reusedSocket && error.code === 'ECONNRESET'
            ? new StaleConnection()
            : new ConnectorError(null, error.code ?? 'Timeout', null, error),
        ),
      );
      request.end(body ?? undefined);
    });
  }

  const activities = (conversationId: string) => `/${pathPart(conversationId)}/activities`;
  const idOf = (answer: Record<string, unknown>) => (typeof answer.id === 'string' ? answer.id : '');

  return {
    async createPersonalChat(serviceUrl, tenantId, user, bot) {
      const answer = await call('POST', serviceUrl, '', {
        isGroup: false,
        bot,
        members: [{ id: user }],
        ...(tenantId ? { tenantId, channelData: { tenant: { id: tenantId } } } : {}),
      });
      const id = idOf(answer);
      if (!id) throw new ConnectorError(502, 'NoConversationId', null);
      return id;
    },
    async send(serviceUrl, conversationId, activity) {
      return idOf(await call('POST', serviceUrl, activities(conversationId), activity));
    },
    async reply(serviceUrl, conversationId, replyToId, activity) {
      return idOf(await call('POST', serviceUrl, `${activities(conversationId)}/${pathPart(replyToId)}`, activity));
    },
    async update(serviceUrl, conversationId, activityId, activity) {
      await call('PUT', serviceUrl, `${activities(conversationId)}/${pathPart(activityId)}`, {
        ...activity,
        id: activityId,
      });
    },
    async remove(serviceUrl, conversationId, activityId) {
      await call('DELETE', serviceUrl, `${activities(conversationId)}/${pathPart(activityId)}`);
    },
    async member(serviceUrl, conversationId, userId) {
      try {
        const path = `/${pathPart(conversationId)}/members/${pathPart(userId)}`;
        return memberOf(await call('GET', serviceUrl, path));
      } catch (error) {
        if (error instanceof ConnectorError && error.status === 404) return null;
        throw error;
      }
    },
    close() {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

/** Half a character can't stand in an address; what was never a right id becomes an unknown one. */
const pathPart = (id: string): string => encodeURIComponent(id.replace(/\p{Surrogate}/gu, '\ufffd'));

interface Answer {
  status: number;
  headers: http.IncomingHttpHeaders;
  text: string;
}

class StaleConnection extends Error {}

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = text ? JSON.parse(text) : {};
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** Seconds or a date, RFC 9110 10.2.3; at most an hour. */
function retryAfter(header: string | undefined): number | null {
  if (!header) return null;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isNaN(ms) ? null : Math.min(Math.max(ms, 0), 3600_000);
}

function memberOf(json: Record<string, unknown>): Member {
  const text = (name: string) => (typeof json[name] === 'string' && json[name] !== '' ? json[name] : null);
  return {
    id: text('id') ?? '',
    name: text('name'),
    email: text('email'),
    userPrincipalName: text('userPrincipalName'),
    aadObjectId: text('aadObjectId') ?? text('objectId'),
    userRole: text('userRole'),
    tenantId: text('tenantId'),
  };
}
