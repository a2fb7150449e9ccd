import { Worker } from 'node:worker_threads';

/** Runs in the thread. Errors lose their code on the way, so it is sent by itself. */
const PROGRAM = `
const { parentPort, workerData: { libsql, path, statements } } = require('node:worker_threads');
const Database = require(libsql);
try {
  const connection = new Database(path, { timeout: 5000 });
  try {
    const rows = statements.map(([sql, ...args]) => {
      const statement = connection.prepare(sql);
      return statement.reader ? statement.all(...args) : (statement.run(...args), []);
    });
    parentPort.postMessage({ rows });
  } finally {
    connection.close();
  }
} catch ({ message, code }) {
  parentPort.postMessage({ message, code });
}`;

type Rows = Readonly<Record<string, unknown>>[];
type Answer = { rows: Rows[] } | { message: string; code: unknown };

/** Runs statements, each with its arguments, that may take seconds on a store file, while this thread goes on. */
export function inThread(path: string, ...statements: [sql: string, ...args: string[]][]): Promise<Rows[]> {
  return new Promise((resolve, reject) => {
    const workerData = { libsql: require.resolve('libsql'), path, statements };
    const worker = new Worker(PROGRAM, { eval: true, workerData });
    worker.once('error', reject);
    worker.once('message', (answer: Answer) => {
      if ('rows' in answer) resolve(answer.rows);
      else reject(Object.assign(new Error(answer.message), { code: answer.code }));
    });
  });
}
