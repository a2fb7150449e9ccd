import { canonicalEmail } from '../email';
import { withOutbox } from '../outbox';
import { type LinkClaim, newPerson, type Person } from '../person';
import type { Ports } from '../ports';
import type { Refusal } from '../refusal';
import { alarm, allAdmins } from './alarms';
import { adminsGuard, alwaysAdmin } from './people';
import { type Actor, done, notice } from './record';

/** A member of an allowed tenant who isn't linked yet, as Teams' roster describes them. */
export interface Claimant {
  /** Lower case. */
  objectId: string;
  userPrincipalName: string | null;
  email: string | null;
  name: string | null;
}

const STRANGER = { reason: 'stranger' } as const;
const CLAIMED = { reason: 'link-asked' } as const;
const ASKED_AGAIN_MS = 24 * 3_600_000;

/**
 * Links a Teams account to a person in the list. Employees: by sign-in name, else mail address. Admins and viewers: by
 * an object id in ADMINS, or by sign-in name after another linked admin confirms. While no admin is linked, the first
 * admin needs the sign-in name only.
 */
export async function linkClaimant(ports: Ports, claimant: Claimant): Promise<Person | Refusal> {
  const trusted = ports.rules.admins.includes(claimant.objectId);
  const signIn = canonicalEmail(claimant.userPrincipalName ?? '');
  const mail = canonicalEmail(claimant.email ?? '');
  const bySignIn = signIn && (await ports.store.people.byEmail(signIn));
  const found = bySignIn || (mail && (await ports.store.people.byEmail(mail))) || null;
  if (!found) {
    const named = signIn !== null && ports.rules.admins.includes(signIn);
    const email = signIn ?? mail;
    if (email === null || !(trusted || named)) return STRANGER;
    await enterAdmin(ports, email, claimant.name ?? email);
    return linkClaimant(ports, claimant);
  }
  // If an address has moved to another account, an admin must import the new object id.
  if (found.aadObjectId !== null) return found.aadObjectId === claimant.objectId ? found : STRANGER;
  const privileged = found.role === 'admin' || found.role === 'viewer' || alwaysAdmin(ports, found);
  if (!privileged) return link(ports, found, claimant.objectId, found);
  if (!trusted && !bySignIn) return STRANGER;
  if (trusted) return link(ports, found, claimant.objectId, found);
  const guard = await adminsGuard(ports);
  const linked = (await allAdmins(ports)).some((admin) => admin.aadObjectId !== null);
  const first = !linked && (found.role === 'admin' || alwaysAdmin(ports, found));
  if (!first) return ask(ports, found, claimant, linked);
  const after = await linkedTo(ports, found, claimant.objectId, found);
  if (await ports.store.applyAll([{ of: 'people', before: found, after }, guard]))
    return { ...after, version: found.version + 1 };
  return (await ports.store.people.byObjectId(claimant.objectId)) ?? linkClaimant(ports, claimant);
}

/** Adds an admin who is named in ADMINS but isn't in the list. */
async function enterAdmin(ports: Ports, email: string, name: string): Promise<void> {
  const entry = done(ports, { email }, 'add-user', { person: email, detail: { role: 'admin', by: 'settings' } });
  const since = ports.clock.now().toISOString();
  const person = newPerson({ id: ports.random.id(), email, name, nameGuessed: true, role: 'admin', since });
  if (await ports.store.people.insert(withOutbox(person, [entry]))) await ports.store.catalogue.bump();
}

/** Another admin confirms that the claiming account belongs to this person. */
export async function confirmLink(
  ports: Ports,
  actor: Actor,
  person: Person,
  claimId: string,
): Promise<Person | Refusal> {
  const stored = await ports.store.people.get(person.id);
  const claim = stored?.claim ?? null;
  if (!stored || claim === null || claim.id !== claimId || stored.aadObjectId !== null || stored.id === actor.id)
    return { reason: 'stale' };
  return link(ports, stored, claim.aadObjectId, actor);
}

async function linkedTo(
  ports: Ports,
  before: Person,
  objectId: string,
  by: Pick<Actor, 'id' | 'email' | 'name'>,
): Promise<Person> {
  const privileged = before.role !== 'employee' && before.role !== 'guest';
  const confirmed = by.id !== before.id;
  const facts = { person: before.id, role: before.role, by: confirmed ? by.name : null };
  const notices = [
    ...(privileged || alwaysAdmin(ports, before) ? await alarm(ports, 'admin-linked', facts, [before, by]) : []),
    ...(confirmed ? [notice(ports, { kind: 'linked', to: before, facts: { by: by.name } })] : []),
  ];
  const entry = done(ports, by, 'link', { person: before.email });
  return withOutbox({ ...before, aadObjectId: objectId, claim: null }, [entry], notices);
}

async function link(
  ports: Ports,
  before: Person,
  objectId: string,
  by: Pick<Actor, 'id' | 'email' | 'name'>,
): Promise<Person | Refusal> {
  const after = await linkedTo(ports, before, objectId, by);
  switch (await ports.store.people.replace(before, after)) {
    case 'done':
      return { ...after, version: before.version + 1 };
    case 'taken':
      return (await ports.store.people.byObjectId(objectId)) ?? STRANGER;
    case 'stale': {
      const now = await ports.store.people.get(before.id);
      if (!now) return STRANGER;
      if (now.aadObjectId !== null) return now.aadObjectId === objectId ? now : STRANGER;
      return link(ports, now, objectId, by);
    }
  }
}

/** Stores the claim until an admin confirms it. Admins are notified at most once a day. */
async function ask(ports: Ports, before: Person, claimant: Claimant, anybodyLinked: boolean): Promise<Refusal> {
  if (!anybodyLinked) return STRANGER;
  const { claim } = before;
  const now = ports.clock.now();
  const asked = claim?.aadObjectId === claimant.objectId && Date.parse(claim.at) > now.getTime() - ASKED_AGAIN_MS;
  if (asked) return CLAIMED;
  const next: LinkClaim = { id: ports.random.id(), aadObjectId: claimant.objectId, at: now.toISOString() };
  const facts = {
    person: before.id,
    email: before.email,
    role: before.role,
    address: claimant.userPrincipalName,
    claim: next.id,
  };
  const notices = await alarm(ports, 'link-asked', facts, [before]);
  await ports.store.people.replace(before, withOutbox({ ...before, claim: next }, [], notices));
  return CLAIMED;
}
