import { askedText } from './ask';
import { headingOf } from './assignments';
import { confirmQuestion } from './confirm';
import { doneLine } from './done';
import { historyHeading } from './history';
import { noticeText } from './notice';
import { personName, texts } from './parts';
import { planDoneLine, planQuestion } from './plan';
import { refusedLine } from './refused';
import { lineText } from './text-reply';
import type { RenderOptions, View } from './views';
import { nameOf, plain } from './words';

/** One line of plain text for a view: the notification, the chat list, and clients without cards. Never a key. */
export function summary(view: View, dress: RenderOptions): string {
  return plain(line(view, dress), 250);
}

function line(view: View, dress: RenderOptions): string {
  const t = texts(dress.locale);
  switch (view.kind) {
    case 'list':
      return `${view.query.category ? t.category[view.query.category] : t.list.title} – ${t.list.say(view.page.total)}`;
    case 'show': {
      const name = nameOf(view.benefit, dress.locale);
      if (view.used === null) return name;
      const left = Math.max(0, view.benefit.quantity - view.used);
      return `${name} – ${left === 0 ? t.noneLeft(view.benefit.quantity) : t.left(left, view.benefit.quantity)}`;
    }
    case 'ask':
      return `${t.ask.title[view.command]} – ${askedText(view, dress)}`;
    case 'confirm':
      return confirmQuestion(view, dress);
    case 'done':
      return doneLine(view, dress);
    case 'plan':
      return planQuestion(view, dress);
    case 'plan-done':
      return planDoneLine(view, dress);
    case 'refused':
      return refusedLine(view, dress);
    case 'key-offer':
    case 'key-shown':
      return t.keys.offerTitle(nameOf(view.benefit, dress.locale));
    case 'assignments':
      return `${headingOf(view, dress)} – ${t.assignments.say(view.page.total)}`;
    case 'users':
      return `${t.users.title} – ${t.users.say(view.page.total)}`;
    case 'membership':
      return view.membership ? `${t.membership.title} – ${t.standing[view.standing]}` : t.membership.none;
    case 'history':
      return historyHeading(view, dress);
    case 'request':
      return t.request.asks(personName(view.row.person), nameOf(view.row.benefit, dress.locale));
    case 'requests':
      return t.request.listTitle;
    case 'help':
      return view.occasion === 'hello' ? t.help.hello(plain(view.name, 60)) : t.help.title;
    case 'not-understood':
      return t.lost.title;
    case 'line':
      return lineText(view, dress);
    case 'export':
      return t.export.title;
    case 'import-errors':
      return t.import.errorsTitle;
    case 'language-ask':
      return t.language.title;
    case 'notice':
      return noticeText(view, dress).subject;
  }
}
