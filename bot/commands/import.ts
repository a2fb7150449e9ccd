import type { Locale } from '../../benefits/command';
import type { ImportCounts } from '../../cards/views';
import { type Company, errorLines, importCompany, planImport, readCompany } from '../../exchange';
import type { ImportPlan } from '../../exchange/plan';
import type { Ask, Handler, Reply } from './ask';
import { factsOf, onceOf, withOnce } from './version';
import { changed, confirming, doneView, line, refusal } from './views';

const MINUTES = 15;
const context = (id: string): string => `parcels|${id}|data`;

export interface DroppedFile {
  name: string;
  bytes: Buffer;
}

/** Without a file: says how. With the confirmed preview of one: imports it. */
export const importData: Handler = async (ask) => {
  const { ports, wish } = ask;
  if (!wish.parcel) return line({ says: 'import-ask' });
  const parcel = await ports.store.parcels.get(wish.parcel);
  if (!parcel || parcel.expiresAt <= ports.clock.now().toISOString()) return refusal(ask, { reason: 'stale' });
  const kept = JSON.parse(ports.keyring.open(JSON.parse(parcel.data), context(parcel.id))) as {
    name: string;
    by: string;
    base64: string;
  };
  if (kept.by !== ask.person.id) return refusal(ask, { reason: 'stale' });
  return preview(ask, { name: kept.name, bytes: Buffer.from(kept.base64, 'base64') }, parcel.id);
};

/** A file dropped into the chat is checked and previewed; nothing is written before the confirmation. */
export async function fileDropped(ask: Ask, file: DroppedFile): Promise<Reply> {
  const { ports } = ask;
  const id = ports.random.id();
  const reply = await preview({ ...ask, wish: {} }, file, id);
  if (reply.view.kind !== 'confirm') return reply;
  // The file may hold product keys: it waits encrypted, and not for long.
  const sealed = ports.keyring.seal(
    JSON.stringify({ name: file.name, by: ask.person.id, base64: file.bytes.toString('base64') }),
    context(id),
  );
  const expiresAt = new Date(ports.clock.now().getTime() + MINUTES * 60_000).toISOString();
  await ports.store.parcels.insert({ id, version: 1, data: JSON.stringify(sealed), expiresAt });
  return reply;
}

async function preview(ask: Ask, file: DroppedFile, parcel: string): Promise<Reply> {
  const { ports, actor, wish } = ask;
  const kind = /\.zip$/i.test(file.name) ? 'zip' : 'xlsx';
  const company = await readCompany({ kind, name: file.name, bytes: file.bytes });
  if (Array.isArray(company)) return mend(ask.locale, file, company);
  const options = { admins: ports.rules.admins };
  const plan = await planImport(company, ports.store, ports.keyring, ports.clock.now(), actor.email, options);
  if (Array.isArray(plan)) return mend(ask.locale, file, plan);
  const counts = countsOf(file.name, plan);
  const facts = factsOf(actor.email, 'import', parcel, counts);
  const once = wish.confirm ? onceOf(wish.version, facts) : null;
  if (once) return write(ask, company, counts, file, parcel);
  const reply = confirming(ask, {}, withOnce(facts, ports.random.id()), { import: counts });
  return { view: { ...reply.view, slots: { parcel } as object } };
}

async function write(
  ask: Ask,
  company: Company,
  counts: ImportCounts,
  file: DroppedFile,
  parcelId: string,
): Promise<Reply> {
  const { ports, actor } = ask;
  const options = { admins: ports.rules.admins };
  const outcome = await importCompany(company, ports.store, ports.keyring, ports.clock.now(), actor.email, options);
  if (Array.isArray(outcome)) return mend(ask.locale, file, outcome);
  await ports.store.catalogue.bump();
  const parcel = await ports.store.parcels.get(parcelId);
  if (parcel) await ports.store.parcels.remove(parcel);
  return changed(doneView('import', { import: counts }));
}

const countsOf = (file: string, plan: ImportPlan): ImportCounts => ({
  file,
  sheets: Object.entries(plan.sheets).map(([sheet, { left, ...counts }]) => ({ sheet, ...counts, notInFile: left })),
  roles: plan.roles.map(({ email, name, from, to }) => ({ person: { email, name }, before: from, after: to })),
});

const mend = (locale: Locale, file: DroppedFile, errors: Parameters<typeof errorLines>[0]): Reply => ({
  view: {
    kind: 'import-errors',
    file: file.name,
    errors: errorLines(errors.slice(0, 50), locale),
    total: errors.length,
    version: 'import',
  },
});
