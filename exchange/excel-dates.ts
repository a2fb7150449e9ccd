/** Built-in date formats (18.8.30), those of East Asian locales, and custom ones with a day, month or year. */
export function isDateFormat(id: number, formats: ReadonlyMap<number, string>): boolean {
  const code = formats.get(id);
  if (code === undefined)
    return (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
  return /[dy]|m{3,}/i.test(code.replace(/"[^"]*"|\\.|\[[^[\]]*\]|_./g, ''));
}

const DAY = 86_400_000;

/** Converts a serial date. Excel counts a 1900-02-29 that never existed. */
export function serialDay(serial: number, date1904: boolean): string | null {
  const whole = Math.floor(serial);
  const base = date1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, whole < 61 ? 31 : 30);
  const time = base + whole * DAY;
  if (!(time > Date.UTC(1899, 11, 31) && time < Date.UTC(10_000, 0, 1))) return null;
  return new Date(time).toISOString().slice(0, 10);
}
