import type { Reading } from './entity';
import { excerpt } from './excerpt';
import { lineOf } from './line';
import { LEFT_BEHIND } from './polarity';
import { timesIn } from './unused';

/**
 * What a clause without an order must say for a change to be proposed: a benefit and a person in a few small words, or one of
 * these statements and questions. Whatever else is told, doubted or asked leads to no change. Rules are regular expressions over a
 * line (line.ts) in which names and values are single letters and several people one; English first, then French.
 */

const ONE =
  "(?:[PXEGT]|he|she|they|i|we|me|everyone|everybody|all|il|elle|ils|elles|je|j'|moi|on|nous|tous|toutes|tout le monde)";
const TITLE =
  "(?:both|deux|mr|mrs|ms|dr|monsieur|madame|mme|m|all of|the|our|my|new|le|la|les|l'|notre|nos|mon|ma|nouvelle?|nouveau|colleague|hire|guy|intern|starter|joiner|collegue|stagiaire)";
const WHO = `(?:${TITLE} ){0,3}${ONE}`;
const SEVERAL = new RegExp(
  `(?<= )${ONE}(?: (?:,|and|&|[+]|et|n|ainsi que|plus|except|but|sauf|in|of|dans|de|du|chez|at|from|, and|, et)(?: ${TITLE}){0,3} (?:${ONE}|company|firm|office|societe|boite|(?<=(?:from|in) )[a-z]+(?= needs?)))+(?= )`,
  'gu',
);
/** A list of people as one. */
const asOne = (list: string): string =>
  /^(?:every|all|tout)/u.test(list) ? 'everyone' : list.includes('E') ? 'E' : 'P';
/** "Oksana gets Visio": somebody who is in no list, at the beginning. */
const SUBJECT = `(?:${WHO}|(?!nobody |noone |who |what |which |personne |qui |quoi |it |this |that |nothing |rien |ca |cela |one |[BNR] )\\S+)`;
const THING =
  '(?:B|it|that|this|one|access|seats?|licen[cs]es?|keys?|iso|download|code|serial|cle|clef|places?|acces|sieges?|office)';
/** Between a verb and what is asked for. */
const SMALL_EN =
  '(?:an?|the|his|her|my|their|our|some|both|all|that|this|new|own|another|extra|also|to|have|use|try|get|be|up|in|on|with|access|[OLNXPE]|fresh|seat|licen[cs]e|of|for|each|really|please|him|download|installation|image|keys?|put|given|added|assigned|set|from|everyone|microsoft)';
const SMALL_FR =
  "(?:une?|d'|de|du|des|le|la|les|l'|son|sa|ses|mon|ma|mes|leurs?|licence|acces|a|au|aux|nouvelle?|autre|aussi|recevoir|avoir|recuperer|reprendre|utiliser|essayer|beneficier|deux|place|siege|bien|pouvoir|[NXPER])";
const ADVERB =
  '(?:also|now|just|really|still|both|all|each|only|then|definitely|urgently|too|please|kindly|aussi|maintenant|bien|vraiment|encore|egalement|donc|tous|toutes|absolument|vite|toujours)';
const MODAL = "(?:should|must|shall|will|be|'ll|'d|would|is|are|has|have|'s|ought|going|gonna|could|needs?)";
const NOT =
  "(?:no longer|not|don't|dont|doesn't|doesnt|dosnt|dosn't|do not|does not|won't|will not|isn't|aren't|is not|'s not|'m not|am not|shan't|won't be|will not be)";
const DONE_LATER =
  '(?:sortir|creer|inscrire|ajouter|enregistrer|rentrer|entrer|supprimer|enlever|retirer|attribuer|assigner|octroyer|filer|transferer|reprendre|liberer|changer|desattribuer|effacer|importer|added|removed|deleted|assigned|released|reclaimed|importing|reclaiming|freed)';

