// templates.txt: one labelled phrase a line, with places for names, so that nothing is fitted to one company's names:
//   en assign benefit=B1 user=P1; assign benefit=B2 user=P2 | next week :: {B1} to {P1} (and|plus) {B2} to {P2} next week
// Language, acts (separated by `;`), after `|` what is unused (separated by `;`), after `::` the text. `(a|b)` is one of several
// wordings, `\n` a line break. B1, B2, … are benefits, P1, P2, … people, A1 their addresses, G1 groups. The same seed gives the same phrases.

/** Phrases of a template; each of its first wordings once. */
const LEAST = 3;

function expanded(text, companies) {
  const names = Object.keys(companies).filter((name) => name !== 'contoso');
  const phrases = [];
  let number = 0;
  for (const line of text.split('\n')) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    number += 1;
    const seen = new Set();
    const wordings = /\(([^()]*\|[^()]*)\)/.exec(line)?.[1].split('|').length ?? 1;
    for (let k = 0; k < Math.max(LEAST, wordings); k += 1) {
      const random = generator(number * 97 + k * 7919);
      const company = names[Math.floor(random() * names.length)];
      const phrase = filled(line, companies[company], random, k);
      if (phrase === null || seen.has(phrase.text)) continue;
      seen.add(phrase.text);
      phrases.push({ company, ...phrase });
    }
  }
  return phrases;
}

function filled(line, company, random, turn) {
  let group = 0;
  const at = line.indexOf('::');
  const head = line.slice(0, at).trim();
  const body = line.slice(at + 2).trim();
  const locale = head.slice(0, 2);
  const [acts, unused] = head
    .slice(3)
    .split('|')
    .map((part) => part.trim());
  const benefits = shuffled(company.benefits, random);
  const people = shuffled(company.people, random);
  const used = new Map();
  const value = (token) => {
    if (/^B\d$/.test(token)) return benefits[Number(token[1]) - 1]?.id;
    if (/^[PA]\d$/.test(token)) return people[Number(token[1]) - 1]?.email;
    if (/^\d+$/.test(token)) return Number(token);
    if (token === 'true') return true;
    return token.startsWith('?') ? { unknown: token.slice(1) } : token;
  };
  const text = body
    .replace(/\\n/g, '\n')
    .replace(/\(([^()]*\|[^()]*)\)/g, (_all, inner) => {
      const choices = inner.split('|');
      group += 1;
      return choices[group === 1 ? turn % choices.length : Math.floor(random() * choices.length)];
    })
    .replace(/\{G(\d)\}/g, (_all, digit) => company.groups[digit - 1])
    .replace(/\{([BPA])(\d)\}/g, (_all, kind, digit) => {
      const key = `${kind}${digit}`;
      if (used.has(key)) return used.get(key);
      const one = kind === 'B' ? benefits[digit - 1] : people[digit - 1];
      const name =
        kind === 'B'
          ? benefitName(one, company, locale, random)
          : kind === 'A'
            ? one.email
            : personName(one, company, random);
      used.set(key, name);
      return name;
    })
    .replace(/ {2,}/g, ' ');
  const requests = acts.split(';').map((act) => {
    const [command, ...pairs] = act.trim().match(/(?:[^\s"]|"[^"]*")+/g);
    const slots = {};
    for (const pair of pairs) {
      const [key, raw] = pair.split(/=(.*)/s);
      const plain = raw.replace(/"/g, '');
      slots[key] = plain.includes(',') || key === 'except' ? plain.split(',').map(value) : value(plain);
      if (key === 'quantity') slots[key] = Number(plain);
      if (key === 'name' || key === 'group') slots[key] = /^G\d$/.test(plain) ? company.groups[plain[1] - 1] : plain;
      if (key === 'email' && /^A\d$/.test(plain)) slots[key] = people[Number(plain[1]) - 1]?.email;
    }
    return { command, slots };
  });
  const [first, ...then] = requests;
  return {
    text,
    locale,
    ...first,
    ...(then.length > 0 ? { then } : {}),
    ...(unused ? { unused: unused.split(';').map((one) => one.trim()) } : {}),
  };
}

const words = (name) =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
const GENERIC =
  /^(?:microsoft|subscription|abonnement|licence|license|monthly|mensuel|standard|professional|professionnel)$/i;

/** The name, or a part of it that no other benefit has. */
function benefitName(benefit, company, locale, random) {
  const name = locale === 'fr' ? benefit.nameFr : benefit.nameEn;
  if (random() < 0.4) return name;
  const parts = name.split(' ');
  for (const cut of [
    parts.filter((part) => !GENERIC.test(part)).slice(0, 2),
    parts.slice(0, 2),
    parts.slice(0, 3),
    parts.filter((part) => !GENERIC.test(part)),
  ]) {
    const typed = cut.join(' ');
    if (
      cut.length > 0 &&
      /[a-z]{3}/i.test(typed) &&
      !/^\W|\W$/.test(typed) &&
      fitting(typed, company) === 1 &&
      !/^(?:visual studio|support|windows|office)$/i.test(typed)
    )
      return random() < 0.3 ? typed.toLowerCase() : typed;
  }
  return name;
}

const fitting = (typed, company) =>
  company.benefits.filter(({ nameEn, nameFr }) => {
    const all = new Set([...words(nameEn), ...words(nameFr)]);
    return words(typed).every((word) => all.has(word));
  }).length;

function personName(person, company, random) {
  const first = person.name.split(' ')[0];
  const alone =
    company.people.filter(({ name, email }) =>
      [...words(name), ...words(email.split('@')[0])].includes(words(first)[0]),
    ).length === 1;
  if (alone && random() < 0.65 && words(first).length === 1) return first;
  return person.name;
}

function generator(seed) {
  let state = (seed * 2_654_435_761) % 2_147_483_648;
  const next = () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
  next();
  next();
  return next;
}

function shuffled(list, random) {
  const copy = [...list];
  for (let at = copy.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [copy[at], copy[other]] = [copy[other], copy[at]];
  }
  return copy;
}

module.exports = { expanded };
