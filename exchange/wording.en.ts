import { NEEDED_SHEETS } from './columns';
import type { RowError } from './problem';

const megabytes = (bytes: number): string => `${Math.round(bytes / 1_000_000)} MB`;
const quoted = (value: string | null): string => (value === null ? 'this' : `"${value}"`);

export function problemInEnglish({ problem: p, value, column }: RowError): string {
  switch (p.is) {
    case 'not-there':
      return 'there is no such file or folder; check the path';
    case 'not-readable':
      return 'cannot be read; check the permissions and that no other program holds it';
    case 'no-sheets':
      return 'holds none of the sheets membership, benefits, keys, downloads, users; name them so (in a folder: benefits.csv …)';
    case 'too-large':
      return `is larger than ${megabytes(p.limit)}; split it, or remove what is not needed`;
    case 'unknown-kind':
      return 'is neither a folder of CSV files nor an .xlsx workbook; give one of these';
    case 'not-a-workbook':
      return 'is not a workbook, or it is damaged; open it in Excel and save it as .xlsx';
    case 'locked-workbook':
      return 'is protected by a password or is an old .xls file; save it as .xlsx without a password';
    case 'not-a-zip':
      return 'is not a zip file, or it is damaged; zip the CSV files again';
    case 'inflates-too-much':
      return `unpacks to more than ${megabytes(p.limit)} or to too many files and was not opened; save a fresh copy with the data alone`;
    case 'too-many-elements':
    case 'too-deep':
      return 'is not a workbook as Excel writes it; open it in Excel and save a fresh copy with the data alone';
    case 'too-many-rows':
      return `has more than ${p.limit.toLocaleString('en')} rows; split it`;
    case 'too-many-cells':
      return `has more than ${p.limit.toLocaleString('en')} cells; remove the columns that are not needed`;
    case 'takes-too-long':
      return `takes longer than ${Math.round(p.limit / 1_000)} seconds to read; split it`;
    case 'two-files':
      return `holds the sheet ${p.sheet}, and so does ${p.other}; keep one of the two`;
    case 'sheet-missing':
      return `is missing; there is no company yet, so ${NEEDED_SHEETS.join(', ')} are all needed`;
    case 'no-rows':
      return 'has no row below its header; there is no company yet, so it needs one';
    case 'empty-file':
      return 'is empty; its first line must name the columns';
    case 'not-utf8':
      return 'is not in UTF-8 (it looks like Latin-1 or Windows-1252); save it as "CSV UTF-8"';
    case 'utf16':
      return 'is in UTF-16; save it as "CSV UTF-8"';
    case 'wrong-delimiter':
      return `columns are separated by ${p.found === '\t' ? 'tabs' : `"${p.found}"`}; separate them by , or ;`;
    case 'bad-quotes':
      return 'a quotation mark is never closed or stands inside a cell; put the cell in quotation marks and double those inside it';
    case 'unknown-column':
      return p.nearest
        ? `unknown column; did you mean ${p.nearest}?`
        : `unknown column; remove it (the columns are ${p.known.join(', ')})`;
    case 'missing-column':
      return 'this column is missing; add it to the header (its cells may be empty where that is allowed)';
    case 'column-twice':
      return 'this column is there twice; remove one';
    case 'cell-count':
      return `the row has ${p.found === 1 ? '1 cell' : `${p.found} cells`}, the header has ${p.wanted}; check the separators and put a text that contains one in quotation marks`;
    case 'one-row-only':
      return 'a company has one membership; keep one row';
    case 'empty':
      return 'must not be empty; fill it in';
    case 'formula-error':
      return `the formula gives ${p.value}; correct it or type the value`;
    case 'formula-empty':
      return 'the formula has no stored value; open the workbook in Excel, let it calculate and save it';
    case 'too-long':
      return `is longer than ${p.limit} characters; shorten it`;
    case 'control-character':
      return 'contains a line break, an invisible or a control character; type it anew';
    case 'holds-key':
      return 'holds what looks like a product key; keys belong in the column key of the sheet keys';
    case 'bad-id':
      return `${quoted(value)} is not an id; use small letters, digits and hyphens, such as visual-studio-2, at most 64`;
    case 'bad-date':
      return `${quoted(value)} is not a date; write YYYY-MM-DD, such as 2027-02-28`;
    case 'ends-before-it-starts':
      return `${quoted(value)} is before starts_on (${p.starts}); correct one of the two`;
    case 'bad-number':
      return `${quoted(value)} is not a whole number of 1 or more; write digits only, such as 10`;
    case 'number-too-large':
      return `${quoted(value)} is more than ${p.limit.toLocaleString('en')}, the most that a benefit can have; check the number`;
    case 'empty-choice':
      return `must not be empty; use ${p.values.join(', ')}`;
    case 'not-one-of':
      return `${quoted(value)} is unknown; use ${p.values.join(', ')}${p.mayBeEmpty ? ', or leave it empty' : ''}`;
    case 'bad-language':
      return `${quoted(value)} is not a language code; use two letters such as en, fr, de, or leave it empty`;
    case 'not-https':
      return `${quoted(value)} is not an https link; it must begin with https://`;
    case 'bad-email':
      return `${quoted(value)} is not an e-mail address; write name@company.example, in plain letters`;
    case 'bad-object-id':
      return `${quoted(value)} is not an Entra object id; copy it from Entra, or leave it empty`;
    case 'twice':
      return column === 'key'
        ? `this key is already in line ${p.line}; remove one`
        : `${quoted(value)} is already in line ${p.line}; ${column === 'label' ? 'remove one, or give it another label' : 'remove one, or correct it'}`;
    case 'unknown-benefit':
      return `there is no benefit ${value === null ? 'with this id' : quoted(value)}; ${p.nearest === null ? 'add it to the sheet benefits, or correct the id' : `did you mean ${p.nearest}?`}`;
    case 'object-id-taken':
      return `${quoted(value)} belongs to ${p.by}; two people cannot have one object id, correct one`;
    case 'quantity-below-seats':
      return `${quoted(value)} is below the ${p.used} seats in use; unassign some first, or write ${p.used} or more`;
    case 'key-taken':
      return `this single-use key was taken by ${p.by}; leave its kind as single-use`;
    case 'key-elsewhere':
      return `this single-use key is already a key of ${p.benefit}; remove it here or correct it`;
    case 'no-admin':
      return 'nobody would be an admin; give one person the role admin';
  }
}
