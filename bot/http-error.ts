/** A request that is answered with a status and one short line of JSON, never a stack. */
export class HttpError extends Error {
  readonly status: number;
  readonly code: string;
  readonly retryAfterSeconds: number | null;
  constructor(status: number, code: string, message: string, retryAfterSeconds: number | null = null) {
    super(message);
    this.name = 'Problem';
    this.status = status;
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** The one answer to every token that isn't right; the reason goes to the log alone. */
export class Unauthorized extends HttpError {
  readonly reason: string;
  constructor(reason: string) {
    super(401, 'unauthorized', 'The token is missing or not valid.');
    this.name = 'Unauthorized';
    this.reason = reason;
  }
}
