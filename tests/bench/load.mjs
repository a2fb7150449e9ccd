// Requests over kept connections, some at a time, bounded in count; each one's time is noted.
import http from 'node:http';

const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });

const LONGEST_MS = 60_000;

/** Once more where the other side closed an idle connection just as it was used again. */
export async function post(url, body, headers = {}) {
  try {
    return await once(url, body, headers);
  } catch (error) {
    if (!error.stale) throw error;
    return once(url, body, headers);
  }
}

function once(url, body, headers) {
  const text = JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const request = http.request(
      url,
      {
        agent,
        method: 'POST',
        headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text), ...headers },
      },
      (response) => {
        let answer = '';
        response.setEncoding('utf8');
        response.on('data', (piece) => {
          answer += piece;
        });
        response.on('end', () => resolve({ status: response.statusCode, body: answer }));
      },
    );
    request.setTimeout(LONGEST_MS, () => request.destroy(new Error(`no answer from ${url}`)));
    request.on('error', (error) =>
      reject(Object.assign(error, { stale: request.reusedSocket && error.code === 'ECONNRESET' })),
    );
    request.end(text);
  });
}

/** `turn(n)` is run `count` times, at most `at` at once. */
export async function load(count, at, turn) {
  const times = [];
  let next = 0;
  const began = performance.now();
  await Promise.all(
    Array.from({ length: at }, async () => {
      while (next < count) {
        const n = next++;
        const since = performance.now();
        await turn(n);
        times.push(performance.now() - since);
      }
    }),
  );
  times.sort((a, b) => a - b);
  const part = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))];
  return { perSecond: (count / (performance.now() - began)) * 1000, p50: part(0.5), p99: part(0.99) };
}

export const stopLoad = () => agent.destroy();
export const median = (values) => [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)];
