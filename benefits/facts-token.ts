import { createHash } from 'node:crypto';

/** The facts that a card shows, as a short text in its buttons, which changes with them. */
export const factsToken = (...facts: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(facts)).digest('base64url').slice(0, 16);
