import { undo as takeBack, type Undoable, undoable } from '../../benefits/actions/undo';
import type { Ports } from '../../benefits/ports';
import { isRefusal } from '../../benefits/refusal';
import type { PersonRef } from '../../cards/views';
import type { CommandContext, Handler } from './context';
import { benefitRefs, changed, doneView, personRef, refusal } from './views';

const MOST = 50;

/** One confirmation may have changed several things: they are taken back together. Their ids are `<confirmation>.<number>`. */
async function lastOfAll({ ports, actor }: CommandContext): Promise<(string | null)[]> {
  const last = await undoable(ports, actor, null);
  const [, once] = isRefusal(last) ? [] : (/^(.+)\.\d+$/.exec(last.id) ?? []);
  if (isRefusal(last) || !once) return [null];
  const ids = Array.from({ length: MOST }, (_, index) => `${once}.${index}`);
  const there = await Promise.all(ids.map((id) => ports.store.history.get(id)));
  return ids.filter((_, index) => there[index] !== null);
}

/** Of a seat that had moved, the one who has it again is meant. */
async function whom({ store }: Ports, { undo: { kind, ...how }, person }: Undoable): Promise<PersonRef> {
  const found = await store.people.get('holder' in how ? how.holder : how.person);
  return found ? personRef(found) : { email: person ?? '', name: person ?? '' };
}

/** Takes back the actor's own last change, or the ones that a button names, if nobody changed the same since. */
export const undo: Handler = async (context) => {
  const { ports, actor, input } = context;
  const named = input.change?.split(',').slice(0, MOST) ?? (await lastOfAll(context));
  const undone = [];
  for (const change of named) {
    const entry = await undoable(ports, actor, change);
    const outcome = isRefusal(entry) ? entry : await takeBack(ports, actor, entry);
    if (isRefusal(outcome)) {
      if (undone.length === 0) return refusal(context, outcome, [{ command: 'history', slots: {} }]);
      continue;
    }
    if (!isRefusal(entry)) undone.push(entry);
  }
  const [first] = undone;
  const people = await Promise.all(undone.map((entry) => whom(ports, entry)));
  const [benefit] = await benefitRefs(ports, first?.benefitId ? [first.benefitId] : []);
  return changed(doneView('undo', { benefit: benefit ?? null, people, undone: first ?? null }));
};
