import type { Reason } from '../benefits/refusal';
import type { Day } from '../benefits/time';
import { NEEDED_SHEETS, SHEETS } from './columns';
import type { RowError } from './row-error';

const megabytes = (bytes: number): string => `${Math.round(bytes / 1_000_000)} MB`;
const quoted = (value: string | null): string => (value === null ? 'this' : `"${value}"`);

const LISTED = 10;
const listed = (names: readonly string[]): string =>
  names.length > LISTED ? `${names.slice(0, LISTED).join(', ')} and ${names.length - LISTED} more` : names.join(', ');

function refusalText(reason: Reason, on: Day | null, person: string): string {
  switch (reason) {
    case 'membership-none':
    case 'membership-pending':
    case 'membership-ended':
      return `no seat can be assigned: the membership is not active${on ? ` (${on})` : ''}; renew it, or give since for seats already assigned`;
    case 'benefit-not-begun':
      return `the benefit starts on ${on}; assign the seat then`;
    case 'benefit-ended':
      return `the benefit ended on ${on}; correct its dates, or remove the row`;
    case 'full':
      return `no seat is free for ${person}; take one back, or raise the quantity`;
    case 'already-assigned':
      return `${person} already has a seat of this benefit; remove one of the rows`;
    case 'only-for-oneself':
      return `this benefit can’t be assigned to ${person}: people activate it for themselves; give since if it is already activated`;
    case 'too-soon':
      return `this seat can’t change hands before ${on}; keep its holder until then`;
    case 'no-other-email':
      return `${person} needs another e-mail address for this benefit; fill in alternate_email`;
    case 'bad-email':
      return 'alternate_email is not an e-mail address; correct it';
    case 'email-is-account':
      return 'alternate_email is the address of the partner account; use another one';
    case 'email-is-own':
      return `alternate_email is ${person} again; use another address`;
    default:
      return 'the rules for seats do not allow this; correct the row';
  }
}

