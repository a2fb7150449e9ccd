/**
 * Words that turn a request round, put it off, or only report it. A message with one of them proposes no change, unless the
 * word stands in one of the harmless phrases below: whoever writes a new way of saying no uses these words for it, too. Both
 * tables are alternatives of a regular expression over a line (line.ts): names are B (benefit), P (person), E (address),
 * X (unknown), G (group). English first, then French.
 */
export type Doubt = keyof typeof WORDS;

const WORDS = {
  'not approved': [
    "(?:is|are|am|'s|'re|'m) against|(?:not|\\S+n't|never|still|yet to) (?:\\S+ )?(?:approved?|agreed?|confirmed|signed|validated|answered|replied|cleared)|approval|permission|green light|sign off|signoff|consent|blessing|confirmation|signature|(?:has|needs|wants|must|should|still) (?:\\S+ )?to (?:approve|agree|confirm|validate|sign|ok|okay|decide|check|review|accept|allow)|ask (?:P|my|our|the|him|her|them) |check with|run (?:it|this) by|approves|okays|awaits",
    '(?:est|suis|sont|etes|sommes) contre|de budget|(?:pas|jamais) (?:encore |toujours |ete )?(?:valide|approuve|confirme|signe|repondu|accepte|autorise)e?s?|approbation|autorisation|accord|aval|feu vert|validation|confirmation|signature|(?:doit|devra|va|dois|doivent) (?:\\S+ ){0,2}?(?:valider|approuver|confirmer|signer|accepter|autoriser)|demander? a|demande d.{0,2}abord|voir avec',
  ],
  'put off': [
    'not (?:yet|now|today|just yet|until|before|this)|later|postpone\\S*|delay\\S*|defer\\S*|hold|holding|park|shelve\\S*|waits?|awaiting|let me|tbd|todo|to do(?= (?:list|:|-))|note to|remind me|reminder|draft|agenda|some day|someday|one day|eventually|at some point|in theory|theoretically|hypothetically|in principle|not yet|will|shall|ll',
    'pas (?:encore|maintenant|tout de suite|aujourd hui|pour)|plus tard|report(?:e|er|ez|ons|ee)|repousse\\S*|attends|attendez|attendons|attendre|attendra|patient(?:e|er|ez|era)|suspens|on verra|brouillon|rappelle moi|un jour|un de ces jours|en theorie|theoriquement|dans l. absolu|differe',
  ],
  negated: [
    "not|\\S+n't|never|no|nobody|noone|none|nothing|neither|nor|without|cannot|cant|nope|nah|avoid|refrain|forbidden|prohibited|disregard|ignore|far from|wrong to",
    "ne|n'|pas|jamais|rien|aucune?|ni|sans|non|nul|inutile|evite[rz]?|evitons|interdit|interdite|interdiction|question de|arrete[rz]?|cesse[rz]?|mieux vaut|loin de|ignorez|gardez vous",
  ],
  conditional: [
    'if|unless|provided|providing|assuming|as long as|so long as|on condition|once|when|whenever|till|until|(?:before|after)(?= (?:i|we|you|he|she|they|it|P|anyone|\\S+ing) )|as soon as|the moment|otherwise|in case|in the event|should(?= (?:P|X|E|i|we|he|she|they|it|you) )|subject to|pending|depend\\S*|up to (?:P|X|him|her|them)',
    "si|s'|quand|lorsque|lorsqu'|des que|des qu'|des son|des sa|des leur|une fois|(?<!en )tant qu(?:e|')|a condition|sous reserve|a moins|pourvu que|au cas ou|(?:apres|avant)(?= (?:que|qu'|de|d'|avoir) )|sinon|en attendant|le jour ou|depend",
  ],
  uncertain: [
    'maybe|perhaps|probably|normally|usually|typically|impression|presumably|might|may|unsure|undecided|unclear|uncertain|wonder\\S*|doubts?|doubtful|hesitat\\S*|hopes?|hoping|think|thinks|thinking|thought|guess|suppose|supposing|believe|reckon|seems|suspect|assume|plans?(?= to)|planning(?= to| on)|intends?|intending|consider\\S*|tempted|inclined|debating|contemplating|discuss|discussing|decide\\S*|decision|whether|advice|opinion|thoughts|torn',
    'peut etre|probablement|impression|sans doute|bientot|en parle|en parler|a voir|en attente|eventuellement|hesite\\S*|doute\\S*|reflechi\\S*|songe\\S*|envisage\\S*|pense|penses|pensez|pensons|pensais|croi[st]|espere\\S*|compte(?= \\S+(?:er|ir|re) )|comptons|comptait|comptais|prevoi\\S*|prevue?|suppos\\S*|trancher|tranche|decide[rz]?|decision|conseil\\S*|avis|semble|parait|pourrai(?:t|ent) avoir besoin|il se p(?:eu|ourrai)t',
  ],
  kept: [
    'keep|keeps|kept|stays?|staying|remains?|remain|leave|still using|hang on to|holds? on to',
    "garde|gardes|gardent|gardez|garder|gardera|conserve\\S*|laisse|laisses|laissez|laisser|laissons|rester?(?= (?:chez|avec) )|restent?(?= (?:comme|ou|la|en l'|chez|avec) )|maintien\\S*",
  ],
  told: [
    'said|says|saying|told|tells|asked|asks|wrote|written|typed|shouted|mentioned|heard|according|apparently|reported|were|was|did|had|used to|just (?:got|received|gave|took|moved|assigned)|"|«|»|“|”',
    "dit|disait|ecrit|crie|raconte\\S*|a (?:demande|propose|promis)|nous a promis|demandait|ont demande|avait|avais|avaient|avions|etait|etais|etaient|voulait|voulais|ete|selon|d' apres|parait|(?<!ce que (?:je|j'|on) )(?:viens|vient|venez|venons) de|(?:ai|avons|avez|ont|(?:on|il|elle|qui) a) (?:(?:deja|bien|enfin|pas|tout) )?(?!besoin|quitte|change|recu|achete|demissionne|encore|une?|desormais|toujours|tout|les)\\S+(?:e|ee|es|is|it|u|ert)(?= )",
  ],
  imagined: [
    "imagine|pretend|let 's say|lets say|dream\\S*|what if|what would|picture this|would|walks into|joke|for example|for instance|e g|example|wish(?= (?:i|we|he|she|they|P))|(?:w|sh|c)ould have(?= \\S+(?:ed|en|t) )|kidding|joking|(?:plan|idea|topic|test|note|question|reminder)(?= (?:\\S+ )?:)|rejected(?= $)|promised|handed|proposed|talk (?:tomorrow|later)|in the works|under review|\\d{1,9} years",
    'imagin\\S*|supposons|reve[rsz]?|blague|par exemple|exemple|faisons comme|plaisante|rigole|ordre du jour|(?:plan|idee|sujet|test|note|question|rappel)(?= (?:\\S+ )?:)|fais comme|comme si|\\S\\S+(?:rai[st]|rions|riez|raient)',
  ],
  advised: [
    'why|shall|should (?:i|we|one)|do (?:we|i) (?:really )?(?:have|need)|supposed|good idea|worth|shame|pity|regret\\S*|claims?|swears?|pretends?',
    '(?:en va|en vont|part|is leaving) \\?|pourquoi|tu devais|pouvoir donner|dois je|doit on|faut il|faudrait il|devrait on|devrais je|devrions nous|bonne idee|a quoi bon|dommage|regrett\\S*|mieux de|pretend\\S*|admet\\S*|dans l. ideal|seulement s.|(?<!lecture )seule?s?',
  ],
  'company rules': [
    'can (?:viewers|employees|guests|holders)|allowed|permitted|entitled|legal|licen[cs]e terms|is it ok (?:to|for|under)|who (?:signs|approves|decides|authori[sz]es)',
    'le droit|permis|autorisee?s?|habilitee?s?|obligatoire|qui (?:valide|approuve|decide|autorise)',
  ],
  thanked: [
    '(?:thanks|thank you|thx|cheers|kudos|appreciated?|glad|happy|great|nice|good) (?:\\S+ ){0,3}?(?:for|that|of|to see|to hear) (?!me |us )',
    "(?:merci|remerci\\S+|bravo|ravie?|contente?) (?:\\S+ ){0,3}?(?:d' ?avoir|d' ?etre|pour|que|qu')",
  ],
  'taken back': [
    'forget|never ?mind|nvm|scratch that|scrap (?:it|that)|drop it|cancel (?:that|it|this)|on second thoughts?|changed my mind|(?<=^ (?:\\S+ )?)stop(?= (?:$|[.,!]|it|that))',
    "oublie|oubliez|tant pis|laisse tomber|laisse beton|change d' avis|annule (?:ca|tout)|touche\\S* (?:plus )?a",
  ],
} as const;

