import { existsSync } from 'node:fs';
import {
  type Browser,
  type BrowserContext,
  chromium,
  type FrameLocator,
  type Locator,
  type Page,
} from 'playwright-core';

export const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

/** Browser tests are named so that a machine without Chromium says why it left them out. */
export const describeInBrowser = existsSync(CHROMIUM) || process.env.CI ? describe : describe.skip;
export const WITHOUT = existsSync(CHROMIUM) ? '' : ` (no Chromium at ${CHROMIUM})`;

export const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-gpu'],
  });

/** The local Teams client in one browser window, as one person at a time. */
export interface TeamsWindow {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the page's console and its scripts complained of. */
  readonly complaints: string[];
  /** The message box. */
  readonly box: Locator;
  /** All messages of the open chat. */
  readonly log: Locator;
  /** The newest message of the open chat. */
  readonly last: Locator;
  /** The open dialog and the page in it. */
  readonly dialog: Locator;
  readonly dialogPage: FrameLocator;
  /** The notifications about what other people got. */
  readonly toasts: Locator;
  say(text: string): Promise<void>;
  /** Says something and waits for the bot's answer to it. */
  ask(text: string): Promise<Locator>;
  /** The newest card with this text in it. */
  card(text: string | RegExp): Locator;
  /** Becomes another person, by the menu at the top. */
  be(name: string): Promise<void>;
  /** Opens the chat with the bot or the group. */
  open(chat: string | RegExp): Promise<void>;
  /** Waits until the open chat's messages are there. */
  loaded(): Promise<void>;
  clipboard(): Promise<string>;
  close(): Promise<void>;
}

export interface WindowOptions {
  as?: string;
  width?: number;
  height?: number;
  theme?: 'light' | 'dark' | 'contrast';
}

/** Opens the local client of a running bot; nothing but that server is reached. */
export async function openTeams(browser: Browser, url: string, options: WindowOptions = {}): Promise<TeamsWindow> {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1200, height: options.height ?? 900 },
    permissions: ['clipboard-read', 'clipboard-write'],
    locale: 'en-GB',
  });
  context.setDefaultTimeout(15_000);
  const { host } = new URL(url);
  await context.route(
    (address) => address.host !== host,
    (route) => route.abort(),
  );
  const { theme } = options;
  if (theme) await context.addInitScript((name) => localStorage.setItem('theme', name), theme);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.goto(`${url}/local/${options.as ? `#as=${encodeURIComponent(options.as)}` : ''}`);
  const log = page.getByRole('log');
  const loaded = (): Promise<void> => page.locator('[role=log]:not([aria-busy])').waitFor();
  /** The bot's hello, or what it wrote earlier. */
  const greeted = (): Promise<void> => log.locator('.message').first().waitFor();
  await loaded();
  await greeted();
  const box = page.getByRole('textbox', { name: 'Message', exact: true });
  const dialog = page.getByRole('dialog');
  return {
    page,
    context,
    complaints,
    box,
    log,
    last: log.locator('.message').last(),
    dialog,
    dialogPage: dialog.frameLocator('iframe'),
    toasts: page.locator('.toasts'),
    loaded,
    async say(text) {
      await box.fill(text);
      await box.press('Enter');
    },
    async ask(text) {
      const mine = log.locator('.message.mine');
      const before = await mine.count();
      await box.fill(text);
      await box.press('Enter');
      const asked = await mine.nth(before).getAttribute('data-id');
      const answer = log.locator(`[data-reply-to="${asked}"]`).first();
      await answer.waitFor();
      return log.locator(`[data-id="${await answer.getAttribute('data-id')}"]`);
    },
    card: (text) => log.locator('.card').filter({ hasText: text }).last(),
    async be(name) {
      await page.locator('.who').click();
      await page.getByRole('menuitemradio', { name: new RegExp(`^${name}`) }).click();
      await page.locator('.who').filter({ hasText: name }).waitFor();
      await loaded();
      await greeted();
    },
    async open(chat) {
      await page.locator('nav.chats').getByRole('button', { name: chat }).click();
      await page
        .locator('nav.chats')
        .getByRole('button', { name: chat })
        .and(page.locator('[aria-current=true]'))
        .waitFor();
      await loaded();
    },
    clipboard: () => page.evaluate(() => navigator.clipboard.readText()),
    close: () => context.close(),
  };
}
