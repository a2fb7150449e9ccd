type Child = Node | string | null | undefined | false;
type Value = string | number | boolean | null | undefined | ((event: Event) => void);

/**
 * Builds an element. Text becomes text nodes, so nothing from the server is ever parsed as HTML.
 * `onclick` and the like take functions; null, undefined and false leave an attribute or a child out.
 */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, Value>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name.replace(/^on/, ''), value);
    else if (value !== null && value !== undefined && value !== false)
      element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** The address if it is https or on this server, else null: other schemes never become links. */
export function safeAddress(address: string | null): string | null {
  if (address === null) return null;
  try {
    const { protocol, origin } = new URL(address);
    return protocol === 'https:' || origin === location.origin ? address : null;
  } catch {
    return null;
  }
}

/** A link that opens outside Teams; plain text if the address is not safe. */
export function link(text: string, address: string | null, ...before: readonly Child[]): HTMLElement {
  const href = safeAddress(address);
  if (href === null) return h('span', {}, text);
  return h('a', { href, target: '_blank', rel: 'noopener noreferrer' }, ...before, text);
}

let region: HTMLElement | null = null;

/** Tells screen readers a line without moving the focus; a repeated line is read again. */
export function announce(text: string): void {
  if (!region) {
    region = h('div', { class: 'unseen', role: 'status', 'aria-live': 'polite' });
    document.body.append(region);
  }
  region.replaceChildren(h('span', {}, text));
}
