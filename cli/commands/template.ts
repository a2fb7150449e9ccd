import { writeTemplate } from '../../exchange';
import { type CliCommand, UsageError } from '../command';
import { writeNamed } from '../write';

export const templateCommand: CliCommand = {
  usage: 'template PATH',
  says: 'writes an empty workbook (.xlsx) to fill in and import, with a line of help for each column',
  words: [1, 1],
  options: {},
  async run([path = ''], _options, cli) {
    if (!/\.xlsx$/i.test(path)) throw new UsageError('The template is a workbook: PATH must end in .xlsx.');
    await writeNamed(path, await writeTemplate(cli.settings().defaultLocale));
    cli.out(`Wrote ${path}. Fill in its sheets, then: benefits-bot import ${path}`);
    return 0;
  },
};
