import { connect, createServer, type Socket } from 'node:net';
import { BSON } from 'mongodb';
import { startStandIn } from './stand-in';
import { type Command, MORE_TO_COME, messages, parse, reply, replyTo } from './wire';

/** A command as a test sees it. */
export interface SeenCommand {
  name: string;
  collection: string;
  write: boolean;
  read: boolean;
}

/** `cut`: the connection ends before the command. `swallow`: it is done, the reply is lost and the connection ends. */
export type Fault =
  | { cut: true }
  | { swallow: true }
  | { delayMs: number }
  /** Replied instead of doing it. */
  | { error: number }
  /** Done, but not by the others: a write concern error. */
  | { writeConcernError: number };

/** Stands in front of one server as the primary of a replica set that streams its state, with retryable writes. */
export interface FaultProxy {
  readonly port: number;
  readonly uri: string;
  /** Every command but greetings and the ends of sessions. */
  readonly log: SeenCommand[];
  /** Chooses what happens to a command; null: nothing. */
  fault: ((command: SeenCommand) => Fault | null) | null;
  /** False: an election is on and there is no primary. */
  primary(is: boolean): void;
  /** Cuts all connections and accepts no others until `up`. */
  down(): void;
  up(): void;
  close(): Promise<void>;
}

/** Resolves when updates of these collections have been sent, one after the other. Takes the place of `fault`. */
export function updatesSent(proxy: FaultProxy, ...collections: readonly string[]): Promise<void> {
  const left = [...collections];
  return new Promise((resolve) => {
    proxy.fault = ({ name, collection }) => {
      if (name === 'update' && collection === left[0]) left.shift();
      if (left.length === 0) resolve();
      return null;
    };
  });
}

const WRITES = new Set(['insert', 'update', 'delete', 'findAndModify', 'bulkWrite']);
const READS = new Set(['find', 'aggregate', 'count', 'distinct', 'getMore']);
/** Codes that servers label as retryable for writes in a session. */
const RETRYABLE = new Set([6, 7, 89, 91, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436]);
const NOT_PRIMARY = 10_107;
const NOT_PRIMARY_NO_SECONDARY_OK = 13_435;

/** mongo-java-server behind a proxy that makes it a replica set; closing it stops both. */
export async function startReplicaSet(jars: string, heapMb?: number): Promise<FaultProxy> {
  const standIn = await startStandIn(jars, heapMb);
  const proxy = await startFaultProxy(standIn.port);
  const { close } = proxy;
  return Object.assign(proxy, {
    async close() {
      await close();
      await standIn.stop();
    },
  });
}

