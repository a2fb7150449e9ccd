import { hideKeys, hideRanges, possibleKeys } from '../key';
import type { Ports } from '../ports';

/** Most tokens of one text that are looked up in the store. */
const MOST = 500;

/** Replaces key-shaped text and stored product keys by `(a key)`. */
export async function withoutKeys({ store, keyring }: Pick<Ports, 'store' | 'keyring'>, text: string): Promise<string> {
  const shaped = hideKeys(text);
  const possible = possibleKeys(shaped, MOST).map((each) => ({
    ...each,
    fingerprint: keyring.fingerprint(each.normal),
  }));
  if (possible.length === 0) return shaped;
  const known = new Set(await store.keys.known(possible.map(({ fingerprint }) => fingerprint)));
  const found = possible.filter(({ fingerprint }) => known.has(fingerprint));
  const ranges: [number, number][] = [];
  for (const { start, end } of found.sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = ranges.at(-1);
    if (last && start < last[1]) last[1] = Math.max(last[1], end);
    else ranges.push([start, end]);
  }
  return hideRanges(shaped, ranges);
}
