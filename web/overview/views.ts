import { h } from '../parts/dom';
import type { View } from './tab';

export interface Choice {
  name: string;
  label: string;
  open(): View;
}

/**
 * A row of tabs over a panel (the pattern of WAI-ARIA: arrows move, the shown tab is the one in the Tab order).
 * `refresh` asks the shown view to look again.
 */
export function views(label: string, all: readonly Choice[]): View {
  const panel = h('div', { role: 'tabpanel', id: 'view', tabindex: -1 });
  let shown: View | null = null;
  const tabs = all.map((choice) =>
    h(
      'button',
      { type: 'button', role: 'tab', id: `tab-${choice.name}`, 'aria-controls': 'view', class: 'tab' },
      choice.label,
    ),
  );
  const choose = (index: number, focus: boolean): void => {
    const choice = all[index];
    if (!choice) return;
    for (const [at, one] of tabs.entries()) {
      one.setAttribute('aria-selected', String(at === index));
      one.tabIndex = at === index ? 0 : -1;
    }
    panel.setAttribute('aria-labelledby', `tab-${choice.name}`);
    shown = choice.open();
    panel.replaceChildren(shown.element);
    if (focus) tabs[index]?.focus();
    tabs[index]?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  };
  for (const [index, one] of tabs.entries()) {
    one.addEventListener('click', () => choose(index, false));
    one.addEventListener('keydown', (event) => {
      const to = { ArrowRight: index + 1, ArrowLeft: index - 1 + tabs.length, Home: 0, End: tabs.length - 1 }[
        event.key
      ];
      if (to === undefined) return;
      event.preventDefault();
      choose(to % tabs.length, true);
    });
  }
  choose(0, false);
  const element = h('div', {}, h('div', { role: 'tablist', class: 'tabs', 'aria-label': label }, ...tabs), panel);
  return { element, refresh: () => shown?.refresh() };
}
