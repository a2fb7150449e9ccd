import type { Cli } from './command';

/** Below this many documents an import is over before anybody wonders. */
const WORTH_SHOWING = 5_000;

/** A line on stderr for each tenth of a large piece of work. */
export function showProgress(cli: Pick<Cli, 'err'>): (done: number, size: number) => void {
  let shown = 0;
  return (done, size) => {
    const tenth = Math.floor((10 * done) / size);
    if (size < WORTH_SHOWING || tenth <= shown) return;
    shown = tenth;
    cli.err(`${Math.min(done, size).toLocaleString('en')} of ${size.toLocaleString('en')}`);
  };
}