/** What is wrong and how to fix it. */
export function errorInEnglish({ problem: p, value, column, cell }: RowError): string {
  switch (p.is) {
    case 'not-there':
      return 'no such file or folder; check the path';
    case 'not-readable':
      return 'can’t be read; check its permissions and whether another program has it open';
    case 'no-sheets':
      return `has none of the sheets ${SHEETS.join(', ')}; name them like this (in a folder: benefits.csv …)`;
    case 'too-large':
      return `is larger than ${megabytes(p.limit)}; split it or remove what you don’t need`;
    case 'unknown-kind':
      return 'is neither a folder nor a .csv, .zip, .xlsx or .xlsm file; save it as .xlsx';
    case 'unknown-list':
      return p.columns.length === 0
        ? 'its columns are neither those of a sheet nor those of a list that Microsoft exports in English; for a list of people, name the columns email and name'
        : `its columns ${listed(p.columns)} are not those of a list that Microsoft exports in English; say which have the address and the name: --email-column "${p.columns[0]}" --name-column …`;
    case 'not-a-workbook':
      return 'is not a workbook, or is damaged; open it in Excel and save it as .xlsx';
    case 'locked-workbook':
      return 'is password-protected or an old .xls file; save it as .xlsx without a password';
    case 'not-a-zip':
      return 'is not a zip file, or is damaged; zip the CSV files again';
    case 'inflates-too-much':
      return `expands to more than ${megabytes(p.limit)} or to too many files, so it was not opened; save a fresh copy with only the data`;
    case 'odd-workbook':
      return 'is not a workbook as Excel writes it; open it in Excel and save a fresh copy with only the data';
    case 'too-many-rows':
      return `has more than ${p.limit.toLocaleString('en')} rows; split it`;
    case 'too-many-cells':
      return `has more than ${p.limit.toLocaleString('en')} cells; remove the columns you don’t need`;
    case 'takes-too-long':
      return `takes longer than ${Math.round(p.limit / 1_000)} seconds to read; split it`;
    case 'two-files':
      return `contains the sheet ${p.sheet}, and so does ${p.other}; keep one of them`;
    case 'sheet-missing':
      return `is missing; a first import needs ${NEEDED_SHEETS.join(', ')}`;
    case 'no-rows':
      return 'has no rows; a first import needs at least one';
    case 'empty-file':
      return 'is empty; name the columns in the first line, or remove it';
    case 'not-utf8':
      return 'is not UTF-8 (probably Latin-1 or Windows-1252); save it as "CSV UTF-8"';
    case 'wrong-delimiter':
      return `columns are separated by "${p.found}"; use , or ;`;
    case 'bad-quotes':
      return 'a quotation mark is not closed, or is inside a cell; quote the whole cell and double the quotation marks in it';
    case 'unknown-column':
      return `unknown column; did you mean ${p.nearest}?`;
    case 'unknown-columns':
      return `${p.names.length === 1 ? 'unknown column; remove it' : `unknown columns ${listed(p.names)}; remove them`} (the columns are ${p.known.join(', ')})`;
    case 'no-header':
      return `the first line must name the columns: ${p.known.join(', ')}`;
    case 'missing-column':
      return 'column missing; add it to the header';
    case 'column-needed':
      return `column missing; new rows need it (first one: line ${p.line})`;
    case 'unnamed-column':
      return `${cell ?? `column ${column}`} is filled, but its column has no name in the first line; name it or clear it`;
    case 'column-twice':
      return 'duplicate column; remove one';
    case 'cell-count':
      return `the row has ${p.found === 1 ? '1 cell' : `${p.found} cells`}, the header has ${p.wanted}; check the separators and quote any text that contains one`;
    case 'one-row-only':
      return 'a company has one membership; keep one row';
    case 'empty':
      return 'is required; fill it in';
    case 'formula-error':
      return `the formula results in ${p.value}; correct it or type the value`;
    case 'formula-empty':
      return 'the formula has no stored result; open the workbook in Excel, let it calculate, and save it';
    case 'too-long':
      return `is longer than ${p.limit.toLocaleString('en')} characters; shorten it`;
    case 'line-break':
      return 'contains a line break; remove it';
    case 'invisible-character':
      return `contains an invisible character (${p.code}); retype it`;
    case 'number-key':
      return 'is stored as a number, so Excel may have changed its digits; format the column as text and enter the key again';
    case 'more-than-key':
      return 'contains more than a key; enter one key in each row, without other text';
    case 'holds-key':
      return 'contains what looks like a product key; keys belong in the column key of the sheet keys';
    case 'bad-id':
      return `${quoted(value)} is not a valid id; use lower-case letters, digits and hyphens, up to 64, for example visual-studio-2`;
    case 'bad-date':
      return `${quoted(value)} is not a date; use YYYY-MM-DD, for example 2027-02-28`;
    case 'ambiguous-date':
      return `${quoted(value)} could be day/month or month/day; use YYYY-MM-DD in the whole file, for example 2027-02-28`;
    case 'ends-before-it-starts':
      return `${quoted(value)} is before starts_on (${p.starts}); correct one of them`;
    case 'bad-number':
      return `${quoted(value)} is not a whole number of ${p.least} or more; use digits only, for example 10`;
    case 'number-too-large':
      return `${quoted(value)} is more than the maximum of ${p.limit.toLocaleString('en')}; check the number`;
    case 'empty-choice':
      return `is required; use ${p.values.join(', ')}`;
    case 'not-one-of':
      return `${quoted(value)} is not a known value; use ${p.values.join(', ')}${p.mayBeEmpty ? ', or leave it empty' : ''}`;
    case 'bad-language':
      return `${quoted(value)} is not a language code; use for example en, fr or pt-BR, or leave it empty`;
    case 'not-https':
      return `${quoted(value)} is not an https link; it must start with https://`;
    case 'bad-email':
      return `${quoted(value)} is not an e-mail address; use one address such as name@company.example, without a name or accents`;
    case 'guest-sign-in':
      return `${quoted(value)} is the sign-in name of a guest, not a mailbox; use the mail address`;
    case 'bad-locale':
      return `${quoted(value)} is not supported; use en or fr, with or without a region such as fr-FR, or leave it empty`;
    case 'too-many':
      return `has more than ${p.limit} entries; remove some`;
    case 'bad-object-id':
      return `${quoted(value)} is not an Entra object id; copy it from Entra, leave it empty, or use - to remove it`;
    case 'twice':
      return column === 'key'
        ? `the same key is in line ${p.line}; remove one`
        : `${quoted(value)} is also in line ${p.line}; ${column === 'label' ? 'remove one or use another label' : 'remove or correct one'}`;
    case 'unknown-benefit':
      return `there is no benefit ${value === null ? 'with this id' : quoted(value)}; ${p.nearest === null ? 'add it to the sheet benefits or correct the id' : `did you mean ${p.nearest}?`}`;
    case 'object-id-taken':
      return `${quoted(value)} already belongs to ${p.by}; two people can’t share an object id, correct one`;
    case 'quantity-below-seats':
      return `${quoted(value)} is less than the ${p.holders.length} seats in use (${listed(p.holders)}); take some back first, or in the sheet seats, or use ${p.holders.length} or more`;
    case 'unknown-person':
      return `${quoted(value)} is not in the list of people; add them to the sheet users or correct the address`;
    case 'unknown-seat':
      return `there is no seat ${value ?? 'with this number'}; the benefit has ${p.quantity}; correct the number, or leave it empty for any free seat`;
    case 'seat-refused':
      return refusalText(p.reason, p.on, quoted(value));
    case 'key-taken':
      return `this single-use key was given to ${p.by}; leave its kind as single-use`;
    case 'key-elsewhere':
      return `this single-use key already belongs to ${p.benefit}; remove or correct it`;
    case 'no-admin':
      return 'nobody would be an admin; give someone the role admin';
  }
}
