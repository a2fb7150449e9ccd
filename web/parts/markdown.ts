import { h, safeAddress } from './dom';

/** A backslash and its sign; a link; bold; italics. What Teams understands in a card's text. */
const MARKS =
  /\\([\\`*_{}[\]()#+\-.!|~<>&])|\[([^\]]+)\]\(([^)\s]+)\)|\*\*(.+?)\*\*|(?<![\w*_])[*_](\S(?:.*?\S)?)[*_](?![\w*_])/gu;

function inline(text: string, into: HTMLElement): void {
  let from = 0;
  for (const found of text.matchAll(MARKS)) {
    into.append(text.slice(from, found.index));
    from = found.index + found[0].length;
    const [whole, escaped, title, address, bold, italics] = found;
    if (escaped !== undefined) into.append(escaped);
    else if (title !== undefined && address !== undefined) {
      const href = safeAddress(address);
      if (href === null) into.append(whole);
      else into.append(h('a', { href, target: '_blank', rel: 'noopener noreferrer' }, title));
    } else if (bold !== undefined) {
      const strong = h('strong');
      inline(bold, strong);
      into.append(strong);
    } else if (italics !== undefined) {
      const em = h('em');
      inline(italics, em);
      into.append(em);
    }
  }
  into.append(text.slice(from));
}

/**
 * The part of Markdown that Teams shows in cards, as HTML. Built of text nodes and serialised: tags in the text stay text.
 */
export function markdown(text: string): string {
  const out = h('div');
  let list = null as HTMLElement | null;
  for (const line of text.split(/\r?\n/)) {
    const item = /^\s*(?:[-*]|(\d+)[.)])\s+(.+)$/.exec(line);
    if (item) {
      const tag = item[1] === undefined ? 'ul' : 'ol';
      if (list?.localName !== tag) {
        list = h(tag);
        out.append(list);
      }
      const li = h('li');
      inline(item[2] ?? '', li);
      list.append(li);
      continue;
    }
    list = null;
    if (line.trim() === '') continue;
    const paragraph = h('p');
    inline(line, paragraph);
    out.append(paragraph);
  }
  return out.innerHTML;
}
