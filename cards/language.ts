import type { Card } from './elements';
import { card, note, press, texts, title } from './parts';
import type { LanguageView, RenderOptions } from './views';

export function languageCard(view: LanguageView, options: RenderOptions): Card {
  const t = texts(options.locale).language;
  return card(options, t.title, [title(t.title), note(t.note)], {
    actions: [
      press('English', 'language', { language: 'en', version: view.version }),
      press('Français', 'language', { language: 'fr', version: view.version }),
    ],
  });
}
