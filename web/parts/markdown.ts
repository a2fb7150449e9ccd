import { h, safeAddress } from './dom';

/** An escaped sign; a link; bold; italics; code; a mention. What Teams understands in cards and messages. */
const MARKS =
  /\\([\\`*_{}[\]()#+\-.!|~<>&])|\[([^\]]+)\]\(([^)\s]+)\)|\*\*(.+?)\*\*|(?<![\w*_])[*_](\S(?:.*?\S)?)[*_](?![\w*_])|`([^`]+)`|<at>([^<]+)<\/at>/gu;

function inline<Element extends HTMLElement>(text: string, into: Element): Element {
  let from = 0;
  for (const found of text.matchAll(MARKS)) {
    into.append(text.slice(from, found.index));
    from = found.index + found[0].length;
    const [whole, escaped, title, address, bold, italics, code, mention] = found;
    if (escaped !== undefined) into.append(escaped);
    else if (title !== undefined && address !== undefined) {
      const href = safeAddress(address);
      into.append(href === null ? whole : h('a', { href, target: '_blank', rel: 'noopener noreferrer' }, title));
    } else if (bold !== undefined) into.append(inline(bold, h('strong')));
    else if (italics !== undefined) into.append(inline(italics, h('em')));
    else if (code !== undefined) into.append(h('code', {}, code));
    else if (mention !== undefined) into.append(h('span', { class: 'mention' }, mention));
  }
  into.append(text.slice(from));
  return into;
}

/** The part of Markdown that Teams shows, as HTML. Built from text nodes and serialised: tags in the text stay text. */
export function markdown(text: string): string {
  const out = h('div');
  let list = null as HTMLElement | null;
  for (const line of text.replace(/<br\s*\/?>/gi, '\n').split(/\r?\n/)) {
    const item = /^\s*(?:[-*]|(\d+)[.)])\s+(.+)$/.exec(line);
    if (item) {
      const tag: 'ul' | 'ol' = item[1] === undefined ? 'ul' : 'ol';
      if (list?.localName !== tag) {
        list = h(tag);
        out.append(list);
      }
      list.append(inline(item[2] ?? '', h('li')));
      continue;
    }
    list = null;
    if (line.trim() !== '') out.append(inline(line, h('p')));
  }
  return out.innerHTML;
}
