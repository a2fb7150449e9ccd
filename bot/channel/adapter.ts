import {
  type Activity,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type ConfigurationBotFrameworkAuthenticationOptions,
  ConfigurationServiceClientCredentialFactory,
  type ConversationReference,
  INVOKE_RESPONSE_KEY,
  type InvokeResponse,
  type ResourceResponse,
  TurnContext,
} from 'botbuilder';
import {
  AppCredentials,
  AuthenticationConstants,
  ClaimsIdentity,
  type ConnectorClient,
  GovernmentConstants,
} from 'botframework-connector';
import type { Settings } from '../../settings';
import { HttpError, Unauthorized } from '../http/http-error';
import type { Log } from '../log';
import { createChannelGate } from './channel-tokens';
import { type Connector, ConnectorError, createConnector, serviceUrlAllowed } from './connector';

export { type Connector, ConnectorError, type Member } from './connector';

export interface Adapter {
  /**
   * One activity from HTTP: checks its shape (400) and its token (401; none in local mode), asks `admit`, runs `logic`,
   * and resolves to what is answered. Nothing of the bot runs before the checks are through.
   */
  receive(
    authorization: string | undefined,
    body: unknown,
    admit: (activity: Activity) => void,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<{ status: number; body: unknown }>;
  readonly connector: Connector;
  close(): void;
}

/** What tests may replace. */
export interface AdapterOverrides {
  now?: () => number;
  /** Waits before a reply is tried again. */
  wait?: (ms: number) => Promise<void>;
}

const AGAIN = new Set([412, 429, 502, 503, 504]);
const TRIES = 3;
const LONGEST_WAIT = 3000;
const CLIENTS = 100;

export function createAdapter(settings: Settings, log: Log, overrides: AdapterOverrides = {}): Adapter {
  const local = settings.mode === 'local';
  // Tests and sovereign set-ups with an issuer of their own on this machine have their connector here too.
  const metadata = settings.channel.ToBotFromChannelOpenIdMetadataUrl;
  const loopback = local || (metadata?.startsWith('http:') ?? false);
  const credentials = local ? null : createCredentials(settings);
  const connector = createConnector({
    loopback,
    token: async (renew) => (credentials ? credentials.token(renew) : null),
  });
  const gate = local
    ? null
    : createChannelGate({
        appId: settings.app.id,
        channel: settings.channel,
        ...(overrides.now ? { now: overrides.now } : {}),
      });
  const sdk = new SdkAdapter(sdkSettings(settings), scopeOf(settings), connector, overrides.wait ?? wait);

  return {
    connector,
    async receive(authorization, body, admit, logic) {
      const activity = shaped(body);
      let identity = ANONYMOUS;
      if (gate) {
        try {
          const claims = await gate(authorization, activity);
          identity = new ClaimsIdentity(
            Object.entries(claims).map(([type, value]) => ({ type, value: String(value) })),
            true,
          );
        } catch (error) {
          if (error instanceof Unauthorized) log.warn({ reason: error.reason }, 'activity refused');
          throw error;
        }
      }
      if (!serviceUrlAllowed(activity.serviceUrl, loopback)) {
        throw new HttpError(400, 'service-url', 'This service URL is not one of Teams.');
      }
      admit(activity);
      return sdk.turn(activity, identity, logic);
    },
    close: () => connector.close(),
  };
}

const ANONYMOUS = new ClaimsIdentity([], AuthenticationConstants.AnonymousAuthType);
/** A surrogate without its other half: such an id can't be part of an address. */
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
    // The SDK takes one of these as all of them: fill in the rest.
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

const scopeOf = (settings: Settings): string =>
  settings.channel.ToChannelFromBotOAuthScope ?? cloudOf(settings).ToChannelFromBotOAuthScope;

/** The bot's own token for the connector, kept by the SDK until shortly before it ends; fetched once for all who wait. */
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

/**
 * The SDK's adapter with its costly parts replaced: no connector or user-token client is built for a turn, and plain
 * sends, edits and deletions go through Connector. Its own helpers (TeamsInfo …) find a connector client as ever, one
 * kept for each service URL.
 */
class SdkAdapter extends CloudAdapter {
  private readonly clients = new Map<string, Promise<ConnectorClient>>();

