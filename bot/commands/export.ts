import { done } from '../../benefits/actions/record';
import type { Handler } from './context';
import { issueToken } from './one-time-tokens';

const MINUTES = 10;

/** One-time links to the data as a workbook and as CSV files; never a key. */
export const exportData: Handler = async ({ ports, person, actor, settings }) => {
  const [xlsx, csv] = await Promise.all(
    (['xlsx', 'csv'] as const).map((format) =>
      issueToken(ports, { purpose: 'export', person: person.id, claims: { format }, minutes: MINUTES }),
    ),
  );
  await ports.store.history.append([done(ports, actor, 'export')]);
  const link = (secret: string | undefined) => `${settings.publicUrl()}/api/download/${secret}`;
  return { view: { kind: 'export', xlsx: link(xlsx), csv: link(csv), minutes: MINUTES, version: 'export' } };
};
