import type { IncomingMessage } from 'node:http';
import { isLoopback } from '../../settings';

/**
 * The client's address: the connection's, or, behind `hops` trusted proxies, what the outermost of them wrote into
 * X-Forwarded-For. Each proxy appends its caller's address, so only the last `hops` entries can be trusted.
 */
export function clientAddress(request: IncomingMessage, hops: number): string {
  const peer = (request.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  if (hops === 0) return peer;
  const header = request.headers['x-forwarded-for'];
  const entries = (Array.isArray(header) ? header.join(',') : (header ?? '')).split(',').map((each) => each.trim());
  const entry = entries[Math.max(0, entries.length - hops)] ?? '';
  return withoutPort(entry).slice(0, 64) || peer;
}

/** Some proxies write `203.0.113.7:51234` or `[2001:db8::1]:51234`. */
function withoutPort(entry: string): string {
  if (entry.startsWith('[')) return entry.slice(1).split(']')[0] ?? '';
  const [host = '', ...more] = entry.split(':');
  return more.length === 1 ? host : entry;
}

/** True for direct loopback connections (no proxy headers). */
export function fromLoopback(request: IncomingMessage): boolean {
  const address = (request.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  return isLoopback(address) && !request.headers['x-forwarded-for'] && !request.headers.forwarded;
}

/**
 * Local mode serves programs on this machine, not web pages open in its browser: Host must be a loopback name (a page that
 * was rebound to 127.0.0.1 sends its own), and Origin, if present, this server.
 */
export function foreign(request: IncomingMessage): boolean {
  const host = request.headers.host ?? '';
  const url = URL.canParse(`http://${host}/`) ? new URL(`http://${host}/`) : null;
  if (url?.pathname !== '/' || !isLoopback(url.hostname)) return true;
  const origin = request.headers.origin;
  return origin !== undefined && origin !== `http://${host}`;
}
