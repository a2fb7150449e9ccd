import type { Command, Slots } from '../benefits/command';
import { isLogged } from '../benefits/policy';
import { COUNTED, type Until } from './dates';
import type { Reading } from './entity';
import { lineOf } from './line';
import { RELATIVE } from './quantity';

const MONTH =
  '(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|aug|sept|oct|nov|dec|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)';
const DAY =
  '(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)';
const UNIT = '(?:days?|weeks?|months?|years?|quarters?|hours?|jours?|semaines?|mois|ans?|annees?|trimestres?|heures?)';
const NUMBER = `(?:\\d{1,3}|${COUNTED})`;
const DATE = `(?:\\d{4} (?:[-/.] )?\\d{1,2} (?:[-/.] )?\\d{1,2}|\\d{1,2} / \\d{1,2}(?: / \\d{2,4})?|\\d{1,2} \\d{1,2} \\d{4}|\\d{1,2} [.] \\d{1,2} [.] \\d{2,4}|(?:the )?\\d{1,2} (?:st |nd |rd |th |er |of ){0,4}${MONTH}(?: \\d{4})?|${MONTH} \\d{1,2}(?: (?:st|nd|rd|th))?(?: ,? ?\\d{4})?|(?<=(?:in|from|by|before|after|until|till|since|en|des|avant|apres|pour|fin|debut|depuis|next|this) )${MONTH}(?: \\d{4})?|(?:the |le )\\d{1,2}(?: (?:st|nd|rd|th|er))?(?! \\S*bits?))`;
const TIME = `(?:tomorrow(?: (?:morning|afternoon|evening|night))?|tonight|the day after tomorrow|day after tomorrow|(?:next |this |this coming |coming )?${DAY}(?: (?:morning|afternoon|evening|prochain|matin|soir|apres midi|next|next week))?|next (?:week|month|year|quarter|spring|summer|autumn|winter|sprint|time)|(?:this )?(?:afternoon|evening|weekend)|(?:the |de |du ){0,4}(?:end|beginning|start|middle|close|fin|debut|milieu) (?:of |de |du |d' |la |l' |cette |ce ){0,4}(?:the |next |this )?(?:${MONTH}|month|week|year|quarter|day|mois|semaine|annee|trimestre|journee|business)(?: prochaine?)?|noon|midnight|lunch(?:time)?|christmas|easter|${DATE}|demain(?: (?:matin|soir|midi|apres midi))?|apres demain|ce soir|cet apres midi|(?:la semaine|le mois|l' an|l' annee|le trimestre|mois|semaine) prochaine?|la rentree|noel|midi|(?:\\d{1,2}) (?:am|pm|h|heures|o'clock)(?: \\d{2})?)`;
const AT =
  "(?:(?:starting|beginning|commencing|effective|as of|as from|with effect from|from|by|before|after|on|at|for|in|until|till|no later than|not before|not later than|sometime|only|over|during|ready for|in time for|as soon as|a partir (?:de|du|d')|a compter (?:de|du|d')|des|avant|apres|d' ici|pour|vers|au|aux|le|la|en|courant|depuis|jusqu' (?:a|au)|jusque|seulement|uniquement|et ce des) (?:on |from |the |le |la |l' |a |au |de |du ){0,4}){0,2}";
const EVENT =
  "(?:before|(?<!looks? )after|during|following|ahead of|in time for|for the duration of|until|till|avant|apres|pendant|durant|jusqu' (?:a|au)|lors de|pour la duree de|le temps de|d' ici) (?:the |his |her |their |our |my |next |la |le |l' |les |son |sa |ses |leur |leurs |notre |nos |mon |ma |mes )(?!approval|ok|confirmation|validation|accord|feu|user|list|team|equipe|annuaire)(?:\\S+ ){0,4}?(?:\\S+)(?= (?:[,.!?;:)…]|and|et|or|to|please|thanks|merci|stp|svp|now|$))";
