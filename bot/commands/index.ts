import type { Command } from '../../benefits/command';
import { addUser } from './add-user';
import { assign } from './assign';
import { assignments } from './assignments';
import type { Handler } from './context';
import { exportData } from './export';
import { help } from './help';
import { history } from './history';
import { importData } from './import';
import { keys } from './keys';
import { language } from './language';
import { list } from './list';
import { membership } from './membership';
import { portalDone } from './portal-done';
import { reassign } from './reassign';
import { removeUser } from './remove-user';
import { approve, decline, requests } from './requests';
import { resend } from './resend';
import { setRole } from './set-role';
import { show } from './show';
import { unassign } from './unassign';
import { undo } from './undo';
import { users } from './users';
import { line } from './views';

/** Understood, with a handler to come. */
const notYet: Handler = async () => line({ says: 'not-yet' });

/** One name, one handler. A command without one, or one named twice, does not compile. */
export const HANDLERS: Record<Command, Handler> = {
  list,
  show,
  keys,
  assign,
  unassign,
  reassign,
  assignments,
  users,
  'add-user': addUser,
  'update-user': notYet,
  'set-role': setRole,
  'remove-user': removeUser,
  'set-quantity': notYet,
  membership,
  portal: notYet,
  requests,
  withdraw: notYet,
  resend,
  review: notYet,
  history,
  export: exportData,
  import: importData,
  language,
  help,
  cancel: async () => line({ says: 'cancelled' }),
  undo,
};

/** Verbs of buttons that are no commands of their own, and the command whose rights they need. */
export const VERBS = {
  approve: { needs: 'requests', handler: approve },
  decline: { needs: 'requests', handler: decline },
  'portal-done': { needs: 'assign', handler: portalDone },
} as const satisfies Record<string, { needs: Command; handler: Handler }>;
export type Verb = keyof typeof VERBS;

export const isVerb = (name: string): name is Verb => Object.hasOwn(VERBS, name);
