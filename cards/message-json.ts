/** Teams takes 28 KB a message; its own envelope needs some of it. */
const ROOM = 26_000;

/**
 * A message or an invoke's answer as Teams gets it. One that is too large (ten people with addresses of 200 characters)
 * goes without the `fallback` of its buttons: clients that don't know Action.Execute then show no such button.
 */
export function messageJson(message: unknown): Buffer {
  const bytes = Buffer.from(JSON.stringify(message));
  if (bytes.length <= ROOM) return bytes;
  return Buffer.from(JSON.stringify(message, (name, value: unknown) => (name === 'fallback' ? undefined : value)));
}
