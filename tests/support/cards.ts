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

/** What nobody sees: data, and what stands in on an older client. */
const UNSEEN = new Set(['data', 'refresh', 'fallback']);

/** Every object in the card, depth first, the card itself included. */
export function* walk(value: unknown): Generator<Json> {
  if (Array.isArray(value)) {
    for (const one of value) yield* walk(one);
  } else if (isObject(value)) {
    yield value;
    for (const [name, one] of Object.entries(value)) if (!UNSEEN.has(name)) yield* walk(one);
  }
}

/** Buttons and selectable parts, `Action.ShowCard` contents included; not those that stand in as a fallback. */
export const actionsOf = (card: unknown): CardAction[] =>
  [...walk(card)].filter(
    (part): part is CardAction => typeof part.type === 'string' && part.type.startsWith('Action.'),
  );

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
