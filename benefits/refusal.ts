import type { Command, Role } from './command';
import type { Day, Moment } from './time';

/** Why something was not done. People are named by their ids. Worded in `cards/`. */
export type Refusal =
  // who asks
  | { reason: 'stranger' }
  | { reason: 'link-asked' }
  | { reason: 'guest' }
  | { reason: 'other-tenant' }
  | { reason: 'role'; command: Command; ask: readonly string[] }
  | { reason: 'personal-chat-only'; command: Command }
  // the company's standing
  | { reason: 'membership-none'; joinUrl: string | null }
  | { reason: 'membership-pending'; joinUrl: string | null; on: Day | null }
  | { reason: 'membership-ended'; renewUrl: string | null; on: Day | null }
  | { reason: 'benefit-not-begun'; benefit: string; on: Day }
  | { reason: 'benefit-ended'; benefit: string; on: Day }
  // what is named
  | { reason: 'unknown-benefit'; typed: string; nearest: readonly string[] }
  | { reason: 'unknown-person'; typed: string; nearest: readonly string[] }
  | { reason: 'bad-email'; typed: string }
  | { reason: 'bad-name' }
  | { reason: 'person-exists'; person: string }
  | { reason: 'nothing-to-change'; person: string }
  // seats
  | { reason: 'full'; benefit: string; quantity: number; holders: readonly string[] }
  | { reason: 'already-assigned'; benefit: string; person: string; since: Moment | null }
  | { reason: 'not-assigned'; benefit: string | null; person: string }
  | { reason: 'nothing-held'; person: string }
  /** The one who asks has no seat of this benefit; null: of none. */
  | { reason: 'not-yours'; benefit: string | null }
  | { reason: 'yours-already'; benefit: string }
  | { reason: 'same-person'; person: string }
  /** No message about the seat has gone out. */
  | { reason: 'not-sent-yet'; person: string }
  | { reason: 'only-for-oneself'; benefit: string; portalUrl: string | null }
  | { reason: 'bad-until'; benefit: string }
  | { reason: 'no-other-email'; benefit: string }
  | { reason: 'email-is-account'; email: string }
  | { reason: 'email-is-own'; email: string }
  | { reason: 'too-soon'; benefit: string; from: Day }
  | { reason: 'below-seats-in-use'; benefit: string; used: number }
  | { reason: 'quantity-is-that'; benefit: string }
  // keys
  | { reason: 'no-keys'; benefit: string; portalUrl: string | null }
  | { reason: 'no-key-for-choice'; benefit: string }
  | { reason: 'keys-used-up'; benefit: string; total: number }
  | { reason: 'keys-not-here'; benefit: string }
  | { reason: 'key-shown-before'; benefit: string; on: Day }
  | { reason: 'not-holder'; benefit: string; person: string }
  // people
  | { reason: 'same-role'; person: string; role: Role }
  | { reason: 'last-admin'; person: string }
  | { reason: 'always-admin'; person: string }
  | { reason: 'holds-seats'; person: string; benefits: readonly string[] }
  // time
  | { reason: 'stale' }
  | { reason: 'nothing-to-undo' }
  | { reason: 'undo-too-late' }
  | { reason: 'import-stays' }
  | { reason: 'request-open'; benefit: string }
  | { reason: 'request-withdrawn'; by: string }
  | { reason: 'request-settled'; by: string; approved: boolean }
  | { reason: 'ticket' };

export type Reason = Refusal['reason'];

export const isRefusal = (value: unknown): value is Refusal =>
  typeof value === 'object' && value !== null && 'reason' in value;

const NO_CHANGE: ReadonlySet<Reason> = new Set([
  'nothing-to-change',
  'quantity-is-that',
  'same-role',
  'request-open',
  'yours-already',
]);

/** It is so already: nothing was refused. */
export const isNoChange = ({ reason }: Refusal): boolean => NO_CHANGE.has(reason);

/** For history entries: contains nothing that a client typed. */
export function refusalDetail(refusal: Refusal): Record<string, string> {
  return { reason: refusal.reason };
}
