import { writeZip, type ZipPart } from './zip-write';

interface WorkbookColumn {
  name: string;
  /** A comment on the header cell. */
  note?: string;
  /** Offered as a drop-down list. */
  values?: readonly string[];
  width?: number;
}

interface WorkbookSheet {
  name: string;
  columns: readonly WorkbookColumn[];
  rows: Iterable<readonly (string | number)[]> | AsyncIterable<readonly (string | number)[]>;
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
/** Rows with drop-down lists. */
const LISTED_ROWS = 2_000;
/** Styles in styles.xml: bold header, and text format, which keeps input as typed. */
const [HEADER, TEXT] = [1, 2];

/** Writes an .xlsx workbook (ECMA-376 part 1): text is never a formula; the header is bold and frozen. */
export async function writeWorkbook(sheets: readonly WorkbookSheet[]): Promise<Buffer> {
  const parts: ZipPart[] = [];
  const add = (name: string, content: string) => parts.push({ name, content: HEAD + content });
  const numbered = sheets.map((sheet, index) => ({
    sheet,
    n: index + 1,
    noted: sheet.columns.some(({ note }) => note),
  }));
  add(
    '[Content_Types].xml',
    `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/><Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPES}.styles+xml"/>${numbered
      .map(
        ({ n, noted }) =>
          `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${TYPES}.worksheet+xml"/>${noted ? `<Override PartName="/xl/comments${n}.xml" ContentType="${TYPES}.comments+xml"/>` : ''}`,
      )
      .join('')}</Types>`,
  );
  add('_rels/.rels', relations([['officeDocument', 'xl/workbook.xml']]));
  add(
    'xl/workbook.xml',
    `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${numbered
      .map(({ sheet, n }) => `<sheet name="${xml(sheet.name)}" sheetId="${n}" r:id="rId${n}"/>`)
      .join('')}</sheets></workbook>`,
  );
  add(
    'xl/_rels/workbook.xml.rels',
    relations([
      ...numbered.map(({ n }): [string, string] => ['worksheet', `worksheets/sheet${n}.xml`]),
      ['styles', 'styles.xml'],
    ]),
  );
  add('xl/styles.xml', STYLES);
  for (const { sheet, n, noted } of numbered) {
    parts.push({ name: `xl/worksheets/sheet${n}.xml`, content: sheetXml(sheet, noted) });
    if (!noted) continue;
    add(
      `xl/worksheets/_rels/sheet${n}.xml.rels`,
      relations([
        ['vmlDrawing', `../drawings/vmlDrawing${n}.vml`],
        ['comments', `../comments${n}.xml`],
      ]),
    );
    add(`xl/comments${n}.xml`, commentsXml(sheet));
    add(`xl/drawings/vmlDrawing${n}.vml`, notesXml(sheet));
  }
  return writeZip(parts);
}

const STYLES = `<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

const relations = (targets: readonly (readonly [string, string])[]): string =>
  `<Relationships xmlns="${PACKAGE}">${targets
    .map(([type, target], at) => `<Relationship Id="rId${at + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`)
    .join('')}</Relationships>`;

// Not allowed in XML 1.0, lone surrogates included.
const NOT_XML = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;
const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#13;' };
const xml = (text: string): string =>
  text.replace(NOT_XML, '').replace(/[&<>"\r]/g, (character) => ENTITIES[character] ?? character);

function letters(column: number): string {
  const rest = column < 26 ? '' : letters(Math.floor(column / 26) - 1);
  return rest + String.fromCharCode(65 + (column % 26));
}

const cell = (value: string | number, reference: string, style: number): string => {
  if (value === '') return '';
  return typeof value === 'number'
    ? `<c r="${reference}"><v>${value}</v></c>`
    : `<c r="${reference}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${xml(value)}</t></is></c>`;
};

const row = (cells: readonly (string | number)[], number: number, style: number): string =>
  `<row r="${number}">${cells.map((value, at) => cell(value, `${letters(at)}${number}`, style)).join('')}</row>`;

async function* sheetXml({ columns, rows }: WorkbookSheet, noted: boolean): AsyncGenerator<string> {
  const widths = columns.map(
    ({ width = 18 }, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" style="${TEXT}" customWidth="1"/>`,
  );
  yield `${HEAD}<worksheet xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths.join('')}</cols><sheetData>`;
  const names = columns.map(({ name }) => name);
  yield row(names, 1, HEADER);
  let number = 1;
  for await (const cells of rows) {
    number += 1;
    yield row(cells, number, TEXT);
  }
  yield `</sheetData>${listsXml(columns)}${noted ? '<legacyDrawing r:id="rId1"/>' : ''}</worksheet>`;
}

/** Other values can still be typed; the import reports them. */
function listsXml(columns: readonly WorkbookColumn[]): string {
  const lists = columns.flatMap(({ values }, at) => {
    const range = `${letters(at)}2:${letters(at)}${LISTED_ROWS}`;
    const formula = `<formula1>"${xml(values?.join(',') ?? '')}"</formula1>`;
    return values
      ? [
          `<dataValidation type="list" allowBlank="1" errorStyle="information" sqref="${range}">${formula}</dataValidation>`,
        ]
      : [];
  });
  return lists.length > 0 ? `<dataValidations count="${lists.length}">${lists.join('')}</dataValidations>` : '';
}

const commentsXml = ({ columns }: WorkbookSheet): string =>
  `<comments xmlns="${MAIN}"><authors><author>benefits-bot</author></authors><commentList>${columns
    .map(({ note }, at) =>
      note
        ? `<comment ref="${letters(at)}1" authorId="0"><text><r><t xml:space="preserve">${xml(note)}</t></r></text></comment>`
        : '',
    )
    .join('')}</commentList></comments>`;

/** Positions of the comment boxes, in the VML drawing that Excel requires. */
const notesXml = ({ columns }: WorkbookSheet): string =>
  `<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>${columns
    .map(({ note }, at) =>
      note
        ? `<v:shape id="_x0000_s${1025 + at}" type="#_x0000_t202" style="position:absolute;width:200pt;height:70pt;z-index:${at + 1};visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>${at + 1}, 15, 0, 2, ${at + 4}, 15, 4, 4</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>0</x:Row><x:Column>${at}</x:Column></x:ClientData></v:shape>`
        : '',
    )
    .join('')}</xml>`;
