import { alwaysAdmin } from '../../benefits/actions/people';
import { refused } from '../../benefits/actions/record';
import { extent } from '../../benefits/policy';
import { exportWorkbook, exportZip } from '../../exchange';
import type { ApiAnswer } from '../doors';
import { Problem } from '../problem';
import type { TurnPorts } from '../room';
import { peekTicket, spendTicket } from '../tickets';

/** A one-time link to an export. The rights of the one who asked for it are looked up now. */
export async function download({ ports }: TurnPorts, secret: string): Promise<ApiAnswer> {
  const gone = () => new Problem(410, 'ticket', 'This link was used before, or is too old. Ask for the export again.');
  const ticket = await peekTicket(ports, 'export', secret);
  const person = ticket && (await ports.store.people.get(ticket.person));
  if (!ticket || !person) throw gone();
  const role = alwaysAdmin(ports, person) ? 'admin' : person.role;
  if (extent('export', role) !== 'all') {
    await refused(ports, person.id, 'export', { reason: 'role', command: 'export', ask: [] });
    throw new Problem(403, 'role', 'Your role does not allow this.');
  }
  if (!(await spendTicket(ports, ticket))) throw gone();
  const day = ports.clock.now().toISOString().slice(0, 10);
  return ticket.claims.format === 'csv'
    ? { status: 200, bytes: await exportZip(ports.store), type: 'application/zip', filename: `benefits-${day}.zip` }
    : {
        status: 200,
        bytes: await exportWorkbook(ports.store),
        type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        filename: `benefits-${day}.xlsx`,
      };
}
