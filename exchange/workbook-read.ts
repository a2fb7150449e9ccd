import { SaxesParser } from 'saxes';
import { isDateFormat, serialDay } from './excel-dates';
import { LimitPassed, LONGEST_XML_PIECE } from './limits';
import type { Problem } from './row-error';
import type { Cell, Reading, Row } from './table';
import { type Archive, openZip } from './zip-read';

/** A workbook being read. */
interface Source extends Reading {
  archive: Archive;
  elements: number;
}

export interface Worksheet {
  title: string;
  rows(): Promise<Row[]>;
}

/**
 * The sheets of an .xlsx workbook (ECMA-376 part 1, 18.3 worksheets, 18.4 shared strings, 18.8 styles). A formula yields its
 * stored result, a date cell YYYY-MM-DD. XML entities are not expanded. Throws if the workbook is damaged; see `readProblem`.
 */
export async function openWorkbook(bytes: Buffer, reading: Reading): Promise<Worksheet[] | Problem> {
  if (startsWith(bytes, OLE)) return { is: 'locked-workbook' };
  const archive = await openZip(bytes, reading.limits, 'not-a-workbook');
  if ('is' in archive) return archive;
  const source = { ...reading, archive, elements: 0 };
  const book = await readBook(source);
  if (book === null) return { is: 'not-a-workbook' };
  const strings = await readStrings(source, book.strings);
  const dates = await readDateStyles(source, book.styles);
  return book.sheets.map(({ title, path }) => ({
    title,
    rows: () => readRows(source, path, strings, dates, book.date1904),
  }));
}

/** Encrypted workbooks and .xls files are OLE containers. */
const OLE = 'd0cf11e0';
const ZIP = '504b0304';
const startsWith = (bytes: Buffer, start: string): boolean => bytes.subarray(0, 4).toString('hex') === start;

/** Whatever its name says. */
export const isWorkbook = (bytes: Buffer): boolean => startsWith(bytes, OLE) || startsWith(bytes, ZIP);

interface Book {
  sheets: { title: string; path: string }[];
  strings: string | null;
  styles: string | null;
  date1904: boolean;
}

interface Tag {
  name: string;
  attributes: Readonly<Record<string, string>>;
}

interface Handlers {
  open?(tag: Tag): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** Tag names come without a namespace prefix. False if there is no such part. */
async function scan(source: Source, path: string, handlers: Handlers): Promise<boolean> {
  const { limits, pacer } = source;
  const stream = await source.archive.stream(path);
  if (stream === null) return false;
  let depth = 0;
  let sinceTag = 0;
  const parser = new SaxesParser({ fragment: false });
  const bare = (tagName: string): string => tagName.slice(tagName.indexOf(':') + 1);
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', (tag) => {
    source.elements += 1;
    depth += 1;
    sinceTag = 0;
    if (source.elements > limits.elements) throw new LimitPassed({ is: 'odd-workbook' });
    if (depth > limits.depth) throw new LimitPassed({ is: 'odd-workbook' });
    handlers.open?.({ name: bare(tag.name), attributes: tag.attributes as Record<string, string> });
  });
  parser.on('closetag', (tag) => {
    depth -= 1;
    sinceTag = 0;
    handlers.close?.(bare(tag.name));
  });
  parser.on('text', (text) => handlers.text?.(text));
  parser.on('cdata', (text) => handlers.text?.(text));
  stream.setEncoding('utf8');
  for await (const part of stream as AsyncIterable<string>) {
    if (pacer.due()) await pacer.pause();
    parser.write(part);
    sinceTag += part.length;
    if (sinceTag > LONGEST_XML_PIECE) throw new LimitPassed({ is: 'odd-workbook' });
  }
  parser.close();
  return true;
}

async function relations(
  source: Source,
  folder: string,
  file: string,
): Promise<{ id: string; type: string; path: string }[]> {
  const found: { id: string; type: string; path: string }[] = [];
  await scan(source, `${folder}_rels/${file}.rels`, {
    open({ name, attributes: { Id, Type, Target } }) {
      if (name !== 'Relationship' || !Id || !Type || !Target) return;
      const path = Target.startsWith('/') ? Target.slice(1) : `${folder}${Target}`;
      found.push({ id: Id, type: Type.slice(Type.lastIndexOf('/') + 1), path });
    },
  });
  return found;
}

async function readBook(source: Source): Promise<Book | null> {
  const main = (await relations(source, '', '')).find(({ type }) => type === 'officeDocument')?.path;
  if (!main) return null;
  const at = main.lastIndexOf('/') + 1;
  const parts = await relations(source, main.slice(0, at), main.slice(at));
  const sheets: Book['sheets'] = [];
  let date1904 = false;
  await scan(source, main, {
    open({ name, attributes }) {
      if (name === 'workbookPr') date1904 = ['1', 'true'].includes(attributes.date1904 ?? '');
      if (name !== 'sheet') return;
      const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1];
      const path = parts.find((part) => part.id === id && part.type === 'worksheet')?.path;
      if (path) sheets.push({ title: attributes.name ?? '', path });
    },
  });
  const partOf = (type: string): string | null => parts.find((part) => part.type === type)?.path ?? null;
  return { sheets, strings: partOf('sharedStrings'), styles: partOf('styles'), date1904 };
}

