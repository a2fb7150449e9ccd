import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

export interface ZipPart {
  name: string;
  /** Text is written as UTF-8, piece by piece, so that a large sheet is never in memory at once. */
  content: Buffer | string | Iterable<string> | AsyncIterable<string>;
}

/** A fixed date: the same content gives the same file. */
const OPTIONS = { mtime: new Date(1980, 0, 1), forceDosTimestamp: true };
/** Characters handed to the compressor at once. */
const PIECE = 65_536;

export function writeZip(parts: Iterable<ZipPart>): Promise<Buffer> {
  const zip = new ZipFile();
  const failed = new Promise<never>((_, reject) => {
    zip.on('error', reject);
    for (const { name, content } of parts) {
      if (Buffer.isBuffer(content)) zip.addBuffer(content, name, OPTIONS);
      else
        zip.addReadStreamLazy(name, OPTIONS, (give) => {
          const text = typeof content === 'string' ? [content] : content;
          give(null, Readable.from(inPieces(text), { objectMode: false }).on('error', reject));
        });
    }
  });
  zip.end();
  return Promise.race([buffer(zip.outputStream), failed]);
}

async function* inPieces(texts: Iterable<string> | AsyncIterable<string>): AsyncGenerator<Buffer> {
  let waiting = '';
  for await (const text of texts) {
    waiting += text;
    if (waiting.length < PIECE) continue;
    yield Buffer.from(waiting, 'utf8');
    waiting = '';
  }
  yield Buffer.from(waiting, 'utf8');
}
