import type { Command } from '../benefits/command';
import type { Refusal } from '../benefits/refusal';
import type { Action, Card, Element } from './elements';
import { guessText } from './not-understood';
import { backToList, card, carried, link, personName, press, text, texts } from './parts';
import { refusalText } from './refusal';
import type { Texts } from './text.en';
import type { BenefitRef, PersonRef, RefusedView, RenderOptions } from './views';
import { nameOf } from './words';

/** Maps ids in a refusal to names; unknown ids stay as they are. */
export function namer(
  benefits: readonly (BenefitRef | null)[],
  people: readonly (PersonRef | null)[],
  options: RenderOptions,
): (id: string) => string {
  return (id) => {
    const benefit = benefits.find((one) => one?.id === id);
    if (benefit) return nameOf(benefit, options.locale);
    const person = people.find((one) => one?.email === id);
    return person ? personName(person) : id;
  };
}

function refusedLines(view: RefusedView, options: RenderOptions): string[] {
  const names = namer([...view.benefits, view.benefit], [...view.people, view.person], options);
  const full = texts(options.locale).confirm.noSeatFor;
  const others = view.others.filter(({ why }) => why.reason !== 'full' || view.refusal.reason !== 'full');
  return [
    refusalText(view.refusal, names, options),
    ...others.map(({ person, why }) =>
      why.reason === 'full' ? full(personName(person)) : refusalText(why, names, options),
    ),
  ];
}

/** What the reader does for themselves. */
const OWN: Partial<Record<Command, (t: Texts) => string>> = {
  assignments: (t) => t.assignments.own,
  assign: (t) => t.show.request,
};

export function refusedCard(view: RefusedView, options: RenderOptions): Card {
  const lines = refusedLines(view, options);
  const body: Element[] = lines.slice(0, 20).map((line) => text(line));
  const next: Action[] = view.next.slice(0, 5).map(({ command, slots }) => {
    // The text names the benefit, so the button needn't.
    const known = slots.benefit === undefined || slots.benefit === view.benefit?.id;
    const benefit = view.benefits.find((one) => one.id === slots.benefit) ?? null;
    const person = view.people.find((one) => one.email === slots.user) ?? null;
    const t = texts(options.locale);
    const own = slots.user === 'me' ? OWN[command]?.(t) : undefined;
    const waiting = command === 'requests' && slots.benefit !== undefined ? t.show.requests : undefined;
    const label = own ?? waiting ?? (known ? t.command[command].button : guessText(command, benefit, person, options));
    return press(label, command, { ...carried(slots), version: view.version });
  });
  const about = view.refusal.reason === 'role' ? null : view.benefit;
  const back = about ? [backToList(about.id, view.version, options)] : [];
  return card(options, lines.join(' '), body, {
    actions: [...next, ...refusalLinks(view.refusal, options), ...back].slice(0, 6),
  });
}

function refusalLinks(refusal: Refusal, options: RenderOptions): Action[] {
  const t = texts(options.locale);
  switch (refusal.reason) {
    case 'membership-none':
    case 'membership-pending':
      return link(t.refused.join, refusal.joinUrl);
    case 'membership-ended':
      return link(t.refused.renew, refusal.renewUrl);
    case 'only-for-oneself':
    case 'no-keys':
      return link(t.portalOpen, refusal.portalUrl);
    default:
      return [];
  }
}
