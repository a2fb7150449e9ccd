import { type Day, isDay } from '../benefits/time';

/** How a file writes day and month: known from its dates that allow one reading only. */
export type DateOrder = 'day-first' | 'month-first' | 'unknown';

const TIME = String.raw`(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?: ?[AP]M)?(?:Z|[+-]\d{2}:?\d{2})?)?`;
const YEAR_FIRST = new RegExp(String.raw`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})${TIME}$`);
const YEAR_LAST = new RegExp(String.raw`^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})${TIME}$`);

const dayFrom = (year: string, month: string, day: string): Day | null => {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDay(text) ? text : null;
};

/** The order that all of these texts allow. Dots are always day first. */
export function dateOrder(texts: Iterable<string>): DateOrder {
  let [dayFirst, monthFirst] = [true, true];
  let seen = false;
  for (const text of texts) {
    const [, first = '', separator, second = '', year = ''] = YEAR_LAST.exec(text.trim()) ?? [];
    if (separator === undefined || separator === '.') continue;
    const [asDayFirst, asMonthFirst] = [dayFrom(year, second, first), dayFrom(year, first, second)];
    if (asDayFirst === asMonthFirst) continue;
    seen = true;
    dayFirst &&= asDayFirst !== null;
    monthFirst &&= asMonthFirst !== null;
  }
  if (!seen || dayFirst === monthFirst) return 'unknown';
  return dayFirst ? 'day-first' : 'month-first';
}

/** Null: not a date. `ambiguous`: one in another file, or with another order. */
export function parseDay(text: string, order: DateOrder): Day | 'ambiguous' | null {
  const [, year, month, day] = YEAR_FIRST.exec(text) ?? [];
  if (year && month && day) return dayFrom(year, month, day);
  const [, first = '', separator, second = '', last = ''] = YEAR_LAST.exec(text) ?? [];
  if (separator === undefined) return null;
  const [asDayFirst, asMonthFirst] = [dayFrom(last, second, first), dayFrom(last, first, second)];
  if (separator === '.' || asDayFirst === asMonthFirst) return asDayFirst;
  if (order === 'unknown') return 'ambiguous';
  return order === 'day-first' ? asDayFirst : asMonthFirst;
}
