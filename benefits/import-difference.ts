import type { BenefitRef } from './benefit';
import type { Role } from './command';
import type { PortalStep } from './portal-step';
import type { Day } from './time';

/** A change that the preview of an import names. People by address; `name` is for showing. */
export type ImportDifference =
  | { is: 'role'; email: string; name: string; from: Role; to: Role }
  | { is: 'new-admin'; email: string; name: string }
  | { is: 'address'; name: string; from: string; to: string }
  /** The object id is cleared, or replaced. */
  | { is: 'unlinked' | 'relinked'; email: string; name: string }
  /** `listed`: Microsoft's list has the licence and the bot no seat, or the other way round. */
  | { is: 'at-microsoft'; benefit: BenefitRef; name: string; listed: boolean }
  /** A subscription level that is the name of no benefit, or of several. */
  | { is: 'unknown-level'; level: string; seats: number }
  /** An open step in Microsoft's portal that its list shows as done. */
  | { is: 'step-done'; benefit: BenefitRef; name: string; step: PortalStep['kind'] }
  /** It could be used until now, and can be again from this day. */
  | { is: 'starts-later'; benefit: BenefitRef; on: Day }
  | {
      is: 'seat';
      benefit: BenefitRef;
      seat: number;
      /** Names; null: nobody. */
      from: string | null;
      to: string | null;
    };
