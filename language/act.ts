import type { Act, Command, Slots } from '../benefits/command';
import type { Clause } from './clauses';
import { SEATS } from './distribute';
import type { Reading } from './entity';
import type { Company } from './filler';
import { handedOver } from './handed-over';
import { lineOf } from './line';
import { undecided } from './lists';
import { fill } from './slots';

/** One clause becomes one act; what it leaves open is taken from the clauses around it. */

export const THEM = / (?:him|her|them|he|she|lui|leur|il|elle|le|la|les) /u;
const PRONOUNS =
  / (?:him|her|his|them|they|she|he|their|hers|it|that|those|one|some|lui|leur|celle|celui|son|sa|ses|il|elle|ils|elles|le|la|les|l'|en) /u;

/** "I have to install Windows Server, what's the key?" */
const OPEN: ReadonlySet<Command> = new Set(['show', 'keys']);
const ABOUT_ONE = /^(?:KEY|MEDIA|HOWMANY|EXPIRE|LEFT)$/u;

export function actOf(
  command: Command,
  own: Reading,
  whole: Reading,
  earlier: readonly Reading[],
  company: Company,
): Act | null {
  if (/^(?:assign|unassign|reassign)$/u.test(command) && undecided(own)) return null;
  const handed = command === 'assign' || command === 'reassign' ? handedOver(whole, company) : null;
  if (handed && !own.concepts.has('PROLONG')) return { command: 'reassign', slots: handed };
  const slots = fill(command, own, company);
  const people = new Set(
    own.entities.filter(({ kind }) => kind === 'person' || kind === 'email').map(({ start }) => start),
  );
  if ((command === 'update-user' || (command === 'reassign' && people.size < 2)) && own !== whole)
    return settledAct(command, fill(command, whole, company), own.concepts.has('PROLONG'));
  if (own !== whole) complete(slots, fill(command, whole, company), command);
  const named = own.entities.some(({ kind }) => kind === 'benefit');
  if (PRONOUNS.test(lineOf(own).text))
    for (const clause of earlier) {
      // Whom a key is for may be told as any holder is.
      const { user } = command === 'keys' && THEM.test(lineOf(own).text) ? fill('assign', clause, company) : {};
      complete(slots, { ...(user === undefined ? {} : { user }), ...fill(command, clause, company) }, command, true);
    }
  else if (!named && OPEN.has(command) && [...own.concepts].some((concept) => ABOUT_ONE.test(concept)))
    for (const clause of earlier) {
      const { benefit, benefits } = fill(command, clause, company);
      complete(
        slots,
        { ...(benefit === undefined ? {} : { benefit }), ...(benefits === undefined ? {} : { benefits }) },
        command,
      );
    }
  // Bare "Visual Studio" is the category.
  if (command === 'show' && bareStudio(own)) return { command: 'list', slots: { category: 'visual-studio' } };
  return settledAct(command, slots, own.concepts.has('PROLONG'));
}

const bareStudio = ({ concepts, tokens, entityAt, has }: Reading): boolean =>
  concepts.has('STUDIO') && tokens.every(({ kind }, i) => kind === 'mark' || entityAt[i] || has(i, 'SKIP'));

/** "Et Project aussi", "Hofmann too" after an order: the same for another benefit or person. */
export function continued({ reading, asks, doubt }: Clause, last: Act | undefined, company: Company): Act | null {
  if (asks || doubt || !last || !SEATS.has(last.command) || last.command === 'reassign') return null;
  const { concepts, spans, entityAt } = reading;
  if (!concepts.has('ALSO') || (!concepts.has('b') && !concepts.has('p'))) return null;
  if (
    spans.some(
      (list, i) =>
        !entityAt[i] && list.some(({ concept }) => /^(?:BE|NEED|NONEED|MODAL|NEG|\w+\.past)$/u.test(concept)),
    )
  )
    return null;
  const { benefit, benefits, user, users, ...rest } = last.slots;
  const said = fill(last.command, reading, company);
  const things = said.benefit ?? said.benefits;
  const people = said.user ?? said.users;
  if (things === undefined && people === undefined) return null;
  const before = {
    ...(things === undefined
      ? { ...(benefit === undefined ? {} : { benefit }), ...(benefits === undefined ? {} : { benefits }) }
      : {}),
    ...(people === undefined
      ? { ...(user === undefined ? {} : { user }), ...(users === undefined ? {} : { users }) }
      : {}),
  };
  return { command: last.command, slots: { ...rest, ...before, ...said } };
}

/** Takes from a wider reading what the clause itself leaves open. */
function complete(slots: Slots, wider: Slots, command: Command, asked = false): void {
  if (slots.benefit === undefined && slots.benefits === undefined) {
    if (wider.benefit !== undefined) slots.benefit = wider.benefit;
    else if (wider.benefits !== undefined) slots.benefits = wider.benefits;
  }
  if (
    !(command === 'keys' && !asked) &&
    slots.user === undefined &&
    slots.users === undefined &&
    slots.group === undefined
  ) {
    if (wider.user !== undefined) slots.user = wider.user;
    else if (wider.users !== undefined) slots.users = wider.users;
  }
  for (const key of ['from', 'to', 'email', 'name', 'role', 'language', 'os', 'quantity'] as const)
    if (slots[key] === undefined && wider[key] !== undefined) Object.assign(slots, { [key]: wider[key] });
}

function settledAct(command: Command, slots: Slots, prolongs = false): Act {
  // "extend Tom's Visio until June".
  if (command === 'reassign' && prolongs && slots.from !== undefined) {
    const { from, to: _to, ...seat } = slots;
    return { command: 'assign', slots: { ...seat, user: from } };
  }
  // "give it to Élodie instead of Tom".
  if (command === 'assign' && slots.from !== undefined) {
    const { user, users: _users, ...rest } = slots;
    return { command: 'reassign', slots: { ...rest, ...(user === undefined ? {} : { to: user }) } };
  }
  return { command, slots };
}
