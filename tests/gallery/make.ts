import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { KEPT, type Look, machine, names, openGallery, ROOT } from './pictures';

/** Makes pictures of the cards; resolves to the exit code. */
export async function make(args: readonly string[]): Promise<number> {
  const value = (name: string): string | undefined => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
  const keep = args.includes('--keep');
  const only = value('--only');
  const out = keep ? join(ROOT, 'docs/gallery') : resolve(value('--out') ?? join(ROOT, 'out/gallery'));
  const wanted = names().filter((name) => only === undefined || name === only || name.startsWith(`${only}-`));
  if (wanted.length === 0) {
    console.error(`There is no card ${only}. There are: ${names().join(', ')}`);
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
  const gallery = await openGallery();
  try {
    for (const name of wanted)
      for (const [how, look] of Object.entries(args.includes('--all') ? every() : KEPT))
        writeFileSync(join(out, `${name}.${how}.png`), await gallery.picture(name, look));
  } finally {
    await gallery.close();
  }
  if (keep) writeFileSync(join(out, 'made-with.json'), `${JSON.stringify(here, null, 2)}\n`);
  const bytes = readdirSync(out).reduce((sum, file) => sum + statSync(join(out, file)).size, 0);
  console.log(`${wanted.length} cards in ${out}, ${(bytes / 1e6).toFixed(1)} MB`);
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
