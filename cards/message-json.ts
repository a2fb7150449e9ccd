/** Teams takes 28 KB a message; its own envelope needs some of it. */
const ROOM = 26_000;

/** The JSON of parts that stand in many messages. */
const written = new WeakMap<object, Buffer>();

/** Makes the JSON of a part of a card's body now, for every message that it will stand in: it is never changed again. */
export function writtenOnce<T extends object>(part: T): T {
  written.set(part, Buffer.from(JSON.stringify(part)));
  return part;
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

/** What JSON.stringify gives, of plain data, with the parts that are written already. */
function jsonOf(message: unknown): Buffer {
  const pieces: Buffer[] = [];
  let text = '';
  const write = (value: unknown, inBody: boolean): void => {
    if (typeof value !== 'object' || value === null) {
      text += JSON.stringify(value) ?? 'null';
      return;
    }
    const known = inBody ? written.get(value) : undefined;
    if (known) {
      pieces.push(Buffer.from(text), known);
      text = '';
    } else if (inBody || value instanceof Date) text += JSON.stringify(value);
    else if (Array.isArray(value)) list(value, false);
    else members(value);
  };
  const list = (items: readonly unknown[], inBody: boolean): void => {
    text += '[';
    items.forEach((item, at) => {
      if (at > 0) text += ',';
      write(item, inBody);
    });
    text += ']';
  };
  const members = (object: object): void => {
    let before = '{';
    for (const [name, value] of Object.entries(object)) {
      if (value === undefined) continue;
      text += `${before}${JSON.stringify(name)}:`;
      before = ',';
      if (name === 'body' && Array.isArray(value)) list(value, true);
      else write(value, false);
    }
    text += before === '{' ? '{}' : '}';
  };
  write(message, false);
  pieces.push(Buffer.from(text));
  return Buffer.concat(pieces);
}
