import type { Agent } from 'undici';
import { hideKeys } from '../../benefits/key-text';
import { messageJson } from '../../cards/index';
import type { TeamsConnector } from '../../notifications';
import { isLoopback } from '../../settings';
import type { Span } from '../metrics';
import type { Activity } from './activity';

/** A failed call of Teams' connector; `status` null: it could not be reached. */
export class ConnectorError extends Error {
  readonly status: number | null;
  /** The connector's own code, such as `BotNotInConversationRoster`. */
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
 * Teams' connector, called as the bot. Calls are not retried here: only the caller knows whether a duplicate does harm. Every
 * call throws ConnectorError, also for a service URL that isn't Teams'.
 */
export interface Connector extends TeamsConnector {
  reply(serviceUrl: string, conversationId: string, replyToId: string, activity: Partial<Activity>): Promise<string>;
  /** Null: not a member. */
  member(serviceUrl: string, conversationId: string, userId: string): Promise<Member | null>;
  /** Loads what the first call would otherwise wait for. */
  prepare(): void;
  close(): void;
}

const TIMEOUT = 15_000;
/** How long an idle connection is kept if the server names no time. */
const IDLE_MS = 30_000;
const LARGEST_ANSWER = 1_000_000;
/** Channel hosts of the public and the sovereign clouds. Anyone can have a name under `trafficmanager.net`, so only one is allowed. */
const CHANNEL_HOSTS = [
  /^smba\.trafficmanager\.net$/,
  /(^|\.)botframework\.(com|azure\.us|azure\.cn)$/,
  /(^|\.)teams\.microsoft\.(com|us)$/,
];

/** Loaded lazily: it would add a tenth of a second to the start. */
const undici = () => require('undici') as typeof import('undici');
/** How many allowed addresses are remembered; Teams has a few dozen. */
const ADDRESSES = 200;

/** Whether the bot may post to this service URL; `loopback` also allows this machine, for local mode and tests. */
export function serviceUrlAllowed(serviceUrl: string, loopback: boolean): boolean {
  const url = URL.canParse(serviceUrl) ? new URL(serviceUrl) : null;
  if (!url || url.username || url.password || url.search || url.hash) return false;
  if (loopback && isLoopback(url.hostname)) return url.protocol === 'http:' || url.protocol === 'https:';
  return url.protocol === 'https:' && CHANNEL_HOSTS.some((host) => host.test(url.hostname));
}

type Method = 'GET' | 'POST' | 'PUT';

/**
 * Uses keep-alive connections and the bot's token. `token(true)` must fetch a new one; it is called once when the connector
 * answers 401.
 */
export function createConnector(options: {
  loopback: boolean;
  token(renew: boolean): Promise<string | null>;
  timeoutMs?: number;
  span?: Span;
}): Connector {
  const span: Span = options.span ?? ((_name, work) => work());
  const timeoutMs = options.timeoutMs ?? TIMEOUT;
  let agent: Agent | null = null;
  const connections = (): Agent => {
    agent ??= new (undici().Agent)({
      connections: 128,
      connect: { timeout: timeoutMs },
      keepAliveTimeout: IDLE_MS,
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
      maxResponseSize: LARGEST_ANSWER,
    });
    return agent;
  };
  const addresses = new Map<string, Address>();

  function addressOf(serviceUrl: string): Address {
    const known = addresses.get(serviceUrl);
    if (known) return known;
    if (!serviceUrlAllowed(serviceUrl, options.loopback)) throw new ConnectorError(null, 'ServiceUrlNotAllowed', null);
    const { origin, pathname } = new URL(serviceUrl);
    const address = { origin, path: `${withoutSlash(pathname)}/v3/conversations` };
    if (addresses.size >= ADDRESSES) addresses.clear();
    addresses.set(serviceUrl, address);
    return address;
  }

  const call = (method: Method, ...args: [serviceUrl: string, path: string, body?: unknown]) =>
    span(`connector ${method}`, () => request(method, ...args));

  async function request(
    method: Method,
    serviceUrl: string,
    path: string,
    body?: unknown,
  ): Promise<Record<string, unknown>> {
    const address = addressOf(serviceUrl);
    const bytes = body === undefined ? null : messageJson(body);
    const to = { origin: address.origin, path: `${address.path}${path}`, method };
    let answer = await post(to, await authorize(false), bytes);
    if (answer.status === 401) answer = await post(to, await authorize(true), bytes);
    const json = parsed(answer.text);
    if (answer.status >= 200 && answer.status < 300) return json;
    const error = json.error as { code?: unknown } | undefined;
    const code = typeof error?.code === 'string' ? error.code.slice(0, 100) : null;
    throw new ConnectorError(answer.status, code, retryAfter(answer.retryAfter));
  }

  async function authorize(renew: boolean): Promise<string | null> {
    try {
      return await options.token(renew);
    } catch (cause) {
      throw new ConnectorError(null, 'TokenNotObtained', null, cause);
    }
  }

  async function post(to: Address & { method: Method }, token: string | null, body: Buffer | null): Promise<Answer> {
    const headers = {
      accept: 'application/json',
      'user-agent': 'Microsoft-BotFramework/3.1 benefits-bot',
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(body === null ? {} : { 'content-type': 'application/json; charset=utf-8' }),
    };
    for (let first = true; ; first = false) {
      try {
        const answer = await connections().request({ ...to, headers, body });
        const retryAfter = answer.headers['retry-after'];
        return {
          status: answer.statusCode,
          retryAfter: typeof retryAfter === 'string' ? retryAfter : undefined,
          text: await answer.body.text(),
        };
      } catch (error) {
        // The server closed an idle connection just as it was reused: it read nothing, so try a new one.
        if (!(first && wasStale(error, sizeOf(to, headers) + (body?.length ?? 0))))
          throw new ConnectorError(null, (error as NodeJS.ErrnoException).code ?? 'Unreachable', null, error);
      }
    }
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
    async member(serviceUrl, conversationId, userId) {
      try {
        const path = `/${pathPart(conversationId)}/members/${pathPart(userId)}`;
        return memberOf(await call('GET', serviceUrl, path));
      } catch (error) {
        if (error instanceof ConnectorError && error.status === 404) return null;
        throw error;
      }
    },
    prepare() {
      connections();
    },
    close() {
      agent?.destroy().catch(() => undefined);
    },
  };
}

const withoutSlash = (path: string): string => (path.endsWith('/') ? withoutSlash(path.slice(0, -1)) : path);

/** Lone surrogates can't be encoded: they become the replacement character, so the id is simply unknown. */
const pathPart = (id: string): string => encodeURIComponent(id.replace(/\p{Surrogate}/gu, '\ufffd'));

interface Address {
  origin: string;
  path: string;
}

interface Answer {
  status: number;
  retryAfter: string | undefined;
  text: string;
}

/** The server closed a connection that had been used before: more was written to it than this request. */
function wasStale(error: unknown, request: number): boolean {
  const { code, socket } = error as { code?: unknown; socket?: { bytesWritten?: number } | null };
  return (code === 'UND_ERR_SOCKET' || code === 'ECONNRESET') && (socket?.bytesWritten ?? 0) > request;
}

/** At least the bytes of one request's head, and less than two. */
const sizeOf = (to: Address & { method: Method }, headers: Record<string, string>): number =>
  Object.entries(headers).reduce(
    (sum, [name, value]) => sum + name.length + value.length + 4,
    to.method.length + to.path.length + to.origin.length + 100,
  );

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
  const name = text('name');
  return {
    id: text('id') ?? '',
    name: name === null ? null : hideKeys(name),
    email: text('email'),
    userPrincipalName: text('userPrincipalName'),
    aadObjectId: text('aadObjectId') ?? text('objectId'),
    userRole: text('userRole'),
    tenantId: text('tenantId'),
  };
}
