import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, resolve } from 'node:path';
import axe from 'axe-core';
import type { Browser, Frame, Page } from 'playwright-core';

const ROOT = process.env.GALLERY_ROOT ?? resolve(__dirname, '../..');

/** The policy that the server sets on the pages; `self` may frame them here, as the local client does. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; font-src 'self'; frame-src 'self'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'";

/** Bundles a page as `npm run build` does. */
export function bundle(page: 'keys' | 'overview', into: string): void {
  execFileSync(
    join(ROOT, 'node_modules/.bin/esbuild'),
    [
      join(ROOT, 'web', page, 'main.ts'),
      '--bundle',
      '--minify',
      '--format=iife',
      '--target=es2022',
      `--outdir=${into}`,
      '--log-level=warning',
    ],
    { timeout: 60_000 },
  );
}

/** A client that frames a page and answers teams-js as Teams does. What it is like is in its own query. */
const HOST = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Client</title>
<style>html,body{margin:0;height:100%}iframe{display:block;width:100%;height:100%;border:0}</style>
<iframe id="framed" title="Page" allow="clipboard-read; clipboard-write"></iframe><script>
const q = new URLSearchParams(location.search), frame = document.getElementById('framed');
window.asked = []; window.clipboard = null;
addEventListener('message', async (e) => {
  const m = e.data; if (!m || !m.func) return; window.asked.push(m.func);
  const answer = (...args) => e.source.postMessage({ id: m.id, uuid: m.uuid, uuidAsString: m.uuidAsString, args }, e.origin);
  if (m.func === 'initialize') answer(q.get('at') ?? 'task', 'desktop', JSON.stringify({ apiVersion: 4, hostVersionsInfo: {}, isLegacyTeams: false, supports: { ...(q.has('dialogs') ? {} : { dialog: { url: {}, card: {} } }), pages: {}, ...(q.has('clipboard') ? { clipboard: {} } : {}) } }), '2.58.0');
  else if (m.func === 'getContext') answer({ userPrincipalName: 'ana@contoso.example', locale: q.get('locale') ?? 'en-us', frameContext: q.get('at') ?? 'task', theme: q.get('theme') ?? 'default', entityId: '' });
  else if (m.func === 'authentication.getAuthToken') { if (q.has('token')) answer(true, q.get('token')); else if (!q.has('silent')) answer(false, 'no sign-in here'); }
  else if (m.func === 'tasks.startTask') { window.dialog = m.args[0]; window.closeDialog = (...r) => answer(...r); }
});
window.setTheme = (t) => frame.contentWindow.postMessage({ func: 'themeChange', args: [t] }, location.origin);
frame.src = q.get('page');
</script></html>`;

export interface Asked {
  name: string;
  // biome-ignore lint/suspicious/noExplicitAny: what a page posts is looked at by the tests
  body: any;
  headers: IncomingHttpHeaders;
}
export type Answers = Record<string, (asked: Asked) => { status: number; body: unknown }>;

export interface Site {
  origin: string;
  asked: Asked[];
  answers: Answers;
  stop(): Promise<void>;
}

const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

/** The pages under their real addresses, their policy and an API whose answers a test sets. */
export async function startSite(answers: Answers, moreStyle = ''): Promise<Site> {
  const built = mkdtempSync(join(tmpdir(), 'benefits-web-'));
  bundle('keys', join(built, 'dialogs/keys'));
  bundle('overview', join(built, 'tabs/overview'));
  const index: Readonly<Record<string, string>> = { '/dialogs/keys/': 'web/keys', '/tabs/overview/': 'web/overview' };
  const asked: Asked[] = [];
  const site: Site = { origin: '', asked, answers, stop: async () => undefined };
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://here').pathname;
    const send = (status: number, type: string, body: string | Buffer, policy = POLICY): void => {
      response.writeHead(status, { 'content-type': `${type}; charset=utf-8`, 'content-security-policy': policy });
      response.end(body);
    };
    if (path === '/host') return send(200, 'text/html', HOST, "frame-src 'self'");
    if (path.startsWith('/api/')) {
      let text = '';
      for await (const part of request) text += String(part);
      const call: Asked = { name: path.slice(5), body: JSON.parse(text), headers: request.headers };
      asked.push(call);
      const answer = site.answers[call.name]?.(call) ?? { status: 404, body: { error: { code: 'none', message: '' } } };
      return send(answer.status, 'application/json', JSON.stringify(answer.body));
    }
    try {
      const folder = index[path];
      if (folder) return send(200, 'text/html', readFileSync(join(ROOT, folder, 'index.html')));
      const file = readFileSync(join(built, path));
      return send(200, TYPES[extname(path)] ?? 'text/plain', path.endsWith('.css') ? moreStyle + file : file);
    } catch {
      return send(404, 'text/plain', 'not here');
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  site.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  site.stop = async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
    rmSync(built, { recursive: true, force: true });
  };
  return site;
}

export interface Look {
  page: string;
  at?: 'task' | 'content';
  theme?: 'default' | 'dark' | 'contrast';
  locale?: string;
  token?: string;
  width?: number;
  height?: number;
  /** More of the client's query, such as `clipboard` or `silent`. */
  more?: Record<string, string>;
  /** The clock stands still at this moment. */
  now?: string;
}

export interface Opened {
  page: Page;
  frame: Frame;
  /** Errors of scripts and of the content-security policy. */
  errors: string[];
  close(): Promise<void>;
}

/** Opens a page inside the client, in a browser profile of its own. */
export async function openIn(browser: Browser, site: Site, look: Look): Promise<Opened> {
  const context = await browser.newContext({
    viewport: { width: look.width ?? 640, height: look.height ?? 640 },
    timezoneId: 'UTC',
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(12_000);
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: site.origin });
  // Nothing here may leave the machine.
  const errors: string[] = [];
  await context.route(
    (address) => address.origin !== site.origin,
    (route) => {
      errors.push(`asked for ${route.request().url()}`);
      return route.abort();
    },
  );
  const page = await context.newPage();
  if (look.now !== undefined) {
    await page.clock.install({ time: Date.parse(look.now) - 1000 });
    await page.clock.pauseAt(look.now);
  }
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  const query = new URLSearchParams({
    page: look.page,
    at: look.at ?? 'task',
    theme: look.theme ?? 'default',
    locale: look.locale ?? 'en-us',
    ...(look.token === undefined ? {} : { token: look.token }),
    ...look.more,
  });
  await page.goto(`${site.origin}/host?${query}`);
  const element = await page.waitForSelector('#framed');
  const frame = await element.contentFrame();
  if (!frame) throw new Error('The page is not framed.');
  return { page, frame, errors, close: () => context.close() };
}

/** What axe-core finds wrong on the framed page, a line each. Run from outside, as the page's policy lets no script in. */
export async function axeFindings(frame: Frame): Promise<string[]> {
  await frame.evaluate(axe.source);
  return frame.evaluate(async () => {
    const run = (window as unknown as { axe: typeof axe }).axe.run;
    const { violations } = await run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    return violations.flatMap((found) => found.nodes.map((node) => `${found.id}: ${node.html} ${node.failureSummary}`));
  });
}

export const widerThanWindow = (frame: Frame): Promise<boolean> =>
  frame.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);

/** Short words that the frame breaks in two lines, as in a column that is too narrow. */
export const brokenWords = (frame: Frame): Promise<string[]> =>
  frame.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found: string[] = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      for (const { index, 0: word } of (node.textContent ?? '').matchAll(
        /(?<![\p{L}\d@._-])[\p{L}\d]{2,12}(?![\p{L}\d@._-])/gu,
      )) {
        const range = document.createRange();
        range.setStart(node, index);
        range.setEnd(node, index + word.length);
        if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) found.push(word);
      }
    }
    return found;
  });
