import type { Locale } from '../benefits/command';
import { texts } from './parts';
import { listText, plain } from './words';

/** Names what the bot leaves out of a message; null when it leaves nothing out. */
export function unusedText(view: { kind: string; unused?: readonly string[] }, locale: Locale): string | null {
  if (!view.unused || view.unused.length === 0) return null;
  const t = texts(locale).unused;
  const parts = listText(
    view.unused.slice(0, 5).map((part) => t.quote(plain(part, 60))),
    locale,
  );
  return view.kind === 'confirm' || view.kind === 'plan' ? t.change(parts) : t.other(parts);
}
