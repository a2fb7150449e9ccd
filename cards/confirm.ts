import { givesBack, keyStays, notified } from './act';
import type { Card, Element } from './elements';
import { importFacts, shortageInputs } from './import-counts';
import { cancel, card, carried, fact, note, people, personName, press, section, text, texts, title } from './parts';
import { seatsFact } from './progress-bar';
import { refusalText } from './refusal';
import { namer } from './refused';
import type { ConfirmView, RenderOptions } from './views';
import { dayText, nameOf, plain } from './words';

function confirmQuestion(view: ConfirmView, options: RenderOptions): string {
  const t = texts(options.locale).confirm;
  const benefit = view.benefit ? nameOf(view.benefit, options.locale) : null;
  switch (view.command) {
    case 'assign':
      if (benefit !== null && view.prolongs) return t.prolong(benefit);
      return benefit === null ? t.other : t.assign(benefit);
    case 'unassign':
      if (benefit !== null && givesBack(view)) return t.giveBack(benefit);
      return benefit === null ? t.other : t.unassign(benefit);
    case 'reassign':
    case 'keys':
      return benefit === null ? t.other : t[view.command](benefit);
    case 'add-user':
    case 'update-user':
    case 'review':
    case 'set-quantity':
    case 'set-role':
    case 'remove-user':
    case 'import':
      return t[view.command];
    default:
      return t.other;
  }
}

export function confirmCard(view: ConfirmView, options: RenderOptions): Card {
  const t = texts(options.locale);
  const question = confirmQuestion(view, options);
  const body: Element[] = [
    ...(view.changed ? [text(t.changed, { color: 'Warning' })] : []),
    title(question),
    ...whom(view, options),
    ...(view.benefit && (view.command === 'set-quantity' || view.command === 'review')
      ? [text(nameOf(view.benefit, options.locale))]
      : []),
    ...(view.name ? [fact(t.confirm.newName, plain(view.name, 120))] : []),
    ...(view.email && view.command !== 'add-user'
      ? [fact(view.command === 'update-user' ? t.confirm.newEmail : t.confirm.email, plain(view.email, 120))]
      : []),
    ...(view.role
      ? [
          fact(
            view.command === 'set-role' ? t.confirm.role : t.confirm.roleOfNew,
            `${t.role[view.role]} – ${t.roleHint[view.role]}`,
          ),
        ]
      : []),
    ...(view.until ? [text(t.untilDay(dayText(view.until, options)))] : view.prolongs ? [text(t.noEnd)] : []),
    ...remaining(view, options),
    ...leftOut(view, options),
    ...keys(view, options),
    ...(view.import
      ? [...importFacts(view.import, options), ...shortageInputs(view.import, options), note(t.import.wins)]
      : []),
    ...(view.losesOwnRole ? [text(t.confirm.losesOwnRole, { color: 'Warning', spacing: 'Small' })] : []),
    ...keyStays(view.keyStays ?? [], options),
    ...(view.tooSoon
      ? [text(t.confirm.tooSoon(dayText(view.tooSoon, options)), { color: 'Warning', spacing: 'Small' })]
      : []),
    ...after(view, options),
  ];
  const yes = press(
    givesBack(view)
      ? t.assignments.giveBack
      : (t.confirm.yes[view.prolongs ? 'set-quantity' : view.command] ?? t.confirm.yesOther),
    view.command,
    { ...carried(view.slots), confirm: true, version: view.version },
    { style: view.command === 'remove-user' || view.command === 'unassign' ? 'destructive' : 'positive' },
  );
  const names = [...people(view.people), ...(view.to ? [personName(view.to)] : [])];
  return card(options, [question, ...names].join(' '), body, {
    actions: [yes, cancel(options.locale, view.version, view.benefit?.id)],
  });
}

function whom(view: ConfirmView, options: RenderOptions): Element[] {
  const t = texts(options.locale).confirm;
  const address = (one: { name: string; email: string }): Element[] =>
    one.name && one.email && one.name !== one.email
      ? [text(personName(one), { weight: 'Bolder' }), note(plain(one.email, 120), { spacing: 'None' })]
      : [text(personName(one), { weight: 'Bolder' })];
  const role = view.command === 'assign' ? t.to : view.command === 'unassign' ? t.from : null;
  const label = role ?? (view.people.length > 1 ? t.people : t.person);
  const shown = givesBack(view) ? [] : view.people.slice(0, 15);
  const more = Math.max(0, view.people.length - 15);
  return [
    ...(view.from ? [fact(t.from, address(view.from))] : []),
    ...(view.to ? [fact(t.to, address(view.to))] : []),
    ...(shown.length > 0
      ? [
          fact(label, [
            ...(shown.length === 1
              ? shown.flatMap(address)
              : shown.map((one) => text(personName(one), { spacing: 'None' }))),
            ...(more > 0 ? [note(texts(options.locale).more(more), { spacing: 'None' })] : []),
          ]),
        ]
      : []),
  ];
}

function remaining(view: ConfirmView, options: RenderOptions): Element[] {
  if (view.remaining === null || view.quantity === null) return [];
  const label = texts(options.locale).confirm.seatsAfter;
  return [seatsFact(label, view.quantity - view.remaining, view.quantity, options)];
}

function leftOut(view: ConfirmView, options: RenderOptions): Element[] {
  const t = texts(options.locale).confirm;
  const named = [...view.people, view.from, view.to, ...view.leftOut.map((one) => one.person)];
  const names = namer([view.benefit], named, options);
  const why = ({ person, why: refusal }: ConfirmView['leftOut'][number]): string =>
    refusal.reason === 'full' ? t.noSeatFor(personName(person)) : refusalText(refusal, names, options);
  const lines = view.leftOut.map((one) => text(why(one), { spacing: 'Small', color: 'Warning' }));
  if (lines.length === 0) return [];
  const more = lines.length - 20;
  return [section(t.leftOut), ...lines.slice(0, 20), ...(more > 0 ? [note(texts(options.locale).more(more))] : [])];
}

function keys(view: ConfirmView, options: RenderOptions): Element[] {
  const t = texts(options.locale).confirm;
  if (!view.keys) return [];
  return [text(`${t.taken(view.keys.taken)} ${t.keysLeft(view.keys.free, view.keys.total)}`, { spacing: 'Small' })];
}

function after(view: ConfirmView, options: RenderOptions): Element[] {
  const t = texts(options.locale).confirm;
  const lines: string[] = [];
  if (view.activeOn) lines.push(t.activeNote(dayText(view.activeOn, options)));
  if (view.email && (view.command === 'assign' || view.command === 'reassign')) lines.push(t.precaution);
  if (view.portal) lines.push(t.portal);
  lines.push(...notified(view, 'confirm', options));
  if (view.command === 'remove-user') lines.push(t.forGood);
  return lines.length > 0 ? [note(lines.join(' '), { spacing: 'Medium' })] : [];
}
