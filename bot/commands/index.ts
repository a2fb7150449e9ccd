import { isCommand, type Verb } from '../../benefits/command';
import { addUser } from './add-user';
import { assign } from './assign';
import { assignments } from './assignments';
import type { CommandInput, Handler } from './context';
import { approve, decline } from './decide';
import { exportData } from './export';
import { help } from './help';
import { history } from './history';
import { importData } from './import';
import { keys } from './keys';
import { language } from './language';
import { link } from './link';
import { list } from './list';
import { membership } from './membership';
import { proposePlan, storedPlan } from './plan';
import { isPlannable, needsPlan } from './plan-steps';
import { portal } from './portal';
import { reassign } from './reassign';
import { removeUser } from './remove-user';
import { onRequest, requests, withdraw } from './requests';
import { resend } from './resend';
import { review } from './review';
import { setQuantity } from './set-quantity';
import { setRole } from './set-role';
import { show } from './show';
import { unassign } from './unassign';
import { undo } from './undo';
import { updateUser } from './update-user';
import { users } from './users';
import { slotsOf, textReply } from './views';

/** One handler for each verb. A verb without one, or one named twice, does not compile. */
const HANDLERS: Record<Verb, Handler> = {
  list,
  show,
  keys,
  assign,
  unassign,
  reassign,
  assignments,
  users,
  'add-user': addUser,
  'update-user': updateUser,
  'set-role': setRole,
  'remove-user': removeUser,
  'set-quantity': setQuantity,
  membership,
  portal: onRequest(portal),
  requests,
  link,
  approve: onRequest(approve),
  decline,
  withdraw,
  resend,
  review,
  history,
  export: exportData,
  import: importData,
  undo: onRequest(undo),
  language,
  help,
  cancel: async ({ input: { benefit } }) =>
    textReply({ says: 'cancelled', ...(typeof benefit === 'string' && { benefit }) }),
};

/** The handler of a request. The button of a plan names it; one act for several benefits or many people becomes a plan. */
export function handlerFor(verb: Verb, input: CommandInput): Handler {
  const { plan, newName, newEmail, newRole } = input;
  if (plan !== undefined) return (context) => storedPlan(context, plan);
  const plain = HANDLERS[verb];
  if (!isCommand(verb) || !isPlannable(verb) || !needsPlan(verb, input)) return plain;
  const act = { command: verb, slots: { ...slotsOf(input), newName, newEmail, newRole } };
  return (context) => (context.extent === 'all' ? proposePlan(context, [act]) : plain(context));
}
