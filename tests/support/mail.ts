import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** One mail as it arrived: the envelope and what is in it. */
export interface ArrivedMail {
  /** Recipients of the envelope. */
  to: string[];
  from: string;
  raw: string;
  mail: ParsedMail;
}

export interface MailServer {
  /** For SMTP_URL. */
  readonly url: string;
  readonly mails: ArrivedMail[];
  /** Waits for a mail that fits, also one that is there already. */
  arrived(fits: (mail: ArrivedMail) => boolean): Promise<ArrivedMail>;
  /** Answers each following mail with this SMTP code (451 for now, 550 for good), until null. */
  refuse(code: number | null): void;
  close(): Promise<void>;
}

/** An SMTP server on loopback that keeps what it gets. */
export async function startMail(): Promise<MailServer> {
  const mails: ArrivedMail[] = [];
  const waiting = new Set<(mail: ArrivedMail) => void>();
  let refusal: number | null = null;

  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onRcptTo(_address, _session, done) {
      if (refusal === null) return done();
      const error = Object.assign(new Error('Not now'), { responseCode: refusal });
      return done(error);
    },
    onData(stream, session, done) {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => pieces.push(piece));
      stream.on('end', () => {
        const bytes = Buffer.concat(pieces);
        const from = session.envelope.mailFrom;
        simpleParser(bytes).then((mail) => {
          const arrived: ArrivedMail = {
            to: session.envelope.rcptTo.map((one) => one.address),
            from: from === false ? '' : from.address,
            raw: bytes.toString('utf8'),
            mail,
          };
          mails.push(arrived);
          for (const hear of waiting) hear(arrived);
          done();
        }, done);
      });
    },
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.server.address() as AddressInfo;

  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    arrived(fits) {
      const there = mails.find(fits);
      if (there) return Promise.resolve(there);
      return new Promise((found) => {
        const hear = (mail: ArrivedMail): void => {
          if (!fits(mail)) return;
          waiting.delete(hear);
          found(mail);
        };
        waiting.add(hear);
      });
    },
    refuse(code) {
      refusal = code;
    },
    close: () => new Promise((closed) => server.close(() => closed())),
  };
}
