import type { Command } from '../benefits/command';
import { isGuestSignIn } from '../benefits/email';
import type { Refusal } from '../benefits/refusal';
import type { Wording } from './words';

const what: Partial<Record<Command, string>> = {
  keys: 'Only admins can see keys.',
  assign: 'Only admins can assign benefits.',
  unassign: 'Only admins can take seats back.',
  reassign: 'Only admins can reassign benefits.',
  'add-user': 'Only admins can add people.',
  'update-user': 'Only admins can edit people.',
  'set-role': 'Only admins can change roles.',
  'remove-user': 'Only admins can remove people.',
  'set-quantity': 'Only admins can change quantities.',
  portal: 'Only admins see the steps at Microsoft.',
  resend: 'Only admins can send messages again.',
  review: 'Only admins can ask who still needs a seat.',
  import: 'Only admins can import data.',
  export: 'Only admins and viewers can export data.',
  assignments: 'Only admins and viewers see who has what.',
  users: 'Only admins and viewers see the list of people.',
  undo: 'Only admins can undo changes.',
  requests: 'Only admins answer requests.',
};

/** Each refusal in English: what stands in the way, and what to do. */
export function refusalEn(refusal: Refusal, { name, day, list }: Wording): string {
  const ask = (ids: readonly string[]): string =>
    ids.length > 0 ? `Ask ${list(ids.slice(0, 3).map(name), 'or')}.` : 'Ask an admin of your company.';
  switch (refusal.reason) {
    case 'stranger':
      return 'I don’t know you yet. Ask an admin of your company to add you.';
    case 'link-asked':
      return 'I don’t know your account yet. An admin of your company has been asked to confirm it; write again after that.';
    case 'guest':
      return 'I only work for people of the company, not for guests. Ask the colleague who invited you.';
    case 'other-tenant':
      return 'I only work for one organisation, and this isn’t it. Use your company account.';
    case 'role':
      return `${what[refusal.command] ?? 'Only admins can do this.'} ${ask(refusal.ask)}`;
    case 'personal-chat-only':
      return 'I only do this in our personal chat. Write to me there.';
    case 'membership-none':
      return refusal.joinUrl
        ? 'The company has no membership yet, so benefits can’t be activated. Join the programme first.'
        : 'The company has no membership yet, so benefits can’t be activated. Ask an admin to set it up.';
    case 'membership-pending':
      return refusal.on
        ? `The membership isn’t active yet. It starts on ${day(refusal.on)}.`
        : 'The membership isn’t active yet. Complete the purchase, then try again.';
    case 'membership-ended':
      return refusal.on
        ? `The membership ended on ${day(refusal.on)}, so benefits can’t be activated. Renew it first.`
        : 'The membership has ended, so benefits can’t be activated. Renew it first.';
    case 'benefit-not-begun':
      return `${name(refusal.benefit)} starts on ${day(refusal.on)}. Try again then.`;
    case 'benefit-ended':
      return `${name(refusal.benefit)} ended on ${day(refusal.on)}. Choose another benefit.`;
    case 'unknown-benefit':
      return `I can’t find a benefit called “${refusal.typed}”. ${refusal.nearest.length > 0 ? 'Choose one of these.' : 'Look at the list of benefits.'}`;
    case 'unknown-person':
      return `I can’t find anyone called “${refusal.typed}”. ${refusal.nearest.length > 0 ? 'Choose one of these.' : 'Check the name, or add the person first.'}`;
    case 'bad-email':
      if (isGuestSignIn(refusal.typed))
        return `“${refusal.typed}” is the sign-in name of a guest, not a mailbox. Enter their mail address.`;
      return `“${refusal.typed}” isn’t a valid e-mail address. Enter one like name@company.com.`;
    case 'below-seats-in-use':
      return `${name(refusal.benefit)} has ${refusal.used} seats in use. Take some back first.`;
    case 'quantity-is-that':
      return `${name(refusal.benefit)} already has that many seats. Nothing to do.`;
    case 'nothing-to-change':
      return `${name(refusal.person)} is already in the list like that. Nothing to do.`;
    case 'bad-name':
      return 'The name must have 1 to 200 characters. Enter it again.';
    case 'person-exists':
      return `${name(refusal.person)} is in the list already. You can change their role instead.`;
    case 'full':
      return `${name(refusal.benefit)} has no seats left (${refusal.quantity} of ${refusal.quantity} in use). ${
        refusal.holders.length > 0
          ? `${list(refusal.holders.slice(0, 5).map(name), 'and')} ${refusal.holders.length === 1 ? 'has' : 'have'} it. `
          : ''
      }Reassign a seat or take one back first.`;
    case 'already-assigned':
      return `${name(refusal.person)} already has ${name(refusal.benefit)}${
        refusal.since ? `, since ${day(refusal.since.slice(0, 10))}` : ''
      }. Nothing to do.`;
    case 'not-assigned':
      return refusal.benefit
        ? `${name(refusal.person)} doesn’t have ${name(refusal.benefit)}. Check who has it.`
        : `${name(refusal.person)} doesn’t have that benefit. Check what they have.`;
    case 'yours-already':
      return `You already have ${name(refusal.benefit)}. Write “my licences” to see how to use it.`;
    case 'not-yours':
      return refusal.benefit
        ? `You don’t have ${name(refusal.benefit)}. If you need it, request it.`
        : 'You don’t have any benefits yet. Look at the list and request one.';
    case 'nothing-held':
      return `${name(refusal.person)} has no benefits. Check the name.`;
    case 'not-sent-yet':
      return `No message has been sent to ${name(refusal.person)} yet. Try again in a minute.`;
    case 'same-person':
      return `${name(refusal.person)} already has it. Name someone else.`;
    case 'only-for-oneself':
      return `Everyone assigns ${name(refusal.benefit)} to themselves. Ask the person who needs it to do so${
        refusal.portalUrl ? ', then use the portal' : ''
      }.`;
    case 'bad-until':
      return 'The last day must be today or later, and before the benefit ends.';
    case 'no-other-email':
      return `${name(refusal.benefit)} needs another e-mail address. Enter one.`;
    case 'email-is-account':
      return `${refusal.email} is the company’s account address. Enter another one.`;
    case 'email-is-own':
      return `${refusal.email} is the person’s own address. Enter another one.`;
    case 'too-soon':
      return `${name(refusal.benefit)} was assigned recently. You can reassign it from ${day(refusal.from)}.`;
    case 'no-keys':
      return refusal.portalUrl
        ? `${name(refusal.benefit)} has no keys. Activate it in Microsoft’s portal.`
        : `${name(refusal.benefit)} works without keys. Look at its details.`;
    case 'no-key-for-choice':
      return `There’s no key for ${name(refusal.benefit)} in this language and system. Choose another combination.`;
    case 'keys-used-up':
      return `No single-use keys left for ${name(refusal.benefit)} (${refusal.total} of ${refusal.total} taken). Order more from Microsoft and import them.`;
    case 'keys-not-here':
      return `This version of Teams can’t show keys. Open Teams on a computer or in the browser, then ask again for ${name(refusal.benefit)}.`;
    case 'key-shown-before':
      return `The key for ${name(refusal.benefit)} was already shown to you on ${day(refusal.on)}. If you need it again, ask an admin to send your notification again.`;
    case 'not-holder':
      return `${name(refusal.person)} doesn’t have ${name(refusal.benefit)}. Assign it first.`;
    case 'same-role':
      return `${name(refusal.person)} has this role already. Nothing was changed.`;
    case 'last-admin':
      return `${name(refusal.person)} is the last admin. Make someone else an admin first.`;
    case 'always-admin':
      return `${name(refusal.person)} is an admin by configuration. Change the setting ADMINS.`;
    case 'holds-seats':
      return `${name(refusal.person)} still has ${list(refusal.benefits.slice(0, 5).map(name), 'and')}. Reassign ${refusal.benefits.length === 1 ? 'it or take it back' : 'them or take them back'} first.`;
    case 'stale':
      return 'This card is out of date, so nothing was done. Ask again.';
    case 'nothing-to-undo':
      return 'You have no change that can be undone now. The history shows what was done.';
    case 'undo-too-late':
      return 'This has been changed since, so it can’t be undone. Look at the history.';
    case 'import-stays':
      return 'Of an import only changes of seats and roles can be undone, up to 200. Correct the file and import it again.';
    case 'request-open':
      return `You’ve already requested ${name(refusal.benefit)}. I’ll tell you as soon as an admin decides.`;
    case 'request-withdrawn':
      return `${name(refusal.by)} withdrew this request. Nothing left to do.`;
    case 'request-settled':
      return `${name(refusal.by)} already ${refusal.approved ? 'approved' : 'declined'} this request. Nothing left to do.`;
    case 'ticket':
      return 'This link has been used or has expired. Press the button again.';
  }
}
