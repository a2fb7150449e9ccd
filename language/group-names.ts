import type { Scan } from './scan';
import type { Sources } from './words';

/** Who may stand for several people, or for somebody by a role of theirs. */
const CROWD =
  /^(?:interns|trainees|apprentices|students|contractors|freelancers|consultants|temps|newcomers|recruits|guys|lads|folks|crew|gang|devs|developers|designers|engineers|architects|accountants|managers|reps|hires|joiners|starters|arrivals|colleagues|stagiaires|apprentis|alternants|etudiants|prestataires|interimaires|recrues|arrivants|developpeurs|ingenieurs|architectes|comptables|commerciaux|vendeurs|collegues)$/u;
/** With a word of its own before it ("the QA team") or after it ("l'équipe QA"); or somebody's. */
const TEAM = /^(?:team|department|dept|squad|group|unit|division|people|folks|staff)$/u;
const EQUIPE = /^(?:equipe|service|departement|pole|groupe)$/u;
const RELATED =
  /^(?:team|department|squad|replacement|successor|assistant|manager|boss|colleagues?|interns?|secretary|equipe|remplacante?|successeure?|assistante?|chef|responsable|manageur|collegues?|stagiaires?)$/u;
const NO_TEAM = /^(?:whole|entire|same|other|our|my|user|users|full|rest|client|customer|s'il|svp|stp|please|and|et)$/u;

const EVERYONE = /^(?:everyone|everybody|monde)$/u;
const PEOPLE =
  /^(?:people|folks|employees|users|colleagues|staff|gens|collegues|utilisateurs|collaborateurs|salaries|employes)$/u;
const ALL = /^(?:all|every|tous|toutes)$/u;
const OF = /^(?:in|from|of|at|within|on|dans|a|au|aux|du|de|des|chez)$/u;
const ARTICLE = /^(?:the|our|my|their|la|le|les|l'|notre|nos)$/u;
const BEFORE_CROWD =
  /^(?:the|our|my|all|these|those|both|new|to|for|from|other|two|three|les|des|aux|nos|mes|ces|tous|deux|trois|pour|pr)$/u;
const CONNECTS = /^(?:de|des|du|d')$/u;
/** "to whoever asked first", "à celui qui a demandé". */
const WHOEVER = /^(?:whoever|whomever|quiconque|celui|celle|ceux|celles|those|anybody|anyone)$/u;
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
        /^(?:in|to|for|of|from|group|team|dans|a|au|pour|de|d'|du|groupe|equipe|service|departement|aux|the|le|la|les|l'|everyone|everybody|all|with|on|whole|entire|toute?)$/u.test(
          norms[i - 1] ?? '',
        ) ||
        /^(?:team|group|department|people|folks|groupe)$/u.test(norms[end] ?? '') ||
        (has(i - 1, 'GIVE') && benefitWord(bare[end] ?? ''));
      // "Dynamics Sales" is a benefit; "groupe" calls a group, though "Azure groupé" has the word.
      const needed = norms[i - 2] === 'besoin';
      if (!called || needed || (benefits.has(bare[i - 1] ?? '') && norms[i - 1] !== 'groupe')) continue;
      claim({ kind: 'group', start: i, end, named: group, text: raw(i, end), weak: false });
    }
  }
}

