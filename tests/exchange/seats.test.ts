import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assign } from '../../benefits/actions/assign';
import { requestSeat } from '../../benefits/actions/requests';
import { actorOf } from '../../benefits/actions/seats';
import { undo, undoable } from '../../benefits/actions/undo';
import { exportWorkbook, importCompany, readCompany } from '../../exchange';
import { type Bench, CONTOSO, eachWithStore, errorsOf, imported, mail, NOW, type Place } from './company';

/** The sheet seats: who has what. */

jest.setTimeout(30_000);

const VS = 'visual-studio-enterprise';
let benchOf: Bench;
let place: Place;
eachWithStore((own, store) => {
  benchOf = own;
  place = store;
  return imported(CONTOSO, place);
});

const person = async (name: string) => {
  const found = await place.store.people.byEmail(mail(name));
  if (!found) throw new Error(`${name} is missing`);
  return found;
};
const NOTHING_ELSE = {
  'membership.csv': null,
  'benefits.csv': null,
  'keys.csv': null,
  'downloads.csv': null,
  'users.csv': null,
};
const sheet = (...lines: string[]): string =>
  benchOf.folder({
    ...NOTHING_ELSE,
    'seats.csv': ['benefit_id,seat,holder_email,alternate_email,since', ...lines, ''].join('\n'),
  });
const row = (seat: number | '', holder: string, more = ',') => `${VS},${seat},${holder && mail(holder)},${more}`;

async function give(
  name: string,
  benefit = VS,
  email: string | null = null,
  until: string | null = null,
): Promise<number> {
  const [admin, to, of] = [await person('claire.moreau'), await person(name), await place.store.benefits.get(benefit)];
  if (!of) throw new Error(`${benefit} is missing`);
  const outcome = await assign(place, actorOf(admin), { benefit: of, person: to, email, until });
  if ('reason' in outcome) throw new Error(outcome.reason);
  return outcome.seat.number;
}

/** `1 ana.souza active`, in the order of numbers. */
async function held(benefit = VS): Promise<string[]> {
  const people = new Map((await place.store.people.all()).map(({ id, email }) => [id, email.split('@')[0]]));
  const seats = await place.store.seats.ofBenefit(benefit, { skip: 0, limit: 500 });
  return seats.flatMap(({ number, state, holderKey }) =>
    state === 'free' ? [] : [`${number} ${people.get(holderKey)}`],
  );
}

const entries = async () => {
  while ((await place.store.outbox.drain(500)) > 0);
  const found = await place.store.history.page({ benefitId: VS }, { skip: 0, limit: 50 });
  return found.map(({ command, person: about, detail }) => `${command} ${about} ${detail.by ?? ''}`).reverse();
};
const notices = async () => {
  const found = await place.store.dispatches.undone(50);
  return found.map(({ notice }) => `${notice.kind} ${notice.address}`).sort();
};

test('rows assign, move and take back, with history and notices, and the preview is a difference', async () => {
  await give('tom.baker');
  await give('ana.souza');
  await entries();
  const before = (await notices()).length;
  const file = sheet(row(1, ''), row(2, 'marie.dupont'), row('', 'jean-pierre.martin'));
  const plan = await imported(file, place, mail('claire.moreau'));
  expect(plan.sheets.seats).toEqual({ added: 1, updated: 2, unchanged: 0, left: 0 });
  expect(plan.differences.map((one) => (one.is === 'seat' ? [one.seat, one.from, one.to] : one))).toEqual([
    [1, 'Tom Baker', null],
    [2, 'Ana Souza', 'Marie Dupont'],
    [1, null, (await person('jean-pierre.martin')).name],
  ]);
  expect(await held()).toEqual(['1 jean-pierre.martin', '2 marie.dupont']);
  expect((await entries()).filter((entry) => entry.endsWith('import')).sort()).toEqual([
    `assign ${mail('jean-pierre.martin')} import`,
    `reassign ${mail('marie.dupont')} import`,
    `unassign ${mail('tom.baker')} import`,
  ]);
  expect(await notices()).toHaveLength(before + 4);
  expect((await imported(sheet(row(2, 'marie.dupont'), row('', 'jean-pierre.martin')), place)).size).toBe(0);
});

