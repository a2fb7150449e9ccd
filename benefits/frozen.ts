/** The value itself, with all that is in it: given to many, it can be changed by none; whoever tries finds out at once. */
export function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
}
