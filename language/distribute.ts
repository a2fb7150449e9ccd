import type { Command } from '../benefits/command';
import { numberOf } from './dates';
import type { Entity, Reading } from './entity';
import { excerpts, positions } from './excerpt';
import { markerOf } from './parts';
import { pairsOf } from './several';

export const SEATS: ReadonlySet<Command> = new Set(['assign', 'unassign', 'reassign']);

/** "Power BI to Ana and Project to Nadia": a part for each benefit with its people. */
export function distributed(command: Command, reading: Reading): Reading[] {
  if (command === 'set-quantity') return byNumber(reading);
  const pairs = pairsOf(command, reading);
  if (pairs) return pairs;
  if (!SEATS.has(command) && command !== 'keys' && command !== 'set-role') return [reading];
  const names = reading.entities.filter(({ weak, kind }) => !weak && kind !== 'unknown');
  const kinds = names.map(({ kind }) => (kind === 'benefit' ? 'b' : 'p'));
  const first = kinds[0];
  const cuts: number[] = [];
  for (let i = 1; i < kinds.length; i += 1) {
    if (kinds[i] !== first || kinds[i - 1] === first) continue;
    const left = kinds.slice(cuts.at(-1) ?? 0, i);
    const right = kinds.slice(i);
    if (
      new Set(left).size === 2 &&
      new Set(right).size === 2 &&
      linked(reading, names[i - 1]?.end ?? 0, names[i]?.start ?? 0)
    )
      cuts.push(i);
  }
  if (cuts.length === 0) {
    const cut = turned(reading, names);
    if (cut === null) return [reading];
    cuts.push(cut);
  }
  const bounds = [0, ...cuts.map((i) => names[i]?.start ?? 0), reading.tokens.length];
  return excerpts(
    reading,
    bounds.slice(1).map((end, k) => positions(bounds[k] ?? 0, end)),
  );
}

/** "give Tom and Ana Power BI, and Visio to Nadia": the second benefit comes before its person. */
function turned(reading: Reading, names: readonly Entity[]): number | null {
  const isBenefit = ({ kind }: Entity) => kind === 'benefit';
  const begin = names.findIndex(isBenefit);
  const end = begin < 0 ? -1 : names.findIndex((name, i) => i > begin && !isBenefit(name));
  const receiver = names[end];
  if (begin < 1 || end - begin < 2 || !receiver || names.slice(end).some(isBenefit)) return null;
  if (!/^(?:to|for|from)$/u.test(markerOf(reading, receiver).marker)) return null;
  const cut = end - 1;
  return linked(reading, names[cut - 1]?.end ?? 0, names[cut]?.start ?? 0) ? cut : null;
}

/** "20 Power BI and 8 Visio": a part for each benefit with its number. */
function byNumber(reading: Reading): Reading[] {
  const { tokens, entities, entityAt } = reading;
  const benefits = entities.filter(({ kind }) => kind === 'benefit');
  const number = (i: number) =>
    !entityAt[i] && numberOf(tokens[i]?.norm ?? '') !== null && tokens[i]?.kind === 'number';
  const cuts = benefits.slice(1).flatMap(({ start }, k) => {
    const before = [start - 1, start - 2].find(number);
    const after = benefits[k]?.end ?? 0;
    if (before !== undefined && before > after) return before;
    // "Power BI to 20 and Visio to 8".
    return tokens.some((_token, i) => i >= after && i < start && number(i)) ? start : [];
  });
  const bounds = [0, ...cuts, tokens.length];
  return excerpts(
    reading,
    bounds.slice(1).map((end, k) => positions(bounds[k] ?? 0, end)),
  );
}

/** Only "and", a comma or small words stand between. */
function linked({ tokens, spans }: Reading, from: number, to: number): boolean {
  let link = false;
  for (let i = from; i < to; i += 1) {
    if (/^[,;&+/]$/u.test(tokens[i]?.norm ?? '') || tokens[i]?.raw === '\n') link = true;
    else if ((spans[i] ?? []).some(({ concept }) => concept === 'AND')) link = true;
    else if (
      !(spans[i] ?? []).some(({ concept }) =>
        /^(?:SKIP|TO|FOR|OF|FROM|TOONLY|SEAT|ALSO|AND|KEY|MEDIA|LEND)$/u.test(concept),
      )
    )
      return false;
  }
  return link;
}
