import { isObject } from './api';
import type { Theme } from './cards';

/** What teams-js in a page is told about where it runs. */
export interface PageContext {
  theme: Theme;
  locale: string;
  objectId: string;
  email: string;
  name: string;
  tenantId: string;
  frame: 'task' | 'content';
  entityId: string;
}

export interface PageHost {
  context(): PageContext;
  token(): Promise<string>;
  /** The page handed something over (`dialog.url.submit`); without a result: it only closes. */
  submitted?(result: unknown): void;
  resized?(size: { width?: unknown; height?: unknown }): void;
  /** The page opens a dialog of its own. */
  opens?(info: Record<string, unknown>, done: (error: string | null, result: unknown) => void): void;
  /** The page sends the person to another place in Teams. */
  goes?(link: string): void;
}

interface Call {
  id: number;
  uuid?: unknown;
  uuidAsString?: string;
  func: string;
  args?: unknown[];
}

const hosts = new Map<HTMLIFrameElement, PageHost>();

/** teams-js' word for a theme. */
const teamsTheme = (theme: Theme): string => (theme === 'light' ? 'default' : theme);

const legacyContext = (context: PageContext): Record<string, unknown> => ({
  locale: context.locale,
  theme: teamsTheme(context.theme),
  entityId: context.entityId,
  subEntityId: '',
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
      if (isObject(first)) host.resized?.(first);
      reply(true);
      return;
    case 'tasks.startTask':
      if (isObject(first)) host.opens?.(first, (error, result) => reply(error, result));
      return;
    case 'executeDeepLink':
    case 'pages.navigateToApp':
    case 'chat.openChat':
      host.goes?.(typeof first === 'string' ? first : JSON.stringify(first ?? second ?? ''));
      reply(true);
      return;
    default:
      // Notifications such as appInitialization.success and handlers that a page registers need no answer.
      return;
  }
}

window.addEventListener('message', (event) => {
  if (event.origin !== location.origin || !isObject(event.data) || typeof event.data.func !== 'string') return;
  for (const [frame, host] of hosts) {
    if (!frame.isConnected) hosts.delete(frame);
    else if (event.source === frame.contentWindow) answer(frame, host, event.data as unknown as Call);
  }
});

/** A page inside Teams, with the host's side of teams-js. Pages of this server alone. */
export function teamsPage(url: string, title: string, host: PageHost): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  frame.title = title;
  frame.allow = 'clipboard-write; clipboard-read';
  const address = new URL(url, location.origin);
  // The bot may call the server by its public name or another name of loopback: here it is the same server.
  frame.src = `${address.pathname}${address.search}${address.hash}`;
  hosts.set(frame, host);
  return frame;
}

/** Tells every open page of the new theme. */
export function tellTheme(theme: Theme): void {
  for (const frame of hosts.keys())
    frame.contentWindow?.postMessage({ func: 'themeChange', args: [teamsTheme(theme)] }, location.origin);
}
