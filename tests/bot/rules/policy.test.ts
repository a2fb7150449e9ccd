import { COMMANDS, type Command, type Extent, ROLES, type Role } from '../../../benefits/command';
import { extent, isLogged, isOpenInGroups } from '../../../benefits/policy';

/** The contract's table, as it stands there. */
const TABLE = `
| list, show, membership                | all | all     | names   | no |
| help, language, cancel, withdraw      | all | all     | all     | no |
| assignments, history                  | all | all     | own     | no |
| users, export                         | all | all     | no      | no |
| keys, unassign, requests, review      | all | own     | own     | no |
| reassign, portal                      | all | no      | no      | no |
| add-user, update-user, set-role       | all | no      | no      | no |
| remove-user, set-quantity, resend     | all | no      | no      | no |
| import, undo                          | all | no      | no      | no |
| assign                                | all | request | request | no |
`;

const CELLS: [Command, Role, Extent][] = TABLE.trim()
  .split('\n')
  .flatMap((line) => {
    const [names = '', ...extents] = line
      .split('|')
      .map((cell) => cell.trim())
      .filter((cell) => cell !== '');
    return names
      .split(', ')
      .flatMap((name) =>
        ROLES.map((role, at): [Command, Role, Extent] => [name as Command, role, extents[at] as Extent]),
      );
  });

test.each(CELLS)('rule 9: %s for %s: %s', (command, role, expected) => {
  expect(extent(command, role)).toBe(expected);
});

test('rule 9: the table has every command and every role once', () => {
  expect(CELLS.map(([command, role]) => `${command} ${role}`).sort()).toEqual(
    COMMANDS.flatMap((command) => ROLES.map((role) => `${command} ${role}`)).sort(),
  );
});

test('rule 9: whatever somebody is refused is written down', () => {
  const changing: Command[] = ['keys', 'assign', 'unassign', 'reassign', 'add-user', 'set-role', 'remove-user'];
  for (const command of [...changing, 'import', 'undo', 'export'] as const)
    expect([command, isLogged(command)]).toEqual([command, true]);
});

test('in a group nothing is open that somebody of the company may not see', () => {
  for (const command of COMMANDS.filter(isOpenInGroups))
    for (const role of ROLES.filter((each) => each !== 'guest')) expect(extent(command, role)).not.toBe('no');
  for (const command of COMMANDS.filter(isLogged)) expect([command, isOpenInGroups(command)]).toEqual([command, false]);
});
