/** Teams accepts 28 KB per message, including its own envelope. */
const ROOM = 28_000;

/**
 * Serialises a message or an invoke response. If it is too large (ten people with addresses of 200 characters), the
 * `fallback` of the buttons is dropped: clients without Action.Execute then don't show these buttons.
 */
export function messageJson(message: unknown): Buffer {
  const bytes = Buffer.from(JSON.stringify(message));
  if (bytes.length <= ROOM) return bytes;
  return Buffer.from(JSON.stringify(message, (name, value: unknown) => (name === 'fallback' ? undefined : value)));
}
