import type { Act, Named, Slots } from '../benefits/command';
import { key } from './answer';
import { given, namesOf } from './correct-question';

/** What a correction asks for once the change is made: "no, to Élodie" moves the seat. Null: it can't be told. */
export function leftToDo(done: readonly Act[], meant: readonly Act[]): Act[] | null {
  const [was, ...more] = done;
  const [is = was && { command: was.command, slots: {} }] = meant;
  if (!was || !is || more.length > 0 || meant.length > 1) return null;
  switch (was.command) {
    case 'assign':
    case 'unassign':
      return seatsLeft(was, is);
    case 'reassign': {
      const { to: holder } = was.slots;
      const moves = holder !== undefined && is.slots.benefit !== undefined && same(was, is, 'from');
      return moves ? [{ command: 'reassign', slots: { ...is.slots, from: holder } }] : null;
    }
    case 'add-user': {
      const { email, role } = is.slots;
      const another = role !== undefined && email !== undefined && same(was, is, 'email') && same(was, is, 'name');
      return another ? [{ command: 'set-role', slots: { user: email, role } }] : null;
    }
    case 'set-role':
    case 'set-quantity':
      return same(was, is, 'benefit') && same(was, is, 'user') && same(was, is, 'users') ? [is] : null;
    default:
      return null;
  }
}

const same = (a: Act, b: Act, slot: keyof Slots): boolean => key(a.slots[slot]) === key(b.slots[slot]);

/** Seats given by mistake are taken back, those meant are given; one for one is a move. */
function seatsLeft(was: Act, is: Act): Act[] | null {
  const opposite = was.command === 'assign' ? 'unassign' : 'assign';
  const differ = (['user', 'benefit'] as const).filter((kind) => key(namesOf(was, kind)) !== key(namesOf(is, kind)));
  const [kind, both] = differ;
  if (both) return null;
  if (!kind) return [is];
  const other = kind === 'user' ? 'benefit' : 'user';
  const lacks = (list: readonly Named[]) => (named: Named) => !list.some((one) => key(one) === key(named));
  const wrong = namesOf(was, kind).filter(lacks(namesOf(is, kind)));
  const right = namesOf(is, kind).filter(lacks(namesOf(was, kind)));
  const kept = given(other, namesOf(was, other));
  const [from, ...others] = wrong;
  const [to, ...more] = right;
  if (was.command === 'assign' && kind === 'user' && from && to && others.length + more.length === 0)
    return [{ command: 'reassign', slots: { ...kept, from, to } }];
  return [
    ...(wrong.length > 0 ? [{ command: opposite, slots: { ...kept, ...given(kind, wrong) } } as const] : []),
    ...(right.length > 0 ? [{ command: was.command, slots: { ...kept, ...given(kind, right) } }] : []),
  ];
}

/** "and give it to José" of a seat to be taken back, "take it from Ana" of one to be given. */
export function movedInstead(shown: readonly Act[], said: readonly Act[]): Act[] | null {
  const [was, ...others] = shown;
  const [is, ...then] = said;
  if (!was || !is || others.length + then.length > 0) return null;
  const { user: one, benefit, ...rest } = was.slots;
  const { user: other, ...more } = is.slots;
  if (!one || !other || !benefit || key(one) === key(other) || rest.until || Object.keys(more).length > 0) return null;
  if (was.command === 'unassign' && is.command === 'assign')
    return [{ command: 'reassign', slots: { benefit, from: one, to: other } }];
  if (was.command === 'assign' && is.command === 'unassign')
    return [{ command: 'reassign', slots: { ...rest, benefit, from: other, to: one } }];
  return null;
}
