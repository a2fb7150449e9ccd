import { undo as takeBack, undoable } from '../../benefits/actions/undo';
import { isRefusal } from '../../benefits/refusal';
import type { CommandContext, Handler } from './context';
import { benefitRefs, changed, doneView, personRefs, refusal } from './views';

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
  const people = await personRefs(
    ports,
    // Of a seat that had moved, the one who has it again is meant.
    undone.flatMap((entry) => (entry.undo.kind === 'reassign' ? [entry.undo.holder] : (entry.person ?? []))),
  );
  const [benefit] = await benefitRefs(ports, first?.benefitId ? [first.benefitId] : []);
  return changed(doneView('undo', { benefit: benefit ?? null, people, undone: first ?? null }));
};
