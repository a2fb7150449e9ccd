import { companyDay } from '../../benefits/time';

test('the company’s day begins and ends in its time zone', () => {
  const at = (moment: string, timeZone: string) =>
    companyDay({ clock: { now: () => new Date(moment) }, rules: { timeZone } });
  expect(at('2026-11-26T23:30:00Z', 'UTC')).toBe('2026-11-26');
  expect(at('2026-11-26T23:30:00Z', 'Europe/Paris')).toBe('2026-11-27');
  expect(at('2026-11-26T03:30:00Z', 'America/New_York')).toBe('2026-11-25');
});
