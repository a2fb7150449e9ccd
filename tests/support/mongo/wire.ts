import { BSON } from 'mongodb';

/** Messages of MongoDB's wire protocol, as far as the proxies need them. */

export const OP_MSG = 2013;
const OP_QUERY = 2004;
const OP_REPLY = 1;
const EXHAUST_ALLOWED = 0x1_0000;
export const MORE_TO_COME = 2;

export interface Command {
  id: number;
  op: number;
  /** The driver accepts several replies. */
  exhaust: boolean;
  document: Record<string, unknown>;
}

/** Calls back for each whole message of a stream. */
export function messages(each: (message: Buffer) => void): (data: Buffer) => void {
  let buffer: Buffer = Buffer.alloc(0);
  return (data) => {
    buffer = buffer.length > 0 ? Buffer.concat([buffer, data]) : data;
    while (buffer.length >= 4) {
      const length = buffer.readInt32LE(0);
      if (buffer.length < length) return;
      each(Buffer.from(buffer.subarray(0, length)));
      buffer = buffer.subarray(length);
    }
  };
}

/** The main document of a message; document sequences are left out. */
export function parse(message: Buffer): Command {
  const [id, op] = [message.readInt32LE(4), message.readInt32LE(12)];
  const documentAt = (at: number) => BSON.deserialize(message.subarray(at, at + message.readInt32LE(at)));
  if (op === OP_QUERY) {
    const afterName = message.indexOf(0, 20) + 1;
    return { id, op, exhaust: false, document: documentAt(afterName + 8) };
  }
  let at = 20;
  while (op === OP_MSG && at < message.length) {
    const isMain = message[at] === 0;
    at += 1;
    if (isMain) return { id, op, exhaust: (message.readInt32LE(16) & EXHAUST_ALLOWED) !== 0, document: documentAt(at) };
    at += message.readInt32LE(at);
  }
  return { id, op, exhaust: false, document: {} };
}

export function reply(
  to: Pick<Command, 'id' | 'op'>,
  id: number,
  document: Record<string, unknown>,
  flags = 0,
): Buffer {
  const body = Buffer.from(BSON.serialize(document, { ignoreUndefined: true }));
  const isOld = to.op === OP_QUERY;
  const head = Buffer.alloc(isOld ? 36 : 21);
  head.writeInt32LE(head.length + body.length, 0);
  head.writeInt32LE(id, 4);
  head.writeInt32LE(to.id, 8);
  head.writeInt32LE(isOld ? OP_REPLY : OP_MSG, 12);
  if (isOld) {
    head.writeInt32LE(8, 16);
    head.writeInt32LE(1, 32);
  } else head.writeInt32LE(flags, 16);
  return Buffer.concat([head, body]);
}

export const replyTo = (message: Buffer): number => message.readInt32LE(8);
