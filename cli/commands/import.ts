import {
  type Counts,
  ERRORS_SHOWN,
  errorLines,
  errorRecord,
  type ImportPlan,
  importCompany,
  planImport,
  type RowError,
  readCompany,
  SHEETS,
} from '../../exchange';
import type { Cli, CliCommand } from '../command';
import { showProgress } from '../progress';

export const importCommand: CliCommand = {
  usage: 'import PATH [--dry-run] [--json]',
  says: 'reads a folder of CSV files or an .xlsx workbook into the store; --dry-run only says what would change',
  words: [1, 1],
  options: { 'dry-run': { type: 'boolean' }, json: { type: 'boolean' } },
  async run([path = ''], options, cli) {
    const dryRun = options['dry-run'] === true;
    const result = await work(path, dryRun, cli);
    const errors = Array.isArray(result) ? result : [];
    for (const line of errorLines(errors)) cli.err(line);
    if (options.json) cli.out(JSON.stringify(asJson(result, dryRun)));
    else if (!Array.isArray(result)) for (const line of summary(result, dryRun)) cli.out(line);
    if (errors.length > 0) cli.err('Nothing was imported.');
    return errors.length > 0 ? 1 : 0;
  },
};

async function work(path: string, dryRun: boolean, cli: Cli): Promise<ImportPlan | RowError[]> {
  const company = await readCompany({ kind: 'path', path });
  if (Array.isArray(company)) return company;
  const [store, keyring] = [await cli.store(), await cli.keyring()];
  const { admins } = cli.settings().rules;
  if (dryRun) return planImport(company, store, keyring, cli.now(), 'cli', { admins });
  const plan = await importCompany(company, store, keyring, cli.now(), 'cli', { admins, progress: showProgress(cli) });
  // The history is in order at once, also while no bot runs.
  while ((await store.carriers.drain(500)) > 0);
  return plan;
}

function* summary(plan: ImportPlan, dryRun: boolean): Generator<string> {
  if (plan.replacesSample) yield dryRun ? 'The sample company would be replaced.' : 'The sample company was replaced.';
  for (const sheet of SHEETS) {
    const counts = plan.sheets[sheet];
    if (counts) yield `${`${sheet}:`.padEnd(12)}${countsText(counts)}`;
  }
  for (const { email, name, from, to } of plan.roles)
    yield `role of ${name} (${email}): ${from} ${dryRun ? 'would become' : 'became'} ${to}`;
  if (plan.ignored.length > 0) yield `not read: ${plan.ignored.join(', ')}`;
  if (dryRun) yield 'Nothing was written (--dry-run).';
}

const countsText = ({ added, updated, unchanged, left }: Counts): string =>
  `${added} added, ${updated} updated, ${unchanged} unchanged, ${left} not in the file (left alone)`;

function asJson(result: ImportPlan | RowError[], dryRun: boolean): unknown {
  if (Array.isArray(result))
    return {
      ok: false,
      dryRun,
      errorCount: result.length,
      errors: result.slice(0, ERRORS_SHOWN).map(errorRecord),
    };
  const { sheets, roles, ignored, replacesSample } = result;
  return { ok: true, dryRun, sheets, roles, ignored, replacesSample };
}
