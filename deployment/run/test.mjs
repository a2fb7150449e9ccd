// `npm test [-- PATTERN …]`: every test that this machine can run; the last line counts them.
import { build, checkNode, install } from './steps.mjs';
import { runTests } from './tests.mjs';

checkNode();
install();
await build();
const { passed, failed, skipped } = await runTests({ args: process.argv.slice(2) });
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed > 0 ? 1 : 0;
