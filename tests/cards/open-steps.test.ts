import type { Locale } from '../../benefits/command';
import { type CardView, type RenderOptions, render, type View } from '../../cards';
import { noticesEn } from '../../cards/notices.en';
import { noticesFr } from '../../cards/notices.fr';
import { CARDS } from '../../cards/render';
import { en } from '../../cards/text.en';
import { fr } from '../../cards/text.fr';
import type { RequestRow } from '../../cards/views';
import { actionsOf, wordsOf } from '../support/cards';
import { samples, TODAY } from './samples';

/** What every kind of card says while a step is open in Microsoft's portal, and once it is done. */

type Kind = keyof typeof CARDS;
type ViewOf<K extends Kind> = Extract<CardView, { kind: K }>;

const optionsFor = (locale: Locale): RenderOptions => ({ locale, today: TODAY, refreshFor: [] });
const all = Object.values(samples('usual')).filter((view: View): view is CardView => view.kind !== 'text');
const ofKind = <K extends Kind>(kind: K): ViewOf<K>[] => all.filter((view): view is ViewOf<K> => view.kind === kind);
function first<K extends Kind>(kind: K, fits: (view: ViewOf<K>) => boolean = () => true): ViewOf<K> {
  const found = ofKind(kind).find(fits);
  if (!found) throw new Error(`no sample of ${kind}`);
  return found;
}

const approved = (row: RequestRow, open: boolean): RequestRow => ({
  ...row,
  left: row.left && { ...row.left, portal: open ? row.left.portal : null },
});

/** The same card with the step open and with nothing left to do. Null: the card has nothing to do with steps. */
const TABLE: { [K in Kind]: ((open: boolean) => ViewOf<K>) | null } = {
  done: (open) => {
    const view = first('done', ({ portal }) => portal !== null);
    return open ? view : { ...view, portal: null };
  },
  'plan-done': (open) => ({ ...first('plan-done'), portal: open }),
  assignments: (open) => {
    const view = first('assignments', ({ mayAct, rows }) => mayAct && rows.length > 0);
    const rows = view.rows.map((row) => ({
      ...row,
      seat: { ...row.seat, portalStep: open, state: open ? ('pending' as const) : ('active' as const) },
      step: open ? { benefit: row.benefit.id, user: row.holder.email, version: 'v' } : null,
    }));
    return { ...view, rows };
  },
  show: (open) => {
    const view = first('show', ({ mine }) => mine !== null);
    if (!view.mine) throw new Error('no seat of the reader');
    return { ...view, mine: { ...view.mine, portalStep: open, state: open ? 'pending' : 'active' } };
  },
  portal: (open) => first('portal', ({ page }) => page.total > 0 === open),
  notice: (open) => {
    const view = first('notice', ({ notice }) => notice.kind === 'assigned');
    return { ...view, notice: { ...view.notice, facts: { ...view.notice.facts, portal: open ? 'todo' : 'done' } } };
  },
  request: (open) => {
    const view = first('request', ({ row }) => row.left !== null);
    return { ...view, row: approved(view.row, open) };
  },
  requests: (open) => {
    const view = first('requests', ({ rows }) => rows.some(({ left }) => left));
    return { ...view, rows: view.rows.map((row) => (row.left ? approved(row, open) : row)) };
  },
  list: null,
  ask: null,
  confirm: null,
  plan: null,
  refused: null,
  'key-offer': null,
  'key-shown': null,
  users: null,
  membership: null,
  history: null,
  review: null,
  help: null,
  'not-understood': null,
  export: null,
  'import-errors': null,
  'import-columns': null,
  'language-ask': null,
};

/** Whether a card says that something is left to do, or to wait for, at Microsoft. */
function saysOpen(view: CardView, locale: Locale): boolean {
  const t = locale === 'fr' ? fr : en;
  const notices = locale === 'fr' ? noticesFr : noticesEn;
  const card = render(view, optionsFor(locale));
  const words = wordsOf(card);
  const texts = [t.done.portal, t.done.portalAssign, t.assignments.portal, t.done.portalSteps, t.show.minePending];
  const waits = view.kind === 'notice' ? startOf(notices) : [];
  return (
    [...texts, ...waits].some((text) => words.includes(text)) ||
    actionsOf(card).some(({ verb, data }) => verb === 'portal' && data?.done === true)
  );
}

/** How a notice says that the seat is being activated. */
function startOf(notices: typeof noticesEn): string[] {
  const told = { benefit: '', activating: true } as Parameters<(typeof noticesEn)['assigned']>[0];
  return notices.assigned(told).next.slice(0, 1);
}

describe.each(['en', 'fr'] as const)('in %s', (locale) => {
  test.each(Object.keys(CARDS) as Kind[])('%s', (kind) => {
    const of = TABLE[kind] as ((open: boolean) => CardView) | null;
    if (of) expect([saysOpen(of(true), locale), saysOpen(of(false), locale)]).toEqual([true, false]);
    else expect(ofKind(kind).filter((view) => saysOpen(view, locale))).toEqual([]);
  });
});
