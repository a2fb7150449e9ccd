import type { Actor } from '../../benefits/actions/record';
import type { Act, Command, Extent, Locale, Role, Slots, Verb } from '../../benefits/command';
import type { Person } from '../../benefits/person';
import type { Ports } from '../../benefits/ports';
import type { Day } from '../../benefits/time';
import type { TextReply, View } from '../../cards';
import type { FileLink } from '../channel/attachments';
import type { Names } from '../name-index';

/** What a request says beyond the slots of a text: what buttons and inputs add. */
export interface CommandInput extends Slots {
  /** The facts as the pressed card showed them; see confirmation.ts. */
  version?: string;
  confirm?: boolean;
  /** keys: show it now. */
  reveal?: boolean;
  /** keys: take one more single-use key. review: ask once more. */
  another?: boolean;
  /** Paging. */
  skip?: number;
  /** undo: ids of history entries. */
  change?: string;
  /** approve, decline. */
  request?: string;
  /** The list of requests, which stays: of which benefit or person it is, and which settled ones it keeps. */
  fromList?: Pick<Slots, 'benefit' | 'user'> & { stay?: readonly string[] };
  /** resend. */
  seat?: string;
  /** Id of the stored plan of several acts. */
  plan?: string;
  /** review: the answer of a holder. */
  keep?: boolean;
  /** review: only the answers so far. */
  answers?: true;
  /** portal: as a table for the Visual Studio portal. */
  bulk?: boolean;
  /** portal: the steps are done. */
  done?: boolean;
  /** assign, for oneself: why. */
  reason?: string;
  /** approve, decline: what the person is told with it. */
  comment?: string;
  /** A person who is not in the list, entered in the same card. */
  newName?: string;
  newEmail?: string;
  newRole?: Role;
  /** Microsoft's people picker: an Entra object id. */
  picked?: string;
  /** reassign: the answers of a leaver's card, by benefit: `to`, an address, `back` or `keep`. */
  give?: ReadonlyMap<string, string>;
  /** reassign: the leaver's card was answered. */
  leaving?: boolean;
  /** reassign: the leaver is removed from the list, too. */
  remove?: boolean;
  /** import: a file dropped into the chat. Never from a card. */
  file?: FileLink;
  /** import: the checked file that waits for its confirmation. */
  upload?: string;
  /** import: the columns of a list of people that is not known. */
  emailColumn?: string;
  nameColumn?: string;
  /** import: ids of seats to take back, where a quantity is below the seats in use. */
  giveUp?: readonly string[];
}

/** An act with what a button, or the question that it answers, adds. */
export interface ActWithInput extends Act {
  slots: CommandInput;
}

export interface BotSettings {
  keysIn: 'dialog' | 'card';
  /** Makes a backup before an import; null where the store is not embedded. */
  backup: (() => Promise<unknown>) | null;
  keyVisibleSeconds: number;
  defaultLocale: Locale;
  local: boolean;
  /** False: no mail server is set, and mails wait. */
  mailGoes: boolean;
  /** Origin for links and dialogs. */
  publicUrl: () => string;
  /** Of the Teams app, for links into its tab. */
  appId: string;
}

/**
 * Where the answer is shown. `message`: sent to a conversation. `card`: in the answer to Action.Execute, to that person
 * alone. `dialog`: in a dialog. `page`: in the personal tab.
 */
export type Surface = 'message' | 'card' | 'dialog' | 'page';

/** One request of one known person: everything a command gets. */
export interface CommandContext {
  ports: Ports;
  settings: BotSettings;
  /** Loaded on first use: most commands look no name up. */
  names: () => Promise<Names>;
  person: Person;
  actor: Actor;
  verb: Verb;
  /** The command whose name cards show: for a button-only verb, the one it belongs to. */
  command: Command;
  input: CommandInput;
  extent: Extent;
  place: Place;
  surface: Surface;
  locale: Locale;
  today: Day;
}

/**
 * `group`: only what everyone of the company may see. `copilot`: Microsoft 365 Copilot, which only reads: what it does with
 * dialogs and replaced cards isn't known.
 */
export type Place = 'personal' | 'group' | 'copilot';

/** The keys page, to be opened in a dialog. The address holds a one-time token. */
export interface PageView {
  kind: 'page';
  title: string;
  url: string;
}

export interface Reply {
  view: View | PageView;
  /** Something was written: the dispatcher should look. */
  changed?: boolean;
  /** Which of these acts the question in `view` is about. */
  asks?: { acts: readonly Act[]; at: number };
  /** What a group may be told about it. */
  groupReply?: TextReply;
  /** The history entry of a change that was undone. */
  undone?: string | null;
}

export type Handler = (context: CommandContext) => Promise<Reply>;
