import { createHash } from 'node:crypto';
import { mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { NodemailerError, SendMailOptions } from 'nodemailer';
import type { Locale } from '../benefits/command';
import { canonicalEmail } from '../benefits/email';
import type { Clock } from '../benefits/ports';
import type { Log, Outcome } from './outcome';
import { type Schedule, within } from './schedule';

/** One mail to one address. */
export interface Mail {
  /** With the address it gives the Message-ID, so that duplicates can be recognized. */
  notice: string;
  kind: string;
  to: string;
  locale: Locale;
  subject: string;
  text: string;
  html: string;
}

export interface EmailChannel {
  send(mail: Mail): Promise<Outcome>;
  /** False if mails wait because no server is set. */
  readonly configured: boolean;
  close(): void;
}

export interface EmailOptions {
  /** `smtp://` or `smtps://`, with credentials if needed. */
  smtpUrl: string | null;
  from: string;
  /** Without a server: a folder for `.eml` files (local mode), or null: mails wait. */
  folder: string | null;
  clock: Clock;
  schedule: Schedule;
  log: Log;
  timeoutMs?: number;
}

/** Loaded lazily to keep startup fast. */
const nodemailer = () => require('nodemailer') as typeof import('nodemailer');

const TIMEOUT_MS = 30_000;
const CONNECTIONS = 3;

export function createEmailChannel(options: EmailOptions): EmailChannel {
  const { smtpUrl, folder, clock, log } = options;
  if (smtpUrl !== null) return smtpChannel(smtpUrl, options);
  if (folder !== null) return folderChannel(folder, options);
  return {
    configured: false,
    close() {},
    send(mail) {
      log.debug({ notice: mail.notice, at: clock.now() }, 'a mail waits: no SMTP server is set');
      return Promise.resolve({ state: 'retry', why: 'no-smtp', afterMs: NO_SMTP_MS });
    },
  };
}

/** Only a restart with other settings changes that. */
const NO_SMTP_MS = 10 * 60_000;

function smtpChannel(
  smtpUrl: string,
  { from, clock, schedule, log, timeoutMs = TIMEOUT_MS }: EmailOptions,
): EmailChannel {
  const transport = nodemailer().createTransport({
    ...serverOf(smtpUrl),
    pool: true,
    maxConnections: CONNECTIONS,
    // A broken connection may have delivered: the dispatcher decides about retries.
    maxRequeues: 0,
    connectionTimeout: timeoutMs / 3,
    greetingTimeout: timeoutMs / 3,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs / 3,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  // Each mail reports its own errors; a broken idle connection doesn't matter.
  transport.on('error', (error: NodemailerError) =>
    log.debug({ code: error.code }, 'a connection to the mail server broke'),
  );
  return {
    configured: true,
    close: () => transport.close(),
    async send(mail) {
      const message = messageOf(mail, from, clock.now());
      if (!message) return { state: 'failed', why: 'address' };
      const abort = new AbortController();
      try {
        return await within<Outcome>(
          schedule,
          timeoutMs,
          transport.sendMail({ ...message, signal: abort.signal }).then(() => ({ state: 'sent' })),
          () => {
            abort.abort();
            return { state: 'retry', why: 'smtp-timeout', afterMs: null };
          },
        );
      } catch (error) {
        return smtpOutcome(error, log);
      }
    },
  };
}

export function serverOf(smtpUrl: string) {
  const url = new URL(smtpUrl);
  const secure = url.protocol === 'smtps:';
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (secure ? 465 : 587),
    secure,
    requireTLS: url.searchParams.get('requireTLS') === 'true',
    ignoreTLS: url.searchParams.get('ignoreTLS') === 'true',
    ...(url.username
      ? { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }
      : {}),
  };
}

/**
 * Permanent errors (RFC 5321 4.2.1: 5yz) about the address or the mail are final. Errors about credentials, sender or
 * encryption must be fixed by the operator; until then the mail waits.
 */
function smtpOutcome(error: unknown, log: Log): Outcome {
  if (typeof error !== 'object' || error === null || !('code' in error)) throw error;
  const { code, command, responseCode } = error as NodemailerError;
  log.debug({ code, command, responseCode }, 'the mail server did not take a mail');
  const permanent = typeof responseCode === 'number' && responseCode >= 500;
  if (code === 'EENVELOPE' && command === 'RCPT TO' && permanent) return { state: 'failed', why: 'mailbox' };
  if (code === 'EMESSAGE' && permanent) return { state: 'failed', why: 'mail-refused' };
  if (code === 'EAUTH' || code === 'ENOAUTH' || code === 'EOAUTH2')
    return { state: 'retry', why: 'smtp-login', afterMs: null };
  if (permanent) return { state: 'retry', why: 'smtp-sender', afterMs: null };
  return { state: 'retry', why: responseCode ? 'smtp-busy' : 'smtp-down', afterMs: null };
}

/** Writes each mail to a file atomically. The name derives from notice and address, so a repeat overwrites it. */
function folderChannel(folder: string, { from, clock }: EmailOptions): EmailChannel {
  const made = () => nodemailer().createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  let composer: ReturnType<typeof made> | null = null;
  return {
    configured: true,
    close() {},
    async send(mail) {
      const message = messageOf(mail, from, clock.now());
      if (!message) return { state: 'failed', why: 'address' };
      composer ??= made();
      const { message: bytes } = await composer.sendMail(message);
      if (!Buffer.isBuffer(bytes)) throw new Error('A mail was not composed in one piece');
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const name = `${mail.kind}-${idOf(mail)}.eml`;
      const draft = join(folder, `.${name}.${process.pid}.part`);
      const file = await open(draft, 'w', 0o600);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(draft, join(folder, name));
      return { state: 'sent' };
    },
  };
}

const idOf = ({ notice, to }: Mail): string =>
  createHash('sha256').update(`${notice}\n${to}`).digest('hex').slice(0, 32);

/** Null if the address is invalid. Header values are single lines; the envelope has one recipient. */
function messageOf(mail: Mail, from: string, date: Date): SendMailOptions | null {
  const to = canonicalEmail(mail.to);
  if (to === null) return null;
  const domain = /@([a-z0-9.-]+)/i.exec(from)?.[1] ?? 'localhost';
  return {
    from,
    to: { name: '', address: to },
    subject: oneLine(mail.subject),
    text: mail.text,
    html: mail.html,
    date,
    messageId: `<${idOf(mail)}@${domain}>`,
    headers: {
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      'Content-Language': mail.locale,
    },
  };
}

const oneLine = (text: string): string => text.replace(/\p{Cc}+/gu, ' ').trim();
