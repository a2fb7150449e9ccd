import type { Dispatch } from '../benefits/dispatch';
import type { Collection } from './engine';
import { QUERIES } from './queries';

const PAGE = 200;
/** After every moment. */
const END = '9999';

/** Passes the addresses and facts of all kept notices through `change`; returns how many notices changed. */
export async function rewriteDispatches(
  dispatches: Collection<Dispatch>,
  change: (text: string) => string,
): Promise<number> {
  let changed = 0;
  for (const selection of [QUERIES.dispatches.undone(), QUERIES.dispatches.ended(END)]) {
    for (let skip = 0; ; skip += PAGE) {
      const page = await dispatches.find({ ...selection, skip, limit: PAGE });
      for (const { id } of page) if (await rewrite(dispatches, id, change)) changed += 1;
      if (page.length < PAGE) break;
    }
  }
  return changed;
}

async function rewrite(
  dispatches: Collection<Dispatch>,
  id: string,
  change: (text: string) => string,
): Promise<boolean> {
  for (;;) {
    const before = await dispatches.get(id);
    if (!before) return false;
    const after = changedDispatch(before, change);
    if (JSON.stringify(after) === JSON.stringify(before)) return false;
    if ((await dispatches.replaceIf(id, before.version, after)) === 'done') return true;
  }
}

function changedDispatch(dispatch: Dispatch, change: (text: string) => string): Dispatch {
  const { notice, channels } = dispatch;
  const facts = Object.entries(notice.facts).map(([name, value]) => [
    name,
    typeof value === 'string' ? change(value) : value,
  ]);
  return {
    ...dispatch,
    notice: {
      ...notice,
      address: change(notice.address),
      alsoTo: notice.alsoTo.map(change),
      facts: Object.fromEntries(facts),
    },
    channels: channels.map((channel) => ({ ...channel, address: change(channel.address) })),
  };
}
