/** Import and export of CSV files and workbooks, for the command line and the chat. */
export { importCompany } from './apply';
export { SHEETS, type Sheet } from './columns';
export { type Company, onlySheets } from './company';
export { ERRORS_SHOWN, errorLines, errorRecord } from './error-text';
export { exportCsv, exportWorkbook, exportZip } from './export';
export { DEFAULT_LIMITS, type Limits } from './limits';
export { type ImportPlan, planImport } from './plan';
export type { Problem, RowError } from './row-error';
export { loadSample } from './sample';
export type { Counts } from './sheet-changes';
export { readCompany, type Source } from './source';
export type { ListColumns } from './table';
export { writeTemplate } from './template';
export { bulkCsv, bulkRows } from './visual-studio';
