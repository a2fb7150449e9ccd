import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Turn } from '../channel/activity';

/** Who calls /api, as their token says. */
export interface Caller {
  objectId: string;
  tenantId: string;
  email: string | null;
  name: string | null;
}

export interface ApiCall {
  body: unknown;
  /** Null: no token came with the call, which local mode alone lets in. */
  caller: Caller | null;
  request: { id: string };
}

export type ApiAnswer =
  | { status: number; body: unknown }
  | { status: number; bytes: Uint8Array; type: string; filename: string };

/** What the bot does behind the server. A thrown HttpError is answered as it says, anything else as a 500 with an id. */
export interface ServerPorts {
  turn(turn: Turn): Promise<'done' | 'failed'>;
  /** `POST /api/<name>`, JSON in and out. */
  api: Readonly<Record<string, (call: ApiCall) => Promise<ApiAnswer>>>;
  /** `GET /api/download/<secret>`. */
  download(secret: string): Promise<ApiAnswer>;
  /** Details for `/readyz`, no secrets; throws while the store does not answer or takes no write. */
  ready(): Promise<Record<string, unknown>>;
  /** The local client under /local/; false when it has nothing at this address. Null in production. */
  local: ((request: IncomingMessage, response: ServerResponse) => Promise<boolean>) | null;
  /** Local mode: who a token of the local client is. */
  localCaller: ((token: string) => Caller | null) | null;
}
