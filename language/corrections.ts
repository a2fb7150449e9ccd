import type { Reading } from './entity';
import { excerpt } from './excerpt';
import { lineOf } from './line';

/** Said between a slip of the tongue and its correction. */
const MARKER =
  '(?:no wait|wait no|wait , no|wait|no|nope|no sorry|sorry no|sorry|i mean|i meant|make that|make it|or rather(?! than)|rather(?! than)|correction|scratch that|scrap that|strike that|my mistake|my bad|oops|actually no|actually|hang on|hold on|er|err|uh|um|hmm|euh non|euh|heu|non pardon|pardon non|pardon|non|enfin|ou plutot(?! qu)|plutot(?! qu)|je veux dire|je voulais dire|erreur|oups|ah non|oh no|oh non|attends non|attends|non attends|rectification|en fait|desolee?|that should be|should be|i said(?! (?:no|yes|non))|ou bien non|finalement|enfin non pas)';
const MARKS = '(?:[.,;:!?…(] ){0,20}';
const SMALL =
  "(?:(?:to|for|from|the|a|an|au|aux|pour|de|d'|la|le|l'|les|chez|of|give|assign|change|put|use|donne|donnez|mets|attribue|c' est|it 's|it|that|lui|it to|with|on|plutot|is|was|not P but|move) ){0,4}";
const CORRECTION = new RegExp(
  `(?<= )([PBEXRLON]) (?:(?:seats?|licen[cs]es?|one|subscription|please|stp|svp) )?${MARKS}(?:${MARKER} ${MARKS}){1,5}(?:(?:not|pas) (?:to |a )?[PX] (?:[,.] )?(?:but |mais )?)?${SMALL}(?=([PBEXRLON]) )`,
  'gu',
);
const AFTER = /^(?:i meant|i mean|je voulais dire|je veux dire) /u;
/** A sentence that only corrects: "Sorry, Tom I meant." */
const AFTERWARDS = new RegExp(
  `(?<= )([.!?…;] )${MARKS}(?:${MARKER} ${MARKS}){1,5}${SMALL}(?=([PBEXRLON]) (?:(?:i meant|i mean|i said|je voulais dire|instead|plutot|please|stp|svp) |[.!?…] ){0,4}$)`,
  'gu',
);
const PLACE = "(?:to |for |from |a |au |aux |pour |de |d' |the |la |le |l' |chez |with |avec )?";
/** "to Élodie, not to José", "not Tom but Ana". */
const NOT_THAT = [
  new RegExp(
    `(?<= )(?:, |; |[.] |\\( ?|and |but |et |mais |… ){1,20}(?:not|pas|non|non pas|et non|surtout pas|certainly not|definitely not|instead of not) ${PLACE}([PBEX])(?:(?: or| and| nor| ou| et| ni) ${PLACE}([PBEX]))?(?= )(?! (?:needs?|has|a |ait|have))`,
    'gu',
  ),
  new RegExp(`(?<= )(?:not|pas|non pas) ${PLACE}([PBEX]) (?:, )?(?:but|mais|,) `, 'gu'),
];

const PEOPLE = '[PXE](?: (?:and|et|&) [PXE]){0,40}';
/** An approval that is still to come is no approval. */
const STILL_TO_COME =
  "(?<! (?:once|if|when|until|till|after|as soon as|unless|whether|provided|providing|assuming|before|that|because|si|s'|quand|des que|une fois que|apres que|avant que|que|qu'|lorsque|sauf si) )";
