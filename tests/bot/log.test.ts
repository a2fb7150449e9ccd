import { Writable } from 'node:stream';
import { createLog } from '../../bot/log';

function logged(write: (log: ReturnType<typeof createLog>) => void): {
  text: string;
  lines: Record<string, unknown>[];
} {
  let text = '';
  const into = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString();
      done();
    },
  });
  write(createLog({ logLevel: 'info', mode: 'production' }, into));
  return {
    text,
    lines: text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>),
  };
}

test('what came from outside can’t pose as a line of its own', () => {
  const evil = 'ana\n{"level":"fatal","msg":"forged"}\r\n\u2028\u0000';
  const { lines } = logged((log) => log.info({ turn: evil }, evil));
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatchObject({ level: 'info', turn: evil });
});

test('secrets by their usual names are hidden, one level down too', () => {
  const { text } = logged((log) =>
    log.warn({
      token: 's3cret',
      headers: { authorization: 's3cret' },
      settings: { password: 's3cret', smtpUrl: 's3cret' },
      key: 's3cret',
    }),
  );
  expect(text).not.toContain('s3cret');
});

test('an error is its type, message, code and stack with its causes; nothing else that hangs on it, no password of an address', () => {
  const cause = Object.assign(new Error('connect mongodb://bot:s3cret@db:27017 failed'), {
    code: 'ECONNREFUSED',
    document: { key: 's3cret' },
  });
  const { text, lines } = logged((log) => log.error({ err: new Error('store away', { cause }) }));
  expect(text).not.toContain('s3cret');
  expect(lines[0]).toMatchObject({
    err: {
      type: 'Error',
      message: 'store away',
      cause: { code: 'ECONNREFUSED', message: 'connect mongodb://***@db:27017 failed' },
    },
  });
});
