import type { Category, Command, Filter, OperatingSystem, Role, Slots } from '../benefits/command';
import { osOnly, studio, vague } from './benefit-words';
import type { Reading } from './entity';
import { type Company, fillerOf } from './filler';
import { lineOf } from './line';
import { markerOf, meant, type Person } from './parts';
import { isUnknown } from './people';
import { quantityIn } from './quantity';
import { newRole, roleHere, roleOf } from './roles';
import { fillAssign, fillReassign, fillUnassign } from './seat-slots';
import { newName, otherName } from './typed-names';
import type { Span } from './words';

/** The slots that a text sets for a command. */
export function fill(command: Command, reading: Reading, company: Company): Slots {
  const filler = fillerOf(command, reading, company);
  const {
    slots,
    tokens,
    persons,
    addresses,
    unknowns,
    benefits,
    found,
    value,
    outside,
    free,
    addUnknownPersons,
    setBenefit,
    me,
    speaker,
    givenMe,
    setUsers,
    setGroup,
    setMany,
  } = filler;
  switch (command) {
    case 'list': {
      const category = value(/^CAT:/u, (i) => outside(i) || vague(reading, i)) ?? studio(reading);
      if (category) slots.category = category as Category;
      const filter = found(/^FILTER:expiring/u, outside)
        ? 'expiring'
        : value(/^FILTER:(?:available|assigned)/u, outside);
      // "what can I still hand out?"
      const toGive =
        reading.concepts.has('WHAT') &&
        (reading.concepts.has('ASSIGN') || reading.concepts.has('GIVE')) &&
        reading.concepts.has('LEFT');
      if (filter === 'assigned' && reading.concepts.has('NEG')) slots.filter = 'available';
      else if (filter) slots.filter = filter as Filter;
      else if (toGive) slots.filter = 'available';
      break;
    }
    case 'show':
      setBenefit();
      break;
    case 'keys': {
      setBenefit((entity) => !osOnly(reading, entity));
      const language = value(/^LANG:(?!other)/u, free);
      if (language) slots.language = language;
      const os = value(/^OS:/u, free);
      if (os) slots.os = os as OperatingSystem;
      addUnknownPersons(['to']);
      const receivers = persons.filter(
        (person) =>
          person.marker === 'to' ||
          person.marker === 'for' ||
          (person.marker === 'owner' && ownsNamed(reading, person)) ||
          (person.marker === 'of' && /^(?:benefit)$/u.test(reading.entityAt[person.start - 2]?.kind ?? '')) ||
          (person.marker === 'bare' &&
            /^(?:get|give|send|hand|donne|donnez|envoie|envoyez|file)$/u.test(tokens[person.start - 1]?.norm ?? '')) ||
          (person.joined && persons.some(({ marker, end }) => marker === 'for' && end < person.start)),
      );
      setUsers(receivers.length > 0 ? receivers : [me(['ME'], ({ marker }) => marker === 'for') ?? []].flat());
      break;
    }
    case 'assign':
      fillAssign(filler);
      break;
    case 'unassign':
      fillUnassign(filler);
      break;
    case 'reassign':
      fillReassign(filler);
      break;
    case 'assignments': {
      addUnknownPersons(['to', 'owner']);
      if (persons.length === 0 && benefits.length === 0 && !reading.concepts.has('WHO')) addUnknownPersons(['bare']);
      setBenefit();
      if ((slots.benefit ?? slots.benefits) === undefined || unknowns.length > 0)
        addUnknownPersons(['bare', 'of', 'from', 'for', 'with']);
      const who = reading.concepts.has('WHO');
      const self =
        persons.length === 0 && !who ? (speaker('MY') ?? me(['I'], (one) => holding(reading, one)) ?? givenMe()) : null;
      setUsers(self ? [self] : persons);
      if (persons.length === 0 && !self) setGroup();
      if (lacking(reading, slots)) slots.without = true;
      break;
    }
    case 'users': {
      addUnknownPersons(['to', 'of', 'owner', 'bare']);
      const self =
        persons.length === 0 ? me(['MY', 'ME', 'I'], (one) => one.marker !== 'bare' || holding(reading, one)) : null;
      setUsers(self && [...reading.concepts].some((concept) => concept.startsWith('ROLE')) ? [self] : persons);
      if (slots.user !== undefined || slots.users !== undefined) break;
      const role = roleOf(reading);
      if (role && !(role === 'employee' && reading.concepts.has('USERLIST'))) slots.role = role;
      setGroup();
      break;
    }
    case 'history': {
      setBenefit();
      addUnknownPersons(['to', 'from', 'of', 'owner', 'for', 'by', 'bare']);
      const own =
        persons.length === 0 &&
        / (?:did i|have i|i (?:changed?|did|do|done|made)|j' ai|ai je) /u.test(lineOf(reading).text);
      const self = persons.length === 0 ? speaker('MY', 'I') : null;
      if (own) slots.user = 'me';
      else setUsers(self ? [self] : persons);
      break;
    }
    case 'add-user': {
      const address = addresses[0];
      if (address) slots.email = address.entity.text;
      const name = newName(reading, address?.entity ?? null);
      if (name) slots.name = name;
      // "add this auditor as a guest"
      const role =
        value(/^ROLE:/u, (i) => outside(i) && markerOf(reading, { start: i, end: i + 1 }).marker === 'as') ??
        value(/^ROLE:/u, (i) => outside(i) && roleHere(reading, i));
      if (role) slots.role = role as Role;
      break;
    }
    case 'update-user': {
      const listed = persons.filter(({ named }) => !isUnknown(named));
      const known = listed.length > 0 ? listed : persons.filter(({ entity }) => entity?.kind !== 'email');
      const address = addresses.findLast(
        ({ named, entity }) => isUnknown(named) || known.some((one) => one.entity !== entity),
      );
      if (known.length === 0) addUnknownPersons(['to', 'of', 'owner', 'bare', 'from', 'for']);
      const user =
        known.find(({ entity }) => entity !== address?.entity) ??
        persons.find(({ entity }) => entity?.kind !== 'email');
      const self = user ? null : me(['MY', 'ME']);
      if (user) slots.user = user.named;
      else if (self) slots.user = 'me';
      if (address && address.entity !== user?.entity) slots.email = address.entity.text;
      const name = otherName(reading, user?.end ?? 0);
      if (name && name !== user?.entity?.text) slots.name = name;
      break;
    }
    case 'set-role': {
      addUnknownPersons(['to', 'from', 'of', 'owner', 'for', 'bare', 'as']);
      const taken = tokens.some(
        (_token, i) =>
          free(i) &&
          ['REMOVE', 'TAKE', 'UNASSIGN'].some((concept) => reading.has(i, concept)) &&
          !reading.has(i, 'MAKE'),
      );
      const ended = / (?:no longer|anymore|any more|any longer|plus|cesse d') /u.test(lineOf(reading).text);
      const role = taken || ended ? newRole(reading) : roleOf(reading);
      if (role) slots.role = role;
      const self =
        persons.length === 0
          ? (me(['ME', 'MY']) ?? (role ? me(['I'], (one) => holding(reading, one) || meant(reading, one)) : null))
          : null;
      if (self ?? persons.length > 0) setUsers(self ? [self] : persons);
      else setMany();
      break;
    }
    case 'remove-user': {
      addUnknownPersons(['to', 'from', 'of', 'owner', 'for', 'bare']);
      const self = persons.length === 0 ? me(['ME']) : null;
      if (self ?? persons.length > 0) setUsers(self ? [self] : persons);
      else setMany();
      break;
    }
    case 'set-quantity': {
      setBenefit();
      const quantity = quantityIn(reading);
      if (quantity !== null) slots.quantity = quantity;
      break;
    }
    case 'portal':
    case 'requests': {
      setBenefit();
      addUnknownPersons(['to', 'from', 'of', 'owner', 'for']);
      // "my open requests".
      if (command === 'requests' && persons.length === 0 && OWN_REQUESTS.test(lineOf(reading).text)) slots.user = 'me';
      else setUsers(persons);
      break;
    }
    case 'withdraw':
      setBenefit();
      break;
    case 'resend': {
      setBenefit();
      addUnknownPersons(['to', 'from', 'of', 'owner', 'for', 'bare']);
      const self = persons.length === 0 ? me(['ME', 'MY'], ({ marker }) => marker === 'to' || marker === 'for') : null;
      setUsers(self ? [self] : persons);
      break;
    }
    case 'review':
      setBenefit();
      setGroup();
      break;
    case 'language': {
      const spans: Span[] = [];
      for (let i = 0; i < tokens.length; i += 1)
        for (const span of reading.spans[i] ?? [])
          if (/^LANG:(?:fr|en)$/u.test(span.concept) && free(i)) spans.push(span);
      const last = spans.find(({ start }) => markerOf(reading, { start, end: start }).marker === 'to') ?? spans.at(-1);
      if (last) slots.language = last.concept.slice(5);
      break;
    }
    default:
  }
  return slots;
}

/** "am I down for X", "what do I have", "j'ai X ?": the speaker is who holds it. */
const holding = (reading: Reading, { start, end }: Person): boolean =>
  [start - 1, end, end + 1].some((at) =>
    ['BE', 'HAVE', 'AUX', 'NEED', 'HAVE.past'].some((concept) => reading.has(at, concept) && !reading.entityAt[at]),
  );

/** "Ana's Visio key", not "Ana's laptop". */
function ownsNamed({ entityAt, has }: Reading, { end }: Person): boolean {
  return entityAt[end + 1]?.kind === 'benefit' || has(end + 1, 'KEY') || has(end + 1, 'SEAT');
}

const OWN_REQUESTS =
  / (?:my|mine|mes|ma|j' ai|ai je|i|have i) (?:\S+ ){0,2}(?:requests?|demandes?|requete|requetes|demande|requested|asked for|ask for|request|applications?) /u;

/** "who doesn't have X", "qui n'a pas encore X", "what doesn't Tom have". */
function lacking(reading: Reading, slots: Slots): boolean {
  const { text } = lineOf(reading);
  const lacks =
    / (?:without|sans|lacks?|lacking|missing|not (?:yet )?(?:have|had|got|using|on|assigned|holding)|(?:doesn't|does not|don't|dont|doesnt|do not|hasn't|hasnt|haven't|has no|have no|has not|have not|isn't|aren't|is not|are not)|(?:n'|ne) (?:\S+ ){1,4}(?:pas|aucune?|rien)|(?:a|ont|utilise|as) (?:pas|aucune?)|il manque|manque) /u.test(
      text,
    );
  if (!lacks) return false;
  if (
    / (?:who|qui|whom|which \S+|quels? \S+|lesquels|everyone|everybody|people|users|employees|anyone|ceux|celles|personnes|utilisateurs|employes|gens|collaborateurs|those|somebody|quelqu' un|colleagues|collegues|list|liste) /u.test(
      text,
    )
  )
    return true;
  return slots.benefit === undefined && slots.benefits === undefined;
}
