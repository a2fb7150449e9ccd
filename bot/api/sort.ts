/** Rows in the order of `key`; equal ones keep theirs. */
export function sorted<Row>(rows: readonly Row[], key: (row: Row) => string | number, descending: unknown): Row[] {
  const direction = descending === true ? -1 : 1;
  return rows
    .map((row) => ({ row, key: key(row) }))
    .sort((a, b) => direction * (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ row }) => row);
}
