import type { Act } from '../benefits/command';
import type { Reading } from './entity';

/** How a reason begins behind the name of what is wished for. */
const WHY =
  /(?<![\p{L}\p{N}])(?:because|since|until|till|so (?:that|i|we)|as (?:i|we|my|our|the)|for(?! me| myself| now)|to(?! me)|it['’]?s|i(?:['’]m)?|we(?:['’]re)?|reason|parce|car|puisqu|jusqu|comme (?:je|nous|on)|vu qu|afin|pour(?! moi| nous)|c['’]est|j['’]|je|nous|motif|raison)(?![\p{L}\p{N}])/iu;
const LONGEST = 300;

/** Why somebody wishes for a seat of their own, as typed; null: not said. */
export function reasonIn({ text, tokens, entities }: Reading, acts: readonly Act[]): string | null {
  const [act, ...others] = acts;
  if (act?.command !== 'assign' || act.slots.user !== 'me' || others.length > 0) return null;
  const benefit = entities.findLast(({ kind, weak }) => kind === 'benefit' && !weak);
  const from = tokens[(benefit?.end ?? 0) - 1]?.end ?? text.length;
  const at = text.slice(from).search(WHY);
  const end = tokens.findLast(({ kind }) => kind !== 'mark')?.end ?? text.length;
  const reason = at < 0 ? '' : text.slice(from + at, end);
  return reason.includes(' ') ? reason.slice(0, LONGEST) : null;
}
