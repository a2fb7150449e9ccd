import { randomUUID } from 'node:crypto';
import { emptyOutboxes } from '../../benefits/actions/record';
import { exportCsv, exportWorkbook } from '../../exchange';
import { type CliCommand, UsageError } from '../command';
import { writeNamed } from '../write';

export const exportCommand: CliCommand = {
  usage: 'export PATH',
  says: 'exports everything except product keys: x.xlsx is one workbook, x.csv becomes x-benefits.csv, x-users.csv …',
  words: [1, 1],
  options: {},
  async run([path = ''], _options, cli) {
    const kind = /\.(xlsx|csv)$/i.exec(path)?.[1]?.toLowerCase();
    if (!kind) throw new UsageError('PATH must end in .xlsx (one workbook) or .csv (one file per sheet).');
    const store = await cli.store();
    await emptyOutboxes(store);
    const files =
      kind === 'xlsx'
        ? [{ path, content: await exportWorkbook(store) }]
        : (await exportCsv(store)).map(({ sheet, text }) => ({
            path: `${path.slice(0, -'.csv'.length)}-${sheet}${path.slice(-'.csv'.length)}`,
            content: text,
          }));
    for (const file of files) {
      // Contains everyone's addresses: readable by the owner only.
      await writeNamed(file.path, file.content, 0o600);
      cli.out(`Wrote ${file.path}`);
    }
    await store.history.append([
      {
        id: randomUUID(),
        at: cli.now().toISOString(),
        actor: 'cli',
        command: 'export',
        benefitId: null,
        person: null,
        outcome: 'done',
        detail: { format: kind },
      },
    ]);
    return 0;
  },
};
