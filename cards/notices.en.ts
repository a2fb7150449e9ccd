import type { NoticeKind } from '../benefits/notice';

/** What the wording of a notice is made with: names and days, ready to be read. */
export interface Told {
  benefit: string;
  /** Who caused it; null: nobody in particular. */
  by: string | null;
  from: string | null;
  to: string | null;
  day: string | null;
  /** Days until then. */
  inDays: number | null;
  alternate: string | null;
  remaining: number | null;
  quantity: number | null;
  count: number | null;
  /** Microsoft's own page has not been told yet. */
  activating: boolean;
  hasPortal: boolean;
  hasInstructions: boolean;
  /** How a request was decided. */
  decision: 'approved' | 'declined' | null;
  /** delivery-failed: the way that failed, the one that was taken instead, why, and a mail's address. */
  channel: 'teams' | 'email';
  instead: boolean;
  why: string | null;
  waits: boolean;
  /** `to` names several people. */
  several: boolean;
  address: string | null;
}

export interface Said {
  /** The mail's subject and the card's heading. */
  subject: string;
  /** What happened. */
  lines: string[];
  /** What to do next. */
  next: string[];
}

const by = (told: Told): string => (told.by ? ` by ${told.by}` : '');
const soon = (days: number | null): string =>
  days === null ? '' : days === 0 ? ' (today)' : days === 1 ? ' (tomorrow)' : days > 1 ? ` (in ${days} days)` : '';
const about = (told: Told): string => (told.benefit ? ` about ${told.benefit}` : '');
const why = (told: Told): string => (told.why ? ` (${told.why})` : '');
const none = (lines: (string | false | null)[]): string[] => lines.filter((line): line is string => !!line);

const start = (told: Told): string[] =>
  none([
    told.activating && 'It is being activated at Microsoft. You’ll get a message as soon as you can use it.',
    !told.activating && (told.hasInstructions || told.hasPortal) && 'You can start right away.',
  ]);

