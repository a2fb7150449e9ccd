/** `YYYY-MM-DD`, in UTC. */
export type Day = string;

/** ISO 8601 in UTC with milliseconds: text order is time order. */
export type Moment = string;

const DAY = 86_400_000;

export const dayOf = (moment: Moment | Date): Day =>
  (typeof moment === 'string' ? moment : moment.toISOString()).slice(0, 10);

/** Making one costs more than rendering a small card. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** The day that it is in this time zone (an IANA name). */
function dayIn(timeZone: string, moment: Date): Day {
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
  formats.set(timeZone, format);
  return format.format(moment);
}

/** The IANA name in its usual spelling; null: there is no such time zone. */
export function knownTimeZone(name: string): string | null {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** The day in the company's time zone: of this moment, or today. */
export const companyDay = (
  { clock, rules }: { clock: { now(): Date }; rules: { timeZone: string } },
  moment?: Moment,
): Day => dayIn(rules.timeZone, moment === undefined ? clock.now() : new Date(moment));

export const addDays = (day: Day, days: number): Day => dayOf(new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY));

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: Day, to: Day): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY);

/** True for an existing day, written `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && dayOf(new Date(time)) === text;
}

/** Adds working days (Monday to Friday). Ignores public holidays. */
export function addWorkdays(day: Day, workdays: number): Day {
  let at = day;
  for (let left = workdays; left > 0; ) {
    at = addDays(at, 1);
    const weekday = new Date(`${at}T00:00:00Z`).getUTCDay();
    if (weekday !== 0 && weekday !== 6) left -= 1;
  }
  return at;
}
