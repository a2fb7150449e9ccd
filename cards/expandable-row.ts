import type { Action, Column, Element } from './elements';
import { column, columns, text, texts } from './parts';
import type { RenderOptions } from './views';

/**
 * A row of a list with what can be done about it: the buttons stay folded away until asked for, so that ten rows fit on
 * one screen. Null: nobody may do anything here, the row stands alone. `n` makes the ids differ.
 */
export function manageable(
  n: number,
  cells: Column[],
  actions: Action[] | null,
  about: string,
  options: RenderOptions,
): Element[] {
  const line = { spacing: 'Small' as const, separator: n > 0 };
  if (actions === null) return [columns(cells, line)];
  // A row without buttons keeps their place, so that the rows stay in line.
  if (actions.length === 0) return [columns([...cells, column('24px', [])], line)];
  const id = `more-${n}`;
  const dots = column('24px', [text('•••', { color: 'Accent', size: 'Small', align: 'Right' })], {
    verticalContentAlignment: 'Center',
    selectAction: {
      type: 'Action.ToggleVisibility',
      title: texts(options.locale).actionsFor(about),
      targetElements: [id],
    },
  });
  return [
    columns([...cells, dots], line),
    { type: 'Container', id, isVisible: false, spacing: 'Small', items: [{ type: 'ActionSet', actions }] },
  ];
}