const OTHERS = `(?:${PEOPLE}|(?:my|our|the|his|her|their|mon|ma|notre|le|la|son|sa|les) (?:\\S+)(?: (?:P|X))?)`;
const AGREEING = `${STILL_TO_COME}(?:${OTHERS}|(?:the |la |le |l' |our |my )?(?:budget|request|demande|hr|rh|legal|finance|management|it|everything|tout))`;
/** People who approved, asked, advised or are to be told: no part of the act. */
const BYSTANDERS = [
  '(?<= [PXE] )(?:, |\\( ?|- )(?:at the |a |the |on )?request (?:from|of|by) P',
  `(?:approved|requested|recommended|validated|signed off|okayed|authori[sz]ed|confirmed|suggested|ordered|asked for|agreed|cleared|endorsed|demanded|instructed|wanted|discussed) (?:already )?by ${OTHERS}`,
  `(?:as |like |was |just |already ){0,3}(?:discussed|agreed|arranged|planned|aligned|cleared|coordinated|checked|talked|spoke|spoken|settled|confirmed|decided)(?: (?:this|it|that|about it))?(?: \\S+)? with ${OTHERS}`,
  "(?:with|on|at|per|following|as per|under|by|given|thanks to) P 's (?:\\S+ )?(?:approval|ok|okay|blessing|requests?|advice|recommendation|consent|agreement|permission|orders?|instructions?|sign off|go ahead|suggestion|authority|e?mail|message|note|green light|wish|behalf|insistence)",
  `(?:as )?per (?:${PEOPLE})`,
  `(?:as|like|because|since) ${OTHERS} (?:has |have |had )?(?:asked|requested|said|suggested|wanted|wants|wished|told|recommended|instructed|mentioned|confirmed|decided)(?: (?:for it|me|us|you|it))?`,
  `(?!(?:P|X) (?:is|was|has been|'s been|'s) (?:\\S+ )?(?:approved|cleared|authori[sz]ed|validated|confirmed|granted))${AGREEING} (?:(?:has|have|already|also|just|'s|'ve|did|is|are|was|been) ){0,4}(?:approved|approves|agreed|agrees|okayed|confirms|signed off|signed|confirmed|cleared|granted|said yes|said ok|said okay|said (?:that )?it 's (?:ok|okay|fine|alright)|validated|authori[sz]ed|(?:ok|okay|fine|happy|good|cool) with (?:it|that|this)|on board|aware|informed|knows|asked for (?:it|this|that)|requested (?:it|this|that)|wants (?:it|this)|gave (?:his|her|their|the|me|us) (?:\\S+ )?(?:ok|okay|blessing|approval|go ahead|green light|consent)|recommended (?:it|this|that))(?: (?:it|this|that|on it|off|by P|yesterday|already|today|last \\S+|this \\S+)){0,3}`,
  `(?:and |, |then |& ){1,2}(?:please |pls |also ){0,2}(?:tell|inform|notify|copy|cc|cc 'ing|warn|copying|thank) (?:${PEOPLE})(?: (?:know|in|on this|about it|that it 's done|when it 's done|once done|when done|afterwards|as well)){0,20}`,
  `(?:please |and |, |pls ){0,3}(?:let|keep) (?:${PEOPLE}) (?:know|posted|informed|in the loop)(?! again| once| a)(?: (?:about it|that it 's done|when it 's done|once done|when done|afterwards|as well)){0,20}`,
  `(?:valide|approuve|demande|confirme|autorise|recommande|signe|suggere|accepte|souhaite|exige|voulu)e?s? (?:deja )?par ${OTHERS}`,
  `(?:comme )?(?:vu|convenu|discute|prevu|decide|parle|entendu|valide|evoque|arrange|regle|cale)e?s? (?:\\S+ )?(?:avec|par) ${OTHERS}`,
  `(?:avec|sur|a|selon|suite a|d' apres|vu|suivant|conformement a) (?:l' |la |le |les |une |un )?(?:accord|demande|ok|aval|feu vert|validation|conseil|conseils|recommandation|instructions?|autorisation|avis|mail|message|approbation|souhait|consigne|benediction) (?:de |d' |du )${OTHERS}`,
  `comme (?:${PEOPLE}) (?:l' |me l' |nous l' )?(?:a |avait |ont )?(?:demande|dit|souhaite|voulait|souhaitait|propose|suggere|convenu)`,
  `${AGREEING} (?:(?:a|l'|m'|nous|est|en|ont|sont|me|y|ete) ){1,4}(?:deja |bien |tout a fait |finalement )?(?:valide|approuve|confirme|accorde|donne (?:son|le|leur) (?:\\S+ )?(?:accord|ok|feu vert|aval)|d' accord|dit oui|dit ok|signe|autorise|accepte|ok|au courant|informee?|prevenue?|favorable)e?s?(?: (?:hier|ce matin|deja|par P|la semaine \\S+)){0,2}`,
  `(?:et |merci de |pense a |, ){0,3}(?:previens|prevenez|prevenir|informe|informez|avertis|avertissez|dis le a|dites le a|copie|en copie|cc) (?:${PEOPLE})(?! a nouveau| encore| de nouveau)`,
].map((source) => new RegExp(`(?<= )(?:${source})(?= )`, 'gu'));

