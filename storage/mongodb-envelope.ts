import { randomBytes } from 'node:crypto';
import type { Filter, Sort } from 'mongodb';
import { type CollectionSpec, type Document, type Fields, type Query, type Selection, servedBy } from './engine';

/**
 * A document as stored in MongoDB: the JSON under `document`, beside it the indexed fields. `trail` keeps the ids of
 * the last writes by version, to recognize a write whose reply was lost. `held` names the import that is about to
 * change it. Version 0 is an id reserved by an import; queries skip it.
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
const trailSlot = (version: number): string => `v${version % TRAIL}`;
export const stampedBy = (envelope: Envelope | null, version: number, stamp: string): boolean =>
  envelope?.trail[trailSlot(version)] === stamp;

const column = (field: string): string => (field === 'id' ? '_id' : field);

export const fieldNames = (spec: CollectionSpec): string[] => [
  ...new Set(spec.indexes.flatMap(({ fields }) => fields).filter((field) => field !== 'id')),
];

/** Every indexed field; null if the document has none. */
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

/** The `$set` of an update. Without a write id, the previous one stays. */
export const changeOf = (spec: CollectionSpec, document: Document, stamp: string | null): Record<string, unknown> => ({
  ...fieldsOf(spec, document),
  version: document.version,
  document,
  ...(stamp === null ? {} : { [`trail.${trailSlot(document.version)}`]: stamp }),
});

/** The fields that an import reserves first. */
export function uniqueFields(spec: CollectionSpec, document: Document): Fields {
  const all = fieldsOf(spec, document);
  const unique = spec.indexes.filter(({ unique }) => unique).flatMap(({ fields }) => fields);
  return Object.fromEntries(unique.map((field) => [field, all[field] ?? null]));
}

export const keyOf = (fields: readonly string[]): Record<string, 1> =>
  Object.fromEntries(fields.map((field) => [column(field), 1]));

/** Reserved ids have only unique fields, so other filters don't match them. */
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
  if (selection.among) terms.push([column(selection.among.field), { $in: [...selection.among.values] }]);
  if (index.unique) terms.push(['version', { $gt: 0 }]);
  else if (terms.length === 0) terms.push([column(index.fields[0] ?? 'id'), { $gte: '' }]);
  return Object.fromEntries(terms);
}

export function sortOf(spec: CollectionSpec, query: Query): Sort {
  const rest = servedBy(spec, query).fields.filter((field) => !(field in (query.equals ?? {})));
  return Object.fromEntries(rest.map((field) => [column(field), query.direction ?? 1]));
}
