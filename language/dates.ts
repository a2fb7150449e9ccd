/** Dates as people write them after "until" or "for", as YYYY-MM-DD. The line has a space around each word (line.ts). */

const MONTHS: readonly string[] = [
  'january|jan|janvier|janv',
  'february|feb|fevrier|fev|fevr',
  'march|mar|mars',
  'april|apr|avril|avr',
  'may|mai',
  'june|jun|juin',
  'july|jul|juillet|juil',
  'august|aug|aout',
  'september|sept|sep|septembre',
  'october|oct|octobre',
  'november|nov|novembre',
  'december|dec|decembre',
];
const DAYS = [
  'sunday|dimanche',
  'monday|lundi',
  'tuesday|mardi',
  'wednesday|mercredi',
  'thursday|jeudi',
  'friday|vendredi',
  'saturday|samedi',
];
const MONTH = MONTHS.join('|');
const NUMBERS: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  ninety: 90,
  hundred: 100,
  un: 1,
  une: 1,
  deux: 2,
  trois: 3,
  quatre: 4,
  cinq: 5,
  sept: 7,
  huit: 8,
  neuf: 9,
  dix: 10,
  onze: 11,
  douze: 12,
  quinze: 15,
  vingt: 20,
  trente: 30,
  quarante: 40,
  cinquante: 50,
  soixante: 60,
  septante: 70,
  huitante: 80,
  nonante: 90,
  cent: 100,
};
const COUNT = `(\\d{1,4}|${Object.keys(NUMBERS).join('|')})`;

export const numberOf = (word: string): number | null =>
  /^\d{1,6}$/u.test(word) ? Number(word) : (NUMBERS[word] ?? null);
/** Words that count from two on. */
export const COUNTED = Object.keys(NUMBERS)
  .filter((word) => (NUMBERS[word] ?? 0) > 1)
  .join('|');

const day = (date: Date): string => date.toISOString().slice(0, 10);
const indexIn = (list: readonly string[], word: string): number =>
  list.findIndex((names) => names.split('|').includes(word));

/** A calendar day, or null where there is none such (31 February). */
function calendar(year: number, month: number, date: number): string | null {
  const made = new Date(Date.UTC(year, month - 1, date));
  return made.getUTCMonth() === month - 1 && date > 0 ? day(made) : null;
}
const lastOf = (year: number, month: number): string => day(new Date(Date.UTC(year, month, 0)));

/** The next day with this month and date that is not before today. */
function next(today: string, month: number, date: number | null): string | null {
  const year = Number(today.slice(0, 4));
  for (const one of [year, year + 1]) {
    const found = date === null ? lastOf(one, month) : calendar(one, month, date);
    if (found && found >= today) return found;
  }
  return null;
}

function later(today: string, count: number, unit: string): string {
  const [year = 0, month = 1, date = 1] = today.split('-').map(Number);
  if (/^(?:day|jour)/u.test(unit)) return day(new Date(Date.UTC(year, month - 1, date + count)));
  if (/^(?:week|semaine|fortnight|quinzaine)/u.test(unit))
    return day(new Date(Date.UTC(year, month - 1, date + 7 * count)));
  const months = /^(?:year|an)/u.test(unit) ? 12 * count : /^(?:quarter|trimestre)/u.test(unit) ? 3 * count : count;
  const last = Number(day(new Date(Date.UTC(year, month - 1 + months + 1, 0))).slice(8));
  return day(new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))));
}

type Reader = (match: RegExpExecArray, today: string, shown?: string) => string | null;
const year = (text: string) => (text.length === 2 ? 2000 + Number(text) : Number(text));

const DATES: readonly (readonly [string, Reader])[] = [
  [
    '(\\d{4}) (?:[-/.] )?(\\d{1,2}) (?:[-/.] )?(\\d{1,2})',
    ([, y = '', m, d]) => calendar(year(y), Number(m), Number(d)),
  ],
  [
    '(\\d{1,2}) (?:[-/.] )?(\\d{1,2}) (?:[-/.] )?(\\d{4}|\\d{2})(?= )',
    ([, a, b, y = '']) =>
      Number(b) > 12 ? calendar(year(y), Number(a), Number(b)) : calendar(year(y), Number(b), Number(a)),
  ],
  [
    '(\\d{1,2}) / (\\d{1,2})',
    ([, a, b], today) => (Number(b) > 12 ? next(today, Number(a), Number(b)) : next(today, Number(b), Number(a))),
  ],
  [
    `(?:(?:the )?end of |the end of |fin |la fin (?:de |d' )?|fin (?:de |d' )|end |late )(${MONTH})(?: (\\d{4}))?`,
    ([, m = '', y], today) =>
      y ? lastOf(Number(y), indexIn(MONTHS, m) + 1) : next(today, indexIn(MONTHS, m) + 1, null),
  ],
  [
    `(?:the |le )?(\\d{1,2}) (?:st |nd |rd |th |er |of ){0,20}(${MONTH})(?: [.,])?(?: (\\d{4}))?`,
    ([, d, m = '', y], today) =>
      y ? calendar(Number(y), indexIn(MONTHS, m) + 1, Number(d)) : next(today, indexIn(MONTHS, m) + 1, Number(d)),
  ],
  [
    `(${MONTH}) (?:the )?(\\d{1,2})(?!\\d)(?: (?:st|nd|rd|th))?(?: ,)?(?: (\\d{4}))?`,
    ([, m = '', d, y], today) =>
      y ? calendar(Number(y), indexIn(MONTHS, m) + 1, Number(d)) : next(today, indexIn(MONTHS, m) + 1, Number(d)),
  ],
  [
    `(${MONTH})(?: (\\d{4}))?(?= )`,
    ([, m = '', y], today) =>
      y ? lastOf(Number(y), indexIn(MONTHS, m) + 1) : next(today, indexIn(MONTHS, m) + 1, null),
  ],
  [
    "(?:the )?(?:end of|fin|la fin|fin de|close of)(?: (?:the|this|de|du|d'|l'|ce|cet|cette|la)){0,9} (month|mois|year|annee|quarter|trimestre|week|semaine)",
    ([, unit = ''], today) => endOf(unit, today),
  ],
  ["(?:year end|year s end|year 's end|fin d' annee)", (_match, today) => endOf('year', today)],
  ["(?:month end|month 's end|fin de mois|fin du mois)", (_match, today) => endOf('month', today)],
  [
    '(?:the )?(?:end of|fin) (?:next month|du mois prochain|mois prochain)',
    (_match, today) => {
      const [y = 0, m = 1] = today.split('-').map(Number);
      return lastOf(y, m + 1);
    },
  ],
  ['(?:tomorrow|demain)', (_match, today) => later(today, 1, 'day')],
  [
    `(?:next |this |coming |ce |le |the )?(${DAYS.join('|')})(?: prochain)?`,
    ([, name = ''], today) => {
      const now = new Date(`${today}T00:00:00Z`).getUTCDay();
      return later(today, (indexIn(DAYS, name) - now + 7) % 7 || 7, 'day');
    },
  ],
  [
    '(?:the |le |(?<= au ))(\\d{1,2})(?: (?:st|nd|rd|th))?(?= )',
    ([, d], today, shown) => {
      // "until the 31st", of the month that is shown.
      const [y = 0, m = 1] = (shown && shown > today ? shown : today).split('-').map(Number);
      for (const month of [m, m + 1]) {
        const found = calendar(y + Math.floor((month - 1) / 12), ((month - 1) % 12) + 1, Number(d));
        if (found && found >= today) return found;
      }
      return null;
    },
  ],
];

