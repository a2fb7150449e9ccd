import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { createEmailChannel, type EmailChannel, type Mail, timers } from '../../notifications';

const FROM = 'Partner benefits <benefits@contoso.com>';
const MAIL: Mail = {
  notice: 'notice-1',
  kind: 'assigned',
  to: 'ana@contoso.com',
  locale: 'fr',
  subject: 'Visual Studio vous est attribué',
  text: 'Bonjour Ana,\n\n.une ligne\n',
  html: '<p>Bonjour Ana,</p>',
};

interface Received {
  from: string;
  to: string[];
  raw: string;
}

const said = (code: number, text: string) => Object.assign(new Error(text), { responseCode: code });
const lines: unknown[] = [];
const note = (facts: object, text: string) => void lines.push(facts, text);
const log = { debug: note, info: note, warn: note, error: note };
const clock = { now: () => new Date('2026-03-02T09:00:00.000Z') };

let received: Received[];
let open: (() => void | Promise<void>)[];
beforeEach(() => {
  received = [];
  open = [];
  lines.length = 0;
});
afterEach(async () => {
  for (const close of open.reverse()) await close();
});

async function server(options: SMTPServerOptions = {}): Promise<string> {
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onData(stream, session, callback) {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => pieces.push(piece));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        received.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          raw: Buffer.concat(pieces).toString('utf8'),
        });
        callback();
      });
    },
    ...options,
  });
  smtp.on('error', () => {});
  smtp.listen(0, '127.0.0.1');
  await once(smtp.server, 'listening');
  open.push(() => new Promise<void>((done) => smtp.close(done)));
  return `smtp://127.0.0.1:${(smtp.server.address() as AddressInfo).port}`;
}

function channel(smtpUrl: string | null, more: { folder?: string; timeoutMs?: number } = {}): EmailChannel {
  const made = createEmailChannel({ folder: null, ...more, smtpUrl, from: FROM, clock, schedule: timers, log });
  open.push(() => made.close());
  return made;
}

