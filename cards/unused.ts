import type { Locale } from '../benefits/command';
import { texts } from './parts';
import { listText, plain } from './words';

/** What the bot leaves out of a message. */
export interface Unused {
  /** Parts that no slot holds, as typed. */
  unused?: readonly string[];
  /** Only so much of a message that is too long was read. */
  cut?: { characters: number } | { people: number } | null;
}

/** Names what the bot leaves out of a message; null when it leaves nothing out. */
export function unusedText(view: { kind: string } & Unused, locale: Locale): string | null {
  const t = texts(locale).unused;
  const { cut = null } = view;
  const numeral = (count: number) => count.toLocaleString(locale);
  const said = [
    cut && ('people' in cut ? t.people(numeral(cut.people)) : t.characters(numeral(cut.characters))),
    partsText(view, locale),
  ].filter((each) => each !== null);
  return said.length > 0 ? said.join(' ') : null;
}

function partsText(view: { kind: string } & Unused, locale: Locale): string | null {
  if (!view.unused || view.unused.length === 0) return null;
  const t = texts(locale).unused;
  const parts = listText(
    view.unused.slice(0, 5).map((part) => t.quote(plain(part, 60))),
    locale,
  );
  return view.kind === 'confirm' || view.kind === 'plan' ? t.change(parts) : t.other(parts);
}
