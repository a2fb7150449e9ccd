import type { Category, Locale, OperatingSystem } from './command';
import type { Stored } from './outbox';
import type { Refusal } from './refusal';
import type { Day } from './time';

/** How a seat comes to life: with a key, by oneself, by assigning a person, or by assigning with another address. */
export const ACTIVATIONS = ['keys', 'self-assign', 'assign', 'assign-with-email'] as const;
export type Activation = (typeof ACTIVATIONS)[number];

export interface Download {
  /** ISO 639-1 code, or null for any language. */
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
  portalUrl: string | null;
  descriptionEn: string;
  descriptionFr: string;
  instructionsEn: string;
  instructionsFr: string;
  downloads: readonly Download[];
  /** Seats in use as last counted: good for filtering a list, not for deciding. The seats themselves decide. */
  used: number;
}

export const benefitName = (benefit: Pick<Benefit, 'nameEn' | 'nameFr'>, locale: Locale): string =>
  locale === 'fr' ? benefit.nameFr || benefit.nameEn : benefit.nameEn || benefit.nameFr;

export const benefitDescription = (benefit: Benefit, locale: Locale): string =>
  locale === 'fr' ? benefit.descriptionFr || benefit.descriptionEn : benefit.descriptionEn || benefit.descriptionFr;

export const benefitInstructions = (benefit: Benefit, locale: Locale): string =>
  locale === 'fr' ? benefit.instructionsFr || benefit.instructionsEn : benefit.instructionsEn || benefit.instructionsFr;

/** Order of a list: category, package, name. */
export function shelfOf(benefit: Pick<Benefit, 'category' | 'package' | 'nameEn' | 'id'>): string {
  const order = { software: 1, cloud: 2, 'visual-studio': 3, support: 4 }[benefit.category];
  return `${order}|${benefit.package}|${benefit.nameEn}|${benefit.id}`.toLowerCase();
}

/** Null when the benefit can be used today. Its last day still counts. */
export function benefitBlocker(benefit: Benefit, today: Day): Refusal | null {
  if (today < benefit.startsOn) return { reason: 'benefit-not-begun', benefit: benefit.id, on: benefit.startsOn };
  if (today > benefit.expiresOn) return { reason: 'benefit-ended', benefit: benefit.id, on: benefit.expiresOn };
  return null;
}
