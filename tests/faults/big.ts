import { setTimeout as pause } from 'node:timers/promises';
import { openEngine, type StoreSettings } from '../../storage';
import { documentsOf } from '../../storage/contents';
import { faultsIn, startWorker } from './children';
import type { ImportSize } from './lines';

export interface BigImportResult {
  documents: number;
  ms: number;
  bareMs: number;
  ratio: number;
  /** The longest that the event loop stood still, while it imported and while it was backed up. */
  pauseMs: number;
  backupPauseMs: number;
  rssMb: number;
  progressShown: number;
  /** Documents that an import left behind which was killed half-way. */
  leftByKilled: number;
  unexpected: string[];
}

export async function bigImports(
  settingsFor: (name: string) => StoreSettings,
  size: ImportSize,
): Promise<BigImportResult> {
  const bare = startWorker({ mode: 'import', settings: settingsFor('bare'), size, by: 'engine' });
  await bare.ended;
  const whole = startWorker({ mode: 'import', settings: settingsFor('import'), size, by: 'import' });
  await whole.ended;

  const halfSettings = settingsFor('half');
  let killed = false;
  const half = startWorker({ mode: 'import', settings: halfSettings, size, by: 'import' }, (line) => {
    if ('progress' in line && line.progress > 0 && !killed) {
      killed = true;
      void half.kill();
    }
  });
  await Promise.race([half.ended, pause(120_000)]);
  const engine = await openEngine(halfSettings);
  let leftByKilled = 0;
  for (const name of ['membership', 'benefits', 'seats', 'people', 'history']) {
    for await (const batch of documentsOf(engine, name)) leftByKilled += batch.length;
  }
  await engine.close();

  const resultOf = (worker: typeof bare) => {
    const line = worker.lines.find((one) => 'imported' in one);
    return line && 'imported' in line ? line.imported : { ms: 0, rssMb: 0, documents: 0, pauseMs: 0, backupPauseMs: 0 };
  };
  const { ms, rssMb, documents, pauseMs, backupPauseMs } = resultOf(whole);
  const { ms: bareMs } = resultOf(bare);
  return {
    documents,
    ms,
    bareMs,
    ratio: Math.round((ms / bareMs) * 100) / 100,
    rssMb,
    pauseMs,
    backupPauseMs,
    progressShown: whole.lines.filter((line) => 'progress' in line).length,
    leftByKilled,
    unexpected: faultsIn([bare, whole, half]),
  };
}
