import type { Benefit } from '../../benefits/benefit';
import type { HistoryEntry } from '../../benefits/history';
import { FREE_KEY, freeSlot, keyContext, keyFingerprint, type ProductKey } from '../../benefits/key';
import type { Notice } from '../../benefits/notice';
import { emptyOutbox } from '../../benefits/outbox';
import type { Person } from '../../benefits/person';
import type { Keyring } from '../../benefits/ports';
import { requestId, type SeatRequest } from '../../benefits/request';
import { freeSeat, type Grant, type Seat } from '../../benefits/seat';

/** Documents for the tests of the store: whole, plain, and told apart by what the test says. */

export const AT = '2026-03-01T09:00:00.000Z';

export const benefitOf = (id: string, changed: Partial<Benefit> = {}): Benefit => ({
  id,
  version: 1,
  category: 'software',
  nameEn: `Benefit ${id}`,
  nameFr: `Avantage ${id}`,
  package: 'Launch',
  quantity: 10,
  activation: 'assign',
  startsOn: '2026-01-01',
  expiresOn: '2026-12-31',
  activateBy: null,
  reassignMinDays: null,
  portalUrl: null,
  adminUrl: null,
  descriptionEn: '',
  descriptionFr: '',
  instructionsEn: '',
  instructionsFr: '',
  downloads: [],
  ...changed,
});

export const seatOf = (benefitId: string, number: number, changed: Partial<Seat> = {}): Seat => ({
  ...freeSeat(benefitId, number),
  ...changed,
});

/** The address differs from the id, so that nothing takes one for the other. */
export const personOf = (id: string, changed: Partial<Person> = {}): Person => ({
  id,
  version: 1,
  email: `mail-of-${id}`,
  name: id.slice(0, id.indexOf('@')),
  role: 'employee',
  locale: null,
  aadObjectId: null,
  language: null,
  chat: null,
  groups: [],
  claim: null,
  roster: null,
  nameGuessed: false,
  formerEmails: [],
  since: AT,
  ...emptyOutbox,
  ...changed,
});

export function keyOf(
  keyring: Keyring,
  benefitId: string,
  text: string,
  changed: Partial<ProductKey> = {},
): ProductKey {
  const fingerprint = keyFingerprint(keyring, text);
  const id = `${benefitId}/${fingerprint}`;
  return {
    id,
    version: 1,
    benefitId,
    kind: 'single-use',
    language: null,
    os: null,
    encrypted: keyring.encrypt(text, keyContext(id)),
    fingerprint,
    takenBy: FREE_KEY,
    takenFor: null,
    takenAt: null,
    takenSlot: freeSlot(id),
    position: 1,
    ...emptyOutbox,
    ...changed,
  };
}

/** An open request. */
export const requestOf = (benefitId: string, person: string, changed: Partial<SeatRequest> = {}): SeatRequest => ({
  ...emptyOutbox,
  id: requestId(benefitId, person),
  version: 1,
  benefitId,
  person,
  state: 'open',
  why: null,
  askedAt: AT,
  settledBy: null,
  settledAt: null,
  change: null,
  cards: [],
  ...changed,
});

export const entryOf = (id: string, changed: Partial<HistoryEntry> = {}): HistoryEntry => ({
  id,
  at: AT,
  actor: 'admin@contoso.com',
  command: 'assign',
  benefitId: 'visio',
  person: 'tom@contoso.com',
  outcome: 'done',
  detail: {},
  ...changed,
});

export const noticeOf = (id: string, changed: Partial<Notice> = {}): Notice => ({
  id,
  kind: 'assigned',
  to: 'tom@contoso.com',
  address: 'mail-of-tom@contoso.com',
  alsoTo: [],
  byMailToo: false,
  benefitId: 'visio',
  seatId: 'visio/1',
  causedBy: 'admin@contoso.com',
  facts: {},
  at: AT,
  ...changed,
});

export const grantTo = (holder: string, changed: Partial<Grant> = {}): Grant => ({
  holder,
  alternateEmail: null,
  by: 'admin@contoso.com',
  at: AT,
  activatesOn: null,
  portalStep: false,
  until: null,
  ...changed,
});
