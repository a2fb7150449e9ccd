/**
 * Which clauses ask for nothing. A clause that one of these rules fits is only spoken of: it is never a change or a reveal,
 * whatever the classifier would make of it. Rules are regular expressions over a line of folded words (line.ts): names are B
 * (benefit), P (person), E (address), X (unknown), G (group). English first, then French.
 */
export type Polarity =
  | 'forbidden'
  | 'put off'
  | 'kept'
  | 'doubted'
  | 'imagined'
  | 'regretted'
  | 'reported'
  | 'past'
  | 'thanked'
  | 'should we'
  | 'asked about'
  | 'allowed'
  | 'not approved'
  | 'condition';

const VERB_FR =
  '(?:attribu|assign|affect|donn|retir|enlev|supprim|pass|transf[e]r|ajout|chang|envoi|touch|liber|nomm|bouge|deplac|accord|allou|vir|reassign|reattribu|reaffect|remplac|renomm|prolong|export|import|active|cree)\\S{0,4}|mets|mettez|fais|faites|reprends|reprenez|prends|prenez|rends|rendez';
const DONE_FR =
  '(?:attribue|assigne|affecte|donne|retire|enleve|supprime|passe|transfere|ajoute|repris|pris|rendu|recu|eu|mis|remis|fait|envoye|nomme|libere|exporte|importe|obtenu|recupere|perdu|installe|active|utilise|accorde|cree|effectue|reattribue|reaffecte|refuse|desactive)e?s?';
const DONE_EN =
  '(?:assigned|allocated|gave|given|granted|moved|took|taken|removed|revoked|transferred|reassigned|added|deleted|unassigned|released|returned|handed|received|made|sent|exported|imported|installed|activated|had|used|withdrew|freed|reclaimed|promoted|swapped)';
const WHO_EN =
  '(?:P|X|E|i|we|he|she|they|you|someone|somebody|hr|(?:my|our|the|his|her) (?:boss|manager|lead|colleague|director|team|assistant|predecessor|department|client|customer|cto|ceo|cfo)|management|people|everyone|everybody)';
const WHO_FR =
  "(?:P|X|E|j'|je|on|nous|il|elle|ils|elles|tu|vous|quelqu' un|les rh|la rh|la direction|le service|mon (?:chef|responsable|collegue|manager|equipe)|ma (?:chef|responsable|collegue|manager)|notre (?:chef|responsable|directeur|directrice|manager)|le (?:chef|patron|responsable|directeur|client|manager)|la (?:patronne|directrice|compta|cheffe))";

