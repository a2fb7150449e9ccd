import { randomUUID } from 'node:crypto';

/** Teams takes 28 KB a message; its own envelope needs some of it. */
const ROOM = 26_000;

/** The JSON of parts that stand in many messages, one after the other, by the first of them. */
const written = new WeakMap<object, { parts: readonly object[]; json: Buffer }>();

/** Makes the JSON of parts of a card's body now, for every message that they will stand in: they are never changed again. */
export function writtenOnce<T extends object>(parts: readonly T[]): readonly T[] {
  const [first] = parts;
  if (first) written.set(first, { parts, json: Buffer.from(parts.map((part) => JSON.stringify(part)).join()) });
  return parts;
}

/**
 * A message, or an invoke's answer, as Teams gets it. One that would be too large, as a list of ten people whose addresses
 * are each 200 letters long, goes without the stand-ins for clients that don't know Action.Execute: those then show no such
 * button.
 */
export function messageJson(message: unknown): Buffer {
  const bytes = jsonOf(message);
  if (bytes.length <= ROOM) return bytes;
  const lighter: unknown = JSON.parse(bytes.toString(), (name, value: unknown) =>
    name === 'fallback' ? undefined : value,
  );
  return Buffer.from(JSON.stringify(lighter));
}

/** Stands for a card's body until its parts are put there: nobody's text holds it. */
const BODY = randomUUID();
const QUOTED = JSON.stringify(BODY);

/** What JSON.stringify gives, with the parts of a card's body that are written already. */
function jsonOf(message: unknown): Buffer {
  const body = bodyIn(message);
  if (!body?.some((part) => written.has(part))) return Buffer.from(JSON.stringify(message));
  const around = JSON.stringify(message, (_name, value: unknown) => (value === body ? BODY : value));
  const inside = bodyJson(body);
  return Buffer.concat(
    around.split(QUOTED).flatMap((text, at) => (at === 0 ? [Buffer.from(text)] : [...inside, Buffer.from(text)])),
  );
}

function bodyJson(body: readonly object[]): Buffer[] {
  const pieces: Buffer[] = [];
  let text = '[';
  for (let at = 0; at < body.length; ) {
    if (at > 0) text += ',';
    const part = body[at] as object;
    const run = written.get(part);
    if (run?.parts.every((each, n) => each === body[at + n])) {
      pieces.push(Buffer.from(text), run.json);
      text = '';
      at += run.parts.length;
    } else {
      text += JSON.stringify(part);
      at += 1;
    }
  }
  return [...pieces, Buffer.from(`${text}]`)];
}

/** The body of the first card: of a message, or of an invoke's answer. */
function bodyIn(message: unknown): readonly object[] | null {
  const { attachments, value } = (message ?? {}) as {
    attachments?: readonly { content?: { body?: unknown } }[];
    value?: { body?: unknown } | null;
  };
  const body = attachments?.[0]?.content?.body ?? value?.body;
  return Array.isArray(body) ? body : null;
}
