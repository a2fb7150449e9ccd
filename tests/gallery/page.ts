// In the browser: shows cards one below the other, as the local Teams client does.
import { showCard, type Theme } from '../../deployment/local/page/cards';
import { textsOf } from '../../deployment/local/page/texts';
import '../../deployment/local/page/style.css';

declare global {
  interface Window {
    draw(cards: readonly unknown[], theme: Theme, locale: 'en' | 'fr'): void;
  }
}

/** A mail, as tall as its content. */
function mailFrame(html: string): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  frame.title = 'Mail';
  frame.srcdoc = html;
  frame.style.cssText = 'border: 0; width: 100%; display: block';
  frame.addEventListener('load', () => {
    frame.style.height = `${frame.contentDocument?.documentElement.scrollHeight ?? 0}px`;
    frame.dataset.loaded = 'true';
  });
  return frame;
}

window.draw = (cards, theme, locale) => {
  document.documentElement.dataset.theme = theme;
  document.documentElement.lang = locale;
  document.body.replaceChildren(
    ...cards.map((card) => {
      const place = document.createElement('main');
      if (typeof card === 'string') {
        place.append(mailFrame(card));
        return place;
      }
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
