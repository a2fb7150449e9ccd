import * as node from 'node:module';

/** Imported before everything else: from the second start on, Node 22 and later find the code compiled. */
const { enableCompileCache } = node as { enableCompileCache?: () => unknown };
enableCompileCache?.();
