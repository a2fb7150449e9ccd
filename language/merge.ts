import type { Act, Command, Named, Slots } from '../benefits/command';
import { SENSITIVE } from '../benefits/policy';

const SLOTLESS: ReadonlySet<Command> = new Set(['help', 'cancel']);

/** Commands that without a slot are as good as nothing beside another act. */
const VAGUE: ReadonlySet<Command> = new Set([
  'list',
  'show',
  'users',
  'assignments',
  'history',
  'membership',
  'requests',
  'keys',
  'portal',
  'assign',
  'unassign',
  'reassign',
  'set-role',
  'set-quantity',
  'remove-user',
  'update-user',
]);

export interface Found extends Act {
  sentence: number;
}

/** Same command, same other slots: one act. What only courtesy made an act of falls away. */
export function merged(acts: readonly Found[]): Act[] {
  const real = acts.filter(
    ({ command, slots, sentence }, at) =>
      !SLOTLESS.has(command) &&
      // "decline his request for Visio, he has no need of it".
      !(command === 'unassign' && acts.some((one) => one.command === 'requests' && text(one.slots) === text(slots))) &&
      !(
        VAGUE.has(command) &&
        Object.keys(slots).length === 0 &&
        acts.some(
          (other, k) =>
            k !== at &&
            !SLOTLESS.has(other.command) &&
            (((other.sentence === sentence || SENSITIVE.has(other.command)) && Object.keys(other.slots).length > 0) ||
              SENSITIVE.has(command)),
        )
      ),
  );
  const result: Act[] = [];
  for (const { command, slots } of real.length > 0 ? real : acts.slice(0, 1)) {
    const same = result.findLast((one) => one.command === command);
    // "I don't need Visio after all, cancel my request".
    const unneeded =
      command === 'withdraw' ? result.findIndex((one) => one.command === 'unassign' && one.slots.user === 'me') : -1;
    if (unneeded >= 0) {
      const { user: _me, ...seat } = result[unneeded]?.slots ?? {};
      result[unneeded] = { command, slots: { ...seat, ...slots } };
      continue;
    }
    const moved = same
      ? null
      : result.map((one) => ({ one, slots: reassigned(one, { command, slots }) })).find((pair) => pair.slots);
    if (moved?.slots) Object.assign(moved.one, { command: 'reassign', slots: moved.slots });
    else if (!same) result.push({ command, slots });
    else if (covers(same.slots, slots)) continue;
    else if (covers(slots, same.slots)) same.slots = slots;
    else {
      const joint =
        union(same.slots, slots) ??
        join(same.slots, slots, 'benefit', 'benefits') ??
        join(same.slots, slots, 'user', 'users');
      if (joint) same.slots = joint;
      else result.push({ command, slots });
    }
  }
  return result;
}

/** The same benefit taken from one and given to another. */
function reassigned(a: Act, b: Act): Slots | null {
  const [taken, given] = a.command === 'unassign' ? [a, b] : [b, a];
  if (taken.command === 'unassign' && given.command === 'reassign') {
    const { from, to, benefit } = given.slots;
    const { user, ...seat } = taken.slots;
    if (to === undefined || user === undefined || (from !== undefined && text(from) !== text(user))) return null;
    if (benefit !== undefined && text(benefit) !== text(seat.benefit)) return null;
    return { ...seat, ...given.slots, from: user };
  }
  if (taken.command !== 'unassign' || given.command !== 'assign') return null;
  const { user: from, ...seat } = taken.slots;
  const { user: to, ...other } = given.slots;
  if (from === undefined || to === undefined || text(from) === text(to)) return null;
  const { email, ...plain } = other;
  // "move Tom off Visio and put Ana on instead".
  const vague = plain.benefit === undefined && plain.benefits === undefined;
  return vague || text(seat) === text(plain) ? { ...seat, ...other, from, to } : null;
}

/** "I'm done with Visio, you can take it from me": two halves of one act. */
function union(a: Slots, b: Slots): Slots | null {
  const keys = Object.keys(a).filter((key) => key in b);
  const halves = (Object.keys(a).length === 1 || Object.keys(b).length === 1) && keys.length === 0;
  const names = (slots: Slots) => (slots.benefit ?? slots.benefits) !== undefined;
  return halves && names(a) !== names(b) ? { ...a, ...b } : null;
}

const text = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );

/** Whether one says all that the other says. */
export const covers = (wide: Slots, narrow: Slots): boolean =>
  Object.entries(narrow).every(([key, value]) => text(wide[key as keyof Slots]) === text(value));

function join(a: Slots, b: Slots, one: 'benefit' | 'user', many: 'benefits' | 'users'): Slots | null {
  const values = (slots: Slots): readonly Named[] | null => {
    const several = slots[many];
    if (Array.isArray(several)) return several;
    const single = slots[one];
    return single === undefined ? null : [single];
  };
  const [left, right] = [values(a), values(b)];
  if (!left || !right) return null;
  const { [one]: _a, [many]: _as, ...restA } = a;
  const { [one]: _b, [many]: _bs, ...restB } = b;
  if (text(restA) !== text(restB)) return null;
  const all = [...left];
  for (const value of right) if (!all.some((known) => text(known) === text(value))) all.push(value);
  return all.length === 1 ? { ...restA, [one]: all[0] } : { ...restA, [many]: all };
}