function endOf(unit: string, today: string): string | null {
  const [y = 0, m = 1] = today.split('-').map(Number);
  if (/^(?:month|mois)/u.test(unit)) return lastOf(y, m);
  if (/^(?:quarter|trimestre)/u.test(unit)) return lastOf(y, Math.ceil(m / 3) * 3);
  if (/^(?:week|semaine)/u.test(unit)) {
    const now = new Date(`${today}T00:00:00Z`).getUTCDay();
    return later(today, (7 - now) % 7, 'day');
  }
  return `${y}-12-31`;
}

const UNTIL =
  "(?:until|untill|til|jusqua|jusquau|to(?= the end of)|till|through|thru|up to|up until|valid until|expiring(?: on)?|ending(?: on)?|to end on|and ends on|jusqu' (?:a |au |en |a la |aux )?|jusque (?:a |au |en )?|jusquau|(?:a |au )?echeance (?:au )?|with end date|end date|date de fin|avec fin (?:le|au)|fin le|limite a?u?|valable jusqu' au)(?: and including| inclusive| including)? ?(?:the |le |on |au )?";
/** "make it 30 April", "non, 6 mois": in place of a last day that is shown. */
const INSTEAD =
  "(?<=^ (?:(?:no|non|ok|actually|en fait|sorry|pardon|wait|attends|rather|plutot|but|mais|make (?:it|that)|change (?:it|that) to|let 's say|say|disons|mets|mettez|only|seulement|,) ){1,8})(?:the |le |au |a )?";
const ENDS = '(?= (?:(?:please|instead|rather|plutot|stp|svp|[.!]) ){0,8}$)';
const PERIOD_NAMED = `(?:the |a |another |les |un |next |prochains? |exactly |encore |max |maximum |only |just |about ){0,20}${COUNT} (?:more |next |prochains? |prochaines |calendar |full )?(days?|weeks?|months?|years?|quarters?|jours?|semaines?|mois|ans?|annees?|trimestres?)(?: (?:from now|from today|only|max|maximum|seulement|de plus))?`;
const PERIOD = new RegExp(
  `(?<= )(?:for|pour|pendant|durant|over|sur|for the|another|for another|de|d') ${PERIOD_NAMED}(?= )`,
  'u',
);
const PERIOD_INSTEAD = new RegExp(`${INSTEAD}${PERIOD_NAMED}${ENDS}`, 'u');
const UNTILS = DATES.map(([source, reader]) => ({
  pattern: new RegExp(`(?<= )${UNTIL}(?:the |le )?${source}`, 'u'),
  reader,
}));

export interface Until {
  date: string;
  /** The place in the line. */
  from: number;
  to: number;
}

const INSTEADS = DATES.map(([source, reader]) => ({
  pattern: new RegExp(`${INSTEAD}(?!tomorrow|demain)${source}${ENDS}`, 'u'),
  reader,
}));

/**
 * The last day that a line names: "until the end of March", "for 3 months", "jusqu'au 31/03/2027". `shown`: the last day
 * that it may correct.
 */
export function untilIn(line: string, today: string, shown?: string): Until | null {
  for (const { pattern, reader } of shown === undefined ? UNTILS : [...UNTILS, ...INSTEADS]) {
    const match = pattern.exec(line);
    const date = match && reader(match, today, shown);
    if (match && date) return { date, from: match.index, to: match.index + match[0].length };
  }
  const period = PERIOD.exec(line) ?? (shown === undefined ? null : PERIOD_INSTEAD.exec(line));
  const count = period && numberOf(period[1] ?? '');
  if (!period || !count) return null;
  return {
    date: later(today, count, period[2] ?? ''),
    from: period.index,
    to: period.index + period[0].length,
  };
}
