import type { Action, Card, Element } from './elements';
import { cancel, card, carried, dialog, note, personName, press, text, texts, title } from './parts';
import type { KeyOfferView, RenderOptions } from './views';
import { languageText, nameOf, systemText } from './words';

export function keyOfferCard(view: KeyOfferView, options: RenderOptions): Card {
  const t = texts(options.locale).keys;
  const { key } = view;
  const heading = t.offerTitle(nameOf(view.benefit, options.locale));
  const { language, os } = view.slots;
  const choice = [
    ...(language ? [languageText(language, options.locale)] : []),
    ...(os ? [systemText(os, options.locale)] : []),
  ];
  const again = key.kind === 'single-use' && key.takenByMe > 0 && view.slots.another !== true;
  const body: Element[] = [
    title(heading),
    ...(choice.length > 0 ? [note(choice.join(' · '), { spacing: 'None' })] : []),
    text(
      key.kind === 'multiple'
        ? t.offerMany
        : again
          ? t.offerMine(key.takenByMe)
          : (view.slots.another ? t.offerAnother : t.offerSingle)(key.free, key.total),
      { spacing: 'Small' },
    ),
    ...(again ? [text(texts(options.locale).show.keySingle(key.free, key.total), { spacing: 'Small' })] : []),
    ...(view.holder ? [text(t.offerHolder(personName(view.holder)), { spacing: 'Small' })] : []),
    note(t.offerNote),
  ];
  const data = { ...carried(view.slots), benefit: view.benefit.id, version: view.version };
  const show: Action =
    view.mode === 'dialog'
      ? dialog(t.show, 'keys', data, 'positive')
      : press(t.show, 'keys', { ...data, reveal: true }, { style: 'positive' });
  // Taking another single-use key is confirmed separately.
  const another = again && key.free > 0 ? [press(t.another, 'keys', { ...data, another: true })] : [];
  return card(options, heading, body, {
    actions: [show, ...another, cancel(options.locale, view.version, view.benefit.id)],
  });
}

/** A holder's own key, at once. */
export function ownKeyButton(
  keysIn: KeyOfferView['mode'],
  data: { benefit: string; version: string },
  options: RenderOptions,
): Action {
  const t = texts(options.locale).keys;
  return keysIn === 'dialog'
    ? dialog(t.showOwn, 'keys', data, 'positive')
    : press(t.showOwn, 'keys', { ...data, reveal: true }, { style: 'positive' });
}
