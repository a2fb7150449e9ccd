import type { IncomingMessage, ServerResponse } from 'node:http';
import { messageJson } from '../../cards/index';
import { isLoopback } from '../../settings';
import { HttpError } from '../http-error';

/** Teams sends well below this; a card's invoke carries what the card holds. */
export const LARGEST_BODY = 256 * 1024;
const DEEPEST = 60;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The JSON value of a request's body: 415 for another type, 413 above the limit, 400 for what isn't sound JSON. */
export async function readJson(request: IncomingMessage, limit = LARGEST_BODY): Promise<unknown> {
  const type = request.headers['content-type'] ?? '';
  if (!/^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i.test(type)) {
    throw new HttpError(415, 'media-type', 'Send application/json in UTF-8.');
  }
  if (request.headers['content-encoding'] !== undefined && request.headers['content-encoding'] !== 'identity') {
    throw new HttpError(415, 'encoding', 'Send the body without a content encoding.');
  }
  let value: unknown;
  const bytes = await readBytes(request, limit);
  try {
    value = JSON.parse(utf8.decode(bytes));
  } catch {
    throw new HttpError(400, 'json', 'The body is not JSON.');
  }
  checkShape(value);
  return value;
}

export async function readObject(request: IncomingMessage): Promise<Record<string, unknown>> {
  const value = await readJson(request);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new HttpError(400, 'json', 'The body is not a JSON object.');
}

function readBytes(request: IncomingMessage, limit: number): Promise<Buffer> {
  const tooLarge = () => new HttpError(413, 'too-large', 'The body is too large.');
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let size = 0;
    if (Number(request.headers['content-length'] ?? 0) > limit) {
      request.resume();
      reject(tooLarge());
      return;
    }
    request.on('data', (part: Buffer) => {
      size += part.length;
      if (size > limit) {
        parts.length = 0;
        reject(tooLarge());
      } else parts.push(part);
    });
    request.on('end', () => resolve(parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts)));
    request.on('error', () => reject(new HttpError(400, 'aborted', 'The body ended too early.')));
    request.on('close', () => {
      if (!request.readableEnded) reject(new HttpError(400, 'aborted', 'The body ended too early.'));
    });
  });
}

/** No nesting that could exhaust a stack later, and no key that a copy could take for a prototype. */
function checkShape(value: unknown): void {
  const open: [unknown, number][] = [[value, 0]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [item, depth] = next;
    if (typeof item !== 'object' || item === null) continue;
    if (depth > DEEPEST) throw new HttpError(400, 'depth', 'The body is nested too deeply.');
    if (Array.isArray(item)) for (const inner of item) open.push([inner, depth + 1]);
    else {
      for (const key of Object.keys(item)) {
        if (key === '__proto__') throw new HttpError(400, 'json', 'The body has a key that is not allowed.');
        open.push([(item as Record<string, unknown>)[key], depth + 1]);
      }
    }
  }
}

const COMMON = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' };

export function answer(
  response: ServerResponse,
  status: number,
  headers: Record<string, string | number>,
  body: string | Uint8Array | null,
): void {
  if (response.headersSent || response.writableEnded) return;
  response.writeHead(status, { ...COMMON, ...headers, 'content-length': body === null ? 0 : Buffer.byteLength(body) });
  response.end(body ?? undefined);
}

export function answerJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  answer(response, status, { ...headers, 'content-type': 'application/json; charset=utf-8' }, JSON.stringify(body));
}

/** What Teams gets in the response itself: the answer of an invoke. */
export function answerMessage(response: ServerResponse, status: number, body: unknown): void {
  answer(response, status, { 'content-type': 'application/json; charset=utf-8' }, messageJson(body));
}

export function answerProblem(response: ServerResponse, problem: HttpError): void {
  answerJson(
    response,
    problem.status,
    { error: { code: problem.code, message: problem.message } },
    problem.retryAfterSeconds === null ? {} : { 'retry-after': String(problem.retryAfterSeconds) },
  );
}

/**
 * Local mode is open to this machine's programs, not to web pages that a browser on it visits: the Host must be a
 * loopback name (a page whose name was rebound to 127.0.0.1 keeps its own) and an Origin this server itself.
 */
export function foreign(request: IncomingMessage): boolean {
  const host = request.headers.host ?? '';
  const url = URL.canParse(`http://${host}/`) ? new URL(`http://${host}/`) : null;
  if (url?.pathname !== '/' || !isLoopback(url.hostname)) return true;
  const origin = request.headers.origin;
  return origin !== undefined && origin !== `http://${host}`;
}

/** From this machine and not through a proxy on it. */
export function fromLoopback(request: IncomingMessage): boolean {
  const address = (request.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  return isLoopback(address) && !request.headers['x-forwarded-for'] && !request.headers.forwarded;
}
