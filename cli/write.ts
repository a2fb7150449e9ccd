import { open, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/** Writes a file, whole or not at all; the error message says what is wrong and what to do. */
export async function writeNamed(
  path: string,
  content: string | Buffer | AsyncIterable<string>,
  mode?: number,
): Promise<void> {
  const draft = `${path}.part-${process.pid}`;
  try {
    const file = await open(draft, 'w', mode);
    try {
      await writeFile(file, content);
      await file.sync();
      await rename(draft, path);
    } finally {
      await file.close();
      await rm(draft, { force: true });
    }
  } catch (error) {
    throw new Error(`${path} can’t be written: ${reason(path, error as NodeJS.ErrnoException)}`, { cause: error });
  }
}

function reason(path: string, { code, message }: NodeJS.ErrnoException): string {
  const folder = dirname(resolve(path));
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return `there is no folder ${folder}. Create it, or use another path.`;
    case 'EISDIR':
      return 'that is a folder. Use a file name.';
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `no permission to write to ${folder}. Use another path.`;
    case 'ENOSPC':
      return 'the disk is full.';
    default:
      return message;
  }
}
