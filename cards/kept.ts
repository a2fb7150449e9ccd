/** Keeps what was made for the same looks, up to so many; what is kept is never changed. */
export function kept<T>(most: number): (looks: readonly unknown[], make: () => T) => T {
  const all = new Map<string, T>();
  return (looks, make) => {
    const key = looks.join('\u0000');
    const known = all.get(key);
    if (known !== undefined) return known;
    if (all.size >= most) all.clear();
    const made = make();
    all.set(key, made);
    return made;
  };
}
