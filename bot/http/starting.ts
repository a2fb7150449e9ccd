import { once } from 'node:events';
import { createServer } from 'node:http';

/**
 * Answers the platform's probes while the store opens, which can take long (a server that is still starting, an upgrade),
 * and everything else with 503. Resolves to the function that ends it.
 */
export async function answerWhileStarting(port: number, host: string): Promise<() => Promise<void>> {
  const server = createServer((request, response) => {
    const alive = request.url === '/healthz';
    response.writeHead(alive ? 200 : 503, {
      'content-type': 'application/json',
      connection: 'close',
      ...(alive ? {} : { 'retry-after': '5' }),
    });
    const body = alive ? { status: 'starting' } : { error: { code: 'starting', message: 'The bot is starting.' } };
    response.end(JSON.stringify(body));
  });
  server.listen(port, host);
  await once(server, 'listening');
  return () => new Promise((resolve) => server.close(() => resolve()));
}
