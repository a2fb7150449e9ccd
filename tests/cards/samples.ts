import type { Benefit } from '../../benefits/benefit';
import type { Category, Role } from '../../benefits/command';
import type { HistoryAction, HistoryEntry } from '../../benefits/history';
import type { Membership } from '../../benefits/membership';
import { type Delivery, NOTICE_KINDS, type Notice, type NoticeKind } from '../../benefits/notice';
import { emptyOutbox } from '../../benefits/outbox';
import type { Refusal } from '../../benefits/refusal';
import type { Seat } from '../../benefits/seat';
import { addDays } from '../../benefits/time';
import type {
  BenefitAction,
  BenefitRef,
  ConfirmView,
  DoneView,
  NoticeView,
  PersonRef,
  PlanAct,
  PlanDoneView,
  PlanView,
  RequestRow,
  TextReply,
  View,
} from '../../cards';

/** Views of one made-up company, in several kinds of wording: what every card must cope with. */

const TAB = 'https://teams.microsoft.com/l/entity/local/overview?context=%7B%7D';
export const TODAY = '2026-11-22';
const NOW = `${TODAY}T14:05:00.000Z`;

export type Flavour = 'usual' | 'shortest' | 'longest' | 'hostile';
export const FLAVOURS: readonly Flavour[] = ['usual', 'shortest', 'longest', 'hostile'];

const HOSTILE = [
  `<b>&"'</b> [x](https://evil.example) **bold** \`code\` {{DATE(2026-01-01T00:00:00Z)}}`,
  `_Siobhán_ O'Connor & <at>all</at> # 1. - \u202Egnp.exe ${'a'.repeat(150)}`,
];
const LONG = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft ';
const long = (text: string): string => `${text} ${LONG.repeat(3)}`.slice(0, 200);

const word = (flavour: Flavour, text: string, n: number): string => {
  switch (flavour) {
    case 'usual':
      return text;
    case 'shortest':
      return text.slice(0, 1);
    case 'longest':
      return long(text);
    case 'hostile':
      return HOSTILE[n % HOSTILE.length] ?? text;
  }
};

const PEOPLE: [string, string, Role][] = [
  ['claire.moreau', 'Claire Moreau', 'admin'],
  ['marie.dupont', 'Marie Dupont', 'employee'],
  ['marie.durand', 'Marie Durand', 'employee'],
  ['siobhan.oconnor', "Siobhán O'Connor", 'employee'],
  ['jose.garcia', 'José García', 'employee'],
  ['li.ming', '李明', 'employee'],
  ['nadia.benali', 'Nadia Benali', 'viewer'],
  ['tom_baker', 'Tom Baker', 'employee'],
  ['ana.souza', 'Ana Souza', 'employee'],
  ['jean-pierre.martin', 'Jean-Pierre Martin', 'admin'],
];

interface Shape {
  id: string;
  en: string;
  fr: string;
  category: Category;
  package: string;
  quantity: number;
  used: number;
  activation: Benefit['activation'];
  ends: number;
}
const shape = (
  id: string,
  en: string,
  fr: string,
  category: Category,
  pack: string,
  quantity: number,
  used: number,
  activation: Benefit['activation'],
  ends: number,
): Shape => ({ id, en, fr, category, package: pack, quantity, used, activation, ends });

const ACTION = 'Microsoft Action Pack';
const LAUNCH = 'Partner Launch Benefits';
const SHAPES: Shape[] = [
  shape('windows-11', 'Windows 11 Enterprise', 'Windows 11 Entreprise', 'software', ACTION, 10, 4, 'keys', 98),
  shape(
    'windows-server',
    'Windows Server 2022 Standard',
    'Windows Server 2022 Standard',
    'software',
    ACTION,
    16,
    2,
    'keys',
    98,
  ),
  shape(
    'office',
    'Office LTSC Professional Plus 2024',
    'Office LTSC Professionnel Plus 2024',
    'software',
    ACTION,
    10,
    9,
    'keys',
    98,
  ),
  shape('visio', 'Visio Professional 2024', 'Visio Professionnel 2024', 'software', ACTION, 1, 1, 'keys', 98),
  shape(
    'exchange',
    'Exchange Server 2019 Standard',
    'Exchange Server 2019 Standard',
    'software',
    LAUNCH,
    1,
    0,
    'keys',
    23,
  ),
  shape(
    'azure',
    'Microsoft Azure monthly credit',
    'Crédit mensuel Microsoft Azure',
    'cloud',
    ACTION,
    1,
    0,
    'self-assign',
    98,
  ),
  shape('m365', 'Microsoft 365 E3', 'Microsoft 365 E3', 'cloud', ACTION, 5, 5, 'keys', 98),
  shape(
    'dynamics',
    'Dynamics 365 Sales Enterprise',
    'Dynamics 365 Sales Enterprise',
    'cloud',
    LAUNCH,
    25,
    7,
    'keys',
    -12,
  ),
  shape('vs', 'Visual Studio Enterprise', 'Visual Studio Enterprise', 'visual-studio', ACTION, 5, 3, 'assign', 98),
  shape(
    'support',
    'Technical support incidents',
    'Incidents de support technique',
    'support',
    ACTION,
    5,
    1,
    'assign-with-email',
    98,
  ),
];

const nth = <T>(all: readonly T[], n: number): T => {
  const found = all[n % all.length];
  if (found === undefined) throw new Error('an empty list has no element');
  return found;
};