/** How a clause begins, after words that only lead to it. */
const BEGINNINGS: readonly string[] = [
  // "Tom a besoin de Visio".
  `${SUBJECT} (?:${ADVERB} ){0,3}(?:(?:a|ai|as|avons|avez|ont|aura|aurai|aurait|aurais|auront|auraient|aurions|(?:va|vais|doit|vont) avoir) (?:${ADVERB} ){0,2}(?:grand )?be?[sz]oin|besoin|veut|veux|veulent|voudrait|voudrais|voudraient|souhaite|souhaitent|souhaiterait|souhaiterais|aimerait|aimerais|doit|doivent|devrait|devraient|recoit|recoivent|requiert) (?:${ADVERB} ){0,2}(?:${SMALL_FR} ){0,5}(?:B|licence|acces|office|place) `,
  `(?:ils?|elle) (?:me|lui|leur|nous) (?:faut|faudrait|manque) (?:${SMALL_FR} ){0,4}(?:B|cle|clef|licence|iso) `,
  `(?:il )?(?:faut|faudrait|manque) (?:${SMALL_FR} ){0,4}B (?:\\S+ ){0,3}?(?:a|pour|au) ${WHO} `,
  `(?:c'|it|ce) (?:est|'s|is) ${WHO} (?:qui|who|that) (?:should|doit|gets?|needs|recupere|reprend|must|devrait) `,
  "c' est d' accord pour la demande ",
  '(?:i |je )?(?:request|requesting|demande) (?:an? |une? |the |my )?(?:\\S+ )?B (?:$|[,.(]|for|pour|please|because|car|as|reason)',
  // "Tom no longer needs Visio", "Tom rend son Visio".
  `${SUBJECT} (?:${ADVERB} ){0,2}${NOT} (?:gonna |going to |be |really ){0,2}(?:need|use|want|require|using|needing|to need|open|touch) (?:\\S+ ){0,6}?(?:any ?more|any longer) `,
  `${SUBJECT} (?:is |are |'m |am |'re )?(?:\\S+ )?(?:done|finished|through) with (?:(?:my|his|her|the|their|an?) )?(?:\\S+ ){0,2}?(?:B|seats?|licen[cs]es?) `,
  `${SUBJECT} (?:a|ont|ai) (?:fini|termine) avec (?:\\S+ ){0,2}B `,
  `${SUBJECT} (?:has|have|'ve) no (?:further|more|longer) (?:any )?(?:need|use) `,
  `${WHO} (?:(?:has|have|'s|'ve) )?(?:gave up|given up|(?:can|could|will) (?:do|live|manage) without) (?:(?:his|her|my|their|the) )?B (?:$|[.,!(])`,
  `${WHO} (?:(?:has|have|'s|'ve) )?(?:stopped|finished|quit) using (?:\\S+ )?B `,
  "(?:so )?i (?:never (?:use|open)|(?:don't|do not) (?:need|use)) (?:my |the )?B ",
  `${SUBJECT} (?:ne |n' |y |s' |se ){0,3}(?:en )?(?:a|ai|ont|avons|aura|aurai|utilise|utilisent|sert|sers|servent|touche|touchent|veut|veux|ouvre|ouvrent) (?:\\S+ )?plus (?:besoin|l' utilite|usage|utilite|de|d'|B|son|sa|le|du|jamais|a|l'|en) `,
  `(?:${SUBJECT} )?plus besoin (?:\\S+ ){0,2}B `,
  `${WHO} (?:(?:me|nous|vous|te) )?(?:rend|rends|rendent|libere|liberent|cede|laisse|passe|donne) (?:(?:son|sa|mon|ma|ses|mes|leurs?) (?:\\S+ )?)?B `,
  `${WHO} (?:can|could|should|peut|peuvent) (?:both |all )?(?:give up|return|release|come off|hand back|rendre|liberer) `,
  `(?:\\S+ ){0,3}B (?:\\S+ ){0,3}?(?:no longer|isn't|is not|not|n' est plus|ne sert plus) (?:needed|required|used|necessaire|utile|utilisee?|a) `,
  `(?:no more|plus de|plus d') B (?:for|pour|chez) (?!(?:the|les) T)${WHO} (?:[.!] ){0,3}$`,
  '(?:we|on|nous) (?:can|peut|pouvons) (?:\\S+ ){0,2}(?:release|take back|take|free|reclaim|reprendre|liberer|recuperer) (?:\\S+ ){0,3}B ',
  '(?:i|je) (?:\\S+ )?(?:withdraw|retract|retire|reprends|annule) (?:my|ma|mes) (?:\\S+ )?(?:requests?|demandes?) ',
  `(?:finalement |en fait |au final )${SUBJECT} (?:ne |n' )?(?:en )?(?:a|ont|ai|veut|veux|veulent) (?:plus|pas) (?:besoin |$)`,
  `(?:${SUBJECT} )?(?:doesn't|don't|does not|do not|won't) (?:need|want) (?:it|that|them|(?:\\S+ )?B) after all `,
  `(?:actually |in fact |after all ,? ?)${SUBJECT} (?:doesn't|does not|don't|do not) (?:need|want) (?:it|that|(?:\\S+ )?B) `,
  // "Visio for everyone who hasn't got it".
  "B (?:for|to|pour|a) (?:everyone|everybody|all|those|anyone|tous|toutes|ceux|celles)(?: (?:ceux|celles|of them|those))? (?:who|that|qui) (?:\\S+ ){0,2}?(?:hasn't|haven't|doesn't|don't|does not|do not|has no|have no|n'|ne) ",
  // "Tom is leaving the company".
  "(?:(?:monsieur|madame|mr|mrs|ms|m|mme) )?(?:[PXE]|i|he|she|they|il|elle|je|j') (?:(?:is|has|'s|'m|are|will|a|est|nous|s'|ont|just|now|ne|n') ){0,3}(?:leaving|leaves|left|quits?|resigns?|resigned|retires?|retired|departs|gone|quitte|quittera|quittent|part|parti|partie|en va|demissionne|(?:no )?longer works here|travaille plus(?: ici)?|no longer with us)(?: (?:us|(?:the|this) (?:company|firm|business|organi[sz]ation)|la (?:societe|boite|compagnie|maison)|l' (?:entreprise|equipe)|nous))? (?:$|[.,;!(…]|on|at|in|next|this|by|end|tomorrow|today|for good|soon|le N|la semaine|en (?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|fin)|fin|a la fin|demain|vendredi|lundi|mardi|mercredi|jeudi|bientot|des|definitivement)(?! (?:holiday|vacances|conge|leave|vacation))",
  "(?:[PXE]|il|elle) ne fait plus partie de (?:l'|la|notre|nos) ",
  'B goes to ',
  // "we bought more Visio, the total is 30 now".
  '(?:we|on|nous) (?:\\S+ ){0,2}(?:bought|got|received|recu|achete) (?:N )?(?:more |extra |de plus |(?:of|de|pour|seats|licen[cs]es|places) ){0,3}B (?:$|[.,])',
  '(?:bump|raise|increase|lower|reduce|cut|augmente[rz]?|diminue[rz]?|baisse[rz]?|reduis|reduire|montez?) (?:\\S+ ){0,3}B (?:\\S+ )?(?:to|by|a|de) (?:N|un|une|deux|trois|quatre|cinq|six|dix|one|two|three|four|five|six|ten) ',
  '(?:le nombre|the (?:number|count|quantity|total)|la quantite) (?!(?:\\S+ ){0,4}(?:users|people|utilisateurs))(?:\\S+ ){0,2}B (?:\\S+ ){0,4}N ',
  'B (?!is now version)(?:\\S+ ){0,2}?(?:is|are|goes up to|should be|should be set to|passe a|est a|now) (?:\\S+ )?N ',
  'N more B (?:\\S+ ){0,2}(?:came|come|arrived)',
  'B (?:: )?(?:on|nous|we) (?:(?:est|sommes|are|passes?|passons|went|now|desormais|maintenant) ){1,3}(?:a|at|to) N ',
  // "Tom should be admin".
  `${WHO} (?:${ADVERB} ){0,2}(?:=|should|must|ought to|becomes?|is to|are to|role|needs|devient|deviennent|doit|doivent|devrait|passe|passent|doit devenir|ne doit plus|devrait plus|shouldn't|n' est plus) (?:${ADVERB} ){0,2}(?:\\S+ ){0,4}?R `,
  'que P (?:ait|recoive|recupere|reprenne|prenne|obtienne) (?:\\S+ ){0,6}?(?:B|licences?|acces|tout) ',
  '(?:ask|interroge|interrogez|demande|demandez|check with|survey|poll|review|recertify|find out) (?![PXE] )',
  '(?:run|start|initiate|launch|do|lance|lancez|demarre|fais|faites|commence) (?:\\S+ ){0,2}(?:review|revue|recertification) ',
  "(?:it is |it 's )?(?:high )?time for an? (?:\\S+ ){0,2}(?:check|review) ",
  'let P have ',
  '(?:read|lis|lisez|charge|chargez|reprends|take) (?:\\S+ ){0,6}?(?:csv|excel|xlsx|spreadsheet|sheet|workbook|file|fichier|tableur|classeur|piece jointe) ',
];