const SOON = `(?:in(?! ans? )|within|dans|sous|d' ici) (?:the next |about |les |environ |a |un |une ){0,4}(?:${NUMBER} |a few |a couple of |quelques |few )?(?:next |prochaine?s? )?${UNIT}`;
const OFTEN =
  '(?:every|each|chaque|tous les|toutes les) (?:single |other )?(?:day|week|month|year|quarter|monday|friday|jour|semaine|mois|an|annee|jours|semaines|ans|lundi|vendredi)s?|weekly|daily|monthly|yearly|par (?:semaine|mois|an|jour)|later|plus tard|temporarily|temporairement|provisoirement|permanently';
const SINCE = `(?:(?:since|depuis|over|in|during|for|from|au cours de|pendant|sur|of) )?(?:the |la |le |l' |les )?(?:(?:last|past|this|previous|ces|cette|ce) (?:(?:few|couple of|${NUMBER}|quelques) )?(?:derniers |dernieres )?(?:week|month|year|quarter|night|${DAY}|${UNIT}|morning|semaine|annee|trimestre|matin)s?(?: passee?s?| derniere?s?)?|yesterday|hier|(?:mois|semaine|an|annee|trimestre|${DAY}) (?:derniere?|passee?))`;

/** What tells about a person or gives the purpose: "she starts on Monday", "for the demo on Thursday". */
const ABOUT =
  /(?<= )(?:(?:P|X|he|she|they|who|il|elle|ils|elles|qui|i|je|we|nous|on|whose|which|it|c') (?:(?!, )\S+ ){0,2}?(?:starts?|(?<=(?:is|'s|are) )starting|begins?|joins?|joined|joining|arrives?|arriving|leaves?|leaving|retires|comes|returns?|goes|going|moves|changes|quits|finishes|needs|is off|is away|is back|is out|commence|demarre|arrive|part|quitte|revient|rentre|prend|s'|change|finit|sera|est|debute|attaque|rejoint|embauche|intervient|anime|presente|passe)(?= )|(?:for|pour|pr|because of) (?:the|his|her|their|our|my|a|an|la|le|l'|sa|son|une?|notre|mon|ma|leur) (?:\S+ ){0,3}?(?:demo|meeting|project|projet|reunion|audit|presentation|workshop|training|formation|trip|client|customer|pitch|review|migration|tests?|poc|call|visit|install|deployment|deploiement|rendu|salon|stage|mission)s?(?= )|(?:since|depuis) |(?:P 's|X 's|his|her|their|the|my|our|son|sa|ses|le|la|l'|mon|ma|notre) (?:\S+ ){1,3}?(?:is|was|starts|kicks off|gets|ends|ended|finishes|finished|est|etait|commence|demarre|finit|se termine) |(?:P|X|he|she|they|who|il|elle) (?:is|was|'s(?! (?:\S+ ){0,2}B )|est|etait|sera) (?!to |getting ))[^,.;!?]{0,400}?(?= so | and | donc | et | please |[,.;!?]|$)/gu;

const compiled = (source: string): RegExp => new RegExp(`(?<= )(?:${source})(?= )`, 'gu');
const WHENS = [`${AT}${TIME}`, EVENT, SOON, OFTEN].map(compiled);
const PERIODS = [
  compiled(
    `(?:since|depuis|between|entre|from|in|en|on|le|before|after|avant|apres) (?:the |last |le |la |l' |beginning of |start of |debut |lundi |de ){0,4}(?:${TIME}|\\d{4})`,
  ),
  compiled(SINCE),
  compiled(`(?:since|depuis) (?!when|quand|how|combien)(?:the |le |la |l' |\\S+ )?\\S+`),
];
const QUANTITIES = [
  compiled(`${NUMBER} (?:each|apiece|chacun|chacune|per person|par personne)`),
  compiled(
    `(?:${COUNTED}|(?<=(?:give|assign|need|needs|allocate|grant|donne|attribue|besoin de|faut|faudrait|of|P|add|take|prends|retire) )(?:[2-9]|1\\d|\\d{2,3}))(?= (?:more |other |extra |spare |autres |nouvelles |nouveaux |new )?(?:B|seats?|licen[cs]es?|keys|copies|subscriptions|places|abonnements|acces|postes|exemplaires|cles|incidents|hours|heures) )`,
  ),
];
const TEAMS = compiled("(?:for|in|from|of|on|pour|dans|de|du|d') (?:(?:the|our|his|her|la|l'|le|notre|son|sa) )?T");
/** A second address for a benefit that takes none. */
const ADDRESS = compiled('(?:with |avec |at |using |via )?E');
const spare = ({ entities }: Reading, slots: Slots): boolean => {
  const addresses = entities.filter(({ kind, named }) => kind === 'email' && typeof named === 'object');
  const used = JSON.stringify([slots.user, slots.users, slots.email]);
  return addresses.length === 1 && !addresses.some(({ text }) => used.includes(text));
};