  constructor(
    settings: Settled,
    private readonly scope: string,
    private readonly connector: Connector,
    private readonly wait: (ms: number) => Promise<void>,
  ) {
    super(
      new ConfigurationBotFrameworkAuthentication(settings, new ConfigurationServiceClientCredentialFactory(settings)),
    );
  }

  async turn(
    activity: Activity,
    identity: ClaimsIdentity,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<{ status: number; body: unknown }> {
    const context = new TurnContext(this, activity);
    context.turnState.set(this.BotIdentityKey, identity);
    context.turnState.set(this.ConnectorClientKey, await this.client(activity.serviceUrl, identity));
    await logic(context);
    if (activity.deliveryMode === 'expectReplies') {
      return { status: 200, body: { activities: context.bufferedReplyActivities } };
    }
    if (activity.type !== 'invoke') return { status: 200, body: null };
    const answer = context.turnState.get(INVOKE_RESPONSE_KEY) as { value?: InvokeResponse } | undefined;
    return answer?.value
      ? { status: answer.value.status, body: answer.value.body ?? null }
      : { status: 501, body: null };
  }

  private client(serviceUrl: string, identity: ClaimsIdentity): Promise<ConnectorClient> {
    const known = this.clients.get(serviceUrl);
    if (known) return known;
    if (this.clients.size >= CLIENTS) this.clients.clear();
    const made = this.botFrameworkAuthentication
      .createConnectorFactory(identity)
      .create(serviceUrl, this.scope) as Promise<ConnectorClient>;
    this.clients.set(serviceUrl, made);
    made.catch(() => this.clients.delete(serviceUrl));
    return made;
  }

  override async sendActivities(context: TurnContext, activities: Partial<Activity>[]): Promise<ResourceResponse[]> {
    const responses: ResourceResponse[] = [];
    for (const activity of activities) {
      delete activity.id;
      if (activity.type === 'delay') {
        await this.wait(typeof activity.value === 'number' ? activity.value : 1000);
        responses.push({ id: '' });
      } else if (activity.type === 'invokeResponse') {
        context.turnState.set(INVOKE_RESPONSE_KEY, activity);
        responses.push({ id: '' });
      } else if (activity.type === 'trace') {
        responses.push({ id: '' });
      } else {
        const { serviceUrl, conversation } = context.activity;
        const to = activity.conversation?.id ?? conversation.id;
        const replyTo = activity.replyToId;
        const id = await this.patiently(() =>
          replyTo
            ? this.connector.reply(serviceUrl, to, replyTo, activity)
            : this.connector.send(serviceUrl, to, activity),
        );
        responses.push({ id });
      }
    }
    return responses;
  }

  override async updateActivity(context: TurnContext, activity: Partial<Activity>): Promise<ResourceResponse> {
    const { serviceUrl, conversation } = context.activity;
    const id = activity.id ?? '';
    await this.patiently(() =>
      this.connector.update(serviceUrl, activity.conversation?.id ?? conversation.id, id, activity),
    );
    return { id };
  }

  override async deleteActivity(context: TurnContext, reference: Partial<ConversationReference>): Promise<void> {
    const { serviceUrl, conversation } = context.activity;
    const to = reference.conversation?.id ?? conversation.id;
    await this.patiently(() => this.connector.remove(serviceUrl, to, reference.activityId ?? ''));
  }

  /** Within a turn somebody waits: a few tries, seconds at most (Teams: retry 412, 429, 502, 504, with jitter). */
  private async patiently<T>(call: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await call();
      } catch (error) {
        if (!(error instanceof ConnectorError) || error.status === null || !AGAIN.has(error.status)) throw error;
        const pause = error.retryAfterMs ?? 200 * 2 ** attempt;
        if (attempt >= TRIES || pause > LONGEST_WAIT) throw error;
        await this.wait(pause * (1 + Math.random() / 4));
      }
    }
  }
}
