import { JOIN_URL } from '../benefits/membership';
import { daysBetween } from '../benefits/time';
import type { Action, Card, Color, Element } from './elements';
import { card, column, columns, fact, link, note, press, section, text, texts, title } from './parts';
import { termBar } from './progress-bar';
import type { MembershipView, RenderOptions } from './views';
import { dayText, nameOf, plain } from './words';

const COLORS: Record<MembershipView['standing'], Color> = {
  none: 'Default',
  pending: 'Warning',
  active: 'Good',
  grace: 'Warning',
  ended: 'Attention',
};

export function membershipCard(view: MembershipView, options: RenderOptions): Card {
  const t = texts(options.locale);
  const { membership } = view;
  if (!membership) {
    const body = [
      title(t.membership.title),
      text(t.membership.none, { spacing: 'Small' }),
      text(view.mayImport ? t.membership.noneAdmin : t.membership.noneOther, { spacing: 'Small' }),
    ];
    const actions = [
      ...(view.mayImport
        ? [press(t.command.import.button, 'import', { version: view.version }, { style: 'positive' })]
        : []),
      ...link(t.membership.join, JOIN_URL),
    ];
    return card(options, t.membership.none, body, { actions });
  }
  const left = view.daysLeft;
  const whole = daysBetween(membership.startsOn, membership.expiresOn);
  const near = left !== null && left <= 60;
  const body: Element[] = [
    title(plain(membership.company, 80)),
    note(plain(membership.program, 80), { spacing: 'None' }),
    text(t.standing[view.standing], { weight: 'Bolder', color: COLORS[view.standing] }),
    ...(left === null || view.standing === 'pending'
      ? []
      : [text(t.membership.daysLeft(left), { spacing: 'None', ...(near && { color: 'Warning' as const }) })]),
    ...(left === null || view.standing === 'pending'
      ? []
      : [termBar(whole - left, whole, t.membership.bar(Math.max(0, left)), near)]),
    fact(
      t.membership.period,
      t.show.period(dayText(membership.startsOn, options), dayText(membership.expiresOn, options)),
    ),
    ...(view.benefitsUntil && view.benefitsUntil !== membership.expiresOn
      ? [fact(t.membership.benefitsUntil, dayText(view.benefitsUntil, options))]
      : []),
    fact(t.membership.partnerId, plain(membership.partnerId, 60)),
    fact(t.membership.account, plain(membership.accountEmail, 120)),
    ...ending(view, options),
    ...(view.mailWaits ? [note(t.done.mailWaits, { color: 'Warning' })] : []),
  ];
  const links: Action[] =
    view.standing === 'pending' || view.standing === 'none'
      ? link(t.membership.join, membership.joinUrl)
      : link(t.membership.renew, membership.renewUrl);
  return card(options, `${plain(membership.company, 80)}: ${t.standing[view.standing]}`, body, {
    actions: links,
    refresh: { command: 'membership', version: view.version },
  });
}

function ending(view: MembershipView, options: RenderOptions): Element[] {
  const t = texts(options.locale);
  if (view.ending.length === 0) return [];
  const shown = view.ending.slice(0, 6);
  return [
    section(t.membership.ending),
    ...shown.map(({ benefit, on, used }) =>
      columns(
        [
          column('stretch', [
            text(nameOf(benefit, options.locale)),
            ...(used === null ? [] : [note(t.membership.endingNote(used), { spacing: 'None' })]),
          ]),
          column('auto', [text(dayText(on, options), { size: 'Small' })]),
        ],
        { spacing: 'Small' },
      ),
    ),
    ...(view.ending.length > shown.length ? [note(t.more(view.ending.length - shown.length))] : []),
  ];
}
