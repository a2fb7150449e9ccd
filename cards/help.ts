import type { Card, Element } from './elements';
import { card, carried, choiceRow, note, press, text, texts, title } from './parts';
import type { HelpView, RenderOptions } from './views';
import { plain } from './words';

export function helpCard(view: HelpView, options: RenderOptions): Card {
  const t = texts(options.locale);
  const company = view.company === null ? null : plain(view.company, 80);
  const heading = view.occasion === 'hello' ? t.help.hello(plain(view.name, 60)) : t.help.title;
  const body: Element[] = [
    title(heading),
    text(t.help.intro(company), { spacing: 'Small' }),
    text(t.help.role[view.role], { spacing: 'Small' }),
    ...(view.empty
      ? [text(view.role === 'admin' ? t.help.empty : t.help.emptyOther, { weight: 'Bolder', spacing: 'Medium' })]
      : []),
    ...(view.tries.length > 0 ? [note(t.help.try, { spacing: 'Medium' })] : []),
  ];
  for (const one of view.tries.slice(0, 5))
    body.push(choiceRow(one.text, press(one.text, one.command, { ...carried(one.slots), version: view.version })));
  body.push(note(t.help.also, { spacing: 'Medium' }));
  if (view.local) body.push(note(t.help.local));
  return card(options, `${heading}. ${t.help.intro(company)}`, body, {
    actions:
      view.empty && view.role === 'admin'
        ? [press(t.button.import, 'import', { version: view.version }, { style: 'positive' })]
        : [],
  });
}
