/** Teams takes 28 KB a message; its own envelope needs some of it. */
const ROOM = 26_000;

/**
 * A message, or an invoke's answer, as Teams gets it. One that would be too large, as a list of ten people whose addresses
 * are each 200 letters long, goes without the stand-ins for clients that don't know Action.Execute: those then show no such
 * button.
 */
export function messageJson(message: unknown): Buffer {
  const json = JSON.stringify(message);
  const bytes = Buffer.from(json);
  if (bytes.length <= ROOM) return bytes;
  const lighter: unknown = JSON.parse(json, (name, value: unknown) => (name === 'fallback' ? undefined : value));
  return Buffer.from(JSON.stringify(lighter));
}
