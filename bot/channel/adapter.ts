import {
  type ConfigurationBotFrameworkAuthenticationOptions,
  ConfigurationServiceClientCredentialFactory,
  TurnContext,
} from 'botbuilder';
import { AppCredentials, AuthenticationConstants, GovernmentConstants } from 'botframework-connector';
import type { Settings } from '../../settings';
import { HttpError } from '../http-error';
import type { Span } from '../metrics';
import type { Activity, Turn } from './activity';
import { type Claims, createChannelGate, type TokenCheck } from './channel-tokens';
import { type Connector, ConnectorError, createConnector, serviceUrlAllowed } from './connector';

export interface Adapter {
  /** Checks the channel's tokens; null in local mode, where nothing is signed. */
  readonly tokens: TokenCheck<Claims> | null;
  /**
   * One activity from HTTP, with the claims of its token: checks its shape (400) and that the token matches it (401), calls
   * `admit`, runs `logic`, and resolves to the answer. Nothing else runs before the checks have passed.
   */
  receive(
    claims: Claims | null,
    body: unknown,
    admit: (activity: Activity) => void,
    logic: (turn: Turn) => Promise<void>,
  ): Promise<Answer>;
  readonly connector: Connector;
  close(): void;
}

/** The HTTP answer to an activity. */
export interface Answer {
  status: number;
  body: unknown;
}

/** Overrides for tests and the composition root. */
export interface AdapterOverrides {
  now?: () => number;
  /** Waits before a reply is tried again. */
  wait?: (ms: number) => Promise<void>;
  /** How long a turn may keep its HTTP request waiting. */
  patienceMs?: number;
  span?: Span;
}

const AGAIN = new Set([412, 429, 502, 503, 504]);
const TRIES = 3;
const LONGEST_WAIT = 3000;
/** Teams gives up after 15 s; the request is answered before that even if the store or the connector hangs. */
const PATIENCE_MS = 10_000;

export function createAdapter(settings: Settings, overrides: AdapterOverrides = {}): Adapter {
  const local = settings.mode === 'local';
  // With an issuer on this machine (tests), the connector is on this machine too.
  const metadata = settings.channel.ToBotFromChannelOpenIdMetadataUrl;
  const loopback = local || (metadata?.startsWith('http:') ?? false);
  const credentials = local ? null : createCredentials(settings);
  const connector = createConnector({
    loopback,
    token: async (renew) => (credentials ? credentials.token(renew) : null),
    ...(overrides.span ? { span: overrides.span } : {}),
  });
  const gate = local
    ? null
    : createChannelGate({
        appId: settings.app.id,
        channel: settings.channel,
        ...(overrides.now ? { now: overrides.now } : {}),
      });
  const send = createSend(connector, overrides.wait ?? wait);

  return {
    connector,
    tokens: gate,
    async receive(claims, body, admit, logic) {
      const activity = shaped(body);
      if (gate) {
        if (!claims) throw new Error('an activity without a verified token');
        gate.match(claims, activity);
      }
      if (!serviceUrlAllowed(activity.serviceUrl, loopback)) {
        throw new HttpError(400, 'service-url', 'This service URL is not one of Teams.');
      }
      admit(activity);
      return runTurn(activity, send, logic, overrides.patienceMs ?? PATIENCE_MS);
    },
    close: () => connector.close(),
  };
}

/** A lone surrogate: such an id can't be part of an address. */
const HALF_A_CHARACTER = /\p{Surrogate}/u;
const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Every field that the bot or the SDK relies on, or a 400. */
function shaped(body: unknown): Activity {
  const activity = body as Partial<Activity>;
  const wrong =
    !isText(activity.type, 100) ||
    !isText(activity.serviceUrl, 1000) ||
    !isText(activity.channelId, 100) ||
    !isText(activity.conversation?.id, 1000) ||
    !isText(activity.from?.id, 1000) ||
    (activity.recipient !== undefined && !isText(activity.recipient?.id, 1000)) ||
    [activity.id, activity.replyToId].some((id) => id != null && id !== '' && !isText(id, 1000)) ||
    ['locale', 'name', 'text'].some((name) => !isAbsentOrText(activity[name as keyof Activity])) ||
    [activity.entities, activity.attachments, activity.membersAdded].some(
      (list) => list != null && !isListOfObjects(list),
    );
  if (wrong) throw new HttpError(400, 'activity', 'The activity lacks a field, or one has the wrong form.');
  for (const name of ['timestamp', 'localTimestamp', 'expiration'] as const) {
    const value: unknown = activity[name];
    if (typeof value === 'string') activity[name] = new Date(value);
  }
  return activity as Activity;
}

const isText = (value: unknown, longest: number): value is string =>
  typeof value === 'string' && value !== '' && value.length <= longest && !HALF_A_CHARACTER.test(value);
const isAbsentOrText = (value: unknown) => value === undefined || value === null || typeof value === 'string';
const isListOfObjects = (value: unknown) =>
  Array.isArray(value) && value.every((item) => typeof item === 'object' && item !== null);