/** What may stand anywhere in a clause. */
const ANYWHERE: readonly string[] = [
  // "…, his Visio goes to Ana", "Ana takes over Tom's Visio".
  `(?:B|everything|tout|all of it|licen[cs]es|seats?|all) (?:\\S+ ){0,6}?(?<!(?:est|ete|sont|etait|was|were|been|had) )(?:goes|go|passes|be moved|be transferred|va|vont|revient|revienne|passe|passer|aller|ira|revenir) (?:\\S+ ){0,2}?(?:to|from|a|au|de|pour) (?:\\S+ ){0,2}?${ONE} `,
  `(?:le|la|my|mon|son|his|her|'s) (?:\\S+ ){0,2}B (?:(?:de|d') P )?(?:est pour|is for|je le refile a|on la passe a) ${WHO} `,
  "(?=.{0,200} (?:B|everything|tout|seats?|licen[cs]es?|all) )(?:[PXE]|he|she|il|elle|c'|je|i) (?:(?:should(?: have)?|is to(?: have)?|is|now|doit|devrait|aimerait|qui) ){0,2}(?:takes?|taking|inherits?|replaces?|gets?|getting|(?<=(?:should|to) )have|reprend|reprendre|recupere|recuperer|prend|prendre|remplace|herite de) (?:\\S+ ){0,5}?(?:from|of|de|'s|d'|instead of|for|sur|on|a la place de|au lieu de|his|her|their|son|sa) (?:\\S+ ){0,2}?[PXEB] ",
  `(?:de|d'|from) ${ONE} (?:a|to|vers|->) ${ONE} `,
  'B (?:seat |licence )?(?:can|could|may|peut|peuvent) (?:(?:be|now|etre) ){0,2}(?:released|freed|reclaimed|liberee?s?|reprise?s?|go back|go) ',
  // "we now have 30 Visio", "Microsoft gave us 5 more".
  "(?:we|on|nous|il|there|microsoft|ms|c'|it)(?: (?:now|just|only|y|en|nous|have|'ve|has|'s|is|are|'re|a|avons|est|sommes|also|desormais|maintenant|dispose|disposons|gave|added|granted)){1,5}(?: (?:got|bought|received|added|gave us|given us|granted us|us|gone|up|to|at|of|N|de|d'|a|seats|places|licen[cs]es|recu|achete|ajoute|accorde|passee?s|montee?s|maintenant|desormais|have|in|more|for|plus|pour|en|un|extra|another|total)){0,6} N (?:(?:more|extra|new|other|de plus|en plus|seats|licen[cs]es|places|sieges|of|for|us|pour|de|d'|en|additional|subscriptions|the) ){0,4}B ",
  // "Tom is now called …", "his new address is …".
  "(?:s' appelle|is (?:now )?called|new (?:name|address|email|e mail|mail)|nouvelle (?:adresse|nom)|nouveau (?:nom|mail)|name is|email is|address is|adresse est|mail est|changed to|is now|she 's now|now has the address|name should (?:be|read|say)|name reads) (?:\\S+ ){0,4}?[PXE] ",
  '(?:new|nouveau|nouvel|nouvelle|nouveaux|nouvelles|somebody new|creation) (?:\\S+ ){0,40}?E ',
  // "to be removed", "à supprimer".
  `(?:a|as|needs?|wants?|has|is|are|be) (?:to be |lui )?${DONE_LATER} `,
  '(?:so|,) do (?:take|give|move|remove|assign|put|let|add) ',
];

