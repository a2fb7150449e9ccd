import { forget } from '../../benefits/actions/forget';
import type { CliCommand } from '../command';

export const forgetCommand: CliCommand = {
  usage: 'forget ADDRESS',
  says: 'replaces a removed person’s name and address by a pseudonym, also in the history; what was done stays',
  words: [1, 1],
  options: {},
  async run([address = ''], _options, cli) {
    const outcome = await forget(await cli.ports(), address);
    if ('reason' in outcome) {
      cli.err(
        outcome.reason === 'person-exists'
          ? `${address} is still in the list: remove the person first, then forget them.`
          : `"${address}" is no e-mail address, such as name@company.com.`,
      );
      return 1;
    }
    const { pseudonym, entries, others } = outcome;
    cli.out(`${address} is now ${pseudonym}: ${entries} history entries, ${others} other records.`);
    cli.out(
      'Not changed: backups and exports made before, mails and Teams messages already sent, second addresses of support seats.',
    );
    return 0;
  },
};
