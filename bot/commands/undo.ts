import { undo as takeBack, undoable } from '../../benefits/actions/undo';
import { isRefusal } from '../../benefits/refusal';
import type { Handler } from './ask';
import { benefitRefs, changed, doneView, personRefs, refusal } from './views';

/** Takes back the actor's own last change, or the ones that a button names, if nobody changed the same since. */
export const undo: Handler = async (ask) => {
  const { ports, actor, wish } = ask;
  const named = wish.change?.split(',').slice(0, 50) ?? [null];
  const undone = [];
  for (const change of named) {
    const entry = await undoable(ports, actor, change);
    const outcome = isRefusal(entry) ? entry : await takeBack(ports, actor, entry);
    if (isRefusal(outcome)) {
      if (undone.length === 0) return refusal(ask, outcome, [{ command: 'history', slots: {} }]);
      continue;
    }
    if (!isRefusal(entry)) undone.push(entry);
  }
  const [first] = undone;
  const people = await personRefs(
    ports,
    undone.flatMap((entry) => (entry.person ? [entry.person] : [])),
  );
  const [benefit] = await benefitRefs(ports, first?.benefitId ? [first.benefitId] : []);
  return changed(doneView('undo', { benefit: benefit ?? null, people, undone: first ?? null }));
};