/** Uses of these words that change nothing. */
const HARMLESS: readonly string[] = [
  // An answer: "no, to Ana", "yes but not Tom", "scrap that, …".
  '(?<=^ )(?:euh )?(?:no|non|nope|nah|scrap that|laisse tomber|attends|wait|hold on) ,?(?: (?:not|pas))?(?= (?:(?:in|en) |(?<=euh non , )(?!pardon|merci|desole)\\S+ $|(?:\\S+ ){0,2}?(?:P|X|B|E|G|\\d{1,9}) ))|(?<=^ (?:(?:yes|oui|ok|okay) )?(?:, )?(?:(?:but|mais) )?)(?:not|pas) (?:to |a |for |pour )?(?:P|X|B|E)(?= (?:$|[.,!]|and|et|or|ou))',
  '(?:no|any) (?:longer|more|further|need|use|rush|hurry|worries|problem)',
  "(?:doesn't|don't|isn't|aren't|not|never|hasn't|haven't|hardly|won't|can't|nobody|not gonna|shan't) (?:(?:really|even|actually|ever|yet|been|got|be|once|seem to) ){0,9}(?:forget|hesitate|using|used|uses|opens?|opened|opening|touch|touching|works?|working|have it|got it|having it|activate|valid|get on|logs?|logged|find|access|showed|(?:needs?|needing|uses?|wants?|requires?|needed)(?= (?:\\S+ ){0,6}?(?:any|anymore|longer|after all) ))",
  "didn't you|haven't i|how it was|you can go ahead|may be kept",
  'would (?:you|u|ya|it be|i find|somebody|someone|anyone|like|need|love|appreciate|kindly|ask you|be (?:great|nice|good|lovely|grand|helpful|kind|able|possible|perfect|an?))(?! mistake)',
  "(?:will|'ll|shall) (?:you|u|do|need|have|want|leave|join|take over|be \\S+ing)",
  '(?:asked|told|asks|tells) (?:me|us) to',
  '(?:was|were) (?:hoping|wondering) if',
  'hop(?:e|ing) (?:you|all|this|that you|everyone)',
  '(?:in )?may (?:i|we|as well|\\?|,|\\d{1,9}|(?:the )?\\d{1,9})',
  '(?:why not|if so|as discussed|no wait|wait no)',
  '(?:,|and|;|\\() (?:not|pas) (?:to |a |the |le |la )?(?:\\d{1,9}|B|P|X|E)',
  'should (?:be|have|get|go|become|also|now|only|receive|read|take|probably)',
  '(?:before|after|until|till|avant|apres|once|by) (?:the |le |la |end |fin |early |mid |next |this |de |du ){0,9}(?:\\d{1,9}|[a-z]{0,12}day|january|february|march|april|may|june|july|august|september|october|november|december|month|week|year|christmas|easter|noon|tonight|tomorrow|then|end|fin|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|demain|midi|noel|semaine|mois|ce soir)',
  'the once|once (?:more|again)|at once|when done|once done',
  '(?:who|what|which|everything|i|you|we) (?:just )?(?:did|had)(?= (?:$|[.?!]|before|just))|what (?:i|you|we) (?:just )?did',
  '(?:leave|leaves) (?:us|the (?:company|firm))|on (?:\\S+ )?leave|annual leave',
  'at last|last (?:name|day|change|thing|one|action|step|order|seat|operation)|(?:derniere?) (?:action|operation|changement|modif\\S*|jour|chose|place|siege|licence)|nom de famille',
  'already (?:have|has|in|on)|deja (?:utilisee?|pris|prise)',
  "plus (?:besoin|de|d'|utile|personne|que)|(?:ne |n' )(?:\\S+ ){1,4}?plus|personne ne",
  "(?:ne |n' )?(?:(?:l'|en|les|la|le|s') ){0,9}(?:ont|a|ai|as) (?:pas|rien)(?= encore)(?: encore)?",
  "(?:ne |n' )?(?:(?:s'|m'|se|me|en|l'|la|le|les) ){0,9}(?:arrive|marche|fonctionne|passe|sert|sers|servent|utilise|utilisent|ouvre|touche|trouve|retrouve|veut|veux) (?:vraiment |meme |quasi |presque )?(?:pas|plus|jamais|rien)",
  "(?:il|elle|P|X|ils|elles|qui|je|j') (?:ne|n') (?:\\S+ ){1,3}?plus(?: rien| jamais)?|(?:n' )?ai (?:pas|plus) (?:la|l'|de|le|d')",
  '(?:je|P|me|il|elle|X) laisse (?:mon|ma|mes|sa|son|ses|B)|pense[rsz]? a|last day was|was told to|maternity leave|paternity leave|sick leave|parental leave|conviendrait',
  "n' ?(?:oubli|hesit)\\S+ (?:pas|surtout pas)|oublie\\S* pas|hesite\\S* pas",
  "(?:s'|se) (?:est mariee?|affich\\S+|appelle|en va(?! \\?)|en vont(?! \\?)|il|ils|elle|elles)",
  'serai[st] (?:il|ce|elle|bien|sympa|top|super|gentil|possible|cool|genial|parfait)|(?:voudr|aimer|souhaiter|pourr|devr|faudr|appreci\\S*|prefer|aur)(?:rai[st]|ai[st]|ait|ions|iez|aient)(?! du| avoir besoin)|(?:peux|pourrais|veux|peut|pourrait) (?:tu |on |vous )?peut etre',
  '(?:retrait|extrait|portrait|souhait|attrait|trait|frais|vrai[st]?|francais|parfait)',
  "d' ?accord|a jour|au besoin|sans (?:faute|tarder|delai|attendre)|pas de souci|pas (?:mal|presse|grave)",
  'plus (?:tot|vite)',
  "pas si je (?:m' y prends|fais|dis|le dis|l' ecris|demande)(?: \\S+)?|(?:crois|pense) (?:avoir|que j' ai|m' etre) (?:fait une |mal |tout )?(?:betise|erreur|gaffe|trompee?)",
  "espere que (?:je|c'|ca|tu|vous|tout)|si oui|(?:P|X) non plus|(?:commence|finit|arrive|part|revient) quand|on arrete (?:le|la|l'|ce|cette|cet)",
  'no , (?:excuse(?: me)?|sorry|pardon|i mean|i meant)',
  "(?:don't|doesn't|do not|does not) (?:really |even |ever )?use(?= (?:it|them|that|mine|my|this))",
  "(?:l'|les) a(?:vait|vaient)? pas (?:deja|encore)",
  '(?:not|no longer) (?:an? |our )?(?:admin|administrator|viewer|employee|guest) (?:any ?more|any longer|now)|forget my (?:\\S+ ){0,2}?request',
];