/** "Tom needs Visio", "…, so he should get Visio". */
const NEEDS = `(?:${ADVERB} ){0,3}(?:${MODAL} ){0,3}(?:${ADVERB} ){0,2}(?:to )?(?:needs?|wants?|requires?|like|love|gets?|after|missing|was promised|were promised|do with|needing|in need of|been waiting for|(?<=(?:should|must|to|would|'d|'ll|will|shall) (?:(?:really|also|now) )?)(?:have|receive|be given|be assigned|be put on|be added to|be on|be set up with|only have)) (?!(?:me|us|you|[PX]|everyone|them) to |to know |to be R)(?:${SMALL_EN} ){0,7}${THING} `;
const NO_MORE = `(?:${ADVERB} ){0,2}(?:(?:have|has|do|does) )?no (?:longer|loner) (?:needs?|uses?|requires?|wants?|have|has|using|in need) `;

const REACH =
  '(?:have|get|be (?:given|made|added|moved|put|set up|transferred|released|freed|changed|assigned)|go|receive|use|take|pass|come off)';
const QUESTIONS: readonly string[] = [
  `(?:can|could|may|might|can't|couldn't) (?:${WHO}(?: 's (?:\\S+ ){0,3}?\\S+)?|(?:my|his|her|their|the|everything|all of it|all)(?: \\S+){0,6}?|B) (?:(?:${ADVERB}|possibly|,|perhaps) ){0,2}${REACH} `,
  '(?:who|qui) (?:\\S+ )?(?:still|encore|toujours) ',
  '(?:a qui|to whom) (?:\\S+ )?B sert il encore ',
  '(?:would|could|can|will) (?:somebody|someone|anyone|anybody) ',
  // "Tom is leaving, what do we do with his seats?"
  "[PXE] (?:(?:is|has|va|a|nous|est|s' en) )?(?:leaves|leaving|left|quits?|part|parti|partie|quitte) .{0,60}?# ",
  "(?:possible|chance|any way|moyen)(?: \\S+){0,3}? (?:to|for|could|can|gets?|we|i|que|qu'|de|d') ",
  `${WHO} (?:ne )?(?:peut|pourrait|peuvent|pourraient|peux|pourrais)(?: (?:t )?(?:ils?|elles?))?(?: \\S+){0,2} (?:avoir|recevoir|recuperer|reprendre|prendre|etre|passer) `,
  "(?:le|la|mon|ma|son|sa|l') (?:\\S+ ){0,5}(?:peut|pourrait)(?: (?:t )?(?:il|elle))?(?: \\S+){0,2} (?:passer|revenir|aller|etre|reprendre) ",
  '(?:peut|pourrait|puis|peux|pourrais) (?:on|je|il|elle|P|tu|t il|t elle) (?:\\S+ ){0,3}?(?:avoir|recevoir|recuperer|reprendre|prendre) ',
  `B (?:pour|a|for|to) ${WHO} , (?:(?:est ce|is (?:it|that)|c' est) )?(?:faisable|possible|ok|feasible|doable) `,
  '(?:have you|do you have|can (?:he|she|they|we|i) get|as tu|avez vous) (?:another|un autre|une autre) ',
];

