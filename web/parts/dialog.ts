import { h, icon } from './dom';

export interface Dialog {
  body: HTMLElement;
  close(): void;
}

/**
 * A modal dialog: the browser keeps the focus inside, closes it on Escape and gives the focus back. `closed` is called
 * once, however it ends.
 */
export function openDialog(title: string, closeLabel: string, closed: () => void): Dialog {
  const body = h('div', { class: 'dialog-body' });
  const element = h(
    'dialog',
    { class: 'dialog', 'aria-label': title },
    h(
      'div',
      { class: 'dialog-head' },
      h('p', { class: 'dialog-title' }, title),
      h(
        'button',
        {
          type: 'button',
          class: 'quiet only-icon',
          'aria-label': closeLabel,
          title: closeLabel,
          onclick: () => end(),
        },
        icon('close'),
      ),
    ),
    body,
  );
  let over = false;
  const end = (): void => {
    if (over) return;
    over = true;
    element.close();
    element.remove();
    closed();
  };
  element.addEventListener('close', end);
  document.body.append(element);
  element.showModal();
  return { body, close: end };
}
