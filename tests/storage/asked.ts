import { type Kind, SPECS } from '../../storage/collections';
import type { CollectionSpec, Selection } from '../../storage/engine';
import { QUERIES } from '../../storage/queries';

/** Arguments for every query, so that a new query without any does not compile. */
type Samples<Q> = Q extends (...args: infer A) => Selection ? A[] : { [K in keyof Q]: Samples<Q[K]> };

const TODAY = '2026-03-01';
const NOW = '2026-03-01T09:00:00.000Z';
const benefitId = 'b7';
const about = 'tom@contoso.com';
const actor = 'ana@contoso.com';

const SAMPLES: Samples<typeof QUERIES> = {
  benefits: {
    list: [[], [{ category: 'cloud' }]],
    expiring: [{}, { category: 'cloud' } as const].flatMap((of): Parameters<typeof QUERIES.benefits.expiring>[] => [
      [of, 'expiresOn', TODAY],
      [of, 'activateBy', TODAY],
    ]),
  },
  seats: {
    held: [[benefitId, about]],
    free: [[benefitId]],
    usedOfEach: [[[benefitId, 'other']]],
    heldByEach: [[[about, 'other']]],
    used: [[benefitId]],
    ofBenefit: [[benefitId]],
    ofPerson: [[about]],
    taken: [[]],
    activating: [[TODAY]],
    ending: [[TODAY]],
    unanswered: [[NOW]],
    pending: [[]],
  },
  keys: {
    ofBenefit: [[benefitId]],
    free: [[benefitId]],
    takenBy: [[benefitId, about]],
    byFingerprints: [[['fingerprint', 'another']]],
    fingerprintAfter: [['']],
    encryptedBefore: [['k1']],
    encryptedAfter: [['k1']],
    pending: [[]],
  },
  people: {
    byEmail: [['mail-of-p1@contoso.com']],
    byEmails: [[['mail-of-p1@contoso.com', 'other']]],
    byObjectId: [['o-1']],
    byName: [[]],
    admins: [[]],
    pending: [[]],
  },
  history: {
    lines: [
      ...[{}, { benefitId }].flatMap((within): [Parameters<typeof QUERIES.history.lines>[0]][] => [
        [within],
        [{ ...within, who: { as: 'person', email: about } }],
        [{ ...within, who: { as: 'actor', email: actor } }],
        [{ ...within, who: { as: 'former', email: about } }],
      ]),
    ],
    before: [[NOW]],
  },
  requests: { open: [[]], waiting: [[benefitId]], ofPerson: [[about]], pending: [[]] },
  dispatches: {
    dueAfter: [['2026-03-01T00:00:00.000Z']],
    due: [[NOW]],
    undone: [[]],
    ended: [[NOW]],
  },
  steps: { open: [[], [benefitId]], ofPerson: [[benefitId, about]], pending: [[]] },
  lapsed: [[NOW]],
};

export interface Asked {
  collection: Kind;
  name: string;
  selection: Selection;
}

/** Every query with every sample. */
export function asked(): Asked[] {
  const found: Asked[] = [];
  const visit = (collection: Kind, name: string, query: unknown, samples: unknown): void => {
    if (typeof query !== 'function' || !Array.isArray(samples)) throw new Error(`${name} is no query`);
    if (samples.length === 0) throw new Error(`${name} has no sample`);
    for (const args of samples) found.push({ collection, name, selection: query(...args) });
  };
  const { lapsed, ...grouped } = QUERIES;
  for (const [collection, queries] of Object.entries(grouped)) {
    const samples: Record<string, unknown> = SAMPLES[collection as keyof typeof grouped];
    for (const [name, query] of Object.entries(queries)) visit(collection as Kind, name, query, samples[name]);
  }
  for (const collection of ['conversations', 'oneTimeTokens', 'uploads', 'plans'] as const)
    visit(collection, 'lapsed', lapsed, SAMPLES.lapsed);
  return found;
}

export const specOf = (name: string): CollectionSpec => {
  const spec = SPECS.find((one) => one.name === name);
  if (!spec) throw new Error(`${name} is no collection`);
  return spec;
};
/** For `test.each`. */
export const titled = asked().map((one): [string, Asked] => [
  `${one.collection}.${one.name} ${JSON.stringify(one.selection)}`,
  one,
]);
