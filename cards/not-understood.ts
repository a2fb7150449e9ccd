import type { Command } from '../benefits/command';
import type { Card, Element } from './elements';
import { card, carried, choiceRow, personName, press, text, texts, title } from './parts';
import type { BenefitRef, NotUnderstoodView, PersonRef, RenderOptions } from './views';
import { nameOf } from './words';

export const guessText = (
  command: Command,
  benefit: BenefitRef | null,
  person: PersonRef | null,
  options: RenderOptions,
): string =>
  texts(options.locale).command[command].guess(
    benefit ? nameOf(benefit, options.locale) : '',
    person ? personName(person) : '',
  );

export function notUnderstoodCard(view: NotUnderstoodView, options: RenderOptions): Card {
  const t = texts(options.locale).lost;
  const guesses = view.guesses.slice(0, 5);
  const body: Element[] = [
    title(t.title),
    text(guesses.length > 0 ? t.guess : t.none, { spacing: 'Small' }),
    ...guesses.map(({ command, slots, benefit, person }) => {
      const own = view.own && (command === 'assign' || command === 'unassign') ? t.own[command] : null;
      const said =
        own?.(benefit ? nameOf(benefit, options.locale) : '') ?? guessText(command, benefit, person, options);
      return choiceRow(said, press(said, command, { ...carried(slots), version: view.version }));
    }),
  ];
  const actions = guesses.some((guess) => guess.command === 'help')
    ? []
    : [press(texts(options.locale).command.help.button, 'help', { version: view.version })];
  return card(options, t.title, body, { actions });
}
