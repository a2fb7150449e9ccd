import type { Command } from '../benefits/command';
import type { Refusal } from '../benefits/refusal';
import type { Wording } from './words';

const what: Partial<Record<Command, string>> = {
  keys: 'Keys are shown to admins only.',
  assign: 'Benefits are assigned by an admin.',
  unassign: 'Seats are taken back by an admin.',
  reassign: 'Benefits are reassigned by an admin.',
  'add-user': 'People are added by an admin.',
  'set-role': 'Roles are changed by an admin.',
  'remove-user': 'People are removed by an admin.',
  import: 'Data is imported by an admin.',
  export: 'Exports are for admins and viewers.',
  users: 'The list of people is for admins and viewers.',
  undo: 'Only admins make changes, so only they can undo them.',
  requests: 'Requests are settled by an admin.',
};

/** Each refusal in English: what stands in the way, and what to do. */
export function refusalEn(refusal: Refusal, { name, day, list }: Wording): string {
  const ask = (ids: readonly string[]): string =>
    ids.length > 0 ? `Please ask ${list(ids.slice(0, 3).map(name), 'or')}.` : 'Please ask an admin of your company.';
  switch (refusal.reason) {
    case 'stranger':
      return 'I don’t know you yet. Please ask an admin of your company to add you.';
    case 'guest':
      return 'I work for people of the company only, not for guests. Please ask the colleague who invited you.';
    case 'other-tenant':
      return 'I work for one organisation only, and this isn’t it. Please use the account of your company.';
    case 'role':
      return `${what[refusal.command] ?? 'This is for admins.'} ${ask(refusal.ask)}`;
    case 'personal-chat-only':
      return 'I do this in our personal chat only. Please write to me there.';
    case 'membership-none':
      return refusal.joinUrl
        ? 'The company has no membership yet, so benefits can’t be activated. Please join the programme first.'
        : 'The company has no membership yet, so benefits can’t be activated. Please ask an admin to set it up.';
    case 'membership-pending':
      return refusal.on
        ? `The membership isn’t active yet; it begins on ${day(refusal.on)}. Please try again then.`
        : 'The membership isn’t active yet. Please complete the purchase, then try again.';
    case 'membership-ended':
      return refusal.on
        ? `The membership ended on ${day(refusal.on)}, so benefits can’t be activated. Please renew it.`
        : 'The membership has ended, so benefits can’t be activated. Please renew it.';
    case 'benefit-not-begun':
      return `${name(refusal.benefit)} begins on ${day(refusal.on)}. Please try again then.`;
    case 'benefit-ended':
      return `${name(refusal.benefit)} ended on ${day(refusal.on)}. Please choose another benefit.`;
    case 'unknown-benefit':
      return refusal.nearest.length > 0
        ? `I don’t know a benefit “${refusal.typed}”. Please choose one of those below.`
        : `I don’t know a benefit “${refusal.typed}”. Please look at the list of benefits.`;
    case 'unknown-person':
      return refusal.nearest.length > 0
        ? `I don’t know anybody called “${refusal.typed}”. Please choose one of those below.`
        : `I don’t know anybody called “${refusal.typed}”. Please check the name, or add the person first.`;
    case 'bad-email':
      return `“${refusal.typed}” isn’t an e-mail address that I can use. Please enter one such as name@company.com.`;
    case 'bad-name':
      return 'I need a name of 1 to 200 characters. Please enter it again.';
    case 'person-exists':
      return `${name(refusal.person)} is on the list already. You can change the role instead.`;
    case 'full':
      return `All ${refusal.quantity} seats of ${name(refusal.benefit)} are in use${
        refusal.holders.length > 0 ? ` (${list(refusal.holders.slice(0, 5).map(name), 'and')})` : ''
      }. Please reassign one, or take one back first.`;
    case 'already-assigned':
      return `${name(refusal.person)} has ${name(refusal.benefit)} already${
        refusal.since ? `, since ${day(refusal.since.slice(0, 10))}` : ''
      }. There is nothing to do.`;
    case 'not-assigned':
      return refusal.benefit
        ? `${name(refusal.person)} doesn’t have ${name(refusal.benefit)}. Please check who has it.`
        : `${name(refusal.person)} has no such benefit. Please check what they have.`;
    case 'nothing-held':
      return `${name(refusal.person)} has no benefits, so there is nothing to move. Please check the name.`;
    case 'same-person':
      return `That would go from ${name(refusal.person)} to the same person. Please name somebody else.`;
    case 'only-for-oneself':
      return `${name(refusal.benefit)} can only be assigned by each person to themselves. Please let the person who needs it do so${
        refusal.portalUrl ? ', then use the portal' : ''
      }.`;
    case 'no-other-email':
      return `${name(refusal.benefit)} needs a second e-mail address. Please enter one.`;
    case 'email-is-account':
      return `${refusal.email} is the company’s account address. Please enter another one.`;
    case 'email-is-own':
      return `${refusal.email} is the person’s own address. Please enter another one.`;
    case 'too-soon':
      return `${name(refusal.benefit)} was assigned only recently. It can be reassigned from ${day(refusal.from)}.`;
    case 'no-keys':
      return refusal.portalUrl
        ? `${name(refusal.benefit)} has no keys; it is activated in Microsoft’s portal. Please open the portal.`
        : `${name(refusal.benefit)} works without keys. Please look at its details.`;
    case 'no-key-for-choice':
      return `There is no key of ${name(refusal.benefit)} for this language and system. Please choose another combination.`;
    case 'keys-used-up':
      return `All ${refusal.total} single-use keys of ${name(refusal.benefit)} have been taken. Please order more from Microsoft and import them.`;
    case 'keys-not-here':
      return `Keys can’t be shown in this version of Teams. Please open Teams on a computer or in the browser, and ask again for ${name(refusal.benefit)}.`;
    case 'not-holder':
      return `${name(refusal.person)} has no seat of ${name(refusal.benefit)}. Please assign it first.`;
    case 'last-admin':
      return `${name(refusal.person)} is the last admin, and one has to stay. Please make somebody else an admin first.`;
    case 'always-admin':
      return `${name(refusal.person)} is an admin by the bot’s settings. Please change the setting ADMINS.`;
    case 'holds-seats':
      return `${name(refusal.person)} still has ${list(refusal.benefits.slice(0, 5).map(name), 'and')}. Please hand that over first.`;
    case 'stale':
      return 'This card is out of date, so I did nothing. Please ask again.';
    case 'nothing-to-undo':
      return 'You have no change that can be undone. The history shows what was done.';
    case 'undo-too-late':
      return 'That has been changed again since, so I can’t undo it. Please look at the history.';
    case 'request-open':
      return `You have asked for ${name(refusal.benefit)} already. You’ll hear from me as soon as an admin has decided.`;
    case 'request-settled':
      return `${name(refusal.by)} has ${refusal.approved ? 'approved' : 'declined'} this request already. There is nothing left to do.`;
    case 'ticket':
      return 'This link has been used or is too old. Please press the button again.';
  }
}
