import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { PNG } from 'pngjs';
import type { Locale } from '../../benefits/command';
import { mail, render, type TextReply, type View } from '../../cards';
import { type Flavour, samples, TODAY } from '../cards/samples';

export const ROOT = process.env.GALLERY_ROOT ?? resolve(__dirname, '../..');
const TOGETHER = 8;
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';

export interface Look {
  theme: 'light' | 'dark' | 'contrast';
  width: 320 | 800;
  locale: Locale;
  flavour: Flavour;
}

/** The four that are kept of each card. */
export const KEPT: Readonly<Record<string, Look>> = {
  'light-wide-en': { theme: 'light', width: 800, locale: 'en', flavour: 'usual' },
  'dark-narrow-fr': { theme: 'dark', width: 320, locale: 'fr', flavour: 'usual' },
  contrast: { theme: 'contrast', width: 320, locale: 'en', flavour: 'usual' },
  longest: { theme: 'light', width: 320, locale: 'fr', flavour: 'longest' },
};

/** Cards with the second row open. */
const OPENED: Readonly<Record<string, string>> = { 'list-open': 'list', 'assignments-open': 'assignments' };

/** Notices that are sent by mail, too; a changed request only changes its card. */
const mailed = (): string[] =>
  Object.keys(samples('usual')).filter((name) => name.startsWith('notice-') && name !== 'notice-request-changed');

/** Cards, cards with an open row, and the notices as mails (`mail-assigned`). */
export const names = (): string[] => [
  ...Object.keys(samples('usual')),
  ...Object.keys(OPENED),
  ...mailed().map((name) => name.replace('notice-', 'mail-')),
];

const cardOf = (name: string, { locale, flavour }: Look): unknown => {
  const view: View | undefined = samples(flavour)[OPENED[name] ?? name.replace(/^mail-/, 'notice-')];
  const options = { locale, today: TODAY, refreshFor: [] };
  if (view?.kind === 'notice' && name.startsWith('mail-')) return mail(view, options).html;
  if (!view || view.kind === 'text') throw new Error(`There is no card ${name}`);
  const shown: Exclude<View, TextReply> = view;
  return render(shown, options);
};

export interface Gallery {
  page: Page;
  /** Pictures of several cards, taken at once. */
  pictures(names: readonly string[], look: Look): Promise<{ name: string; png: PNG }[]>;
  show(names: readonly string[], look: Look): Promise<void>;
  close(): Promise<void>;
}

/** What pictures depend on beside the cards: where it differs, they can't be compared. Null: no browser. */
export function machine(): { browser: string; fonts: string[] } | null {
  if (!existsSync(CHROMIUM)) return null;
  const said = (command: string, args: string[]): string => {
    try {
      return execFileSync(command, args, {
        encoding: 'utf8',
        timeout: 20_000,
        stdio: ['ignore', 'pipe', 'ignore'],
      }).trim();
    } catch {
      return '';
    }
  };
  const browser = /\d+/.exec(said(CHROMIUM, ['--version']))?.[0] ?? '';
  return {
    browser,
    fonts: ['Liberation Sans', 'monospace', 'Noto Sans CJK SC'].map((font) => said('fc-match', [font])),
  };
}

/** Teams' own font is not free: one of the same widths stands in for it. */
const FONT = `@font-face { font-family: 'Segoe UI'; src: local('Liberation Sans'), local('Arial'); }
@font-face { font-family: 'Segoe UI'; font-weight: 600; src: local('Liberation Sans Bold'), local('Arial Bold'); }`;

export async function openGallery(): Promise<Gallery> {
  const folder = mkdtempSync(join(tmpdir(), 'gallery-'));
  let browser: Browser | undefined;
  try {
    const script = join(folder, 'page.js');
    execFileSync(
      join(ROOT, 'node_modules/.bin/esbuild'),
      [
        join(ROOT, 'tests/gallery/page.ts'),
        '--bundle',
        '--format=iife',
        '--target=es2022',
        `--outfile=${script}`,
        '--log-level=warning',
      ],
      { timeout: 60_000 },
    );
    const style = readFileSync(join(folder, 'page.css'), 'utf8');
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: ['--no-sandbox', '--disable-background-networking', '--font-render-hinting=none', '--disable-lcd-text'],
      timeout: 30_000,
    });
    const page = await browser.newPage({ timezoneId: 'UTC', reducedMotion: 'reduce', locale: 'en-GB' });
    page.setDefaultTimeout(20_000);
    await page.setContent(
      `<!doctype html><html lang="en"><meta charset="utf-8"><title>Card</title><style>${style}\n${FONT}
      html, body { height: auto; } body { display: block; margin: 0; background: var(--sunken); }
      main { display: block; overflow: visible; padding: 12px; }</style><body></body></html>`,
    );
    await page.addScriptTag({ path: script });
    const opened = browser;
    const show: Gallery['show'] = async (shown, look) => {
      await page.setViewportSize({ width: look.width, height: 600 });
      await page.emulateMedia({ colorScheme: look.theme === 'light' ? 'light' : 'dark' });
      await page.evaluate(([cards, theme, locale]) => window.draw(cards, theme, locale), [
        shown.map((name) => cardOf(name, look)),
        look.theme,
        look.locale,
      ] as const);
      for (const [n, name] of shown.entries())
        if (OPENED[name])
          await page.locator('main').nth(n).getByRole('button').and(page.locator('.ac-columnSet')).nth(1).click();
      await page.waitForFunction(() =>
        Array.from(document.querySelectorAll('iframe')).every((frame) => frame.dataset.loaded === 'true'),
      );
      await page.evaluate(() => window.scrollTo(0, 0));
      await page.evaluate(() =>
        Promise.all(Array.from(document.images, (image) => image.decode().catch(() => undefined))),
      );
    };
    return {
      page,
      show,
      async pictures(shown, look) {
        const pictures: { name: string; png: PNG }[] = [];
        // A screenshot can't be taller than a texture.
        for (let from = 0; from < shown.length; from += TOGETHER) {
          const some = shown.slice(from, from + TOGETHER);
          await show(some, look);
          // Each begins at a whole pixel: its picture does not depend on the heights of those above it.
          const edges = await page.$$eval('main', (all) =>
            all.map((one) => {
              one.style.height = `${Math.ceil(one.getBoundingClientRect().height)}px`;
              const { top, bottom } = one.getBoundingClientRect();
              return [top, bottom] as const;
            }),
          );
          const whole = PNG.sync.read(await page.screenshot({ fullPage: true, animations: 'disabled', caret: 'hide' }));
          some.forEach((name, n) => {
            const [top, bottom] = edges[n] ?? [0, 0];
            const png = new PNG({ width: whole.width, height: Math.min(bottom, whole.height) - top });
            PNG.bitblt(whole, png, 0, top, png.width, png.height, 0, 0);
            pictures.push({ name, png });
          });
        }
        return pictures;
      },
      async close() {
        await opened.close();
        rmSync(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}
