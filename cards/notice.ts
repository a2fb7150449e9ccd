import { benefitInstructions } from '../benefits/benefit';
import { type Command, type Locale, ROLES } from '../benefits/command';
import { daysBetween, isDay } from '../benefits/time';
import type { Action, Card, Data, Element } from './elements';
import { ownKeyButton } from './key-offer';
import { type MailTexts, mailEn, noticesEn, type Said, type Told } from './notices.en';
import { mailFr, noticesFr } from './notices.fr';
import { card, link, personName, press, section, text, texts } from './parts';
import { seatBar } from './progress-bar';
import { requestButtons, requestCard, requestFacts } from './request';
import type { NoticeView, RenderOptions } from './views';
import { dayText, listText, NAME, nameOf, plain, plainLines } from './words';

const INSTRUCTED = new Set(['assigned', 'support-active', 'portal-done']);
/** Those with a request that can be answered from the card. */
const ASKS = new Set(['request-reminder', 'seat-came-back', 'given-back']);
const ABOUT_THE_SEAT = new Set(['assigned', 'support-pending', 'support-active', 'portal-done']);

/** The wording that card and mail share. */
export interface NoticeText extends Said {
  instructions: string;
  links: { label: string; url: string }[];
}

export const mailTexts = (options: RenderOptions): MailTexts => (options.locale === 'fr' ? mailFr : mailEn);

export function noticeText(view: NoticeView, options: RenderOptions): NoticeText {
  const { notice, benefit } = view;
  const { facts } = notice;
  const word = (name: string): string | null => {
    const fact = facts[name];
    if (fact === null || fact === undefined || fact === '') return null;
    return plain(String(fact), NAME);
  };
  const count = (name: string): number | null => {
    const fact = facts[name];
    return typeof fact === 'number' ? fact : typeof fact === 'string' && /^\d+$/.test(fact) ? Number(fact) : null;
  };
  const day = typeof facts.day === 'string' && isDay(facts.day) ? facts.day : null;
  const activating = facts.portal === 'todo' && notice.kind !== 'portal-done';
  const instructions =
    benefit && INSTRUCTED.has(notice.kind) ? plainLines(benefitInstructions(benefit, options.locale), 1500) : '';
  const portalUrl = typeof facts.portalUrl === 'string' ? facts.portalUrl : (benefit?.portalUrl ?? null);
  const labels = mailTexts(options);
  const seatPortal = ABOUT_THE_SEAT.has(notice.kind) ? portalUrl : null;
  const target = notice.kind === 'membership-ending' ? portalUrl : seatPortal;
  const links =
    target?.startsWith('https://') === true
      ? [{ label: notice.kind === 'membership-ending' ? labels.renew : labels.portal, url: target }]
      : [];
  if (view.tab) links.push({ label: labels.inTab, url: view.tab });
  const from = word('from') ?? (view.request ? personName(view.request.person) : null);
  const why = typeof facts.why === 'string' ? facts.why : null;
  const told: Told = {
    benefit: benefit ? nameOf(benefit, options.locale) : (word('benefit') ?? ''),
    by: word('by'),
    from,
    to:
      word('to') ??
      peopleIn(word, count('others'), options) ??
      (notice.kind === 'seat-came-back' ? (from ?? null) : null),
    day: day ? dayText(day, options) : null,
    inDays: day ? daysBetween(options.today, day) : null,
    alternate: word('alternate'),
    used: count('used'),
    quantity: count('quantity'),
    count: count('count'),
    activating,
    hasPortal: target?.startsWith('https://') === true,
    hasInstructions: instructions !== '',
    needsKey: benefit?.activation === 'keys',
    ownKey: facts.ownKey === 'yes',
    why: why ? (texts(options.locale).assignments.notReachedWhy[why] ?? null) : null,
    waits: why === 'no-smtp',
    several: word('person2') !== null,
    address: word('address'),
    role: roleText(facts.role, options.locale),
    made: facts.made === 'yes',
    turn: word('turn'),
  };
  const said = (options.locale === 'fr' ? noticesFr : noticesEn)[notice.kind](told);
  const steps = opensList(view) && notice.kind !== 'steps-open' ? [texts(options.locale).done.portalSteps] : [];
  const comment =
    typeof facts.comment === 'string' ? [texts(options.locale).request.quoted(plain(facts.comment, 300))] : [];
  const until = typeof facts.until === 'string' ? [texts(options.locale).untilDay(dayText(facts.until, options))] : [];
  return { ...said, lines: [...said.lines, ...until, ...comment, ...steps], instructions, links };
}

const roleText = (role: unknown, locale: Locale): string | null => {
  const known = ROLES.find((each) => each === role);
  return known ? texts(locale).role[known].toLowerCase() : null;
};

/** Who was not reached: up to three names, then a count. */
function peopleIn(word: (name: string) => string | null, others: number | null, options: RenderOptions): string | null {
  const names = [word('person'), word('person2'), word('person3')].filter((name) => name !== null);
  if (names.length === 0) return null;
  return listText([...names, ...(others ? [mailTexts(options).others(others)] : [])], options.locale);
}

