import type { Category } from '../../benefits/command';
import type { Catalogue } from '../../language';

/** A company of any size, the same for the same numbers: names are put together from syllables and product lines. */
export function syntheticCatalogue(benefits: number, people: number, seed = 1): Catalogue {
  let state = seed;
  const next = (below: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 4_294_967_296) * below);
  };
  const pick = <T>(list: readonly T[]): T => list[next(list.length)] as T;
  const categories: readonly Category[] = ['software', 'cloud', 'visual-studio', 'support'];
  const syllables = [
    'ba',
    'len',
    'mor',
    'ti',
    'ga',
    'shen',
    'dro',
    'vel',
    'ka',
    'rin',
    'os',
    'ner',
    'pol',
    'wi',
    'cha',
    'dez',
    'lu',
    'ster',
    'an',
    'fo',
  ];
  const given = [
    'Anna',
    'Bruno',
    'Chloé',
    'David',
    'Émile',
    'Farah',
    'Greta',
    'Hugo',
    'Ines',
    'Jean-Paul',
    'Karin',
    'Luis',
    'Marie',
    'Noor',
    'Olivia',
    'Pierre',
    'Quentin',
    'Rosa',
    'Siobhán',
    'Tom',
    'Ulla',
    'Victor',
    'Wanda',
    'Xavier',
    'Yusuf',
    'Zoë',
  ];
  const lines = [
    'Windows Server',
    'SQL Server',
    'Power BI',
    'Visual Studio',
    'Dynamics 365 Sales',
    'Exchange Server',
    'Office LTSC',
    'Defender for Endpoint',
    'Visio',
    'Project',
    'Copilot Studio',
    'Technical support incidents',
  ];
  const editions = [
    ['Standard', 'Standard'],
    ['Enterprise', 'Entreprise'],
    ['Professional', 'Professionnel'],
    ['Premium', 'Premium'],
    ['Datacenter', 'Datacenter'],
    ['Developer', 'Développeur'],
  ] as const;
  const word = () => {
    let text = '';
    for (let i = 0; i < 2 + next(3); i += 1) text += pick(syllables);
    return text.charAt(0).toUpperCase() + text.slice(1);
  };
  const list: Catalogue['benefits'][number][] = [];
  for (let i = 0; i < benefits; i += 1) {
    const [en, fr] = pick(editions);
    const line = pick(lines);
    const year = 2000 + next(30);
    const brand = i % 3 === 0 ? '' : `${word()} `;
    list.push({
      id: `benefit-${i}`,
      nameEn: `${brand}${line} ${year} ${en}`,
      nameFr: `${brand}${line} ${year} ${fr}`,
      category: pick(categories),
    });
  }
  const staff: Catalogue['people'][number][] = [];
  for (let i = 0; i < people; i += 1) {
    const first = pick(given);
    const last = word() + (next(9) === 0 ? `-${word()}` : '');
    const local = `${first}.${last}`.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
    staff.push({ email: `${local}.${i}@company.example`, name: `${first} ${last}` });
  }
  return { benefits: list, people: staff };
}
