import { stringify } from 'csv-stringify/sync';
import ExcelJS from 'exceljs';
import { assign } from '../../benefits/actions/assign';
import { actorOf } from '../../benefits/actions/seats';
import { writeZip } from '../../exchange/zip-write';
import { type Bench, CONTOSO, eachWithStore, errorsOf, imported, mail, type Place } from './company';

/** The yearly renewal: new dates, quantities and keys for a company that works with the old ones. */

jest.setTimeout(30_000);

const E3 = 'microsoft-365-e3';
const POWER_BI = 'power-bi-pro';
let benchOf: Bench;
let place: Place;
eachWithStore((own, store) => {
  benchOf = own;
  place = store;
  return imported(CONTOSO, place);
});

async function give(benefitId: string, name: string): Promise<string> {
  const [admin, person] = await Promise.all([
    place.store.people.byEmail(mail('claire.moreau')),
    place.store.people.byEmail(mail(name)),
  ]);
  const benefit = await place.store.benefits.get(benefitId);
  if (!admin || !person || !benefit) throw new Error(`${name} or ${benefitId} is missing`);
  const outcome = await assign(place, actorOf(admin), { benefit, person, email: null });
  if ('reason' in outcome) throw new Error(outcome.reason);
  return person.id;
}

type Sheets = Readonly<Record<string, readonly (readonly (string | number)[])[]>>;
const NEW_KEY = 'NEWAA-BBBBB-CCCCC-DDDDD-EEEEE';
const renewal = (powerBi: number, more: Sheets = {}): Sheets => ({
  membership: [['expires_on'], ['2028-02-28']],
  benefits: [
    ['id', 'starts_on', 'expires_on', 'quantity'],
    [E3, '2026-03-01', '2028-02-28', 6],
    [POWER_BI, '2027-03-01', '2028-02-28', powerBi],
  ],
  keys: [
    ['benefit_id', 'key', 'kind'],
    [E3, NEW_KEY, 'single-use'],
  ],
  ...more,
});

const FORMS: [string, (sheets: Sheets) => Promise<string>][] = [
  [
    'CSV files',
    async (sheets) =>
      benchOf.file(
        'renewal.zip',
        await writeZip(
          Object.entries(sheets).map(([name, rows]) => ({ name: `${name}.csv`, content: stringify([...rows]) })),
        ),
      ),
  ],
  [
    'a workbook',
    async (sheets) => {
      const book = new ExcelJS.Workbook();
      for (const [name, rows] of Object.entries(sheets)) book.addWorksheet(name).addRows(rows.map((row) => [...row]));
      return benchOf.file('renewal.xlsx', Buffer.from(await book.xlsx.writeBuffer()));
    },
  ],
];

test.each(FORMS)(
  'by %s: seats stay, a taken key stays with its taker, fewer seats than in use are refused',
  async (_name, written) => {
    const ana = await give(E3, 'ana.souza');
    for (const name of ['ana.souza', 'tom.baker', 'li.ming']) await give(POWER_BI, name);
    const [taken] = await place.store.keys.free(E3, 1);
    if (!taken) throw new Error('no key');
    await place.store.keys.replace(taken, { ...taken, takenBy: ana, takenFor: ana, takenSlot: 'ana' });

    expect(await errorsOf(await written(renewal(2)), place)).toEqual([
      expect.stringMatching(/benefits.*:3:quantity quantity-below-seats "2" holders=ana.*,li\.ming.*,tom/),
    ]);
    expect(await place.store.benefits.get(E3)).toMatchObject({ expiresOn: '2027-02-28', quantity: 5 });

    const back = {
      seats: [
        ['benefit_id', 'seat', 'holder_email'],
        [POWER_BI, 2, ''],
      ],
    };
    const plan = await imported(await written(renewal(2, back)), place);
    expect(plan.differences).toContainEqual(
      expect.objectContaining({
        is: 'starts-later',
        benefit: expect.objectContaining({ id: POWER_BI }),
        on: '2027-03-01',
      }),
    );
    expect(await place.store.seats.used(POWER_BI)).toBe(2);
    expect(await place.store.seats.held(E3, ana)).not.toBeNull();
    expect(await place.store.benefits.get(E3)).toMatchObject({ expiresOn: '2028-02-28', quantity: 6 });
    expect(await place.store.keys.takenBy(E3, ana)).toMatchObject([{ id: taken.id }]);
    expect(await place.store.keys.countFree(E3)).toBe(5);
    expect((await imported(await written(renewal(2, back)), place)).size).toBe(0);
  },
);
