import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openPageGallery, pageNames } from '../web/pictures';
import { KEPT, type Look, machine, names, openGallery, ROOT } from './pictures';
import { fileOf } from './png';

/** Makes pictures of the cards and the pages; resolves to the exit code. */
export async function make(args: readonly string[]): Promise<number> {
  const value = (name: string): string | undefined => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
  const keep = args.includes('--keep');
  const only = value('--only')?.split(',');
  const out = keep ? join(ROOT, 'docs/gallery') : resolve(value('--out') ?? join(ROOT, 'out/gallery'));
  const asked = (name: string): boolean =>
    only === undefined || only.some((one) => name === one || name.startsWith(`${one}-`));
  const wanted = names().filter(asked);
  const pages = pageNames().filter(asked);
  if (wanted.length + pages.length === 0) {
    console.error(`There is no card or page ${only}. There are: ${[...names(), ...pageNames()].join(', ')}`);
    return 2;
  }
  const here = machine();
  if (!here) {
    console.error('The pictures need Chromium (CHROMIUM names another place for it).');
    return 1;
  }
  mkdirSync(out, { recursive: true });
  if (keep && only === undefined)
    for (const file of readdirSync(out)) if (file.endsWith('.png')) rmSync(join(out, file));
  const looks = Object.entries(args.includes('--all') ? every() : KEPT);
  const gallery = await openGallery();
  try {
    // What is kept is drawn among all others, as the test draws it: parts of pixels depend on what stands above.
    const drawn = keep && wanted.length > 0 ? names() : wanted;
    for (const [how, look] of looks)
      for (const { name, png } of await gallery.pictures(drawn, look))
        if (asked(name)) writeFileSync(join(out, `${name}.${how}.png`), fileOf(png));
    const browser = gallery.page.context().browser();
    if (browser && pages.length > 0) {
      const framed = await openPageGallery(browser);
      for (const name of pages)
        for (const [how, look] of looks)
          writeFileSync(join(out, `${name}.${how}.png`), await framed.picture(name, look));
      await framed.close();
    }
  } finally {
    await gallery.close();
  }
  if (keep) writeFileSync(join(out, 'made-with.json'), `${JSON.stringify(here, null, 2)}\n`);
  const bytes = readdirSync(out).reduce((sum, file) => sum + statSync(join(out, file)).size, 0);
  console.log(`${wanted.length} cards and ${pages.length} pages in ${out}, ${(bytes / 1e6).toFixed(1)} MB`);
  return 0;
}

function every(): Record<string, Look> {
  const looks: Record<string, Look> = {};
  for (const theme of ['light', 'dark', 'contrast'] as const)
    for (const width of [320, 800] as const)
      for (const locale of ['en', 'fr'] as const)
        for (const flavour of ['usual', 'longest'] as const)
          looks[`${theme}-${width}-${locale}-${flavour}`] = { theme, width, locale, flavour };
  return looks;
}
