import type { Activation } from '../benefits/benefit';
import type { Category, Locale, OperatingSystem, Role } from '../benefits/command';
import type { KeyKind } from '../benefits/key';
import type { MembershipStatus } from '../benefits/membership';
import type { Day } from '../benefits/time';
import type { Problem } from './row-error';

/** A row's place, to report errors of its cells. */
export interface Place {
  line: number;
  say(column: string, value: string | null, problem: Problem): void;
}

export interface MembershipRow {
  company: string;
  partnerId: string;
  program: string;
  status: MembershipStatus;
  startsOn: Day;
  expiresOn: Day;
  accountEmail: string;
  joinUrl: string;
  renewUrl: string;
}

export interface BenefitRow {
  id: string;
  category: Category;
  nameEn: string;
  nameFr: string;
  package: string;
  quantity: number;
  activation: Activation;
  startsOn: Day;
  expiresOn: Day;
  portalUrl: string | null;
  descriptionEn: string;
  descriptionFr: string;
  instructionsEn: string;
  instructionsFr: string;
}

export interface KeyRow {
  benefitId: string;
  key: string;
  kind: KeyKind;
  language: string | null;
  os: OperatingSystem | null;
}

export interface DownloadRow {
  benefitId: string;
  language: string | null;
  os: OperatingSystem | null;
  label: string;
  url: string;
}

export interface UserRow {
  email: string;
  name: string;
  role: Role;
  locale: Locale | null;
  aadObjectId: string | null;
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
}
