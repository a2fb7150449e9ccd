import type { Actor } from '../../benefits/actions/record';
import type { Command, Locale, Named, OperatingSystem, Role, Slots } from '../../benefits/command';
import type { Person } from '../../benefits/person';
import type { Extent } from '../../benefits/policy';
import type { Ports } from '../../benefits/ports';
import type { Refusal } from '../../benefits/refusal';
import type { Day } from '../../benefits/time';
import type { LineView, View } from '../../cards/views';
import type { Language } from '../../language';

/** What a request says beyond the slots of a text: what buttons and inputs add. */
export interface CommandInput extends Slots {
  /** The facts as the pressed card showed them; see version.ts. */
  version?: string;
  confirm?: boolean;
  /** keys: show it now. */
  reveal?: boolean;
  /** keys: take one more single-use key. */
  another?: boolean;
  /** Paging. */
  skip?: number;
  /** undo: ids of history entries. */
  change?: string;
  /** approve, decline. */
  request?: string;
  /** resend. */
  seat?: string;
  /** portal-done. */
  seats?: readonly string[];
  /** A person who is not in the list, entered in the same card. */
  newName?: string;
  newEmail?: string;
  newRole?: Role;
  /** Microsoft's people picker: an Entra object id. */
  picked?: string;
  /** import: the file that waits. */
  upload?: string;
  /** remove-user: take the seats back as well. */
  release?: boolean;
}

export interface BotSettings {
  keysIn: 'dialog' | 'card';
  keyVisibleSeconds: number;
  defaultLocale: Locale;
  local: boolean;
  /** False: no mail server is set, and mails wait. */
  mailGoes: boolean;
  /** Origin for links and dialogs. */
  publicUrl: () => string;
}

/** One request of one known person: everything a command gets. */
export interface CommandContext {
  ports: Ports;
  settings: BotSettings;
  /** Asked for where a name is looked up: most commands need none. */
  names: () => Promise<Language>;
  person: Person;
  actor: Actor;
  command: Command;
  input: CommandInput;
  extent: Extent;
  /** `group`: only what everyone of the company may see. */
  place: 'personal' | 'group';
  /** True for what was pressed (Action.Execute), so that the answer reaches this person alone. */
  privateAnswer: boolean;
  locale: Locale;
  today: Day;
}

export interface Reply {
  view: View;
  /** Something was written: the dispatcher should look. */
  changed?: boolean;
  /** What a group may hear of it. */
  groupLine?: LineView;
}

export type Handler = (context: CommandContext) => Promise<Reply>;

export type { Command, Named, OperatingSystem, Refusal };
