import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StoreSettings } from '../../storage';
import { startReplicaSet } from '../support/mongo/fault-proxy';
import { startProxy, type WireProxy } from '../support/mongo/proxy';
import { type MongoServer, serverProgram, startServer } from '../support/mongo/server';
import { standInJars } from '../support/mongo/stand-in';
import { backupKills } from './backups';
import { bigImports } from './big';
import { commandKills } from './commands';
import { diskTold, fullDisk } from './disk';
import { twoDispatchers } from './dispatchers';
import { failovers } from './failover';
import { embeddedKills, type KillResult, wireKills } from './kills';
import { faultsOf } from './ledger';
import { longestTexts } from './longest';
import { overload } from './overload';
import { type ClaimResult, claimRace, reassignRace } from './races';
import { rowsOf, tableOf } from './table';
import { tornLogs } from './torn';
import { killedUpgrades, olderUnderLoad } from './upgrades';

/** Runs the faults one after another. At the end: the counts as the table of docs/reliability.md, and as a line of JSON. */

const args = process.argv.slice(2);
const quick = args.includes('--quick');
const only = args.includes('--only') ? (args[args.indexOf('--only') + 1] ?? '').split(',') : null;
const rounds = (full: number, few: number): number => (quick ? few : full);

const folder = mkdtempSync(join(tmpdir(), 'faults-'));
let stores = 0;
const embedded = (): StoreSettings => {
  stores += 1;
  return { mongodbUri: null, mongodbDb: '', dataDir: join(folder, `store-${stores}`) };
};

interface Wire {
  server: MongoServer;
  proxy: WireProxy;
}
let wire: Wire | null = null;
const program = serverProgram(process.cwd());

async function mongodb(): Promise<{ settings: StoreSettings; kill(): Promise<void>; restart(): Promise<void> }> {
  if (program.path === null) throw new Error(program.why);
  const path = program.path;
  const data = join(folder, 'ferretdb');
  if (!wire) {
    const server = await startServer(path, data);
    wire = { server, proxy: await startProxy(() => server.port) };
  }
  const running = wire;
  stores += 1;
  return {
    settings: { mongodbUri: `mongodb://127.0.0.1:${running.proxy.port}/`, mongodbDb: `faults-${stores}`, dataDir: '' },
    kill: () => running.server.kill(),
    async restart() {
      running.server = await startServer(path, data, running.server.port);
    },
  };
}

async function standIn(): Promise<{ settings: StoreSettings; close(): Promise<void> } | null> {
  const jars = standInJars();
  if ('why' in jars) return null;
  const server = await startReplicaSet(jars.jars, 1_500);
  stores += 1;
  const settings = { mongodbUri: server.uri, mongodbDb: `upgrades-${stores}`, dataDir: '' };
  return { settings, close: () => server.close() };
}

interface Outcome {
  result: unknown;
  faults: number;
  skipped?: string;
  /** What the machine was too busy to show. */
  unseen?: string;
}

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