/** The wording of each notice in English. */
export const noticesEn: Record<NoticeKind, (told: Told) => Said> = {
  assigned: (told) => ({
    subject: `You now have ${told.benefit}`,
    lines: [
      told.from
        ? `${told.benefit} has been handed over to you${by(told)}. ${told.from} had it before.`
        : `${told.benefit} has been assigned to you${by(told)}.`,
    ],
    next: start(told),
  }),
  'moved-away': (told) => ({
    subject: `${told.benefit} has moved to ${told.to ?? 'somebody else'}`,
    lines: [`Your seat of ${told.benefit} has been reassigned to ${told.to ?? 'somebody else'}${by(told)}.`],
    next: [
      'You no longer have access. Please save what you still need from it; if this is a mistake, tell your admin.',
    ],
  }),
  'taken-back': (told) => ({
    subject: `${told.benefit} has been taken back`,
    lines: [`Your seat of ${told.benefit} has been taken back${by(told)}.`],
    next: ['You no longer have access. If you still need it, please ask for it again or tell your admin.'],
  }),
  'support-pending': (told) => ({
    subject: `${told.benefit}: your support contract is being set up`,
    lines: none([
      `${told.benefit} has been assigned to you${by(told)}.`,
      told.day &&
        `The support contract becomes active on ${told.day}. Working days are counted; public holidays are not considered.`,
      told.alternate && `As a precaution this goes to both addresses: yours and ${told.alternate}.`,
    ]),
    next: ['There is nothing to do now. You’ll get the instructions as soon as the contract is active.'],
  }),
  'support-active': (told) => ({
    subject: told.activating
      ? `${told.benefit}: your instructions`
      : `${told.benefit}: your support contract is active`,
    lines: none([
      told.activating
        ? 'The working days that your support contract takes are over. Here are the instructions.'
        : `You can use ${told.benefit} from now on.`,
      told.alternate && `As a precaution this goes to both addresses: yours and ${told.alternate}.`,
    ]),
    next: start(told),
  }),
  'portal-done': (told) => ({
    subject: `${told.benefit} is ready`,
    lines: [`${told.benefit} has been activated at Microsoft. You can use it now.`],
    next: [],
  }),
  'benefit-ending': (told) => ({
    subject: `${told.benefit} ends ${told.day ? `on ${told.day}` : 'soon'}`,
    lines: none([
      `${told.benefit} ends ${told.day ? `on ${told.day}` : 'soon'}${soon(told.inDays)}.`,
      told.count !== null && told.count > 0 && `${told.count} ${told.count === 1 ? 'seat is' : 'seats are'} in use.`,
    ]),
    next: ['Please plan for what follows it, and save what you need.'],
  }),
  'membership-ending': (told) => ({
    subject: `The membership ends ${told.day ? `on ${told.day}` : 'soon'}`,
    lines: [
      `The partner membership ends ${told.day ? `on ${told.day}` : 'soon'}${soon(told.inDays)}. Its benefits end with it.`,
    ],
    next: [told.hasPortal ? 'Please renew it in time.' : 'Your admin can tell you whether it will be renewed.'],
  }),
  'few-seats': (told) => ({
    subject:
      told.remaining === 0
        ? `${told.benefit}: no seats left`
        : `${told.benefit}: only ${told.remaining ?? 'a few'} left`,
    lines: [
      told.remaining === 0
        ? `All ${told.quantity === null ? '' : `${told.quantity} `}seats of ${told.benefit} are in use.`
        : `${told.remaining ?? 'Few'} of ${told.quantity ?? 'the'} seats of ${told.benefit} ${told.remaining === 1 ? 'is' : 'are'} left.`,
    ],
    next: ['Look at who has one: seats that nobody needs can be taken back or reassigned.'],
  }),
  'request-new': (told) => ({
    subject: `${told.from ?? 'A colleague'} asks for ${told.benefit}`,
    lines: [`${told.from ?? 'A colleague'} asks for ${told.benefit}.`],
    next: ['Please approve or decline. The first admin to answer settles it.'],
  }),
  'request-settled': (told) => ({
    subject: `Request for ${told.benefit} settled`,
    lines: [
      `${told.by ?? 'Another admin'} has ${told.decision ?? 'settled'} the request${told.from ? ` of ${told.from}` : ''} for ${told.benefit}.`,
    ],
    next: ['There is nothing left for you to do.'],
  }),
  'request-approved': (told) => ({
    subject: `Your request for ${told.benefit} is approved`,
    lines: [`Your request for ${told.benefit} has been approved${by(told)}.`],
    next: start(told),
  }),
  'request-declined': (told) => ({
    subject: `Your request for ${told.benefit} is declined`,
    lines: [`Your request for ${told.benefit} has been declined${by(told)}.`],
    next: [`If you need it all the same, please talk to ${told.by ?? 'your admin'}.`],
  }),
  'request-waiting': (told) => ({
    subject: `You’re on the waiting list for ${told.benefit}`,
    lines: [`No seat of ${told.benefit} is free at the moment. You’re on the waiting list.`],
    next: ['There is nothing to do. You’ll hear from me as soon as a seat comes back and an admin has decided.'],
  }),
  'seat-came-back': (told) => ({
    subject: `A seat of ${told.benefit} is free again`,
    lines: none([`A seat of ${told.benefit} is free again.`, told.to && `${told.to} is next on the waiting list.`]),
    next: told.to ? [`Shall ${told.to} have it?`] : ['You can assign it now.'],
  }),
  'delivery-failed': (told) => ({
    subject: told.instead
      ? `${told.to ?? 'A colleague'} ${told.several ? 'are' : 'is'} told by mail, not in Teams`
      : `${told.to ?? 'A colleague'} could not be told`,
    lines: none([
      told.channel === 'teams'
        ? `Teams did not take the message to ${told.to ?? 'a colleague'}${about(told)}${why(told)}.`
        : `The mail to ${told.address ?? told.to ?? 'a colleague'}${about(told)} did not arrive${why(told)}.`,
      told.instead && (told.waits ? 'A mail waits until a mail server is set up.' : 'It went out by mail instead.'),
    ]),
    next:
      told.instead && !told.waits
        ? ['There is nothing to do. With the app installed they will hear from me in Teams.']
        : ['Please tell them yourself, or press “Send again” under “Who has what” once it is mended.'],
  }),
};

export const mailEn = {
  hello: (name: string) => (name ? `Hello ${name},` : 'Hello,'),
  instructions: 'How to begin',
  portal: 'Open the portal',
  renew: 'Renew the membership',
  others: (count: number) => (count === 1 ? '1 other person' : `${count} other people`),
  footer: (company: string | null) =>
    company
      ? `This message comes from the benefits bot of ${company}. Write to the bot in Teams to see your benefits.`
      : 'This message comes from the benefits bot. Write to the bot in Teams to see your benefits.',
};
export type MailTexts = typeof mailEn;
