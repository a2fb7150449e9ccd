import { h } from '../../../web/parts/dom';
import { icon } from '../../../web/parts/icons';
import type { Texts } from './texts';

/** The child indices that lead from `within` to the focused element; null if the focus is elsewhere. */
function focusPath(within: Element): number[] | null {
  const steps: number[] = [];
  let at = document.activeElement;
  while (at && at !== within) {
    const parent: Element | null = at.parentElement;
    steps.unshift(parent ? [...parent.children].indexOf(at) : 0);
    at = parent;
  }
  return at ? steps : null;
}

/**
 * Replaces the children of `parent` by `next`. Unchanged children stay, so that a press under way still arrives; if the
 * focused element is replaced, the element in its place gets the focus.
 */
export function redraw(parent: Element, ...next: readonly Element[]): void {
  const path = focusPath(parent);
  const before = [...parent.children];
  next.forEach((child, at) => {
    const old = before[at];
    if (!old) parent.append(child);
    else if (!old.isEqualNode(child)) old.replaceWith(child);
  });
  for (const old of before.slice(next.length)) old.remove();
  const place = path?.reduce<Element | undefined>((element, step) => element?.children[step], parent);
  if (place instanceof HTMLElement && place !== document.activeElement) place.focus();
}

/** A count of unread messages, also for screen readers; null for none. */
export const countBadge = (count: number, texts: Texts): HTMLElement | null =>
  count === 0
    ? null
    : h(
        'span',
        { class: 'badge' },
        h('span', { 'aria-hidden': 'true' }, String(count)),
        h('span', { class: 'unseen' }, ` ${texts.unread(count)}`),
      );

const initials = (name: string): string =>
  name
    .split(/[\s-]+/)
    .filter((word) => word !== '')
    .map((word) => word[0] ?? '')
    .filter((_, at, all) => at === 0 || at === all.length - 1)
    .join('')
    .toUpperCase();

/** A person's initials on a colour of their own, or the bot's icon. */
export function avatar(name: string, isBot = false): HTMLElement {
  const shade = [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 997, 7) % 6;
  const attributes = { class: isBot ? 'avatar bot' : `avatar shade${shade}`, 'aria-hidden': 'true' };
  return h('span', attributes, isBot ? icon('gift') : initials(name));
}
