/** CSV files and workbooks in and out, with errors by row; for the command line and the chat alike. */
export { applyImport, importCompany } from './apply';
export { SHEETS, type Sheet } from './columns';
export { exportCsv, exportWorkbook, exportZip } from './export';
export { DEFAULT_LIMITS, type Limits } from './limits';
export type { Counts, RoleChange } from './part';
export { type ImportOptions, type ImportPlan, planImport } from './plan';
export type { Problem, RowError } from './problem';
export { loadSample } from './sample';
export { type Company, readCompany, type Source } from './source';
export { writeTemplate } from './template';
export { ERRORS_SHOWN, errorLines, errorRecord } from './wording';