type Settled = ConfigurationBotFrameworkAuthenticationOptions & { MicrosoftAppType?: string };

function sdkSettings(settings: Settings): Settled {
  const { app, channel } = settings;
  const given = Object.keys(channel).some((name) => name !== 'ChannelService' && name !== 'ValidateAuthority');
  return {
    ...(app.id ? { MicrosoftAppId: app.id, MicrosoftAppType: app.type } : {}),
    ...(app.password ? { MicrosoftAppPassword: app.password } : {}),
    ...(app.tenantId ? { MicrosoftAppTenantId: app.tenantId } : {}),
    // If one of these is set, the SDK expects all of them.
    ...(given ? cloudOf(settings) : {}),
    ...channel,
  };
}

function cloudOf(settings: Settings) {
  const government = settings.channel.ChannelService?.includes('azure.us') ?? false;
  const constants = government ? GovernmentConstants : AuthenticationConstants;
  return {
    ToChannelFromBotLoginUrl: constants.ToChannelFromBotLoginUrl,
    ToChannelFromBotOAuthScope: constants.ToChannelFromBotOAuthScope,
    ToBotFromChannelTokenIssuer: constants.ToBotFromChannelTokenIssuer,
    OAuthUrl: constants.OAuthUrl,
    ToBotFromChannelOpenIdMetadataUrl: constants.ToBotFromChannelOpenIdMetadataUrl,
    ToBotFromEmulatorOpenIdMetadataUrl: constants.ToBotFromEmulatorOpenIdMetadataUrl,
    CallerId: 'urn:botframework:azure',
  };
}

/** The bot's own token for the connector: cached by the SDK until shortly before it expires, fetched once for all callers. */
function createCredentials(settings: Settings): { token(renew: boolean): Promise<string | null> } {
  const { ToChannelFromBotLoginUrl: login, ToChannelFromBotOAuthScope: scope } = {
    ...cloudOf(settings),
    ...settings.channel,
  };
  const factory = new ConfigurationServiceClientCredentialFactory(sdkSettings(settings));
  const validate = settings.channel.ValidateAuthority !== 'false';
  let credentials: Promise<AppCredentials> | null = null;
  let fetching: Promise<string> | null = null;

  async function create(): Promise<AppCredentials> {
    const made = await factory.createCredentials(settings.app.id, scope, login, validate);
    if (made instanceof AppCredentials) return made;
    throw new Error('the SDK made credentials without a token');
  }

  return {
    token(renew) {
      fetching ??= (async () => {
        credentials ??= create();
        try {
          return await (await credentials).getToken(renew);
        } finally {
          fetching = null;
        }
      })();
      return fetching;
    },
  };
}

type Send = (activity: Partial<Activity>, to: Activity) => Promise<void>;

/**
 * One turn: what the bot sends goes to the conversation or, with `expectReplies`, into the answer. A turn that takes too long
 * continues after the answer: 202, or 504 if the client gets nothing but that answer.
 */
async function runTurn(
  activity: Activity,
  send: Send,
  logic: (turn: Turn) => Promise<void>,
  patienceMs: number,
): Promise<Answer> {
  const buffered: Partial<Activity>[] | null = activity.deliveryMode === 'expectReplies' ? [] : null;
  const reference = TurnContext.getConversationReference(activity);
  let answer: Answer | null = null;
  const turn = logic({
    activity,
    async send(message) {
      const addressed = TurnContext.applyConversationReference({ ...message }, reference);
      if (buffered) buffered.push(addressed);
      else await send(addressed, activity);
    },
    respond(body, status = 200) {
      answer ??= { status, body };
    },
  }).then(() => true);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), patienceMs);
  });
  const inTime = await Promise.race([turn, late]).finally(() => clearTimeout(timer));
  if (!inTime) return { status: buffered || activity.type === 'invoke' ? 504 : 202, body: null };
  if (buffered) return { status: 200, body: { activities: buffered } };
  if (activity.type !== 'invoke') return { status: 200, body: null };
  return answer ?? { status: 501, body: null };
}

/** A person is waiting for this reply: few tries, within seconds (Teams: retry 412, 429, 502, 504, with jitter). */
function createSend(connector: Connector, pause: (ms: number) => Promise<void>): Send {
  return async (message, { serviceUrl, conversation }) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        if (message.replyToId) await connector.reply(serviceUrl, conversation.id, message.replyToId, message);
        else await connector.send(serviceUrl, conversation.id, message);
        return;
      } catch (error) {
        if (!(error instanceof ConnectorError) || error.status === null || !AGAIN.has(error.status)) throw error;
        const delay = error.retryAfterMs ?? 200 * 2 ** attempt;
        if (attempt >= TRIES || delay > LONGEST_WAIT) throw error;
        await pause(delay * (1 + Math.random() / 4));
      }
    }
  };
}
