import { stepsVersion } from '../../benefits/actions/left-to-do';
import { markDone } from '../../benefits/actions/mark-done';
import { emptyOutboxes } from '../../benefits/actions/record';
import { adminPage, type Benefit, benefitRef } from '../../benefits/benefit';
import { personRef } from '../../benefits/person';
import type { PortalView } from '../../cards/portal';
import { bulkRows } from '../../exchange';
import type { CommandContext, Handler, Reply } from './context';
import { issueToken } from './one-time-tokens';
import { isReply, resolveBenefit, resolvePerson } from './resolve';
import { resultNow } from './result';

const ROWS = 10;
/** Steps of one benefit that "all done" covers, and of one person that are listed. */
const MOST = 500;

/**
 * The steps left to do in Microsoft's portals. A button marks one as done, or all of a benefit that its card counted; on the
 * result of a change, which then stays.
 */
export const portal: Handler = async (context) => {
  const { input, ports } = context;
  const { steps } = ports.store;
  await emptyOutboxes(ports.store);
  const now = () => (input.change === undefined ? null : resultNow(context, input.change));
  const result = input.done ? null : await now();
  if (result) return { view: result };
  const benefit = input.benefit === undefined ? null : await resolveBenefit(context);
  if (benefit && isReply(benefit)) return benefit;
  if (input.done && benefit) {
    const open = await steps.open(benefit.id, { skip: 0, limit: MOST });
    const meant = input.user === undefined ? open : open.filter((step) => step.email === input.user);
    const asShown = input.user === undefined ? [meant] : meant.map((step) => [step]);
    const shown = asShown.find((group) => stepsVersion(group) === input.version);
    const answer = async (more: Listed): Promise<Reply> => {
      const result = await now();
      return result ? { view: result } : list(context, more);
    };
    if (!shown) return answer({ stale: meant.length > 0 });
    const marked = await markDone(
      ports,
      context.actor,
      shown.map(({ id }) => id),
    );
    return { ...(await answer({ done: marked.length })), changed: marked.length > 0 };
  }
  const person = input.user === undefined ? null : await resolvePerson(context, 'user', input.user);
  if (person && isReply(person)) return person;
  return list(context, {
    benefit: benefit && benefitRef(benefit),
    person: person && personRef(person),
    of: person?.id ?? null,
    bulk: input.bulk && benefit ? await bulkOf(context, benefit) : null,
  });
};

/** The open assignments as rows to paste and as a file, for the Visual Studio portal. */
async function bulkOf({ ports, person, settings }: CommandContext, benefit: Benefit): Promise<PortalView['bulk']> {
  const steps = await ports.store.steps.open(benefit.id, { skip: 0, limit: MOST });
  const claims = { benefit: benefit.id };
  const secret = await issueToken(ports, { purpose: 'portal', person: person.id, claims, minutes: 10 });
  return { rows: bulkRows(benefit, steps), csv: `${settings.publicUrl()}/api/download/${secret}` };
}

interface Listed extends Partial<PortalView> {
  /** Id of the person whose steps are listed. */
  of?: string | null;
}

async function list(context: CommandContext, { of = null, ...more }: Listed): Promise<Reply> {
  const { store } = context.ports;
  const { benefit = null, person = null } = more;
  const skip = of ? 0 : (context.input.skip ?? 0);
  const limit = of ? MOST : ROWS;
  const page = await store.steps.open(benefit?.id ?? null, { skip, limit });
  const steps = of ? page.filter((step) => step.person === of) : page;
  const total = of ? steps.length : await store.steps.countOpen(benefit?.id ?? null);
  const groups: PortalView['groups'][number][] = [];
  for (const id of new Set(steps.map((step) => step.benefitId))) {
    const found = await store.benefits.get(id);
    const all = await store.steps.open(id, { skip: 0, limit: MOST });
    groups.push({
      benefit: found ? benefitRef(found) : { id, nameEn: id, nameFr: id },
      url: found && adminPage(found),
      bulk: found?.category === 'visual-studio' && all.some(({ kind }) => kind === 'assign'),
      rows: steps
        .filter((step) => step.benefitId === id)
        .map((step) => ({
          kind: step.kind,
          person: personRef(step),
          email: step.alternateEmail,
          since: step.at,
          version: stepsVersion([step]),
        })),
      open: all.length,
      version: stepsVersion(all),
    });
  }
  groups.sort((a, b) => (a.url ?? '').localeCompare(b.url ?? ''));
  return {
    view: {
      kind: 'portal',
      benefit,
      person,
      groups,
      page: { skip, limit, total },
      done: more.done ?? 0,
      stale: more.stale ?? false,
      bulk: more.bulk ?? null,
      version: stepsVersion(steps),
    },
  };
}
