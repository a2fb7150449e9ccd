import type { Command } from '../benefits/command';
import { numberOf } from './dates';
import type { Reading } from './entity';
import { excerpts, positions } from './excerpt';
import type { Company } from './filler';
import { markerOf } from './parts';
import { pairsOf } from './several';

export const SEATS: ReadonlySet<Command> = new Set(['assign', 'unassign', 'reassign']);

type Period = ReturnType<Company['untilIn']>;

interface Item {
  kind: 'benefit' | 'person' | 'value';
  start: number;
  end: number;
}

/** "Power BI to Ana and Project to Nadia", "Visio to 18 and Project to 20": a part for each name with what belongs to it. */
export function distributed(command: Command, reading: Reading, period: Period): Reading[] {
  const pairs = pairsOf(command, reading);
  if (pairs) return pairs;
  const items = itemsOf(command, reading);
  const first = items[0]?.kind;
  const cuts: number[] = [];
  for (let i = 1; i < items.length; i += 1) {
    if (items[i]?.kind !== first || items[i - 1]?.kind === first) continue;
    const kinds = (part: readonly Item[]) => new Set(part.map(({ kind }) => kind)).size;
    const whole = kinds(items.slice(cuts.at(-1) ?? 0, i)) === 2 && kinds(items.slice(i)) === 2;
    if (whole && (command === 'set-quantity' || linked(reading, items[i - 1]?.end ?? 0, items[i]?.start ?? 0, period)))
      cuts.push(i);
  }
  if (cuts.length === 0) {
    const cut = turned(reading, items, period);
    if (cut === null) return [reading];
    cuts.push(cut);
  }
  const bounds = [0, ...cuts.map((i) => items[i]?.start ?? 0), reading.tokens.length];
  return excerpts(
    reading,
    bounds.slice(1).map((end, k) => positions(bounds[k] ?? 0, end)),
  );
}

/** "give Tom and Ana Power BI, and Visio to Nadia": the second benefit comes before its person. */
function turned(reading: Reading, items: readonly Item[], period: Period): number | null {
  const isBenefit = ({ kind }: Item) => kind === 'benefit';
  const begin = items.findIndex(isBenefit);
  const end = begin < 0 ? -1 : items.findIndex((item, i) => i > begin && !isBenefit(item));
  const receiver = items[end];
  if (begin < 1 || end - begin < 2 || !receiver || items.slice(end).some(isBenefit)) return null;
  if (!/^(?:to|for|from)$/u.test(markerOf(reading, receiver).marker)) return null;
  const cut = end - 1;
  return linked(reading, items[cut - 1]?.end ?? 0, items[cut]?.start ?? 0, period) ? cut : null;
}

/** The names of a text, with the numbers or roles where the command has such. */
function itemsOf(command: Command, { tokens, spans, entities, entityAt }: Reading): Item[] {
  const names = entities.flatMap(({ weak, kind, start, end }): Item[] => {
    if (weak || kind === 'unknown') return [];
    const item = { kind: kind === 'benefit' ? ('benefit' as const) : ('person' as const), start, end };
    return (item.kind === 'benefit' ? command !== 'set-role' : command !== 'set-quantity') ? [item] : [];
  });
  if (SEATS.has(command) || command === 'keys') {
    // "Project to me and Power BI to Ana"
    const me = tokens.flatMap(({ norm }, i): Item[] =>
      !entityAt[i] && /^(?:me|myself|moi)$/u.test(norm) && /^(?:to|for|a|pour)$/u.test(tokens[i - 1]?.norm ?? '')
        ? [{ kind: 'person', start: i, end: i + 1 }]
        : [],
    );
    // "give it to Ana, and Project to Tom"
    const it = tokens.flatMap(({ norm }, i): Item[] =>
      !entityAt[i] &&
      (norm === 'it' || (/^(?:le|la|les)$/u.test(norm) && /^(?:a|pour)$/u.test(tokens[i + 1]?.norm ?? '')))
        ? [{ kind: 'benefit', start: i, end: i + 1 }]
        : [],
    );
    return [...names, ...me, ...it].sort((a, b) => a.start - b.start);
  }
  const isValue =
    command === 'set-quantity'
      ? (i: number) => tokens[i]?.kind === 'number' && numberOf(tokens[i]?.norm ?? '') !== null
      : command === 'set-role'
        ? (i: number) => (spans[i] ?? []).some(({ concept }) => concept.startsWith('ROLE:'))
        : null;
  if (!isValue) return [];
  const values = tokens.flatMap((_token, i): Item[] =>
    !entityAt[i] && isValue(i) ? [{ kind: 'value', start: i, end: i + 1 }] : [],
  );
  return [...names, ...values].sort((a, b) => a.start - b.start);
}

/** Only "and", a comma, a period or small words stand between. */
function linked({ tokens, spans }: Reading, from: number, to: number, period: Period): boolean {
  let link = false;
  for (let i = from; i < to; i += 1) {
    if (period && i >= period.start && i < period.end) continue;
    if (/^[,;&+/]$/u.test(tokens[i]?.norm ?? '') || tokens[i]?.raw === '\n') link = true;
    else if ((spans[i] ?? []).some(({ concept }) => concept === 'AND')) link = true;
    else if (
      !(spans[i] ?? []).some(({ concept }) =>
        /^(?:SKIP|TO|FOR|OF|FROM|TOONLY|SEAT|ALSO|AND|KEY|MEDIA|LEND|ROLE)$/u.test(concept),
      )
    )
      return false;
  }
  return link;
}
