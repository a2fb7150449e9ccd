import { benefitDescription } from '../benefits/benefit';
import { dayOf } from '../benefits/time';
import type { Action, Card, Element } from './elements';
import { card, fact, link, note, personName, press, text, texts, title } from './parts';
import { seatBar } from './progress-bar';
import { refusalText } from './refusal';
import type { RenderOptions, ShowView } from './views';
import { dayText, nameOf, plain, plainLines } from './words';

/** One benefit: contents, seats, who has it, what can be done. */
export function showCard(view: ShowView, dress: RenderOptions): Card {
  const t = texts(dress.locale);
  const { benefit, used } = view;
  const name = nameOf(benefit, dress.locale);
  const description = plainLines(benefitDescription(benefit, dress.locale), 400);
  const body: Element[] = [
    title(name),
    note([t.category[benefit.category], plain(benefit.package, 80)].filter(Boolean).join(' · '), { spacing: 'None' }),
    ...(description ? [text(description, { spacing: 'Small' })] : []),
    ...blocker(view, dress),
    ...mine(view, dress),
    ...(used === null ? [] : seats(used, benefit.quantity, dress)),
    fact(t.show.from, t.show.period(dayText(benefit.startsOn, dress.locale), dayText(benefit.expiresOn, dress.locale))),
    ...keys(view, dress),
    ...holders(view, dress),
  ];
  const speak = used === null ? name : `${name}, ${t.left(Math.max(0, benefit.quantity - used), benefit.quantity)}`;
  return card(dress, speak, body, {
    actions: [...buttons(view, dress), ...link(t.portalOpen, benefit.portalUrl)].slice(0, 6),
    refresh: { command: 'show', benefit: benefit.id, version: view.version },
  });
}

function blocker(view: ShowView, dress: RenderOptions): Element[] {
  if (!view.blocker) return [];
  const name = (id: string): string => (id === view.benefit.id ? nameOf(view.benefit, dress.locale) : id);
  return [text(refusalText(view.blocker, name, dress.locale), { color: 'Attention', spacing: 'Small' })];
}

function mine(view: ShowView, dress: RenderOptions): Element[] {
  const t = texts(dress.locale).show;
  if (!view.mine) return [];
  if (view.mine.state === 'pending') return [text(t.minePending, { color: 'Accent', spacing: 'Small' })];
  const since = view.mine.since ? dayText(dayOf(view.mine.since), dress.locale) : null;
  return [text(t.mine(since), { color: 'Good', spacing: 'Small' })];
}

function seats(used: number, quantity: number, dress: RenderOptions): Element[] {
  const t = texts(dress.locale);
  return [
    fact(t.show.seats, [
      text(used >= quantity ? t.noneLeft(quantity) : t.left(quantity - used, quantity), {
        ...(used >= quantity && { color: 'Attention' }),
      }),
      seatBar(used, quantity, dress.locale, 'fact'),
    ]),
  ];
}

function keys(view: ShowView, dress: RenderOptions): Element[] {
  const t = texts(dress.locale).show;
  if (!view.keys) return [];
  return [fact(t.keys, view.keys.kind === 'multiple' ? t.keyMany : t.keySingle(view.keys.free, view.keys.total))];
}

function holders(view: ShowView, dress: RenderOptions): Element[] {
  const t = texts(dress.locale);
  if (!view.holders || view.holders.length === 0) return [];
  const lines: Element[] = view.holders.slice(0, 5).map(({ person, seat }) => {
    const state = seat.state === 'pending' ? ` · ${t.state.pending}` : '';
    return text(`${personName(person)}${state}`, { spacing: 'None' });
  });
  const more = (view.used ?? 0) - lines.length;
  return [fact(t.show.holders, more > 0 ? [...lines, note(t.more(more), { spacing: 'None' })] : lines)];
}

function buttons(view: ShowView, dress: RenderOptions): Action[] {
  const t = texts(dress.locale);
  const data = { benefit: view.benefit.id, version: view.version };
  return view.actions.map((action, n) => {
    const first = n === 0 ? { style: 'positive' as const } : {};
    if (action === 'keys') return press(t.show.keysButton, 'keys', data, first);
    if (action === 'assign-me') return press(t.show.assignMe, 'assign', { ...data, user: 'me' }, first);
    if (action === 'request') return press(t.show.request, 'assign', { ...data, user: 'me' }, first);
    return press(t.button[action], action, data, first);
  });
}
