import { type CardObject, ChoiceSetInput, GlobalRegistry, Versions } from 'adaptivecards';
import { announce, h } from './dom';
import { icon } from './icons';

export interface Option {
  title: string;
  value: string;
}

export interface ChoiceSearch {
  search(dataset: string, text: string): Promise<readonly Option[]>;
  words: { searching: string; nothing: string; failed: string; remove(title: string): string };
}

/** How the inputs of a card search, by the card's root object. */
export const searchOf = new WeakMap<CardObject, ChoiceSearch>();

const SHOWN = 50;
let made = 0;

/** Lower case without accents, so that `jose` finds José. */
const bare = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();

/**
 * `Input.ChoiceSet` in the style `filtered`, as Teams shows it: a search box (WAI-ARIA's combobox pattern) over the
 * input's own choices and those the server finds. With `isMultiSelect` the choices made precede the box. The library's
 * own input submits the typed text, is silent to screen readers and English only.
 */
class Picker extends ChoiceSetInput {
  private box: HTMLInputElement | null = null;
  private chosen: Option[] = [];

  override internalRender(): HTMLElement | undefined {
    const host = searchOf.get(this.getRootObject());
    if (!host || (this.style !== 'filtered' && !this.choicesData?.dataset)) return super.internalRender();
    const { words } = host;
    made += 1;
    const id = `picker-${made}`;
    const own: Option[] = this.choices.map(({ title, value }) => ({ title: title ?? '', value: value ?? '' }));
    const labels = h('div', { class: 'picked' });
    const list = h('div', { class: 'picker-list', role: 'listbox', id, hidden: true, 'aria-label': this.label ?? '' });
    const note = h('div', { class: 'picker-list picker-note subtle', hidden: true });
    const box = h('input', {
      type: 'text',
      class: 'ac-input ac-textInput picker-box',
      role: 'combobox',
      autocomplete: 'off',
      spellcheck: 'false',
      'aria-autocomplete': 'list',
      'aria-expanded': 'false',
      'aria-controls': id,
      'aria-required': String(this.isRequired),
      placeholder: this.placeholder ?? null,
    });
    this.box = box;
    let found: Option[] = [];
    let active = -1;
    let turn = 0;
    let waiting: ReturnType<typeof setTimeout> | undefined;

    const showChosen = (): void => {
      if (!this.isMultiSelect) box.value = this.chosen[0]?.title ?? '';
      else labels.replaceChildren(...this.chosen.map(labelOf));
    };
    const labelOf = (option: Option): HTMLElement =>
      h(
        'span',
        { class: 'picked-one' },
        option.title,
        h(
          'button',
          { type: 'button', class: 'quiet', 'aria-label': words.remove(option.title), onclick: () => drop(option) },
          icon('close'),
        ),
      );
    const drop = (option: Option): void => {
      this.chosen = this.chosen.filter((one) => one !== option);
      showChosen();
      this.valueChanged();
      box.focus();
    };
    const close = (): void => {
      list.hidden = true;
      note.hidden = true;
      active = -1;
      box.setAttribute('aria-expanded', 'false');
      box.removeAttribute('aria-activedescendant');
    };
    const choose = (option: Option): void => {
      this.chosen = this.isMultiSelect
        ? [...this.chosen.filter((one) => one.value !== option.value), option]
        : [option];
      box.value = '';
      showChosen();
      close();
      this.valueChanged();
      announce(option.title);
    };
    const mark = (index: number): void => {
      const rows = [...list.children];
      if (rows.length === 0) return;
      active = (index + rows.length) % rows.length;
      for (const [at, row] of rows.entries()) row.setAttribute('aria-selected', String(at === active));
      rows[active]?.scrollIntoView({ block: 'nearest' });
      box.setAttribute('aria-activedescendant', rows[active]?.id ?? '');
    };
    const show = (options: readonly Option[], remark: string): void => {
      found = options.filter((one) => !this.isMultiSelect || !this.chosen.some((had) => had.value === one.value));
      active = -1;
      box.removeAttribute('aria-activedescendant');
      list.replaceChildren(
        ...found
          .slice(0, SHOWN)
          .map((option, at) =>
            h(
              'div',
              { role: 'option', id: `${id}-${at}`, 'aria-selected': 'false', onclick: () => choose(option) },
              option.title,
            ),
          ),
      );
      list.hidden = found.length === 0;
      note.textContent = remark;
      note.hidden = found.length > 0 || remark === '';
      if (!note.hidden) announce(remark);
      box.setAttribute('aria-expanded', String(!list.hidden));
    };
    const search = (): void => {
      const text = box.value.trim();
      const near = own.filter((one) => bare(one.title).includes(bare(text)));
      const dataset = this.choicesData?.dataset;
      clearTimeout(waiting);
      turn += 1;
      if (!dataset || (text === '' && near.length > 0)) {
        show(near, words.nothing);
        return;
      }
      // An empty search may get suggestions from the server; without any, nothing is announced.
      const mine = turn;
      const nothing = text === '' ? '' : words.nothing;
      show(near, text === '' ? '' : words.searching);
      waiting = setTimeout(() => {
        host
          .search(dataset, text)
          .then((more) => {
            if (mine !== turn) return;
            show([...near, ...more.filter((one) => !near.some((had) => had.value === one.value))], nothing);
          })
          .catch(() => {
            if (mine === turn) show(near, words.failed);
          });
      }, 200);
    };
    box.addEventListener('input', () => {
      if (!this.isMultiSelect && this.chosen.length > 0) {
        this.chosen = [];
        this.valueChanged();
      }
      search();
    });
    box.addEventListener('focus', () => box.select());
    box.addEventListener('click', search);
    box.addEventListener('keydown', (event) => {
      const open = !list.hidden;
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        event.preventDefault();
        if (open) mark(event.key === 'ArrowDown' ? active + 1 : Math.max(active, 0) - 1);
        else search();
      } else if (event.key === 'Enter' && open) {
        event.preventDefault();
        const option = found[Math.max(active, 0)];
        if (option) choose(option);
      } else if (event.key === 'Escape' && (open || !note.hidden)) {
        event.preventDefault();
        close();
      } else if (event.key === 'Backspace' && box.value === '') {
        const last = this.isMultiSelect ? this.chosen.at(-1) : undefined;
        if (last) drop(last);
      }
    });
    // Keep the focus in the box while an option is pressed.
    list.addEventListener('mousedown', (event) => event.preventDefault());
    box.addEventListener('blur', () => {
      turn += 1;
      clearTimeout(waiting);
      const typed = bare(box.value.trim());
      const same = found.filter((one) => bare(one.title) === typed);
      if (typed !== '' && same[0] && same.length === 1 && this.chosen.length === 0) choose(same[0]);
      close();
      // Text that matched no choice must not look like a choice.
      if (this.isMultiSelect || this.chosen.length === 0) box.value = '';
    });

