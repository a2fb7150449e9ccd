import type { BenefitRef } from '../benefits/benefit';
import type { PersonRef } from '../benefits/person';

/** What the views of several cards name. */

export type { BenefitRef, PersonRef };

/** A benefit to choose: how it stands, if that matters for the command. */
export interface BenefitChoice extends BenefitRef {
  /** Null for readers who may not see seats. */
  seats?: { used: number; quantity: number } | null;
  state?: 'full' | 'ended' | 'not-begun' | null;
}

export interface PageOf {
  skip: number;
  limit: number;
  total: number;
}
