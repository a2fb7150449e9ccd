import type { Moment } from './time';

/** A change of a seat that somebody has to repeat in Microsoft's portal, which has no programming interface. */
export interface StepChange {
  /** Made with the change, so that it opens one step however often it is moved out of the seat. */
  id: string;
  kind: 'assign' | 'remove';
  benefitId: string;
  seatId: string;
  /** Id of the person; name and address as they were, for people who leave the list before the step is done. */
  person: string;
  name: string;
  email: string;
  alternateEmail: string | null;
  at: Moment;
}
