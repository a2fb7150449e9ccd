import { madeBefore } from '../../benefits/actions/record';
import { factsToken } from '../../benefits/facts-token';
import type { HasOutbox } from '../../benefits/outbox';
import type { CommandContext, CommandInput, Reply } from './context';

/**
 * A confirm button carries `<facts>.<id>`. The facts are a hash of what its card shows and the change relies on, the person
 * and the command included: edited, borrowed or outdated data give another hash. The id is that of the change to come: its
 * history entries have it, or begin with it, so that a replay is recognised and a change whose reply was lost can be looked up.
 */

const ID = /^[\w-]{16,64}$/;

/** The id in a confirmation, whatever its facts. */
export function confirmedChange({ confirm, version }: Pick<CommandInput, 'confirm' | 'version'>): string | null {
  const [, id = ''] = (version ?? '').split('.');
  return confirm === true && ID.test(id) ? id : null;
}

/** The id of the change that was confirmed on exactly these facts, or null. */
export function changeConfirmed(
  { actor, command, input }: CommandContext,
  ...facts: readonly unknown[]
): string | null {
  const [shown] = (input.version ?? '').split('.');
  return shown === factsToken(actor.id, command, facts) ? confirmedChange(input) : null;
}

/** The version of a card to confirm on these facts. */
export const confirmationToken = ({ actor, command, ports }: CommandContext, ...facts: readonly unknown[]): string =>
  `${factsToken(actor.id, command, facts)}.${ports.random.id()}`;

/** The id of the change that was confirmed on exactly these facts and was not made before, or null. */
export async function changeToMake(
  context: CommandContext,
  facts: readonly unknown[],
  outboxes: readonly HasOutbox[] = [],
): Promise<string | null> {
  const id = changeConfirmed(context, ...facts);
  return id !== null && !(await madeBefore(context.ports, id, outboxes)) ? id : null;
}

/**
 * The id of the confirmed change. Otherwise the card that asks: nothing was confirmed, the facts have changed, or the change
 * was made before. `outboxes`: documents that may still hold its history entry.
 */
export async function confirmed(
  context: CommandContext,
  facts: readonly unknown[],
  ask: (version: string) => Reply | Promise<Reply>,
  outboxes: readonly HasOutbox[] = [],
): Promise<string | Reply> {
  return (await changeToMake(context, facts, outboxes)) ?? ask(confirmationToken(context, ...facts));
}