async function startFaultProxy(target: number): Promise<FaultProxy> {
  const sockets = new Set<Socket>();
  const watchers = new Set<() => void>();
  /** Replies to retryable writes, by session and transaction number. */
  const done = new Map<string, Record<string, unknown>>();
  const processId = new BSON.ObjectId();
  const log: SeenCommand[] = [];
  let [listening, isPrimary, topology, ids] = [true, true, 1, 1];
  let me = '';
  const nextId = () => {
    ids += 1;
    return ids;
  };

  const hello = () => ({
    helloOk: true,
    isWritablePrimary: isPrimary,
    ismaster: isPrimary,
    secondary: !isPrimary,
    topologyVersion: { processId, counter: BSON.Long.fromNumber(topology) },
    setName: 'rs0',
    setVersion: 1,
    hosts: [me],
    me,
    primary: isPrimary ? me : undefined,
    maxBsonObjectSize: 16_777_216,
    maxMessageSizeBytes: 48_000_000,
    maxWriteBatchSize: 100_000,
    localTime: new Date(),
    logicalSessionTimeoutMinutes: 30,
    minWireVersion: 0,
    maxWireVersion: 17,
    readOnly: false,
    ok: 1,
  });

  /** Streams the state: replies when it changes or the time is over. */
  function watch(client: Socket, command: Command): void {
    let known = Number((command.document.topologyVersion as { counter: unknown }).counter);
    let to = command.id;
    let timer: NodeJS.Timeout;
    const look = () => {
      if (known !== topology) say();
    };
    const stop = () => {
      clearTimeout(timer);
      watchers.delete(look);
    };
    const wait = () => {
      timer = setTimeout(say, Number(command.document.maxAwaitTimeMS ?? 10_000));
      timer.unref();
      watchers.add(look);
      look();
    };
    function say(): void {
      stop();
      if (client.destroyed) return;
      known = topology;
      const id = nextId();
      client.write(reply({ id: to, op: command.op }, id, hello(), command.exhaust ? MORE_TO_COME : 0));
      to = id;
      if (command.exhaust) wait();
    }
    client.on('close', stop);
    wait();
  }

  function faultOf(command: SeenCommand): Fault | null {
    const chosen = proxy.fault?.(command) ?? null;
    if (chosen || isPrimary || !(command.write || command.read)) return chosen;
    return { error: command.write ? NOT_PRIMARY : NOT_PRIMARY_NO_SECONDARY_OK };
  }

  function serve(client: Socket): void {
    if (!listening) {
      client.destroy();
      return;
    }
    const server = connect(target, '127.0.0.1');
    const waiting = new Map<number, { fault: Fault | null; key: string | null }>();
    const end = () => {
      for (const socket of [client, server]) {
        socket.destroy();
        sockets.delete(socket);
      }
    };
    for (const socket of [client, server]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
      socket.on('close', () => setImmediate(end));
    }

    function answer(to: number, fault: Fault | null, message: Buffer): void {
      if (fault && 'swallow' in fault) end();
      else if (fault && 'writeConcernError' in fault) {
        const writeConcernError = { code: fault.writeConcernError, errmsg: 'injected' };
        client.write(reply({ id: to, op: 2013 }, nextId(), { ...parse(message).document, writeConcernError }));
      } else if (fault && 'delayMs' in fault) setTimeout(() => client.write(message), fault.delayMs).unref();
      else client.write(message);
    }

    client.on(
      'data',
      messages((message) => {
        const command = parse(message);
        const { id, document } = command;
        const name = Object.keys(document)[0] ?? '?';
        if (/^(hello|ismaster)$/i.test(name)) {
          if (document.topologyVersion) watch(client, command);
          else client.write(reply(command, nextId(), hello()));
          return;
        }
        if (name === 'endSessions') {
          client.write(reply(command, nextId(), { ok: 1 }));
          return;
        }
        const collection = typeof document[name] === 'string' ? document[name] : String(document.collection ?? '');
        const seen = { name, collection, write: WRITES.has(name), read: READS.has(name) };
        log.push(seen);
        const { lsid, txnNumber } = document;
        const key = seen.write && txnNumber !== undefined ? BSON.EJSON.stringify([lsid, txnNumber]) : null;
        const fault = faultOf(seen);
        if (fault && 'cut' in fault) return end();
        if (fault && 'error' in fault) {
          const errorLabels = key && RETRYABLE.has(fault.error) ? ['RetryableWriteError'] : undefined;
          client.write(reply(command, nextId(), { ok: 0, errmsg: 'injected', code: fault.error, errorLabels }));
          return;
        }
        const before = key === null ? undefined : done.get(key);
        if (before) return answer(id, fault, reply(command, nextId(), before));
        waiting.set(id, { fault, key });
        server.write(message);
      }),
    );
    server.on(
      'data',
      messages((message) => {
        const to = replyTo(message);
        const { fault, key } = waiting.get(to) ?? { fault: null, key: null };
        waiting.delete(to);
        if (key) done.set(key, parse(message).document);
        answer(to, fault, message);
      }),
    );
  }

  const listener = createServer(serve);
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const address = listener.address();
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port');
  me = `127.0.0.1:${address.port}`;
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  const proxy: FaultProxy = {
    port: address.port,
    uri: `mongodb://${me}/`,
    log,
    fault: null,
    primary(is) {
      if (is === isPrimary) return;
      isPrimary = is;
      topology += 1;
      for (const look of [...watchers]) look();
    },
    down() {
      listening = false;
      cut();
    },
    up() {
      listening = true;
    },
    async close() {
      cut();
      await new Promise((resolve) => listener.close(resolve));
    },
  };
  return proxy;
}
