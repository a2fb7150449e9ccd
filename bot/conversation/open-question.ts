import type { Person } from '../../benefits/person';
import type { ConversationState, Ports } from '../../benefits/ports';
import type { Question } from '../../language/index';
import type { Reply } from '../commands/context';

/** A person's open question in one conversation: kept in the store for 15 minutes. */

const MINUTES = 15;
const idOf = (person: Person, conversationId: string): string => `${person.id}|${conversationId}`;

export async function openConversation(
  ports: Ports,
  person: Person,
  conversationId: string,
): Promise<ConversationState | null> {
  const conversation = await ports.store.conversations.get(idOf(person, conversationId));
  return conversation && conversation.expiresAt > ports.clock.now().toISOString() ? conversation : null;
}

/** What the shown card asks, if it asks anything. */
export function questionIn(view: Reply['view']): ConversationState['asked'] {
  if (view.kind === 'ask') {
    const candidates =
      view.people.length > 0 ? view.people.map((each) => each.email) : view.benefits.map((each) => each.id);
    // A choice for a key is of a language first, then of a system.
    const asking = view.asking !== 'keys-choice' ? view.asking : view.languages.length > 0 ? 'language' : 'os';
    return { command: view.command, slots: view.slots, asking, candidates, facts: view.version };
  }
  if (view.kind === 'confirm') {
    return { command: view.command, slots: view.slots, asking: 'confirm', candidates: [], facts: view.version };
  }
  if (view.kind === 'language-ask')
    return { command: 'language', slots: {}, asking: 'language', candidates: ['en', 'fr'], facts: '' };
  return null;
}

/** The question in the terms of `language/`. */
export function asQuestion(asked: NonNullable<ConversationState['asked']>): Question {
  const asking = asked.asking === 'person-details' ? 'name' : asked.asking;
  return {
    command: asked.command,
    slots: asked.slots,
    asking: asking as Question['asking'],
    candidates: asked.candidates,
  };
}

/** Written only when there is something to remember or to forget. `known`: the state as read in this turn, if it was. */
export async function remember(
  ports: Ports,
  person: Person,
  conversationId: string,
  next: Pick<ConversationState, 'asked' | 'group'>,
  known?: ConversationState | null,
): Promise<void> {
  const id = idOf(person, conversationId);
  const expiresAt = new Date(ports.clock.now().getTime() + MINUTES * 60_000).toISOString();
  const asked = next.asked;
  const group = asked && next.group;
  for (let tries = 0; ; tries += 1) {
    const stored = tries === 0 && known !== undefined ? known : await ports.store.conversations.get(id);
    if (asked === null && (stored?.asked ?? null) === null) return;
    const written = stored
      ? (await ports.store.conversations.replace(stored, { ...stored, asked, group, expiresAt })) === 'done'
      : await ports.store.conversations.insert({ id, version: 1, asked, group, expiresAt });
    if (written) return;
  }
}
