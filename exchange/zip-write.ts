import { once } from 'node:events';
import { crc32, createDeflateRaw } from 'node:zlib';

export interface ZipPart {
  name: string;
  /** Text is written as UTF-8, piece by piece, so that a large sheet never stands in memory as a whole. */
  content: Buffer | string | Iterable<string> | AsyncIterable<string>;
}

/** DOS time of 1980-01-01: the same content gives the same file. */
const DATE = 0x0021;
const UTF8_NAMES = 0x0800;
const DEFLATE = 8;

/** A zip file of these parts (APPNOTE 6.3, without zip64: below 4 GB and 65,535 parts). */
export async function writeZip(parts: Iterable<ZipPart> | AsyncIterable<ZipPart>): Promise<Buffer> {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for await (const { name, content } of parts) {
    const title = Buffer.from(name, 'utf8');
    const { packed, size, checksum } = await pack(content);
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(UTF8_NAMES, 2);
    shared.writeUInt16LE(DEFLATE, 4);
    shared.writeUInt16LE(DATE, 8);
    shared.writeUInt32LE(checksum, 10);
    shared.writeUInt32LE(packed.length, 14);
    shared.writeUInt32LE(size, 18);
    shared.writeUInt16LE(title.length, 22);
    files.push(Buffer.from('PK\x03\x04', 'latin1'), shared, title, packed);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), shared, rest, title);
    offset += 30 + title.length + packed.length;
  }
  const index = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(directory.length / 4, 8);
  end.writeUInt16LE(directory.length / 4, 10);
  end.writeUInt32LE(index.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, index, end]);
}

/** Bytes that are handed to the compressor at once. */
const PIECE = 65_536;

async function pack(content: ZipPart['content']): Promise<{ packed: Buffer; size: number; checksum: number }> {
  const deflate = createDeflateRaw();
  const packed: Buffer[] = [];
  deflate.on('data', (piece: Buffer) => packed.push(piece));
  let size = 0;
  let checksum = 0;
  const feed = async (bytes: Buffer): Promise<void> => {
    size += bytes.length;
    checksum = crc32(bytes, checksum);
    if (!deflate.write(bytes)) await once(deflate, 'drain');
  };
  if (Buffer.isBuffer(content)) await feed(content);
  else {
    let waiting = '';
    for await (const text of typeof content === 'string' ? [content] : content) {
      waiting += text;
      if (waiting.length < PIECE) continue;
      await feed(Buffer.from(waiting, 'utf8'));
      waiting = '';
    }
    await feed(Buffer.from(waiting, 'utf8'));
  }
  const ended = once(deflate, 'end');
  deflate.end();
  await ended;
  return { packed: Buffer.concat(packed), size, checksum };
}
