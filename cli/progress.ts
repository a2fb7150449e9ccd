import type { Cli } from './command';

/** Smaller imports finish before anyone wonders. */
const WORTH_SHOWING = 5_000;

/** Prints a line to stderr for each tenth of a large job. */
export function showProgress(cli: Pick<Cli, 'err'>): (done: number, size: number) => void {
  let shown = 0;
  return (done, size) => {
    const tenth = Math.floor((10 * done) / size);
    if (size < WORTH_SHOWING || tenth <= shown) return;
    shown = tenth;
    cli.err(`${Math.min(done, size).toLocaleString('en')} of ${size.toLocaleString('en')}`);
  };
}