test('an absent row is left alone; an unedited export changes nothing', async () => {
  await give('tom.baker');
  await give('ana.souza');
  expect((await imported(sheet(row('', 'ana.souza')), place)).sheets.seats).toEqual({
    added: 0,
    updated: 0,
    unchanged: 1,
    left: 1,
  });
  const path = benchOf.file('out.xlsx', await exportWorkbook(place.store));
  expect((await imported(path, place)).size).toBe(0);
});

test('people may change places', async () => {
  await give('tom.baker');
  await give('ana.souza');
  await give('marie.dupont');
  await imported(sheet(row(1, 'ana.souza'), row(2, 'marie.dupont'), row(3, 'jean-pierre.martin')), place);
  expect(await held()).toEqual(['1 ana.souza', '2 marie.dupont', '3 jean-pierre.martin']);
  await imported(sheet(row(1, 'marie.dupont'), row(2, 'ana.souza')), place);
  expect(await held()).toEqual(['1 marie.dupont', '2 ana.souza', '3 jean-pierre.martin']);
});

describe('a seat with a last day', () => {
  const UNTIL = '2026-12-24';
  const undoImport = async () => {
    await entries();
    const changes = await place.store.history.page({ benefitId: VS }, { skip: 0, limit: 50 });
    const claire = actorOf(await person('claire.moreau'));
    const found = undoable(
      claire,
      changes.find(({ detail }) => detail.by === 'import'),
    );
    expect('reason' in found ? found : await undo(place, claire, found)).not.toHaveProperty('reason');
  };

  test.each([
    ['taken back', ''],
    ['moved', 'ana.souza'],
  ])('%s by an import, and that undone, ends on the same day', async (_how, holder) => {
    const number = await give('tom.baker', VS, null, UNTIL);
    const later = { ...place, clock: { now: () => new Date(NOW.getTime() + 1_000) } };
    await imported(sheet(row(number, holder)), later, mail('claire.moreau'));
    await undoImport();
    expect(await place.store.seats.get(`${VS}/${number}`)).toMatchObject({
      holderKey: (await person('tom.baker')).id,
      until: UNTIL,
    });
  });

  test('keeps it when its other address changes', async () => {
    const support = 'technical-support-incidents';
    const number = await give('tom.baker', support, 'tom@home.example', UNTIL);
    await imported(sheet(`${support},${number},${mail('tom.baker')},tom@other.example,`), place);
    expect(await place.store.seats.get(`${support}/${number}`)).toMatchObject({
      alternateEmail: 'tom@other.example',
      until: UNTIL,
    });
  });
});

test('a row with since records an existing assignment without telling anybody', async () => {
  const before = (await notices()).length;
  await imported(sheet(row('', 'ana.souza', ',2026-04-01')), place);
  const [seat] = await place.store.seats.ofBenefit(VS, { skip: 0, limit: 1 });
  expect(seat).toMatchObject({ state: 'active', since: '2026-04-01T00:00:00.000Z', portalStep: false });
  await entries();
  expect(await notices()).toHaveLength(before);
});

test.each<[string, string[], string[]]>([
  ['an unknown person', [row(1, 'nobody')], [`seats.csv:2:holder_email unknown-person "${mail('nobody')}"`]],
  ['an unknown seat', [row(6, 'ana.souza')], ['seats.csv:2:seat unknown-seat "6" quantity=5']],
  ['a seat twice', [row(1, 'ana.souza'), row(1, 'tom.baker')], ['seats.csv:3:seat twice "1" line=2']],
  [
    'two seats for one person',
    [row(1, 'ana.souza'), row(2, 'ana.souza')],
    [`seats.csv:3:holder_email seat-refused "${mail('ana.souza')}" reason=already-assigned`],
  ],
  ['neither seat nor holder', [row('', '')], ['seats.csv:2:holder_email empty']],
  [
    'a self-assign benefit for somebody else',
    [`azure-credit,,${mail('ana.souza')},,`],
    [`seats.csv:2:holder_email seat-refused "${mail('ana.souza')}" reason=only-for-oneself`],
  ],
  [
    'support without another address',
    [`technical-support-incidents,,${mail('ana.souza')},,`],
    [`seats.csv:2:holder_email seat-refused "${mail('ana.souza')}" reason=no-other-email`],
  ],
])('%s is a bad row', async (_name, lines, expected) => {
  expect(await errorsOf(sheet(...lines), place)).toEqual(expected);
  expect(await held()).toEqual([]);
});

