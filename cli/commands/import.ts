import { emptyOutboxes } from '../../benefits/actions/record';
import type { ImportDifference } from '../../benefits/import-difference';
import {
  type Counts,
  DEFAULT_LIMITS,
  ERRORS_SHOWN,
  errorLines,
  errorRecord,
  type ImportPlan,
  importCompany,
  type ListColumns,
  onlySheets,
  planImport,
  type RowError,
  readCompany,
  SHEETS,
  type Sheet,
} from '../../exchange';
import { backupBeforeImport } from '../../storage';
import { type Cli, type CliCommand, type Options, UsageError } from '../command';

export const importCommand: CliCommand = {
  usage: 'import PATH [--dry-run] [--json] [--only SHEETS] [--email-column X --name-column Y]',
  says: 'imports a folder of CSV files or an .xlsx workbook; --dry-run only shows what would change; --only takes sheet names, such as benefits,users; the last two name the columns of a list of people in another language',
  words: [1, 1],
  options: {
    'dry-run': { type: 'boolean' },
    json: { type: 'boolean' },
    only: { type: 'string' },
    'email-column': { type: 'string' },
    'name-column': { type: 'string' },
  },
  async run([path = ''], options, cli) {
    const dryRun = options['dry-run'] === true;
    const result = await work(path, options, dryRun, cli);
    const errors = Array.isArray(result) ? result : [];
    for (const line of errorLines(errors)) cli.err(line);
    if (options.json) cli.out(JSON.stringify(asJson(result, dryRun)));
    else if (!Array.isArray(result)) for (const line of summary(result, dryRun)) cli.out(line);
    if (errors.length > 0) cli.err('Nothing was imported.');
    return errors.length > 0 ? 1 : 0;
  },
};

/** Null: all of them. */
function sheetsOf(option: string | boolean | undefined): Sheet[] | null {
  if (typeof option !== 'string') return null;
  return option.split(',').map((name) => {
    const sheet = SHEETS.find((known) => known === name.trim().toLowerCase());
    if (!sheet) throw new UsageError(`--only takes names of sheets, separated by commas: ${SHEETS.join(',')}.`);
    return sheet;
  });
}

/** The headings of a list of people that is not known. */
function columnsOf({ 'email-column': email, 'name-column': name }: Options): ListColumns | null {
  if (typeof email === 'string' && typeof name === 'string') return { email, name };
  if (email === undefined && name === undefined) return null;
  throw new UsageError('--email-column and --name-column go together.');
}

async function work(path: string, options: Options, dryRun: boolean, cli: Cli): Promise<ImportPlan | RowError[]> {
  const [only, columns] = [sheetsOf(options.only), columnsOf(options)];
  // Opened first: no complaint may quote a key that is stored.
  const ports = await cli.ports();
  const whole = await readCompany({ kind: 'path', path }, DEFAULT_LIMITS, columns);
  if (Array.isArray(whole)) return whole;
  const absent = only?.find((sheet) => !whole.tables[sheet]);
  if (absent) throw new Error(`${path} has no sheet ${absent}.`);
  const company = only ? onlySheets(whole, only) : whole;
  if (dryRun) return planImport(company, ports, 'cli');
  const backup = backupBeforeImport(cli.settings(), ports.clock);
  const plan = await importCompany(company, ports, 'cli', { progress: showProgress(cli), backup });
  // So that the history is complete even if no bot is running.
  await emptyOutboxes(ports.store);
  return plan;
}

function* summary(plan: ImportPlan, dryRun: boolean): Generator<string> {
  if (plan.replacesSample) yield dryRun ? 'The sample company would be replaced.' : 'The sample company was replaced.';
  for (const sheet of SHEETS) {
    const counts = plan.sheets[sheet];
    if (counts) yield `${`${sheet}:`.padEnd(12)}${countsText(counts)}`;
  }
  if (plan.size === 0) yield 'The file changes nothing.';
  for (const difference of plan.differences) yield differenceText(difference);
  if (plan.leftOut > 0) yield `left out: ${plan.leftOut} guests or blocked accounts`;
  if (plan.ignored.length > 0) yield `not read: ${plan.ignored.join(', ')}`;
  if (dryRun) yield 'Nothing was written (--dry-run).';
}

function differenceText(difference: ImportDifference): string {
  switch (difference.is) {
    case 'role':
      return `role of ${difference.name} (${difference.email}): ${difference.from} → ${difference.to}`;
    case 'new-admin':
      return `new admin: ${difference.name} (${difference.email})`;
    case 'address':
      return `address of ${difference.name}: ${difference.from} → ${difference.to}`;
    case 'unlinked':
      return `object id of ${difference.name} (${difference.email}): removed`;
    case 'relinked':
      return `object id of ${difference.name} (${difference.email}): another`;
    case 'at-microsoft':
      return difference.listed
        ? `${difference.name}: Microsoft lists ${difference.benefit.id}, but no seat is assigned here`
        : `${difference.name}: has a seat of ${difference.benefit.id} here, but not in Microsoft’s list`;
    case 'unknown-level':
      return `${difference.level}: ${difference.seats} not taken over, because this name fits no benefit, or several`;
    case 'step-done':
      return `${difference.name}: ${difference.step === 'assign' ? 'assigned' : 'removed'} at Microsoft, ${difference.benefit.id}: the open step is done`;
    case 'starts-later':
      return `${difference.benefit.id} starts on ${difference.on}: no seats and no keys until then`;
    case 'seat':
      return `seat ${difference.seat} of ${difference.benefit.id}: ${difference.from ?? 'free'} → ${difference.to ?? 'free'}`;
  }
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
  const { sheets, differences, ignored, replacesSample } = result;
  const roles = differences.flatMap(({ is, ...role }) => (is === 'role' ? [role] : []));
  return { ok: true, dryRun, sheets, roles, differences, ignored, replacesSample };
}

/** Smaller imports finish before anyone wonders. */
const WORTH_SHOWING = 5_000;

/** Prints a line to stderr for each tenth of a large job. */
function showProgress(cli: Pick<Cli, 'err'>): (done: number, size: number) => void {
  let shown = 0;
  return (done, size) => {
    const tenth = Math.floor((10 * done) / size);
    if (size < WORTH_SHOWING || tenth <= shown) return;
    shown = tenth;
    cli.err(`${Math.min(done, size).toLocaleString('en')} of ${size.toLocaleString('en')}`);
  };
}