async function readStrings(source: Source, path: string | null): Promise<string[]> {
  const strings: string[] = [];
  if (path === null) return strings;
  let text = '';
  let inText = false;
  let phonetic = false;
  await scan(source, path, {
    open({ name }) {
      if (name === 'si') text = '';
      if (name === 'rPh') phonetic = true;
      inText = name === 't' && !phonetic;
    },
    text(part) {
      if (inText) text += part;
    },
    close(name) {
      if (name === 't') inText = false;
      if (name === 'rPh') phonetic = false;
      if (name === 'si') strings.push(unescaped(text));
    },
  });
  return strings;
}

/** For each cell style, whether it shows a number as a date. */
async function readDateStyles(source: Source, path: string | null): Promise<boolean[]> {
  const styles: boolean[] = [];
  if (path === null) return styles;
  const formats = new Map<number, string>();
  let inCells = false;
  await scan(source, path, {
    open({ name, attributes }) {
      if (name === 'numFmt') formats.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
      if (name === 'cellXfs') inCells = true;
      if (name === 'xf' && inCells) styles.push(isDateFormat(Number(attributes.numFmtId ?? 0), formats));
    },
    close(name) {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return styles;
}

const columnOf = (reference: string): number => {
  let column = 0;
  for (const letter of /^[A-Z]{1,3}/.exec(reference)?.[0] ?? '') column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
};

/** `_x000D_` encodes a character that XML can't contain (22.9.2.19). */
const unescaped = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_all, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;

/** Error values of formulas (18.17.3, and later additions of Excel). */
const ERROR_VALUES = new Set(
  '#NULL! #DIV/0! #VALUE! #REF! #NAME? #NUM! #N/A #GETTING_DATA #SPILL! #CALC! #FIELD! #BLOCKED! #CONNECT!'.split(' '),
);

/** Cells beyond this column are dropped; the header is reported as wrong anyway. */
const WIDEST = 200;

async function readRows(
  source: Source,
  path: string,
  strings: readonly string[],
  dates: readonly boolean[],
  date1904: boolean,
): Promise<Row[]> {
  const rows: Row[] = [];
  let count = 0;
  let line = 0;
  let cells: Cell[] = [];
  let at = -1;
  let type = '';
  let isDate = false;
  let formula = false;
  let value = '';
  let taking = false;
  let phonetic = false;
  await scan(source, path, {
    open({ name, attributes }) {
      if (name === 'row') {
        line = attributes.r ? Number(attributes.r) : line + 1;
        cells = [];
        at = -1;
      } else if (name === 'c') {
        at = attributes.r ? columnOf(attributes.r) : at + 1;
        type = attributes.t ?? 'n';
        isDate = dates[Number(attributes.s ?? 0)] ?? false;
        formula = false;
        value = '';
      } else if (name === 'f') formula = true;
      else if (name === 'rPh') phonetic = true;
      taking = name === 'v' || (name === 't' && !phonetic);
    },
    text(part) {
      if (taking) value += part;
    },
    close(name) {
      if (name === 'rPh') phonetic = false;
      if (name === 'v' || name === 't') taking = false;
      if (name === 'c' && at >= 0 && at < WIDEST) {
        while (cells.length < at) cells.push('');
        cells[at] = cellOf();
      }
      if (name !== 'row' || cells.every((one) => one === '')) return;
      rows.push({ line, cells });
      count += cells.length;
      if (rows.length > source.limits.rows) throw new LimitPassed({ is: 'too-many-rows', limit: source.limits.rows });
      if (count > source.limits.cells) throw new LimitPassed({ is: 'too-many-cells', limit: source.limits.cells });
    },
  });
  return rows;

  function cellOf(): Cell {
    if (type === 'e') return { is: 'formula-error', value: ERROR_VALUES.has(value) ? value : '#ERROR!' };
    if (formula && value === '' && type !== 'str') return { is: 'formula-empty' };
    if (type === 's') return strings[Number(value)] ?? '';
    if (type === 'b') return value === '1' ? 'TRUE' : 'FALSE';
    if (type === 'd') return value.slice(0, 10);
    if (type === 'n' && value !== '')
      return isDate ? (serialDay(Number(value), date1904) ?? value) : { number: plain(value) };
    return unescaped(value);
  }
}

/** A number in plain digits: some programs store a partner id as 6.54321E6. */
function plain(value: string): string {
  const number = Number(value);
  if (Number.isInteger(number) && Math.abs(number) < 1e21) return BigInt(number).toString();
  return Number.isFinite(number) ? String(Number(number.toPrecision(15))) : value;
}
