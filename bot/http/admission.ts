import type { IncomingMessage, Server } from 'node:http';
import type { TokenCheck } from '../channel/channel-tokens';
import { HttpError } from '../http-error';
import { clientAddress } from './client-address';
import type { Limits } from './limits';

/** Limits on requests whose sender is not known yet. */
export interface Admission {
  /**
   * A token that was verified before passes at once, so junk can't crowd it out; any other counts against its address until
   * it proves valid. Throws Unauthorized, 429 or, under overload, 503. Does not read the body.
   */
  authenticate<T>(request: IncomingMessage, tokens: TokenCheck<T>): Promise<T>;
  /** For a request without a token. */
  anonymous(request: IncomingMessage): void;
}

export function createAdmission(options: { limits: Limits; trustProxy: number; busy: () => boolean }): Admission {
  const { limits, trustProxy, busy } = options;

  function anonymous(request: IncomingMessage): string {
    if (busy()) throw new HttpError(503, 'busy', 'Busy; please try again in a moment.', 5);
    const address = clientAddress(request, trustProxy);
    limits.address(address);
    return address;
  }

  return {
    anonymous,
    async authenticate(request, tokens) {
      const { authorization } = request.headers;
      const known = tokens.known(authorization);
      if (known !== null) return known;
      const address = anonymous(request);
      const found = await tokens.verify(authorization);
      limits.refund(address);
      return found;
    },
  };
}

const MOST_CONNECTIONS = 4_000;

/** Each connection costs memory, a slow one for a long time. */
export function limitConnections(server: Server): void {
  server.maxConnections = MOST_CONNECTIONS;
  server.headersTimeout = 10_000;
  server.requestTimeout = 30_000;
  server.keepAliveTimeout = 65_000;
  // Node's default is every 30 s, and restify passes no options on.
  Object.assign(server, { connectionsCheckingInterval: 2_000 });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const status = CLIENT_ERRORS[error.code ?? ''] ?? '400 Bad Request';
    if (socket.writable) socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
  });
}

const CLIENT_ERRORS: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};