describe('over SMTP', () => {
  test('one recipient, text and HTML, and the same Message-ID when it is sent twice', async () => {
    const mails = channel(await server());
    expect(await mails.send(MAIL)).toEqual({ state: 'sent' });
    expect(await mails.send(MAIL)).toEqual({ state: 'sent' });
    expect(await mails.send({ ...MAIL, to: 'desk@fabrikam.com' })).toEqual({ state: 'sent' });
    expect(received.map(({ from, to }) => [from, ...to])).toEqual([
      ['benefits@contoso.com', 'ana@contoso.com'],
      ['benefits@contoso.com', 'ana@contoso.com'],
      ['benefits@contoso.com', 'desk@fabrikam.com'],
    ]);
    const [first, second, third] = await Promise.all(received.map(({ raw }) => simpleParser(raw)));
    expect(first?.subject).toBe(MAIL.subject);
    expect(first?.text?.trim()).toBe(MAIL.text.trim());
    expect(first?.html).toContain(MAIL.html);
    expect(first?.headers.get('auto-submitted')).toBe('auto-generated');
    expect(first?.messageId).toMatch(/^<[0-9a-f]{32}@contoso\.com>$/);
    expect(second?.messageId).toBe(first?.messageId);
    expect(third?.messageId).not.toBe(first?.messageId);
  });

  test('a subject with line ends adds no header', async () => {
    const mails = channel(await server());
    await mails.send({ ...MAIL, subject: 'Hello\r\nBcc: eve@example.com\r\n\r\nbody' });
    const parsed = await simpleParser(received[0]?.raw ?? '');
    expect(parsed.headers.has('bcc')).toBe(false);
    expect(parsed.subject).toBe('Hello Bcc: eve@example.com body');
    expect(received[0]?.to).toEqual(['ana@contoso.com']);
  });

  test.each(['ana@contoso.com, eve@example.com', 'ana@contoso.com\r\nBcc: eve@example.com', 'ana', ''])(
    'an address that is none goes nowhere: %j',
    async (to) => {
      const mails = channel(await server());
      expect(await mails.send({ ...MAIL, to })).toEqual({ state: 'failed', why: 'address' });
      expect(received).toEqual([]);
    },
  );

  test('no such mailbox is final', async () => {
    const url = await server({ onRcptTo: (_, __, callback) => callback(said(550, 'no such user')) });
    expect(await channel(url).send(MAIL)).toEqual({ state: 'failed', why: 'mailbox' });
  });

  test('a full mailbox, or a server that asks to come back, is not', async () => {
    const url = await server({ onRcptTo: (_, __, callback) => callback(said(451, 'come back later')) });
    expect(await channel(url).send(MAIL)).toMatchObject({ state: 'retry', why: 'smtp-busy' });
  });

  test('a mail that the server refuses is final', async () => {
    const url = await server({
      onData(stream, _, callback) {
        stream.resume();
        stream.on('end', () => callback(said(554, 'looks like spam')));
      },
    });
    expect(await channel(url).send(MAIL)).toEqual({ state: 'failed', why: 'mail-refused' });
  });

  test('a refused sender or login waits for the operator, and no log has the password', async () => {
    const sender = await server({ onMailFrom: (_, __, callback) => callback(said(553, 'not you')) });
    expect(await channel(sender).send(MAIL)).toMatchObject({ state: 'retry', why: 'smtp-sender' });
    const login = await server({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: (_, __, callback) => callback(new Error('wrong')),
    });
    const url = login.replace('//', '//bot:p%40ssword@');
    expect(await channel(url).send(MAIL)).toMatchObject({ state: 'retry', why: 'smtp-login' });
    expect(JSON.stringify(lines)).not.toMatch(/p@ssword|p%40ssword|ana@contoso/);
  });

  test('the right login is used', async () => {
    let login = '';
    const url = await server({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth(auth, _, callback) {
        login = `${auth.username}/${auth.password}`;
        callback(null, { user: auth.username ?? '' });
      },
    });
    expect(await channel(url.replace('//', '//bot:p%40ssword@')).send(MAIL)).toEqual({ state: 'sent' });
    expect(login).toBe('bot/p@ssword');
  });

  test('no server, or one that says nothing: later', async () => {
    expect(await channel('smtp://127.0.0.1:1').send(MAIL)).toMatchObject({ state: 'retry', why: 'smtp-down' });
    const url = await server({ onConnect: () => {} });
    expect(await channel(url, { timeoutMs: 300 }).send(MAIL)).toMatchObject({ state: 'retry' });
  });
});

describe('to a folder', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'mails-'));
    open.push(() => rmSync(folder, { recursive: true, force: true }));
  });

  test('each mail is one file, for its owner alone; written twice it is still one', async () => {
    const mails = channel(null, { folder: join(folder, 'mail') });
    await mails.send(MAIL);
    await mails.send(MAIL);
    await mails.send({ ...MAIL, to: 'desk@fabrikam.com' });
    const names = readdirSync(join(folder, 'mail'));
    expect(names).toHaveLength(2);
    expect(names.every((name) => /^assigned-[0-9a-f]{32}\.eml$/.test(name))).toBe(true);
    for (const name of names) expect(statSync(join(folder, 'mail', name)).mode & 0o777).toBe(0o600);
    const to = names.map((name) => /^To: (.*)$/m.exec(readFileSync(join(folder, 'mail', name), 'utf8'))?.[1]);
    expect(to.sort()).toEqual(['ana@contoso.com', 'desk@fabrikam.com']);
  });
});

test('without a server mails wait', async () => {
  const mails = channel(null);
  expect(mails.configured).toBe(false);
  expect(await mails.send(MAIL)).toMatchObject({ state: 'retry', why: 'no-smtp' });
});
