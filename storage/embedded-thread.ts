import { Worker } from 'node:worker_threads';

/** A statement and its arguments. */
export type Statement = [sql: string, ...args: (string | number | null)[]];
type Row = Readonly<Record<string, unknown>>;

export interface Ran {
  /** Of each statement, up to one that fails: its rows, or how many rows it changed. */
  results: (readonly Row[] | number)[];
  failed: (Error & { code: unknown }) | null;
}

/** A connection to a store file on which statements run one after the other. */
export interface Runner {
  run(...statements: Statement[]): Promise<Ran>;
  close(): Promise<void>;
}

/** Errors lose their code on the way, so it is sent by itself. */
const PROGRAM = `
const { parentPort, workerData: { libsql, path } } = require('node:worker_threads');
const Database = require(libsql);
const prepared = new Map();
let connection;
const ran = (sql, args) => {
  connection ??= new Database(path, { timeout: 5000 });
  const statement = prepared.get(sql) ?? connection.prepare(sql);
  prepared.set(sql, statement);
  return statement.reader ? statement.all(...args) : statement.run(...args).changes;
};
parentPort.on('message', (statements) => {
  if (statements.length === 0) {
    connection?.close();
    parentPort.close();
    return;
  }
  const results = [];
  try {
    for (const [sql, ...args] of statements) results.push(ran(sql, args));
    parentPort.postMessage({ results, failed: null });
  } catch ({ message, code }) {
    parentPort.postMessage({ results, failed: { message, code } });
  }
});`;

/** Runs statements that may take seconds, while this thread goes on. */
export function openThread(path: string): Runner {
  const worker = new Worker(PROGRAM, {
    eval: true,
    workerData: { libsql: require.resolve('libsql'), path },
    // It holds one batch of statements at a time.
    resourceLimits: { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 128 },
  });
  /** Of the statements that run now. */
  let fail = (_: Error): void => {};
  worker.on('error', (error: Error) => fail(error));
  let isOver = false;
  const ended = new Promise<void>((resolve) => {
    worker.once('exit', () => {
      isOver = true;
      fail(new Error('The thread has ended'));
      resolve();
    });
  });
  return {
    run: (...statements) =>
      new Promise((resolve, reject) => {
        if (isOver) return reject(new Error('The thread has ended'));
        fail = reject;
        worker.once('message', ({ results, failed }: Ran) => {
          resolve({ results, failed: failed && Object.assign(new Error(failed.message), { code: failed.code }) });
        });
        worker.postMessage(statements);
      }),
    close() {
      worker.postMessage([]);
      return ended;
    },
  };
}

/** The rows of each statement. Throws the error of one that fails. */
export async function inThread(path: string, ...statements: Statement[]): Promise<(readonly Row[])[]> {
  const thread = openThread(path);
  try {
    const { results, failed } = await thread.run(...statements);
    if (failed) throw failed;
    return results.map((result) => (typeof result === 'number' ? [] : result));
  } finally {
    await thread.close();
  }
}
