/** Reading an Adaptive Card as a person does: its words, its inputs, its buttons. */

export type Json = Record<string, unknown>;

export interface CardAction extends Json {
  type: string;
  title?: string;
  verb?: string;
  data?: Json;
  url?: string;
}

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every object in the card, depth first, the card itself included. */
export function* walk(value: unknown): Generator<Json> {
  if (Array.isArray(value)) {
    for (const one of value) yield* walk(one);
  } else if (isObject(value)) {
    yield value;
    for (const [name, one] of Object.entries(value)) if (name !== 'data' && name !== 'refresh') yield* walk(one);
  }
}

/** Buttons and selectable parts, `Action.ShowCard` contents included; not those that stand in as a fallback. */
export function actionsOf(card: unknown): CardAction[] {
  const found: CardAction[] = [];
  const fallbacks = new Set<unknown>();
  for (const part of walk(card)) {
    if (isObject(part.fallback)) fallbacks.add(part.fallback);
    const type = part.type;
    if (typeof type === 'string' && type.startsWith('Action.') && !fallbacks.has(part)) found.push(part as CardAction);
  }
  return found;
}

export const titlesOf = (card: unknown): string[] => actionsOf(card).flatMap((action) => action.title ?? []);

/** What the inputs hold before anyone touches them. */
export function inputsOf(card: unknown): Record<string, string> {
  const held: Record<string, string> = {};
  for (const part of walk(card)) {
    const { type, id, value } = part;
    if (typeof type === 'string' && type.startsWith('Input.') && typeof id === 'string') {
      if (value !== undefined) held[id] = String(value);
    }
  }
  return held;
}

const WORDS = new Set(['text', 'title', 'label', 'placeholder', 'value', 'altText', 'errorMessage']);

/** All that can be read in a card, a line each. */
export function wordsOf(card: unknown): string {
  const lines: string[] = [];
  for (const part of walk(card)) {
    const isInput = typeof part.type === 'string' && part.type.startsWith('Input.');
    for (const [name, value] of Object.entries(part)) {
      if (WORDS.has(name) && typeof value === 'string' && !(isInput && name === 'value')) lines.push(value);
    }
  }
  return lines.join('\n');
}
