import { connect, createServer, type Server, type Socket } from 'node:net';

/**
 * Stands between a MongoDB driver and a server and lets one message through at a time, over all connections: a server
 * whose read and write of one document are two steps then behaves as MongoDB does for a single document. Greetings pass
 * at any time.
 */
export interface WireProxy {
  readonly port: number;
  /** From now on nobody gets through, until `up`. */
  down(): Promise<void>;
  up(): Promise<void>;
  /** Cuts the connection when the server has answered the next message that has this text in it, and drops the answer. */
  loseAnswerTo(text: string): void;
  /** Messages that were let through. */
  readonly passed: () => number;
  close(): Promise<void>;
}

const OP_MSG = 2013;
const OP_QUERY = 2004;
/** Where the name of the command stands in a message of the usual kind. */
const COMMAND_AT = 26;
const MORE_TO_COME = 2;

/** A driver's question whether the server lives: it touches no document and waits for nobody. */
function isGreeting(message: Buffer): boolean {
  if (message.readInt32LE(12) === OP_QUERY) return true;
  const end = message.indexOf(0, COMMAND_AT);
  return ['hello', 'ismaster'].includes(message.toString('latin1', COMMAND_AT, end).toLowerCase());
}

/** Calls back for each whole message of the stream. */
function messages(each: (message: Buffer) => void): (data: Buffer) => void {
  let buffer: Buffer = Buffer.alloc(0);
  return (data) => {
    buffer = buffer.length > 0 ? Buffer.concat([buffer, data]) : data;
    while (buffer.length >= 4) {
      const length = buffer.readInt32LE(0);
      if (buffer.length < length) return;
      each(buffer.subarray(0, length));
      buffer = buffer.subarray(length);
    }
  };
}

export async function startProxy(targetPort: () => number): Promise<WireProxy> {
  const sockets = new Set<Socket>();
  let turn: Promise<void> = Promise.resolve();
  let losing: string | null = null;
  let passed = 0;
  let listening = true;

  const serve = (client: Socket): void => {
    if (!listening) {
      client.destroy();
      return;
    }
    const server = connect(targetPort(), '127.0.0.1');
    let answered: (() => void) | null = null;
    let dropping = false;
    const end = (): void => {
      client.destroy();
      server.destroy();
      sockets.delete(client);
      sockets.delete(server);
      answered?.();
    };
    for (const socket of [client, server]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
    }
    server.on('close', end);
    // The server still works on what the client asked: the next message waits for it.
    client.on('close', () => {
      if (answered) dropping = true;
      else end();
    });
    server.on(
      'data',
      messages((message) => {
        if (dropping) {
          end();
          return;
        }
        client.write(message);
        answered?.();
      }),
    );
    const pass = (message: Buffer): Promise<void> =>
      new Promise((resolve) => {
        if (client.destroyed || server.destroyed) {
          resolve();
          return;
        }
        passed += 1;
        const oneWay = message.readInt32LE(12) === OP_MSG && (message.readInt32LE(16) & MORE_TO_COME) !== 0;
        if (losing !== null && message.includes(losing)) {
          losing = null;
          dropping = true;
        }
        answered = () => {
          answered = null;
          resolve();
        };
        server.write(message);
        if (oneWay) answered();
      });
    client.on(
      'data',
      messages((message) => {
        const copy = Buffer.from(message);
        if (isGreeting(copy)) server.write(copy);
        else turn = turn.then(() => pass(copy));
      }),
    );
  };

  const listener: Server = createServer(serve);
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const address = listener.address();
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port');
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: address.port,
    passed: () => passed,
    async down() {
      listening = false;
      cut();
    },
    async up() {
      listening = true;
    },
    loseAnswerTo(text) {
      losing = text;
    },
    async close() {
      cut();
      await new Promise((resolve) => listener.close(resolve));
    },
  };
}
