import type { Category, Locale, OperatingSystem } from './command';
import type { Stored } from './outbox';
import type { Refusal } from './refusal';
import type { Day } from './time';

/** How a seat is activated. `redeem`: an admin orders it at no cost from Partner Center's redemption page, then assigns it. */
export const ACTIVATIONS = ['keys', 'self-assign', 'assign', 'assign-with-email', 'redeem'] as const;
export type Activation = (typeof ACTIVATIONS)[number];

export interface Download {
  /** Language tag such as `fr` or `pt-BR`, or null for any language. */
  language: string | null;
  os: OperatingSystem | null;
  label: string;
  url: string;
}

export interface Benefit extends Stored {
  category: Category;
  nameEn: string;
  nameFr: string;
  package: string;
  /** How many seats the membership grants. */
  quantity: number;
  activation: Activation;
  startsOn: Day;
  expiresOn: Day;
  /** The day until which it can be redeemed. */
  activateBy: Day | null;
  /** Days before a seat may be reassigned; null: REASSIGN_MIN_DAYS. */
  reassignMinDays: number | null;
  /** Microsoft's page for the holder. */
  portalUrl: string | null;
  /** Microsoft's page where an admin assigns seats. */
  adminUrl: string | null;
  descriptionEn: string;
  descriptionFr: string;
  instructionsEn: string;
  instructionsFr: string;
  downloads: readonly Download[];
}

/** A benefit as cards and previews name it. */
export type BenefitRef = Pick<Benefit, 'id' | 'nameEn' | 'nameFr'>;
export const benefitRef = ({ id, nameEn, nameFr }: BenefitRef): BenefitRef => ({ id, nameEn, nameFr });

export const benefitName = (benefit: Pick<Benefit, 'nameEn' | 'nameFr'>, locale: Locale): string =>
  locale === 'fr' ? benefit.nameFr || benefit.nameEn : benefit.nameEn || benefit.nameFr;

/** Microsoft's page for the admins. */
export const adminPage = (benefit: Pick<Benefit, 'adminUrl' | 'portalUrl'>): string | null =>
  benefit.adminUrl ?? benefit.portalUrl;

export const benefitDescription = (benefit: Benefit, locale: Locale): string =>
  locale === 'fr' ? benefit.descriptionFr || benefit.descriptionEn : benefit.descriptionEn || benefit.descriptionFr;

export const benefitInstructions = (benefit: Benefit, locale: Locale): string =>
  locale === 'fr' ? benefit.instructionsFr || benefit.instructionsEn : benefit.instructionsEn || benefit.instructionsFr;

/** What comes first: the last day to redeem the benefit, or the end of it. */
export function nextEnd({ activateBy, expiresOn }: Benefit, today: Day): { on: Day; redeem: boolean } {
  const redeem = activateBy !== null && activateBy >= today && activateBy < expiresOn;
  return { on: redeem ? activateBy : expiresOn, redeem };
}

/** Sorts by category, package, name. */
export function sortKeyOf(benefit: Pick<Benefit, 'category' | 'package' | 'nameEn' | 'id'>): string {
  const order = { software: 1, cloud: 2, 'visual-studio': 3, support: 4 }[benefit.category];
  return `${order}|${benefit.package}|${benefit.nameEn}|${benefit.id}`.toLowerCase();
}

/** Why the benefit can't be used today, or null. The last day is included. */
export function benefitBlocker(benefit: Benefit, today: Day): Refusal | null {
  if (today < benefit.startsOn) return { reason: 'benefit-not-begun', benefit: benefit.id, on: benefit.startsOn };
  if (today > benefit.expiresOn) return { reason: 'benefit-ended', benefit: benefit.id, on: benefit.expiresOn };
  return null;
}
