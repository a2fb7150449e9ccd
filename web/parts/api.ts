import type { ApiProblem } from '../../bot/api/types';

/** An error answer. `status` 0: the server can't be reached. `message` is in the person's language, or empty. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

const isProblem = (value: unknown): value is ApiProblem =>
  typeof value === 'object' &&
  value !== null &&
  'error' in value &&
  typeof value.error === 'object' &&
  value.error !== null &&
  'code' in value.error &&
  'message' in value.error;

async function send(name: string, body: unknown, token: string | null): Promise<Response> {
  try {
    return await fetch(`/api/${name}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
      signal: AbortSignal.timeout(30_000),
    });
  } catch {
    throw new Problem(0, 'unreachable', '');
  }
}

/**
 * `POST /api/<name>`. Throws a Problem unless the answer is 2xx. If the server rejects the token, it is renewed once.
 */
export async function call<Answer>(
  name: string,
  body: unknown,
  token: (fresh?: boolean) => Promise<string | null>,
): Promise<Answer> {
  const first = await token();
  let response = await send(name, body, first);
  if (response.status === 401 && first !== null) response = await send(name, body, await token(true));
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok && answer !== null) return answer as Answer;
  if (isProblem(answer)) throw new Problem(response.status, answer.error.code, answer.error.message);
  throw new Problem(response.status, 'fault', '');
}
