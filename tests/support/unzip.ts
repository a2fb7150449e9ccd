import { fromBuffer } from 'yauzl';

/** The inflated entries of a zip file, such as a workbook. */
export function unzip(bytes: Buffer): Promise<{ name: string; text: string }[]> {
  return new Promise((done, failed) => {
    fromBuffer(bytes, { lazyEntries: true }, (error, zip) => {
      if (error || !zip) return failed(error);
      const entries: { name: string; text: string }[] = [];
      zip.on('error', failed);
      zip.on('end', () => done(entries));
      zip.on('entry', (entry) => {
        zip.openReadStream(entry, (fault, stream) => {
          if (fault || !stream) return failed(fault);
          const pieces: Buffer[] = [];
          stream.on('data', (piece: Buffer) => pieces.push(piece));
          stream.on('error', failed);
          stream.on('end', () => {
            entries.push({ name: entry.fileName, text: Buffer.concat(pieces).toString('utf8') });
            zip.readEntry();
          });
        });
      });
      zip.readEntry();
    });
  });
}
