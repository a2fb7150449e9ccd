import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

/** Stored without compression: the same files give the same bytes. */
export function zip(files) {
  const archive = new ZipFile();
  const mtime = new Date(1980, 0, 1);
  for (const [name, content] of Object.entries(files))
    archive.addBuffer(Buffer.from(content), name, { compress: false, forceDosTimestamp: true, mtime });
  archive.end();
  return buffer(archive.outputStream);
}
