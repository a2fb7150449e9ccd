import type { KeysAnswer } from '../../bot/api/types';
import { copy } from '../parts/clipboard';
import { announce, h, link } from '../parts/dom';
import { type Icon, icon } from '../parts/icons';
import { suits } from '../parts/words';
import { type KeysText, TEXT } from './text';
import './view.css';

export const page = (): HTMLElement => document.getElementById('page') ?? document.body;

/** Replaces the content; a screen reader starts at its heading. */
function show(into: HTMLElement, busy: boolean, ...content: readonly Node[]): void {
  into.classList.add('keys-page');
  into.replaceChildren(...content);
  into.setAttribute('aria-busy', String(busy));
  into.querySelector('h1')?.focus();
}

export function showLoading(text: KeysText): void {
  document.title = text.title;
  show(
    page(),
    true,
    h('div', { class: 'message' }, h('div', { class: 'spinner' }), h('p', { role: 'status' }, text.loading)),
  );
}

export function showMessage(of: Icon, title: string, body: string, into = page()): void {
  show(
    into,
    false,
    h('div', { class: 'message' }, icon(of), h('h1', { tabindex: -1 }, title), h('p', { class: 'subtle' }, body)),
  );
}

function keyRow(key: KeysAnswer['keys'][number], number: number, answer: KeysAnswer): HTMLElement {
  const text = TEXT[answer.locale];
  const name = text.keyName(number, answer.keys.length);
  const labels = [suits(key, answer.locale), key.kind === 'single-use' ? text.singleUse : '']
    .filter(Boolean)
    .join(' · ');
  const code = h('code', { class: 'key-text', tabindex: 0, translate: 'no' }, key.text);
  const label = h('span', {}, text.copy);
  const button = h('button', { type: 'button', class: 'copy', 'aria-label': text.copyKey(name) }, icon('copy'), label);
  const note = h('p', { class: 'key-note', hidden: true }, text.notCopied);

  const faces = (mark: Icon, words: string, state: string): void => {
    button.replaceChildren(icon(mark), label);
    label.textContent = words;
    button.dataset.state = state;
  };
  let back: ReturnType<typeof setTimeout> | undefined;
  button.addEventListener('click', async () => {
    const done = await copy(code.textContent);
    if (!code.isConnected) return;
    note.hidden = done;
    if (done) {
      faces('check', text.copied, 'done');
      clearTimeout(back);
      back = setTimeout(() => faces('copy', text.copy, ''), 2500);
      announce(text.copiedAloud(name.charAt(0).toLocaleUpperCase() + name.slice(1)));
    } else {
      getSelection()?.selectAllChildren(code);
      announce(text.notCopied);
    }
  });
  return h(
    'li',
    { class: 'key' },
    labels ? h('p', { class: 'key-labels subtle' }, labels) : null,
    h('div', { class: 'key-line' }, code, button),
    note,
  );
}

const section = (className: string, title: string, ...content: readonly Node[]): HTMLElement =>
  h('section', { class: className }, h('h2', {}, title), ...content);

function downloadRow(download: KeysAnswer['downloads'][number], answer: KeysAnswer): HTMLElement {
  const label = suits(download, answer.locale);
  return h(
    'li',
    {},
    link(download.label, download.url, icon('download')),
    label ? h('span', { class: 'subtle' }, label) : null,
  );
}

/**
 * Shows the keys until their time is over or the person hides them: then their text is removed from the document; what
 * helps to use a key stays. `close` closes the client's dialog.
 */
export function showKeys(answer: KeysAnswer, into = page(), close?: () => void): void {
  const text = TEXT[answer.locale];
  const until = Date.now() + answer.seconds * 1000;
  const untilSteady = performance.now() + answer.seconds * 1000;
  // Two clocks: neither a changed wall clock nor a sleeping machine keeps keys on the screen for longer.
  const left = (): number => Math.min(until - Date.now(), untilSteady - performance.now());

  const clock = h('span', { class: 'clock', role: 'timer', 'aria-live': 'off' });
  const fill = h('div', { class: 'bar-left' });
  const bar = h('div', { class: 'bar', 'aria-hidden': 'true' }, fill);
  const closeButton = close && h('button', { type: 'button', onclick: close }, text.close);
  const hideButton = h(
    'button',
    { type: 'button', class: 'primary', onclick: () => hide() },
    icon('hide'),
    text.hideNow,
  );
  const keys = section(
    'keys',
    text.heading(answer.keys.length),
    answer.keys.length === 0
      ? h('p', { class: 'subtle' }, text.noKeys)
      : h('ul', { class: 'key-list' }, ...answer.keys.map((key, index) => keyRow(key, index + 1, answer))),
    ...(answer.free === null ? [] : [h('p', { class: 'subtle' }, text.keysLeft(answer.free))]),
  );

  const stop = (): void => {
    clearInterval(ticking);
    document.removeEventListener('visibilitychange', tick);
    removeEventListener('pagehide', hide);
  };
  const hide = (): void => {
    stop();
    getSelection()?.removeAllRanges();
    const heading = h('h2', { tabindex: -1 }, text.hiddenTitle(answer.keys.length));
    keys.replaceChildren(
      heading,
      h('p', { class: 'subtle' }, answer.once ? text.hiddenOnce : text.hidden(answer.benefit.name)),
    );
    for (const gone of [bar, clock, hideButton]) gone.remove();
    heading.focus();
    announce(text.hiddenTitle(answer.keys.length));
  };
  let warned = false;
  const tick = (): void => {
    if (!fill.isConnected) {
      stop();
      return;
    }
    const seconds = Math.ceil(left() / 1000);
    if (seconds <= 0) {
      hide();
      return;
    }
    clock.textContent = text.clock(seconds);
    fill.style.width = `${Math.max(0, Math.min(100, (left() / answer.seconds / 1000) * 100))}%`;
    if (seconds <= 10 && answer.seconds > 15 && !warned) {
      warned = true;
      announce(text.hidesIn(seconds));
    }
  };
  const ticking = setInterval(tick, 250);
  document.addEventListener('visibilitychange', tick);
  addEventListener('pagehide', hide);

  show(
    into,
    false,
    h(
      'header',
      {},
      h('h1', { tabindex: -1 }, answer.benefit.name),
      answer.holder ? h('p', { class: 'subtle' }, text.takenFor(answer.holder)) : null,
    ),
    keys,
    ...(answer.instructions.trim() === ''
      ? []
      : [section('instructions', text.instructions, h('p', {}, answer.instructions.trim()))]),
    ...(answer.downloads.length === 0
      ? []
      : [
          section(
            'downloads',
            text.downloads,
            h('ul', {}, ...answer.downloads.map((download) => downloadRow(download, answer))),
          ),
        ]),
    ...(answer.noDownload === null ? [] : [h('p', { class: 'subtle' }, answer.noDownload)]),
    ...(answer.portalUrl === null ? [] : [h('p', {}, link(text.portal, answer.portalUrl, icon('open')))]),
    h('footer', {}, bar, h('div', { class: 'footer-line' }, clock, closeButton, hideButton)),
  );
  tick();
}
