import { writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/** Writes a file that the operator named. Fails with what is in the way, and how to mend it. */
export async function writeNamed(
  path: string,
  content: string | Buffer | AsyncIterable<string>,
  mode?: number,
): Promise<void> {
  try {
    await writeFile(path, content, mode === undefined ? {} : { mode });
  } catch (error) {
    throw new Error(`${path} can't be written: ${inTheWay(path, error as NodeJS.ErrnoException)}`, { cause: error });
  }
}

function inTheWay(path: string, { code, message }: NodeJS.ErrnoException): string {
  const folder = dirname(resolve(path));
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return `there is no folder ${folder}. Make it first, or give another path.`;
    case 'EISDIR':
      return 'that is a folder. Give the name of a file.';
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `this account may not write to ${folder}. Give another path.`;
    case 'ENOSPC':
      return 'the disk is full.';
    default:
      return message;
  }
}
