import type { Reading } from './entity';
import type { Meaning, Topic } from './meaning';
import type { Company } from './slots';

/** Reads "and Visio?", "who has it?", "assign it to Tom", "take it back" against what the last answers were about. */
export function followUp(_topic: Topic, _reading: Reading, _meaning: Meaning, _company: Company): Meaning | null {
  return null;
}
