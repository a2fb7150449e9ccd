import type { Rules } from '../../benefits/ports';

/** The rules where no setting says otherwise. */
export const RULES: Rules = {
  graceDays: 30,
  reassignMinDays: 0,
  supportActivationWorkdays: 3,
  portalStep: true,
  holderKeys: false,
  timeZone: 'UTC',
  reminderDays: [60, 30, 7],
  revealAlert: 10,
  admins: [],
};