/** The reading without what was corrected or denied, and without people who are only mentioned beside the act. */
export function withoutCorrected(reading: Reading): Reading {
  if (reading.tokens.length < 3) return reading;
  const dropped = new Set<number>();
  const drop = (from: number, to: number) => {
    for (let i = from; i < to; i += 1) dropped.add(i);
  };
  const line = lineOf(reading, true);
  const symbols = [...line.text.matchAll(/(?<= )[PBEXRLON](?= )/gu)];
  const kind = (symbol: string) => (/[BRLON]/u.test(symbol) ? symbol : 'P');
  for (const match of [...line.text.matchAll(CORRECTION), ...line.text.matchAll(AFTERWARDS)]) {
    const corrected = match[2] ?? '';
    const start = match.index;
    const end = start + match[0].length;
    // The last name of the kind that is corrected; an unknown name may be of either kind.
    const before = symbols.filter(({ index }) => index <= start);
    const wrong =
      before.findLast(([symbol]) => kind(symbol) === kind(corrected)) ??
      (/[PBE]/u.test(corrected) ? before.findLast(([symbol]) => symbol === 'X') : undefined);
    if (!wrong) continue;
    drop(...line.tokens(wrong.index, wrong.index + 1));
    const after = start + (match[1]?.length ?? 0) + 1;
    const small = new RegExp(`(?<= )${SMALL}$`, 'u').exec(match[0])?.[0] ?? '';
    drop(...line.tokens(after, end - small.length));
    const said = AFTER.exec(line.text.slice(end + 2));
    if (said) drop(...line.tokens(end + 2, end + 2 + said[0].length));
    // "to Tom, no wait, to José": one preposition is enough.
    if (wrong.index === start) dropPlace(reading, line.tokens(wrong.index, wrong.index + 1)[0], small, drop);
  }
  for (const pattern of NOT_THAT) {
    for (const match of line.text.matchAll(pattern)) {
      const others = symbols.filter(
        ({ 0: symbol, index }) =>
          kind(symbol) === kind(match[1] ?? '') && (index < match.index || index >= match.index + match[0].length),
      );
      if (others.length > 0) drop(...line.tokens(match.index, match.index + match[0].length));
    }
  }
  for (const pattern of BYSTANDERS)
    for (const match of line.text.matchAll(pattern)) drop(...line.tokens(match.index, match.index + match[0].length));
  dropRoles(reading, drop);
  return dropped.size === 0 ? reading : excerpt(reading, (i) => !dropped.has(i));
}

function dropPlace(reading: Reading, position: number, said: string, drop: (from: number, to: number) => void): void {
  if (said === '' || position === 0) return;
  const place = reading.tokens[position - 1]?.norm ?? '';
  if (said.startsWith(`${place} `)) drop(position - 1, position);
}

/** "employee, not viewer". */
function dropRoles(reading: Reading, drop: (from: number, to: number) => void): void {
  const roles = reading.spans.flatMap((list) => list.filter(({ concept }) => /^(?:ROLE|LANG|OS):/u.test(concept)));
  for (const { concept, start, end } of roles) {
    const kind = concept.split(':')[0] ?? '';
    let at = start - 1;
    while (/^(?:an?|as|un|une|en|the|le|la|l')$/u.test(reading.tokens[at]?.norm ?? '')) at -= 1;
    if (!/^(?:not|pas|non)$/u.test(reading.tokens[at]?.norm ?? '')) continue;
    if (roles.some((other) => other.concept.startsWith(`${kind}:`) && other.concept !== concept)) drop(at, end);
  }
}
