import type { Category, Command, Locale, Slots } from '../benefits/command';

/** The names that a text may hold: those of a company. */
export interface Catalogue {
  benefits: readonly { id: string; nameEn: string; nameFr: string; category: Category }[];
  people: readonly { email: string; name: string }[];
}

/** What surrounds the text. */
export interface Hearing {
  /**
   * Entities of the activity: the mention's text as it stands in the text (`<at>…</at>`) and the person's e-mail
   * address, null for the bot itself or someone unknown.
   */
  mentions?: readonly { text: string; email: string | null; name: string }[];
}

export interface Meaning {
  command: Command | 'none';
  slots: Slots;
  /** The message's language, where it is clear. */
  locale: Locale | null;
  /** False: not understood, ask instead of acting; the command is then `none`. True with `none`: it asks for nothing. */
  sure: boolean;
  /** Where it was not understood: up to three likeliest meanings. */
  guesses: readonly { command: Command; slots: Slots }[];
}

/** What the bot asked last. */
export interface Question {
  command: Command;
  slots: Slots;
  asking: 'benefit' | 'user' | 'from' | 'to' | 'email' | 'language' | 'os' | 'role' | 'name' | 'confirm' | 'filter';
  /** Ids offered. */
  candidates?: readonly string[];
}

export type Answer =
  | { kind: 'fill'; slots: Slots }
  | { kind: 'confirm' }
  | { kind: 'cancel' }
  | { kind: 'new'; meaning: Meaning }
  | { kind: 'unclear' };

export interface Language {
  parse(text: string, hearing?: Hearing): Meaning;
  answer(question: Question, text: string, hearing?: Hearing): Answer;
  /** How a message was understood and why, in lines for a terminal. */
  explain(text: string): string[];
  /** What the judge of unclear messages goes by; for teaching it. */
  cues(text: string): string[];
  /** Ids (of people: e-mail addresses) whose names are nearest to a text. */
  nearest(kind: 'benefit' | 'person', text: string, count: number): string[];
  /** Ids or addresses that have a word with this beginning; accents and case do not count. */
  search(kind: 'benefit' | 'person', prefix: string, count: number): string[];
}
