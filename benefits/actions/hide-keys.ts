import { hideKeys, hideRanges, possibleKeys } from '../key-text';
import type { Ports } from '../ports';

/** Most possible keys that are looked up in the store at once. */
const MOST = 3_000;

/** What the bot or Teams fills in, not a person: ids and one-time tokens may look like a key. */
const FILLED_IN = new Set('id objectId url version change request seat giveUp plan upload ticket'.split(' '));

/**
 * What somebody sent, with `(a key)` in the place of each key-shaped text and each stored product key in it. The same object
 * if there is none.
 */
export async function withoutKeys<T>({ store, keyring }: Pick<Ports, 'store' | 'keyring'>, sent: T): Promise<T> {
  const texts = new Map<string, string>();
  withTexts(sent, (text) => {
    texts.set(text, hideKeys(text));
    return text;
  });
  let left = MOST;
  const possible = [...texts].map(([text, hidden]) => {
    const { found, unread } = possibleKeys(hidden, left);
    left -= found.size;
    const ranges = new Map([...found].map(([normal, places]) => [keyring.fingerprint(normal), places]));
    return { text, hidden, ranges, unread };
  });
  const fingerprints = possible.flatMap(({ ranges }) => [...ranges.keys()]);
  const known = fingerprints.length > 0 ? await store.keys.known(fingerprints) : [];
  for (const { text, hidden, ranges, unread } of possible)
    texts.set(text, hideRanges(hidden, [...known.flatMap((each) => ranges.get(each) ?? []), ...unread]));
  const isSafe = [...texts].every(([text, safe]) => text === safe);
  return isSafe ? sent : (withTexts(sent, (text) => texts.get(text) ?? text) as T);
}

/** A copy with every text changed, however deep. */
function withTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((each) => withTexts(each, change));
  if (value instanceof Map)
    return new Map([...value].map((pair) => pair.map((each) => withTexts(each, change))) as [unknown, unknown][]);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, FILLED_IN.has(name) ? each : withTexts(each, change)]),
  );
}
