import * as AC from 'adaptivecards';
import { el } from './dom';

interface Option {
  title: string;
  value: string;
}

/** Answers a search of a card's `choices.data`. */
export type Ask = (dataset: string, text: string) => Promise<Option[]>;

let count = 0;

/**
 * `Input.ChoiceSet` as Teams shows it: a `filtered` one is a box to search in, with what is chosen as labels when several
 * may be, over its own choices and those that `choices.data` fetches. The other styles stay as the library has them.
 */
export class PickerInput extends AC.ChoiceSetInput {
  /** How searches are answered; set by whoever renders the card. */
  static ask: Ask = async () => [];
  static words = { loading: '…', nothing: '–', remove: '×' };

  private box: HTMLInputElement | null = null;
  private readonly chosen: Option[] = [];

  private get isPicker(): boolean {
    return this.style === 'filtered' || this.isDynamicTypeahead();
  }

  override internalRender(): HTMLElement | undefined {
    if (!this.isPicker) return super.internalRender();
    const ask = PickerInput.ask;
    const words = PickerInput.words;
    const id = `picker-${++count}`;
    const labels = el('span', { class: 'picker-labels' });
    const list = el('div', { class: 'picker-list', role: 'listbox', id, hidden: true, 'aria-label': this.label ?? '' });
    const box = el('input', {
      class: 'ac-input ac-textInput picker-box',
      type: 'text',
      role: 'combobox',
      autocomplete: 'off',
      'aria-expanded': 'false',
      'aria-autocomplete': 'list',
      'aria-controls': id,
      placeholder: this.placeholder,
    });
    this.box = box;
    let options: Option[] = [];
    let active = -1;
    let asked = 0;
    let timer = 0;

    for (const value of (this.defaultValue ?? '').split(',').filter((one) => one !== '')) {
      const known = this.choices.find((choice) => choice.value === value);
      this.chosen.push({ value, title: known?.title ?? value });
    }
    const showChosen = (): void => {
      if (!this.isMultiSelect) {
        box.value = this.chosen[0]?.title ?? '';
        return;
      }
      labels.replaceChildren(
        ...this.chosen.map((option) =>
          el(
            'span',
            { class: 'picker-label' },
            option.title,
            el(
              'button',
              {
                type: 'button',
                'aria-label': `${words.remove} ${option.title}`,
                onclick: () => {
                  this.chosen.splice(this.chosen.indexOf(option), 1);
                  showChosen();
                  this.valueChanged();
                  box.focus();
                },
              },
              '×',
            ),
          ),
        ),
      );
    };
    const close = (): void => {
      list.hidden = true;
      box.setAttribute('aria-expanded', 'false');
      box.removeAttribute('aria-activedescendant');
      active = -1;
    };
    const choose = (option: Option): void => {
      if (!this.isMultiSelect) this.chosen.length = 0;
      if (!this.chosen.some((one) => one.value === option.value)) this.chosen.push(option);
      box.value = '';
      showChosen();
      close();
      this.valueChanged();
    };
    const mark = (next: number): void => {
      const rows = [...list.querySelectorAll<HTMLElement>('[role=option]')];
      if (rows.length === 0) return;
      active = (next + rows.length) % rows.length;
      for (const [at, row] of rows.entries()) row.setAttribute('aria-selected', String(at === active));
      const row = rows[active];
      row?.scrollIntoView({ block: 'nearest' });
      box.setAttribute('aria-activedescendant', row?.id ?? '');
    };
    const show = (found: Option[], note = ''): void => {
      options = found.filter((option) => !this.chosen.some((one) => one.value === option.value) || !this.isMultiSelect);
      active = -1;
      box.removeAttribute('aria-activedescendant');
      list.replaceChildren(
        ...options.map((option, at) =>
          el(
            'div',
            {
              role: 'option',
              id: `${id}-${at}`,
              'aria-selected': 'false',
              class: 'picker-option',
              onmousedown: (event) => event.preventDefault(),
              onclick: () => choose(option),
            },
            option.title,
          ),
        ),
        options.length === 0 ? el('div', { class: 'picker-note', role: 'option', 'aria-disabled': 'true' }, note) : '',
      );
      list.hidden = options.length === 0 && note === '';
      box.setAttribute('aria-expanded', String(!list.hidden));
    };
    const search = (): void => {
      const text = box.value.trim();
      const wanted = text.toLocaleLowerCase();
      const own = this.choices
        .filter((choice) => (choice.title ?? '').toLocaleLowerCase().includes(wanted))
        .map((choice) => ({ title: choice.title ?? '', value: choice.value ?? '' }));
      const dataset = this.choicesData?.dataset;
      if (dataset === undefined || text === '') {
        show(own.slice(0, 50), dataset === undefined ? words.nothing : '');
        return;
      }
      show(own, words.loading);
      const mine = ++asked;
      window.clearTimeout(timer);
      timer = window.setTimeout(() => {
        ask(dataset, text)
          .catch(() => [])
          .then((fetched) => {
            if (mine !== asked) return;
            const more = fetched.filter((one) => !own.some((known) => known.value === one.value));
            show([...own, ...more], words.nothing);
          });
      }, 150);
    };
    box.addEventListener('input', () => {
      if (!this.isMultiSelect) this.chosen.length = 0;
      search();
      this.valueChanged();
    });
    box.addEventListener('focus', () => {
      if (!this.isMultiSelect && this.chosen.length > 0) box.select();
    });
    box.addEventListener('click', search);
    box.addEventListener('blur', () => {
      asked++;
      const typed = box.value.trim().toLocaleLowerCase();
      const named = options.filter((option) => option.title.toLocaleLowerCase() === typed);
      if (this.chosen.length === 0 && named[0] && named.length === 1) choose(named[0]);
      close();
      // Words that are nobody's name choose nobody: as in Teams they do not stay in the box.
      if (this.chosen.length === 0 || this.isMultiSelect) box.value = '';
    });
    box.addEventListener('keydown', (event) => {
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        event.preventDefault();
        if (list.hidden) search();
        mark(active + (event.key === 'ArrowDown' ? 1 : -1));
      } else if (event.key === 'Enter' && !list.hidden) {
        event.preventDefault();
        const option = options[Math.max(active, 0)];
        if (option) choose(option);
      } else if (event.key === 'Escape' && !list.hidden) {
        event.preventDefault();
        event.stopPropagation();
        close();
      } else if (event.key === 'Backspace' && box.value === '' && this.isMultiSelect && this.chosen.length > 0) {
        this.chosen.pop();
        showChosen();
        this.valueChanged();
      }
    });
    showChosen();
    return el('div', { class: 'picker' }, labels, box, list);
  }

  override focus(): void {
    if (this.box) this.box.focus();
    else super.focus();
  }

  override isSet(): boolean {
    return this.box ? this.chosen.length > 0 : super.isSet();
  }

  override isValid(): boolean {
    return this.box ? !this.isRequired || this.chosen.length > 0 : super.isValid();
  }

  override get value(): string | undefined {
    if (!this.box) return super.value;
    return this.chosen.length === 0 ? undefined : this.chosen.map((option) => option.value).join(',');
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

AC.GlobalRegistry.elements.register('Input.ChoiceSet', PickerInput, AC.Versions.v1_0);
