import { COMMANDS, type Command, DESCRIPTIONS, HELP_GROUPS } from '../benefits/command';
import { extent } from '../benefits/policy';
import type { Card, Element, TextRun } from './elements';
import { card, carried, choiceRow, note, press, rich, run, text, texts, title } from './parts';
import type { HelpView, RenderOptions } from './views';
import { plain } from './words';

/** Other roles use these only for their own seats, from the notice about it. */
const FOR_ADMINS: ReadonlySet<Command> = new Set(['keys', 'review', 'unassign']);

/** What the reader's role can do, by group; each line can be pressed. */
function abilities(view: HelpView, options: RenderOptions): Element[] {
  const t = texts(options.locale);
  const line = (command: Command): TextRun[] => {
    const may = extent(command, view.role);
    if (may === 'no' || (FOR_ADMINS.has(command) && may !== 'all')) return [];
    const own = may === 'own' || may === 'request';
    const label = (own && t.help.own[command]) || t.command[command].guess('', '');
    const slots = own && command !== 'assign' ? { user: 'me' } : {};
    if (view.tries.some((one) => one.command === command && JSON.stringify(one.slots) === JSON.stringify(slots)))
      return [];
    return [
      { ...run(label, { color: 'Accent' }), selectAction: press(label, command, { ...slots, version: view.version }) },
    ];
  };
  return HELP_GROUPS.flatMap((group) => {
    const runs = COMMANDS.filter((command) => DESCRIPTIONS[command].help === group).flatMap(line);
    const heading = t.help.groups[group];
    const separated = runs.flatMap((one, n) => (n > 0 ? [run(' · ', { isSubtle: true }), one] : [one]));
    return runs.length > 0
      ? [note(heading, { spacing: 'Medium', weight: 'Bolder' }), rich(separated, { spacing: 'Small' })]
      : [];
  });
}

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
  if (view.occasion === 'help' && !view.empty) body.push(...abilities(view, options));
  body.push(note(t.help.also, { spacing: 'Medium' }));
  if (view.local) body.push(note(t.help.local));
  return card(options, `${heading}. ${t.help.intro(company)}`, body, {
    actions:
      view.empty && view.role === 'admin'
        ? [press(t.command.import.button, 'import', { version: view.version }, { style: 'positive' })]
        : [],
  });
}