function fewSeats({ notice }: NoticeView, options: RenderOptions): Element[] {
  const { used, quantity } = notice.facts;
  if (notice.kind !== 'few-seats' || typeof used !== 'number' || typeof quantity !== 'number') return [];
  return [seatBar(used, quantity, options.locale, 'card')];
}

export function noticeCard(view: NoticeView, options: RenderOptions): Card {
  const { request: row, version } = view;
  if (row && (view.notice.kind === 'request-new' || view.notice.kind === 'request-changed'))
    return requestCard({ kind: 'request', own: false, row, version }, options);
  const t = texts(options.locale);
  const said = noticeText(view, options);
  const asksForAnswer = ASKS.has(view.notice.kind);
  const body: Element[] = [
    text(said.subject, { size: 'Medium', weight: 'Bolder', heading: true }),
    // The request itself says when it was made.
    ...(view.notice.kind === 'request-reminder' && row ? [] : said.lines)
      .filter((line) => line !== `${said.subject}.`)
      .map((line) => text(line, { spacing: 'Small' })),
    ...(view.request && asksForAnswer ? requestFacts(view.request, options) : []),
    ...fewSeats(view, options),
    ...said.next.map((line) => text(line, { spacing: 'Small', isSubtle: true })),
    ...(said.instructions
      ? [section(mailTexts(options).instructions), text(said.instructions, { spacing: 'Small' })]
      : []),
  ];
  const actions: Action[] = [
    ...(view.request && asksForAnswer ? requestButtons(view.request, view.version, options) : []),
    // One action each: a card that can be answered needs no way to the tab, the mail does.
    ...said.links
      .filter(({ url }) => url !== view.tab || !(asksForAnswer || view.notice.kind === 'steps-open'))
      .flatMap((one) => link(one.label, one.url)),
    ...(view.notice.facts.ownKey === 'yes' && view.benefit
      ? [ownKeyButton(view.keysIn, { benefit: view.benefit.id, version: view.version }, options)]
      : []),
    ...(typeof view.notice.facts.change === 'string' && view.notice.kind !== 'outcome'
      ? [press(t.done.undoButton, 'undo', { change: view.notice.facts.change, version: view.version })]
      : []),
    ...(view.notice.kind.startsWith('review-') && view.benefit
      ? [
          press(
            t.review.keep,
            'review',
            { benefit: view.benefit.id, keep: true, version: view.version },
            { style: 'positive' },
          ),
          press(t.assignments.giveBack, 'unassign', { benefit: view.benefit.id, user: 'me', version: view.version }),
        ]
      : []),
    ...(opensList(view)
      ? [
          press(
            t.command.portal.button,
            'portal',
            { benefit: view.notice.benefitId, version: view.version },
            { style: 'positive' },
          ),
        ]
      : []),
    ...(view.notice.kind === 'seat-ending' && view.notice.facts.from === undefined && view.benefit
      ? [press(t.show.request, 'assign', { benefit: view.benefit.id, user: 'me', version: view.version })]
      : []),
    ...(view.notice.kind === 'link-asked'
      ? [press(t.confirmLink, 'link', { user: view.notice.facts.email, version: view.version })]
      : []),
    ...(view.notice.kind === 'address-differs'
      ? [
          press(t.takeOver, 'update-user', {
            user: view.notice.facts.email,
            email: view.notice.facts.address,
            confirm: true,
            version: view.version,
          }),
        ]
      : []),
    ...(view.notice.kind === 'stranger-wrote'
      ? [
          press(t.addStranger, 'add-user', {
            ...(view.notice.facts.from && { name: view.notice.facts.from }),
            ...(view.notice.facts.address && { email: view.notice.facts.address }),
            version: view.version,
          }),
        ]
      : []),
    ...(view.notice.kind === 'few-seats' && view.benefit
      ? [press(t.command.assignments.button, 'assignments', { benefit: view.benefit.id, version: view.version })]
      : []),
  ];
  return card(
    options,
    [said.subject, ...said.lines].map((each) => (/[.!?…]$/.test(each) ? each : `${each}.`)).join(' '),
    body,
    { actions, ...follows(view) },
  );
}

/** A reminder becomes what there is to do when it comes into sight. */
function follows({ notice, request, version }: NoticeView): { refresh?: Data & { command: Command } } {
  if (notice.kind === 'steps-open') return { refresh: { command: 'portal', version } };
  const isReminder = request && notice.kind === 'request-reminder';
  return isReminder ? { refresh: { command: 'requests', request: request.id, version } } : {};
}

/** Changes made without an admin, whose step at Microsoft the reader doesn't know of yet. */
const LEAVES_STEP = new Set(['seat-ended', 'given-back']);
const opensList = ({ notice }: NoticeView): boolean =>
  notice.kind === 'steps-open' || (LEAVES_STEP.has(notice.kind) && notice.facts.portal === 'todo');
