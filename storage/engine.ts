import type { Replaced } from '../benefits/ports';

/**
 * The document engine. It has two implementations, embedded and MongoDB; the repositories are written once on top of
 * it.
 */

export type Value = string | number;

/** Receives startup progress and repair messages; must not contain document contents. */
export type StartLog = (message: string, facts?: Record<string, string | number>) => void;

/** Plain JSON. `id` is unique in its collection. */
export interface Document {
  readonly id: string;
  readonly version: number;
}

/** Indexed fields, stored beside the document. */
export type Fields = Readonly<Record<string, Value | null>>;

export interface IndexSpec {
  readonly name: string;
  /** Names from `fieldsOf`, or `id`. Queries may sort or range over the last ones. */
  readonly fields: readonly string[];
  /** Only for an index of a single text field that no other index has: an import reserves that value. */
  readonly unique?: boolean;
}

export interface CollectionSpec {
  readonly name: string;
  /** Returns every indexed field. A unique one must not be null: the engines differ on whether nulls are equal. */
  fieldsOf(document: Document): Fields;
  readonly indexes: readonly IndexSpec[];
}

/** Selects documents that match `equals` and whose next index field lies in `range`, or is one of the values of `among`. */
export interface Selection {
  /** Name of a declared index. `equals` covers its first fields, `range` the next one. */
  readonly index: string;
  readonly equals?: Fields;
  readonly range?: {
    readonly field: string;
    readonly from?: Value;
    readonly to?: Value;
    readonly above?: Value;
    readonly below?: Value;
  };
  readonly among?: { readonly field: string; readonly values: readonly Value[] };
}

/** Order along the index. */
export interface Query extends Selection {
  readonly direction?: 1 | -1;
  readonly skip?: number;
  readonly limit: number;
}

export interface Collection<T extends Document> {
  get(id: string): Promise<T | null>;
  /** Those that exist, in any order. */
  getMany(ids: readonly string[]): Promise<readonly T[]>;
  find(query: Query): Promise<readonly T[]>;
  count(selection: Selection): Promise<number>;
  /** Counts per value of `among`. Values without documents are absent. */
  countEach(selection: Selection & Pick<Required<Selection>, 'among'>): Promise<ReadonlyMap<Value, number>>;
  /** The next documents in order of id, starting from ''. */
  after(id: string, limit: number): Promise<T[]>;
  /** False if the id or a unique value exists. */
  insert(document: T): Promise<boolean>;
  /** Skips those whose id or unique value exists, and resolves to the number of the others, or to less after a lost reply. */
  insertAll(documents: readonly T[]): Promise<number>;
  /** Stores `document` with version + 1 if the stored version is still `version`. */
  replaceIf(id: string, version: number, document: T): Promise<Replaced>;
  /**
   * Stores `document` without raising the version, if that is still the stored one. For what nobody decides by, such as
   * an emptied outbox or a count.
   */
  amendIf(id: string, version: number, document: T): Promise<Replaced>;
  deleteIf(id: string, version: number): Promise<boolean>;
  /**
   * Adds `document[field][key]`, raises the version, and resolves to the document as it is then, in one round trip. Null:
   * the key is there already (perhaps from this call, whose reply was lost), or the document isn't. `field` must not be
   * indexed.
   */
  addTo(id: string, field: keyof T & string, key: string, value: unknown): Promise<T | null>;
}

/** Creates, replaces (if still at `before.version`) or removes a document of the collection `of`. */
export interface EngineWrite {
  readonly of: string;
  readonly before: Document | null;
  readonly after: Document | null;
}

export interface Engine {
  /** With the version of the server. */
  readonly name: string;
  readonly specs: readonly CollectionSpec[];
  collection<T extends Document>(name: string): Collection<T>;
  /**
   * Atomic; a plan names each id once. Embedded: one transaction. MongoDB: journaled in the store, and finished by the
   * next start after a crash. False: a write conflicts, and nothing was changed.
   */
  apply(
    writes: AsyncIterable<EngineWrite> | Iterable<EngineWrite>,
    progress?: (done: number) => void,
  ): Promise<boolean>;
  /** Throws if the store does not answer or (embedded) its disk is full. */
  ping(): Promise<void>;
  /** Null without a server. */
  serverTime(): Promise<Date | null>;
  close(): Promise<void>;
}

/** Throws if the index does not serve the selection, which would read the whole collection. */
export function servedBy(spec: CollectionSpec, selection: Selection): IndexSpec {
  const index = spec.indexes.find(({ name }) => name === selection.index);
  if (!index) throw new Error(`${spec.name}: no index is named ${selection.index}`);
  const given = Object.keys(selection.equals ?? {});
  const first = index.fields.slice(0, given.length);
  const next = index.fields[given.length];
  const further = selection.range?.field ?? selection.among?.field ?? next;
  if (given.some((field) => !first.includes(field)) || further !== next) {
    throw new Error(`${spec.name}: index ${index.name} does not serve ${JSON.stringify(selection)}`);
  }
  return index;
}
