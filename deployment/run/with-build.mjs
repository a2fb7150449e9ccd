// `node with-build.mjs PROGRAM ARGS…`: a Node program that needs dist/.
import { build, checkNode, foreground, install } from './steps.mjs';

checkNode();
install();
await build();
await foreground(process.argv.slice(2));
