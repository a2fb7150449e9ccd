import { type Benefit, benefitBlocker, benefitRef, type Download } from '../benefits/benefit';
import type { ImportDifference } from '../benefits/import-difference';
import type { Write } from '../benefits/ports';
import type { Day } from '../benefits/time';
import { columnOf } from './columns';
import type { Existing } from './current-data';
import { type Pacer, paced } from './pacer';
import { type BenefitRow, type DownloadRow, downloadName, type Place, type Placed } from './rows';
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
};
/** Required for a new benefit. */
const NEEDED = ['category', 'quantity', 'activation', 'startsOn', 'expiresOn'] as const;

/** A benefit before and after the import; `at`: its row. */
export interface PlannedBenefit {
  before: Benefit | null;
  after: Benefit;
  at: Place | null;
}

interface BenefitChanges extends SheetChanges {
  downloads: Counts;
  differences: readonly ImportDifference[];
  benefits: ReadonlyMap<string, PlannedBenefit>;
}

/** Benefits with their downloads. */
export async function planBenefits(
  rows: readonly Placed<BenefitRow>[] | null,
  downloadRows: readonly Placed<DownloadRow>[] | null,
  existing: Existing,
  pacer: Pacer,
  today: Day,
): Promise<BenefitChanges> {
  const counts = noCounts();
  const differences: ImportDifference[] = [];
  const changes: { before: Benefit | null; after: Benefit }[] = [];
  const benefits = new Map<string, PlannedBenefit>();
  for (const benefit of existing.benefits.values())
    benefits.set(benefit.id, { before: benefit, after: benefit, at: null });
  const links = planDownloads(downloadRows, existing);
  const unseen = new Map(existing.benefits);
  for await (const { row, at } of paced(rows ?? [], pacer)) {
    const before = existing.benefits.get(row.id) ?? null;
    unseen.delete(row.id);
    const downloads = links.of.get(row.id);
    const same = before !== null && matches<BenefitRow>(before, row);
    if (before === null) counts.added += 1;
    else counts[same ? 'unchanged' : 'updated'] += 1;
    if (!before) for (const field of NEEDED) if (row[field] === undefined) at.need(columnOf(field));
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
    if (before && benefitBlocker(before, today) === null && after.startsOn > today)
      differences.push({ is: 'starts-later', benefit: benefitRef(after), on: after.startsOn });
    benefits.set(row.id, { before, after, at });
    if (!same || downloads) changes.push({ before, after });
  }
  counts.left = unseen.size;
  for (const before of unseen.values()) {
    const downloads = links.of.get(before.id);
    if (downloads) changes.push({ before, after: { ...before, downloads } });
  }
  return {
    counts,
    differences,
    downloads: links.counts,
    size: changes.length,
    benefits,
    *writes(): Generator<Write> {
      for (const change of changes) yield { of: 'benefits', ...change };
    },
  };
}

/** The downloads of benefits whose downloads change. */
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
