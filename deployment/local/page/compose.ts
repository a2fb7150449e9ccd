import { h } from '../../../web/parts/dom';
import { icon } from '../../../web/parts/icons';
import { type Activity, type Attachment, type Company, type Person, upload } from './api';
import type { Found } from './invokes';
import type { Texts } from './texts';

/** A message to send: the activity for the bot, and what the chat shows for it. */
export interface Outgoing {
  activity: Partial<Activity>;
  show: Activity;
}

export interface ComposeOf {
  me: Person;
  company: Company;
  group: boolean;
  texts: Texts;
  send(message: Outgoing): Promise<void>;
  search(text: string): Promise<Found[]>;
}

export interface Compose {
  element: HTMLElement;
  say(text: string): void;
  attach(file: File): void;
  focus(): void;
}

const escapeForSearch = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A text with `@Name` mentions in Teams' form: `<at>` in the text and an entity for each. */
function withMentions(text: string, names: readonly { id: string; name: string }[]): Partial<Activity> {
  const entities: unknown[] = [];
  let sent = text;
  for (const { id, name } of [...names].sort((a, b) => b.name.length - a.name.length)) {
    const pattern = new RegExp(`@${escapeForSearch(name)}(?![\\p{L}\\p{N}])`, 'giu');
    if (!pattern.test(sent)) continue;
    const at = `<at>${name}</at>`;
    sent = sent.replace(pattern, at);
    entities.push({ type: 'mention', text: at, mentioned: { id, name } });
  }
  return { type: 'message', text: sent, textFormat: 'plain', ...(entities.length > 0 ? { entities } : {}) };
}

