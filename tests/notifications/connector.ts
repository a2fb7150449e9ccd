import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Time } from './time';

/** One request that reached the connector. `activity` is what it brought; `at` in the test's time. */
export interface Received {
  at: number;
  method: string;
  path: string;
  conversation: string | null;
  activity: Record<string, unknown>;
  answered: number | 'hang';
}

export type Answer = { status: number; code?: string; retryAfter?: number } | 'hang' | null;

export interface Connector {
  serviceUrl: string;
  requests: Received[];
  /** Activities that were taken, in order; an edit counts too. */
  taken: Received[];
  /** How to answer instead of doing it; null: do it. Hanging: it is done, but no answer goes out. */
  rule: (request: Omit<Received, 'answered'>, count: number) => Answer;
  close(): Promise<void>;
}

/** Teams' connector as notices see it: over real HTTP, with conversations named after the person. */
export async function startConnector(time: Pick<Time, 'now' | 'lost'>): Promise<Connector> {
  const requests: Received[] = [];
  const taken: Received[] = [];

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = '';
    for await (const piece of request.setEncoding('utf8')) text += piece;
    const path = request.url ?? '';
    const [, conversation = null] = /^\/v3\/conversations\/([^/]+)/.exec(path) ?? [];
    const arrived = {
      at: time.now(),
      method: request.method ?? '',
      path,
      conversation: conversation && decodeURIComponent(conversation),
      activity: JSON.parse(text) as Record<string, unknown>,
    };
    const said = connector.rule(arrived, requests.length);
    const note = { ...arrived, answered: said === 'hang' ? ('hang' as const) : (said?.status ?? 200) };
    requests.push(note);
    if (said === 'hang') {
      if (conversation) taken.push(note);
      time.lost();
      return;
    }
    response.setHeader('content-type', 'application/json');
    if (said) {
      if (said.retryAfter !== undefined) response.setHeader('retry-after', String(said.retryAfter));
      response.statusCode = said.status;
      response.end(JSON.stringify({ error: { code: said.code ?? 'Error', message: 'said so' } }));
      return;
    }
    if (conversation) taken.push(note);
    const members = arrived.activity.members as { id: string }[] | undefined;
    response.end(JSON.stringify({ id: conversation ? `activity-${requests.length}` : `chat:${members?.[0]?.id}` }));
  }

  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const connector: Connector = {
    serviceUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    taken,
    rule: () => null,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return connector;
}
