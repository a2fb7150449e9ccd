import type { Readable } from 'node:stream';
import { type Entry, fromBufferPromise } from 'yauzl';
import { FREE_RATIO_BYTES, LARGEST_RATIO, type Limits } from './limits';
import type { Problem } from './problem';

export interface Archive {
  names: readonly string[];
  /** Null when there is no such file. Throws when it is damaged or larger than the directory says. */
  stream(name: string): Promise<Readable | null>;
  bytes(name: string): Promise<Buffer | null>;
}

/**
 * Opens a zip after looking at its directory alone: too many files, too much in all, or too much for its size is refused
 * before a byte is unpacked; a file that turns out larger than its directory entry says breaks off at that size.
 */
export async function openZip(
  bytes: Buffer,
  limits: Limits,
  damaged: 'not-a-zip' | 'not-a-workbook',
): Promise<Archive | Problem> {
  const entries = new Map<string, Entry>();
  let total = 0;
  let count = 0;
  try {
    const zip = await fromBufferPromise(bytes, { lazyEntries: true, autoClose: false, validateEntrySizes: true });
    for await (const entry of zip.eachEntry()) {
      count += 1;
      total += entry.uncompressedSize;
      if (
        count > limits.entries ||
        total > limits.inflated ||
        (total > FREE_RATIO_BYTES && total > LARGEST_RATIO * bytes.length)
      )
        return { is: 'inflates-too-much', limit: limits.inflated };
      if (entry.isEncrypted()) return damaged === 'not-a-workbook' ? { is: 'locked-workbook' } : { is: damaged };
      if (!entry.fileName.endsWith('/')) entries.set(entry.fileName, entry);
    }
    const stream = async (name: string): Promise<Readable | null> => {
      const entry = entries.get(name);
      return entry ? zip.openReadStreamPromise(entry) : null;
    };
    return {
      names: [...entries.keys()],
      stream,
      async bytes(name) {
        const source = await stream(name);
        if (source === null) return null;
        const parts: Buffer[] = [];
        for await (const part of source) parts.push(part as Buffer);
        return Buffer.concat(parts);
      },
    };
  } catch {
    return { is: damaged };
  }
}
