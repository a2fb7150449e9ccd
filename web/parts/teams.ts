import { app, authentication } from '@microsoft/teams-js';

export type Theme = 'light' | 'dark' | 'contrast';
export type Locale = 'en' | 'fr';

/** What a page knows of the client that shows it. Outside Teams the browser's own settings serve. */
export interface Host {
  inTeams: boolean;
  locale: Locale;
}

export const localeOf = (tag: string | undefined): Locale => (tag?.toLowerCase().startsWith('fr') ? 'fr' : 'en');

export function useTheme(name: string | undefined): void {
  const theme: Theme = name === 'dark' ? 'dark' : name === 'contrast' ? 'contrast' : 'light';
  document.documentElement.dataset.theme = theme;
}

/** The element's `lang`, so that a screen reader speaks it rightly. */
export function useLocale(locale: Locale): void {
  document.documentElement.lang = locale;
}

/** What `promise` gives, or null when it fails or takes longer than `milliseconds`. */
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
 * Shakes hands with the client: takes its theme and language, and follows its theme from then on.
 * Never fails: a page opened outside Teams, or by a client that does not answer, goes on by itself.
 */
export async function enter(): Promise<Host> {
  useTheme(matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
  const alone: Host = { inTeams: false, locale: localeOf(navigator.language) };
  if (window.parent === window) return alone;
  const hello = async (): Promise<Host> => {
    await app.initialize();
    const context = await app.getContext();
    useTheme(context.app.theme);
    app.registerOnThemeChangeHandler(useTheme);
    app.notifySuccess().catch(() => undefined);
    return { inTeams: true, locale: localeOf(context.app.locale) };
  };
  const host = (await within(hello(), 5000)) ?? alone;
  useLocale(host.locale);
  return host;
}

/** When a token ends, in milliseconds since 1970; 0 if it does not say. The server alone judges tokens. */
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
 * The person's token from the client, kept in memory until a minute before it ends; null where there is none (a local
 * trial without sign-in). Over https Teams may have to ask the person for consent, so it is waited for longer.
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
