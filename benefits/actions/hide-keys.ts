import { hideKeys, hideRanges, possibleKeys } from '../key';
import type { Ports } from '../ports';

/** Most tokens that are looked up in the store, once for all texts. */
const MOST = 500;

/** Replaces key-shaped text and stored product keys by `(a key)`. */
export async function allWithoutKeys(
  { store, keyring }: Pick<Ports, 'store' | 'keyring'>,
  texts: readonly string[],
): Promise<string[]> {
  let left = MOST;
  const shaped = texts.map((text) => {
    const hidden = hideKeys(text);
    const possible = left > 0 ? possibleKeys(hidden, left) : [];
    left -= possible.length;
    return {
      hidden,
      possible: possible.map((each) => ({ ...each, fingerprint: keyring.fingerprint(each.normal) })),
    };
  });
  const fingerprints = shaped.flatMap(({ possible }) => possible.map(({ fingerprint }) => fingerprint));
  const known = new Set(fingerprints.length > 0 ? await store.keys.known(fingerprints) : []);
  return shaped.map(({ hidden, possible }) => {
    const ranges: [number, number][] = [];
    const found = possible.filter(({ fingerprint }) => known.has(fingerprint));
    for (const { start, end } of found.sort((a, b) => a.start - b.start || b.end - a.end)) {
      const last = ranges.at(-1);
      if (last && start < last[1]) last[1] = Math.max(last[1], end);
      else ranges.push([start, end]);
    }
    return hideRanges(hidden, ranges);
  });
}

export async function withoutKeys(ports: Pick<Ports, 'store' | 'keyring'>, text: string): Promise<string> {
  const [hidden = ''] = await allWithoutKeys(ports, [text]);
  return hidden;
}
