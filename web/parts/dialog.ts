import { h } from './dom';
import { icon } from './icons';
import './dialog.css';

export interface Dialog {
  element: HTMLDialogElement;
  body: HTMLElement;
  close(): void;
  retitle(title: string): void;
}

/**
 * A modal dialog: the browser keeps the focus inside, closes it on Escape and restores the focus. `closed` is called
 * once, however it is closed.
 */
export function openDialog(title: string, closeLabel: string, closed: () => void = () => undefined): Dialog {
  const heading = h('p', { class: 'dialog-title' });
  const body = h('div', { class: 'dialog-body', tabindex: -1 });
  const button = h(
    'button',
    { type: 'button', class: 'quiet only-icon', 'aria-label': closeLabel, title: closeLabel, onclick: () => close() },
    icon('close'),
  );
  const element = h('dialog', { class: 'dialog' }, h('div', { class: 'dialog-head' }, heading, button), body);
  const retitle = (text: string): void => {
    heading.textContent = text;
    element.setAttribute('aria-label', text);
  };
  let over = false;
  const close = (): void => {
    if (over) return;
    over = true;
    element.close();
    element.remove();
    closed();
  };
  element.addEventListener('close', close);
  retitle(title);
  document.body.append(element);
  element.showModal();
  return { element, body, close, retitle };
}
