import type { NoticeKind } from '../benefits/notice';
import { en } from './text.en';

/** What a notice is worded with: names and days, ready to be read. */
export interface Told {
  benefit: string;
  /** Who caused it; null: it happened by itself. */
  by: string | null;
  from: string | null;
  to: string | null;
  day: string | null;
  /** Days until then. */
  inDays: number | null;
  alternate: string | null;
  used: number | null;
  quantity: number | null;
  count: number | null;
  /** The step in Microsoft's portal is still open. */
  activating: boolean;
  hasPortal: boolean;
  hasInstructions: boolean;
  /** Activated with a key, which an admin passes on. */
  needsKey: boolean;
  /** The holder may show the key. */
  ownKey: boolean;
  /** delivery-failed: why, and the address. */
  why: string | null;
  waits: boolean;
  /** `to` names several people. */
  several: boolean;
  address: string | null;
  /** A role's name. */
  role: string | null;
  /** outcome: the change was made; the number of its turn. */
  made: boolean;
  turn: string | null;
}

export interface Said {
  /** The mail's subject and the card's heading: says it all. */
  subject: string;
  /** What the subject doesn't say. */
  lines: string[];
  /** What to do next. */
  next: string[];
}

const lines = (...said: (string | false | null)[]): string[] => said.filter((line): line is string => !!line);
const by = (done: string, told: Told): string | null => (told.by ? `${done} by ${told.by}.` : null);
const on = (told: Told): string => (told.day ? `on ${told.day}` : 'soon') + inDays(told.inDays);
const inDays = (days: number | null): string =>
  days === null || days < 0 ? '' : days === 0 ? ' (today)' : days === 1 ? ' (tomorrow)' : ` (in ${days} days)`;
const why = (told: Told): string => (told.why ? ` (${told.why})` : '');
const used = (told: Told): string => (told.quantity ? ` (${en.inUse(told.used ?? 0, told.quantity)})` : '');
const role = (told: Told): string => (told.role ? ` (${told.role})` : '');
const about = (told: Told): string => (told.benefit ? ` about ${told.benefit}` : '');
const precaution = (told: Told): string | null =>
  told.alternate && `As a precaution, this goes to both addresses: yours and ${told.alternate}.`;

function start(told: Told): string[] {
  if (told.activating) return ['It’s being activated at Microsoft. You’ll get a message when you can use it.'];
  if (told.ownKey)
    return ['Show your key in Teams, with the button on this message or in “my licences”. It’s shown only once.'];
  if (told.needsKey) return [`You’ll get the key from ${told.by ?? 'an admin'}.`];
  return told.hasInstructions || told.hasPortal ? ['You can start right away.'] : [];
}

