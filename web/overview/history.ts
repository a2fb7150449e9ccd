import type { HistoryAnswer, HistoryCall } from '../../bot/api/types';
import { h } from '../parts/dom';
import { dayText, timeText } from '../parts/words';
import { problemBox, spinner, type Tab, type View } from './tab';
import type { OverviewText } from './text';

const PAGE = 50;

function actorName(actor: string, { actors }: OverviewText): string {
  if (actor === 'system' || actor === 'cli') return actors[actor];
  return actor.startsWith('unknown:') ? actors.unknown : actor;
}

function whatText({ benefit, from, to }: HistoryAnswer['rows'][number], withBenefit: boolean): string {
  const people = [from, to].filter(Boolean).join(' → ');
  return [withBenefit && benefit, people].filter(Boolean).join(from ? ' · ' : ' → ');
}

/** Who did what and when, newest first, by day; of one benefit or of all. */
export function historyView(tab: Tab, benefit?: string): View {
  const { text, locale } = tab;
  const list = h('div', { class: 'days' });
  const foot = h('div', { class: 'foot' });
  const root = benefit
    ? h('div', {}, list, foot)
    : h('section', { class: 'panel' }, h('h2', { class: 'unseen' }, text.views.history), list, foot);
  let shown = 0;
  let day = '';
  let rows: HTMLElement = h('ol', { class: 'rows' });

  const add = (row: HistoryAnswer['rows'][number]): HTMLElement => {
    const on = dayText(row.at, locale);
    if (on !== day) {
      day = on;
      rows = h('ol', { class: 'rows' });
      const today = dayText(new Date().toISOString(), locale) === on;
      list.append(h('h3', {}, today ? text.today : on), rows);
    }
    const line = h(
      'li',
      { class: 'entry', tabindex: -1 },
      h('time', { class: 'subtle', datetime: row.at }, timeText(row.at, locale)),
      h(
        'span',
        { class: 'row-words' },
        h(
          'span',
          {},
          h('strong', {}, actorName(row.actor, text)),
          ' ',
          h('span', { class: row.outcome === 'refused' ? 'was-refused' : '' }, row.text),
        ),
        h('span', { class: 'subtle' }, whatText(row, benefit === undefined)),
      ),
    );
    rows.append(line);
    return line;
  };

  async function load(): Promise<void> {
    foot.replaceChildren(spinner(text));
    try {
      const call: HistoryCall = { skip: shown, limit: PAGE, ...(benefit && { benefit }) };
      const answer = await tab.post<HistoryAnswer>('history', call);
      const lines = answer.rows.map(add);
      if (shown > 0) lines[0]?.focus();
      shown += answer.rows.length;
      foot.replaceChildren();
      if (shown === 0) foot.append(h('p', { class: 'subtle' }, text.noHistory));
      if (answer.more) foot.append(h('button', { type: 'button', onclick: () => void load() }, text.more));
    } catch (problem) {
      foot.replaceChildren(problemBox(problem, text, () => void load()));
    }
  }
  const refresh = (): void => {
    shown = 0;
    day = '';
    list.replaceChildren();
    void load();
  };
  refresh();
  return { element: root, refresh };
}