export function samples(flavour: Flavour): Record<string, View> {
  const version = 'v1.2f9c';
  const person = (n: number): PersonRef => {
    const [mailbox, name] = nth(PEOPLE, n);
    const domain = flavour === 'longest' ? `${'subsidiary-of-a-company.'.repeat(8)}contoso.example` : 'contoso.example';
    return { email: `${mailbox}@${domain}`, name: word(flavour, name, n) };
  };
  const benefit = (n: number): Benefit => {
    const one = nth(SHAPES, n);
    const text = (en: string): string => (flavour === 'shortest' ? '' : word(flavour, en, n + 1));
    return {
      id: n < SHAPES.length ? one.id : `${one.id}-${n}`,
      version: 1,
      category: one.category,
      nameEn: word(flavour, one.en, n),
      nameFr: word(flavour, one.fr, n),
      package: word(flavour, one.package, n),
      quantity: one.quantity,
      activation: one.activation,
      startsOn: '2026-03-01',
      expiresOn: addDays(TODAY, one.ends),
      activateBy: null,
      reassignMinDays: null,
      portalUrl: one.category === 'software' ? null : 'https://portal.example/benefits',
      adminUrl: null,
      descriptionEn: text('Subscription with everything that a developer needs, for internal use.'),
      descriptionFr: text('Abonnement avec tout ce qu’il faut à un développeur, à usage interne.'),
      instructionsEn: text('Sign in at the portal with the assigned address and accept the invitation.'),
      instructionsFr: text('Connectez-vous au portail avec l’adresse attribuée et acceptez l’invitation.'),
      downloads: [
        {
          language: 'en',
          os: 'windows-x64',
          label: word(flavour, 'ISO image, English', n),
          url: 'https://download.example/en.iso',
        },
        {
          language: 'fr',
          os: 'windows-arm64',
          label: word(flavour, 'ISO image, French', n),
          url: 'https://download.example/fr.iso',
        },
      ],
      used: one.used,
    };
  };
  const ref = (n: number): BenefitRef => {
    const { id, nameEn, nameFr } = benefit(n);
    return { id, nameEn, nameFr };
  };
  const delivery = (state: Delivery['state'], why: string | null = null): Delivery => ({
    notice: 'n1',
    kind: 'assigned',
    channel: 'teams',
    address: 'a@contoso.example',
    state,
    why,
    at: NOW,
  });
  const seat = (n: number, holder: PersonRef, more: Partial<Seat> = {}): Seat => ({
    id: `${nth(SHAPES, n).id}/${n}`,
    version: 3,
    ...emptyOutbox,
    benefitId: nth(SHAPES, n).id,
    number: n,
    state: 'active',
    holderKey: holder.email,
    alternateEmail: null,
    since: '2026-04-03T09:00:00.000Z',
    assignedBy: 'claire.moreau@contoso.example',
    activatesOn: null,
    portalStep: false,
    until: null,
    keyShownAt: null,
    review: null,
    deliveries: [delivery('sent')],
    ...more,
  });
  const membership: Membership = {
    id: 'membership',
    version: 1,
    company: word(flavour, 'Contoso', 0),
    partnerId: '6543210',
    program: word(flavour, 'Microsoft Action Pack', 1),
    status: 'active',
    startsOn: '2026-03-01',
    expiresOn: '2027-02-28',
    accountEmail: 'partner@contoso.example',
    joinUrl: 'https://partner.example/join',
    renewUrl: 'https://partner.example/renew',
  };
  const page = { skip: 0, limit: 10, total: 10 };
  const listRows = (from: number, count: number, used: boolean) =>
    Array.from({ length: count }, (_, i) => {
      const one = benefit(from + i);
      const full = one.used >= one.quantity;
      const actions: BenefitAction[] = used
        ? ['keys', ...(full ? [] : (['assign'] as const)), 'assignments', 'reassign', 'unassign', 'history']
        : [full ? 'waiting-list' : 'request'];
      return { benefit: one, used: used ? one.used : null, mine: i === 1, actions };
    });
  const ask = {
    kind: 'ask',
    command: 'assign',
    slots: {},
    benefit: null,
    benefits: [],
    people: [],
    languages: [],
    systems: [],
    unknown: null,
    problem: null,
    mayAdd: false,
    version,
  } as const;
  const confirm: ConfirmView = {
    kind: 'confirm',
    command: 'assign',
    slots: {},
    benefit: null,
    people: [],
    from: null,
    to: null,
    email: null,
    name: null,
    role: null,
    remaining: null,
    quantity: null,
    moves: [],
    stays: [],
    leftOut: [],
    keys: null,
    import: null,
    activeOn: null,
    portal: null,
    changed: false,
    version,
  };
  const done: DoneView = {
    kind: 'done',
    command: 'assign',
    benefit: null,
    people: [],
    from: null,
    to: null,
    email: null,
    role: null,
    moves: [],
    leftOut: [],
    remaining: null,
    quantity: null,
    activeOn: null,
    portal: null,
    mailWaits: false,
    undo: null,
    undone: null,
    import: null,
    version,
  };
  const act = (command: PlanAct['command'], n: number): PlanAct => ({
    command,
    benefit: ref(8),
    person: person(n),
    from: null,
    email: null,
    name: null,
    role: null,
    until: null,
    quantity: null,
  });
  const plan: PlanView = {
    kind: 'plan',
    plan: 'p1',
    command: 'unassign',
    acts: [],
    page: { skip: 0, limit: 25, total: 0 },
    cannot: [],
    seats: [],
    portal: false,
    benefits: [],
    people: [],
    changed: false,
    version,
  };
  const planDone: PlanDoneView = {
    kind: 'plan-done',
    undone: false,
    done: [],
    failed: [],
    seats: [],
    steps: 0,
    mailWaits: false,
    undo: null,
    benefits: [],
    people: [],
    version,
  };
  const counts = {
    file: word(flavour, 'benefits-2027.xlsx', 1),
    sheets: [
      { sheet: 'membership', added: 0, updated: 1, unchanged: 0, notInFile: 0 },
      { sheet: 'benefits', added: 2, updated: 3, unchanged: 10, notInFile: 1 },
      { sheet: 'keys', added: 20, updated: 0, unchanged: 4, notInFile: 0 },
      { sheet: 'users', added: 1, updated: 2, unchanged: 10, notInFile: 0 },
    ],
    differences: [
      { is: 'role', ...person(2), from: 'viewer', to: 'admin' },
      { is: 'new-admin', ...person(3) },
      { is: 'address', name: person(4).name, from: person(4).email, to: person(5).email },
      { is: 'unlinked', ...person(6) },
      { is: 'seat', benefit: ref(3), seat: 2, from: person(1).name, to: null },
    ],
    leftOut: 3,
    shortages: [
      { benefit: ref(3), quantity: 1, holders: [1, 2, 3].map((n) => ({ seat: `visio/${n}`, name: person(n).name })) },
    ],
  } as const;
  const entry = (n: number, command: HistoryAction, outcome: HistoryEntry['outcome'] = 'done'): HistoryEntry => ({
    id: `h${n}`,
    at: `2026-11-${String(22 - n).padStart(2, '0')}T1${n}:05:00.000Z`,
    actor: person(n % 2 === 0 ? 0 : 9).email,
    command,
    benefitId: nth(SHAPES, n).id,
    person: person(n + 1).email,
    outcome,
    detail: {},
  });
  const request = (n: number, more: Partial<RequestRow> = {}): RequestRow => ({
    id: `${nth(SHAPES, n).id}/${person(n).email}`,
    benefit: ref(n),
    person: person(n),
    askedAt: '2026-11-20T08:30:00.000Z',
    state: 'open',
    settledBy: null,
    why: null,
    place: 1,
    free: 2,
    quantity: 5,
    ...more,
  });
  const refused = (refusal: Refusal, more: Partial<Extract<View, { kind: 'refused' }>> = {}): View => ({
    kind: 'refused',
    command: null,
    slots: {},
    refusal,
    benefit: ref(8),
    person: person(1),
    benefits: [ref(0), ref(8)],
    people: [person(0), person(1), person(2)],
    next: [],
    version,
    ...more,
  });
  const notice = (
    kind: NoticeKind,
    more: { facts?: Notice['facts']; request?: RequestRow; benefit?: number } = {},
  ): NoticeView => ({
    kind: 'notice',
    tab: kind === 'few-seats' ? TAB : null,
    notice: {
      id: 'n1',
      kind,
      to: 'p1',
      address: person(1).email,
      alsoTo: [],
      byMailToo: false,
      benefitId: nth(SHAPES, more.benefit ?? 8).id,
      seatId: null,
      causedBy: null,
      facts: { by: person(0).name, portalUrl: 'https://my.example/portal', portal: 'done', ...more.facts },
      at: NOW,
    },
    benefit: kind === 'membership-ending' ? null : benefit(more.benefit ?? 8),
    person: person(1),
    deliveries: [],
    company: membership.company,
    request: more.request ?? null,
    version,
  });
  const noticeMore: Partial<Record<NoticeKind, Parameters<typeof notice>[1]>> = {
    assigned: { facts: { portal: 'done' } },
    'moved-away': { facts: { to: person(2).name } },
    'support-pending': {
      facts: { day: addDays(TODAY, 3), alternate: 'marie@home.example', portal: 'todo' },
      benefit: 9,
    },
    'support-active': { facts: { by: null, alternate: 'marie@home.example' }, benefit: 9 },
    'benefit-ending': { facts: { day: addDays(TODAY, 23), count: 3, days: 23 }, benefit: 4 },
    'membership-ending': { facts: { day: '2027-02-28', count: 12, days: 98 } },
    'few-seats': { facts: { remaining: 1, quantity: 5 } },
    'request-new': { facts: { from: person(4).name }, request: request(4) },
    'request-settled': {
      facts: { decision: 'approved' },
      request: request(4, { state: 'approved', settledBy: person(0) }),
    },
    'seat-came-back': { facts: { from: person(2).name }, request: request(2, { state: 'waiting' }) },
    'delivery-failed': { facts: { person: person(2).name, channel: 'teams', instead: 'email', why: 'not-installed' } },
    'link-asked': {
      facts: { person: person(2).name, email: person(2).email, address: person(2).email, role: 'admin', claim: 'c1' },
    },
    'admin-linked': { facts: { person: person(2).name, role: 'viewer' } },
    'role-changed': { facts: { person: person(2).name, role: 'admin' } },
    'many-reveals': { facts: { person: person(2).name, count: 12 } },
    'ticket-refused': { facts: { person: person(2).name } },
  };
  const key = (text: string) => ({ text, language: 'en', os: 'windows-x64', kind: 'multiple' }) as const;

  return {
    list: {
      kind: 'list',
      filters: ['available', 'assigned', 'expiring'],
      query: {},
      rows: listRows(0, 10, true),
      page,
      standing: 'active',
      daysLeft: 98,
      version,
    },
    'list-employee': {
      kind: 'list',
      filters: ['available', 'assigned', 'expiring'],
      query: {},
      rows: listRows(0, 10, false),
      page,
      standing: 'active',
      daysLeft: 98,
      version,
    },
    'list-empty': {
      kind: 'list',
      filters: ['available', 'assigned', 'expiring'],
      query: {},
      rows: [],
      page: { skip: 0, limit: 10, total: 0 },
      standing: 'none',
      daysLeft: null,
      version,
    },
    'list-500': {
      kind: 'list',
      filters: ['available', 'assigned', 'expiring'],
      query: { category: 'software', filter: 'available' },
      rows: listRows(240, 10, true),
      page: { skip: 240, limit: 10, total: 500 },
      standing: 'active',
      daysLeft: 12,
      version,
    },
    show: {
      kind: 'show',
      benefit: benefit(8),
      tab: TAB,
      used: 3,
      holders: [
        { person: person(1), seat: seat(8, person(1)) },
        { person: person(3), seat: seat(8, person(3), { state: 'pending', portalStep: true }) },
        { person: person(5), seat: seat(8, person(5)) },
      ],
      mine: null,
      keys: null,
      blocker: null,
      actions: ['assign', 'reassign', 'unassign', 'assignments', 'history'],
      version,
    },
    'show-keys': {
      kind: 'show',
      benefit: benefit(3),
      tab: TAB,
      used: 1,
      holders: [{ person: person(2), seat: seat(3, person(2)) }],
      mine: null,
      keys: { kind: 'single-use', total: 10, free: 4 },
      blocker: null,
      actions: ['keys', 'reassign', 'assignments'],
      version,
    },
    'show-employee': {
      kind: 'show',
      benefit: benefit(8),
      tab: TAB,
      used: null,
      holders: null,
      mine: seat(8, person(1), { state: 'pending', portalStep: true }),
      keys: null,
      blocker: null,
      actions: ['request'],
      version,
    },
    'show-ended': {
      kind: 'show',
      benefit: benefit(7),
      tab: TAB,
      used: 7,
      holders: Array.from({ length: 5 }, (_, i) => ({ person: person(i), seat: seat(7, person(i)) })),
      mine: seat(7, person(0)),
      keys: { kind: 'multiple', total: 1, free: 1 },
      blocker: { reason: 'benefit-ended', benefit: 'dynamics', on: addDays(TODAY, -12) },
      actions: ['assignments'],
      version,
    },
    'ask-benefit': {
      ...ask,
      command: 'keys',
      asking: 'benefit',
      slots: { benefit: ['m365', 'windows-11'] },
      benefits: [ref(0), ref(1), ref(6)],
    },
    'ask-benefit-list': { ...ask, asking: 'benefit', benefits: Array.from({ length: 15 }, (_, i) => ref(i)) },
    'ask-benefit-state': {
      ...ask,
      asking: 'benefit',
      slots: { benefit: ['m365', 'windows-11'], user: person(1).email },
      people: [person(1)],
      benefits: [
        { ...ref(0), left: 6, state: null },
        { ...ref(6), left: 0, state: 'full' },
        { ...ref(7), state: 'ended' },
      ],
    },
    'ask-both': {
      ...ask,
      asking: 'benefit',
      withPerson: true,
      mayAdd: true,
      benefits: Array.from({ length: 6 }, (_, i) => ({ ...ref(i), left: i + 1, state: null })),
    },
    'done-key': {
      ...done,
      benefit: ref(0),
      people: [person(3)],
      remaining: 5,
      quantity: 10,
      giveKey: { benefit: 'windows-11', user: person(3).email },
      undo: { change: 'h1' },
    },
    'ask-benefit-search': { ...ask, asking: 'benefit', unknown: word(flavour, 'Photoshop', 0) },
    'ask-user': { ...ask, asking: 'user', slots: { benefit: 'vs' }, benefit: ref(8), mayAdd: true },
    'ask-user-clear': {
      ...ask,
      asking: 'user',
      slots: { benefit: 'vs', user: ['a', 'b'] },
      benefit: ref(8),
      people: [person(1), person(2)],
      mayAdd: true,
    },
    'ask-user-unknown': {
      ...ask,
      asking: 'user',
      slots: { benefit: 'vs' },
      benefit: ref(8),
      people: [person(4)],
      unknown: word(flavour, 'Joes', 0),
      mayAdd: true,
    },
    'ask-support': {
      ...ask,
      asking: 'user',
      slots: { benefit: 'support' },
      benefit: ref(9),
      mayAdd: true,
      needsEmail: true,
    },
    'ask-from': {
      ...ask,
      command: 'reassign',
      asking: 'from',
      slots: { benefit: 'vs' },
      benefit: ref(8),
      people: [person(1), person(3), person(5)],
    },
    'ask-from-many': {
      ...ask,
      command: 'unassign',
      asking: 'user',
      slots: { benefit: 'vs' },
      benefit: ref(8),
      people: PEOPLE.map((_, n) => person(n)),
    },
    'ask-to': {
      ...ask,
      command: 'reassign',
      asking: 'to',
      slots: { benefit: 'vs', from: person(1).email },
      benefit: ref(8),
      mayAdd: true,
    },
    'ask-email': {
      ...ask,
      asking: 'email',
      slots: { benefit: 'support', user: person(1).email, email: 'partner@contoso.example' },
      benefit: ref(9),
      people: [person(1)],
      problem: { reason: 'email-is-account', email: 'partner@contoso.example' },
    },
    'ask-language': {
      ...ask,
      command: 'keys',
      asking: 'keys-choice',
      slots: { benefit: 'windows-11' },
      benefit: ref(0),
      languages: ['en', 'fr', 'de'],
    },
    'ask-language-many': {
      ...ask,
      command: 'keys',
      asking: 'keys-choice',
      slots: { benefit: 'windows-11' },
      benefit: ref(0),
      languages: ['en', 'fr', 'de', 'es', 'it', 'ja', 'pt', 'nl', 'sv', 'pl', 'ko', 'zh'],
      systems: ['windows-x64', 'windows-arm64'],
    },
    'ask-os': {
      ...ask,
      command: 'keys',
      asking: 'keys-choice',
      slots: { benefit: 'windows-11', language: 'fr' },
      benefit: ref(0),
      systems: ['windows-x64', 'windows-x86', 'windows-arm64'],
    },
    'ask-role': { ...ask, command: 'set-role', asking: 'role', slots: { user: person(1).email }, people: [person(1)] },
    'ask-details': {
      ...ask,
      command: 'add-user',
      asking: 'person-details',
      slots: { name: word(flavour, 'Zoë Ålund', 0) },
      problem: { reason: 'bad-email', typed: word(flavour, 'zoë@', 0) },
    },
    'confirm-assign': {
      ...confirm,
      slots: { benefit: 'vs', user: person(3).email },
      benefit: ref(8),
      people: [person(3)],
      remaining: 1,
      quantity: 5,
      portal: { url: 'https://my.example' },
    },
    'confirm-assign-many': {
      ...confirm,
      slots: { benefit: 'vs', users: [person(3).email, person(4).email] },
      benefit: ref(8),
      people: [person(3), person(4)],
      remaining: 0,
      quantity: 5,
      leftOut: [
        {
          person: person(1),
          why: {
            reason: 'already-assigned',
            benefit: 'vs',
            person: person(1).email,
            since: '2026-04-03T09:00:00.000Z',
          },
        },
      ],
      changed: true,
    },
    'confirm-support': {
      ...confirm,
      slots: { benefit: 'support', user: person(1).email, email: 'marie@home.example' },
      benefit: ref(9),
      people: [person(1)],
      email: 'marie@home.example',
      remaining: 3,
      quantity: 5,
      activeOn: addDays(TODAY, 3),
      portal: { url: 'https://hub.example' },
    },
    'confirm-unassign': {
      ...confirm,
      command: 'unassign',
      slots: { benefit: 'vs', user: person(1).email },
      benefit: ref(8),
      people: [person(1)],
      remaining: 3,
      quantity: 5,
    },
    'confirm-reassign': {
      ...confirm,
      command: 'reassign',
      slots: { benefit: 'vs', from: person(1).email, to: person(3).email },
      benefit: ref(8),
      from: person(1),
      to: person(3),
      portal: { url: 'https://my.example' },
    },
    'confirm-leaver': {
      ...confirm,
      command: 'reassign',
      slots: { from: person(1).email, to: person(3).email },
      from: person(1),
      to: person(3),
      moves: [ref(0), ref(6), ref(8)],
      stays: [
        { benefit: ref(9), why: { reason: 'no-other-email', benefit: 'support' } },
        {
          benefit: ref(3),
          why: { reason: 'already-assigned', benefit: 'visio', person: person(3).email, since: null },
        },
      ],
    },
    'confirm-add': {
      ...confirm,
      command: 'add-user',
      slots: { name: 'Zoë', email: 'zoe@contoso.example', role: 'employee' },
      people: [person(2)],
      role: 'employee',
    },
    'confirm-role': {
      ...confirm,
      command: 'set-role',
      slots: { user: person(2).email, role: 'admin' },
      people: [person(2)],
      role: 'admin',
    },
    'confirm-remove': { ...confirm, command: 'remove-user', slots: { user: person(2).email }, people: [person(2)] },
    'confirm-keys': {
      ...confirm,
      command: 'keys',
      slots: { benefit: 'visio' },
      benefit: ref(3),
      keys: { free: 4, total: 10, taken: 1 },
    },
    'confirm-import': { ...confirm, command: 'import', import: counts },
    'done-assign': { ...done, benefit: ref(8), people: [person(3)], remaining: 1, quantity: 5, undo: { change: 'h1' } },
    'done-portal': {
      ...done,
      benefit: ref(8),
      people: [person(3), person(4)],
      remaining: 0,
      quantity: 5,
      portal: { url: 'https://my.example', step: null },
      undo: { change: 'h1,h2' },
      leftOut: [
        {
          person: person(1),
          benefit: null,
          why: { reason: 'full', benefit: 'vs', quantity: 5, holders: [person(1).email] },
        },
      ],
    },
    'done-support': {
      ...done,
      benefit: ref(9),
      people: [person(1)],
      email: 'marie@home.example',
      remaining: 3,
      quantity: 5,
      activeOn: addDays(TODAY, 3),
      portal: { url: 'https://hub.example', step: { benefit: 'support', user: person(1).email, version } },
      undo: { change: 'h1' },
    },
    'done-unassign': {
      ...done,
      command: 'unassign',
      benefit: ref(8),
      people: [person(1)],
      remaining: 3,
      quantity: 5,
      undo: { change: 'h1' },
    },
    'done-reassign': {
      ...done,
      command: 'reassign',
      benefit: ref(8),
      from: person(1),
      to: person(3),
      undo: { change: 'h1' },
    },
    'done-leaver': {
      ...done,
      command: 'reassign',
      from: person(1),
      to: person(3),
      moves: [ref(0), ref(6), ref(8)],
      leftOut: [{ person: null, benefit: ref(9), why: { reason: 'no-other-email', benefit: 'support' } }],
    },
    'done-add': { ...done, command: 'add-user', people: [person(2)], role: 'employee', undo: { change: 'h1' } },
    'done-role': { ...done, command: 'set-role', people: [person(2)], role: 'admin', undo: { change: 'h1' } },
    'done-remove': { ...done, command: 'remove-user', people: [person(2)] },
    'done-import': { ...done, command: 'import', import: counts },
    'done-undo': {
      ...done,
      command: 'undo',
      benefit: ref(8),
      people: [person(3)],
      undone: entry(1, 'assign'),
      remaining: 2,
      quantity: 5,
    },
    plan: {
      ...plan,
      acts: [
        act('unassign', 1),
        act('assign', 3),
        { ...act('assign', 4), until: '2027-03-31' },
        { ...act('reassign', 5), from: person(2) },
        { ...act('set-role', 6), benefit: null, role: 'admin' },
        { ...act('set-quantity', 0), person: null, quantity: 20 },
      ],
      page: { skip: 0, limit: 25, total: 6 },
      cannot: [
        { act: act('assign', 7), why: { reason: 'full', benefit: 'vs', quantity: 5, holders: [] } },
        {
          act: act('assign', 1),
          why: { reason: 'already-assigned', benefit: 'vs', person: person(1).email, since: null },
        },
      ],
      seats: [
        { benefit: ref(8), used: 4, quantity: 5 },
        { benefit: ref(3), used: 1, quantity: 1 },
      ],
      portal: true,
      unused: [word(flavour, 'starting Monday', 0)],
    },
    'plan-people': {
      ...plan,
      acts: Array.from({ length: 25 }, (_, n) => act('assign', n)),
      page: { skip: 25, limit: 25, total: 83 },
      seats: [{ benefit: ref(8), used: 90, quantity: 100 }],
    },
    'plan-none': {
      ...plan,
      page: { skip: 0, limit: 25, total: 0 },
      cannot: [{ act: act('assign', 1), why: { reason: 'benefit-ended', benefit: 'vs', on: TODAY } }],
    },
    'plan-done': {
      ...planDone,
      done: Array.from({ length: 40 }, (_, n) => act('assign', n)),
      seats: [{ benefit: ref(8), used: 90, quantity: 100 }],
      steps: 40,
      undo: { change: 'h1,h2' },
    },
    'plan-failed': {
      ...planDone,
      done: [act('unassign', 1), { ...act('assign', 3), email: 'marie@home.example' }],
      failed: [
        { act: act('assign', 4), why: { reason: 'full', benefit: 'vs', quantity: 5, holders: [] } },
        { act: { ...act('remove-user', 5), benefit: null }, why: null },
      ],
      mailWaits: true,
      undo: { change: 'h1,h2' },
    },
    'plan-undone': {
      ...planDone,
      undone: true,
      done: [act('unassign', 1), { ...act('reassign', 5), from: person(2) }],
    },
    'refused-role': refused(
      { reason: 'role', command: 'keys', ask: [person(0).email, person(1).email] },
      { next: [{ command: 'show', slots: { benefit: 'vs' } }] },
    ),
    'refused-full': refused(
      { reason: 'full', benefit: 'vs', quantity: 5, holders: [person(0).email, person(1).email] },
      {
        next: [
          { command: 'assignments', slots: { benefit: 'vs' } },
          { command: 'reassign', slots: { benefit: 'vs' } },
        ],
      },
    ),
    'refused-ended': refused({
      reason: 'membership-ended',
      renewUrl: 'https://partner.example/renew',
      on: '2026-10-01',
    }),
    'key-offer': {
      kind: 'key-offer',
      mode: 'dialog',
      benefit: benefit(0),
      slots: { benefit: 'windows-11', language: 'fr' },
      key: { kind: 'multiple', free: 1, total: 1, takenByMe: 0 },
      holder: null,
      version,
    },
    'key-offer-card': {
      kind: 'key-offer',
      mode: 'card',
      benefit: benefit(3),
      slots: { benefit: 'visio' },
      key: { kind: 'single-use', free: 4, total: 10, takenByMe: 0 },
      holder: person(1),
      version,
    },
    'key-shown': {
      kind: 'key-shown',
      benefit: benefit(0),
      keys: [key('ABCDE-12345-FGHIJ-67890-KLMNO'), key('BCDEF-23456-GHIJK-78901-LMNOP')],
      downloads: benefit(0).downloads,
      holder: person(1),
      free: 3,
      mayTakeAnother: true,
      seconds: 60,
      version,
    },
    assignments: {
      kind: 'assignments',
      benefit: null,
      person: null,
      own: false,
      rows: Array.from({ length: 10 }, (_, i) => ({
        seat: seat(
          i,
          person(i),
          i === 2
            ? { state: 'pending', portalStep: true }
            : i === 4
              ? { deliveries: [delivery('failed', 'blocked')] }
              : {},
        ),
        benefit: ref(i),
        holder: person(i),
        step: i === 2 ? { benefit: ref(i).id, user: person(i).email, version } : null,
      })),
      page: { skip: 10, limit: 10, total: 32 },
      used: null,
      quantity: null,
      mayAct: true,
      version,
    },
    'assignments-benefit': {
      kind: 'assignments',
      benefit: ref(9),
      person: null,
      own: false,
      rows: [1, 3, 5].map((i) => ({
        seat: seat(
          9,
          person(i),
          i === 3 ? { state: 'pending', activatesOn: addDays(TODAY, 3), alternateEmail: 'marie@home.example' } : {},
        ),
        benefit: ref(9),
        holder: person(i),
        step: null,
      })),
      page: { skip: 0, limit: 10, total: 3 },
      used: 3,
      quantity: 5,
      mayAct: true,
      version,
    },
    'assignments-own': {
      kind: 'assignments',
      benefit: null,
      person: person(1),
      own: true,
      rows: [0, 6, 8].map((i) => ({
        seat: seat(i, person(1), i === 8 ? { state: 'pending' } : {}),
        benefit: ref(i),
        holder: person(1),
        step: null,
      })),
      page: { skip: 0, limit: 10, total: 3 },
      used: null,
      quantity: null,
      mayAct: false,
      version,
    },
    'assignments-none': {
      kind: 'assignments',
      benefit: ref(8),
      person: null,
      own: false,
      rows: [],
      page: { skip: 0, limit: 10, total: 0 },
      used: 0,
      quantity: 5,
      mayAct: true,
      version,
    },
    users: {
      kind: 'users',
      command: 'users',
      filter: { role: null, group: null, without: null },
      rows: PEOPLE.map(([, , role], n) => ({
        person: person(n),
        role,
        seats: n % 4,
        linked: n !== 5,
        always: n === 0,
      })),
      page: { skip: 0, limit: 10, total: 27 },
      mayAct: true,
      version,
    },
    membership: {
      kind: 'membership',
      membership,
      standing: 'active',
      daysLeft: 98,
      benefitsUntil: '2027-03-30',
      ending: [4, 0, 6, 8].map((n) => ({ benefit: ref(n), on: benefit(n).expiresOn, used: nth(SHAPES, n).used })),
      mayImport: true,
      mailWaits: false,
      version,
    },
    'membership-ended': {
      kind: 'membership',
      membership: { ...membership, expiresOn: '2026-10-31', status: 'expired' },
      standing: 'grace',
      daysLeft: -22,
      benefitsUntil: '2026-11-30',
      ending: [],
      mayImport: false,
      mailWaits: true,
      version,
    },
    'membership-none': {
      kind: 'membership',
      membership: null,
      standing: 'none',
      daysLeft: null,
      benefitsUntil: null,
      ending: [],
      mayImport: true,
      mailWaits: false,
      version,
    },
    history: {
      kind: 'history',
      benefit: null,
      person: null,
      own: false,
      rows: (
        [
          'assign',
          'keys',
          'reassign',
          'unassign',
          'set-role',
          'import',
          'portal',
          'activate',
          'add-user',
          'keys',
        ] as const
      ).map((command, n) => ({
        entry: {
          ...entry(n, command, n === 9 ? 'refused' : 'done'),
          actor: n === 7 ? 'system' : entry(n, command).actor,
        },
        actor: n === 7 ? null : person(n % 2 === 0 ? 0 : 9),
        from: command === 'reassign' ? person(n + 2) : null,
        to: person(n + 1),
        benefit: n === 5 ? null : ref(n),
      })),
      page: { skip: 0, limit: 10, more: true },
      version,
    },
    review: {
      kind: 'review',
      benefit: ref(8),
      rows: [1, 3, 5].map((n) => ({ person: person(n), kept: n === 3 })),
      version,
    },
    portal: {
      kind: 'portal',
      benefit: null,
      person: null,
      groups: [3, 4].map((n) => ({
        benefit: ref(n),
        url: 'https://manage.visualstudio.com',
        bulk: n === 3,
        rows: ([1, 2] as const).map((who) => ({
          kind: who === 1 ? ('assign' as const) : ('remove' as const),
          person: person(who),
          email: n === 4 ? person(who + 2).email : null,
          since: NOW,
          version,
        })),
        open: n,
        version,
      })),
      bulk: {
        rows: [[person(1).name, person(1).email, person(1).email, ref(3).nameEn, '', '', '', '']],
        csv: 'https://bot.example/api/download/secret',
      },
      page: { skip: 0, limit: 10, total: 7 },
      done: 1,
      stale: false,
      version,
    },
    'portal-none': {
      kind: 'portal',
      benefit: null,
      person: null,
      groups: [],
      bulk: null,
      page: { skip: 0, limit: 10, total: 0 },
      done: 0,
      stale: true,
      version,
    },
    request: {
      kind: 'request',
      own: false,
      row: request(4, { why: word(flavour, 'Floor plans for the new office', 1), place: 2 }),
      version,
    },
    'request-own': { kind: 'request', own: true, row: request(4, { state: 'waiting', free: 0, place: 3 }), version },
    'request-settled': {
      kind: 'request',
      own: false,
      row: request(4, { state: 'approved', place: null, settledBy: person(0) }),
      version,
    },
    requests: {
      kind: 'requests',
      own: false,
      rows: [request(4), request(6, { state: 'waiting', free: 0 }), request(2, { free: 0 })],
      version,
    },
    'requests-none': { kind: 'requests', own: false, rows: [], version },
    'requests-own': {
      kind: 'requests',
      own: true,
      rows: [request(4), request(2, { state: 'declined', place: null, settledBy: person(0) })],
      version,
    },
    hello: {
      kind: 'help',
      occasion: 'hello',
      name: person(0).name,
      role: 'admin',
      company: membership.company,
      empty: false,
      tries: [
        { text: word(flavour, 'show all benefits', 0), command: 'list', slots: {} },
        { text: word(flavour, 'key for Windows 11 Enterprise', 0), command: 'keys', slots: { benefit: 'windows-11' } },
        { text: word(flavour, 'assign Visual Studio Enterprise', 0), command: 'assign', slots: { benefit: 'vs' } },
      ],
      local: true,
      version,
    },
    'hello-empty': {
      kind: 'help',
      occasion: 'hello',
      name: person(0).name,
      role: 'admin',
      company: null,
      empty: true,
      tries: [],
      local: false,
      version,
    },
    help: {
      kind: 'help',
      occasion: 'help',
      name: person(1).name,
      role: 'employee',
      company: membership.company,
      empty: false,
      tries: [{ text: word(flavour, 'my licences', 0), command: 'assignments', slots: { user: 'me' } }],
      local: false,
      version,
    },
    'help-admin': {
      kind: 'help',
      occasion: 'help',
      name: person(0).name,
      role: 'admin',
      company: membership.company,
      empty: false,
      tries: [{ text: word(flavour, 'show all benefits', 0), command: 'list', slots: {} }],
      local: false,
      version,
    },
    'not-understood': {
      kind: 'not-understood',
      guesses: [
        { command: 'show', slots: { benefit: 'vs' }, benefit: ref(8), person: null },
        { command: 'assign', slots: { benefit: 'vs', user: person(1).email }, benefit: ref(8), person: person(1) },
        { command: 'list', slots: {}, benefit: null, person: null },
      ],
      version,
    },
    export: {
      kind: 'export',
      xlsx: 'https://benefits.example/api/export?t=abc',
      csv: 'https://benefits.example/api/export?t=def',
      minutes: 10,
      version,
    },
    'import-errors': {
      kind: 'import-errors',
      file: word(flavour, 'benefits.xlsx', 1),
      errors: Array.from({ length: 50 }, (_, n) =>
        word(flavour, `benefits:${n + 2}:quantity: “many” is not a whole number; write 5`, n),
      ),
      total: 10_000,
      version,
    },
    'language-ask': { kind: 'language-ask', version },
    ...Object.fromEntries(NOTICE_KINDS.map((kind) => [`notice-${kind}`, notice(kind, noticeMore[kind])])),
    'notice-assigned-pending': notice('assigned', { facts: { portal: 'todo', from: person(2).name } }),
    'ask-user-unlisted': {
      ...ask,
      asking: 'user',
      slots: { benefit: 'vs' },
      benefit: ref(8),
      unlisted: true,
      suggested: { name: '', email: '' },
      mayAdd: true,
    },
  };
}