/** Words that look like a condition and are a courtesy or an availability that is checked anyway. */
const COURTESY: readonly string[] = [
  "(?:tant qu' on y est|tant que tu y es|tant que vous y etes|while (?:you|we|u) (?:'re|are) at it|if so)",
  "(?:if|as long as|provided|so long as) (?:and only if )?(?:there (?:is|are|'s|was)|any|one|some|we (?:still )?(?:have|'ve got)|we (?:still )?got|(?:B|it|a seat|a licen[cs]e|seats?|licen[cs]es?|something) (?:is|are|'s) (?:still )?(?:available|free|left)|you (?:still )?have (?:one|any|some|a)|still available|available)",
  "(?:if|when|whenever|once|as soon as|wherever) (?:at all |it 's |it is |that 's |that is |its |thats )?(?:possible|convenient|ok|okay|all right|alright|fine|needed|necessary|feasible|not too much|not a problem|no trouble|poss)",
  "(?:if|when|whenever|once|as soon as) (?:you|u|ya) (?:please|can|could|may|don't|dont|do not|have|get|would|wouldn't|are|'re|find|want|like|wish|prefer|see|ve|'ve|got|will|feel)",
  '(?:if|when) (?:i|we) (?:may|can|could(?! (?:i |we |, ))|might|remember)',
  "if (?:you|u) (?:'d|'ll|were(?! (?:me|him|her|us|them|in|P) )|need|could|wouldn't)",
  "if (?:it|that|this|one|they|so)(?: 's| is| are)? (?:exists?|exist|no |not |ok|okay|fine|all right|alright|possible|works|helps|doesn't|does not|isn't|wouldn't|available|suits|makes)",
  "(?:si|s')(?! en v(?:a|ont) ) (?:(?:il |elle |y )?(?:en |nous en |vous en |t' en |y en |reste |nous reste |y a |est |te |vous |t' )(?:reste|a|possible|plait|encore|une|un|des|toujours)?|il te plait|il vous plait|possible|tu |vous |t' |besoin|necessaire|dispo|disponible|ca (?:ne |n' )?(?:te|vous|t'|pose|derange|va|marche|convient|est)|on (?:en a|peut|a encore|en dispose|a une|a un|a de)|c' est (?:possible|ok|bon|faisable|encore|dispo|libre)|une (?:licence|place) est|B est (?:dispo|libre|encore)|ce n' est pas|je peux|je puis|quelque chose)",
  "(?:great|good|nice|lovely|helpful|fantastic|grateful|super|perfect|wonderful|kind|awesome|cool|appreciate it|appreciated|mind|bien|sympa|chouette|gentil|top|parfait|ideal) (?:if|si|s')(?: you| we| tu| vous)?",
  "(?:quand|des que|des qu'|lorsque|une fois que) (?:tu|vous|t'|possible|c' est possible|il te|ca te|ca vous)",
];

