import { type Benefit, benefitBlocker } from '../../benefits/benefit';
import type { Command, Locale, Role, Slots } from '../../benefits/command';
import type { Person } from '../../benefits/person';
import type { Store } from '../../benefits/ports';
import type { Day } from '../../benefits/time';
import { de } from '../../cards/words';

/** A message that works as it stands, and the command it means. */
export interface Suggestion {
  text: string;
  command: Command;
  slots: Slots;
}

const LIST: Record<Locale, string> = { en: 'show all benefits', fr: 'montre tous les avantages' };
const HELP: Record<Locale, string> = { en: 'help', fr: 'aide' };

/** Activations whose seats need only a name to assign or request, likeliest first. */
const ASSIGNED = ['assign', 'redeem', 'keys'] as const;

/**
 * Three messages that work today for a person of this role: the terminal, the local client, the greeting and the help
 * suggest the same ones.
 */
export async function suggestions(
  store: Store,
  person: Pick<Person, 'id'> & { role: Role | 'guest' },
  locale: Locale,
  today: Day,
): Promise<readonly Suggestion[]> {
  const french = locale === 'fr';
  const simple = (text: string, command: Command, slots: Slots = {}): Suggestion => ({ text, command, slots });
  const list = simple(LIST[locale], 'list');
  if (person.role === 'guest') return [list, simple(HELP[locale], 'help')];
  if (person.role === 'viewer')
    return [
      list,
      simple(french ? 'qui a quoi' : 'who has what', 'assignments'),
      simple(french ? 'historique' : 'history', 'history'),
    ];

  const benefits = await store.benefits.page({ today }, { skip: 0, limit: 100 });
  const nameOf = (benefit: Benefit): string => (french ? benefit.nameFr : benefit.nameEn);
  // A name that is part of another one would be asked about.
  const isClear = (benefit: Benefit): boolean =>
    !benefits.some(
      (other) => other !== benefit && wordsOf(nameOf(benefit)).every((word) => wordsOf(nameOf(other)).includes(word)),
    );
  const usable = benefits.filter((benefit) => benefitBlocker(benefit, today) === null && isClear(benefit));
  const used = await store.seats.usedOfEach(usable.map(({ id }) => id));
  const withSeat = usable.filter(({ quantity }, at) => (used[at] ?? 0) < quantity);
  const free = ASSIGNED.flatMap((activation) => withSeat.filter((benefit) => benefit.activation === activation));

  if (person.role === 'employee') {
    const mine = simple(french ? 'mes licences' : 'my licences', 'assignments', { user: 'me' });
    const benefit = await firstWithout(person.id, free, store);
    const wish = benefit && (french ? `j’ai besoin ${de(nameOf(benefit))}` : `I need ${nameOf(benefit)}`);
    return [
      list,
      mine,
      wish ? simple(wish, 'assign', { benefit: benefit.id, user: 'me' }) : simple(HELP[locale], 'help'),
    ];
  }

  const keyed = usable.find((benefit) => benefit.activation === 'keys');
  const given = await firstAssignable(free, store);
  const keys = keyed && (french ? `clé ${de(nameOf(keyed))}` : `key for ${nameOf(keyed)}`);
  const assign =
    given &&
    (french
      ? `attribue ${nameOf(given.benefit)} à ${given.person.name}`
      : `assign ${nameOf(given.benefit)} to ${given.person.name}`);
  return [
    list,
    keys ? simple(keys, 'keys', { benefit: keyed.id }) : simple(HELP[locale], 'help'),
    assign
      ? simple(assign, 'assign', { benefit: given.benefit.id, user: given.person.email })
      : simple(french ? 'adhésion' : 'membership', 'membership'),
  ];
}

const wordsOf = (name: string): string[] => name.toLowerCase().split(/\s+/);

async function firstWithout(
  personId: string,
  benefits: readonly Benefit[],
  store: Store,
): Promise<Benefit | undefined> {
  for (const benefit of benefits) if (!(await store.seats.held(benefit.id, personId))) return benefit;
  return undefined;
}

async function firstAssignable(benefits: readonly Benefit[], store: Store) {
  for (const person of await store.people.page({ skip: 0, limit: 100 })) {
    const benefit = person.role === 'employee' ? await firstWithout(person.id, benefits, store) : undefined;
    if (benefit) return { person, benefit };
  }
  return undefined;
}