const FAULTS: Record<string, () => Promise<Outcome>> = {
  async embeddedKills() {
    return judgeKills(await embeddedKills(embedded(), rounds(250, 10), rounds(3_600_000, 8_000), say));
  },
  async ferretdbKills() {
    const { settings, kill, restart } = await mongodb();
    return judgeKills(await wireKills(settings, { kill, restart }, rounds(50, 4), rounds(3_600_000, 7_000), say));
  },
  async claims() {
    return judgeClaims([await claimRace(embedded(), 1, 200), await claimRace(embedded(), 4, 200)]);
  },
  async ferretdbClaims() {
    const claims = rounds(200, 20);
    const results = [await claimRace((await mongodb()).settings, quick ? 4 : 1, claims)];
    if (!quick) results.push(await claimRace((await mongodb()).settings, 4, claims));
    return judgeClaims(results);
  },
  async reassigns() {
    const admins = rounds(100, 40);
    const results = [await reassignRace(embedded(), 1, admins), await reassignRace(embedded(), 4, admins)];
    return { result: results, faults: sum(results) };
  },
  async backupKills() {
    const result = await backupKills(folder, rounds(90, 12));
    return { result, faults: result.broken + result.badFiles };
  },
  async commandKills() {
    const result = await commandKills(folder, rounds(15, 1), say);
    return { result, faults: result.problems.length };
  },
  async failovers() {
    const jars = standInJars();
    if ('why' in jars) return { result: null, faults: 0, skipped: jars.why };
    const result = await failovers(jars.jars, rounds(40, 6));
    for (const row of result)
      say(`  ${row.fault}: ${row.told} told, ${row.inStore} in the store, ${row.notKnown} not known`);
    return { result, faults: result.reduce((sum, { lost, toldWrongly }) => sum + lost + toldWrongly, 0) };
  },
  async upgrades() {
    const result = [await killedUpgrades(embedded(), rounds(1_000_000, 100_000))];
    const replicaSet = await standIn();
    if (replicaSet && !quick) result.push(await killedUpgrades(replicaSet.settings, 100_000).finally(replicaSet.close));
    const wrong = result.map(({ missing, kills, unexpected }) => missing + (2 - kills) + unexpected.length);
    return { result, faults: wrong.reduce((total, each) => total + each, 0) };
  },
  async olderUnderLoad() {
    const result = [await olderUnderLoad(embedded())];
    const replicaSet = await standIn();
    if (replicaSet) result.push(await olderUnderLoad(replicaSet.settings).finally(replicaSet.close));
    const wrong = result.map(
      ({ acknowledged, lost, writtenAfter, refused, unexpected }) =>
        lost + writtenAfter + unexpected.length + Number(!refused) + Number(acknowledged === 0),
    );
    return { result, faults: wrong.reduce((total, each) => total + each, 0) };
  },
  async tornLogs() {
    const result = await tornLogs(folder, rounds(400, 60));
    return { result, faults: result.invented + result.unclear };
  },
  async fullDisk() {
    const result = await fullDisk(folder);
    if ('skipped' in result) return { result, faults: 0, skipped: result.skipped };
    const { refusedAsFull, refusedOtherwise, lost, readyWhileFull, worksAgain } = result;
    return {
      result,
      faults: refusedOtherwise + lost + Number(readyWhileFull) + (worksAgain ? 0 : 1) + (refusedAsFull > 0 ? 0 : 1),
    };
  },
  async diskTold() {
    const result = await diskTold(folder);
    if ('skipped' in result) return { result, faults: 0, skipped: result.skipped };
    return { result, faults: result.problems.length };
  },
  async twoDispatchers() {
    const result = await twoDispatchers(embedded(), rounds(30, 4));
    return { result, faults: result.unsent + result.left + result.repeatedOtherwise + result.unexpected.length };
  },
  async longestTexts() {
    const result = await longestTexts();
    return { result, faults: result.over.length };
  },
  async overload() {
    const result = await overload(rounds(2_000, 500));
    const { busy, unanswered, anonymous, health, starved, worksAgain } = result;
    const missed = [busy > 0, (anonymous[503] ?? 0) > 0, health.asked > 0, worksAgain].filter((seen) => !seen);
    return {
      result,
      faults: unanswered + health.failed + missed.length,
      ...(starved > 0 && { unseen: `${starved} requests waited too long for a processor` }),
    };
  },
  async bigImport() {
    const scale = quick ? 20 : 1;
    const size = { people: 50_000 / scale, benefits: 2_000 / scale, seatsEach: 100 };
    const result = await bigImports(embedded, size);
    const { documents, rssMb, ratio, leftByKilled, progressShown, unexpected } = result;
    const slow = quick ? 0 : Number(rssMb >= 400) + Number(ratio > 3) + Number(progressShown === 0);
    return { result, faults: slow + leftByKilled + unexpected.length + Number(documents === 0) };
  },
};

const sum = (results: readonly { faults: number }[]): number =>
  results.reduce((total, { faults }) => total + faults, 0);

function judgeClaims(results: readonly ClaimResult[]): Outcome {
  const notKnown = results.reduce((total, each) => total + each.notKnown, 0);
  return {
    result: results,
    faults: sum(results),
    ...(notKnown > 0 && { unseen: `${notKnown} claims took longer than the store may` }),
  };
}

function judgeKills(result: KillResult): Outcome {
  const { rounds: _, failedToOpen, unexpected, ...findings } = result;
  return { result, faults: faultsOf(findings) + failedToOpen + unexpected.length };
}

async function main(): Promise<void> {
  const report: Record<string, unknown> = { quick };
  const rows: string[][] = [];
  let failed = 0;
  for (const [name, run] of Object.entries(FAULTS)) {
    if (only && !only.includes(name)) continue;
    if (name.startsWith('ferretdb') && program.path === null) {
      say(`${name}: SKIPPED, ${program.why}`);
      if (process.env.CI) failed += 1;
      report[name] = { skipped: program.why };
      continue;
    }
    const start = performance.now();
    const { result, faults, skipped, unseen } = await run().catch((error): Outcome => {
      say(error instanceof Error ? `${error.stack} ${error.cause ?? ''}` : String(error));
      return { result: { error: String(error) }, faults: 1 };
    });
    const seconds = Math.round((performance.now() - start) / 100) / 10;
    const held = unseen ? `held, as far as this busy machine shows: ${unseen}` : 'held';
    say(`${name}: ${skipped ? `SKIPPED, ${skipped}` : faults === 0 ? held : `${faults} FAULTS`} (${seconds} s)`);
    if (faults > 0) say(JSON.stringify(result));
    failed += faults > 0 ? 1 : 0;
    report[name] = result;
    if (!skipped) rows.push(...rowsOf(name, result, seconds));
  }
  if (wire) {
    const { proxy, server }: Wire = wire;
    await proxy.close();
    await server.stop();
  }
  rmSync(folder, { recursive: true, force: true });
  say(`\n${tableOf(rows)}\n`);
  say(JSON.stringify({ ...report, failed }));
  process.exit(failed > 0 ? 1 : 0);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1));
void main();
