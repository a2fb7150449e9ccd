import type { Command, Slots } from '../../benefits/command';
import type { Catalogue } from '../../language';

export interface Phrase {
  text: string;
  locale: 'en' | 'fr';
  /** One of the companies; without it, contoso. */
  company?: string;
  command: Command | 'none';
  slots: Slots;
  then?: readonly { command: Command; slots: Slots }[];
  unused?: readonly string[];
}

export const companies: Readonly<Record<string, Catalogue>>;
export const TRAINED: readonly string[];
export function list(name: string): Phrase[];
