import type { InProcess } from '../support/in-process';
import { ENTRIES, enter, filled, LONGEST_TEXT, UNITS } from '../support/longest';
import { countSteps, type StepCounter } from '../support/steps';

/** A turn costs in proportion to its text, whatever is in it: twice the text, at most 2.5 times the steps. */
jest.setTimeout(240_000);

const MOST_GROWTH = 2.5;

let inside: InProcess;
let steps: StepCounter;
beforeAll(async () => {
  steps = await countSteps();
  const { startInProcess } = await import('../support/in-process.js');
  inside = await startInProcess();
  // What is made at its first use is no part of a turn.
  for (const text of ['assign Visual Studio Enterprise to Haruka', 'something that nobody says'])
    for (const entry of ENTRIES) await enter(inside, entry, text);
});
afterAll(async () => {
  await inside?.close();
  await steps?.stop();
});

async function expectInProportion(entry: string, unit: string, length: number): Promise<void> {
  const stepsOf = (characters: number) => steps.during(() => enter(inside, entry, filled(unit, characters)));
  const growthNow = async () => {
    const once = await stepsOf(length);
    expect(once).toBeGreaterThan(0);
    return (await stepsOf(2 * length)) / once;
  };
  const first = await growthNow();
  // What the turn before did after its answer may be counted with this one; a second time it isn't.
  const growth = first <= MOST_GROWTH ? first : await growthNow();
  expect({ length, growth: growth <= MOST_GROWTH ? 'in proportion' : growth }).toEqual({
    length,
    growth: 'in proportion',
  });
}

test.each(Object.entries(UNITS))('a message: %s', async (_name, unit) => {
  for (const length of [1_000, 4_000, LONGEST_TEXT / 2]) await expectInProportion('a message', unit, length);
});

test.each(ENTRIES)('%s', async (name) => {
  for (const unit of ['latin', 'codes', 'parts of keys', 'addresses', 'marks'])
    for (const length of [1_000, LONGEST_TEXT / 2]) await expectInProportion(name, UNITS[unit] ?? '', length);
});

/** Each could be read in two ways at every repeat, which doubled the work each time. */
test.each([
  ['a correction', `assign Visual Studio Enterprise to Haruka ${'no sorry '.repeat(60)}zz`],
  ['a date', `assign Visual Studio Enterprise to Haruka until the end of ${"de l'".repeat(60)} zz`],
])('words of %s, repeated', async (_name, text) => {
  await enter(inside, 'a message', text);
});
