import { withoutKeys } from '../../benefits/actions/hide-keys';
import type { ImportCounts } from '../../cards/views';
import {
  type Company,
  DEFAULT_LIMITS,
  errorLines,
  importCompany,
  planImport,
  type RowError,
  readCompany,
} from '../../exchange';
import type { ImportPlan } from '../../exchange/plan';
import { type DroppedFile, fetchFile } from '../channel/attachments';
import { changeConfirmed, confirmationToken } from './confirmation';
import type { CommandContext, Handler, Reply } from './context';
import { changed, confirming, doneView, refusal, textReply } from './views';

const MINUTES = 15;
const uploadContext = (id: string): string => `parcels|${id}|data`;

/** Without a file: says how. With a dropped file: previews it. With the confirmed preview of one: imports it. */
export const importData: Handler = async (context) => {
  const { ports, input, settings } = context;
  if (input.file) {
    const file = await fetchFile(input.file, settings);
    return 'why' in file ? textReply({ says: 'import-unreadable', why: file.why }) : fileDropped(context, file);
  }
  if (!input.upload) return textReply({ says: 'import-ask' });
  const upload = await ports.store.uploads.get(input.upload);
  if (!upload || upload.expiresAt <= ports.clock.now().toISOString()) return refusal(context, { reason: 'stale' });
  const kept = JSON.parse(ports.keyring.decrypt(JSON.parse(upload.data), uploadContext(upload.id))) as {
    name: string;
    by: string;
    base64: string;
  };
  if (kept.by !== context.person.id) return refusal(context, { reason: 'stale' });
  return preview(context, { name: kept.name, bytes: Buffer.from(kept.base64, 'base64') }, upload.id);
};

/** A file dropped into the chat is checked and previewed; nothing is written before the confirmation. */
async function fileDropped(context: CommandContext, file: DroppedFile): Promise<Reply> {
  const { ports } = context;
  const id = ports.random.id();
  const reply = await preview({ ...context, input: {} }, file, id);
  if (reply.view.kind !== 'confirm' && reply.view.kind !== 'import-columns') return reply;
  // The file may hold product keys: it waits encrypted, and not for long.
  const encrypted = ports.keyring.encrypt(
    JSON.stringify({ name: file.name, by: context.person.id, base64: file.bytes.toString('base64') }),
    uploadContext(id),
  );
  const expiresAt = new Date(ports.clock.now().getTime() + MINUTES * 60_000).toISOString();
  await ports.store.uploads.insert({ id, version: 1, data: JSON.stringify(encrypted), expiresAt });
  return reply;
}

async function preview(context: CommandContext, dropped: DroppedFile, upload: string): Promise<Reply> {
  const { ports, actor, input } = context;
  const file = { ...dropped, name: dropped.name.slice(0, 200) };
  const kind = /\.zip$/i.test(dropped.name) ? 'zip' : /\.csv$/i.test(dropped.name) ? 'csv' : 'xlsx';
  const { emailColumn: email, nameColumn: name } = input;
  const columns = email !== undefined && name !== undefined ? { email, name } : null;
  const company = await readCompany({ kind, name: file.name, bytes: file.bytes }, DEFAULT_LIMITS, columns);
  if (Array.isArray(company))
    return (await columnsAsked(context, company, file, upload)) ?? importErrors(context, file, company);
  const plan = await planImport(company, ports, actor.email, { giveUp: [] });
  if (Array.isArray(plan)) return importErrors(context, file, plan);
  const counts = countsOf(file.name, plan);
  if (plan.size === 0 && plan.shortages.length === 0) return { view: doneView('import', { import: counts }) };
  const once = changeConfirmed(context, upload, counts);
  const written = once && (await write(context, company, file, upload, once));
  if (written) return written;
  const reply = confirming(context, {}, confirmationToken(context, upload, counts), {
    import: { ...counts, chosen: input.giveUp ?? [] },
    // The same file and facts: what was missing is a choice.
    ...(once && { changed: false }),
  });
  const slots = { upload, ...(columns && { emailColumn: columns.email, nameColumn: columns.name }) };
  return { view: { ...reply.view, slots: slots as object } };
}

/** A list of people with unknown headings: asks which column is which. */
async function columnsAsked(
  { ports }: CommandContext,
  errors: readonly RowError[],
  file: DroppedFile,
  upload: string,
): Promise<Reply | null> {
  const [problem] = errors.map((error) => error.problem);
  if (problem?.is !== 'unknown-list' || problem.columns.length === 0) return null;
  const safe = await withoutKeys(ports, await ports.store.keys.lengths(), problem.columns);
  const columns = problem.columns.filter((column, at) => safe[at] === column);
  return { view: { kind: 'import-columns', file: file.name, columns, upload, version: upload } };
}

/** Null: too few seats were given up. */
async function write(
  context: CommandContext,
  company: Company,
  file: DroppedFile,
  uploadId: string,
  once: string,
): Promise<Reply | null> {
  const { ports, actor, input } = context;
  const { giveUp = [] } = input;
  const { backup } = context.settings;
  const outcome = await importCompany(company, ports, actor.email, { giveUp, backup, id: once });
  if (Array.isArray(outcome)) return importErrors(context, file, outcome);
  if (outcome.shortages.length > 0) return null;
  await ports.store.catalogue.bump();
  const upload = await ports.store.uploads.get(uploadId);
  if (upload) await ports.store.uploads.remove(upload);
  const undo = outcome.undo === null ? null : { change: outcome.undo };
  return changed(doneView('import', { import: countsOf(file.name, outcome), undo }));
}

const countsOf = (file: string, plan: ImportPlan): ImportCounts => ({
  file,
  sheets: Object.entries(plan.sheets).map(([sheet, { left, ...counts }]) => ({ sheet, ...counts, notInFile: left })),
  differences: plan.differences,
  leftOut: plan.leftOut,
  ignored: plan.ignored,
  shortages: plan.shortages,
  chosen: [],
});

const importErrors = async (
  { ports, locale }: CommandContext,
  file: DroppedFile,
  errors: Parameters<typeof errorLines>[0],
): Promise<Reply> => ({
  view: {
    kind: 'import-errors',
    file: file.name,
    errors: await withoutKeys(ports, await ports.store.keys.lengths(), errorLines(errors, locale, 'people')),
    total: errors.length,
    version: 'import',
  },
});
