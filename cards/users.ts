import type { Card, Element } from './elements';
import { manageable } from './expandable-row';
import { card, column, columns, note, pager, personName, press, text, texts, title } from './parts';
import type { RenderOptions, UsersView } from './views';
import { plain } from './words';

export function usersCard(view: UsersView, options: RenderOptions): Card {
  const t = texts(options.locale);
  const rows: Element[] = view.rows.flatMap((row, n) => {
    const name = personName(row.person);
    const data = { user: row.person.email, version: view.version };
    const remarks = [plain(row.person.email, 120), ...(row.linked ? [] : [t.users.notLinked])];
    return manageable(
      n,
      [
        column('stretch', [text(name, { maxLines: 2 }), note(remarks.join(' · '), { spacing: 'None' })], {
          selectAction: press([name, ...remarks].join(', '), 'assignments', data),
        }),
        column('auto', [
          text(t.role[row.role], { size: 'Small', align: 'Right', ...(row.role === 'admin' && { color: 'Accent' }) }),
          note(row.always ? t.users.always : t.seats(row.seats), { spacing: 'None', align: 'Right' }),
        ]),
      ],
      !view.mayAct
        ? null
        : row.always
          ? []
          : [press(t.button['set-role'], 'set-role', data), press(t.button['remove-user'], 'remove-user', data)],
      name,
      options,
    );
  });
  const body: Element[] = [
    columns([
      column('stretch', [title(t.users.title)]),
      column('auto', [note(t.users.say(view.page.total), { spacing: 'None' })], { verticalContentAlignment: 'Center' }),
    ]),
    ...(rows.length > 0 ? rows : [text(t.users.none, { isSubtle: true })]),
    ...pager(
      options,
      { ...view.page, more: view.page.skip + view.rows.length < view.page.total, shown: view.rows.length },
      { command: 'users', version: view.version },
    ),
  ];
  return card(options, `${t.users.title}: ${t.users.say(view.page.total)}`, body, {
    actions: view.mayAct ? [press(t.button['add-user'], 'add-user', { version: view.version }, { alone: true })] : [],
    wide: true,
  });
}
