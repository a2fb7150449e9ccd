import type { Texts } from './texts';

type Child = Node | string | null | undefined | false;
type Props = Readonly<Record<string, string | number | boolean | null | undefined | ((event: Event) => void)>>;

/** An element with attributes, listeners (`onclick`) and children; an attribute that is null or false is left out. */
export function el<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  props: Props = {},
  ...children: Child[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(props)) {
    if (typeof value === 'function') element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, '');
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(key, String(value));
  }
  element.append(
    ...children.filter((child): child is Node | string => child !== null && child !== undefined && child !== false),
  );
  return element;
}

/** What leads from `within` down to its element with the focus; null where the focus is elsewhere. */
function focusedIn(within: Element): number[] | null {
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
 * Puts `next` where `parent`'s children are. A child that would look as before is left alone, so that a press or a
 * choice under way still arrives; where the one with the focus is replaced, what is in its place gets the focus.
 */
export function redraw(parent: Element, ...next: readonly Element[]): void {
  const focused = focusedIn(parent);
  const before = [...parent.children];
  next.forEach((child, at) => {
    const old = before[at];
    if (!old) parent.append(child);
    else if (!old.isEqualNode(child)) old.replaceWith(child);
  });
  for (const old of before.slice(next.length)) old.remove();
  const place = focused?.reduce<Element | undefined>((element, step) => element?.children[step], parent);
  if (place instanceof HTMLElement && place !== document.activeElement) place.focus();
}

const SHAPES = {
  bell: 'M10 2a5 5 0 0 0-5 5v3l-1.4 3A.7.7 0 0 0 4.2 14H8a2 2 0 0 0 4 0h3.8a.7.7 0 0 0 .6-1L15 10V7a5 5 0 0 0-5-5Z',
  chat: 'M10 2.5a7.5 7.5 0 0 0-6.6 11L2.6 17l3.5-.8A7.5 7.5 0 1 0 10 2.5Z',
  send: 'M3 3.2 17.5 10 3 16.8 4.9 10 3 3.2ZM5 10h6',
  attach: 'M6 10.5 10.8 5.7a2.6 2.6 0 0 1 3.7 3.7l-6 6a4 4 0 0 1-5.7-5.7l5.5-5.5',
  close: 'M4.5 4.5l11 11M15.5 4.5l-11 11',
  gift: 'M3 8h14v3H3V8Zm1 3h12v6H4v-6Zm6-3v9M10 8C8 8 5.5 7.5 5.5 5.5 5.5 3.2 9 3 10 8Zm0 0c2 0 4.5-.5 4.5-2.5C14.5 3.2 11 3 10 8Z',
  back: 'M12 4.5 6.5 10l5.5 5.5',
  down: 'M5 8l5 5 5-5',
} as const;

/** A line icon in the colour of the text round it. */
export function icon(name: keyof typeof SHAPES): SVGSVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 20 20');
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('class', 'icon');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', SHAPES[name]);
  svg.append(path);
  return svg;
}

/** How many are unread, for the eye and for a screen reader; null when none is. */
export function countBadge(count: number, texts: Texts): HTMLElement | null {
  if (count === 0) return null;
  const words = el('span', { class: 'for-readers' }, ` ${texts.unread(count)}`);
  return el('span', { class: 'badge' }, el('span', { 'aria-hidden': 'true' }, String(count)), words);
}

const initials = (name: string): string =>
  name
    .split(/[\s-]+/)
    .filter((word) => word !== '')
    .map((word) => word[0] ?? '')
    .filter((_, at, all) => at === 0 || at === all.length - 1)
    .join('')
    .toUpperCase();

/** A person's initials on a colour of their own. */
export function avatar(name: string, isBot = false): HTMLElement {
  const shade = [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 997, 7) % 6;
  const round = el('span', { class: isBot ? 'avatar bot' : `avatar shade${shade}`, 'aria-hidden': 'true' });
  round.append(isBot ? icon('gift') : initials(name));
  return round;
}
