import './teams-origins';
import { app, authentication } from '@microsoft/teams-js';
import { type Locale, useClient } from './words';

export { clipboard, dialog } from '@microsoft/teams-js';

export type Theme = 'light' | 'dark' | 'contrast';

/** The client that shows the page. Outside Teams the browser's settings are used. */
export interface Host {
  inTeams: boolean;
  locale: Locale;
  /** Where a deep link leads within the page; empty: nowhere in particular. */
  place: string;
}

export const localeOf = (tag: string | undefined): Locale => (tag?.toLowerCase().startsWith('fr') ? 'fr' : 'en');

function useTheme(name: string | undefined): void {
  const theme: Theme = name === 'dark' ? 'dark' : name === 'contrast' ? 'contrast' : 'light';
  document.documentElement.dataset.theme = theme;
}

/** Sets the page's language, for screen readers too. */
export function useLocale(locale: Locale): void {
  document.documentElement.lang = locale;
}

/** The result of `promise`, or null if it fails or takes longer than `milliseconds`. */
async function within<T>(promise: Promise<T>, milliseconds: number): Promise<T | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), milliseconds);
  });
  try {
    return await Promise.race([promise, late]);
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Connects to the client: applies its theme and language, and follows changes of the theme. Never fails: outside Teams,
 * or if the client doesn't answer, the page works on its own.
 */
export async function enter(): Promise<Host> {
  useTheme(matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
  const alone: Host = { inTeams: false, locale: localeOf(navigator.language), place: '' };
  if (window.parent === window) return alone;
  const hello = async (): Promise<Host> => {
    await app.initialize();
    const context = await app.getContext();
    useTheme(context.app.theme);
    useClient(context.app.locale);
    app.registerOnThemeChangeHandler(useTheme);
    app.notifySuccess().catch(() => undefined);
    return { inTeams: true, locale: localeOf(context.app.locale), place: context.page.subPageId ?? '' };
  };
  const host = (await within(hello(), 5000)) ?? alone;
  useLocale(host.locale);
  return host;
}

/** When a token expires, in milliseconds since 1970; 0 if it doesn't say. Only the server validates tokens. */
function endOf(token: string): number {
  try {
    const payload = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    const claims: unknown = JSON.parse(atob(payload));
    return typeof claims === 'object' && claims !== null && 'exp' in claims ? Number(claims.exp) * 1000 || 0 : 0;
  } catch {
    return 0;
  }
}

/**
 * The person's token from the client, kept in memory until a minute before it expires; null without sign-in. Over https
 * Teams may have to ask for consent, so the wait is longer.
 */
export function tokens(host: Host): (fresh?: boolean) => Promise<string | null> {
  let kept: { token: string; end: number } | null = null;
  return async (fresh = false) => {
    if (!host.inTeams) return null;
    if (kept && !fresh && kept.end - 60_000 > Date.now()) return kept.token;
    const token = await within(authentication.getAuthToken(), location.protocol === 'https:' ? 30_000 : 1500);
    kept = token === null ? null : { token, end: endOf(token) };
    return token;
  };
}
