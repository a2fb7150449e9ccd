import type { IncomingMessage } from 'node:http';
import { HttpError } from '../http-error';

/** Teams sends far less. */
const LARGEST_BODY = 256 * 1024;
/** Bytes of all bodies that are being read at the same time. */
const ALL_BODIES = 8 * 1024 * 1024;
const DEEPEST = 60;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads a request's body as a JSON object: 415 for another type, 413 above the limit, 400 for invalid JSON, 503 while too
 * many bodies are being read.
 */
export function createBodyReader(): (request: IncomingMessage) => Promise<Record<string, unknown>> {
  let held = 0;

  function readBytes(request: IncomingMessage): Promise<Buffer> {
    const tooLarge = () => new HttpError(413, 'too-large', 'The body is too large.');
    return new Promise((resolve, reject) => {
      const parts: Buffer[] = [];
      let size = 0;
      const refuse = (problem: HttpError) => {
        held -= size;
        size = 0;
        parts.length = 0;
        request.removeAllListeners('data');
        request.resume();
        reject(problem);
      };
      if (Number(request.headers['content-length'] ?? 0) > LARGEST_BODY) return refuse(tooLarge());
      request.on('data', (part: Buffer) => {
        size += part.length;
        held += part.length;
        parts.push(part);
        if (size > LARGEST_BODY) refuse(tooLarge());
        else if (held > ALL_BODIES) refuse(new HttpError(503, 'busy', 'Busy; please try again in a moment.', 5));
      });
      request.on('end', () => {
        held -= size;
        resolve(Buffer.concat(parts));
      });
      const aborted = () => {
        if (!request.readableEnded) refuse(new HttpError(400, 'aborted', 'The body ended too early.'));
      };
      request.on('error', aborted);
      request.on('close', aborted);
    });
  }

  return async (request) => {
    const type = request.headers['content-type'] ?? '';
    if (!/^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i.test(type)) {
      throw new HttpError(415, 'media-type', 'Send application/json in UTF-8.');
    }
    if (request.headers['content-encoding'] !== undefined && request.headers['content-encoding'] !== 'identity') {
      throw new HttpError(415, 'encoding', 'Send the body without a content encoding.');
    }
    const bytes = await readBytes(request);
    let value: unknown;
    try {
      value = JSON.parse(utf8.decode(bytes));
    } catch {
      throw new HttpError(400, 'json', 'The body is not JSON.');
    }
    checkShape(value);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
    throw new HttpError(400, 'json', 'The body is not a JSON object.');
  };
}

/** Rejects nesting that could exhaust the stack later, and `__proto__` keys. */
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
