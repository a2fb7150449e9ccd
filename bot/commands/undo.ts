import { lastChange, undo as takeBack, type Undoable, undoable } from '../../benefits/actions/undo';
import { isCommand, ROLES } from '../../benefits/command';
import type { HistoryEntry } from '../../benefits/history';
import { isRefusal, type Refusal } from '../../benefits/refusal';
import type { BenefitRef, PersonRef, PlanAct, PlanDoneView } from '../../cards/views';
import type { CommandContext, Handler } from './context';
import { notDone } from './plan';
import { portalOf } from './portal';
import { benefitRef, benefitRefs, changed, doneView, personRef, personRefsByEmail, refusal } from './views';

/** As many as one plan may hold. */
const MOST = 1_000;

/**
 * Takes back the actor's own last confirmation, or the changes that a button names: each that nobody has changed since.
 * What can't be taken back is listed with its reason.
 */
export const undo: Handler = async (context) => {
  const { ports, actor } = context;
  const meant = await entriesMeant(context);
  const undone: Undoable[] = [];
  const failed: { entry: HistoryEntry; why: Refusal }[] = [];
  for (const entry of meant) {
    const change = undoable(actor, entry);
    const outcome = isRefusal(change) ? change : await takeBack(ports, actor, change);
    if (isRefusal(change) || isRefusal(outcome))
      failed.push({ entry, why: isRefusal(change) ? change : (outcome as Refusal) });
    else undone.push(change);
  }
  const [first] = undone;
  if (!first) {
    const why = failed[0]?.why ?? { reason: 'nothing-to-undo' };
    return refusal(context, why, [{ command: 'history', slots: {} }]);
  }
  if (meant.length > 1) return { view: await severalUndone(context, undone, failed), changed: true };
  const benefit = first.benefitId ? (await context.names()).benefits.get(first.benefitId) : null;
  return changed(
    doneView('undo', {
      benefit: benefit ? benefitRef(benefit) : null,
      people: [await whom(context, first)],
      portal: await portalAfter(context, [first]),
      undone: first,
    }),
  );
};

/**
 * The history entries of one confirmation, newest first; their ids are `<confirmation>.<number>`. A button names them all
 * as `<confirmation>.*`, or each.
 */
async function entriesMeant({ ports, actor, input }: CommandContext): Promise<HistoryEntry[]> {
  const [named = null, ...more] = input.change?.split(',').slice(0, MOST) ?? [];
  const found = await lastChange(ports, actor, named?.replace(/\.\*$/, '.0') ?? null);
  const [last] = found;
  if (named !== null && !named.endsWith('.*')) {
    const others = await Promise.all(more.map((each) => ports.store.history.get(each)));
    return [last ?? null, ...others].filter((entry) => entry !== null);
  }
  const id = named ?? last?.id ?? '';
  const confirmation = id.slice(0, id.lastIndexOf('.') + 1);
  if (confirmation === '') return last ? [last] : [];
  const isPart = (entry: HistoryEntry): boolean => entry.id.startsWith(confirmation);
  // An older change ends the confirmation.
  if (named === null && found.some((entry) => entry.undo && !isPart(entry))) return found.filter(isPart);
  const recent = await ports.store.history.page({ who: { as: 'actor', email: actor.email } }, { skip: 0, limit: MOST });
  return recent.filter(isPart);
}

/** What undoing these leaves to do at Microsoft. */
function portalAfter({ ports }: CommandContext, undone: readonly Undoable[]): ReturnType<typeof portalOf> {
  const hows = undone.flatMap(({ undo: how, benefitId }) =>
    'seatId' in how && benefitId
      ? [{ id: how.seatId, benefitId, people: [how.holder, 'to' in how ? how.to : []].flat() }]
      : [],
  );
  return portalOf(
    ports,
    hows,
    hows.flatMap(({ people }) => people),
  );
}

/** Of a seat that had moved, the one who has it again is meant. */
async function whom({ ports }: CommandContext, { undo: how, person }: Undoable): Promise<PersonRef> {
  const id = 'holder' in how ? how.holder : 'person' in how ? how.person : null;
  const found = id === null ? null : await ports.store.people.get(id);
  return found ? personRef(found) : { email: person ?? '', name: person ?? '' };
}

async function severalUndone(
  context: CommandContext,
  undone: readonly Undoable[],
  failed: readonly { entry: HistoryEntry; why: Refusal }[],
): Promise<PlanDoneView> {
  const { ports } = context;
  const entries = [...undone, ...failed.map(({ entry }) => entry)];
  const benefits = await benefitRefs(
    ports,
    entries.flatMap(({ benefitId }) => benefitId ?? []),
  );
  const people = await personRefsByEmail(
    ports,
    entries.flatMap(({ person, detail }) => [person ?? [], typeof detail.from === 'string' ? detail.from : []].flat()),
  );
  const act = (entry: HistoryEntry) => actOf(entry, benefits, people);
  const { shown, ...names } = await notDone(
    ports,
    failed.map(({ entry, why }) => ({ act: act(entry), why })),
  );
  return {
    kind: 'plan-done',
    undone: true,
    done: undone.map(act),
    failed: shown,
    seats: [],
    steps: 0,
    mailWaits: !context.settings.mailGoes,
    undo: null,
    ...names,
    version: 'done',
  };
}

function actOf(entry: HistoryEntry, benefits: readonly BenefitRef[], people: readonly PersonRef[]): PlanAct {
  const { command, benefitId, person, detail } = entry;
  const named = (email: unknown) => people.find((each) => each.email === email) ?? null;
  return {
    command: isCommand(command) ? command : 'history',
    benefit: benefits.find(({ id }) => id === benefitId) ?? null,
    person: named(person),
    from: named(detail.from),
    email: null,
    name: null,
    role: ROLES.find((role) => role === detail.before) ?? null,
    until: null,
    quantity: null,
  };
}
