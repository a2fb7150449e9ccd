import type { Named } from '../benefits/command';
import { claimBenefits } from './benefit-names';
import type { Entity, Reading } from './entity';
import { conceptsOf } from './excerpt';
import { claimGroups, claimReceivers, claimTeams } from './group-names';
import { claimFullNames, claimPeople } from './person-names';
import { isVersion, MOST_NAMES, type Scan, scanOf } from './scan';
import type { Token } from './text';
import type { Sources } from './words';

/** Finds the words and names of a text; what is found first keeps its words. */
export function read(
  text: string,
  tokens: readonly Token[],
  sources: Sources,
  mentioned: ReadonlyMap<number, Named>,
): Reading {
  const scan = scanOf(text, tokens, sources);
  claimAddresses(scan, mentioned);
  claimGroups(scan, sources);
  claimTeams(scan, sources);
  claimFullNames(scan);
  claimBenefits(scan);
  claimPeople(scan);
  claimReceivers(scan);
  claimUnknowns(scan);
  claimNameAlone(scan);
  const { entities, entityAt, spans, locale, has, corrections } = scan;
  entities.sort((a, b) => a.start - b.start);
  const concepts = conceptsOf(tokens, spans, entities);
  return { text, tokens, spans, entityAt, entities, concepts, locale, has, corrections };
}

function claimAddresses(scan: Scan, mentioned: ReadonlyMap<number, Named>): void {
  const { tokens, people, count, claim } = scan;
  for (let i = 0; i < count; i += 1) {
    const token = tokens[i];
    if (token?.kind === 'mention') {
      const named = mentioned.get(token.mention ?? -1);
      const text = typeof named === 'object' && 'unknown' in named ? named.unknown : String(named);
      if (named) claim({ kind: 'person', start: i, end: i + 1, named, text, weak: false });
    }
    if (token?.kind === 'email') {
      const index = people.ids.length > 0 ? lookup(people.ids, token.norm) : -1;
      const id = people.ids[index];
      claim({
        kind: 'email',
        start: i,
        end: i + 1,
        named: id !== undefined ? id : { unknown: token.raw },
        text: token.raw,
        weak: false,
      });
    }
  }
}

/** Names that nobody and nothing has. */
function claimUnknowns(scan: Scan): void {
  const { tokens, norms, unknownWord, proper, count, entityAt, entities, raw, claim } = scan;
  for (let i = 0; i < count; i += 1) {
    if (entities.length >= MOST_NAMES) break;
    if (entityAt[i] || !unknownWord.has(i)) continue;
    let end = i + 1;
    while (
      end < count &&
      !entityAt[end] &&
      (unknownWord.has(end) ||
        (isVersion(norms[end] ?? '') && tokens[end]?.before !== "'") ||
        (proper(end) && proper(end - 1) && tokens[end]?.kind === 'word'))
    )
      end += 1;
    claim({ kind: 'unknown', start: i, end, named: { unknown: raw(i, end) }, text: raw(i, end), weak: !proper(i) });
    i = end - 1;
  }
}

const LONGEST_NAME = 4;
/** "Karl Dupuis", and nothing else: all of it is the name, also words that mean something elsewhere. */
function claimNameAlone({ tokens, count, entities, raw, claim }: Scan): void {
  const [first, ...others] = entities;
  if (first?.kind !== 'person' || first.start > 0 || ![first, ...others].every(isUnlisted)) return;
  if (count > LONGEST_NAME || !tokens.every(({ kind, capital }) => kind === 'word' && capital)) return;
  entities.length = 0;
  claim({ ...first, end: count, named: { unknown: raw(0, count) }, text: raw(0, count) });
}

const isUnlisted = ({ named }: Entity): boolean => typeof named === 'object' && 'unknown' in named;

function lookup(ids: readonly string[], id: string): number {
  let low = 0;
  let high = ids.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ids[middle] ?? '') < id) low = middle + 1;
    else high = middle;
  }
  return ids[low] === id ? low : -1;
}