/** What becomes of a leaver's seats: asked to have it settled. */
const LEFT_BEHIND =
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

const DOUBTS = Object.entries(WORDS).map(([doubt, words]) => ({
  doubt: doubt as Doubt,
  pattern: new RegExp(`(?<= )(?:${words.join('|')})(?= )`, 'u'),
}));
const COURTESIES = new RegExp(`(?<= )(?:${COURTESY.join('|')})`, 'gu');
const WHETHERS = new RegExp(`(?<= )(?:${WHETHER.join('|')})`, 'gu');
const STARTS_WITH_COURTESY = new RegExp(`^ (?:[,(] |and |but |et |mais |ok |so )?(?:${COURTESY.join('|')})`, 'u');

/** "if there is one left": no clause of its own. */
export const isCourtesy = (line: string): boolean => STARTS_WITH_COURTESY.test(line);

const HARMLESS_USES = new RegExp(`(?<= )(?:${HARMLESS.join('|')})(?= )`, 'gu');

/** The word of a line that casts doubt on what it asks for, or null. */
export function doubtIn(line: string): { doubt: Doubt; word: string } | null {
  // A long list of names says nothing in its middle.
  const ends = line.length > 1500 ? `${line.slice(0, 1000)} … ${line.slice(-500)}` : line;
  const plain = ends
    .replace(LEFT_BEHIND, ' # ')
    .replace(WHETHERS, '# ')
    .replace(COURTESIES, '# ')
    .replace(HARMLESS_USES, '#');
  for (const { doubt, pattern } of DOUBTS) {
    const [word] = pattern.exec(plain) ?? [];
    if (word !== undefined) return { doubt, word };
  }
  return null;
}
