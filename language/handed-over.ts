import type { Slots } from '../benefits/command';
import type { Reading } from './entity';
import type { Company } from './filler';
import { markerOf } from './parts';
import { leavesBetween } from './sides';
import { fill } from './slots';

const MINE = /^(?:my|mon|ma|mes)$/u;

/** The slots of a reassignment, if what is to be given is said to be somebody's: Oscar's Visio, le Visio d'Oscar. */
export function handedOver(reading: Reading, company: Company): Slots | null {
  const { entities, entityAt, has } = reading;
  const holder = entities.find((entity) => {
    if (entity.kind !== 'person') return false;
    const { marker } = markerOf(reading, entity);
    if (marker === 'owner') {
      let at = entity.end + 1;
      while (has(at, 'SKIP') && !entityAt[at]) at += 1;
      return entityAt[at]?.kind === 'benefit' || has(at, 'SEAT') || has(at, 'BENEFIT');
    }
    return (
      (marker === 'of' || marker === 'from') &&
      (entityAt[entity.start - 2]?.kind === 'benefit' || has(entity.start - 2, 'SEAT'))
    );
  });
  if (!holder) {
    // "Will is leaving, hand his licence over to Priya"
    const his = reading.tokens.findIndex(
      (token, i) =>
        /^(?:my|mon|ma|mes|his|her|their|son|sa|ses|leur|leurs)$/u.test(token.norm) &&
        (entityAt[i + 1]?.kind === 'benefit' || has(i + 1, 'SEAT')),
    );
    const persons = entities.filter((entity) => entity.kind === 'person');
    const [first, second] = persons;
    // "my Visio goes to Ana"
    if (his >= 0 && MINE.test(reading.tokens[his]?.norm ?? '')) {
      const to = persons.length === 1 && first && first.start > his ? markerOf(reading, first).marker : 'bare';
      return to === 'to' ? { ...fill('reassign', reading, company), from: 'me', to: first?.named ?? 'me' } : null;
    }
    if (his < 0 || !first || !second || persons.length !== 2 || first.end > his) return null;
    const slots = fill('reassign', reading, company);
    // "Tom leaves, Ana gets his licences"
    if (second.end <= his) {
      return leavesBetween(reading, first, second) ? { ...slots, from: first.named, to: second.named } : null;
    }
    const { marker } = markerOf(reading, second);
    return marker === 'to' || marker === 'for' ? { ...slots, from: first.named, to: second.named } : null;
  }
  const slots = fill('reassign', reading, company);
  return slots.from !== undefined && slots.to !== undefined && slots.from === holder.named && slots.from !== slots.to
    ? slots
    : null;
}
