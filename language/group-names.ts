import type { Scan } from './scan';
import type { Sources } from './words';

const NO_TEAM =
  /^(?:whole|entire|same|other|new|old|our|my|user|users|full|rest|client|customer|s'il|svp|stp|please)$/u;

const EVERYONE = /^(?:everyone|everybody|monde)$/u;
const PEOPLE =
  /^(?:people|folks|employees|users|colleagues|staff|gens|collegues|utilisateurs|collaborateurs|salaries|employes)$/u;
const ALL = /^(?:all|every|tous|toutes)$/u;
const OF = /^(?:in|from|of|at|within|on|dans|a|au|aux|du|de|des|chez)$/u;
const ARTICLE = /^(?:the|our|my|their|la|le|les|l'|notre|nos)$/u;
/** "everyone in the company", "everyone of us": really all. */
const WHOLE =
  /^(?:company|organisation|organization|org|business|firm|house|office|offices|list|team|teams|staff|workforce|us|them|you|ours|here|general|need|all|question|entreprise|societe|boite|maison|bureau|liste|equipe|nous|vous|eux|ici|general|tous|question|once|time|least|work|board|that|this|which|who)$/u;

/** Groups of the data, where a word calls them. */
export function claimGroups(scan: Scan, { groups }: Pick<Sources, 'groups'>): void {
  const { benefits, norms, bare, benefitWord, count, has, entityAt, raw, claim } = scan;
  for (const { words: name, group } of groups) {
    for (let i = 0; i + name.length <= count; i += 1) {
      if (entityAt[i] || !name.every((word, k) => bare[i + k] === word)) continue;
      const end = i + name.length;
      const called =
        /^(?:in|to|for|of|from|group|team|dans|a|au|pour|de|d'|du|groupe|equipe|service|departement|aux|the|le|la|les|l'|everyone|everybody|all|with)$/u.test(
          norms[i - 1] ?? '',
        ) ||
        /^(?:team|group|department|people|folks|groupe)$/u.test(norms[end] ?? '') ||
        (has(i - 1, 'GIVE') && benefitWord(bare[end] ?? ''));
      // "Dynamics Sales" is a benefit; "groupe" calls a group, though "Azure groupé" has the word.
      if (!called || (benefits.has(bare[i - 1] ?? '') && norms[i - 1] !== 'groupe')) continue;
      claim({ kind: 'group', start: i, end, named: group, text: raw(i, end), weak: false });
    }
  }
}

/** Teams that are no group in the data. */
export function claimTeams(scan: Scan): void {
  const { tokens, benefits, norms, bare, count, glue, entityAt, raw, claim } = scan;
  for (let i = 0; i < count; i += 1) {
    const [start, end] = teamAt(i);
    if (end > start && !entityAt.slice(start, end).some(Boolean) && !benefits.has(bare[start - 1] ?? ''))
      claim({ kind: 'team', start, end, named: { unknown: raw(start, end) }, text: raw(start, end), weak: false });
  }

  /** "the QA team", "l'équipe QA": the words without the article. */
  function teamAt(position: number): [number, number] {
    const norm = norms[position] ?? '';
    const called = (at: number) => tokens[at]?.kind === 'word' && !NO_TEAM.test(norms[at] ?? '') && !glue(at);
    if (/^(?:team|department|squad|group)$/u.test(norm)) {
      let start = position;
      while (start > position - 3 && called(start - 1)) start -= 1;
      if (start < position && /^(?:the|our|to|for|my|in|entire)$/u.test(norms[start - 1] ?? ''))
        return [start, position + 1];
    }
    if (
      /^(?:equipe|service|departement|pole|groupe)$/u.test(norm) &&
      /^(?:l'|le|la|notre|au|du|un|une)$/u.test(norms[position - 1] ?? '')
    ) {
      let end = position + 1;
      while (end < position + 3 && called(end)) end += 1;
      if (end > position + 1) return [position, end];
    }
    return someOf(position) ?? [0, 0];
  }

  /** "everyone in marketing", "tout le monde à la compta": only some, whoever they are. */
  function someOf(position: number): [number, number] | null {
    const [last = '', ...before] = [1, 2, 3].map((back) => norms[position - back] ?? '');
    const everyone = EVERYONE.test(last) || (PEOPLE.test(last) && before.some((norm) => ALL.test(norm)));
    if (!OF.test(norms[position] ?? '') || !everyone) return null;
    const start = ARTICLE.test(norms[position + 1] ?? '') ? position + 2 : position + 1;
    const some = tokens[start]?.kind === 'word' && !WHOLE.test(norms[start] ?? '') && !benefits.has(bare[start] ?? '');
    return some ? [start, start + 1] : null;
  }
}
