import { isJson } from '../../../web/parts/json';
import type { Theme } from './cards';

/** What teams-js tells a page about where it runs. */
export interface PageContext {
  theme: Theme;
  locale: string;
  objectId: string;
  email: string;
  name: string;
  tenantId: string;
  frame: 'task' | 'content';
  entityId: string;
  subEntityId: string;
}

export interface PageHost {
  context(): PageContext;
  token(): Promise<string>;
  /** `dialog.url.submit`; without a result the dialog only closes. */
  submitted?(result: unknown): void;
  resized?(size: { width?: unknown; height?: unknown }): void;
  /** `dialog.url.open`. */
  opens?(info: Record<string, unknown>, done: (error: string | null, result: unknown) => void): void;
  /** A deep link, or another app or chat. */
  navigates?(link: string): void;
}

interface Call {
  id: number;
  uuid?: unknown;
  uuidAsString?: string;
  func: string;
  args?: unknown[];
}

const hosts = new Map<HTMLIFrameElement, PageHost>();

/** The name of a theme in teams-js. */
const teamsTheme = (theme: Theme): string => (theme === 'light' ? 'default' : theme);

const legacyContext = (context: PageContext): Record<string, unknown> => ({
  locale: context.locale,
  theme: teamsTheme(context.theme),
  entityId: context.entityId,
  subEntityId: context.subEntityId,
  frameContext: context.frame,
  userObjectId: context.objectId,
  userPrincipalName: context.email,
  loginHint: context.email,
  userDisplayName: context.name,
  tid: context.tenantId,
  hostClientType: 'web',
  hostName: 'Teams',
  ringId: 'general',
  sessionId: 'local',
  appSessionId: 'local',
  isFullScreen: false,
});

const RUNTIME = {
  apiVersion: 4,
  hostVersionsInfo: {},
  isLegacyTeams: false,
  supports: {
    appInstallDialog: {},
    chat: {},
    dialog: { url: { bot: {}, update: {} }, card: { bot: {} }, update: {} },
    pages: { appButton: {}, tabs: {}, config: {}, backStack: {}, fullTrust: {} },
    logs: {},
  },
};

function answer(frame: HTMLIFrameElement, host: PageHost, call: Call): void {
  const reply = (...args: unknown[]): void =>
    frame.contentWindow?.postMessage(
      { id: call.id, uuid: call.uuid, uuidAsString: call.uuidAsString, args },
      location.origin,
    );
  const [first, second] = call.args ?? [];
  const context = host.context();
  switch (call.func) {
    case 'initialize':
      reply(context.frame, 'web', JSON.stringify(RUNTIME), '2.58.0');
      return;
    case 'getContext':
      reply(legacyContext(context));
      return;
    case 'authentication.getAuthToken':
      void host.token().then(
        (token) => reply(true, token),
        () => reply(false, 'FailedToGetToken'),
      );
      return;
    case 'tasks.completeTask':
    case 'tasks.submitTask':
      reply(true);
      host.submitted?.(first);
      return;
    case 'tasks.updateTask':
    case 'dialog.update.resize':
      if (isJson(first)) host.resized?.(first);
      reply(true);
      return;
    case 'tasks.startTask':
      if (isJson(first)) host.opens?.(first, (error, result) => reply(error, result));
      return;
    case 'executeDeepLink':
    case 'pages.navigateToApp':
    case 'chat.openChat':
      host.navigates?.(typeof first === 'string' ? first : JSON.stringify(first ?? second ?? ''));
      reply(true);
      return;
    default:
      // Notifications (appInitialization.success) and registered handlers need no answer.
      return;
  }
}

window.addEventListener('message', (event) => {
  if (event.origin !== location.origin || !isJson(event.data) || typeof event.data.func !== 'string') return;
  for (const [frame, host] of hosts) {
    if (!frame.isConnected) hosts.delete(frame);
    else if (event.source === frame.contentWindow) answer(frame, host, event.data as unknown as Call);
  }
});

/** A page of this server in a frame, with the host's side of teams-js. */
export function teamsPage(url: string, title: string, host: PageHost): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  frame.title = title;
  frame.allow = 'clipboard-write; clipboard-read';
  const address = new URL(url, location.origin);
  // The bot may name the server by its public address; here it is the same server.
  frame.src = `${address.pathname}${address.search}${address.hash}`;
  hosts.set(frame, host);
  return frame;
}

/** Where in the personal tab a Teams deep link leads; null: it is none. */
export function placeIn(address: string): string | null {
  const { host, pathname, searchParams } = new URL(address);
  if (host !== 'teams.microsoft.com' || !/^\/l\/entity\/[^/]+\/overview$/.test(pathname)) return null;
  const context: unknown = JSON.parse(searchParams.get('context') ?? '{}');
  return isJson(context) && typeof context.subEntityId === 'string' ? context.subEntityId : '';
}

/** Tells every open page of the new theme. */
export function tellTheme(theme: Theme): void {
  for (const frame of hosts.keys())
    frame.contentWindow?.postMessage({ func: 'themeChange', args: [teamsTheme(theme)] }, location.origin);
}
