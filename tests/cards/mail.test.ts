import { NOTICE_KINDS } from '../../benefits/notice';
import { type Mail, mail, type NoticeView } from '../../cards';
import { noticesEn } from '../../cards/notices.en';
import { noticesFr } from '../../cards/notices.fr';
import { dayText } from '../../cards/words';
import { bare, FLAVOURS, samples, TODAY } from './samples';

const LOCALES = ['en', 'fr'] as const;
const notices = FLAVOURS.flatMap((flavour) =>
  Object.entries(samples(flavour)).flatMap(([name, view]) =>
    view.kind === 'notice' ? LOCALES.map((locale) => ({ what: `${name}, ${locale}, ${flavour}`, view, locale })) : [],
  ),
);
const mailOf = (view: NoticeView, locale: 'en' | 'fr'): Mail => mail(view, { locale, today: TODAY, refreshFor: [] });

const all = notices.map(({ what, view, locale }) => ({ what, view, locale, ...mailOf(view, locale) }));

/** What mail clients are known to take, or at least to leave in peace (caniemail.com): anything else is a mistake. */
const TAGS = new Set(['html', 'head', 'meta', 'title', 'style', 'body', 'table', 'tr', 'td', 'a', 'br']);
const ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  html: ['lang'],
  meta: ['charset', 'name', 'content'],
  body: ['class', 'style'],
  table: ['class', 'role', 'width', 'cellpadding', 'cellspacing', 'border', 'bgcolor', 'style'],
  td: ['class', 'align', 'bgcolor', 'style'],
  a: ['href', 'style'],
};
const STYLES = new Set([
  'margin',
  'padding',
  'padding-top',
  'background-color',
  'width',
  'max-width',
  'color',
  'font-family',
  'font-size',
  'font-weight',
  'line-height',
  'border-top',
  'border-radius',
  'text-decoration',
]);

/** What a mail client would stumble over, a line each. */
function lint(html: string): string[] {
  const wrong: string[] = [];
  const open: string[] = [];
  if (!html.startsWith('<!DOCTYPE html>')) wrong.push('no doctype');
  for (const [, closing, tag = '', rest = ''] of html
    .replace('<!DOCTYPE html>', '')
    .matchAll(/<(\/?)([a-z0-9]+)((?:\s[^<>]*)?)>/gi)) {
    if (!TAGS.has(tag)) wrong.push(`<${tag}>`);
    if (closing) {
      const last = open.pop();
      if (last !== tag) wrong.push(`</${tag}> closes <${last ?? 'nothing'}>`);
    } else if (tag !== 'meta' && tag !== 'br') open.push(tag);
    for (const [, name = '', value = ''] of rest.matchAll(/([a-z-]+)="([^"]*)"/gi)) {
      if (!ATTRIBUTES[tag]?.includes(name)) wrong.push(`${tag} ${name}`);
      if (name === 'href' && !value.startsWith('https://')) wrong.push(`link to ${value}`);
      if (name !== 'style') continue;
      for (const rule of value.split(';').filter(Boolean)) {
        const [property = '', setting = ''] = rule.split(':');
        if (!STYLES.has(property)) wrong.push(`style ${property}`);
        if (/url\(|var\(|calc\(|rem\b|\d(?:em|vw|vh)\b|!important/.test(setting)) wrong.push(`style ${rule}`);
      }
    }
  }
  if (open.length > 0) wrong.push(`left open: ${open.join(', ')}`);
  const texts = html.replace(/<[^<>]*>/g, '');
  if (/[<>]/.test(texts)) wrong.push('an angle that is no tag');
  if (/&(?!amp;|lt;|gt;|quot;|#39;)/.test(html)) wrong.push('an ampersand that is none');
  if (Buffer.byteLength(html) > 100_000) wrong.push('cut off by Gmail: over 100 KB');
  for (const line of html.split('\n')) if (Buffer.byteLength(line) > 20_000) wrong.push('a very long line');
  return [...new Set(wrong)];
}

test('every notice makes a mail, in both languages, with every wording', () => {
  expect(new Set(notices.map(({ view }) => view.notice.kind)).size).toBe(NOTICE_KINDS.length);
  for (const { what, subject, text, html } of all) {
    expect({ what, subject: subject.trim() === subject && subject.length > 0 && subject.length <= 170 }).toEqual({
      what,
      subject: true,
    });
    expect(subject).not.toMatch(/[\r\n]/);
    expect(text.length).toBeGreaterThan(40);
    expect(html).toContain('</html>');
    expect(`${what} ${subject} ${text}`).not.toMatch(/undefined|\bnull\b|NaN/);
  }
});

test('mail clients find nothing to stumble over', () => {
  expect(all.flatMap(({ what, html }) => lint(html).map((wrong) => `${what}: ${wrong}`))).toEqual([]);
});

test('a mail leads to one place at most', () => {
  expect(all.filter(({ html }) => (html.match(/<a /g)?.length ?? 0) > 1).map(({ what }) => what)).toEqual([]);
});

test('the linter finds what is wrong', () => {
  expect(lint('<!DOCTYPE html><p>a & b')).toEqual(
    expect.arrayContaining(['<p>', 'left open: p', 'an ampersand that is none']),
  );
  expect(lint('<!DOCTYPE html><td style="display:flex"><a href="javascript:1">x</a></td>')).toEqual([
    'style display',
    'link to javascript:1',
  ]);
});

test('nothing is fetched from anywhere, and names stay text', () => {
  for (const { html } of all) {
    expect(html).not.toMatch(/<img|src=|url\(|@import|<link|<script/);
    expect(html).not.toContain('<b>');
  }
  const hostile = all.find(({ what }) => what === 'notice-assigned, en, hostile');
  expect(hostile?.html).toContain('&lt;b&gt;&amp;&quot;&#39;&lt;/b&gt;');
});

test('text and HTML say the same', () => {
  for (const { text, html } of all) {
    const read = html
      .replace(/^[\s\S]*<body/, '<body')
      .replace(/<[^<>]*>/g, '\n')
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&quot;/g, '"')
      .replace(/&#39;/g, "'")
      .replace(/&amp;/g, '&');
    for (const line of text.split('\n').filter((one) => one !== '' && one !== '-- ')) {
      const words = line.replace(/[\u00a0 ]?: https:\S+$/, '');
      expect(read).toContain(words);
    }
  }
});

test('a support notice says that it goes to both addresses, and how days are counted', () => {
  const pending = all.filter(({ view }) => view.notice.kind === 'support-pending');
  for (const { text, view, locale } of pending) {
    const words = locale === 'fr' ? noticesFr : noticesEn;
    const alternate = String(view.notice.facts.alternate);
    const day = dayText(String(view.notice.facts.day), { locale });
    const { lines } = words['support-pending']({ ...bare, benefit: '', alternate, day });
    expect(lines).toHaveLength(2);
    for (const line of lines) expect(text).toContain(line);
  }
});

test('a mail links to the portal from the assignment on, also while Microsoft activates it, and not when the seat is gone', () => {
  const of = (name: string): string => all.find(({ what }) => what === `${name}, en, usual`)?.html ?? '';
  expect(of('notice-assigned')).toContain('href="https://my.example/portal"');
  expect(of('notice-assigned-pending')).toContain('href="https://my.example/portal"');
  expect(of('notice-taken-back')).not.toContain('href=');
});
