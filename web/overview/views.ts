import { h } from '../parts/dom';
import type { Place, View, ViewName } from './tab';

export interface Choice {
  name: ViewName;
  label: string;
  open(place: Place): View;
}

export interface Views extends View {
  go(name: ViewName, place: Place): void;
}

/**
 * A row of tabs over a panel (WAI-ARIA's pattern: arrows move, only the selected tab is in the tab order). `refresh`
 * reloads the shown view.
 */
export function views(label: string, all: readonly Choice[], shows: (name: ViewName, place: Place) => void): Views {
  const panel = h('div', { role: 'tabpanel', id: 'view', tabindex: -1 });
  let shown: View | null = null;
  const tabs = all.map((choice) =>
    h(
      'button',
      { type: 'button', role: 'tab', id: `tab-${choice.name}`, 'aria-controls': 'view', class: 'tab' },
      choice.label,
    ),
  );
  const choose = (index: number, place: Place): void => {
    const choice = all[index];
    if (!choice) return;
    for (const [at, one] of tabs.entries()) {
      one.setAttribute('aria-selected', String(at === index));
      one.tabIndex = at === index ? 0 : -1;
    }
    panel.setAttribute('aria-labelledby', `tab-${choice.name}`);
    shown = choice.open(place);
    panel.replaceChildren(shown.element);
    shown.focus?.();
    tabs[index]?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    shows(choice.name, place);
  };
  for (const [index, one] of tabs.entries()) {
    one.addEventListener('click', () => choose(index, {}));
    one.addEventListener('keydown', (event) => {
      const to = { ArrowRight: index + 1, ArrowLeft: index - 1 + tabs.length, Home: 0, End: tabs.length - 1 }[
        event.key
      ];
      if (to === undefined) return;
      event.preventDefault();
      choose(to % tabs.length, {});
      tabs[to % tabs.length]?.focus();
    });
  }
  const element = h('div', {}, h('div', { role: 'tablist', class: 'tabs', 'aria-label': label }, ...tabs), panel);
  return {
    element,
    refresh: () => shown?.refresh(),
    go(name, place) {
      choose(
        Math.max(
          0,
          all.findIndex((choice) => choice.name === name),
        ),
        place,
      );
    },
  };
}
