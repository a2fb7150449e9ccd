import { h } from './dom';
import { clipboard } from './teams';

/** Older clients block the Clipboard API in frames, but allow copying a selection. */
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

/** Copies in whatever way the client allows; false if in none. Browsers require a user gesture. */
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