/** Words before a statement. */
const LEAD =
  "(?:(?:and|so|also|but|then|now|because|cause|hi|hello|hey|yo|dear|bonjour|bonsoir|salut|ok|okay|please|kindly|pls|as|good news|fyi|info|for info|(?:instead of|in place of|a la place de|au lieu de) [PX]|for the \\S+ time :?|pour info|pour information|et|mais|donc|du coup|alors|aussi|puis|sinon|comme|car|allo|dorenavant|desormais|from now on|asap|in fact|actually|finalement|(?:if there (?:is|'s) (?:a spare one|a free one|(?:one|any|some)(?: still)? (?:left|spare|free))|s' il en reste(?: une?)?|if possible|si possible) [,:]|[,:;.!…(-]|(?:\\d{1,3}|N) \\)|[PX] ,)(?: |$)|(?:for|pour|because of|a cause de|vu) (?:the|our|my|le|la|l'|les|notre) (?:\\S+ ){1,5}?(?:, |(?=i |we |je |j' |on |nous |il ))){0,9}";
const STATEMENT = new RegExp(
  `(?<= )(?<=^ )${LEAD}(?:${BEGINNINGS.join('|')}|${SUBJECT} (?:${NEEDS}|${NO_MORE}))|(?<= )(?:${ANYWHERE.join('|')}|(?:and|so|et) (?:${NEEDS}|${NO_MORE}))`,
  'u',
);
const QUESTION = new RegExp(`(?<= )(?:${QUESTIONS.join('|')})`, 'u');
/** Statements stand at the beginning of a clause; what follows are reasons. */
const LONGEST = 400;
/** "where do I download Visio", "I lost the key": what is said of a key to get one. */
const KEY_WANTED =
  / (?:where|what|what's|which|ou|quoi|quelle?|qu' elle|do you|have you|somebody|someone|anyone|quelqu' un|lost|perdu|looking for|cherche|need|needs|besoin|faut|asks?(?: \S+)? for|asking(?: \S+)? for|wants?|demande|reclame|trouve plus|retrouve plus|retrouver|find|en plus|another|they 're for|it 's for|c' est pour) /u;

/** Concepts of words that may stand beside the names of an order without a verb. */
const SMALL =
  /^(?:SKIP|GREET|THANKS|TO|TOONLY|FOR|FROM|OF|ON|WITH|BY|AND|AS|SEAT|KEY|MEDIA|DOWNLOAD|FILE|LANG:.*|OS:.*|ROLE:.*|ROLE|EVERYONE|EXCEPT|ALSO|ME|MY|POSS|BENEFIT|BENEFITWORD|UNTIL|BOTH|ARROW|INSTEAD|NEWCOMER|USERNOUN|USERLIST|UPWITH|QUANTITY|ADD|FILTER:available|ACTIVATE|CAT:.*)$/u;
