import { HttpError } from '../http-error';

/** A token bucket: holds `burst` requests, refilled by `perSecond`. */
export interface Rate {
  burst: number;
  perSecond: number;
}

export interface Rates {
  /** Per address, for requests that are not authenticated. */
  address: Rate;
  /** Per authenticated person. */
  person: Rate;
}

/** docs/security.md states the same figures, which a test compares. */
export const PRODUCTION_RATES: Rates = {
  address: { burst: 200, perSecond: 20 },
  person: { burst: 120, perSecond: 20 },
};
const REMEMBERED = 20_000;

/** Every method throws a 429 HttpError when the bucket is empty. */
export interface Limits {
  address(address: string): void;
  /** The request proved to be authenticated, so it doesn't count. */
  refund(address: string): void;
  person(id: string): void;
}

/** Null rates: no limit. Memory is bounded: the least recently seen are forgotten first. */
export function createLimits(rates: Rates | null, now: () => number = Date.now): Limits {
  if (!rates) return { address() {}, refund() {}, person() {} };
  const addresses = createBuckets(rates.address, now);
  const people = createBuckets(rates.person, now);
  return {
    address: (address) => addresses.take(networkOf(address)),
    refund: (address) => addresses.giveBack(networkOf(address)),
    person: (id) => people.take(id),
  };
}

function createBuckets(rate: Rate, now: () => number) {
  const buckets = new Map<string, { left: number; at: number }>();
  return {
    take(id: string): void {
      const at = now();
      const bucket = buckets.get(id) ?? { left: rate.burst, at };
      buckets.delete(id);
      if (buckets.size >= REMEMBERED) {
        const oldest = buckets.keys().next();
        if (!oldest.done) buckets.delete(oldest.value);
      }
      buckets.set(id, bucket);
      bucket.left = Math.min(rate.burst, bucket.left + (Math.max(0, at - bucket.at) / 1000) * rate.perSecond);
      bucket.at = at;
      if (bucket.left < 1) {
        const seconds = Math.ceil((1 - bucket.left) / rate.perSecond);
        throw new HttpError(429, 'too-many', 'Too many requests; please wait a moment.', seconds);
      }
      bucket.left -= 1;
    },
    giveBack(id: string): void {
      const bucket = buckets.get(id);
      if (bucket) bucket.left = Math.min(rate.burst, bucket.left + 1);
    },
  };
}

/** One subscriber usually has a whole IPv6 /64 (RFC 6177), so that is one address here. */
function networkOf(address: string): string {
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.split('::');
  const groups = head.split(':').filter((each) => each !== '');
  const rest = (tail ?? '').split(':').filter((each) => each !== '');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - groups.length - rest.length);
  return [...groups, ...Array<string>(zeros).fill('0'), ...rest].slice(0, 4).join(':');
}
