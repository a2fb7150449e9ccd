type Child = Node | string | null | false;
type Value = string | number | boolean | null | ((event: Event) => void);

/**
 * Builds an element. Text becomes text nodes, so nothing that comes from the server is ever parsed as HTML.
 * `onclick` and the like take functions; null and false leave an attribute out.
 */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, Value>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name.replace(/^on/, ''), value);
    else if (value !== null && value !== false) element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...present(children));
  return element;
}

export const present = (children: readonly Child[]): (Node | string)[] =>
  children.filter((child): child is Node | string => child !== null && child !== false);

/** Paths on a 20 × 20 grid, drawn for this product. */
const ICONS = {
  copy: 'M7 3h7a2 2 0 0 1 2 2v9M5 6h7a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1Z',
  check: 'm4 10.5 4 4 8-9',
  hide: 'M3 3l14 14M8.2 8.3a2.5 2.5 0 0 0 3.5 3.5M6 5.6C4.2 6.7 3 8.4 2.4 10c1 2.9 3.9 5.5 7.6 5.5 1.5 0 2.8-.4 4-1M9 4.6c4-.5 7.4 2.1 8.6 5.4-.3.8-.7 1.5-1.2 2.2',
  key: 'M13 3a4 4 0 1 1 0 8 4 4 0 0 1 0-8ZM10.2 9.8 3.5 16.5m2-2 2 2M8 12l1.8 1.8',
  download: 'M10 3v9m-4-4 4 4.2L14 8M4 16.5h12',
  open: 'M8 4H5a1 1 0 0 0-1 1v10a1 1 0 0 0 1 1h10a1 1 0 0 0 1-1v-3M11.5 3.5h5v5M16 4l-7 7',
  warning: 'M10 3 2.5 16.5h15L10 3ZM10 8v4M10 14.3v.2',
  close: 'm5 5 10 10M15 5 5 15',
  search: 'M9 3.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11Zm4 9.5 4 4',
  refresh: 'M15.5 6.5A6.5 6.5 0 1 0 16.5 11M16 3v4h-4',
  info: 'M10 3a7 7 0 1 1 0 14 7 7 0 0 1 0-14Zm0 6v5M10 6.5v.2',
} as const;
export type Icon = keyof typeof ICONS;

/** A line icon in the text's colour, hidden from screen readers: the text beside it says the same. */
export function icon(name: Icon): SVGSVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 20 20');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('focusable', 'false');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', ICONS[name]);
  svg.append(path);
  return svg;
}

/** The address if it is https or of this very server, else null: other schemes never become links. */
export function safeAddress(address: string | null): string | null {
  if (address === null) return null;
  try {
    const { protocol, origin } = new URL(address);
    return protocol === 'https:' || origin === location.origin ? address : null;
  } catch {
    return null;
  }
}

/** A link out of Teams; plain text where the address is of another kind. */
export function link(text: string, address: string | null, ...before: readonly Child[]): HTMLElement {
  const href = safeAddress(address);
  if (href === null) return h('span', {}, text);
  return h('a', { href, target: '_blank', rel: 'noopener noreferrer' }, ...before, text);
}

let region: HTMLElement | null = null;

/** Says a line to screen readers without moving the focus. The same line twice is said twice. */
export function announce(text: string): void {
  if (!region) {
    region = h('div', { class: 'unseen', role: 'status', 'aria-live': 'polite' });
    document.body.append(region);
  }
  region.replaceChildren(h('span', {}, text));
}
