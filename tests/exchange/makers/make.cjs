// Writes the fixtures of JavaScript programs: npm install exceljs xlsx; TZ=UTC node make.cjs
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const ExcelJS = require('exceljs');
const SheetJS = require('xlsx');

const sheets = Object.entries(JSON.parse(readFileSync(join(__dirname, 'data.json'), 'utf8')));
const file = (name) => join(__dirname, 'files', name);
const value = (cell) =>
  typeof cell === 'string' && cell.startsWith('@') ? new Date(`${cell.slice(1)}T00:00:00Z`) : cell;

async function withExceljs() {
  const book = new ExcelJS.Workbook();
  for (const [name, rows] of sheets) book.addWorksheet(name).addRows(rows.map((row) => row.map(value)));
  await book.xlsx.writeFile(file('exceljs.xlsx'));
}

function withSheetJs(bookType) {
  const book = SheetJS.utils.book_new();
  for (const [name, rows] of sheets) {
    const sheet = SheetJS.utils.aoa_to_sheet(
      rows.map((row) => row.map(value)),
      { UTC: true },
    );
    SheetJS.utils.book_append_sheet(book, sheet, name);
  }
  SheetJS.writeFile(book, file(`sheetjs.${bookType}`), { bookType, compression: true });
}

withExceljs();
withSheetJs('xlsx');
withSheetJs('xlsm');
