import { actOf, actText } from './act';
import type { Card } from './elements';
import { backToList, card, personName, text, texts } from './parts';
import { planDoneLine } from './plan';
import { type Unused, unusedText } from './unused';
import type { RenderOptions, TextReply } from './views';
import { nameOf, plain } from './words';

/**
 * Teams interprets message text as Markdown and HTML, so names pass through `inert`.
 */
export function replyText(view: TextReply & Unused, options: RenderOptions): string {
  const unused = unusedText(view, options.locale);
  return [...(unused === null ? [] : [inert(unused)]), said(view, options)].join('\n\n');
}

/** These end what the pressed card is about: they take its place. The others leave it as it is. */
const ENDS: ReadonlySet<TextReply['reply']['says']> = new Set([
  'cancelled',
  'kept',
  'linked',
  'link-over',
  'language-is',
]);

export const takesPlace = ({ reply }: TextReply): boolean => ENDS.has(reply.says);

/** In the place of a pressed card. */
export function replyCard(view: TextReply, options: RenderOptions): Card {
  const line = said(view, options);
  const { reply } = view;
  const back = reply.says === 'cancelled' && reply.benefit ? [backToList(reply.benefit, 'cancelled', options)] : [];
  return card(options, line, [text(line)], { actions: back });
}

function said(view: TextReply, options: RenderOptions): string {
  const t = texts(options.locale).reply;
  const { reply } = view;
  switch (reply.says) {
    case 'cancelled':
      return t.cancelled;
    case 'nothing-to-cancel':
      return t.nothingToCancel;
    case 'nothing-to-confirm':
      return t.nothingToConfirm;
    case 'waiting':
      return t.waiting;
    case 'language-is':
      return texts(reply.locale).reply.languageIs;
    case 'courtesy':
      return t.courtesy;
    case 'cannot':
      return t.cannot;
    case 'changes-nothing':
      return t.changesNothing;
    case 'moved-to-personal':
      return t.movedToPersonal;
    case 'open-in-teams':
      return t.openInTeams;
    case 'cannot-write-to-you':
      return t.cannotWrite;
    case 'not-known-yet':
      return t.notKnownYet;
    case 'busy':
      return t.busy;
    case 'fault':
      return (reply.changed === null ? t.faultUnknown : t.fault)(plain(reply.turn, 60));
    case 'disk-full':
      return (reply.changed === null ? t.diskFullUnknown : t.diskFull)(plain(reply.turn, 60));
    case 'key-in-message':
      return reply.group ? t.keyInGroup : t.keyInMessage;
    case 'linked':
      return t.linked(inert(personName(reply.person)));
    case 'link-over':
      return t.linkOver;
    case 'resent':
      return t.resent(inert(personName(reply.person)));
    case 'kept':
      return t.kept(inert(nameOf(reply.benefit, options.locale)));
    case 'import-ask':
      return t.importAsk;
    case 'import-unreadable':
      return t.importUnreadable[reply.why];
    case 'plan-in-group':
      return `${planDoneLine(reply.plan, options)}.`;
    case 'done-in-group': {
      const result = t.doneInGroup[reply.command];
      if (result) return result;
      const crowd = texts(options.locale).users.say(reply.people.length);
      return `${inert(actText(actOf(reply.command, reply.benefit), reply.people, 'done', options, crowd))}.`;
    }
  }
}

const LOOKALIKES: Readonly<Record<string, string>> = {
  '<': '‹',
  '>': '›',
  '*': '∗',
  _: '_\u2060',
  '[': '［',
  ']': '］',
  '`': 'ʹ',
  '~': '∼',
  '#': '＃',
  '&': '＆',
  '\\': '＼',
  '|': '｜',
};

/**
 * Replaces markup characters by look-alikes: messages have no text runs, and clients differ in how they treat a
 * backslash.
 */
const inert = (said: string): string => said.replace(/[<>*_[\]`~#&\\|]/g, (found) => LOOKALIKES[found] ?? ' ');
