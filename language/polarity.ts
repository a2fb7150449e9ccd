import { type Polarity, RULES } from './polarity-rules';

export type { Polarity };

/** Words that look like a condition and are a courtesy or an availability that is checked anyway. */
const COURTESY: readonly string[] = [
  "(?:tant qu' on y est|tant que tu y es|tant que vous y etes|while (?:you|we|u) (?:'re|are) at it|if so)",
  "(?:if|as long as|provided|so long as) (?:and only if )?(?:there (?:is|are|'s|was)|any|one|some|we (?:still )?(?:have|'ve got)|we (?:still )?got|(?:B|it|a seat|a licen[cs]e|seats?|licen[cs]es?|something) (?:is|are|'s) (?:still )?(?:available|free|left)|you (?:still )?have (?:one|any|some|a)|still available|available)",
  "(?:if|when|whenever|once|as soon as|wherever) (?:at all |it 's |it is |that 's |that is |its |thats )?(?:possible|convenient|ok|okay|all right|alright|fine|needed|necessary|feasible|not too much|not a problem|no trouble|poss)",
  "(?:if|when|whenever|once|as soon as) (?:you|u|ya) (?:please|can|could|may|don't|dont|do not|have|get|would|wouldn't|are|'re|find|want|like|wish|prefer|see|ve|'ve|got|will|feel)",
  '(?:if|when) (?:i|we) (?:may|can|could(?! (?:i |we |, ))|might|remember)',
  "if (?:you|u) (?:'d|'ll|were(?! (?:me|him|her|us|them|in|P) )|need|could|wouldn't)",
  "if (?:it|that|this|one|they|so)(?: 's| is| are)? (?:exists?|exist|no |not |ok|okay|fine|all right|alright|possible|works|helps|doesn't|does not|isn't|wouldn't|available|suits|makes)",
  "(?:si|s') (?:(?:il |elle |y )?(?:en |nous en |vous en |t' en |y en |reste |nous reste |y a |est |te |vous |t' )(?:reste|a|possible|plait|encore|une|un|des|toujours)?|il te plait|il vous plait|possible|tu |vous |t' |besoin|necessaire|dispo|disponible|ca (?:ne |n' )?(?:te|vous|t'|pose|derange|va|marche|convient|est)|on (?:en a|peut|a encore|en dispose|a une|a un|a de)|c' est (?:possible|ok|bon|faisable|encore|dispo|libre)|une (?:licence|place) est|B est (?:dispo|libre|encore)|ce n' est pas|je peux|je puis|quelque chose)",
  "(?:great|good|nice|lovely|helpful|fantastic|grateful|super|perfect|wonderful|kind|awesome|cool|appreciate it|appreciated|mind|bien|sympa|chouette|gentil|top|parfait|ideal) (?:if|si|s')(?: you| we| tu| vous)?",
  "(?:quand|des que|des qu'|lorsque|une fois que) (?:tu|vous|t'|possible|c' est possible|il te|ca te|ca vous)",
];

/** What becomes of a leaver's seats: asked to have it settled. */
export const LEFT_BEHIND =
  / (?:what (?:do|should|shall|can) (?:we|i) do with|what happens (?:to|with)|what becomes of|who (?:gets|takes)|que fait on de|que faire de|qu' est ce qu' on fait de|on fait quoi de|que deviennent|qui recupere|qui reprend) (?=his|her|their|the|all|ses|son|sa|leurs?|les|tout)/gu;

/** "tell me if …": what follows is a question of its own; "who don't have it yet": says who is meant. */
const WHETHER: readonly string[] = [
  '(?:tell|know|see|find out|curious|wonder|wondering|interested|look|info|remember|sure|clarify) (?:me |us |you |for sure ){0,2}(?:if|whether)[^,.;!?]{0,2000}',
  '(?:ask|asking|check|verify|confirm|survey|poll) (?:(?!and |then |, |assign |give |add |move |take )\\S+ ){0,8}?(?:if|whether)[^,.;!?]{0,2000}',
  "(?:savoir|moi|nous|regarde|regardez|regarder|voir|dire|sait|sais|dis) (?:si|s')[^,.;!?]{0,2000}",
  "(?:verifie|verifier|verifiez|(?<!(?:P|X|il|elle|on|se|me|nous) )demande|demander|demandez|confirme|check) (?:(?!et |puis |, |donne |attribue |passe )\\S+ ){0,8}?(?:si|s')[^,.;!?]{0,2000}",
  // "everyone who doesn't have it yet".
  "(?:qui|who|that) (?:still |yet )?(?:n'|ne|don't|doesn't|do not|does not|haven't|hasn't) [^,.;!?]{0,2000}",
];

const fitting = (sources: readonly string[]): RegExp => new RegExp(`(?<= )(?:${sources.join('|')})`, 'u');
const POLARITIES = Object.entries(RULES).map(([polarity, sources]) => ({
  polarity: polarity as Polarity,
  rules: sources.map((source) => ({ source, pattern: fitting([source]) })),
  any: fitting(sources),
}));
const COURTESIES = new RegExp(`(?<= )(?:${COURTESY.join('|')})`, 'gu');
const WHETHERS = new RegExp(`(?<= )(?:${WHETHER.join('|')})`, 'gu');
const PORTAL = / (?:microsoft|portal|portail|admin cent(?:er|re)|centre d' administration|cote ms) /u;
/** "Microsoft added 3 more": more seats are told on purpose. */
const STOCK =
  / (?:we|on|nous|microsoft|ms) (?:\S+ ){0,3}(?:received|got|added|bought|granted|gave us|recu|ajoute|achete|obtenu|accorde) (?:\S+ ){0,2}?(?:\d+|one|two|three|four|five|six|ten|deux|trois|quatre|cinq|six|dix) (?:\S+ ){0,4}?B /u;
const NO_LONGER =
  / (?:anymore|any more|any longer|no longer|ne (?:\S+ ){1,2}plus|n' (?:\S+ ){1,2}plus|plus besoin|n' en a plus|plus acces|plus avoir) /u;

const STARTS_WITH_COURTESY = new RegExp(`^ (?:[,(] |and |but |et |mais |ok |so )?(?:${COURTESY.join('|')})`, 'u');

/** "if there is one left": no clause of its own. */
export const isCourtesy = (line: string): boolean => STARTS_WITH_COURTESY.test(line);

/** Why a line asks for nothing, or null; `rule` is for people who ask. */
export function polarityOf(line: string): { polarity: Polarity; rule: string } | null {
  // A long list of names says nothing in its middle.
  const ends = line.length > 1500 ? `${line.slice(0, 1000)} … ${line.slice(-500)}` : line;
  const plain = ends.replace(LEFT_BEHIND, ' # ').replace(WHETHERS, '# ').replace(COURTESIES, '# ');
  for (const { polarity, rules, any } of POLARITIES) {
    if (!any.test(plain)) continue;
    // "Tom shouldn't have Visio any more", "n'a plus besoin" ask for a change.
    if (polarity === 'forbidden' && NO_LONGER.test(plain) && !/ (?:don't|dont|do not|never) /u.test(plain)) continue;
    // A step that was done on Microsoft's page is told on purpose.
    if (/^(?:past|asked about)$/u.test(polarity) && (PORTAL.test(plain) || STOCK.test(plain))) continue;
    const rule = rules.find(({ pattern }) => pattern.test(plain));
    if (rule) return { polarity, rule: rule.source };
  }
  return null;
}
