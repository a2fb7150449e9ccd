import { type Benefit, benefitInstructions } from '../benefits/benefit';
import type { Action, Card, Element } from './elements';
import { card, container, link, note, personName, press, rich, run, section, text, texts, title } from './parts';
import type { KeyShownView, RenderOptions } from './views';
import { languageText, nameOf, plain, plainLines, systemText } from './words';

/** Returned to one person, never sent to a conversation. `speak` and `fallbackText` contain no key. */
export function keyShownCard(view: KeyShownView, options: RenderOptions): Card {
  const t = texts(options.locale).keys;
  const { benefit } = view;
  const name = nameOf(benefit, options.locale);
  const instructions = plainLines(benefitInstructions(benefit, options.locale), 1500);
  const body: Element[] = [
    title(t.offerTitle(name)),
    ...view.keys.flatMap((key, n) => {
      const about = [
        ...(view.keys.length > 1 ? [t.keyN(n + 1)] : []),
        ...(key.language ? [languageText(key.language, options.locale)] : []),
        ...(key.os ? [systemText(key.os, options.locale)] : []),
      ].join(' · ');
      return [
        ...(about ? [note(about)] : []),
        rich([run(key.text, { fontType: 'Monospace', size: 'Medium', weight: 'Bolder' })], { spacing: 'Small' }),
      ];
    }),
    ...(view.holder ? [note(t.holder(personName(view.holder)))] : []),
    ...(view.keys.some((key) => key.kind === 'single-use') ? [note(t.free(view.free))] : []),
    ...(instructions ? [section(t.instructions), text(instructions, { spacing: 'Small' })] : []),
    ...downloadRows(view.downloads, options),
    ...noDownload(view, options).map((line) => note(line, { spacing: 'Medium' })),
    note(t.hides(view.seconds), { spacing: 'Medium' }),
  ];
  const actions: Action[] = [
    press(t.hide, 'show', { benefit: benefit.id, version: view.version }, { style: 'positive' }),
    ...(view.mayTakeAnother
      ? [
          press(t.another, 'keys', {
            benefit: benefit.id,
            another: true,
            user: view.holder?.email,
            version: view.version,
          }),
        ]
      : []),
    ...link(texts(options.locale).portalOpen, benefit.portalUrl),
  ];
  return card(options, `${t.offerTitle(name)}. ${t.hiddenSummary}`, body, { actions });
}

/** Says that there is a key, but no download in this language or for this system; empty where there is one. */
export function noDownload(
  { benefit, downloads, language, os }: Pick<KeyShownView, 'benefit' | 'downloads' | 'language' | 'os'>,
  options: Pick<RenderOptions, 'locale'>,
): string[] {
  const { locale } = options;
  const wanted = [...(language ? [languageText(language, locale)] : []), ...(os ? [systemText(os, locale)] : [])];
  if (benefit.downloads.length === 0 || downloads.length > 0 || wanted.length === 0) return [];
  return [texts(locale).keys.noDownload(wanted.join(', '))];
}

export function downloadRows(downloads: Benefit['downloads'], options: RenderOptions): Element[] {
  const t = texts(options.locale).keys;
  const usable = downloads.slice(0, 12);
  if (usable.length === 0) return [];
  return [
    section(t.downloads),
    ...usable.map((one) => {
      const about = [
        ...(one.language ? [languageText(one.language, options.locale)] : []),
        ...(one.os ? [systemText(one.os, options.locale)] : []),
      ].join(' · ');
      return container(
        [text(plain(one.label, 100), { color: 'Accent' }), ...(about ? [note(about, { spacing: 'None' })] : [])],
        {
          spacing: 'Small',
          ...(one.url.startsWith('https://') && {
            selectAction: {
              type: 'Action.OpenUrl' as const,
              title: [plain(one.label, 100), about].filter(Boolean).join(', '),
              url: one.url,
            },
          }),
        },
      );
    }),
  ];
}
