import { clipboard } from '@microsoft/teams-js';
import { h } from './dom';

/** Older clients keep the Clipboard API from framed pages, but let a selection be copied. */
function copySelection(text: string): boolean {
  const area = h('textarea', { class: 'unseen', readonly: true, 'aria-hidden': 'true', tabindex: -1 });
  const before = document.activeElement;
  area.value = text;
  document.body.append(area);
  area.select();
  try {
    return document.execCommand('copy');
  } catch {
    return false;
  } finally {
    area.value = '';
    area.remove();
    if (before instanceof HTMLElement) before.focus();
  }
}

/** Copies by whichever way the client allows; false when none does. To be called from a press, as browsers demand one. */
export async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    if (copySelection(text)) return true;
  }
  try {
    if (!clipboard.isSupported()) return false;
    await clipboard.write(new Blob([text], { type: 'text/plain' }));
    return true;
  } catch {
    return false;
  }
}
