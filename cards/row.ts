import type { Action, Column, Element } from './elements';
import { column, columns, text, texts } from './parts';
import type { Dress } from './views';

/**
 * A row of a list with what can be done about it: the buttons stay folded away until asked for, so that ten rows fit on
 * one screen. Without actions it is the row alone. `n` makes the ids differ.
 */
export function manageable(n: number, cells: Column[], actions: Action[], about: string, dress: Dress): Element[] {
  const line = { spacing: 'Small' as const, separator: n > 0 };
  if (actions.length === 0) return [columns(cells, line)];
  const id = `more-${n}`;
  const dots = column('auto', [text('•••', { color: 'Accent', size: 'Small' })], {
    verticalContentAlignment: 'Center',
    selectAction: {
      type: 'Action.ToggleVisibility',
      title: texts(dress.locale).actionsFor(about),
      targetElements: [id],
    },
  });
  return [
    columns([...cells, dots], line),
    { type: 'Container', id, isVisible: false, spacing: 'Small', items: [{ type: 'ActionSet', actions }] },
  ];
}
