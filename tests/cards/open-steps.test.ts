import type { Locale } from '../../benefits/command';
import { NOTICE_KINDS, type NoticeKind } from '../../benefits/notice';
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
  notice: (open) => noticeOf('assigned', open),
  request: (open) => {
    const view = first('request', ({ row }) => row.left !== null);
    return { ...view, row: approved(view.row, open) };
  },
  requests: (open) => {
    const view = first('requests', ({ rows }) => rows.some(({ left }) => left));
    return { ...view, rows: view.rows.map((row) => (row.left ? approved(row, open) : row)) };
  },
  ask: (open) => {
    const view = first('ask', ({ leaving }) => leaving !== undefined);
    return { ...view, leaving: (view.leaving ?? []).map((seat) => ({ ...seat, portal: open })) };
  },
  confirm: (open) => ({ ...first('confirm'), portal: open ? { url: null } : null }),
  plan: (open) => ({ ...first('plan'), portal: open }),
  list: null,
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

/** What a notice says of a step that is open when it is sent, or becomes when it is looked at again. */
const NOTICES: Partial<Record<NoticeKind, 'waits' | 'is left' | 'leads to the list' | 'becomes the list'>> = {
  'request-changed': 'is left',
  assigned: 'waits',
  'support-active': 'waits',
  'seat-ended': 'leads to the list',
  'given-back': 'leads to the list',
  'steps-open': 'becomes the list',
};

function noticeOf(kind: NoticeKind, open: boolean): ViewOf<'notice'> {
  const view = first('notice', ({ notice }) => notice.kind === kind);
  const facts = { ...view.notice.facts, portal: open ? 'todo' : 'done' };
  return { ...view, notice: { ...view.notice, facts }, request: view.request && approved(view.request, open) };
}

/** What a card says of something that is left to do, or to wait for, at Microsoft. */
function saidOpen(view: CardView, locale: Locale): string[] {
  const t = locale === 'fr' ? fr : en;
  const notices = locale === 'fr' ? noticesFr : noticesEn;
  const card = render(view, { ...optionsFor(locale), refreshFor: ['29:reader'] });
  const words = wordsOf(card);
  const ahead = [t.leaver.portal, t.confirm.portal, t.plan.portal];
  const left = [t.done.portal, t.done.portalAssign, t.assignments.portal, t.show.minePending];
  const waits = view.kind === 'notice' ? startOf(notices) : [];
  const says = (texts: string[]): boolean => texts.some((text) => words.includes(text));
  const ticks = actionsOf(card).some(({ verb, data }) => verb === 'portal' && data?.done === true);
  return [
    ...(says(waits) ? ['waits'] : []),
    ...(says([...ahead, ...left]) || ticks ? ['is left'] : []),
    ...(says([t.done.portalSteps]) ? ['leads to the list'] : []),
    ...(view.kind === 'notice' && JSON.stringify(card.refresh ?? '').includes('"command":"portal"')
      ? ['becomes the list']
      : []),
  ];
}
const saysOpen = (view: CardView, locale: Locale): boolean => saidOpen(view, locale).length > 0;

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

  test.each(NOTICE_KINDS)('the notice %s', (kind) => {
    const said = NOTICES[kind] ? [NOTICES[kind]] : [];
    expect(saidOpen(noticeOf(kind, true), locale)).toEqual(said);
    expect(saidOpen(noticeOf(kind, false), locale)).toEqual(kind === 'steps-open' ? said : []);
  });
});
