import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { finished, root, say } from './steps.mjs';

/**
 * Runs jest and counts; a test file that can't be loaded counts as a failure. Skipped tests are listed: their titles say
 * why.
 */
export async function runTests({ node = process.execPath, args = [] } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'benefits-tests-'));
  const report = join(folder, 'report.json');
  try {
    const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
    const all = [jest, '--json', `--outputFile=${report}`, '--maxWorkers=2', '--testTimeout=30000', ...args];
    const code = await finished(spawn(node, all, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] }));
    const result = JSON.parse(readFileSync(report, 'utf8'));
    const skipped = result.numPendingTests + result.numTodoTests;
    if (skipped > 0) {
      const reasons = new Map();
      for (const { name, assertionResults } of result.testResults)
        for (const { status, title, ancestorTitles } of assertionResults) {
          if (status !== 'pending' && status !== 'todo') continue;
          const what = `${relative(root, name)}: ${ancestorTitles[0] ?? title}`;
          reasons.set(what, (reasons.get(what) ?? 0) + 1);
        }
      say('\nSkipped here:');
      for (const [what, count] of reasons) say(`  ${count} of ${what}`);
    }
    const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
    return { passed: result.numPassedTests, failed: code !== 0 && failed === 0 ? 1 : failed, skipped };
  } catch (error) {
    say(`The tests could not be run: ${error.message}`);
    return { passed: 0, failed: 1, skipped: 0 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
