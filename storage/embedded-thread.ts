import { Worker } from 'node:worker_threads';

/** Runs in the thread. Errors lose their code on the way, so it is sent by itself. */
const PROGRAM = `
const { parentPort, workerData: { libsql, path, sql, args } } = require('node:worker_threads');
const Database = require(libsql);
try {
  const connection = new Database(path, { timeout: 5000 });
  try {
    const statement = connection.prepare(sql);
    parentPort.postMessage({ rows: statement.reader ? statement.all(...args) : (statement.run(...args), []) });
  } finally {
    connection.close();
  }
} catch ({ message, code }) {
  parentPort.postMessage({ message, code });
}`;

type Answer = { rows: Readonly<Record<string, unknown>>[] } | { message: string; code: unknown };

/** Runs a statement that may take seconds on a store file, while this thread goes on. */
export function inThread(path: string, sql: string, ...args: string[]): Promise<Readonly<Record<string, unknown>>[]> {
  return new Promise((resolve, reject) => {
    const workerData = { libsql: require.resolve('libsql'), path, sql, args };
    const worker = new Worker(PROGRAM, { eval: true, workerData });
    worker.once('error', reject);
    worker.once('message', (answer: Answer) => {
      if ('rows' in answer) resolve(answer.rows);
      else reject(Object.assign(new Error(answer.message), { code: answer.code }));
    });
  });
}
