import { randomBytes } from 'node:crypto';
import type { Actor } from '../../benefits/actions/record';
import type { Membership } from '../../benefits/membership';
import type { PersonSummary } from '../../benefits/person';
import type { Keyring, Ports, Store, Write } from '../../benefits/ports';
import { benefitOf, keyOf, personOf, seatOf } from '../storage/documents';
import { RULES } from '../support/rules';

/** A company small enough that everybody wants the same seats. */

export interface Size {
  benefits: number;
  seats: number;
  people: number;
  /** How many of the benefits have single-use keys. */
  keyed: number;
  keysEach: number;
}

export const USUAL: Size = { benefits: 20, seats: 10, people: 40, keyed: 5, keysEach: 200 };
/** For a server that reads a whole collection to find anything. */
export const SMALL: Size = { benefits: 5, seats: 6, people: 15, keyed: 2, keysEach: 40 };

export const IMPORTED = { seats: 5, keys: 3 };
const [KEY, OTHER_KEY] = [7, 8].map((byte) => `k${byte}:${Buffer.alloc(32, byte).toString('base64')}`);
export const KEY_SETTING = `${KEY},${OTHER_KEY}`;
/** The same keys, with the other one for what is encrypted anew. */
export const ROTATED_SETTING = `${OTHER_KEY},${KEY}`;

export const ADMIN: Actor = {
  id: 'p0@contoso.com',
  email: 'p0@contoso.com',
  name: 'p0',
  role: 'admin',
  aadObjectId: null,
};

export const adminOf = (number: number): Actor => ({ ...ADMIN, ...person(`p${number}@contoso.com`) });

/** Its id and its address are one here. */
export const person = (id: string): PersonSummary => ({ id, email: id, name: id });

export const portsOf = (store: Store, keyring: Keyring): Ports => ({
  store,
  keyring,
  clock: { now: () => new Date() },
  random: { id: () => randomBytes(16).toString('base64url'), fraction: Math.random },
  rules: { ...RULES, supportActivationWorkdays: 0, portalStep: false, reminderDays: [] },
});

export const newId = (): string => randomBytes(12).toString('base64url');
export const any = <T>(list: readonly T[]): T | undefined => list[Math.floor(Math.random() * list.length)];

/** Ends late enough for any clock of a test machine. */
const FOREVER = '2099-12-31';

const MEMBERSHIP: Membership = {
  id: 'membership',
  version: 1,
  company: 'Contoso',
  partnerId: '1',
  program: 'Launch',
  status: 'active',
  startsOn: '2020-01-01',
  expiresOn: FOREVER,
  accountEmail: 'account@contoso.com',
  joinUrl: '',
  renewUrl: '',
};

const benefit = (id: string, quantity: number) =>
  benefitOf(id, { quantity, startsOn: '2020-01-01', expiresOn: FOREVER });

export function* company(keyring: Keyring, size: Size = USUAL): Generator<Write> {
  yield { of: 'membership', before: null, after: MEMBERSHIP };
  for (let n = 0; n < size.people; n += 1) {
    const { id, email } = person(`p${n}@contoso.com`);
    yield { of: 'people', before: null, after: personOf(id, { email, role: n === 0 ? 'admin' : 'employee' }) };
  }
  for (let n = 0; n < size.benefits; n += 1) yield* benefitWithSeats(`b${n}`, size.seats);
  for (let n = 0; n < size.keyed; n += 1) {
    for (let position = 0; position < size.keysEach; position += 1) {
      yield { of: 'keys', before: null, after: keyOf(keyring, `b${n}`, `b${n}-${newId()}`, { position }) };
    }
  }
}

export function* benefitWithSeats(id: string, seats: number): Generator<Write> {
  yield { of: 'benefits', before: null, after: benefit(id, seats) };
  for (let number = 1; number <= seats; number += 1) yield { of: 'seats', before: null, after: seatOf(id, number) };
}

/** An import: all of it is there, or nothing. */
export function* imported(keyring: Keyring, id: string): Generator<Write> {
  yield* benefitWithSeats(id, IMPORTED.seats);
  for (let position = 0; position < IMPORTED.keys; position += 1) {
    yield { of: 'keys', before: null, after: keyOf(keyring, id, newId(), { position }) };
  }
}
