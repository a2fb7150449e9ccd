import type { Locale, Named } from '../benefits/command';
import type { Token } from './text';
import type { Span } from './words';

export interface Entity {
  kind: 'benefit' | 'person' | 'email' | 'group' | 'team' | 'unknown';
  start: number;
  end: number;
  named: Named;
  /** As typed. */
  text: string;
  /** Everyday words that may not mean the benefit at all. */
  weak: boolean;
}

export interface Reading {
  text: string;
  tokens: readonly Token[];
  /** By the position where they start. */
  spans: readonly (readonly Span[])[];
  entityAt: readonly (Entity | undefined)[];
  entities: readonly Entity[];
  concepts: ReadonlySet<string>;
  locale: Locale | null;
  /** The concepts of the word at a position. */
  has(position: number, concept: string): boolean;
  /** Misspelt words and what they were taken for. */
  corrections: readonly string[];
}
