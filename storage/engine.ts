/**
 * The document engine: as small as pure transitions allow. Two engines (embedded, MongoDB) hold it, repositories are
 * written on it once, and nothing above `storage/` knows which one runs.
 */

export type Value = string | number;

/** Told what takes or took long or was repaired at the start; plain words, no documents. */
export type StartLog = (message: string, facts?: Record<string, string | number>) => void;

/** A document of plain JSON. `id` is unique in its collection; `version` starts where the inserter says. */
export interface Document {
  readonly id: string;
  readonly version: number;
}

/** What is stored beside a document to find it by. */
export type Fields = Readonly<Record<string, Value | null>>;

export interface IndexSpec {
  readonly name: string;
  /** Names of what `fieldsOf` returns, or `id`. The last ones may be sorted or ranged over. */
  readonly fields: readonly string[];
  /** Of one field, a text, that no other index has: a reservation of an import takes it and nothing else. */
  readonly unique?: boolean;
}

export interface CollectionSpec {
  readonly name: string;
  /** Raise it when `fieldsOf` answers otherwise than before: stored fields are computed again at the next start. */
  readonly edition: number;
  /** Every field that an index names. A unique one is never null: the engines differ in what two nulls are. */
  fieldsOf(document: Document): Fields;
  readonly indexes: readonly IndexSpec[];
}

/** Which documents: those that have `equals`, and whose next field of the index lies in `range`. */
export interface Selection {
  /** Name of a declared index. `equals` gives its first fields, `range` is over the next one. */
  readonly index: string;
  readonly equals?: Fields;
  readonly range?: {
    readonly field: string;
    readonly from?: Value;
    readonly to?: Value;
    readonly above?: Value;
    readonly below?: Value;
  };
}

/** Along the index: 1 (default) or -1. */
export interface Query extends Selection {
  readonly direction?: 1 | -1;
  readonly skip?: number;
  readonly limit: number;
}

/** `stale`: the stored version is another, or the document is gone. `taken`: another document has a unique value. */
export type ReplaceOutcome = 'done' | 'stale' | 'taken';

export interface Collection<T extends Document> {
  get(id: string): Promise<T | null>;
  find(query: Query): Promise<readonly T[]>;
  count(selection: Selection): Promise<number>;
  /** Counts by the values of the index's next field. A value without documents is absent. */
  countBy(selection: Selection, field: string, values: readonly Value[]): Promise<ReadonlyMap<Value, number>>;
  /** The next documents in order of id; '' is before the first. */
  after(id: string, limit: number): Promise<T[]>;
  /** False: the id or a unique value exists. */
  insert(document: T): Promise<boolean>;
  /** Stores `document` with version + 1 while the stored version is still `version`. */
  replaceIf(id: string, version: number, document: T): Promise<ReplaceOutcome>;
  /**
   * Stores `document` at the same version while that is still the stored one: for what no reader decides by (an emptied
   * outbox, a count), so that nobody who holds the version is told that it changed.
   */
  amendIf(id: string, version: number, document: T): Promise<ReplaceOutcome>;
  deleteIf(id: string, version: number): Promise<boolean>;
}

/** A step of an import: all of a plan is done, or none of it. */
export type Step =
  | { readonly kind: 'insert'; readonly collection: string; readonly document: Document }
  | { readonly kind: 'replace'; readonly collection: string; readonly version: number; readonly document: Document }
  | { readonly kind: 'delete'; readonly collection: string; readonly id: string; readonly version: number };

export interface Engine {
  /** What runs, with its version. */
  readonly name: string;
  readonly specs: readonly CollectionSpec[];
  collection<T extends Document>(name: string): Collection<T>;
  /**
   * All steps or none; a plan names each id once. Embedded: one transaction. MongoDB: journalled in the store, finished by the next start after a
   * crash. Resolves to the first step that could not be done (nothing was changed then), or null.
   */
  apply(steps: AsyncIterable<Step> | Iterable<Step>, progress?: (done: number) => void): Promise<Step | null>;
  /** Throws when the store does not answer, or (embedded) its disk is full. */
  ping(): Promise<void>;
  /** The clock of the server; null where there is none but this process's. */
  serverTime(): Promise<Date | null>;
  close(): Promise<void>;
}

/** Fails for a selection that its index does not serve: such a query would read the whole collection. */
export function servedBy(spec: CollectionSpec, selection: Selection): IndexSpec {
  const index = spec.indexes.find(({ name }) => name === selection.index);
  if (!index) throw new Error(`${spec.name}: no index is named ${selection.index}`);
  const given = Object.keys(selection.equals ?? {});
  const first = index.fields.slice(0, given.length);
  const next = index.fields[given.length];
  if (given.some((field) => !first.includes(field)) || (selection.range && selection.range.field !== next)) {
    throw new Error(`${spec.name}: index ${index.name} does not serve ${JSON.stringify(selection)}`);
  }
  return index;
}

/** A text that differs when a collection's fields or indexes are declared otherwise. */
export const shapeOf = (spec: CollectionSpec): string =>
  JSON.stringify({
    edition: spec.edition,
    indexes: spec.indexes.map((index) => [index.name, index.fields, index.unique]),
  });
