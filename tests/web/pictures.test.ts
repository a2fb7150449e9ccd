import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { KEPT, machine, ROOT } from '../gallery/pictures';
import { launch } from '../support/browser';
import { openPageGallery, type PageGallery, pageNames } from './pictures';

const KEPT_IN = join(ROOT, 'docs/gallery');
const madeWith = join(KEPT_IN, 'made-with.json');
const here = machine();
const comparable =
  here !== null &&
  existsSync(madeWith) &&
  JSON.stringify(here) === JSON.stringify(JSON.parse(readFileSync(madeWith, 'utf8')));

/** Part of the pixels that may differ: letters are smoothed a little differently from machine to machine. */
const TOLERANCE = 0.01;

const why = comparable ? '' : ' (skipped: other fonts or another browser than the pictures were made with)';

(comparable ? describe : describe.skip)(`pages in docs/gallery${why}`, () => {
  let browser: Browser;
  let gallery: PageGallery;
  beforeAll(async () => {
    browser = await launch();
    gallery = await openPageGallery(browser);
  }, 60_000);
  afterAll(async () => {
    await gallery?.close();
    await browser?.close();
  });

  test('tells two pictures apart', async () => {
    const kept = (how: string): Buffer => readFileSync(join(KEPT_IN, `page-keys.${how}.png`));
    const { off, of } = await gallery.difference(kept('dark-narrow-fr'), kept('contrast'));
    expect(off).toBeGreaterThan(0.1 * of);
    expect((await gallery.difference(kept('contrast'), kept('contrast'))).off).toBe(0);
  });

  test.each(pageNames())(
    '%s looks as it is kept',
    async (name) => {
      for (const [how, look] of Object.entries(KEPT)) {
        const file = join(KEPT_IN, `${name}.${how}.png`);
        // None: npm run gallery -- --keep --only <name>
        expect(existsSync(file) ? file : `no picture ${name}.${how}`).toBe(file);
        const { off, of } = await gallery.difference(readFileSync(file), await gallery.shot(name, look));
        expect(off > TOLERANCE * of ? `${name}.${how}: ${off} of ${of} pixels differ` : 'alike').toBe('alike');
      }
    },
    120_000,
  );
});
