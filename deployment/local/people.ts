import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { channelId, inventedObjectId, type Member } from './chats';

/** The made-up tenant of every person in the local client. */
export const LOCAL_TENANT = '10ca1000-0000-4000-8000-000000000001';

/** A person in the company's store. */
export interface LocalPerson {
  email: string;
  name: string;
  role: string;
  locale: string | null;
  aadObjectId: string | null;
}

/** A person one can switch to in the local client. */
export interface Someone extends Member {
  role: string;
  language: 'en' | 'fr';
}

export interface LocalCaller {
  objectId: string;
  tenantId: string;
  email: string | null;
  name: string | null;
}

/** Not on the company's list: shows what the bot tells strangers. */
const VISITOR: LocalPerson = {
  email: 'visitor@elsewhere.example',
  name: 'Robin Visitor',
  role: 'guest',
  locale: 'en',
  aadObjectId: null,
};

const RANK: Readonly<Record<string, number>> = { admin: 0, viewer: 1, employee: 2, guest: 3 };

function someone(person: LocalPerson): Someone {
  const objectId = person.aadObjectId ?? inventedObjectId(person.email);
  return {
    id: channelId(objectId),
    objectId,
    email: person.email,
    name: person.name,
    userRole: person.role === 'guest' ? 'guest' : 'user',
    tenantId: LOCAL_TENANT,
    role: person.role,
    language: person.locale?.toLowerCase().startsWith('fr') ? 'fr' : 'en',
  };
}

/** Everyone at the company, admins first, and a stranger. Read anew each time, as chat and imports change it. */
export async function everyone(people: () => Promise<readonly LocalPerson[]>): Promise<Someone[]> {
  const known = await people();
  const all = known.some((person) => person.email === VISITOR.email) ? known : [...known, VISITOR];
  return all
    .map(someone)
    .sort((a, b) => (RANK[a.role] ?? 9) - (RANK[b.role] ?? 9) || a.name.localeCompare(b.name, a.language));
}

export interface LocalTokens {
  issue(person: Someone): string;
  callerOf(token: string): LocalCaller | null;
}

/** Tokens for a person, valid until the server stops: `local.<person>.<proof>`. */
export function createTokens(): LocalTokens {
  const secret = randomBytes(32);
  const proof = (text: string): Buffer => createHmac('sha256', secret).update(text).digest();
  return {
    issue(person) {
      const caller: LocalCaller = {
        objectId: person.objectId,
        tenantId: person.tenantId,
        email: person.email,
        name: person.name,
      };
      const text = Buffer.from(JSON.stringify(caller)).toString('base64url');
      return `local.${text}.${proof(text).toString('base64url')}`;
    },
    callerOf(token) {
      const [kind, text, given] = token.split('.');
      if (kind !== 'local' || text === undefined || given === undefined) return null;
      const [claimed, real] = [Buffer.from(given, 'base64url'), proof(text)];
      if (claimed.length !== real.length || !timingSafeEqual(claimed, real)) return null;
      return JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as LocalCaller;
    },
  };
}
