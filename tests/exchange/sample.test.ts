import type { Seat } from '../../benefits/seat';
import { exportWorkbook, loadSample } from '../../exchange';
import { type Bench, bench, CONTOSO, errorsOf, imported, NOW, type Place } from './company';

jest.setTimeout(30_000);

let benchOf: Bench;
beforeEach(() => {
  benchOf = bench();
});
afterEach(() => benchOf.close());

const seatsOf = ({ store }: Place, benefit: string): Promise<readonly Seat[]> =>
  store.seats.ofBenefit(benefit, { skip: 0, limit: 500 });

describe('the sample company', () => {
  test('fills an empty store once, with days told from today and nothing in the history', async () => {
    const place = await benchOf.store();
    expect(await loadSample(place)).toBe(true);
    expect(await loadSample(place)).toBe(false);
    expect((await place.store.membership.get('membership'))?.expiresOn).toBe('2027-06-20');
    const benefits = await place.store.benefits.all();
    expect(benefits.length).toBeGreaterThanOrEqual(12);
    expect(new Set(benefits.map((benefit) => benefit.category)).size).toBe(4);
    expect(benefits.find((benefit) => benefit.id === 'visual-studio-enterprise')).toMatchObject({
      quantity: 3,
    });
    expect(await place.store.seats.used('visual-studio-enterprise')).toBe(2);
    expect(benefits.filter((benefit) => benefit.expiresOn < '2026-11-22')).toHaveLength(1);
    const people = await place.store.people.all();
    expect(people.length).toBeGreaterThanOrEqual(8);
    expect(new Set(people.map((person) => person.role)).size).toBe(3);
    expect(await place.store.history.page({}, { skip: 0, limit: 9 })).toEqual([]);
  });

  test('gives way to another company while it is untouched', async () => {
    const place = await benchOf.store();
    await loadSample(place);
    const plan = await imported(CONTOSO, place);
    expect(plan.replacesSample).toBe(true);
    expect(await place.store.people.count()).toBe(13);
    expect(await place.store.benefits.all()).toHaveLength(15);
    expect(await place.store.seats.countTaken()).toBe(0);
    // Both companies have a benefit of this id.
    expect(await seatsOf(place, 'visual-studio-enterprise')).toHaveLength(5);
    expect((await imported(CONTOSO, place)).size).toBe(0);
  });

  test('stays once somebody has changed something', async () => {
    const place = await benchOf.store();
    await loadSample(place);
    const entry = { id: 'x', at: NOW.toISOString(), actor: 'camille.bernard@nordlicht.example', benefitId: null };
    await place.store.history.append([
      { ...entry, command: 'add-user', person: 'zoe@nordlicht.example', outcome: 'done', detail: {} },
    ]);
    const plan = await imported(CONTOSO, place);
    expect(plan.replacesSample).toBe(false);
    expect(await place.store.people.count()).toBe(24);
  });

  test('can be exported and imported again, and is then the same', async () => {
    const place = await benchOf.store();
    await loadSample(place);
    const plan = await imported(benchOf.file('sample.xlsx', await exportWorkbook(place.store)), place);
    expect(plan).toMatchObject({ size: 0, replacesSample: false });
  });

  test('a file without a membership does not mix with it', async () => {
    const place = await benchOf.store();
    await loadSample(place);
    const folder = benchOf.folder({ 'membership.csv': null });
    expect(await errorsOf(folder, place)).toEqual(['membership.csv sheet-missing sheet=membership']);
  });
});
