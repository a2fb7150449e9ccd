import type { Stored } from './outbox';
import type { Refusal } from './refusal';
import { addDays, type Day, daysBetween } from './time';

export const MEMBERSHIP_STATUSES = ['active', 'expired', 'pending'] as const;
export type MembershipStatus = (typeof MEMBERSHIP_STATUSES)[number];

/** The company's membership in the partner programme. One document, id `membership`. */
export interface Membership extends Stored {
  company: string;
  partnerId: string;
  program: string;
  status: MembershipStatus;
  startsOn: Day;
  expiresOn: Day;
  accountEmail: string;
  joinUrl: string;
  renewUrl: string;
}

/** Where a company without a membership joins. */
export const JOIN_URL = 'https://partner.microsoft.com';

export type Standing = 'none' | 'pending' | 'active' | 'grace' | 'ended';

/**
 * The membership's status today. Benefits stay active for `graceDays` after its last day (Action Pack: 30 days). One
 * that is marked expired before its last day has ended at once.
 */
export function standing(membership: Membership | null, today: Day, graceDays: number): Standing {
  if (!membership) return 'none';
  if (membership.status === 'pending' || today < membership.startsOn) return 'pending';
  if (today <= membership.expiresOn) return membership.status === 'active' ? 'active' : 'ended';
  return today <= addDays(membership.expiresOn, graceDays) ? 'grace' : 'ended';
}

/** Negative after the last day. */
export const daysLeft = (membership: Membership, today: Day): number => daysBetween(today, membership.expiresOn);

/** Why benefits can't be activated today, or null. */
export function membershipBlocker(membership: Membership | null, today: Day, graceDays: number): Refusal | null {
  switch (standing(membership, today, graceDays)) {
    case 'none':
      return { reason: 'membership-none', joinUrl: JOIN_URL };
    case 'pending':
      return { reason: 'membership-pending', joinUrl: membership?.joinUrl ?? null, on: membership?.startsOn ?? null };
    case 'ended':
      return {
        reason: 'membership-ended',
        renewUrl: membership?.renewUrl ?? null,
        on: membership && membership.expiresOn < today ? membership.expiresOn : null,
      };
    case 'active':
    case 'grace':
      return null;
  }
}
