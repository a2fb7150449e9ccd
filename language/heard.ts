import type { Slots } from '../benefits/command';
import type { Understood } from './acts';
import type { Reading } from './entity';
import type { Company } from './filler';
import type { Meaning } from './meaning';
import type { Sources } from './words';

/** A message that was read, to be related to what is open. */
export interface Heard {
  reading: Reading;
  /** With the names that were corrected. */
  uncorrected: Reading;
  understood: Understood;
  meaning: Meaning;
  sources: Sources;
  company: Company;
  /** Name, address and role of a new person, in any order. */
  newPerson(): Slots | null;
  /** What the message says behind its first words, which are these many tokens. */
  behind(tokens: number): Meaning;
}
