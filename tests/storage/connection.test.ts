import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { BSON } from 'mongodb';
import { openStore } from '../../storage';
import { connectionProblem, openClient } from '../../storage/mongodb-connection';
import { messages, parse, reply } from '../support/mongo/wire';

interface Listening {
  address: string;
  /** Commands by the connection that they came over. */
  seen: { socket: Socket; document: Record<string, unknown> }[];
}

const servers: Server[] = [];
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const server of servers.splice(0)) await new Promise((closed) => server.close(closed));
});

/** A server that greets as a replica set's primary, and answers the rest as it is told. */
async function listening(answer: (document: Record<string, unknown>) => Record<string, unknown>): Promise<Listening> {
  const seen: Listening['seen'] = [];
  let ids = 0;
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => socket.destroy());
    socket.on(
      'data',
      messages((message) => {
        const command = parse(message);
        seen.push({ socket, document: command.document });
        ids += 1;
        const greets = /^(hello|ismaster)$/i.test(Object.keys(command.document)[0] ?? '');
        socket.write(reply(command, ids, { ok: 1, ...(greets ? hello(address) : answer(command.document)) }));
      }),
    );
  });
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { address, seen };
}

const hello = (address: string) => ({
  isWritablePrimary: true,
  setName: 'rs0',
  hosts: [address],
  me: address,
  minWireVersion: 0,
  maxWireVersion: 17,
  saslSupportedMechs: ['SCRAM-SHA-256'],
});

test('what the address says holds: name of the program, time limits, connections, where it reads', async () => {
  const { address, seen } = await listening(() => ({ cursor: { id: BSON.Long.ZERO, ns: 'x.y', firstBatch: [] } }));
  const client = openClient(
    `mongodb://${address}/?replicaSet=rs0&appName=mine&maxPoolSize=2&readPreference=secondaryPreferred&socketTimeoutMS=7000&serverSelectionTimeoutMS=1234`,
  );
  const find = () => client.db('x').collection('y').find().toArray();
  await Promise.all(Array.from({ length: 8 }, find));
  expect(client.options).toMatchObject({ appName: 'mine', socketTimeoutMS: 7000, serverSelectionTimeoutMS: 1234 });
  await client.close();
  const finds = seen.filter(({ document }) => 'find' in document);
  expect(finds).toHaveLength(8);
  expect(new Set(finds.map(({ socket }) => socket)).size).toBeLessThanOrEqual(2);
  expect(finds[0]?.document).toMatchObject({
    $readPreference: { mode: 'secondaryPreferred' },
    readConcern: { level: 'majority' },
  });
});

const failure = async (mongodbUri: string) => {
  const error: unknown = await openStore({ mongodbUri, mongodbDb: 'x', dataDir: '' }).then(
    (store) => store.close(),
    (thrown: unknown) => thrown,
  );
  return error as { name: string; reason: string; message: string };
};

test.each([
  ['an option that does not exist', 'mongodb://u:s3cret@db/?maxPoolSiz=3', 'maxpoolsiz'],
  ['a port that is none', 'mongodb://u:s3cret@db:port/', 'MONGODB_URI'],
  ['a password that must be encoded', 'mongodb://u:s3cret@x/y@db/', 'MONGODB_URI'],
  [
    'a file of the address that is not there',
    'mongodb://u:s3cret@127.0.0.1:1/?tls=true&tlsCAFile=/no/ca.pem',
    '/no/ca.pem',
  ],
  ['a host that does not exist', 'mongodb://u:s3cret@nowhere.invalid/', 'nowhere.invalid'],
])('%s is said with the setting, without the password, at once', async (_what, uri, named) => {
  const error = await failure(uri);
  expect(error).toMatchObject({ name: 'StoreUnavailable', reason: 'address' });
  expect(error.message).toContain('MONGODB_URI: ');
  expect(error.message.toLowerCase()).toContain(named.toLowerCase());
  expect(error.message).not.toContain('s3cret');
});

test('a file that holds no certificate is said at once, too', async () => {
  const error = await failure(`mongodb://u:s3cret@127.0.0.1:1/?tls=true&tlsCertificateKeyFile=${__filename}`);
  expect(error).toMatchObject({ reason: 'address', message: expect.stringContaining('MONGODB_URI: ') });
});

test('a refused password and TLS that fails have sentences of their own', async () => {
  const { address } = await listening((document) =>
    'saslStart' in document ? { ok: 0, code: 18, codeName: 'AuthenticationFailed', errmsg: 'no' } : {},
  );
  const denied = await failure(`mongodb://bot:s3cret@${address}/?replicaSet=rs0`);
  expect(denied).toMatchObject({ reason: 'address', message: expect.stringContaining('authSource') });
  const plain = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => socket.destroy());
    socket.once('data', () => socket.end('this is no TLS'));
  });
  servers.push(plain);
  plain.listen(0, '127.0.0.1');
  await once(plain, 'listening');
  const { port } = plain.address() as AddressInfo;
  const untrusted = await failure(`mongodb://127.0.0.1:${port}/?tls=true`);
  expect(untrusted).toMatchObject({ reason: 'address', message: expect.stringContaining('tlsCAFile') });
  expect(denied.message + untrusted.message).not.toContain('s3cret');
});

test('a server that says nothing is not called one without a primary', async () => {
  const silent = createServer((socket) => sockets.push(socket));
  servers.push(silent);
  silent.listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const address = `127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const client = openClient(`mongodb://${address}/?serverSelectionTimeoutMS=200&connectTimeoutMS=60000`);
  const error = await client.connect().catch((reason: unknown) => reason);
  await client.close();
  expect(connectionProblem(error)).toMatchObject({ mistaken: false, says: expect.stringContaining(address) });
});
