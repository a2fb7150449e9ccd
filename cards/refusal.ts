import type { Refusal } from '../benefits/refusal';
import { refusalEn } from './refusals.en';
import { refusalFr } from './refusals.fr';
import { dayText, listText, NAME, plain, type Reader, type Wording } from './words';

/** One line: the reason and what to do. `names` maps ids of benefits and people to names. */
export function refusalText(refusal: Refusal, names: (id: string) => string, reader: Reader): string {
  const wording: Wording = {
    name: (id) => plain(names(id), NAME),
    day: (day) => dayText(day, reader),
    list: (items, joined) => listText(items, reader.locale, joined),
  };
  const word = reader.locale === 'fr' ? refusalFr : refusalEn;
  return plain(word(withPlainTyping(refusal), wording), 700);
}

/** Shortens what the person typed so that it can be quoted. */
function withPlainTyping(refusal: Refusal): Refusal {
  if ('typed' in refusal) return { ...refusal, typed: plain(refusal.typed, 60) };
  if ('email' in refusal) return { ...refusal, email: plain(refusal.email, 120) };
  return refusal;
}
