import { portalLeft } from '../../benefits/actions/left-to-do';
import { emptyOutboxes } from '../../benefits/actions/record';
import { lastChange, undo as takeBack, type Undoable, type Undone, undoable } from '../../benefits/actions/undo';
import { benefitRef } from '../../benefits/benefit';
import { isCommand, ROLES } from '../../benefits/command';
import type { HistoryEntry } from '../../benefits/history';
import { personRef } from '../../benefits/person';
import { isRefusal, type Refusal } from '../../benefits/refusal';
import { actOf, lastDayBefore } from '../../cards/act';
import type { BenefitRef, PersonRef, PlanAct, PlanDoneView } from '../../cards/views';
import type { CommandContext, Handler } from './context';
import { notDone } from './plan';
import { benefitRefs, changed, doneView, personRefsByEmail, refusal } from './views';

/** The most changes that one plan may hold. */
const MOST = 1_000;

/**
 * Undoes the actor's last confirmation, or the changes that a button names, unless somebody has changed them since.
 * Lists what can't be undone, with the reason.
 */
export const undo: Handler = async (context) => {
  const { ports, actor } = context;
  const meant = await entriesMeant(context);
  if (isRefusal(meant)) return refusal(context, meant, [{ command: 'history', slots: {} }]);
  const undone: (Undone & { change: Undoable })[] = [];
  const failed: { entry: HistoryEntry; why: Refusal }[] = [];
  for (const entry of meant) {
    const change = undoable(actor, entry);
    if (isRefusal(change)) {
      failed.push({ entry, why: change });
      continue;
    }
    const outcome = await takeBack(ports, actor, change);
    if (isRefusal(outcome)) failed.push({ entry, why: outcome });
    else undone.push({ ...outcome, change });
  }
  const [first] = undone;
  if (!first) {
    const why = failed[0]?.why ?? { reason: 'nothing-to-undo' };
    return refusal(context, why, [{ command: 'history', slots: {} }]);
  }
  const changes = undone.map(({ change }) => change);
  const { change, benefit, person, steps } = first;
  if (meant.length > 1) {
    const portal = undone.some(({ steps }) => steps.length > 0);
    const view = await severalUndone(context, changes, failed, portal);
    const groupReply = { kind: 'text', reply: { says: 'plan-in-group', plan: view } } as const;
    return { view, changed: true, undone: change.id, groupReply };
  }
  const [named] = change.benefitId && !benefit ? await benefitRefs(ports, [change.benefitId]) : [];
  return changed(
    doneView('undo', {
      benefit: benefit ? benefitRef(benefit) : (named ?? null),
      people: [person ? personRef(person) : await whom(context, change)],
      portal: portalLeft(steps, benefit ? [benefit] : []),
      undone: change,
      added: await addedOnTheWay(context, changes),
    }),
    change.id,
  );
};

/**
 * The history entries of one confirmation, newest first; their ids are `<confirmation>.<number>`. A button names them all
 * as `<confirmation>.*`, or each.
 */
async function entriesMeant({ ports: { store }, actor, input }: CommandContext): Promise<HistoryEntry[] | Refusal> {
  const [named = null, ...more] = input.change?.split(',').slice(0, MOST) ?? [];
  const found = await lastChange({ store }, actor, named?.replace(/\.\*$/, '.0') ?? null);
  const [last] = found;
  if (named !== null && !named.endsWith('.*')) {
    const others = await Promise.all(more.map((each) => store.history.get(each)));
    return [last ?? null, ...others].filter((entry) => entry !== null);
  }
  const id = named ?? last?.id ?? '';
  const byImport = named === null && (last?.command === 'import' || last?.detail.by === 'import');
  if (byImport) {
    const whole = await store.history.get(id.replace(/\.\d+$/, ''));
    if (whole?.detail.undoable === undefined) return { reason: 'import-stays' };
  }
  const confirmation = last?.command === 'import' ? `${id}.` : id.slice(0, id.lastIndexOf('.') + 1);
  if (confirmation === '') return last ? [last] : [];
  if (named !== null) await emptyOutboxes(store);
  const isPart = (entry: HistoryEntry): boolean => entry.id.startsWith(confirmation);
  const place = (entry: HistoryEntry): string => entry.id.slice(confirmation.length);
  // An older change ends the confirmation.
  const whole = named === null && found.some((entry) => entry.undo && !isPart(entry));
  const recent = whole
    ? found
    : await store.history.page({ who: { as: 'actor', email: actor.email } }, { skip: 0, limit: MOST });
  // Last first. People added on the way have negative numbers: they stay, and their removal is offered.
  return recent
    .filter((entry) => isPart(entry) && !place(entry).startsWith('-'))
    .sort((a, b) => Number(place(b)) - Number(place(a)));
}

/** The person concerned by a change that isn't about a seat. */
async function whom({ ports }: CommandContext, { undo: how, person }: Undoable): Promise<PersonRef> {
  const id = 'person' in how ? how.person : null;
  const found = id === null ? null : await ports.store.people.get(id);
  return found ? personRef(found) : { email: person ?? '', name: person ?? '' };
}

async function severalUndone(
  context: CommandContext,
  undone: readonly Undoable[],
  failed: readonly { entry: HistoryEntry; why: Refusal }[],
  portal: boolean,
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
  const act = (entry: HistoryEntry) => undoneAct(entry, benefits, people);
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
    portal,
    mailWaits: !context.settings.mailGoes,
    undo: null,
    ...names,
    added: await addedOnTheWay(context, undone),
    version: 'done',
  };
}

/** People who were added for an undone assignment and hold nothing else. */
export async function addedOnTheWay(
  { ports }: CommandContext,
  undone: readonly Pick<HistoryEntry, 'undo' | 'detail'>[],
): Promise<PersonRef[]> {
  const ids = undone.flatMap(({ undo: how, detail }) => (detail.added && how && 'holder' in how ? how.holder : []));
  const held = ids.length > 0 ? await ports.store.seats.heldByEach(ids) : [];
  const people = await ports.store.people.getMany(ids.filter((_, at) => held[at] === 0));
  return people.map(personRef);
}

function undoneAct(entry: HistoryEntry, benefits: readonly BenefitRef[], people: readonly PersonRef[]): PlanAct {
  const { command, benefitId, person, detail } = entry;
  const named = (email: unknown) => people.find((each) => each.email === email) ?? null;
  return actOf(isCommand(command) ? command : 'history', benefits.find(({ id }) => id === benefitId) ?? null, {
    person: named(person),
    from: named(detail.from),
    role: ROLES.find((role) => role === detail.before) ?? null,
    ...lastDayBefore(entry.undo),
  });
}
