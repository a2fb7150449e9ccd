import type { Act, Category, Command, Locale, Slots } from '../benefits/command';
import type { Asking, Topic } from '../benefits/short-lived';

/** The names that a text may hold: those of a company. */
export interface Catalogue {
  benefits: readonly {
    id: string;
    nameEn: string;
    nameFr: string;
    category: Category;
    /** `assign-with-email`: a second address belongs to an assignment. */
    activation?: string;
  }[];
  people: readonly { email: string; name: string }[];
  /** Names of groups of people, as in the data. */
  groups?: readonly string[];
}

/** What surrounds the text. */
export interface Hearing {
  /**
   * The mention entities of the activity, in order: the text as it stands in the message (`<at>…</at>`), and the person's
   * address, or null for people who are not in the list and for the bot itself, whose name is empty.
   */
  mentions?: readonly { text: string; email: string | null; name: string }[];
  /** The company's current day, YYYY-MM-DD; "until March" and "for 3 months" count from it. */
  today?: string;
}

export interface Meaning {
  /** In the order of the text; empty when it asks for nothing. */
  acts: readonly Act[];
  /** What the text asks for and no slot holds, as typed. */
  unused: readonly string[];
  /** Why somebody wishes for a seat of their own, as typed; null: not said. */
  reason: string | null;
  /** The benefits and people whom the text names, whatever it says of them. */
  named: Pick<Topic, 'benefits' | 'people'>;
  /** The message's language, where it is clear. */
  locale: Locale | null;
  /** False: not understood; ask instead of acting. `acts` is then empty. */
  sure: boolean;
  /**
   * What a message that surely asks for nothing is: talk; an act that is forbidden, reported or doubted; or a wish for what
   * the bot does not do.
   */
  nothing: 'talk' | 'spoken of' | 'beyond';
  /** Where it was not understood: up to three likely meanings. */
  guesses: readonly Act[];
  /** Names that stand beside an address of nobody in the list. */
  introduced: readonly { name: string; email: string }[];
  /** The text, or its list of people, was too long: only so much of it was read. */
  cut: { characters: number } | { people: number } | null;
}

/** What the bot asked last. */
export interface Question {
  command: Command;
  slots: Slots;
  asking: Asking;
  /** Ids offered; at a confirmation, those that it was chosen from. */
  candidates?: readonly string[];
  /** The acts that a confirmation shows. */
  acts?: readonly Act[];
}

/** What is open in the conversation. */
export interface Open {
  question: Question | null;
  topic: Topic | null;
}

/** How a message relates to what is open. */
export type Relation =
  /** `besides`: what else it asks for. */
  | { kind: 'confirm'; besides: readonly Act[] }
  | { kind: 'cancel' }
  /** "hold on": what is open stays open. */
  | { kind: 'wait' }
  /** The slots that the answer sets, with several people or benefits in full; the others of the question stay; `unused`: what else was said. */
  | { kind: 'answer'; slots: Slots; unused: readonly string[] }
  /** The acts of the confirmation as corrected, perhaps none. */
  | { kind: 'correction'; acts: readonly Act[]; unused: readonly string[] }
  /**
   * A message of its own or a follow-up such as "and Visio?", as whole acts; none: it was not understood, or asks for nothing. `denies`: it begins
   * with a no, which closes what is open.
   */
  | { kind: 'fresh'; meaning: Meaning; denies: boolean };

/** A message that was read once. */
export interface Heard {
  meaning: Meaning;
  relate(open: Open): Relation;
}

export interface Language {
  parse(text: string, hearing?: Hearing): Meaning;
  /** The same, to be read against what is open in the conversation too. */
  hear(text: string, hearing?: Hearing): Heard;
  /** How a message was understood and why, in lines for a terminal. */
  explain(text: string, hearing?: Hearing): string[];
  /** What the classifier is trained with: the features of the whole text, and of each act that it is split into. */
  features(text: string): { whole: string[]; acts: string[][] };
  /** Ids (of people: addresses) whose names are nearest to a text. */
  nearest(kind: 'benefit' | 'person', text: string, count: number): string[];
  /** Ids or addresses that have a word with this beginning; accents and case do not count. */
  search(kind: 'benefit' | 'person', prefix: string, count: number): string[];
}
