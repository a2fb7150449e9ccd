import * as nodeModule from 'node:module';

/**
 * Imported before everything else: from the second start on, Node 22 and later find the code compiled. (A constant named
 * `module` would clash with CommonJS' own.)
 */
const { enableCompileCache } = nodeModule as { enableCompileCache?: () => unknown };
enableCompileCache?.();
