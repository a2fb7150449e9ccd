import { keyFingerprint } from '../key';
import { hideRanges, keysIn } from '../key-text';
import type { Ports } from '../ports';

/** At most this many possible keys are looked up in the store. */
const MOST = 3_000;

/** What the bot or Teams fills in, not a person: ids and one-time tokens may look like a key. */
const FILLED_IN = new Set('id objectId url version change request seat giveUp plan upload ticket'.split(' '));

/**
 * What somebody sent, with `(a key)` in the place of each key-shaped text and each stored product key in it. The same object
 * if there is none. `lengths`: those of the stored keys.
 */
export async function withoutKeys<T>(
  { store, keyring }: Pick<Ports, 'store' | 'keyring'>,
  lengths: ReadonlySet<number>,
  sent: T,
): Promise<T> {
  const texts = new Map<string, string>();
  withTexts(sent, (text) => {
    texts.set(text, text);
    return text;
  });
  let left = MOST;
  const found = [...texts.keys()].map((text) => {
    const { keys, possible } = keysIn(text, lengths, left);
    left -= possible.size;
    return {
      text,
      keys,
      places: new Map([...possible].map(([normal, each]) => [keyFingerprint(keyring, normal), each])),
    };
  });
  const fingerprints = found.flatMap(({ places }) => [...places.keys()]);
  const stored = fingerprints.length > 0 ? await store.keys.known(fingerprints) : [];
  for (const { text, keys, places } of found)
    texts.set(text, hideRanges(text, [...keys, ...stored.flatMap((each) => places.get(each) ?? [])]));
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