const who = { email: 'ana@contoso.example', name: 'Ana Souza' };
const what = { id: 'vs', nameEn: 'Visual Studio Enterprise', nameFr: 'Visual Studio Enterprise' };

export const REPLIES: readonly TextReply['reply'][] = [
  { says: 'cancelled' },
  { says: 'nothing-to-cancel' },
  { says: 'language-is', locale: 'en' },
  { says: 'courtesy' },
  { says: 'moved-to-personal' },
  { says: 'cannot-write-to-you' },
  { says: 'fault', turn: 't-123', changed: false },
  { says: 'fault', turn: 't-123', changed: null },
  { says: 'resent', person: who },
  { says: 'withdrawn', benefit: what },
  { says: 'kept', benefit: what },
  { says: 'import-ask' },
  ...(['size', 'type', 'address', 'download'] as const).map((why) => ({ says: 'import-unreadable' as const, why })),
  ...(
    ['assign', 'unassign', 'reassign', 'add-user', 'set-role', 'remove-user', 'undo', 'import', 'export'] as const
  ).map((command) => ({ says: 'done-in-group' as const, command, benefit: what, people: [who] })),
];

const on = '2026-10-01';
/** One of every refusal. */
export const REFUSALS: { readonly [R in Refusal['reason']]: Extract<Refusal, { reason: R }> } = {
  stranger: { reason: 'stranger' },
  'link-asked': { reason: 'link-asked' },
  guest: { reason: 'guest' },
  'other-tenant': { reason: 'other-tenant' },
  role: { reason: 'role', command: 'keys', ask: ['claire@contoso.example'] },
  'personal-chat-only': { reason: 'personal-chat-only', command: 'keys' },
  'membership-none': { reason: 'membership-none', joinUrl: null },
  'membership-pending': { reason: 'membership-pending', joinUrl: null, on },
  'membership-ended': { reason: 'membership-ended', renewUrl: null, on },
  'benefit-not-begun': { reason: 'benefit-not-begun', benefit: 'vs', on },
  'benefit-ended': { reason: 'benefit-ended', benefit: 'vs', on },
  'unknown-benefit': { reason: 'unknown-benefit', typed: 'Photoshop', nearest: [] },
  'unknown-person': { reason: 'unknown-person', typed: 'Zed', nearest: [] },
  'bad-email': { reason: 'bad-email', typed: 'zed@' },
  'bad-name': { reason: 'bad-name' },
  'person-exists': { reason: 'person-exists', person: 'ana@contoso.example' },
  full: { reason: 'full', benefit: 'vs', quantity: 5, holders: ['ana@contoso.example'] },
  'already-assigned': {
    reason: 'already-assigned',
    benefit: 'vs',
    person: 'ana@contoso.example',
    since: `${on}T08:00:00.000Z`,
  },
  'not-assigned': { reason: 'not-assigned', benefit: 'vs', person: 'ana@contoso.example' },
  'nothing-held': { reason: 'nothing-held', person: 'ana@contoso.example' },
  'same-person': { reason: 'same-person', person: 'ana@contoso.example' },
  'only-for-oneself': { reason: 'only-for-oneself', benefit: 'vs', portalUrl: null },
  'bad-until': { reason: 'bad-until', benefit: 'vs' },
  'no-other-email': { reason: 'no-other-email', benefit: 'vs' },
  'email-is-account': { reason: 'email-is-account', email: 'partner@contoso.example' },
  'email-is-own': { reason: 'email-is-own', email: 'ana@contoso.example' },
  'below-seats-in-use': { reason: 'below-seats-in-use', benefit: 'vs', used: 5 },
  'quantity-is-that': { reason: 'quantity-is-that', benefit: 'vs' },
  'nothing-to-change': { reason: 'nothing-to-change', person: 'ana@contoso.example' },
  'too-soon': { reason: 'too-soon', benefit: 'vs', from: on },
  'no-keys': { reason: 'no-keys', benefit: 'vs', portalUrl: null },
  'no-key-for-choice': { reason: 'no-key-for-choice', benefit: 'vs' },
  'keys-used-up': { reason: 'keys-used-up', benefit: 'vs', total: 10 },
  'keys-not-here': { reason: 'keys-not-here', benefit: 'vs' },
  'key-shown-before': { reason: 'key-shown-before', benefit: 'vs', on },
  'not-holder': { reason: 'not-holder', benefit: 'vs', person: 'ana@contoso.example' },
  'last-admin': { reason: 'last-admin', person: 'ana@contoso.example' },
  'always-admin': { reason: 'always-admin', person: 'ana@contoso.example' },
  'holds-seats': { reason: 'holds-seats', person: 'ana@contoso.example', benefits: ['vs'] },
  stale: { reason: 'stale' },
  'nothing-to-undo': { reason: 'nothing-to-undo' },
  'undo-too-late': { reason: 'undo-too-late' },
  'request-open': { reason: 'request-open', benefit: 'vs' },
  'request-withdrawn': { reason: 'request-withdrawn', by: 'ana@contoso.example' },
  'request-settled': { reason: 'request-settled', by: 'ana@contoso.example', approved: true },
  ticket: { reason: 'ticket' },
};

/** The facts of a notice that has none. */
export const bare = {
  by: null,
  from: null,
  to: null,
  day: null,
  inDays: null,
  alternate: null,
  role: null,
  remaining: null,
  quantity: null,
  count: null,
  activating: false,
  hasPortal: false,
  hasInstructions: false,
  needsKey: false,
  ownKey: false,
  decision: null,
  channel: 'teams',
  instead: false,
  why: null,
  waits: false,
  several: false,
  address: null,
} as const;
