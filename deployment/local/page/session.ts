import type { ChatView, Company, Person } from './api';
import type { Theme } from './cards';
import type { Texts } from './texts';

export type Tab = 'chat' | 'overview';

/** What the client shows now, and for whom. */
export interface Session {
  company: Company;
  me: Person;
  texts: Texts;
  theme: Theme;
  chats: readonly ChatView[];
  open: ChatView;
  tab: Tab;
  /** Where in the personal tab a link leads; empty: nowhere in particular. */
  place: string;
  /** Nobody has chosen another person yet. */
  newcomer: boolean;
}

/** Where the person can go from any part of the client. */
export interface Navigation {
  go(chat: ChatView, tab: Tab, place?: string): void;
  become(person: Person): void;
  useTheme(theme: Theme): void;
  /** On a narrow screen: the list of chats instead of the chat, or back. */
  showList(on: boolean): void;
  /** Shows a line of the client's own, such as that the bot doesn't answer. */
  note(text: string): void;
}

export const roleOf = (person: Person, texts: Texts): string => texts.roles[person.role] ?? person.role;
