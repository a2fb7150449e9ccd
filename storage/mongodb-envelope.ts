import { randomBytes } from 'node:crypto';
import type { Filter, Sort } from 'mongodb';
import { type CollectionSpec, type Document, type Fields, type Query, type Selection, servedBy } from './engine';

/**
 * How a document stands in MongoDB: as it is, under `document`, and beside it the fields that its indexes name. The last
 * writes' stamps are kept in `trail`, by version, so that a write whose answer was lost is recognised. `held` names the
 * import that is about to change it; version 0 is an id that an import has reserved, and nobody sees it.
 */
export interface Envelope {
  _id: string;
  version: number;
  document?: Document;
  trail: Record<string, string>;
  held?: string | null;
  [field: string]: unknown;
}

const TRAIL = 8;

export const newStamp = (): string => randomBytes(9).toString('base64url');
export const trailSlot = (version: number): string => `v${version % TRAIL}`;
export const stampedBy = (envelope: Envelope | null, version: number, stamp: string): boolean =>
  envelope?.trail[trailSlot(version)] === stamp;

const column = (field: string): string => (field === 'id' ? '_id' : field);

export const fieldNames = (spec: CollectionSpec): string[] => [
  ...new Set(spec.indexes.flatMap(({ fields }) => fields).filter((field) => field !== 'id')),
];

/** Every field that an index names, null where the document has none. */
export function fieldsOf(spec: CollectionSpec, document: Document): Fields {
  const values = spec.fieldsOf(document);
  return Object.fromEntries(fieldNames(spec).map((field) => [field, values[field] ?? null]));
}

export const envelopeOf = (spec: CollectionSpec, document: Document, stamp: string): Envelope => ({
  ...fieldsOf(spec, document),
  _id: document.id,
  version: document.version,
  document,
  trail: { [trailSlot(document.version)]: stamp },
});

/** What `$set` writes when the document becomes this one. Without a stamp, that of the version's writer stays. */
export const changeOf = (spec: CollectionSpec, document: Document, stamp: string | null): Record<string, unknown> => ({
  ...fieldsOf(spec, document),
  version: document.version,
  document,
  ...(stamp === null ? {} : { [`trail.${trailSlot(document.version)}`]: stamp }),
});

/** The unique fields alone: what a reservation takes before the rest is written. */
export function uniqueFields(spec: CollectionSpec, document: Document): Fields {
  const all = fieldsOf(spec, document);
  const unique = spec.indexes.filter(({ unique }) => unique).flatMap(({ fields }) => fields);
  return Object.fromEntries(unique.map((field) => [field, all[field] ?? null]));
}

export const keyOf = (fields: readonly string[]): Record<string, 1> =>
  Object.fromEntries(fields.map((field) => [column(field), 1]));

/** A reserved id has no fields but its unique ones, so only what names no other value has to leave it out. */
export function filterOf(spec: CollectionSpec, selection: Selection): Filter<Envelope> {
  const index = servedBy(spec, selection);
  const terms: [string, unknown][] = Object.entries(selection.equals ?? {}).map(([field, value]) => [
    column(field),
    value,
  ]);
  if (selection.range) {
    const { field, from, to, above, below } = selection.range;
    const bounds = { $gte: from, $lte: to, $gt: above, $lt: below };
    terms.push([column(field), Object.fromEntries(Object.entries(bounds).filter(([, value]) => value !== undefined))]);
  }
  if (index.unique) terms.push(['version', { $gt: 0 }]);
  else if (terms.length === 0) terms.push([column(index.fields[0] ?? 'id'), { $gte: '' }]);
  return Object.fromEntries(terms);
}

export function sortOf(spec: CollectionSpec, query: Query): Sort {
  const rest = servedBy(spec, query).fields.filter((field) => !(field in (query.equals ?? {})));
  return Object.fromEntries(rest.map((field) => [column(field), query.direction ?? 1]));
}
