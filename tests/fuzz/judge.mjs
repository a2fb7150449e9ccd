// What must hold after any input.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCsv } from './world.mjs';

/** Commands whose `done` in the history only an admin can have caused. */
const ADMINS_ALONE = new Set([
  'keys',
  'unassign',
  'reassign',
  'add-user',
  'set-role',
  'remove-user',
  'import',
  'undo',
  'approve',
  'decline',
  'requests',
]);

/** The company as an export has it. */
export async function snapshot(world, name) {
  const { code, output } = await world.cli(['export', `${name}.csv`]);
  if (code !== 0) throw new Error(`export failed: ${output}`);
  const sheets = {};
  for (const file of readdirSync(world.dataDir)) {
    const [, sheet] = new RegExp(`^${name}-(\\w+)\\.csv$`).exec(file) ?? [];
    if (sheet) sheets[sheet] = readFileSync(join(world.dataDir, file), 'utf8');
  }
  return sheets;
}

/** People without rights have changed nothing that rights are needed for. */
export function untouched(before, after) {
  return ['membership', 'benefits', 'downloads', 'users', 'seats']
    .filter((sheet) => before[sheet] !== after[sheet])
    .map(
      (sheet) =>
        `${sheet} changed while nobody with rights was there:\n${difference(before[sheet] ?? '', after[sheet] ?? '')}`,
    );
}

function difference(before, after) {
  const old = new Set(before.split('\n'));
  const now = new Set(after.split('\n'));
  return [
    ...[...old].filter((line) => !now.has(line)).map((line) => `- ${line}`),
    ...[...now].filter((line) => !old.has(line)).map((line) => `+ ${line}`),
  ]
    .slice(0, 10)
    .join('\n');
}

/** Whatever was done, an admin of some time did it; the numbers fit; an admin is left; no key is anywhere. */
export function lawful(world, sheets, name, firstAdmins) {
  const problems = [];
  const rows = (sheet) =>
    existsSync(join(world.dataDir, `${name}-${sheet}.csv`)) ? readCsv(join(world.dataDir, `${name}-${sheet}.csv`)) : [];
  const history = rows('history');
  const users = rows('users');
  const admins = new Set([...firstAdmins, ...users.filter(({ role }) => role === 'admin').map(({ email }) => email)]);
  for (const { command, outcome, person_email: person } of history) {
    if (outcome === 'done' && (command === 'set-role' || command === 'add-user' || command === 'undo') && person)
      admins.add(person);
  }
  for (const { at, actor_email: actor, person_email: person, command, outcome } of history) {
    const givesBack = command === 'unassign' && person === actor;
    if (outcome === 'done' && ADMINS_ALONE.has(command) && !givesBack && !admins.has(actor))
      problems.push(`${at}: ${actor} did ${command}`);
  }
  if (!users.some(({ role }) => role === 'admin')) problems.push('no admin is left');
  const quantity = new Map(rows('benefits').map(({ id, quantity: count }) => [id, Number(count)]));
  const used = new Map();
  for (const { benefit_id: id, holder_email: holder } of rows('seats'))
    if (holder) used.set(id, (used.get(id) ?? 0) + 1);
  for (const [id, count] of used)
    if (count > (quantity.get(id) ?? 0)) problems.push(`${id}: ${count} seats in use of ${quantity.get(id)}`);
  for (const [sheet, text] of Object.entries(sheets)) {
    for (const secret of world.secrets)
      if (text.includes(secret)) problems.push(`a product key is in the export, sheet ${sheet}`);
  }
  return { problems, history: history.length, done: history.filter(({ outcome }) => outcome === 'done').length };
}

/** The log holds no fault, no unhandled rejection, no key. */
export function quiet(world) {
  const text = world.log.join('\n');
  return [
    ...world.log.filter((line) => /"level":"(error|fatal)"|[Uu]nhandled|ECONNRESET.*at /.test(line)).slice(0, 5),
    ...world.secrets.filter((secret) => text.includes(secret)).map(() => 'a product key is in the log'),
    ...new Set(world.leaks),
  ];
}
