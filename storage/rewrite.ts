import type { Collection, Document } from './engine';

const PAGE = 200;

/** Passes every text in the documents of a collection, ids aside, through `change`; returns how many documents changed. */
export async function rewriteTexts(
  collection: Collection<Document>,
  change: (text: string) => string,
): Promise<number> {
  let changed = 0;
  for (let last = ''; ; ) {
    const page = await collection.after(last, PAGE);
    for (const { id } of page) if (await rewrite(collection, id, change)) changed += 1;
    const end = page.at(-1);
    if (!end) return changed;
    last = end.id;
  }
}

async function rewrite(
  collection: Collection<Document>,
  id: string,
  change: (text: string) => string,
): Promise<boolean> {
  for (;;) {
    const before = await collection.get(id);
    if (!before) return false;
    const after = { ...(changed(before, change) as Document), id };
    if (JSON.stringify(after) === JSON.stringify(before)) return false;
    if ((await collection.replaceIf(id, before.version, after)) === 'done') return true;
  }
}

function changed(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((each) => changed(each, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, changed(each, change)]));
}
