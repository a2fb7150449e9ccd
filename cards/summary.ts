import { askedText } from './ask';
import { headingOf } from './assignments';
import { confirmQuestion } from './confirm';
import { doneLine } from './done';
import { historyHeading } from './history';
import { noticeText } from './notice';
import { personName, texts } from './parts';
import { planDoneLine, planQuestion } from './plan';
import { seatsText } from './progress-bar';
import { refusedLine } from './refused';
import { render, type View } from './render';
import { replyText } from './text-reply';
import type { RenderOptions } from './views';
import { nameOf, plain } from './words';

/** One line for notifications, the chat list and clients without cards. Never contains a key. */
export function summary(view: View, options: RenderOptions): string {
  return plain(line(view, options), 250);
}

function line(view: View, options: RenderOptions): string {
  const t = texts(options.locale);
  switch (view.kind) {
    case 'list':
      return `${view.query.category ? t.category[view.query.category] : t.list.title} – ${t.list.say(view.page.total)}`;
    case 'show': {
      const name = nameOf(view.benefit, options.locale);
      if (view.used === null) return name;
      return `${name} – ${seatsText(view.used, view.benefit.quantity, options.locale)}`;
    }
    case 'ask':
      return `${t.command[view.command].title} – ${askedText(view, options)}`;
    case 'confirm':
      return confirmQuestion(view, options);
    case 'done':
      return doneLine(view, options);
    case 'plan':
      return planQuestion(view, options);
    case 'plan-done':
      return planDoneLine(view, options);
    case 'refused':
      return refusedLine(view, options);
    case 'key-offer':
    case 'key-shown':
      return t.keys.offerTitle(nameOf(view.benefit, options.locale));
    case 'assignments':
      return `${headingOf(view, options)} – ${t.assignments.say(view.page.total)}`;
    case 'users':
      return `${t.users.title} – ${t.users.say(view.page.total)}`;
    case 'membership':
      return view.membership ? `${t.membership.title} – ${t.standing[view.standing]}` : t.membership.none;
    case 'history':
      return historyHeading(view, options);
    case 'request':
      return t.request.asks(personName(view.row.person), nameOf(view.row.benefit, options.locale));
    case 'requests':
      return t.request.listTitle;
    case 'help':
      return view.occasion === 'hello' ? t.help.hello(plain(view.name, 60)) : t.help.title;
    case 'not-understood':
      return t.lost.title;
    case 'text':
      return replyText(view, options);
    case 'notice':
      return noticeText(view, options).subject;
    default:
      return render(view, options).fallbackText;
  }
}
