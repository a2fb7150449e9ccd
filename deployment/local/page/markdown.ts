const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const safeUrl = (url: string): boolean => /^(https?:|mailto:)/i.test(url);

/** Inside one line: bold, italics, code, links, mentions; the text is escaped already. */
const inline = (text: string): string =>
  text
    .replace(/&#60;at&#62;(.+?)&#60;\/at&#62;/g, '<span class="mention">$1</span>')
    .replace(/`([^`]+)`/g, '<code>$1</code>')
    .replace(/\[([^\]]+)\]\(([^)\s]+)\)/g, (whole, title: string, url: string) =>
      safeUrl(url) ? `<a href="${url}" target="_blank" rel="noreferrer">${title}</a>` : whole,
    )
    .replace(/\*\*(.+?)\*\*/g, '<strong>$1</strong>')
    .replace(/(^|[\s(])[*_](\S(?:.*?\S)?)[*_](?=$|[\s).,;:!?])/g, '$1<em>$2</em>')
    .replace(/\\([\\`*_{}[\]()#+\-.!|~>])/g, '$1');

/**
 * The part of Markdown that Teams shows in messages and cards, as HTML; anything else, tags included, is plain text.
 */
export function markdown(text: string): string {
  const out: string[] = [];
  let list: 'ul' | 'ol' | null = null;
  const close = (): void => {
    if (list) out.push(`</${list}>`);
    list = null;
  };
  for (const line of text.replace(/<br\s*\/?>/gi, '\n').split(/\r?\n/)) {
    const item = /^\s*(?:[-*+]|(\d+)[.)])\s+(.*)$/.exec(line);
    if (item) {
      const kind = item[1] === undefined ? 'ul' : 'ol';
      if (list !== kind) {
        close();
        out.push(`<${kind}>`);
        list = kind;
      }
      out.push(`<li>${inline(escaped(item[2] ?? ''))}</li>`);
    } else {
      close();
      if (line.trim() !== '') out.push(`<p>${inline(escaped(line))}</p>`);
    }
  }
  close();
  return out.join('');
}
