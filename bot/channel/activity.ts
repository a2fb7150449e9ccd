import type { Activity } from 'botbuilder';

export type { Activity } from 'botbuilder';

/** One activity of Teams, and the ways to answer it. */
export interface Turn {
  readonly activity: Activity;
  /** Sends a message to the activity's conversation; throws ConnectorError. */
  send(message: Partial<Activity>): Promise<void>;
  /** Answers an invoke in its HTTP response; the first answer counts. `privately`: it may never become a message. */
  respond(body: unknown, status?: number, privately?: boolean): void;
}
