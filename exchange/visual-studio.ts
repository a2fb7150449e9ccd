import { stringify } from 'csv-stringify/sync';
import type { Benefit } from '../benefits/benefit';
import type { PortalStep } from '../benefits/portal-step';

/** Columns of the bulk-add template of manage.visualstudio.com, which itself has to be downloaded anew each time. */
const COLUMNS = [
  'Name',
  'Sign-in Email or Email',
  'Notification Email',
  'Subscription Level',
  'Reference',
  'Downloads',
  'Country',
  'Language',
];

/** The portal accepts no commas and no spaces around a value. */
const cell = (value: string): string =>
  value
    .replace(/[,\t\r\n]+/g, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();

/** The people whom the open steps assign this benefit to, as rows of the template. */
export const bulkRows = (benefit: Benefit, steps: readonly PortalStep[]): string[][] =>
  steps
    .filter((step) => step.kind === 'assign')
    .map(({ name, email }) => [cell(name), email, email, cell(benefit.nameEn), '', '', '', '']);

export const bulkCsv = (benefit: Benefit, steps: readonly PortalStep[]): string =>
  stringify([COLUMNS, ...bulkRows(benefit, steps)]);
