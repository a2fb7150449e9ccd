import type { Benefit, Download } from '../benefits/benefit';
import { emptyOutbox } from '../benefits/outbox';
import type { Store, Write } from '../benefits/ports';
import { freeKey, type Seat, seatId } from '../benefits/seat';
import { allOf, type Existing } from './current-data';
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

/** How the seats of one benefit follow its quantity. */
interface SeatChange {
  benefitId: string;
  /** Numbers of new seats. */
  more: Iterable<number>;
  fewer: readonly Seat[];
  size: number;
}

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
  const seats: SeatChange[] = [];
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
    if (before === null) seats.push({ benefitId: row.id, more: upTo(quantity), fewer: [], size: quantity });
    else if (before.quantity !== quantity) {
      const change = await resize(after, store);
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
    size: benefits.length + seats.reduce((sum, change) => sum + change.size, 0),
    *writes(): Generator<Write> {
      for (const benefit of benefits) yield { of: 'benefits', ...benefit };
      for (const { benefitId, more, fewer } of seats) {
        for (const before of fewer) yield { of: 'seats', before, after: null };
        for (const number of more) yield { of: 'seats', before: null, after: freeSeat(benefitId, number) };
      }
    },
  };
}

const freeSeat = (benefitId: string, number: number): Seat => ({
  id: seatId(benefitId, number),
  version: 1,
  benefitId,
  number,
  state: 'free',
  holderKey: freeKey(number),
  alternateEmail: null,
  since: null,
  assignedBy: null,
  activatesOn: null,
  portalStep: false,
  deliveries: [],
  ...emptyOutbox,
});

const upTo = (quantity: number): Iterable<number> => ({
  *[Symbol.iterator]() {
    for (let number = 1; number <= quantity; number += 1) yield number;
  },
});

/** More seats take the lowest numbers that are missing; fewer drops free ones, highest first. A number: too many in use. */
async function resize({ id, quantity }: Benefit, store: Store): Promise<SeatChange | number> {
  const seats: Seat[] = [];
  for await (const seat of allOf((page) => store.seats.ofBenefit(id, page))) seats.push(seat);
  const used = seats.filter((seat) => seat.state !== 'free').length;
  if (quantity < used) return used;
  if (quantity < seats.length) {
    const free = seats.filter((seat) => seat.state === 'free').sort((a, b) => b.number - a.number);
    const fewer = free.slice(0, seats.length - quantity);
    return { benefitId: id, more: [], fewer, size: fewer.length };
  }
  const numbers = new Set(seats.map((seat) => seat.number));
  const more: number[] = [];
  for (let number = 1; more.length < quantity - seats.length; number += 1) if (!numbers.has(number)) more.push(number);
  return { benefitId: id, more, fewer: [], size: more.length };
}

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
