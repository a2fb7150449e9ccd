import * as module from 'node:module';

/** Imported before everything else: from the second start on, Node 22 and later find the code compiled. */
const { enableCompileCache } = module as { enableCompileCache?: () => unknown };
enableCompileCache?.();
