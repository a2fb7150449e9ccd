import type { Verb } from '../../benefits/command';
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

/** One handler for each verb. A verb without one, or one named twice, does not compile. */
export const HANDLERS: Record<Verb, Handler> = {
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
  'portal-done': portalDone,
  requests,
  approve,
  decline,
  withdraw: notYet,
  resend,
  review: notYet,
  history,
  export: exportData,
  import: importData,
  undo,
  language,
  help,
  cancel: async () => line({ says: 'cancelled' }),
};
