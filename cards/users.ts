import type { Card, Element } from './elements';
import { expandableRow } from './expandable-row';
import { card, column, columns, note, pager, personName, press, text, texts, title } from './parts';
import type { RenderOptions, UsersView } from './views';
import { NAME, nameOf, plain } from './words';

export function usersCard(view: UsersView, options: RenderOptions): Card {
  const t = texts(options.locale);
  const rows: Element[] = view.rows.flatMap((row, n) => {
    const name = personName(row.person);
    const data = { user: row.person.email, version: view.version };
    const remarks = [
      plain(row.person.email, NAME),
      ...(row.always ? [t.users.always] : []),
      ...(row.linked ? [] : [t.users.notLinked]),
    ];
    const role = t.role[row.role];
    const right = t.seats(row.seats);
    const mayChange = view.mayAct && !row.always;
    const actions = [
      ...(row.seats > 0 ? [press(right, 'assignments', data)] : []),
      ...(mayChange ? [press(t.command['set-role'].button, 'set-role', data)] : []),
      ...(view.mayAct ? [press(t.command['update-user'].button, 'update-user', data)] : []),
      ...(mayChange ? [press(t.command['remove-user'].button, 'remove-user', data)] : []),
    ];
    return expandableRow(
      n,
      [
        column('stretch', [text(name), note(remarks.join(' · '), { spacing: 'None' })]),
        column('auto', [
          text(role, { size: 'Small', align: 'Right', ...(row.role === 'admin' && { color: 'Accent' }) }),
          note(right, { spacing: 'None', align: 'Right' }),
        ]),
      ],
      [{ type: 'ActionSet', actions }],
      [name, ...remarks, role, right].join(', '),
    );
  });
  const { role, group, without } = view.filter;
  const filters = [
    ...(role ? [t.role[role]] : []),
    ...(group ? [t.users.group(plain(group, 120))] : []),
    ...(without ? [t.users.without(nameOf(without, options.locale))] : []),
  ];
  const body: Element[] = [
    columns([
      column('stretch', [title(t.users.title), ...filters.map((one) => note(one, { spacing: 'None' }))]),
      column('auto', [note(t.users.say(view.page.total), { spacing: 'None' })], { verticalContentAlignment: 'Center' }),
    ]),
    ...(rows.length > 0 ? rows : [text(t.users.none, { isSubtle: true })]),
    ...pager(
      options,
      { ...view.page, more: view.page.skip + view.rows.length < view.page.total, shown: view.rows.length },
      { command: view.command, ...query(view), version: view.version },
    ),
  ];
  return card(options, `${t.users.title}: ${t.users.say(view.page.total)}`, body, {
    actions: view.mayAct
      ? [press(t.command['add-user'].button, 'add-user', { version: view.version }, { alone: true })]
      : [],
    wide: true,
  });
}

/** The slots that its other pages need. */
const query = ({ filter: { role, group, without } }: UsersView) => ({
  ...(role && { role }),
  ...(group && { group }),
  ...(without && { benefit: without.id, without: true }),
});
