import { freeSeat, type Resize, resize } from '../benefits/actions/set-quantity';
import type { Benefit, Download } from '../benefits/benefit';
import type { Store, Write } from '../benefits/ports';
import type { Existing } from './current-data';
import { type Pacer, paced } from './pacer';
import { type BenefitRow, type DownloadRow, downloadName, type Placed } from './rows';
import { type Counts, matches, noCounts, type SheetChanges } from './sheet-changes';

const NEW: Benefit = {
  id: '',
  version: 1,
  category: 'software',
  nameEn: '',
  nameFr: '',
  package: '',
  quantity: 1,
  activation: 'assign',
  startsOn: '',
  expiresOn: '',
  activateBy: null,
  reassignMinDays: null,
  portalUrl: null,
  adminUrl: null,
  descriptionEn: '',
  descriptionFr: '',
  instructionsEn: '',
  instructionsFr: '',
  downloads: [],
  used: 0,
};
/** A new benefit needs these. */
const NEEDED = [
  ['category', 'category'],
  ['quantity', 'quantity'],
  ['activation', 'activation'],
  ['startsOn', 'starts_on'],
  ['expiresOn', 'expires_on'],
] as const;

/** Benefits with their downloads and seats. Seats in use are never removed: a quantity below them is an error. */
export async function planBenefits(
  rows: readonly Placed<BenefitRow>[] | null,
  downloadRows: readonly Placed<DownloadRow>[] | null,
  existing: Existing,
  store: Store,
  pacer: Pacer,
): Promise<SheetChanges & { downloads: Counts }> {
  const counts = noCounts();
  const benefits: { before: Benefit | null; after: Benefit }[] = [];
  const seats: Resize[] = [];
  const links = planDownloads(downloadRows, existing);
  const unseen = new Map(existing.benefits);
  for await (const { row, at } of paced(rows ?? [], pacer)) {
    const before = existing.benefits.get(row.id) ?? null;
    unseen.delete(row.id);
    const downloads = links.of.get(row.id);
    const same = before !== null && matches<BenefitRow>(before, row);
    if (before === null) counts.added += 1;
    else counts[same ? 'unchanged' : 'updated'] += 1;
    if (!before) for (const [field, column] of NEEDED) if (row[field] === undefined) at.need(column);
    const after: Benefit = { ...NEW, ...before, ...row, downloads: downloads ?? before?.downloads ?? [] };
    if (after.nameEn === '' && after.nameFr === '') {
      if (row.nameEn === undefined && row.nameFr === undefined) at.need('name_en');
      else at.say(row.nameEn === undefined ? 'name_fr' : 'name_en', null, { is: 'empty' });
    }
    if (after.expiresOn < after.startsOn)
      at.say(row.expiresOn === undefined ? 'starts_on' : 'expires_on', after.expiresOn, {
        is: 'ends-before-it-starts',
        starts: after.startsOn,
      });
    if (!same || downloads) benefits.push({ before, after });
    const { quantity } = after;
    if (before === null) seats.push(newSeats(row.id, quantity));
    else if (before.quantity !== quantity) {
      const change = await resize(store, row.id, quantity);
      if (typeof change === 'number')
        at.say('quantity', String(quantity), { is: 'quantity-below-seats', used: change });
      else seats.push(change);
    }
  }
  counts.left = unseen.size;
  for (const before of unseen.values()) {
    const downloads = links.of.get(before.id);
    if (downloads) benefits.push({ before, after: { ...before, downloads } });
  }
  return {
    counts,
    downloads: links.counts,
    size: benefits.length + seats.reduce((sum, { added, dropped }) => sum + added.length + dropped.length, 0),
    *writes(): Generator<Write> {
      for (const benefit of benefits) yield { of: 'benefits', ...benefit };
      for (const { added, dropped } of seats) {
        for (const before of dropped) yield { of: 'seats', before, after: null };
        for (const after of added) yield { of: 'seats', before: null, after };
      }
    },
  };
}

const newSeats = (benefitId: string, quantity: number): Resize => ({
  added: Array.from({ length: quantity }, (_, index) => freeSeat(benefitId, index + 1)),
  dropped: [],
});

/** The downloads of each benefit that gets new or other ones. */
function planDownloads(
  rows: readonly Placed<DownloadRow>[] | null,
  existing: Existing,
): { of: ReadonlyMap<string, readonly Download[]>; counts: Counts } {
  const counts = noCounts();
  const all = new Map<string, Map<string, Download>>();
  for (const { id, downloads } of existing.benefits.values()) {
    counts.left += downloads.length;
    if (rows) all.set(id, new Map(downloads.map((one) => [downloadName({ benefitId: id, ...one }), one])));
  }
  const changed = new Set<string>();
  for (const { row } of rows ?? []) {
    const { benefitId, ...download } = row;
    const mine = all.get(benefitId) ?? new Map<string, Download>();
    all.set(benefitId, mine);
    const name = downloadName(row);
    const before = mine.get(name);
    if (before) counts.left -= 1;
    if (before && before.url === row.url) counts.unchanged += 1;
    else {
      counts[before ? 'updated' : 'added'] += 1;
      mine.set(name, download);
      changed.add(benefitId);
    }
  }
  return { of: new Map([...changed].map((id) => [id, [...(all.get(id)?.values() ?? [])]])), counts };
}
