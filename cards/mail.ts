import { mailTexts, noticeText } from './notice';
import type { NoticeView, RenderOptions } from './views';
import { plain } from './words';

export interface Mail {
  subject: string;
  text: string;
  html: string;
}

/** Answered with a button in Teams. */
const ASKS: ReadonlySet<string> = new Set([
  'request-new',
  'seat-came-back',
  'link-asked',
  'address-differs',
  'stranger-wrote',
  'review-asked',
  'review-reminder',
]);

const escaped = (said: string): string =>
  said
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;');

const FONT = "font-family:'Segoe UI',Arial,Helvetica,sans-serif;";

const line = (said: string, style = '', kind: 'text' | 'quiet' = 'text'): string =>
  `<tr><td class="${kind}" style="${FONT}font-size:15px;line-height:22px;color:#242424;padding:0 0 12px 0;${style}">${escaped(said).replace(/\n/g, '<br>')}</td></tr>`;

/** For clients that know `prefers-color-scheme`; the others show or invert the light colours. */
const DARK = `@media (prefers-color-scheme: dark) {
.page { background-color: #141414 !important; }
.box { background-color: #292929 !important; }
.text { color: #ffffff !important; }
.quiet { color: #adadad !important; border-color: #525252 !important; }
}`;

/** Text and HTML say the same. The HTML is one table with inline styles and loads nothing. */
export function mail(view: NoticeView, options: RenderOptions): Mail {
  const t = mailTexts(options);
  const said = noticeText(view, options);
  const next = ASKS.has(view.notice.kind) && view.tab === null ? [...said.next, t.answer] : said.next;
  const links = said.links.map((one) => (one.url === view.tab ? { ...one, label: t.inTeams } : one));
  const hello = t.hello(plain(view.person.name, 80));
  const company = view.company === null ? null : plain(view.company, 80);
  const text = [
    said.subject,
    hello,
    ...said.lines,
    ...next,
    ...(said.instructions ? [`${t.instructions}\n${said.instructions}`] : []),
    ...links.map((one) => `${one.label}: ${one.url}`.replace(': ', options.locale === 'fr' ? '\u00a0: ' : ': ')),
    `-- \n${t.footer(company)}`,
  ].join('\n\n');
  const rows = [
    line(said.subject, 'font-size:20px;line-height:28px;font-weight:600;'),
    line(hello),
    ...said.lines.map((one) => line(one)),
    ...next.map((one) => line(one)),
    ...(said.instructions ? [line(t.instructions, 'font-weight:600;padding-top:8px;'), line(said.instructions)] : []),
    ...links.map(button),
    line(
      t.footer(company),
      'font-size:12px;line-height:18px;color:#616161;border-top:1px solid #d1d1d1;padding-top:12px;',
      'quiet',
    ),
  ].join('\n');
  return { subject: plain(said.subject, 150), text: `${text}\n`, html: page(said.subject, rows, options.locale) };
}

const button = ({ label, url }: { label: string; url: string }): string =>
  `<tr><td style="padding:4px 0 20px 0;"><table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr><td bgcolor="#5b5fc7" style="background-color:#5b5fc7;border-radius:4px;padding:10px 18px;"><a href="${escaped(url)}" style="${FONT}font-size:15px;font-weight:600;color:#ffffff;text-decoration:none;">${escaped(label)}</a></td></tr></table></td></tr>`;

const page = (title: string, rows: string, lang: string): string => `<!DOCTYPE html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escaped(title)}</title>
<style>${DARK}</style>
</head>
<body class="page" style="margin:0;padding:0;background-color:#f5f5f5;">
<table class="page" role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" bgcolor="#f5f5f5">
<tr><td align="center" style="padding:24px 12px;">
<table class="box" role="presentation" width="560" cellpadding="0" cellspacing="0" border="0" bgcolor="#ffffff" style="width:100%;max-width:560px;background-color:#ffffff;">
<tr><td style="padding:24px;">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">
${rows}
</table>
</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`;
