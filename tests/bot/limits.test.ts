import { createLimits } from '../../bot/http/limits';

const RATES = { any: { burst: 1000, perSecond: 100 }, person: { burst: 3, perSecond: 0.5 } };
const refused = expect.objectContaining({ status: 429 });

test('a person has a burst, and gets one back as time goes by', () => {
  let now = 0;
  const limits = createLimits(RATES, () => now);
  for (let call = 0; call < 3; call += 1) limits.person('ana');
  expect(() => limits.person('ana')).toThrow(refused);
  limits.person('tom');
  now += 1999;
  expect(() => limits.person('ana')).toThrow(refused);
  now += 2;
  limits.person('ana');
  expect(() => limits.person('ana')).toThrow(expect.objectContaining({ retryAfterSeconds: 2 }));
});

test('a clock that goes backwards gives nothing away and takes nothing', () => {
  let now = 10_000;
  const limits = createLimits(RATES, () => now);
  for (let call = 0; call < 3; call += 1) limits.person('ana');
  now = 0;
  expect(() => limits.person('ana')).toThrow(refused);
});

test('all together are limited too', () => {
  const limits = createLimits({ ...RATES, any: { burst: 2, perSecond: 1 } }, () => 0);
  limits.any();
  limits.any();
  expect(() => limits.any()).toThrow(refused);
});

test('people who flood by the million do not fill the memory, and do not forget one who is still limited', () => {
  const limits = createLimits(RATES, () => 0);
  const before = process.memoryUsage().heapUsed;
  for (let call = 0; call < 3; call += 1) limits.person('ana');
  for (let other = 0; other < 200_000; other += 1) {
    limits.person(`person-${other}`);
    if (other % 1000 === 0) expect(() => limits.person('ana')).toThrow(refused);
  }
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(50_000_000);
});

test('no rates, no limit', () => {
  const limits = createLimits(null);
  for (let call = 0; call < 10_000; call += 1) {
    limits.any();
    limits.person('ana');
  }
});
