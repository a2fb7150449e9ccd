import type {
  BenefitAnswer,
  BenefitLine,
  BenefitsAnswer,
  BenefitsCall,
  FiguresAnswer,
  HistoryAnswer,
  OverviewAnswer,
  SeatLine,
  SeatsAnswer,
  SeatsCall,
} from '../../bot/api/types';
import type { Answers } from './site';

/** A company for the tab: `count` seats of invented people. */

const BENEFITS = [
  'Microsoft 365 E5',
  'Visual Studio Professional subscription',
  'Power BI Pro',
  'Windows Server Standard 16 cores',
  'Azure credit, 100 USD a month',
  'Signature Cloud Support',
];
const FIRST = ['Ana', 'Tom', 'José', 'Léa', 'Noor', 'Mia', 'Ivo', 'Zoë', 'Omar', 'Ines'];
const LAST = ['Reyes', 'Walker', 'García', 'Dupont', 'Haddad', 'Kovač', 'Smith', 'Nguyen', 'Okafor', 'Lindqvist'];

export function seatLines(count: number): SeatLine[] {
  return Array.from({ length: count }, (_, index) => {
    const name = `${FIRST[index % 10]} ${LAST[Math.floor(index / 10) % 10]} ${index}`;
    const of = index % BENEFITS.length;
    return {
      seat: `b${of}/${index}`,
      benefit: { id: `b${of}`, name: BENEFITS[of] ?? '' },
      holder: { email: `person${index}@contoso.example`, name },
      state: of === 5 ? 'pending' : 'active',
      alternateEmail: of === 5 ? `other${index}@outlook.example` : null,
      since: new Date(Date.UTC(2026, index % 12, 1 + (index % 28), 9)).toISOString(),
      assignedBy: 'olivia@contoso.example',
      portalUrl: of === 4 ? 'https://azure.contoso.example/' : null,
      hasKey: BENEFITS[of]?.startsWith('Windows') === true,
      step: of === 5 ? { benefit: `b${of}`, user: `person${index}@contoso.example`, version: 'v1' } : null,
      told: index % 7 === 3 ? 'failed' : 'sent',
    };
  });
}

const DAY = 86_400_000;

/** An admin's overview; its days count from `now`. */
export function admin(now = Date.now()): OverviewAnswer {
  const inDays = (days: number): string => new Date(now + days * DAY).toISOString().slice(0, 10);
  return {
    locale: 'en',
    me: { email: 'olivia@contoso.example', name: 'Olivia Moreau', role: 'admin' },
    company: 'Contoso Consulting',
    membership: {
      program: 'Partner Success Core Benefits',
      partnerId: '1234567',
      standing: 'active',
      expiresOn: inDays(212),
      daysLeft: 212,
      link: 'https://partner.contoso.example/renew',
    },
    categories: [
      { category: 'software', benefits: 9, quantity: 60, used: 31 },
      { category: 'cloud', benefits: 7, quantity: 45, used: 44 },
      { category: 'visual-studio', benefits: 2, quantity: 5, used: 2 },
      { category: 'support', benefits: 2, quantity: 10, used: 0 },
    ],
    ending: [
      { id: 'b2', name: 'Power BI Pro', on: inDays(6), used: 5, quantity: 5 },
      { id: 'b1', name: 'Visual Studio Professional subscription', on: inDays(41), used: 2, quantity: 5 },
    ],
    requests: 3,
    mine: [],
    asked: [],
  };
}

export const employee = (now = Date.now()): OverviewAnswer => ({
  ...admin(now),
  me: { email: 'ana@contoso.example', name: 'Ana Reyes', role: 'employee' },
  membership: null,
  categories: null,
  ending: null,
  requests: null,
  mine: seatLines(6)
    .slice(3, 6)
    .map((seat) => ({ ...seat, instructions: 'Sign in with your work account.', key: seat.benefit.id === 'b3' })),
  asked: [{ benefit: { id: 'b1', name: BENEFITS[1] ?? '' }, askedAt: new Date(now).toISOString(), place: 2 }],
});

const history = (): HistoryAnswer['rows'] =>
  Array.from({ length: 70 }, (_, index) => ({
    id: `h${index}`,
    at: new Date(Date.UTC(2026, 10, 20, 15) - index * 4 * 3_600_000).toISOString(),
    actor: index % 9 === 5 ? 'system' : 'Olivia Moreau',
    command: index % 9 === 4 ? 'keys' : index % 9 === 3 ? 'reassign' : 'assign',
    benefit: 'Power BI Pro',
    from: index % 9 === 3 ? 'Félix Lavoie' : null,
    to: index % 9 === 4 ? null : 'Ana Reyes',
    outcome: index % 9 === 4 ? 'refused' : 'done',
    text: index % 9 === 4 ? 'asked for a key (refused)' : `${index % 9 === 3 ? 'reassigned' : 'assigned'} ${index}`,
  }));

