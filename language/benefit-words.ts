import type { Category, Named } from '../benefits/command';
import type { Entity, Reading } from './entity';
import { markerOf } from './parts';
import { isUnknown } from './people';

/** "Visual Studio" as the category of a list. */
export function studio(reading: Reading): Category | null {
  for (const entity of reading.entities)
    if (
      entity.kind === 'benefit' &&
      /^(?:(?:abonnements|souscriptions|subscriptions)\s+)?(?:visual[\s-]*studio|vs|msdn|visualstudio)(?:\s+subscriptions)?$/iu.test(
        entity.text,
      )
    )
      return 'visual-studio';
  return null;
}

export function vague(reading: Reading, position: number): boolean {
  const entity = reading.entityAt[position];
  return entity?.kind === 'benefit' && Array.isArray(entity.named) && entity.end === entity.start + 1;
}

/** "office for windows 64 bits": the second name only says the system. */
export function osOnly(reading: Reading, entity: Entity): boolean {
  if (!/^(?:windows|win|mac|linux)$/iu.test(entity.text)) return false;
  return (
    reading.entities.some((other) => other !== entity && other.kind === 'benefit' && !other.weak) &&
    markerOf(reading, entity).marker !== 'bare'
  );
}

/** "Copilot for Ana, the GitHub one": what another mention leaves of several that a name fits. */
export function narrowed(entity: Entity, all: readonly Entity[]): Named {
  const { named } = entity;
  if (!Array.isArray(named)) return named;
  for (const other of all) {
    if (other === entity || isUnknown(other.named)) continue;
    const ids: readonly string[] = typeof other.named === 'string' ? [other.named] : (other.named as readonly string[]);
    const left = (named as readonly string[]).filter((id) => ids.includes(id));
    if (left.length > 0 && left.length < named.length) return left.length === 1 ? (left[0] ?? named) : left;
  }
  return named;
}
