import type { Activity } from './activity';

/**
 * A file dropped into the personal chat: Teams sends a link that needs no further permission. Only links to Microsoft 365's
 * file stores are followed, and no redirects.
 */

const LARGEST = 6_000_000;
const PATIENCE_MS = 20_000;
const DOWNLOAD_INFO = 'application/vnd.microsoft.teams.file.download.info';
const FILE_STORES = [
  /\.sharepoint\.com$/,
  /\.sharepoint\.us$/,
  /\.sharepoint-mil\.us$/,
  /\.sharepoint\.de$/,
  /\.sharepoint\.cn$/,
  /(^|\.)1drv\.com$/,
  /(^|\.)onedrive\.com$/,
];

export interface FileLink {
  name: string;
  url: string;
}

export function fileIn(activity: Activity): FileLink | null {
  for (const attachment of (activity.attachments ?? []).slice(0, 5)) {
    if (attachment.contentType !== DOWNLOAD_INFO) continue;
    const { downloadUrl } = (attachment.content ?? {}) as { downloadUrl?: unknown };
    if (typeof downloadUrl === 'string')
      return { name: String(attachment.name ?? 'file').slice(0, 1_000), url: downloadUrl };
  }
  return null;
}

export interface DroppedFile {
  name: string;
  bytes: Buffer;
}

type Unreadable = { why: 'size' | 'type' | 'address' | 'download' };

export async function fetchFile(
  { name, url }: FileLink,
  settings: { local: boolean },
): Promise<DroppedFile | Unreadable> {
  if (!/\.(xlsx|xlsm|zip|csv)$/i.test(name)) return { why: 'type' };
  if (!allowed(url, settings)) return { why: 'address' };
  try {
    const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(PATIENCE_MS) });
    if (!response.ok || !response.body) return { why: 'download' };
    const parts: Uint8Array[] = [];
    let size = 0;
    for await (const part of response.body as unknown as AsyncIterable<Uint8Array>) {
      size += part.length;
      if (size > LARGEST) return { why: 'size' };
      parts.push(part);
    }
    return { name, bytes: Buffer.concat(parts) };
  } catch {
    return { why: 'download' };
  }
}

/** Production: https to a file store of Microsoft 365. Local mode: this machine only. */
function allowed(address: string, settings: { local: boolean }): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, username } = new URL(address);
  if (username !== '') return false;
  if (settings.local) return protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
  return protocol === 'https:' && FILE_STORES.some((store) => store.test(hostname));
}
