import type { ServerResponse } from 'node:http';
import { messageJson } from '../../cards/index';
import type { HttpError } from '../http-error';
import type { ApiAnswer } from './server-ports';

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

/** The answer to an invoke, in the response itself. */
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

export function answerApi(response: ServerResponse, result: ApiAnswer): void {
  if ('body' in result) {
    answerJson(response, result.status, result.body);
    return;
  }
  const plain = result.filename.replace(/[^A-Za-z0-9._-]/g, '_');
  answer(
    response,
    result.status,
    {
      'content-type': result.type,
      'content-disposition': `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(result.filename)}`,
    },
    result.bytes,
  );
}