test('more people than seats', async () => {
  const names = ['ana.souza', 'tom.baker', 'marie.dupont', 'jean-pierre.martin', 'claire.moreau', 'david.miller'];
  expect(await errorsOf(sheet(...names.map((name) => row('', name))), place)).toEqual([
    `seats.csv:7:holder_email seat-refused "${mail('david.miller')}" reason=full`,
  ]);
});

test('after the membership only existing assignments can be recorded', async () => {
  const membership = await place.store.membership.get('membership');
  if (!membership) throw new Error('no membership');
  await place.store.membership.replace(membership, { ...membership, expiresOn: '2026-09-01' });
  expect(await errorsOf(sheet(row('', 'ana.souza')), place)).toEqual([
    `seats.csv:2:holder_email seat-refused "${mail('ana.souza')}" reason=membership-ended on=2026-09-01`,
  ]);
  expect(await errorsOf(sheet(row('', 'ana.souza', ',2026-04-01')), place)).toEqual([]);
});

test('the open request of somebody who gets a seat is settled', async () => {
  const [asking, of] = [await person('ana.souza'), await place.store.benefits.get(VS)];
  if (!of) throw new Error('no benefit');
  const request = await requestSeat(place, actorOf(asking), of, null);
  if ('reason' in request) throw new Error(request.reason);
  await imported(sheet(row('', 'ana.souza')), place, mail('claire.moreau'));
  expect(await place.store.requests.get(`${VS}/${asking.id}`)).toMatchObject({ state: 'approved' });
});

describe('a quantity below the seats in use', () => {
  const quantity = (most: number, lines: string[]) =>
    benchOf.folder({
      ...NOTHING_ELSE,
      'benefits.csv': readFileSync(join(CONTOSO, 'benefits.csv'), 'utf8').replace(
        'Microsoft Action Pack,5,assign,',
        `Microsoft Action Pack,${most},assign,`,
      ),
      'seats.csv': ['benefit_id,seat,holder_email,alternate_email,since', ...lines, ''].join('\n'),
    });

  test('names the holders, unless the file takes enough seats back', async () => {
    for (const name of ['tom.baker', 'ana.souza', 'marie.dupont']) await give(name);
    expect(await errorsOf(quantity(2, []), place)).toEqual([
      `benefits.csv:13:quantity quantity-below-seats "2" holders=${['ana.souza', 'marie.dupont', 'tom.baker'].map(mail)}`,
    ]);
    await imported(quantity(2, [row(1, '')]), place);
    expect(await held()).toEqual(['2 ana.souza', '3 marie.dupont']);
    expect(await place.store.seats.ofBenefit(VS, { skip: 0, limit: 9 })).toHaveLength(2);
    expect(await entries()).toContain(`unassign ${mail('tom.baker')} import`);
    expect(await notices()).toContain(`taken-back ${mail('tom.baker')}`);
  });

  test('may be settled by seats that the caller names', async () => {
    for (const name of ['tom.baker', 'ana.souza', 'marie.dupont']) await give(name);
    const company = await readCompany({ kind: 'path', path: quantity(1, []) });
    if (Array.isArray(company)) throw new Error('unreadable');
    for (const giveUp of [[], [`${VS}/1`], [`${VS}/1`, `${VS}/5`, 'azure-credit/1']]) {
      const short = await importCompany(company, place, 'cli', { giveUp });
      if (Array.isArray(short)) throw new Error('errors');
      expect(short.shortages).toMatchObject([{ quantity: 1, benefit: { id: VS } }]);
    }
    expect(await held()).toHaveLength(3);
    const done = await importCompany(company, place, 'cli', { giveUp: [`${VS}/1`, `${VS}/3`] });
    expect(done).toMatchObject({ shortages: [] });
    expect(await held()).toEqual(['2 ana.souza']);
    expect(await place.store.benefits.get(VS)).toMatchObject({ quantity: 1 });
  });
});
