import type { Element } from './elements';
import { fact, note, personName, section, text, texts } from './parts';
import type { ImportCounts, RenderOptions } from './views';
import { plain } from './words';

export function importFacts(counts: ImportCounts, options: RenderOptions): Element[] {
  const t = texts(options.locale);
  const roles = counts.roles.slice(0, 20);
  return [
    note(plain(counts.file, 120)),
    ...counts.sheets.map((sheet) => {
      const said = [
        ...(sheet.added > 0 ? [t.import.added(sheet.added)] : []),
        ...(sheet.updated > 0 ? [t.import.updated(sheet.updated)] : []),
        t.import.unchanged(sheet.unchanged),
        ...(sheet.notInFile > 0 ? [t.import.notInFile(sheet.notInFile)] : []),
      ];
      return fact(t.import.sheets[sheet.sheet] ?? plain(sheet.sheet, 40), said.join(', '));
    }),
    ...(roles.length > 0 ? [section(t.import.roles)] : []),
    ...roles.map((one) =>
      text(t.import.role(personName(one.person), t.role[one.before], t.role[one.after]), { spacing: 'None' }),
    ),
    ...(counts.roles.length > roles.length ? [note(t.more(counts.roles.length - roles.length))] : []),
  ];
}