/** People whom the data has no group or name for: "the interns", "the QA team", "Tom's replacement", "everyone in marketing". */
export function claimTeams(scan: Scan, { lexicon }: Pick<Sources, 'lexicon'>): void {
  const { tokens, benefits, people, norms, bare, count, glue, has, entityAt, raw, claim } = scan;
  for (let i = 0; i < count; i += 1) {
    const [start, end] = teamAt(i) ?? someOf(i) ?? [0, 0];
    if (end > start && !entityAt.slice(start, end).some(Boolean) && !benefits.has(bare[start - 1] ?? '')) {
      claim({ kind: 'team', start, end, named: { unknown: raw(start, end) }, text: raw(start, end), weak: false });
      i = end - 1;
    }
  }

  /** The words of a team without the article. */
  function teamAt(position: number): [number, number] | null {
    const norm = norms[position] ?? '';
    const called = (at: number) => tokens[at]?.kind === 'word' && !NO_TEAM.test(norms[at] ?? '') && !glue(at);
    const before = norms[position - 1] ?? '';
    // "Tom's replacement": a receiver, not an approver.
    if (RELATED.test(norm) && before === "'s" && /^(?:to|for|from|give)$/u.test(norms[position - 3] ?? ''))
      return [position - 2, position + 1];
    if (/^(?:l'|le|la|notre|au|du|un|une)$/u.test(before)) {
      const first = CONNECTS.test(norms[position + 1] ?? '') ? position + 2 : position + 1;
      let end = first;
      if (EQUIPE.test(norm)) while (end < first + 2 && called(end)) end += 1;
      else if (RELATED.test(norm) && first > position + 1 && people.has(bare[first] ?? '')) end += 1;
      return end > first ? [position, end] : null;
    }
    if (!TEAM.test(norm) && !CROWD.test(norm)) return null;
    let start = position;
    while (start > position - 3 && called(start - 1) && !BEFORE_CROWD.test(norms[start - 1] ?? '')) start -= 1;
    if (norms[start - 1] === 'new' && CROWD.test(norm)) start -= 1;
    if (start === position && TEAM.test(norm)) return null;
    return BEFORE_CROWD.test(norms[start - 1] ?? '') || norms[start] === 'new' ? [start, position + 1] : null;
  }

  /** "everyone on Visio", "everyone in Power BI"; but "everyone in sales", though Dynamics Sales has the word. */
  function ofBenefit(start: number, position: number): boolean {
    const within = /^(?:in|at|within|dans|chez|au|aux)$/u.test(norms[position] ?? '');
    const everyday = lexicon.locales(norms[start] ?? '').length > 0 && !benefits.has(bare[start + 1] ?? '');
    return benefits.has(bare[start] ?? '') && !(within && everyday);
  }

  /** "everyone in marketing", "users in accounting", "who is in the lab": only some, whoever they are. */
  function someOf(position: number): [number, number] | null {
    const [last = '', ...before] = [1, 2, 3].map((back) => norms[position - back] ?? '');
    const inside = /^(?:in|dans|chez)$/u.test(norms[position] ?? '');
    const everyone =
      EVERYONE.test(last) ||
      (PEOPLE.test(last) && (inside || before.some((norm) => ALL.test(norm)))) ||
      (inside && /^(?:is|'s|works|est|travaille)$/u.test(last) && /^(?:who|qui)$/u.test(before[0] ?? ''));
    if (!OF.test(norms[position] ?? '') || !everyone || tokens[position]?.raw === 'a') return null;
    // "tous les employés à part Tom"
    if (norms[position + 1] === 'part') return null;
    const start = ARTICLE.test(norms[position + 1] ?? '') ? position + 2 : position + 1;
    const some = tokens[start]?.kind === 'word' && !WHOLE.test(norms[start] ?? '') && !ofBenefit(start, position);
    return some && !(inside && (has(start, 'PLACE') || has(start, 'USERLIST')))
      ? [start, TEAM.test(norms[start + 1] ?? '') ? start + 2 : start + 1]
      : null;
  }
}

/** "assign Project to accounting", "to whoever asked first": what a benefit is given to and nobody is called. */
export function claimReceivers(scan: Scan): void {
  const { tokens, norms, single, count, glue, entityAt, entities, locale, raw, claim } = scan;
  const [benefit] = entities.filter(({ kind, weak }) => kind === 'benefit' && !weak);
  const giving = norms.findIndex((_norm, i) => !entityAt[i] && ['GIVE', 'ASSIGN'].some((one) => single[i]?.has(one)));
  if (!benefit || giving < 0 || entities.some(({ kind }) => kind === 'person' || kind === 'email')) return;
  const to = (norm: string) => /^(?:to|au|aux)$/u.test(norm) || (norm === 'a' && locale === 'fr');
  for (let i = Math.max(benefit.end, giving); i < count; i += 1) {
    if (entityAt[i] || !to(norms[i] ?? '')) continue;
    const start = ARTICLE.test(norms[i + 1] ?? '') ? i + 2 : i + 1;
    const whoever = WHOEVER.test(norms[start] ?? '');
    const plain = (at: number) =>
      whoever || (!glue(at) && [...(single[at] ?? [])].every((concept) => concept === 'TOPIC'));
    let end = start;
    while (tokens[end]?.kind === 'word' && !entityAt[end] && plain(end)) end += 1;
    const enough = whoever ? end > start + 1 : end - start < 4 && (norms[start]?.length ?? 0) > 2;
    if (end === start || !enough || (end < count && tokens[end]?.kind !== 'mark')) continue;
    claim({ kind: 'team', start, end, named: { unknown: raw(start, end) }, text: raw(start, end), weak: false });
  }
}
