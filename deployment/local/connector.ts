import type { Chat, Chats, Member } from './chats';
import { isObject } from './http';
import type { Account, Activity } from './types';

export interface ConnectorCall {
  method: string;
  /** Below the service URL, with the query: `/v3/conversations/…`. */
  path: string;
  body: unknown;
}

export interface ConnectorAnswer {
  status: number;
  body?: unknown;
}

/** Teams refuses a message over about 28 KB; attachments count, the images they link to don't. */
const MESSAGE_LIMIT = 28 * 1024;

const refused = (status: number, code: string, message: string): ConnectorAnswer => ({
  status,
  body: { error: { code, message } },
});

const isActivity = (value: unknown): value is Activity => isObject(value) && typeof value.type === 'string';

/** A member in the form of `GET …/members/{id}`. */
function rosterEntry(person: Member): Record<string, string> {
  const words = person.name.split(' ');
  return {
    id: person.id,
    name: person.name,
    objectId: person.objectId,
    aadObjectId: person.objectId,
    givenName: words[0] ?? person.name,
    surname: words.slice(1).join(' '),
    email: person.email,
    userPrincipalName: person.email,
    tenantId: person.tenantId,
    userRole: person.userRole,
  };
}

/**
 * The calls of the Bot Framework's connector service that the bot makes, over a small Teams: send, reply, update, create a
 * personal chat, one member. Answers and refuses as Teams does.
 */
export function createConnector(chats: Chats): (call: ConnectorCall) => Promise<ConnectorAnswer> {
  function send(chat: Chat, body: unknown, replyToId: string | null): ConnectorAnswer {
    if (!isActivity(body)) return refused(400, 'BadSyntax', 'Activity must have a type');
    if (Buffer.byteLength(JSON.stringify(body)) > MESSAGE_LIMIT + 2048)
      return refused(413, 'MessageSizeTooBig', 'Message size too large.');
    const message = chats.say(chat, null, replyToId === null ? body : { ...body, replyToId });
    return { status: 201, body: { id: message.id } };
  }

  async function create(body: unknown): Promise<ConnectorAnswer> {
    if (!isObject(body)) return refused(400, 'BadSyntax', 'Body is missing');
    const wanted = Array.isArray(body.members) ? (body.members as Account[]) : [];
    const first = wanted[0];
    if (body.isGroup === true || wanted.length !== 1 || typeof first?.id !== 'string')
      return refused(400, 'BadArgument', 'A bot can create a chat with exactly one member');
    const channelData = isObject(body.channelData) ? body.channelData : {};
    const tenant = isObject(channelData.tenant) ? channelData.tenant.id : body.tenantId;
    if (tenant !== undefined && tenant !== chats.tenantId)
      return refused(403, 'BotNotInConversationRoster', 'The bot is not part of the conversation roster.');
    const person = await chats.person(first.id);
    if (!person) return refused(403, 'BotNotInConversationRoster', 'The bot is not part of the conversation roster.');
    return { status: 201, body: { id: chats.personal(person).id } };
  }

  return async ({ method, path, body }) => {
    const url = new URL(path, 'http://connector');
    const [version, kind, id, part, item] = url.pathname.slice(1).split('/').map(decodeURIComponent);
    if (version !== 'v3' || kind !== 'conversations') return refused(404, 'NotFound', 'No such resource');
    if (id === undefined)
      return method === 'POST' ? create(body) : refused(405, 'MethodNotAllowed', 'Method not allowed');

    const chat = await chats.find(id.split(';')[0] ?? id);
    if (!chat) return refused(404, 'ConversationNotFound', 'Conversation not found.');
    if (part === 'activities') {
      if (method === 'POST') return send(chat, body, item ?? null);
      if (item === undefined) return refused(405, 'MethodNotAllowed', 'Method not allowed');
      if (method === 'PUT') {
        if (!isActivity(body)) return refused(400, 'BadSyntax', 'Activity must have a type');
        const message = chats.edit(chat, item, body);
        return message
          ? { status: 200, body: { id: item } }
          : refused(404, 'ActivityNotFoundInConversation', 'Unknown');
      }
    }
    if (method === 'GET' && part === 'members' && item !== undefined) {
      const person = (await chats.people()).find((one) => one.id === item && chat.members.includes(one.id));
      return person
        ? { status: 200, body: rosterEntry(person) }
        : refused(404, 'MemberNotFoundInConversation', 'The member was not found.');
    }
    return refused(404, 'NotFound', 'No such resource');
  };
}
