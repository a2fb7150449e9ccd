import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Turn } from '../channel/activity';

/** The caller of /api, from the token. */
export interface Caller {
  objectId: string;
  tenantId: string;
  email: string | null;
  name: string | null;
}

export interface ApiCall {
  body: unknown;
  /** Null: no token; possible in local mode only. */
  caller: Caller | null;
  request: { id: string };
}

export type ApiAnswer =
  | { status: number; body: unknown }
  | { status: number; bytes: Uint8Array; type: string; filename: string };

/** What the server calls. A thrown HttpError becomes its answer, any other error a 500 with an id. */
export interface ServerPorts {
  turn(turn: Turn): Promise<'done' | 'failed'>;
  /** `POST /api/<name>`, JSON in and out. */
  api: Readonly<Record<string, (call: ApiCall) => Promise<ApiAnswer>>>;
  /** `GET /api/download/<secret>`. */
  download(secret: string): Promise<ApiAnswer>;
  /** Details for `/readyz`, no secrets; throws while the store is unavailable or read-only. */
  ready(): Promise<Record<string, unknown>>;
  /** The local client under /local/; resolves to false for an unknown address. Null in production. */
  local: ((request: IncomingMessage, response: ServerResponse) => Promise<boolean>) | null;
  /** Local mode: the person behind a token of the local client. */
  localCaller: ((token: string) => Caller | null) | null;
}
