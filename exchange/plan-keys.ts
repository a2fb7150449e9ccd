import { FREE_KEY, freeSlot, keyContext, keyFingerprint, type ProductKey } from '../benefits/key';
import { emptyOutbox } from '../benefits/outbox';
import type { Keyring, Store, Write } from '../benefits/ports';
import { allOf, type Existing } from './current-data';
import { type Pacer, paced } from './pacer';
import type { KeyRow, Placed } from './rows';
import { matches, noCounts, type SheetChanges } from './sheet-changes';

type Change = { before: ProductKey; after: ProductKey } | { row: KeyRow; fingerprint: string; position: number };

/** Keys are recognised by fingerprint, so a taken key keeps its taker. They are encrypted when written. */
export async function planKeys(
  rows: readonly Placed<KeyRow>[] | null,
  existing: Existing,
  store: Store,
  keyring: Keyring,
  pacer: Pacer,
): Promise<SheetChanges> {
  const counts = noCounts();
  if (rows === null) return { counts, size: 0, writes: () => [] };
  const there = new Map<string, ProductKey>();
  const last = new Map<string, number>();
  /** Benefits that have the key, by fingerprint. */
  const owners = new Map<string, { benefitId: string; singleUse: boolean }[]>();
  const own = (fingerprint: string, benefitId: string, singleUse: boolean) => {
    const mine = owners.get(fingerprint);
    if (mine) mine.push({ benefitId, singleUse });
    else owners.set(fingerprint, [{ benefitId, singleUse }]);
  };
  for (const benefitId of existing.benefits.keys())
    for await (const key of allOf((page) => store.keys.ofBenefit(benefitId, page))) {
      there.set(key.id, key);
      last.set(benefitId, Math.max(last.get(benefitId) ?? 0, key.position));
      own(key.fingerprint, benefitId, key.kind === 'single-use');
    }
  counts.left = there.size;
  const changes: Change[] = [];
  for await (const { row, at } of paced(rows, pacer)) {
    const { benefitId, key, ...rest } = row;
    const fingerprint = keyFingerprint(keyring, key);
    const before = there.get(`${benefitId}/${fingerprint}`);
    const kind = row.kind ?? before?.kind;
    if (kind === undefined) at.need('kind');
    const other = owners
      .get(fingerprint)
      ?.find((owner) => owner.benefitId !== benefitId && (owner.singleUse || kind === 'single-use'));
    if (other) at.say('key', null, { is: 'key-elsewhere', benefit: other.benefitId });
    if (!before) {
      const position = (last.get(benefitId) ?? 0) + 1;
      last.set(benefitId, position);
      own(fingerprint, benefitId, kind === 'single-use');
      counts.added += 1;
      changes.push({ row, fingerprint, position });
      continue;
    }
    counts.left -= 1;
    const context = keyContext(before.id);
    const isSpelt = keyring.decrypt(before.encrypted, context) === key;
    if (isSpelt && matches<typeof rest>(before, rest)) {
      counts.unchanged += 1;
      continue;
    }
    if (kind !== undefined && kind !== before.kind && before.takenBy !== FREE_KEY)
      at.say('kind', kind, { is: 'key-taken', by: emailOf(existing, before.takenBy) });
    counts.updated += 1;
    const encrypted = isSpelt ? before.encrypted : keyring.encrypt(key, context);
    changes.push({ before, after: { ...before, ...rest, encrypted } });
  }
  return {
    counts,
    size: changes.length,
    *writes(): Generator<Write> {
      for (const change of changes)
        if ('before' in change) yield { of: 'keys', ...change };
        else
          yield {
            of: 'keys',
            before: null,
            after: encrypted(change.row, change.fingerprint, change.position, keyring),
          };
    },
  };
}

const emailOf = ({ people }: Existing, id: string): string =>
  [...people.values()].find((person) => person.id === id)?.email ?? id;

function encrypted(row: KeyRow, fingerprint: string, position: number, keyring: Keyring): ProductKey {
  const { key, benefitId, kind = 'multiple', language = null, os = null } = row;
  const id = `${row.benefitId}/${fingerprint}`;
  return {
    id,
    version: 1,
    benefitId,
    kind,
    language,
    os,
    encrypted: keyring.encrypt(key, keyContext(id)),
    fingerprint,
    takenBy: FREE_KEY,
    takenFor: null,
    takenAt: null,
    takenSlot: freeSlot(id),
    position,
    ...emptyOutbox,
  };
}