const RULES: Readonly<Record<Polarity, readonly string[]>> = {
  forbidden: [
    '(?:ignore|disregard|ignorez) (?:the|my|his|her|any|[PX]|la|les|sa|ma) ',
    "[:,-] (?:c' est |it 's )?(?:no|non|nope|rejected|refused|denied|refusee?|rejetee?|declined|cancelled|annulee?) (?:[.!] ){0,3}$",
    '(?:want|like|prefer|wish|veux) (?:nobody|no one|noone|none|[PX] not|him not|her not|them not|que personne)',
    '(?:without|not) (?:to )?(?:lose|losing) ',
    "(?:don't|dont|do not|(?<=^ |please |should |must |, |to )never) (?!forget|hesitate|need|have|want|use|know|think|see|mind|worry|you|we|i|they|P|he|she|require|hold|own|understand|find|seem|believe|care|like|works? )",
    "(?:don't|dont|do not|doesn't|does not|didn't|wouldn't|would not) (?:really )?(?:want|like|wish|expect|ask) (?:you|us|him|her|them|anyone|anybody|P|that|for|to (?!keep|use|have|be |hold|need))",
    '(?:no need|not necessary|unnecessary|no reason|not worth|no point) (?:to|for|in) ',
    "(?:you|we|i) (?:don't|dont|do not|needn't|need not) (?:need|have) to",
    '(?:nobody|no one|noone|none of (?:them|us|the \\S+)|neither P) (?:\\S+ ){0,2}(?:should|may|must|can|gets?|receives?|is to|are to|shall|will|needs to)',
    "(?:shouldn't|shouldnt|should not|mustn't|mustnt|must not|shall not|shan't|may not|ought not|is not to|are not to|isn't to|aren't to|not supposed to|not allowed to|not meant to|not entitled|isn't entitled|won't get|will not get|won't have|can't have|cannot have) (?!P|he |she |they |we |i |you |need)",
    "(?:let 's|lets|better|rather|prefer|please|but|and|best|why) not (?!to P|P|to X|X|B|E|sure|yet|just|have|only)",
    "(?:rather|prefer|better) (?:that |if )?(?:you|we|they|he|she|P) (?:didn't|did not|don't|not|wouldn't)",
    '(?:by no means|under no circumstances|on no account|in no case|no way|absolutely not|out of the question|forbidden|prohibited)',
    '(?:stop|avoid|refrain from|quit) \\S+ing',
    'do nothing',
    "(?:am|are|is|'m|'re|'s|was|were) (?:not|n't) (?:going|planning|about|meant) to ",
    "(?:isn't|aren't|wasn't|weren't) (?:going|planning|about|meant) to ",
    "(?:we|i) (?:will not|won't) (?!need|use|require|have|be (?:need|using|requir))",
    "(?:don't|dont|do not|doesn't|does not) (?:need|want|require) (?:any )?(?:more|another|extra|additional|other|new|a new|a second) ",
    "pas besoin (?:de|d') (?:plus|nouvelle|nouveau|nouvelles|nouveaux|davantage|autres?|une? autre|une? nouve\\S+|une? second\\S+) ",
    'nothing (?:should|must|may|is to|changes?)',
    `(?<=^ (?:, |mais |et |svp |stp |, |non |bon |ok |surtout |attention |attention , |s' il te plait |s' il te plait , |pour l' instant |pour l' instant , |pour le moment |pour le moment , ){0,4})(?:n'|ne) (?!oubli|hesit|est |a |ai |as |ont |avons|avez|trouve|retrouve|vois|sais|sont|suis|y a)\\S+`,
    'ne (?:pas|jamais|rien|surtout pas|plus) (?!avoir besoin)\\S+(?:er|ir|re) ',
    `(?<=^ (?:\\S+ ){0,2})(?:${VERB_FR}) (?:\\S+ ){0,1}(?:pas|jamais|rien|surtout pas) `,
    `(?:on|nous|je|tu|vous) (?:ne |n' )?(?:lui |leur |l' |les )?(?:${VERB_FR}|attribuons|donnons|retirons|touchons|changeons) (?:pas|jamais|rien|plus rien) `,
    "(?:ne |n' )?(?:doit|devrait|doivent|devraient|dois|devons|faut|faudrait|peut|peuvent|devrais) (?:surtout |absolument )?(?:pas|jamais|rien|ni) ",
    "(?:ne |n' )?(?:veux|veut|voudrais|souhaite|souhaitons|voulons|tiens|demande|ai) pas (?:demande |voulu )?(?:que|qu'|a ce|de |d' )(?!besoin|B)",
    "(?:personne|aucun|aucune|nul|rien) (?:\\S+ ){0,2}(?:ne|n') ",
    "(?:mieux vaut|vaut mieux|prefere|preferable de|prefererais|evitons|evite|evitez|eviter|eviter) (?:\\S+ )?(?:ne pas|pas|de |d' |que tu ne|qu' on ne)",
    "(?:arrete|arretez|cesse|cessez|abstiens toi|abstenez vous) (?:de|d') ",
    "(?:pas question|hors de question|inutile|pas la peine|pas necessaire|interdit|interdiction|defense) (?:de|d'|que|qu') ",
    "pas besoin (?:de |d' )(?:\\S+ )?(?!la |les |des )\\S+(?:er|ir|dre|tre) ",
    '(?:en aucun cas|sous aucun pretexte|surtout pas|surtout rien|il est interdit)',
    "et (?:surtout )?(?:ne|n') ",
  ],
  'put off': [
    '(?<=^ )(?:plus tard|later) (?:for |pour )?(?:la|le|les|the) ',
    "(?:ce sera|c' est|on verra ca|that 's|this is|it 's|that can be|that is) (?:pour |for |something for )?(?:plus tard|later|another (?:day|time|week)|une autre fois)",
    '(?:remets?|remettons|remettra|reporte|repousse|reportons) (?:\\S+ ){0,2}(?:a plus tard|a demain|a la semaine)',
    'let me (?:get back|come back|think|sleep)',
    '(?:attendra|attendront|patientera|will (?:have to )?wait|can wait|has to wait|must wait) ',
    "(?<=^ (?:(?:and|but|so|et|mais|,) ){0,3})(?:avant de|avant d'|avant que|before (?:we|i|you|they|\\S+ing)) ",
    '(?:waiting list|wait list|liste d. attente)',
    '(?:.{0,80} )?(?:note to self|note pour moi|to do list|to do|todo|plan|idea|une idee|agenda|topic|sujet|reminder|rappel|thinking aloud|thinking out loud|tout haut|question|draft|brouillon|reminder to self)(?: \\S+){0,3} [:-] ',
    "(?:remind me (?:to|tomorrow|on|next|in|about)|(?:rappelle|rappelez) moi (?:de|d'|demain|lundi)|fais moi penser) ",
    "(?:n' aura|n' aurai|n' auront) bientot ",
    '(?:hold|keep) (?:off|on |fire|that|the |(?:\\S+ ){0,4}back )',
    '(?:wait|waiting) (?:with|until|till|before) ',
    "(?:let 's|lets|we should|please|we|better|i 'd|must) wait",
    '(?:but |and |, )?not (?:yet|just yet|right now|now|right away|today|this week|this month|before|until|immediately)',
    '(?:postpone|postponed|put off|put on hold|delay|defer|on hold|park|shelve)',
    "(?:i|we) (?:will|'ll|shall) (?:\\S+ )?(?:see|decide|tell you|let you know|come back|get back|think|confirm|discuss)",
    '(?:let|get) (?:you know|back to you) later',
    'nothing for now',
    "pas (?:encore|tout de suite|maintenant|pour l' instant|pour le moment|aujourd hui|avant|de suite|immediatement|cette semaine|dans l' immediat)",
    'on (?:verra|attend|attendra|decidera|en reparle|en reparlera|va attendre|va voir|patiente|reporte|avisera)',
    "(?:attends|attendez|attendons|attendre|patiente|patientez|patientons) (?!non|euh)(?:que|qu'|avant|de|d'|un|encore|la|le|l'|les|P|pour|mon|ma)",
    '(?:en suspens|en stand by|en attente|reporte|reportez|reportons|repousse|repoussez|remets a plus tard|remettons a plus tard|differe)',
    '(?:je|on|nous) (?:te|vous) (?:dirai|dira|confirme|confirmerai|tiens|tiendrai|redis|recontacte|reviens|ferai signe)',
  ],
  kept: [
    "(?:P|X|he|she|they|il|elle) (?:refuses?|refused|declines?|declined|a refuse) (?:to |de |d')",
    '(?:P|X|he|she|they|we|i) (?:still|definitely still) (?:needs|uses|wants|requires|has to keep|wants to keep)',
    "(?:P|X|he|she|they|we) (?:\\S+ )?(?:keeps?|should keep|can keep|may keep|will keep|is keeping|'ll keep|must keep|stays? on|remains?)",
    '(?:let|have) (?:P|X|him|her|them) keep',
    '(?:leave|keep) (?:B|P|X|E|him|her|them|everything|things|his|their|the|all|my|our|as|with|that (?:seat|licen[cs]e|one))',
    "(?:P|X|il|elle|on|ils|elles|nous) (?:(?:le|la|les|l') )?(?:en a encore besoin|garde|gardent|conserve|conservent|gardera|doit garder|peut garder|veut garder|a toujours besoin|a encore besoin|ont encore besoin|utilise encore|utilise toujours|se sert encore|s' en sert encore)",
    "(?:garde|gardez|gardons|garder|conserve|conservez|laisse|laissez|laissons|laisser) (?!tomber|beton|tombe)(?:lui|leur|P|X|B|E|la|le|les|l'|sa|son|ses|tout|comme|a |moi )",
  ],
  doubted: [
    '(?<=^ )so (?!please)(?:\\S+ ){2,12}then (?:[.?!] ){0,3}$',
    "(?:i guess|i suppose|i think|je suppose|je crois|je pense|j' imagine) (?:[.!?] ){0,3}$",
    "(?<=^ (?:(?:and|so|but|well|et|mais|,) ){0,3})(?:i|we|je|j'|on|nous) (?:\\S+ )?(?:think|believe|guess|suppose|suspect|assume|reckon|feel|pense|crois|suppose|imagine|presume|trouve|soupconne|estime) (?!about|of)",
    "(?:need|want|like|besoin|voudrais|cherche|aimerais|veux) (?:d' |de |to have |to get )?(?:some |your |an? |un |une |ton |votre |son )?(?:advice|opinion|view|thoughts|guidance|decision|conseils?|avis) ",
    "(?<=^ (?:so |and |et |mais )?)(?:\\S+(?:er|ir|dre|tre)|\\S+ing) (?:(?!,|qui|que|car|who|which|and|et|il|elle|because)\\S+ ){1,12}?(?:n' (?:a|est|aurait)|ne (?:sert|serait|me|vaut|suffit)|serait|semble|est (?:une|un|pas|contraire|inutile|interdit|absurde|risque|premature|trop|illegal)|would|isn't|makes no|doesn't|does not|won't|might|could|seems|sounds|feels|is (?:a|an|not|no|against|bad|wrong|too|pointless|overkill|out)) ",
    '(?<!not (?:\\S+ )?)(?:convinced|convaincue?|no idea|aucune idee) $',
    '(?:il se pourrait|pourrait avoir besoin|pourraient avoir besoin|(?:aimerais|aimerait|voudrais|voudrait) (?:\\S+ )?pouvoir (?:lui |leur )?(?:donner|attribuer|retirer|assigner|affecter|enlever|passer))',
    "(?:not|n't|isn't|aren't|never) (?:quite |so |really |entirely |too |completely |yet )?(?:sure|certain|convinced|clear|decided|settled|sold)",
    '(?:unsure|undecided|uncertain|unclear|in two minds|on the fence|no decision|torn between|debating|dithering)',
    "(?:haven't|have not|hasn't|has not|havent|hasnt|didn't|yet to|still have to|still has to|need to|needs to|have to|has to|must|must still) (?:yet |really |first |still |all )?(?:decide|decided|make up|made up|agree on|agreed on|think about|think|figure out|settled|sort out who|discuss)",
    'let (?:me|us) (?:\\S+ )?(?:think|sleep|mull|consider|reflect|ponder) ',
    '(?:laisse|laissez)(?: moi| nous) (?:y )?(?:reflechir|penser)',
    '(?:i|we|P|he|she|they) (?:really )?(?:doubt|doubts|wonder|wonders|hesitate|hesitates|hesitating)(?! (?:if|whether) (?:you|someone))',
    '(?:was |were |am |is |are )?wondering (?:if|whether) (?!you|someone|it |anyone)',
    '(?:thinking (?:of|about)|considering|contemplating|debating|tempted to|inclined to|leaning towards|toying with|discussing|weighing)',
    '(?<=^ (?:so |well |hm |hmm |ok |, ){0,3})(?:maybe|perhaps|possibly|probably|presumably)',
    "(?:P|X|i|we|he|she|they|it|someone) (?:\\S+ )?(?:might|may well|may want|may have to|may need|could maybe|could perhaps|will probably|'ll probably|will maybe|probably|maybe|perhaps|will eventually)",
    '(?:one day|some day|someday|at some point|eventually|sooner or later|in theory|theoretically|hypothetically|in principle)',
    '(?:do you think|what do you think|would you say|any thoughts|your opinion|what would you)',
    '(?:whether|if) (?:to |or not|P should|we should|i should|he should|she should|they should|we want|we need|we give|we keep|P gets|P keeps)',
    '(?:to be (?:decided|confirmed|discussed|determined)|tbd|tbc|up for discussion|under discussion|open question)',
    "(?:i|we) (?:don't|dont|do not) (?:know|think|believe|see why)",
    "(?:pas|plus|guere|ni) (?:trop |tres |bien |vraiment |encore |du tout |completement |tout a fait |totalement )?(?:sur|sure|surs|certain|certaine|convaincu|convaincue|clair|decide|decidee|tranche|fixe|fixee) (?:que|qu'|si|s'|de|d'|pour|, |. )",
    '(?:pas|rien) (?:encore |toujours )?(?:decide|tranche|arrete|convenu|statue|choisi)',
    '(?:hesite|hesites|hesitons|hesitent|hesitais|hesitait)',
    "(?:me|nous|se) (?:demande|demandons|demandais) (?:si|s'|qui|a qui|quoi|ce que|comment)",
    '(?:reste a|il faut|faut|faudra|faudrait|dois|doit|devons|avons a|a) (?:\\S+ ){0,2}(?:decider|trancher|reflechir|discuter|voir si|en parler|en discuter)',
    '(?<!(?:pourrais tu|peux tu|pourriez vous|pouvez vous|tu peux|tu pourrais|vous pourriez) )peut etre',
    '(?:je|on|nous) (?:en )?(?:doute|doutons)',
    "(?:je (?:ne )?sais pas|on (?:ne )?sait pas|aucune idee|j' ignore|j' sais pas)",
    '(?:i|we|he|she|P) (?:(?:do|still|also) )?(?:plans?|intends?|aims?|hopes?|expects?|reckons?|(?:am|are|is|\\S+) (?:planning|hoping|aiming|expecting)) (?:to|on) ',
    "(?:on|je|j'|nous|P|X|il|elle) (?:compte|comptes|comptons|prevoit|prevois|prevoyons|espere|esperons|pense|songe|envisage|envisageons|reflechit|reflechis|reflechissons|pensait|pensais|voulait|comptait|comptais) (?:a |de |d'|peut|\\S+er )",
    "(?:il se peut|il est possible que|probablement|sans doute|un jour|un de ces jours|en theorie|theoriquement|dans l' absolu|eventuellement|un jour ou l' autre)",
    "(?:serait|est|ce serait|c' est) (?:ce |il )?(?:une bonne idee|utile de|judicieux|raisonnable|pertinent|opportun)",
    '(?:a voir|a discuter|a decider|a confirmer|a determiner|en discussion|on en discute)',
    '(?:tu|vous) (?:en )?(?:penses|pensez|crois|croyez)',
  ],
  imagined: [
    // "should Tom pass his exam, …"; jokes.
    '(?<=^ (?:and |but |so )?)should (?:P|X|he|she|they|we|you|it) (?:(?![?])\\S+ ){1,30}, $',
    '(?:walks? into a bar|entrent? dans un bar|knock knock|toc toc|dans un bateau|cross the road|picture this|i dreamt|i dreamed|had a dream|j. ai reve|galette saucisse)',
    '(?<=^ (?:\\S+ ){0,4})(?:for example|for instance|e g|e \\. g|par exemple|example|exemple|p ex|test|ignore (?:this|that)|ne tiens pas compte de ceci)(?: \\.)? [:,] ',
    "(?:but (?:i|we) (?:can't|cannot|can not|couldn't)|but (?:there 's|we have|there is) no |mais (?:je|on|nous) (?:ne |n' )?(?:peux|peut|pouvons) pas|mais (?:il n' y|y|il y) a (?:pas|plus) )",
    "(?:if (?:you|i|he|she|they|we|it) (?:were|was|had)|if (?:i|we) could (?:i|we|, i|, we) |if it (?:were|was) up to|ne tenait qu' a|si (?:tu|vous|j'|je|on|nous) (?:etais|etiez|etait|pouvais|pouvait|pouvions|avais|avait|avions))",
    "(?:kidding|joking|je plaisante|je rigole|je blague|je deconne|c' est une blague|pour rire|just messing|only teasing)",
    "(?:what if|what happens|what would happen|what about if|suppose|supposing|imagine|assuming|pretend|let 's say|in case|just in case|hypothetical)",
    '(?:in an? (?:ideal|perfect) world|dans (?:un|le) monde (?:ideal|parfait)|dans l. ideal)',
    "(?:would|'d) (?:then )?(?:have to|need to) (?:take|move|reassign|give|assign|remove|find|free|hand)",
    '(?:imagine|imaginons|imaginez|supposons|suppose que|supposez|admettons|mettons que|au cas ou|dans le cas ou|en imaginant|et si (?:on|je|nous|P|X|jamais)|si jamais)',
    'que (?:se passe|se passerait|ferait|ferions|faire si|faire quand)',
    '(?:on|nous|il) (?:devrait|devrions|faudrait|aurait a|pourrait) (?:alors|donc|sans doute|peut etre|aussi sans doute)',
  ],
  regretted: [
    '(?:plan|idea|intention) (?:was|is|had been) to ',
    "(?:should|could|would|might|ought to|shouldn't|couldn't|wouldn't|should not|needn't|must)(?: have|'ve| 've| of|ve) (?!B|X|P 's|a |an |the |access|one|his|her|it |read|view|admin|their|its|no |only |full|both)",
    '(?:i wish|we wish|if only|regret|regrets|regretted|what a pity|a pity|a shame|too bad|pity)',
    '(?:i|we|P|he|she) (?:forgot|forgets|meant|meaned|was supposed|were supposed|was meant|were meant|was going|were going|was about|were about|planned|wanted|intended|was planning|tried|failed|nearly|almost|never got) (?:to|round|around)',
    '(?:aurais|aurait|aurions|auriez|auraient) (?:bien |peut etre |deja |vraiment )?(?:du|pu|mieux fait|fallu|prefere que)',
    '(?<=^ (?:i |we |ok |so |, ){0,2})(?:wanted|was going|were going|meant|intended|planned) to ',
    'il fallait',
    '(?:dommage|quel dommage|je regrette|on regrette|nous regrettons|si seulement)',
    "(?:ai|a|avons|avais|avait) (?:oublie|failli|omis|manque) (?:de|d')",
    '(?:etait|etais|etions) (?:cense|censee|censes|suppose)',
    '(?:P|X|il|elle|ils|elles|B) (?:devait|devaient|etait cense|etaient censes) ',
    '(?:P|X|he|she|they|i|we) (?:was|were) (?:to|due to) ',
    "(?:je|j'|on|nous|tu) (?:devais|devait|devions|voulais|voulait|comptais|pensais|allais|allait) (?!savoir|te |vous |demander|avoir|voir|juste)\\S+",
  ],
  reported: [
    '(?<=^ (?:[:,] ){0,2})["«] (?![BPXEG] )',
    "(?:P|X|il|elle|on|ils|elles|mon \\S+|ma \\S+) (?:(?:se|me|nous|te|vous) )?demande(?:nt)? (?:s'|si) ",
    "(?:P|X|il|elle|on|mon \\S+|ma \\S+) (?:m'|t'|nous |me |vous )(?: )?(?:ecrit|repond|dit|demande|confirme) ",
    "(?:P|X|il|elle|on) (?:dit|dis|ecrit|pense|croit|pretend) (?:que|qu'|avoir) ",
    '(?:P|X|he|she|they|hr|(?:my|our|the|his|her) \\S+) (?:wants?|would like|expects?|needs) (?:me|us|you|P|X|everyone|everybody|him|her|them) (?:to|gone|removed|out|off|added) ',
    "(?<=^ (?:et |mais |donc |, )?)pour P , (?:P|X|il|elle|on|le|la) (?:\\S+ )?(?:a|n'|est|devrait|doit|peut) ",
    `(?:P|X|E|he|she|they|someone|somebody|hr|(?:my|our|the|his|her) \\S+|management|people) (?:\\S+ ){0,2}(?:says|said|told|tells|mentioned|claims|claimed|thinks|thought|believes|wrote|writes|heard|asked|asks|suggested|suggests|reported|announced|informed|explained|insists|insisted|complained|wondered|hopes|hoped|requested|begged|proposed|demanded|expects|emailed|texted|messaged|pinged|wishes|assumed|recommended|recommends|quoted|argues|reckons|swears|is asking|keeps asking|was asking|are asking|has been asking|rang)(?! (?:you )?to approve)`,
    '(?:P|X|he|she|they|my \\S+|our \\S+|the \\S+) (?:wants|would like|wanted|needs|expects|asked|told|instructed|ordered|got|begged) (?:me|us|you) to',
    "(?:i|we) (?:was|were|am|are|have been|'ve been|'m|got|had been) (?:told|asked|informed|requested|instructed)",
    '(?:i|we) (?:heard|hear|read|gather|understood|understand that|was thinking)',
    '(?:apparently|allegedly|supposedly|reportedly|rumou?r has it|rumou?rs?|word is|the plan (?:is|was)|it seems|it is said)',
    'according to P',
    `(?!je |j' |on |nous )${WHO_FR} (?:\\S+ ){0,3}(?:dit|disait|disent|pretend|pretendent|affirme|pense|croit|ecrit|raconte|annonce|explique|suggere|propose|signale|insiste|trouve|assure|espere|estime) (?:que|qu'|ne pas|avoir|pouvoir)`,
    "(?:m'|nous|t'|vous|lui|leur|me|l') (?:a|ont|avait|as|avez) (?:deja |encore |aussi |bien )?(?:demande|reclame|dit|ecrit|parle|propose|suggere|conseille|signale|explique|rappele|contacte|appele|relance|recommande|confie)",
    "(?:P|X|il|elle|on|ils|elles|quelqu' un|les \\S+|le \\S+|la \\S+|mon \\S+|ma \\S+) (?:\\S+ )?(?:a|ont|avait) (?:deja |encore |aussi )?(?:demande|reclame|souhaite|voulu|propose|suggere|reve|exige)",
    "(?:P|X|il|elle|on|mon \\S+|ma \\S+|le \\S+|la \\S+) (?:me|nous|m'|te|vous) (?:demande|reclame|dit|supplie|relance|parle|conseille|propose)",
    "(?:P|X|il|elle|mon \\S+|ma \\S+|le \\S+|la \\S+) (?:veut|voudrait|aimerait|souhaite|souhaiterait|demande) (?:que|qu'|savoir) ",
    "(?:selon|d' apres|a en croire|aux dires de) (?:P|X|lui|elle|eux|mon|ma|le|la|les)",
    "(?:il parait|parait il|parait que|apparemment|soi disant|le bruit court|il semble|semble t il|l' idee (?:est|etait|serait))",
    "(?:on|ils) (?:m'|nous|me) (?:a|ont|demande|dit|demandent)",
    "(?:j' ai|on a|nous avons) (?:entendu|appris|lu|vu) (?:que|qu'|dire)",
    '(?:il|elle|P|X) (?:reclame|reclamait|rale|insiste|demandait)',
  ],
  past: [
    "(?:on|nous) \\S+ (?:toujours|souvent|d' habitude|normalement|en general) (?!besoin|pas|rien)",
    "(?<=^ (?:already |deja |all |, ){0,2})(?:done|c' est fait|fait|sorted|reglee?) [,:] ",
    `${WHO_EN} (?:just |already |have |has |had |'ve |'d |\\S+ly |also |once |'s |since |almost |never |even |only |both |all |then ){0,3}${DONE_EN}(?! (?:to approve|stuck|lost|confused|rid))`,
    '(?:B|P|X|it|this|that|they|licen[cs]es?|seats?|keys?|subscriptions?|access|everything|one) (?:was|were|has been|have been|had been|got(?! married)|has now been|have now been|has already been) (?:already |just |finally |recently |now )?(?:\\S+ed|given|taken|put|set|sent|made)',
    `${WHO_FR} (?:l' |les |lui |leur |y |en |nous |vous |m' |t' |ne |n' |lui en |le lui |se |s' ){0,2}(?:ai|a|as|avons|avez|ont|avais|avait|avions|avaient) (?:deja |bien |enfin |aussi |tout |finalement |recemment |pas |toujours |juste |tous |meme ){0,2}${DONE_FR}(?= )`,
    `(?:B|X|la licence|les licences|l' acces|le poste|la cle|l' abonnement) (?:\\S+ )?(?:a|ont) (?:deja |bien )?ete `,
    "(?<!ce que (?:je|j'|on) )(?:viens|vient|venons|venez|viennent) (?:juste )?(?:de|d') (?!partir|quitter)",
  ],
  thanked: [
    '(?:thanks|thank you|thx|thank u|ty|cheers|kudos|many thanks) (?!in advance)(?:\\S+ ){0,4}?(?:for|that) ',
    '(?:appreciate|appreciated|glad|happy|nice|good|great|love) (?:that you|you|how you|that we|to see that|to see|to hear) ',
    "(?:merci|remercie|remercions) (?:\\S+ ){0,3}?(?:d'|de|pour) (?:l' |les |lui |nous |m' |leur |me |y )?(?:avoir|etre)",
    '(?:merci|remercie|remercions) (?:\\S+ ){0,3}?pour (?!moi)',
    "(?:content|contente|ravi|ravie|super|genial|bravo|bien joue|cool) (?:\\S+ )?(?:que|qu'|d' avoir|pour) ",
  ],
  'should we': [
    '(?:should|shall|must) (?:i|we|one|someone|he|she|they|P)(?! please)',
    '(?:do|does|did|would) (?:i|we|one|he|she|P) (?:really |actually |still )?(?:have|need|ought|be able|want) to',
    '(?:who|whom|which (?:one|of them|person|\\S+)|what|where|when|how|why) (?:exactly )?(?:should|shall|must|ought|is supposed|are we supposed)',
    'who (?:would|could|might) ',
    'why ',
    '(?:dois|devrais|faut|faudrait|doit|devrait|devons|devrions|fallait) (?:je|il|on|nous|t il|elle)',
    "est ce (?:que|qu') (?:je|on|nous|il|tu|elle|P) (?:\\S+ )?(?:dois|devrais|doit|devrait|faut|faudrait|devons|devrions)",
    "(?<=^ (?:\\S+ )?)(?:a qui|qui|que|quoi|lequel|laquelle|quand|comment|ou) (?:est ce (?:que|qu') )?(?:on |je |il )?(?:dois|devrais|doit|devrait|faut|faudrait|devons|devrions)",
    '(?:pourquoi|a quoi bon)',
  ],
  allowed: [
    '(?:is|would|was|be) (?:it|that|this) (?:\\S+ )?(?:a good idea|worth|wise|sensible|legal|allowed|permitted|better|normal|smart|advisable|overkill|right to)',
    '(?:am|are|is) (?:i|we|one|he|she|it|P|anyone|somebody) (?:\\S+ )?(?:allowed|supposed|permitted|meant|authorised|authorized|obliged|required|expected)',
    '(?:is|are|be) it (?:ok|okay|fine|alright|acceptable) (?:to|for|if (?!you))',
    "(?:ai je|a t on|a t il|est ce qu' on a|est ce que j' ai) (?:bien )?le droit",
    "(?:est il|est ce|est ce que c' est|c' est) (?:permis|autorise|normal|grave|legal|prudent|obligatoire|necessaire|interdit|utile)",
    '(?:do|does|must) (?:we|you|one|people|they) (?:really |always )?(?:have to|need to) ',
    '(?:an?|un|une|les|des|guests?|externals?|viewers?|interns?|somebody|someone) (?:\\S+ )?(?:est il|est elle|sont ils|are|is) (?:\\S+ )?(?:allowed|permitted|entitled|autorisee?s?|habilitee?s?) ',
    '(?:who|qui) (?:\\S+ )?(?:signs|approves|decides|authori[sz]es|valide|approuve|decide|autorise|choisit) ',
  ],
  'asked about': [
    '(?:savoir|know) (?:qui|who|quand|when|pourquoi|why|how|comment|combien) ',
    '(?<=^ (?:(?:and|so|but|hi|hello|bonjour|et|ok|,) ){0,3})(?:comment (?:\\S+ ){0,4}?(?:attribuer|donner|retirer|enlever|reprendre|assigner|affecter|supprimer|ajouter|transferer|passer)|how (?:\\S+ ){1,3}(?:assign|give|take|remove|move|add|revoke|reassign|delete|unassign)|can i (?:type|say|write)|what does|que fait) ',
    '(?:(?:une?|une seule|an?|one|a single) (?:personne|utilisateur|utilisatrice|invitee?|lecteur|employee?|externe|person|user|guest|viewer|external)|guests|externals|viewers|les (?:invites|externes|lecteurs)) (?:peut|peuvent|voit|voient|can|may|could|might|sees?) ',
    '(?:can|could|may) (?:(?:an?|one|a single|any) (?:person|user|guest|viewer|employee|external)|guests|externals|viewers|employees|interns) ',
    `(?<=^ (?:so |and |hey |ok |, |just checking , ){0,3})(?:did|didn't|have|haven't|has|hasn't|had|was|were|wasn't|weren't) (?:you|we|i|anyone|anybody|someone|somebody|they|he|she|P|X|B|E|it|that|the \\S+) (?:\\S+ ){0,4}(?:${DONE_EN}|give|assign|take|remove|move|transfer|get|add|send|receive|delete|undo|revert|import|export|\\S+ed)(?= )`,
    `(?:as tu|avez vous|a t on|ont ils|a t il|a t elle|est ce (?:que|qu') (?:tu as|t' as|vous avez|on a|P a|quelqu' un a|il a|elle a)|(?<=^ )(?:tu as|vous avez|on a|t' as)) (?:bien |deja |enfin |pu |aussi |vraiment ){0,2}${DONE_FR}(?= )`,
    `(?<=^ (?:est ce que |est ce qu' )?)(?:B|P|X) (?:a|est|ont|sont) (?:t il |t elle )?(?:bien |deja )?(?:ete )?${DONE_FR}(?= )(?=.{0,2000} [?])`,
    "(?:a t (?:il|elle|on)|ont (?:ils|elles)) (?:toujours |encore |vraiment |reellement ){0,2}(?:besoin|l' usage|l' utilite)",
  ],
  'not approved': [
    '(?:approval|sign off|confirmation|validation|accord|feu vert|go ahead) (?:\\S+ )?(?:will|should|is to|is still to|is coming|to follow|to come|suivra|viendra|arrivera|arrive|doit|devrait|est en cours) ',
    "(?:je|on|nous) (?:\\S+ )?(?:demande|demandons|vois avec|verifie|consulte) (?:\\S+ )?d' abord ",
    "(?:P|X|he|she|they|hr|legal|finance|management|security|it|someone|(?:my|our|the|his|her) \\S+) (?:still |first |just |also ){0,2}(?:has|needs?|have|must|should|will|is going|'ll|would|wants|is|'s|are) (?:still |first |yet |also |to |have |had |in ){0,3}(?:approve|approving|agree|confirm|validate|sign (?:it|this|off|that|first)|ok|okay|decide|deciding|check|checking|review|reviewing|accept|green light|give (?:his|her|their|the|its|an|us|me)|say yes|authori[sz]e|give|allow|look)",
    '(?:needs?|requires?|awaiting|awaits|waiting for|wait for|waiting on|waits for|pending|subject to|without|lacks|missing|still no|seeking) (?:\\S+ ){0,4}(?:approval|ok|okay|confirmation|green light|go ahead|consent|sign off|signoff|agreement|decision|blessing|validation|permission|signature|thumbs up) ',
    "(?:hasn't|has not|haven't|have not|not|didn't|did not|isn't|never|yet to) (?:\\S+ )?(?:approved|agreed|confirmed|signed|validated|answered|replied|approve|agree|sign|authori[sz]ed|okayed|responded|cleared)",
    '(?:to be approved|needs approving|awaiting approval|pending approval|subject to approval)',
    "(?:i|we) (?:'ll |will |must |have to |need to |still need to |still have to |want to |should |'d like to )(?:first )?(?:ask|check with|talk to|clear it with|clear this with|speak to|speak with|run it by|run this by|confirm with|consult|verify with)",
    'let me (?:first )?(?:ask|check with|talk to|clear|speak|run|confirm|consult|verify|see what)',
    '(?:up to|depends on|depends upon) P',
    "(?:P|X|il|elle|la direction|le chef|la compta|les rh|la rh|le service \\S+|mon \\S+|ma \\S+|notre \\S+) (?:\\S+ ){0,2}(?:doit|devra|doivent|va|vont|dois) (?:\\S+ ){0,3}(?:valider|approuver|confirmer|donner|signer|decider|accepter|autoriser|trancher|se prononcer|repondre|verifier|regarder|etre d')",
    "(?:il faut|faut|il faudrait|attends|attend|attendons|attendre|attendez|attendant|avant|il faudra|j' attends|on attend) (?:que|qu') (?:\\S+ ){1,4}(?:valide|approuve|confirme|donne son|donne le|signe|decide|accepte|autorise|repond|soit d' accord)",
    "(?:attente|attendant|attends|attend|attendons|attendre|attendez|sous reserve|besoin|manque|sans|il faut|faut|requiert|necessite|apres|avant|des|obtenir|avoir) (?:de |d' |du |la |le |l' |un |une |son |sa |mon |encore |avoir |reception ){0,3}(?:validation|accord|approbation|confirmation|feu vert|aval|ok|decision|reponse|signature|autorisation|permission) ",
    "(?:n' |ne )?(?:a|ont|est|ai|avons) (?:pas|toujours pas|jamais) (?:encore |toujours |ete |meme ){0,2}(?:valide|approuve|confirme|donne son|signe|repondu|accepte|autorise|dit oui|d' accord)e?s?",
    '(?:pas|non) (?:encore |toujours )?(?:valide|approuve|confirme|signe|autorise)e?s?',
    '(?:reste|restent) a (?:valider|approuver|confirmer|signer|faire valider)',
    "a (?:valider|approuver|confirmer|faire valider|faire approuver) (?:par|avec|aupres|d' abord|avant)",
    "(?:je|on|nous) (?:dois|doit|devons|vais|va|allons|voudrais|prefere) (?:\\S+ )?(?:demander|verifier|voir avec|en parler|consulter|m' assurer|faire valider|demander l')",
    "(?:depend de|c' est a (?!P qu')|ca depend)",
  ],
  condition: [
    "quand (?:on|nous|je|j'|tu|vous) (?:\\S+ ){0,2}?\\S+(?:ra|rons|rez|rai|ras) ",
    '(?:if|unless|provided|providing|as long as|so long as|on condition|only if|assuming|in the event|should P|otherwise (?:to|for|give|assign|P|X|E) )',
    '(?:once|as soon as|when|whenever|the moment|the day|after|till) (?:that )?(?:P|E|X|B|he|she|they|we|i|it|that|this|someone|somebody|everyone|everything|nobody|hr|management|legal|finance|security|there|(?:my|our|his|her|their|the|its|a|all) \\S+ (?:\\S+ )?(?:is|are|has|have|gets?|agrees?|approves?|confirms?|signs?|arrives?|comes?|starts?|leaves?|says|gives|returns?|decides?|allows?|goes)) ',
    "(?:once|when|after|if|upon|on|as soon as|until|till) (?:fully |finally |it 's |it is |officially )?(?:approved|confirmed|agreed|cleared|ready|signed|paid|hired|approval|confirmation|validated|back|granted|settled|finished|validation|signature|receipt)",
    '(?:subject to|conditional on|depending on|contingent on)',
    "(?:si|s' (?:il|ils)|quand(?! $| [?.]| on | et)|lorsque|lorsqu'|des que|des qu'|des lors que|une fois|(?<!en )tant que|(?<!en )tant qu'|a condition|sous reserve|a moins|pourvu que|au cas ou|en cas de|apres que|jusqu' a ce que|le jour ou|seulement si|uniquement si|sinon|des son|des sa|des leur|a son retour|a leur retour|des validation|apres validation|apres accord|a reception) ",
  ],
};

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