const FORMS = compiled(
  '(?:in|en|for|pour|on|sur|sous) (?:french|english|german|spanish|italian|japanese|portuguese|francais|anglais|allemand|espagnol|italien|japonais|portugais|linux|mac|arm|64 bits?|32 bits?)(?: version)?|(?:64|32) bits?',
);

const LASTING = compiled(
  `(?:for|pour|pendant|during|de|by) (?:the next |les )?(?:${NUMBER}|an?|une?) ${UNIT}(?: (?:prochaine?s|suivante?s))?`,
);
/** Where dates, periods and counts stand. */
export function timesIn(reading: Reading): [number, number][] {
  const line = lineOf(reading);
  return [...WHENS, ...QUANTITIES, LASTING].flatMap((pattern) =>
    [...line.text.matchAll(pattern)].map((match) => line.tokens(match.index, match.index + match[0].length)),
  );
}

/** What is told of a command must be used. Undo takes back the last change, whatever is told of it. */
const mustUseAll = (command: Command): boolean => command === 'resend' || (isLogged(command) && command !== 'undo');

/** What a clause asks for and its command has no slot for, as typed. */
export function unusedIn(command: Command, slots: Slots, reading: Reading, until: Until | null): string[] {
  const line = lineOf(reading);
  const changes = mustUseAll(command);
  const asked = !changes ? line.text : line.text.replace(ABOUT, (told) => '#'.repeat(told.length));
  const found: [number, number][] = until && slots.until ? [[until.from, until.to]] : [];
  const texts: string[] = [];
  const collect = (patterns: readonly RegExp[]) => {
    for (const pattern of patterns) {
      for (const match of asked.matchAll(pattern)) {
        const from = match.index;
        const to = from + match[0].length;
        if (match[0].trim() === '' || found.some(([start, end]) => from < end && to > start)) continue;
        found.push([from, to]);
        texts.push(rawOf(reading, line.tokens(from, to)));
      }
    }
  };
  if (changes) {
    if (until && !slots.until) {
      found.push([until.from, until.to]);
      texts.push(rawOf(reading, line.tokens(until.from, until.to)));
    }
    collect(WHENS);
    if (/^(?:assign|unassign|reassign|keys)$/u.test(command)) collect(QUANTITIES);
    if (command === 'set-quantity' && slots.quantity === undefined) collect([RELATIVE]);
    if (/^(?:assign|unassign|reassign)$/u.test(command)) {
      collect([FORMS]);
      if (command === 'assign') collect([ADDRESS].filter(() => spare(reading, slots)));
      const someone = slots.user ?? slots.users ?? slots.to;
      if (someone !== undefined && !(typeof someone === 'object' && 'unknown' in someone)) collect([TEAMS]);
    }
  } else if (command !== 'list' && command !== 'language' && command !== 'help' && command !== 'cancel')
    collect(PERIODS);
  return texts;
}

function rawOf({ tokens, text }: Reading, [first, end]: readonly [number, number]): string {
  return text.slice(tokens[first]?.start ?? 0, tokens[end - 1]?.end ?? 0);
}
