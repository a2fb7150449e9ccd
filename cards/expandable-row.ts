import type { Column, Element } from './elements';
import { column, columns, container } from './parts';

/**
 * A row of a list that opens in place: `details` stay hidden until it is pressed. `name` is its accessible name and
 * contains all its text; `n` keeps the ids of a card's rows apart.
 */
export function expandableRow(
  n: number,
  cells: Column[],
  details: Element[],
  name: string,
  { separator = n > 0, open = false } = {},
): Element[] {
  const look = { spacing: 'Small' as const, separator };
  if (details.length === 0) return [columns(cells, look)];
  const chevron = (id: string, text: string): Element => ({ type: 'TextBlock', id, text, isSubtle: true });
  const ids = [`row-${n}`, `open-${n}`, `close-${n}`];
  return [
    columns(
      [
        ...cells,
        column(
          '16px',
          [
            { ...chevron(`open-${n}`, '▾'), ...(open && { isVisible: false }) },
            { ...chevron(`close-${n}`, '▴'), ...(!open && { isVisible: false }) },
          ],
          {
            verticalContentAlignment: 'Center',
          },
        ),
      ],
      { ...look, selectAction: { type: 'Action.ToggleVisibility', title: name, targetElements: ids } },
    ),
    container(details, { id: `row-${n}`, ...(!open && { isVisible: false }), spacing: 'Small' }),
  ];
}
