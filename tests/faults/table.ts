/** The counts of a run, as the table in docs/reliability.md. */

type Counts = Readonly<Record<string, unknown>>;

/** `heldTwice` → `held twice`. */
const words = (name: string): string => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

const isCounts = (value: unknown): value is Counts =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Of a list how long it is, of many figures the largest. */
function counted([name, value]: [string, unknown]): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return `${words(name)} ${value.length}`;
  if (!isCounts(value)) return `${words(name)} ${typeof value === 'number' ? value.toLocaleString('en') : value}`;
  const figures = Object.entries(value);
  return figures.length > 9
    ? `${words(name)} at most ${Math.max(...figures.map(([, figure]) => Number(figure)))}`
    : `${words(name)}: ${figures.map(counted).join(', ')}`;
}

/** Several rounds are told in a row each. */
export const rowsOf = (name: string, result: unknown, seconds: number): string[][] =>
  [result]
    .flat()
    .map((one, at) => [
      at === 0 ? `\`${name}\`` : '',
      isCounts(one) ? Object.entries(one).map(counted).join('; ') : `${one}`,
      at === 0 ? `${seconds} s` : '',
    ]);

export const tableOf = (rows: readonly string[][]): string =>
  [['NAME', 'counts', 'time'], ['---', '---', '---'], ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
