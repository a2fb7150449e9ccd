// In the browser: shows one card as the local Teams client does.
import { showCard, type Theme } from '../../deployment/local/page/cards';
import { textsOf } from '../../deployment/local/page/texts';

declare global {
  interface Window {
    draw(card: unknown, theme: Theme, locale: 'en' | 'fr'): void;
  }
}

window.draw = (card, theme, locale) => {
  document.documentElement.dataset.theme = theme;
  document.documentElement.lang = locale;
  const shown = showCard(card, {
    theme,
    texts: textsOf(locale),
    execute: async () => null,
    submit: () => undefined,
    ask: async () => [],
  });
  document.querySelector('main')?.replaceChildren(shown.element);
};
