import type { Benefit, Download } from '../benefits/benefit';
import type { OperatingSystem } from '../benefits/command';
import type { ProductKey } from '../benefits/key';
import type { Membership } from '../benefits/membership';
import type { Stored } from '../benefits/outbox';
import type { Person } from '../benefits/person';
import type { Day } from '../benefits/time';
import type { Problem } from './row-error';

/** A row's place, to report errors of its cells. */
export interface Place {
  line: number;
  /** `column` null: the whole row. */
  say(column: string | null, value: string | null, problem: Problem): void;
  /** Reports, once per column, that this new row needs a column that the file lacks. */
  need(column: string): void;
}

/** Fields are absent if the file lacks their columns. */
export type MembershipRow = Partial<Omit<Membership, keyof Stored>>;

export type BenefitRow = { id: string } & Partial<Omit<Benefit, keyof Stored | 'downloads'>>;

export type KeyRow = { benefitId: string; key: string } & Partial<Pick<ProductKey, 'kind' | 'language' | 'os'>>;

export interface DownloadRow extends Download {
  benefitId: string;
}

export type UserRow = { email: string } & Partial<Pick<Person, 'name' | 'role' | 'locale' | 'groups'>> & {
    /** Null clears it. */
    aadObjectId?: string | null;
  };

export interface SeatRow {
  benefitId: string;
  /** Null: any free seat. */
  number: number | null;
  /** Address; empty: nobody. */
  holder: string;
  alternateEmail: string;
  since: Day | null;
  assignedBy: string;
}

export interface Placed<T> {
  row: T;
  at: Place;
}

/** The correct rows by sheet; null if the source has no such sheet. */
export interface Rows {
  membership: Placed<MembershipRow>[] | null;
  benefits: Placed<BenefitRow>[] | null;
  keys: Placed<KeyRow>[] | null;
  downloads: Placed<DownloadRow>[] | null;
  users: Placed<UserRow>[] | null;
  seats: Placed<SeatRow>[] | null;
}

/** Identifies a download. */
export const downloadName = (row: {
  benefitId: string;
  language: string | null;
  os: OperatingSystem | null;
  label: string;
}): string => [row.benefitId, row.language, row.os, row.label].join('\n');
