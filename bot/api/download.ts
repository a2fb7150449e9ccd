import { alwaysAdmin } from '../../benefits/actions/people';
import { refused } from '../../benefits/actions/record';
import { extent } from '../../benefits/policy';
import { exportWorkbook, exportZip } from '../../exchange';
import type { BotPorts } from '../conversation/bot-ports';
import { findToken, useToken } from '../conversation/one-time-tokens';
import { HttpError } from '../http/http-error';
import type { ApiAnswer } from '../http/server-ports';

/** A one-time link to an export. The rights of the one who asked for it are looked up now. */
export async function download({ ports }: BotPorts, secret: string): Promise<ApiAnswer> {
  const gone = () =>
    new HttpError(410, 'ticket', 'This link was used before, or is too old. Ask for the export again.');
  const token = await findToken(ports, 'export', secret);
  const person = token && (await ports.store.people.get(token.person));
  if (!token || !person) throw gone();
  const role = alwaysAdmin(ports, person) ? 'admin' : person.role;
  if (extent('export', role) !== 'all') {
    await refused(ports, person.id, 'export', { reason: 'role', command: 'export', ask: [] });
    throw new HttpError(403, 'role', 'Your role does not allow this.');
  }
  if (!(await useToken(ports, token))) throw gone();
  const day = ports.clock.now().toISOString().slice(0, 10);
  return token.claims.format === 'csv'
    ? { status: 200, bytes: await exportZip(ports.store), type: 'application/zip', filename: `benefits-${day}.zip` }
    : {
        status: 200,
        bytes: await exportWorkbook(ports.store),
        type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        filename: `benefits-${day}.xlsx`,
      };
}