const CATEGORY = ['cloud', 'visual-studio', 'cloud', 'software', 'cloud', 'support'] as const;

function benefitLines(role: string): BenefitLine[] {
  return Array.from({ length: 120 }, (_, index) => {
    const of = index % BENEFITS.length;
    const quantity = 3 + (index % 7);
    const used = index % 5;
    return {
      id: `b${index}`,
      name: index < BENEFITS.length ? (BENEFITS[of] ?? '') : `${BENEFITS[of]} ${index}`,
      category: CATEGORY[of] ?? 'cloud',
      package: index % 2 === 0 ? 'Partner Success Core' : 'Partner Launch',
      states: used >= quantity ? ['full'] : index % 11 === 2 ? ['available', 'ending'] : ['available'],
      startsOn: '2026-06-24',
      expiresOn: index % 11 === 2 ? '2026-12-14' : '2027-06-24',
      quantity,
      used: role === 'employee' ? null : used,
      mine: index === 4,
    };
  });
}

const benefitAnswer = (line: BenefitLine, role: string): BenefitAnswer => ({
  ...line,
  description: `What ${line.name} is.`,
  instructions: 'Sign in with your work account.\nThen accept the invitation.',
  portalUrl: 'https://portal.contoso.example/',
  blocker: null,
  keys:
    role === 'admin'
      ? { kind: 'single-use', free: 2, total: 5, languages: ['en', 'fr'], systems: ['windows-x64', 'macos'] }
      : null,
  actions: role === 'admin' ? ['keys', 'assign', 'reassign', 'unassign'] : role === 'employee' ? ['request'] : [],
});

export const figures = (): FiguresAnswer => ({
  used: Array.from({ length: 12 }, (_, index) => ({
    month: `2026-${String(index + 1).padStart(2, '0')}`,
    used: 40 + index * 3,
  })),
  ending: Array.from({ length: 12 }, (_, index) => ({
    month: `2027-${String(index + 1).padStart(2, '0')}`,
    benefits: index === 5 ? [{ id: 'b2', name: 'Power BI Pro', on: '2027-06-24' }] : [],
  })),
  steps: 2,
  failed: 1,
});

/** An API of this company; commands answer with `card`. */
export function companyApi(overview: (now?: number) => OverviewAnswer, count: number): Answers {
  const all = seatLines(count);
  const rows = history();
  const ok = (body: unknown) => ({ status: 200, body });
  return {
    overview: () => ok(overview()),
    figures: () => ok(figures()),
    benefits: ({ body }) => {
      const { search, category, state, sort, descending, skip, limit } = body as BenefitsCall;
      const fits = benefitLines(overview().me.role)
        .filter((one) => one.name.toLowerCase().includes(search.toLowerCase()))
        .filter((one) => (!category || one.category === category) && (!state || one.states.includes(state)));
      if (sort === 'name') fits.sort((a, b) => (descending ? -1 : 1) * a.name.localeCompare(b.name));
      const answer: BenefitsAnswer = { rows: fits.slice(skip, skip + limit), total: fits.length };
      return ok(answer);
    },
    benefit: ({ body }) => {
      const { role } = overview().me;
      const line = benefitLines(role).find((one) => one.id === (body as { id: string }).id);
      return line ? ok(benefitAnswer(line, role)) : { status: 404, body: { error: { code: 'benefit', message: '' } } };
    },
    seats: ({ body }) => {
      const { search, benefit, state, skip, limit } = body as SeatsCall;
      const fits = all
        .filter((one) =>
          `${one.benefit.name} ${one.holder.name} ${one.holder.email}`.toLowerCase().includes(search.toLowerCase()),
        )
        .filter((one) => !benefit || one.benefit.id === benefit)
        .filter((one) => !state || (state === 'step' ? one.step !== null : one.told === 'failed'));
      const answer: SeatsAnswer = { rows: fits.slice(skip, skip + limit), total: fits.length };
      return ok(answer);
    },
    history: ({ body }) => {
      const { skip, limit } = body as { skip: number; limit: number };
      return ok({ rows: rows.slice(skip, skip + limit), more: rows.length > skip + limit });
    },
  };
}
