import type { Entity, Reading } from './entity';
import { lineOf } from './line';

/** Words between the members of a list: "Power BI and the Project licences, or Visio". */
const BETWEEN = new Set(['AND', 'OR', 'SKIP', 'SEAT', 'OF', 'ALSO', 'BENEFITWORD', 'GREET']);
const AGAIN = /^(?:to|for|from|a|au|pour|de|d'|du|chez|both|aussi|also|even|access|key|keys|cle|cles|'s|->)$/u;

/** The run of names of one kind that "and", "or", commas or line breaks join to this one. */
export function joinedTo(reading: Reading, entity: Entity, of: readonly Entity[]): Entity[] {
  const at = of.indexOf(entity);
  let first = at;
  while (first > 0 && joined(reading, of[first - 1], of[first])) first -= 1;
  let last = at;
  while (last + 1 < of.length && joined(reading, of[last], of[last + 1])) last += 1;
  return of.slice(first, last + 1);
}

function joined({ tokens, spans, entityAt }: Reading, left: Entity | undefined, right: Entity | undefined): boolean {
  if (!left || !right) return false;
  let link = false;
  for (let i = left.end; i < right.start; i += 1) {
    if (entityAt[i] && !entityAt[i]?.weak) return false;
    const token = tokens[i];
    if (token?.kind === 'mark') {
      if (!/^[,&+;/]$|^\($|^\)$/u.test(token.norm) && token.raw !== '\n') return false;
      link = true;
      continue;
    }
    const concepts = (spans[i] ?? []).map(({ concept }) => concept);
    if (concepts.includes('AND') || concepts.includes('OR')) link = true;
    else if (!AGAIN.test(token?.norm ?? '') && !concepts.some((concept) => BETWEEN.has(concept))) return false;
  }
  return link;
}

const EVERYONE =
  "(?:everyone|everybody|all(?= (?:but|except) )|all (?:of )?(?:the |our |my )?(?:users|employees|people|staff|colleagues|team members|teammates|members|developers|holders|of us|of them|company)|the (?:whole|entire) (?:team|company|staff|office|list|department|crew|workforce)|each (?:user|employee|person|of us|of them)|every (?:user|employee|colleague|person|single person)|the whole lot of them|all hands|tout le monde|tous (?:les |nos |mes )?(?:utilisateurs|employes|collaborateurs|collegues|salaries|gens|membres|developpeurs)|toutes les personnes|toute (?:l' |notre |la )?(?:equipe|entreprise|boite|societe)|l' ensemble (?:des|du) (?:utilisateurs|employes|collaborateurs|personnel|equipe|salaries)|chaque (?:employe|collaborateur|utilisateur|salarie|personne)|chacun|(?:a|de|pour) tous(?= (?:sauf|,|[.]|!|hormis|excepte|$)))";
const EVERYTHING =
  "(?:everything|all (?:of )?(?:(?:the|his|her|their|my|P 's|X 's|of) )?(?:\\S+ )?(?:licen[cs]es|seats|benefits|subscriptions|products|access|accesses|stuff|allocations|assignments|tools|rights|P has|he has|she has|that P)|all (?:P|he|she|that P|that he|that she) (?:has|holds|uses)|all of (?:it|them)|the lot|every (?:single )?(?:licen[cs]e|seat|benefit|subscription)|whatever (?:P|he|she) (?:has|holds)|tout(?! le monde| de suite| l'| a fait| d'| va| est| ce )|tout ce (?:que|qu') \\S+(?: \\S+)?(?: (?:a|possede|detient|utilise))?|(?:tous|toutes|l' ensemble de|la totalite de) (?:les |ses |leurs |mes |de |des )?(?:\\S+ )?(?:licences|acces|abonnements|avantages|places|produits|attributions|droits|outils|sieges))";
const EXCEPT =
  /(?<= )(?:except(?: for)?|excepting|excluding|apart from|aside from|other than|besides|save(?: for)?|minus|bar|but not|not counting|leaving out|with (?:the )?exception of|sauf|a part|hormis|excepte|a l' exception (?:de|d'|du)|en dehors de|moins|mais pas|hors|excluant|(?<=(?:everyone|everybody|everything|all|[GT]|licen[cs]es|seats|users|employees|people) )but) (?:(?:for|of|the|le|la|l'|les|a|au|to|de|d'|du|her|his|their|sa|son|ses|my|mon|ma|celui|celle|deux|two|both) ){0,3}(?=[BPEX] )/gu;

export interface Quantifiers {
  everyone: boolean;
  everything: boolean;
  except: readonly Entity[];
}

/** "everyone", "all her seats", "… except Tom and Ana". */
export function quantifiersOf(reading: Reading): Quantifiers {
  const line = lineOf(reading);
  const except = new Set<Entity>();
  for (const match of line.text.matchAll(EXCEPT)) {
    const [at] = line.tokens(match.index + match[0].length, match.index + match[0].length + 1);
    const entity = reading.entityAt[at];
    if (!entity) continue;
    const kind = (one: Entity) => (one.kind === 'benefit' ? 'benefit' : 'person');
    const alike = reading.entities.filter((one) => kind(one) === kind(entity) || one.kind === 'unknown');
    for (const one of joinedTo(reading, entity, alike)) if (one.start >= at) except.add(one);
  }
  return {
    everyone: everyoneIn(line.text),
    everything: EVERYTHING_IN.test(line.text),
    except: [...except],
  };
}

const EVERYONE_IN = new RegExp(`(?<= )${EVERYONE}(?= )`, 'u');
const EVERYTHING_IN = new RegExp(`(?<= )${EVERYTHING}(?= )`, 'u');
/** "take all Power BI seats back": from whoever has one. */
const ALL_SEATS =
  / (?:all|every|each) (?:of )?(?:the |our |\d{1,9} )?(?:B (?:seats?|licen[cs]es?|subscriptions?|assignments?|accounts?|cards?|places?|access)|(?:seats?|licen[cs]es?|subscriptions?) (?:of|for|on) B) | (?:tous|toutes|chaque|l' ensemble des) (?:les |nos )?(?:licences?|places?|abonnements?|acces|sieges?|attributions?|cartes?) (?:de |d' |du |a )?B | (?:all|tous|toutes) (?:les |the |our |nos )?B (?!and|et)/u;
const NOT_YET =
  / (?:who|that|not|qui) (?:\S+ ){0,2}(?:doesn't|does not|don't|do not|hasn't|has not|haven't|without|n'|ne) (?:\S+ ){0,3}(?:have|got|it|one|B|a|ont|en)/u;

const everyoneIn = (line: string): boolean =>
  EVERYONE_IN.test(line) ||
  ALL_SEATS.test(line) ||
  (/ (?:everyone|everybody|anyone|those|all|tous|toutes|ceux|celles|personnes) /u.test(line) && NOT_YET.test(line));

/** "to Tom or Élodie" in an order leaves open who is meant. */
export function undecided(reading: Reading): boolean {
  return / (?:P|X|E) (?:or|ou)(?: (?:to|for|a|pour|de|d'|else|maybe|rather|bien|alors))? (?:P|X|E) /u.test(
    lineOf(reading).text,
  );
}
