import { benefitName } from '../benefits/benefit';
import type { ImportDifference } from '../benefits/import-difference';
import { searchChoice } from './ask-person';
import type { Element } from './elements';
import { fact, note, section, text, texts } from './parts';
import type { ImportCounts, RenderOptions } from './views';
import { dayText, plain } from './words';

const SHOWN = 20;
const MOST_CHOICES = 200;

/** Asks who gives up a seat. */
export function shortageInputs({ shortages, chosen }: ImportCounts, options: RenderOptions): Element[] {
  const t = texts(options.locale);
  if (shortages.length === 0) return [];
  const choices = shortages.flatMap(({ benefit, holders }) =>
    holders.map(({ seat, name }) => ({
      title: plain(`${benefitName(benefit, options.locale)}: ${name}`, 120),
      value: seat,
    })),
  );
  return [
    ...shortages.map(({ benefit, quantity, holders }) =>
      text(t.import.shortage(plain(benefitName(benefit, options.locale), 120), quantity, holders.length), {
        color: 'Warning',
      }),
    ),
    {
      ...searchChoice('giveUp', t.import.giveUp, choices.slice(0, MOST_CHOICES), t.ask.choose),
      value: chosen.join(','),
      style: 'expanded',
      isMultiSelect: true,
    },
  ];
}

function differenceText(difference: ImportDifference, options: RenderOptions): string {
  const t = texts(options.locale);
  switch (difference.is) {
    case 'role':
      return t.import.change(difference.name, t.role[difference.from], t.role[difference.to]);
    case 'new-admin':
      return t.import.newAdmin(difference.name, difference.email);
    case 'address':
      return t.import.change(difference.name, difference.from, difference.to);
    case 'unlinked':
    case 'relinked':
      return t.import[difference.is](difference.name);
    case 'at-microsoft':
      return t.import.atMicrosoft(difference.name, benefitName(difference.benefit, options.locale), difference.listed);
    case 'unknown-level':
      return t.import.unknownLevel(difference.level, difference.seats);
    case 'step-done':
      return t.import.stepDone(difference.name, benefitName(difference.benefit, options.locale), difference.step);
    case 'starts-later':
      return t.import.startsLater(benefitName(difference.benefit, options.locale), dayText(difference.on, options));
    case 'seat':
      return t.import.seat(
        benefitName(difference.benefit, options.locale),
        difference.seat,
        difference.from ?? t.import.nobody,
        difference.to ?? t.import.nobody,
      );
  }
}

export function importFacts(counts: ImportCounts, options: RenderOptions): Element[] {
  const t = texts(options.locale);
  const shown = counts.differences.slice(0, SHOWN);
  const rest = counts.differences.length - shown.length;
  return [
    note(plain(counts.file, 120)),
    ...counts.sheets.map((sheet) => {
      const said = [
        ...(sheet.added > 0 ? [t.import.added(sheet.added)] : []),
        ...(sheet.updated > 0 ? [t.import.updated(sheet.updated)] : []),
        ...(sheet.unchanged > 0 || sheet.added + sheet.updated === 0 ? [t.import.unchanged(sheet.unchanged)] : []),
        ...(sheet.notInFile > 0 ? [t.import.notInFile(sheet.notInFile)] : []),
      ];
      return fact(t.import.sheets[sheet.sheet] ?? plain(sheet.sheet, 40), said.join(', '));
    }),
    ...(shown.length > 0 ? [section(t.import.differences)] : []),
    ...shown.map((one) => text(plain(differenceText(one, options), 300), { spacing: 'None' })),
    ...(rest > 0 ? [note(t.more(rest))] : []),
    ...(counts.leftOut > 0 ? [note(t.import.leftOut(counts.leftOut))] : []),
    ...(counts.ignored.length > 0 ? [note(t.import.ignored(plain(counts.ignored.join(', '), 200)))] : []),
  ];
}