/** The wording of each notice in English. */
export const noticesEn: Record<NoticeKind, (told: Told) => Said> = {
  assigned: (told) => ({
    subject: `You now have ${told.benefit}`,
    lines: lines(
      told.from
        ? `Reassigned to you from ${told.from}${told.by ? ` by ${told.by}` : ''}.`
        : by('Assigned to you', told),
    ),
    next: start(told),
  }),
  'moved-away': (told) => ({
    subject: `${told.benefit} was reassigned${told.to ? ` to ${told.to}` : ''}`,
    lines: lines(by('Reassigned', told)),
    next: [`You no longer have access. If this is a mistake, tell ${told.by ?? 'your admin'}.`],
  }),
  'taken-back': (told) => ({
    subject: `${told.benefit} was taken back`,
    lines: lines(by('Taken back', told)),
    next: ['You no longer have access. If you still need it, request it again.'],
  }),
  'support-pending': (told) => ({
    subject: `${told.benefit}: your support contract is being set up`,
    lines: lines(
      by('Assigned to you', told),
      told.day && `It becomes active on ${told.day}. Public holidays aren’t taken into account.`,
      precaution(told),
    ),
    next: ['Nothing to do now. You’ll get the instructions when it’s active.'],
  }),
  'support-active': (told) => ({
    subject: told.activating
      ? `${told.benefit}: your instructions`
      : `${told.benefit}: your support contract is active`,
    lines: lines(!told.activating && 'You can use it from now on.', precaution(told)),
    next: told.activating ? start(told) : [],
  }),
  'portal-done': (told) => ({
    subject: `${told.benefit} is ready`,
    lines: ['It has been activated at Microsoft. You can use it now.'],
    next: [],
  }),
  'steps-open': (told) => ({
    subject:
      told.count === 1
        ? '1 step is left to do in Microsoft’s portal'
        : `${told.count ?? 'Some'} steps are left to do in Microsoft’s portal`,
    lines: ['The oldest has been open for more than a week.'],
    next: ['Do them there, then mark them as done.'],
  }),
  'request-reminder': (told) => ({
    subject: `${told.from ?? 'A colleague'} is still waiting for an answer: ${told.benefit}`,
    lines: lines(told.day && `Requested on ${told.day}.`),
    next: ['Approve or decline. The first answer counts.'],
  }),
  'redeem-ending': (told) => ({
    subject: `${told.benefit} can be redeemed until ${told.day ?? ''}`,
    lines: [],
    next: ['If you need it, redeem it before then.'],
  }),
  'review-asked': (told) => ({
    subject: `Do you still need ${told.benefit}?`,
    lines: lines(told.by && `${told.by} would like to know.`),
    next: ['If you no longer use it, give it back, so that someone else can have it.'],
  }),
  'review-reminder': (told) => ({
    subject: `Please answer: do you still need ${told.benefit}?`,
    lines: [],
    next: ['Without an answer, the seat may be taken back.'],
  }),
  'seat-prolonged': (told) => ({
    subject: told.day ? `Your seat for ${told.benefit} now ends ${on(told)}` : `You keep ${told.benefit}`,
    lines: lines(by('Changed', told)),
    next: [],
  }),
  'seat-ending': (told) => ({
    subject: told.from
      ? `${told.from}’s seat for ${told.benefit} ends ${on(told)}`
      : `Your seat for ${told.benefit} ends ${on(told)}`,
    lines: [],
    next: [
      told.from
        ? 'To extend it, assign it again with a later day.'
        : 'Save what you need before then. If you still need it, request it again.',
    ],
  }),
  'seat-ended': (told) => ({
    subject: told.from
      ? `${told.from}’s seat for ${told.benefit} has ended`
      : `Your seat for ${told.benefit} has ended`,
    lines: lines(told.day && `Its last day was ${told.day}.`),
    next: told.from ? [] : ['You no longer have access. If you still need it, request it again.'],
  }),
  'benefit-ending': (told) => ({
    subject: `${told.benefit} ends ${on(told)}`,
    lines: lines(
      told.count !== null && told.count > 0 && `${told.count} ${told.count === 1 ? 'seat is' : 'seats are'} in use.`,
    ),
    next: [
      told.count === null ? 'Save what you need before then.' : 'Plan what replaces it, and tell those who use it.',
    ],
  }),
  'membership-ending': (told) => ({
    subject: `The membership ends ${on(told)}`,
    lines: ['All its benefits end with it.'],
    next: [told.hasPortal ? 'Renew it in time.' : 'Your admin can tell you whether it will be renewed.'],
  }),
  'few-seats': (told) => ({
    subject: `${told.benefit} is ${told.used === told.quantity ? 'full' : 'nearly full'}${used(told)}`,
    lines: [],
    next: ['Check who has it: seats that nobody needs can be taken back or reassigned.'],
  }),
  'request-new': (told) => ({
    subject: `${told.from ?? 'A colleague'} requests ${told.benefit}`,
    lines: [],
    next: ['Approve or decline. The first answer counts.'],
  }),
  'request-changed': (told) => ({
    subject: `${told.from ?? 'A colleague'} requests ${told.benefit}`,
    lines: [],
    next: [],
  }),
  'request-declined': (told) => ({
    subject: `Your request for ${told.benefit} was declined`,
    lines: lines(by('Declined', told)),
    next: [`If you still need it, talk to ${told.by ?? 'your admin'}.`],
  }),
  'given-back': (told) => ({
    subject: `${told.from ?? 'A colleague'} gave back ${told.benefit}`,
    lines: lines('A seat is free again.', told.to && `${told.to} is next on the waiting list.`),
    next: [told.to ? `Assign it to ${told.to}?` : 'You can assign it now.'],
  }),
  'seat-came-back': (told) => ({
    subject: `A seat of ${told.benefit} is free again`,
    lines: lines(told.to && `${told.to} is next on the waiting list.`),
    next: [told.to ? `Assign it to ${told.to}?` : 'You can assign it now.'],
  }),
  'delivery-failed': (told) => ({
    subject: `${told.to ?? 'A colleague'} ${told.several ? 'weren’t' : 'wasn’t'} notified`,
    lines: lines(
      told.waits
        ? `The e-mail${about(told)} waits until a mail server is set up.`
        : `The e-mail to ${told.address ?? told.to ?? 'a colleague'}${about(told)} didn’t arrive${why(told)}.`,
    ),
    next: ['Tell them yourself, or press “Send again” under “Who has it” once the problem is solved.'],
  }),
  linked: (told) => ({
    subject: 'Your Teams account is confirmed',
    lines: lines('I know your account now.', by('Confirmed', told)),
    next: ['Write “help” to see what you can do.'],
  }),
  'link-asked': (told) => ({
    subject: `Is this ${told.to ?? 'a colleague'}?`,
    lines: [
      `${told.address ?? 'An account'} has written to me. In the list, this sign-in name is ${told.to ?? 'a colleague'}${role(told)}.`,
    ],
    next: ['Check with them before you confirm. Until then, this account has no access.'],
  }),
  'address-differs': (told) => ({
    subject: `${told.to ?? 'A colleague'} has another address in Teams`,
    lines: [`Teams now says ${told.address ?? 'something else'}. Take it over?`],
    next: ['Seats, requests and history stay with the person.'],
  }),
  'stranger-wrote': (told) => ({
    subject: `${told.from ?? told.address ?? 'Somebody at your company'} has written to me and is not in the list`,
    lines: lines(told.from && told.address),
    next: ['To give them access, add them. Otherwise there is nothing to do.'],
  }),
  'admin-linked': (told) => ({
    subject: `Teams account linked to ${told.to ?? 'a colleague'}`,
    lines: lines(
      `${told.to ?? 'A colleague'}${role(told)} now ${told.several ? 'have' : 'has'} a Teams account.`,
      by('Confirmed', told),
    ),
    next: ['If you did not expect this, change the role and look at the history.'],
  }),
  'own-role': (told) => ({
    subject: told.role
      ? `You are now ${/^[aeiou]/.test(told.role) ? 'an' : 'a'} ${told.role}`
      : 'Your role has changed',
    lines: lines(by('Changed', told)),
    next: ['Write “help” to see what you can do now.'],
  }),
  'role-changed': (told) => ({
    subject: `New role for ${told.to ?? 'a colleague'}${told.role ? `: ${told.role}` : ''}`,
    lines: lines(by('Changed', told)),
    next: ['If you did not expect this, change it back and look at the history.'],
  }),
  'many-reveals': (told) => ({
    subject: `${told.to ?? 'A colleague'} has looked at many keys`,
    lines: [`${told.to ?? 'A colleague'} has looked at ${told.count ?? 'many'} product keys within an hour.`],
    next: ['If you did not expect this, ask them or change their role. The history names the benefits.'],
  }),
  'ticket-refused': (told) => ({
    subject: 'Someone tried to use another person’s key page',
    lines: [
      `The page that shows a key${about(told)} was opened for ${told.to ?? 'a colleague'}, and another account tried to use it. No key was shown.`,
    ],
    next: ['Ask them whether they passed the page on. The history shows the account.'],
  }),
  'history-failed': () => ({
    subject: 'The history could not be written',
    lines: ['The history could not be written for a while. No key was shown meanwhile.'],
    next: ['Ask whoever runs the bot to look at its log and its store.'],
  }),
  outcome: (told) => ({
    subject: `I know now: the change you confirmed was ${told.made ? 'made' : 'not made'}`,
    lines: [],
    next: told.made
      ? ['The history shows it.']
      : lines('Please ask again.', told.turn && `Number for your admin: ${told.turn}`),
  }),
};

export const mailEn = {
  hello: (name: string) => (name ? `Hello ${name},` : 'Hello,'),
  answer: 'Answer in the benefits bot’s chat in Teams.',
  instructions: 'How to start',
  portal: 'Open the portal',
  inTab: 'Open in the tab',
  inTeams: 'Open in Teams',
  renew: 'Renew the membership',
  others: (count: number) => (count === 1 ? '1 other person' : `${count} other people`),
  footer: (company: string | null) =>
    `Sent by the benefits bot${company ? ` of ${company}` : ''}. Write to the bot in Teams to see your benefits.`,
};
export type MailTexts = typeof mailEn;
