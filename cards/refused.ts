import type { Refusal } from '../benefits/refusal';
import type { Action, Card, Element } from './elements';
import { guessText } from './not-understood';
import { card, carried, link, personName, press, text, texts } from './parts';
import { refusalText } from './refusal';
import type { BenefitRef, PersonRef, RefusedView, RenderOptions } from './views';
import { nameOf } from './words';

/** Names for the ids in a refusal, from what the view brings along; an id without a name stands for itself. */
export function namer(
  benefits: readonly (BenefitRef | null)[],
  people: readonly (PersonRef | null)[],
  dress: RenderOptions,
): (id: string) => string {
  return (id) => {
    const benefit = benefits.find((one) => one?.id === id);
    if (benefit) return nameOf(benefit, dress.locale);
    const person = people.find((one) => one?.email === id);
    return person ? personName(person) : id;
  };
}

export const refusedLine = (view: RefusedView, dress: RenderOptions): string =>
  refusalText(
    view.refusal,
    namer([...view.benefits, view.benefit], [...view.people, view.person], dress),
    dress.locale,
  );

/** What was not done, why, and what to do: one line, and the next steps as buttons. */
export function refusedCard(view: RefusedView, dress: RenderOptions): Card {
  const line = refusedLine(view, dress);
  const body: Element[] = [text(line)];
  const next: Action[] = view.next.slice(0, 5).map(({ command, slots }) => {
    // The line names what it is about: the buttons stay short.
    const known = slots.benefit === undefined || slots.benefit === view.benefit?.id;
    const benefit = view.benefits.find((one) => one.id === slots.benefit) ?? null;
    const person = view.people.find((one) => one.email === slots.user) ?? null;
    const label = known ? texts(dress.locale).button[command] : guessText(command, benefit, person, dress);
    return press(label, command, { ...carried(slots), version: view.version });
  });
  return card(dress, line, body, { actions: [...next, ...refusalLinks(view.refusal, dress)].slice(0, 6) });
}

/** Where the person is sent: join, renew, the portal. */
export function refusalLinks(refusal: Refusal, dress: RenderOptions): Action[] {
  const t = texts(dress.locale);
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
