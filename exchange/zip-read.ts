import type { Readable } from 'node:stream';
import { type Entry, fromBufferPromise } from 'yauzl';
import { FREE_RATIO_BYTES, LARGEST_RATIO, LimitPassed, type Limits } from './limits';
import type { Problem } from './row-error';

export interface Archive {
  names: readonly string[];
  /** Null if there is no such file. Throws if it is damaged, and `LimitPassed` before expanding too much. */
  stream(name: string): Promise<Readable | null>;
  bytes(name: string): Promise<Buffer | null>;
}

/**
 * Opens a zip. Too many files, or an implausible compression ratio in its directory, are refused before anything is
 * expanded. Only requested files are expanded, and only up to the size that the directory states.
 */
export async function openZip(
  bytes: Buffer,
  limits: Limits,
  damaged: 'not-a-zip' | 'not-a-workbook',
): Promise<Archive | Problem> {
  const entries = new Map<string, Entry>();
  let total = 0;
  let count = 0;
  let asked = 0;
  try {
    const zip = await fromBufferPromise(bytes, { lazyEntries: true, autoClose: false, validateEntrySizes: true });
    for await (const entry of zip.eachEntry()) {
      count += 1;
      total += entry.uncompressedSize;
      if (count > limits.entries || (total > FREE_RATIO_BYTES && total > LARGEST_RATIO * bytes.length))
        return { is: 'inflates-too-much', limit: limits.inflated };
      if (entry.isEncrypted()) return damaged === 'not-a-workbook' ? { is: 'locked-workbook' } : { is: damaged };
      if (!entry.fileName.endsWith('/')) entries.set(entry.fileName, entry);
    }
    const stream = async (name: string): Promise<Readable | null> => {
      const entry = entries.get(name);
      if (!entry) return null;
      asked += entry.uncompressedSize;
      if (asked > limits.inflated) throw new LimitPassed({ is: 'inflates-too-much', limit: limits.inflated });
      return zip.openReadStreamPromise(entry);
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

/** The problem behind an error thrown while reading. */
export const readProblem = (error: unknown, damaged: 'not-a-zip' | 'not-a-workbook'): Problem =>
  error instanceof LimitPassed ? error.problem : { is: damaged };
