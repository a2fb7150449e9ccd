// In the browser: shows cards one below the other, as the local Teams client does.
import { showCard, type Theme } from '../../deployment/local/page/cards';
import { textsOf } from '../../deployment/local/page/texts';
import '../../deployment/local/page/style.css';

declare global {
  interface Window {
    draw(cards: readonly unknown[], theme: Theme, locale: 'en' | 'fr'): void;
  }
}

window.draw = (cards, theme, locale) => {
  document.documentElement.dataset.theme = theme;
  document.documentElement.lang = locale;
  document.body.replaceChildren(
    ...cards.map((card) => {
      const place = document.createElement('main');
      const shown = showCard(card, {
        theme,
        texts: textsOf(locale),
        execute: async () => null,
        submit: () => undefined,
        search: async () => [],
      });
      place.append(shown.element);
      return place;
    }),
  );
};