    const before = (this.defaultValue ?? '').split(',').filter((value) => value !== '');
    this.chosen = before.map((value) => own.find((one) => one.value === value) ?? { title: value, value });
    showChosen();
    return h('div', { class: 'picker' }, labels, box, list, note);
  }

  override focus(): void {
    if (this.box) this.box.focus();
    else super.focus();
  }

  override isSet(): boolean {
    return this.box ? this.chosen.length > 0 : super.isSet();
  }

  override isValid(): boolean {
    return this.box ? true : super.isValid();
  }

  override showValidationFailureCue(): void {
    if (this.box) this.box.classList.add('ac-input-validation-failed');
    else super.showValidationFailureCue();
  }

  override removeValidationFailureCue(): void {
    if (this.box) this.box.classList.remove('ac-input-validation-failed');
    else super.removeValidationFailureCue();
  }

  override get value(): string | undefined {
    if (!this.box) return super.value;
    return this.chosen.length === 0 ? undefined : this.chosen.map((one) => one.value).join(',');
  }

  protected override updateInputControlAriaLabelledBy(): void {
    if (!this.box) {
      super.updateInputControlAriaLabelledBy();
      return;
    }
    const ids = this.getAllLabelIds();
    if (ids.length > 0) this.box.setAttribute('aria-labelledby', ids.join(' '));
    else if (this.placeholder) this.box.setAttribute('aria-label', this.placeholder);
  }
}

GlobalRegistry.elements.register('Input.ChoiceSet', Picker, Versions.v1_0);
