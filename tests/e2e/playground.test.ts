import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { ensureBuilt } from '../support/bot';
import { describeInBrowser, launch, WITHOUT } from '../support/browser';
import { freePort } from '../support/listener';
import { actSaid, en } from '../support/wording';

const ROOT = join(__dirname, '..', '..');

jest.setTimeout(90_000);

describeInBrowser(`in Microsoft’s Agents Playground${WITHOUT}`, () => {
  let program: ChildProcess;
  let browser: Browser;
  let page: Page;
  let folder: string;

  beforeAll(async () => {
    ensureBuilt();
    folder = await mkdtemp(join(tmpdir(), 'playground-test-'));
    // The Playground can't choose a port by itself and say which.
    const port = await freePort();
    program = spawn(process.execPath, [join(ROOT, 'deployment', 'run', 'playground.mjs')], {
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        PORT: '0',
        DATA_DIR: folder,
        PLAYGROUND_PORT: port,
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    await new Promise<void>((ready, failed) => {
      let heard = '';
      program.stderr?.on('data', (piece: Buffer) => {
        heard += piece.toString('utf8');
        if (heard.includes('The Agents Playground is at')) ready();
      });
      program.once('exit', () => failed(new Error(`The Playground ended:\n${heard}`)));
    });
    browser = await launch();
    const context = await browser.newContext({ viewport: { width: 1400, height: 1000 } });
    context.setDefaultTimeout(20_000);
    await context.route(
      ({ hostname }) => hostname !== '127.0.0.1',
      (route) => route.abort(),
    );
    page = await context.newPage();
    await page.goto(`http://127.0.0.1:${port}/`);
    await page.locator('div[role=textbox]').last().waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    const ended = new Promise((done) => program?.once('exit', done));
    program?.kill('SIGTERM');
    await ended;
    await rm(folder, { recursive: true, force: true });
  });

  async function say(text: string): Promise<void> {
    await page.locator('div[role=textbox]').last().click();
    await page.keyboard.type(text);
    await page.getByRole('button', { name: 'Send Message' }).click();
  }
  const card = (words: string) => page.locator('.ac-adaptiveCard').filter({ hasText: words }).last();

  test('list, show, assign', async () => {
    await say('list');
    await card('1–10 of 14').getByText('Power BI Pro').waitFor();

    await say('show Visio Professional');
    await card('Diagrams and floor plans.').getByText(en.inUse(0, 2)).waitFor();

    await say('assign Visual Studio Enterprise to Maeve');
    const confirm = card('Assign Visual Studio Enterprise?');
    await confirm.getByText('maeve.obrien@nordlicht.example').waitFor();
    await confirm.getByRole('button', { name: 'Assign', exact: true }).click();
    await card(actSaid('done', 'assign', { benefit: 'Visual Studio Enterprise', who: 'Maeve O’Brien' })).waitFor();
  });
});
