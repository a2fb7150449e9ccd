/**
 * The document engine: as small as pure transitions allow. Two engines (embedded, MongoDB) hold it, repositories are
 * written on it once, and nothing above `storage/` knows which one runs.
 */

export type Value = string | number;

/** A document of plain JSON. `id` is unique in its collection; `version` starts where the inserter says. */
export interface Document {
  readonly id: string;
  readonly version: number;
}

export interface IndexSpec {
  readonly name: string;
  /** Top-level fields, each a string, a number or null in every document. The last may be sorted or ranged over. */
  readonly fields: readonly string[];
  readonly unique?: boolean;
}

export interface CollectionSpec {
  readonly name: string;
  readonly indexes: readonly IndexSpec[];
}

export interface Query {
  /** Name of a declared index. Its first fields are given by `equals`, the next one may have a `range`. */
  readonly index: string;
  readonly equals?: Readonly<Record<string, Value | null>>;
  readonly range?: {
    readonly field: string;
    readonly from?: Value;
    readonly to?: Value;
    readonly above?: Value;
    readonly below?: Value;
  };
  /** Along the index: 1 (default) or -1. */
  readonly direction?: 1 | -1;
  readonly skip?: number;
  readonly limit: number;
}

export type ReplaceOutcome = 'done' | 'stale' | 'taken';

export interface Collection<T extends Document> {
  get(id: string): Promise<T | null>;
  find(query: Query): Promise<T[]>;
  count(query: Omit<Query, 'limit' | 'skip' | 'direction'>): Promise<number>;
  /** False: the id or a unique value exists. */
  insert(document: T): Promise<boolean>;
  /** Stores `document` with version + 1 while the stored version is still `version`. */
  replaceIf(id: string, version: number, document: T): Promise<ReplaceOutcome>;
  deleteIf(id: string, version: number): Promise<boolean>;
}

/** A step of an import: all of a plan is done, or none of it. */
export type Step =
  | { readonly kind: 'insert'; readonly collection: string; readonly document: Document }
  | { readonly kind: 'replace'; readonly collection: string; readonly version: number; readonly document: Document }
  | { readonly kind: 'delete'; readonly collection: string; readonly id: string; readonly version: number };

export interface Engine {
  readonly name: string;
  collection<T extends Document>(name: string): Collection<T>;
  /**
   * All steps or none. Embedded: one transaction. MongoDB: journalled in the store, finished by the next start after a
   * crash. Resolves to the first step that could not be done (nothing was changed then), or null.
   */
  apply(steps: AsyncIterable<Step> | Iterable<Step>, progress?: (done: number) => void): Promise<Step | null>;
  ping(): Promise<void>;
  close(): Promise<void>;
}
