import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';
import { type Gallery, KEPT, machine, names, openGallery, ROOT } from './pictures';

const KEPT_IN = join(ROOT, 'docs/gallery');
const here = machine();
const madeWith: unknown = existsSync(join(KEPT_IN, 'made-with.json'))
  ? JSON.parse(readFileSync(join(KEPT_IN, 'made-with.json'), 'utf8'))
  : null;
const comparable = here !== null && JSON.stringify(here) === JSON.stringify(madeWith);

/** Part of the pixels that may differ: letters are smoothed a little differently from machine to machine. */
const TOLERANCE = 0.01;

jest.setTimeout(600_000);

const withBrowser = here === null ? describe.skip : describe;
const withSameFonts = comparable ? test : test.skip;

withBrowser(here === null ? 'cards in Chromium (skipped: no Chromium)' : 'cards in Chromium', () => {
  let gallery: Gallery;
  beforeAll(async () => {
    gallery = await openGallery();
  });
  afterAll(async () => {
    await gallery?.close();
  });

  test('axe finds nothing on any card, and nothing is wider than the card', async () => {
    await gallery.page.addScriptTag({ content: axe.source });
    const found: string[] = [];
    for (const name of names())
      for (const [how, look] of Object.entries(KEPT)) {
        await gallery.show([name], look);
        const problems = await gallery.page.evaluate(
          async (checked) => {
            const wide =
              document.documentElement.scrollWidth > document.documentElement.clientWidth
                ? ['wider than its place']
                : [];
            if (checked === 'width') return wide;
            // What a row is called holds all that can be read in it. (axe's own check of this joins words of neighbours.)
            const named = Array.from(
              document.querySelectorAll('main [role=button][aria-label], main [role=link][aria-label]'),
            );
            const unnamed = named.flatMap((row) => {
              const called = row.getAttribute('aria-label') ?? '';
              const texts = Array.from(row.querySelectorAll('p, span'), (one) => one.textContent ?? '');
              return texts
                .flatMap((text) => text.split(' · '))
                .filter((text) => !called.includes(text) && /\p{L}/u.test(text));
            });
            const { violations } = await window.axe.run('body', {
              ...(checked === 'colours'
                ? { runOnly: { type: 'rule', values: ['color-contrast'] } }
                : {
                    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'],
                    rules: { 'label-content-name-mismatch': { enabled: false } },
                  }),
            });
            const found = violations.map((one) => `${one.id}: ${one.nodes[0]?.html.slice(0, 200) ?? ''}`);
            return [...wide, ...unnamed.map((text) => `“${text}” is not in the name of its row`), ...found];
          },
          how === 'longest' ? 'width' : how === 'light-wide-en' ? 'all' : 'colours',
        );
        found.push(...problems.map((problem) => `${name}, ${how}: ${problem}`));
      }
    expect(found).toEqual([]);
  });

  withSameFonts(
    comparable
      ? 'every card looks as it does in docs/gallery'
      : 'every card looks as in docs/gallery (skipped: other fonts or another browser than the pictures were made with)',
    async () => {
      const different: string[] = [];
      for (const [how, look] of Object.entries(KEPT))
        for (const { name, png: now } of await gallery.pictures(names(), look)) {
          const file = join(KEPT_IN, `${name}.${how}.png`);
          const kept = existsSync(file) ? PNG.sync.read(readFileSync(file)) : null;
          if (!kept) different.push(`${name}.${how}: no picture is kept; npm run gallery -- --keep --only ${name}`);
          else if (kept.width !== now.width || Math.abs(kept.height - now.height) > 2)
            different.push(`${name}.${how}: ${now.width}×${now.height}, was ${kept.width}×${kept.height}`);
          else if (kept.height === now.height && !kept.data.equals(now.data)) {
            const off = pixelmatch(kept.data, now.data, null, now.width, now.height, { threshold: 0.2 });
            if (off > TOLERANCE * now.width * now.height) different.push(`${name}.${how}: ${off} pixels differ`);
          }
        }
      expect(different).toEqual([]);
    },
  );
});
