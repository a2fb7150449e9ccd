import { HttpError } from '../http-error';

/** A bucket that holds `burst` requests and gets `perSecond` back. */
export interface Rate {
  burst: number;
  perSecond: number;
}

export interface Limits {
  /** One request of anybody; throws a 429 Problem. */
  any(): void;
  /** One request of this person; throws a 429 Problem. */
  person(id: string): void;
}

/** What a production server grants: far above what people do, far below what hurts. */
export const PRODUCTION_RATES = { any: { burst: 2000, perSecond: 500 }, person: { burst: 120, perSecond: 20 } };
const PEOPLE = 20_000;

/** Null rates: no limit. The memory is bounded: of too many people the ones seen longest ago are forgotten. */
export function createLimits(rates: { any: Rate; person: Rate } | null, now: () => number = Date.now): Limits {
  if (!rates) return { any() {}, person() {} };
  const everybody = bucket(rates.any, now());
  const people = new Map<string, Bucket>();
  return {
    any: () => take(everybody, rates.any, now()),
    person(id) {
      const known = people.get(id) ?? bucket(rates.person, now());
      people.delete(id);
      if (people.size >= PEOPLE) {
        const oldest = people.keys().next();
        if (!oldest.done) people.delete(oldest.value);
      }
      people.set(id, known);
      take(known, rates.person, now());
    },
  };
}

interface Bucket {
  left: number;
  at: number;
}

const bucket = (rate: Rate, at: number): Bucket => ({ left: rate.burst, at });

function take(from: Bucket, rate: Rate, at: number): void {
  from.left = Math.min(rate.burst, from.left + (Math.max(0, at - from.at) / 1000) * rate.perSecond);
  from.at = at;
  if (from.left < 1) {
    const seconds = Math.ceil((1 - from.left) / rate.perSecond);
    throw new HttpError(429, 'too-many', 'Too many requests; please wait a moment.', seconds);
  }
  from.left -= 1;
}