/** The message box: text, @mentions, a file, and the bot's message extension. */
export function compose(of: ComposeOf): Compose {
  const { texts, company } = of;
  const names = [company.bot, ...company.people];
  const box = h('textarea', {
    rows: 1,
    'aria-label': texts.message,
    placeholder: of.group ? texts.writeToGroup(company.bot.name) : texts.writeToBot,
  });
  const mentions = h('ul', { class: 'popup', 'aria-label': texts.mention, hidden: true });
  const pending = h('div', { class: 'pending' });
  const picker = h('input', { type: 'file', hidden: true, 'aria-label': texts.attach, accept: '.xlsx,.zip,.csv' });
  const extension = h('div', {
    class: 'popup extension',
    hidden: true,
    role: 'dialog',
    'aria-label': texts.extension(company.bot.name),
  });
  let file: File | null = null;

  function attach(chosen: File | null): void {
    file = chosen;
    picker.value = '';
    pending.replaceChildren();
    if (!chosen) return;
    const remove = h(
      'button',
      { type: 'button', class: 'quiet', 'aria-label': `${texts.remove} ${chosen.name}`, onclick: () => attach(null) },
      icon('close'),
    );
    pending.append(h('span', { class: 'file' }, chosen.name, remove));
    box.focus();
  }

  async function send(text: string): Promise<void> {
    const words = text.trim();
    const dropped = file;
    if (words === '' && !dropped) return;
    attach(null);
    box.value = '';
    grow();
    const activity = withMentions(words, names);
    const attachments: Attachment[] = dropped ? [await upload(dropped)] : [];
    const more = attachments.length > 0 ? { attachments } : {};
    const show: Activity = { type: 'message', text: activity.text ?? '', ...more };
    await of.send({ activity: { ...activity, ...more }, show });
  }

  function grow(): void {
    box.style.height = 'auto';
    box.style.height = `${Math.min(box.scrollHeight, 160)}px`;
  }

  /** The text after the @ that is being typed. */
  const started = (): string | null =>
    /(?:^|\s)@([\p{L}\p{N}' -]{0,30})$/u.exec(box.value.slice(0, box.selectionStart))?.[1] ?? null;

  function offerMentions(): void {
    const typed = started()?.toLocaleLowerCase() ?? null;
    const fits =
      typed === null ? [] : names.filter(({ name }) => name.toLocaleLowerCase().startsWith(typed)).slice(0, 6);
    mentions.hidden = fits.length === 0 || fits.some(({ name }) => name.toLocaleLowerCase() === typed?.trim());
    mentions.replaceChildren(
      ...fits.map(({ name }) =>
        h(
          'li',
          {},
          h(
            'button',
            {
              type: 'button',
              onclick: () => {
                const at = box.selectionStart - (started()?.length ?? 0);
                box.value = `${box.value.slice(0, at)}${name} ${box.value.slice(box.selectionStart)}`;
                mentions.hidden = true;
                box.focus();
              },
            },
            name,
          ),
        ),
      ),
    );
  }

  box.addEventListener('input', () => {
    grow();
    offerMentions();
  });
  box.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') mentions.hidden = true;
    if (event.key === 'ArrowDown' && !mentions.hidden) {
      event.preventDefault();
      mentions.querySelector('button')?.focus();
    }
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    const first = mentions.querySelector('button');
    if (!mentions.hidden && first) first.click();
    else void send(box.value);
  });
  picker.addEventListener('change', () => attach(picker.files?.[0] ?? null));

  const results = h('ul', {});
  const query = h('input', {
    type: 'search',
    'aria-label': texts.search,
    placeholder: texts.search,
    autocomplete: 'off',
  });
  extension.append(query, results);
  let asked = 0;
  async function search(): Promise<void> {
    const mine = ++asked;
    const found = await of.search(query.value.trim()).catch(() => []);
    if (mine !== asked) return;
    const rows = found.map((one) =>
      h(
        'li',
        {},
        h(
          'button',
          {
            type: 'button',
            onclick: () => {
              extension.hidden = true;
              const attachments: Attachment[] = [{ contentType: one.contentType, content: one.content }];
              void of.send({ activity: {}, show: { type: 'message', attachments } });
              box.focus();
            },
          },
          h('strong', {}, one.title),
          ' ',
          h('span', {}, one.text.replace(/<[^<>]*>/g, ' ')),
        ),
      ),
    );
    results.replaceChildren(...(rows.length > 0 ? rows : [h('li', { class: 'nothing' }, texts.nothing)]));
  }
  query.addEventListener('input', () => void search());
  extension.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      extension.hidden = true;
      box.focus();
    }
  });

  const element = h(
    'form',
    {
      class: 'compose',
      onsubmit: (event) => {
        event.preventDefault();
        void send(box.value);
      },
    },
    mentions,
    extension,
    pending,
    h(
      'div',
      { class: 'compose-row' },
      box,
      of.group
        ? null
        : h(
            'button',
            {
              type: 'button',
              class: 'quiet',
              'aria-label': texts.attach,
              title: texts.attach,
              onclick: () => picker.click(),
            },
            icon('attach'),
          ),
      h(
        'button',
        {
          type: 'button',
          class: 'quiet',
          'aria-label': texts.extension(company.bot.name),
          title: texts.extension(company.bot.name),
          onclick: () => {
            extension.hidden = !extension.hidden;
            if (extension.hidden) return;
            query.value = '';
            query.focus();
            void search();
          },
        },
        icon('gift'),
      ),
      h('button', { type: 'submit', class: 'quiet send', 'aria-label': texts.send, title: texts.send }, icon('send')),
    ),
    picker,
  );
  return {
    element,
    attach,
    say: (text) => void send(text),
    focus: () => box.focus(),
  };
}

/** Accepts files dropped anywhere on the chat. */
export function dropInto(zone: HTMLElement, words: string, dropped: (file: File) => void): void {
  zone.dataset.drop = words;
  zone.addEventListener('dragover', (event) => {
    event.preventDefault();
    zone.classList.add('dropping');
  });
  zone.addEventListener('dragleave', () => zone.classList.remove('dropping'));
  zone.addEventListener('drop', (event) => {
    event.preventDefault();
    zone.classList.remove('dropping');
    const file = event.dataTransfer?.files[0];
    if (file) dropped(file);
  });
}
