/** What was made for these looks, where it still holds, or else made anew. */
type Kept<T> = (looks: readonly unknown[], make: () => T, holds?: (known: T) => boolean) => T;

/** Keeps what was made for the same looks, up to so many; what is kept is never changed. */
export function kept<T>(most: number): Kept<T> {
  const all = new Map<string, T>();
  return (looks, make, holds = () => true) => {
    const key = looks.join('\u0000');
    const known = all.get(key);
    if (known !== undefined && holds(known)) return known;
    if (all.size >= most) all.clear();
    const made = make();
    all.set(key, made);
    return made;
  };
}
