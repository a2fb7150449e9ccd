import { adminPage, benefitDescription, benefitInstructions } from '../benefits/benefit';
import { benefitButtons } from './benefit-actions';
import type { Card, Element } from './elements';
import { downloadRows } from './key-shown';
import { backToList, card, fact, link, note, personName, rich, run, section, text, texts, title } from './parts';
import { seatsFact, seatsText } from './progress-bar';
import { refusalText } from './refusal';
import type { RenderOptions, ShowView } from './views';
import { dayText, isNear, nameOf, plain, plainLines } from './words';

export function showCard(view: ShowView, options: RenderOptions): Card {
  const t = texts(options.locale);
  const { benefit, used } = view;
  const name = nameOf(benefit, options.locale);
  const description = plainLines(benefitDescription(benefit, options.locale), 400);
  const body: Element[] = [
    title(name),
    note([t.category[benefit.category], plain(benefit.package, 80)].filter(Boolean).join(' · '), { spacing: 'None' }),
    ...(description ? [text(description, { spacing: 'Small' })] : []),
    ...blocker(view, options),
    ...mine(view, options),
    ...(used === null
      ? view.blocker || view.mine
        ? []
        : [fact(t.show.seats, view.full ? t.full : t.available)]
      : [seatsFact(t.show.seats, used, benefit.quantity, options)]),
    fact(t.show.from, t.show.period(dayText(benefit.startsOn, options), dayText(benefit.expiresOn, options))),
    ...(benefit.activateBy
      ? [
          fact(t.show.redeemBy, [
            text(
              dayText(benefit.activateBy, options),
              isNear(benefit.activateBy, options.today) ? { color: 'Warning' } : {},
            ),
          ]),
        ]
      : []),
    ...keys(view, options),
    ...instructions(view, options),
    ...holders(view, options),
    ...link(t.show.inTab, view.tab).map((selectAction) =>
      rich([{ ...run(t.show.inTab, { size: 'Small', color: 'Accent' }), selectAction }], { spacing: 'Medium' }),
    ),
  ];
  const speak = used === null ? name : `${name}, ${seatsText(used, benefit.quantity, options.locale)}`;
  const back = backToList(benefit.id, view.version, options);
  const mayAssign = view.actions.some((action) => ['assign', 'reassign', 'unassign'].includes(action));
  const links = [...link(t.portalOpen, mayAssign ? adminPage(benefit) : benefit.portalUrl), back];
  const buttons = benefitButtons(benefit.id, view.actions, view.version, options);
  return card(options, speak, body, {
    actions: [...buttons.slice(0, 6 - links.length), ...links],
    refresh: { command: 'show', benefit: benefit.id, version: view.version },
  });
}

function blocker(view: ShowView, options: RenderOptions): Element[] {
  if (!view.blocker) return [];
  const name = (id: string): string => (id === view.benefit.id ? nameOf(view.benefit, options.locale) : id);
  return [text(refusalText(view.blocker, name, options), { color: 'Attention', spacing: 'Small' })];
}

function mine(view: ShowView, options: RenderOptions): Element[] {
  const t = texts(options.locale).show;
  if (!view.mine) return [];
  if (view.mine.state === 'pending') return [text(t.minePending, { color: 'Accent', spacing: 'Small' })];
  const since = view.mine.since ? dayText(view.mine.since, options) : null;
  return [text(t.mine(since), { color: 'Good', spacing: 'Small' })];
}

function keys(view: ShowView, options: RenderOptions): Element[] {
  const t = texts(options.locale).show;
  if (!view.keys) return [];
  return [fact(t.keys, view.keys.kind === 'multiple' ? t.keyMany : t.keySingle(view.keys.free, view.keys.total))];
}

/** For those who hold it, and for the admins where they have something to do at Microsoft. */
function instructions({ benefit, mine, holders: shown }: ShowView, options: RenderOptions): Element[] {
  const t = texts(options.locale).keys;
  if (!mine && !(shown && benefit.activation === 'redeem')) return [];
  const said = plainLines(benefitInstructions(benefit, options.locale), 1_500);
  return [
    ...(said ? [section(t.instructions), text(said, { spacing: 'Small' })] : []),
    ...downloadRows(benefit.downloads, options),
  ];
}

function holders(view: ShowView, options: RenderOptions): Element[] {
  const t = texts(options.locale);
  if (!view.holders || view.holders.length === 0) return [];
  const lines: Element[] = view.holders.slice(0, 5).map(({ person, seat }) => {
    const state = seat.state === 'pending' ? ` · ${t.state.pending}` : '';
    return text(`${personName(person)}${state}`, { spacing: 'None' });
  });
  const more = (view.used ?? 0) - lines.length;
  return [fact(t.show.holders, more > 0 ? [...lines, note(t.more(more), { spacing: 'None' })] : lines)];
}