const SMALL_WORD =
  /^(?:à|a|de|d'|du|des|la|le|les|l'|un|une|in|at|use|role|off|over|plus|more|address|adresse|alternate|email|mail|her|his|other|chez|tous|toute?s?|svp|stp|s'|il|te|vous|je|prie|plait|groupe?|equipe|team|group|people|holders|respectively|respectivement|ainsi|que|vers|count|pr|assignment|attribution)$/u;
const ABOUT = ['B', 'b', 'KEY', 'MEDIA', 'DOWNLOAD', 'NEWCOMER', 'USERNOUN', 'SEAT'];

const BEFORE_A_NAME = /^(?:for|to|from|and|of|with|pour|pr|a|au|et|de|d'|chez|[,:&+;(]|->)$/u;

/** "Visio for marcus"; not "kill Tom's Visio". */
function isName({ entityAt, tokens }: Reading, position: number): boolean {
  const entity = entityAt[position];
  if (entity?.kind !== 'unknown' || !entity.weak) return entity !== undefined;
  return BEFORE_A_NAME.test(tokens[entity.start - 1]?.norm ?? '');
}

const IF_LEFT =
  / (?:if there (?:is|'s) (?:a spare one|a free one|(?:one|any|some)(?: still)? (?:left|spare|free))|s' il en reste(?: une?)?)(?= )/gu;

const NONE = / (?:no|not|pas|aucune?|sans|without|non) /u;

/** Nothing but names, values and small words. */
function verbless(part: Reading): boolean {
  const { tokens, spans, concepts } = part;
  if (['NEG', 'NOMORE', 'WHO'].some((concept) => concepts.has(concept))) return false;
  const line = lineOf(part);
  if (NONE.test(line.text)) return false;
  const ofRole =
    [...concepts].some((one) => one.startsWith('ROLE:')) && (concepts.has('p') || concepts.has('EVERYONE'));
  if (!ofRole && !ABOUT.some((concept) => concepts.has(concept))) return false;
  const free = tokens.map((token, i) => isName(part, i) || token.kind !== 'word' || SMALL_WORD.test(token.norm));
  spans.forEach((list, i) => {
    for (const { concept, end } of list) if (SMALL.test(concept)) free.fill(true, i, end);
  });
  if (free.every(Boolean)) return true;
  for (const [start, end] of timesIn(part)) free.fill(true, start, end);
  for (const { 0: said, index } of line.text.matchAll(IF_LEFT))
    free.fill(true, ...line.tokens(index, index + said.length));
  return free.every(Boolean);
}

/** "Visio for Tom, so that he can draw", "it's approved, so Visio for Tom": names, with a reason beside them. */
function withReason(part: Reading): boolean {
  const { tokens, entities } = part;
  const named = (from: number, to: number) => {
    const kinds = entities.filter(({ start, end }) => start >= from && end <= to).map(({ kind }) => kind);
    return kinds.includes('benefit') && kinds.some((kind) => kind !== 'benefit');
  };
  return tokens.some(({ norm }, i) => {
    if (norm !== ',') return false;
    if (named(0, i) && !named(i, tokens.length))
      return !part.concepts.has('NEG') && verbless(excerpt(part, (at) => at < i));
    return /^(?:so|donc)$/u.test(tokens[i + 1]?.norm ?? '') && verbless(excerpt(part, (at) => at > i + 1));
  });
}

/** Whether a clause that is no order asks for a change or a reveal all the same. */
export function asksForChange(part: Reading): boolean {
  if (verbless(part) || withReason(part)) return true;
  const { text } = lineOf(part, true);
  const line = text
    .replace(/ (?:@|here|ici)(?= )/gu, '')
    .replace(LEFT_BEHIND, ' # ')
    .replace(SEVERAL, asOne)
    .slice(0, LONGEST);
  const ofKey =
    ['KEY', 'MEDIA', 'DOWNLOAD'].some((concept) => part.concepts.has(concept)) && !/ (?:who|qui|whom) /u.test(line);
  if (ofKey && (part.concepts.has('QUESTION') || KEY_WANTED.test(line))) return true;
  return QUESTION.test(line) || (!part.concepts.has('QUESTION') && STATEMENT.test(line));
}
