import type { Command, Locale, Slots, Verb } from '../benefits/command';
import type {
  Action,
  Card,
  Column,
  ColumnSet,
  Container,
  Data,
  Element,
  Execute,
  Font,
  OpenUrl,
  RichTextBlock,
  Spacing,
  Submit,
  TextBlock,
  TextRun,
} from './elements';
import { en, type Texts } from './text.en';
import { fr } from './text.fr';
import type { PersonRef, RenderOptions } from './views';
import { NAME, plain } from './words';

export const texts = (locale: Locale): Texts => (locale === 'fr' ? fr : en);

/** Characters that a client may take for Markdown or HTML. */
const ACTIVE = /[*_[\]`~<>#&\\|{}]|https?:|www\.|\n|^\s*(?:[-+]|\d+[.)])\s/u;

type Placed = {
  spacing?: Spacing;
  separator?: boolean;
  align?: 'Left' | 'Center' | 'Right';
  heading?: boolean;
  id?: string;
};

/**
 * Text without markup. If it contains characters that Markdown would interpret, it becomes a text run, which clients
 * show as it is: a name can't become a link or turn bold.
 */
export function text(said: string, font: Font & Placed = {}): TextBlock | RichTextBlock {
  const { spacing, separator, align, heading, id, ...look } = font;
  const placed = {
    ...(id !== undefined && { id }),
    ...(spacing !== undefined && { spacing }),
    ...(separator !== undefined && { separator }),
    ...(align !== undefined && { horizontalAlignment: align }),
  };
  if (ACTIVE.test(said))
    return { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: said, ...look }], ...placed };
  return {
    type: 'TextBlock',
    text: said,
    wrap: true,
    ...look,
    ...placed,
    ...(heading && { style: 'heading' as const }),
  };
}

export const title = (said: string): TextBlock | RichTextBlock =>
  text(said, { size: 'Large', weight: 'Bolder', heading: true });

export const section = (said: string): TextBlock | RichTextBlock =>
  text(said, { size: 'Default', weight: 'Bolder', spacing: 'Medium', heading: true });

export const note = (said: string, more: Font & Placed = {}): TextBlock | RichTextBlock =>
  text(said, { isSubtle: true, size: 'Small', spacing: 'Small', ...more });

export const run = (said: string, font: Font = {}): TextRun => ({ type: 'TextRun', text: said, ...font });

export const rich = (inlines: TextRun[], placed: { spacing?: Spacing; id?: string } = {}): RichTextBlock => ({
  type: 'RichTextBlock',
  inlines,
  ...placed,
});

export const column = (width: string | number, items: Element[], more: Partial<Column> = {}): Column => ({
  type: 'Column',
  width,
  items,
  ...more,
});

export const columns = (row: Column[], more: Partial<ColumnSet> = {}): ColumnSet => ({
  type: 'ColumnSet',
  columns: row,
  ...more,
});

export const container = (items: Element[], more: Partial<Container> = {}): Container => ({
  type: 'Container',
  items,
  ...more,
});

/** A label and its value, side by side; both wrap. */
export const fact = (label: string, said: string | Element[]): ColumnSet =>
  columns(
    [
      column(2, [text(label, { isSubtle: true })]),
      column(3, typeof said === 'string' ? [text(said)] : said, { spacing: 'Small' }),
    ],
    { spacing: 'Small' },
  );

type Pressed = {
  style?: 'positive' | 'destructive';
  tooltip?: string;
  /** Ignores the card's inputs: they are neither validated nor sent. */
  alone?: boolean;
};

/** Action.Execute, with Action.Submit as fallback for older clients. */
export function press(label: string, verb: Verb | 'page' | 'refresh', data: Data, more: Pressed = {}): Execute {
  const shared = {
    title: plain(label, 300),
    ...(more.tooltip && { tooltip: plain(more.tooltip, 120) }),
    ...(more.alone && { associatedInputs: 'none' as const }),
  };
  const carried = withoutGaps(data);
  return {
    type: 'Action.Execute',
    verb,
    data: carried,
    ...shared,
    ...(more.style && { style: more.style }),
    fallback: { type: 'Action.Submit', data: { verb, ...carried }, ...shared },
  };
}

/** A choice as a row: unlike a button's title, its text wraps. */
export const choiceRow = (label: string, action: Execute, more: Element[] = []): Container => ({
  type: 'Container',
  style: 'emphasis',
  spacing: 'Small',
  items: [text(plain(label, 120), { color: 'Accent' }), ...more],
  selectAction: action,
});

export const dialog = (label: string, verb: Verb, data: Data, style?: 'positive'): Submit => ({
  type: 'Action.Submit',
  title: label,
  data: { msteams: { type: 'task/fetch' }, verb, ...withoutGaps(data) },
  ...(style && { style }),
});

/** To the page of the list with this benefit's row open. */
export const backToList = (benefit: string | undefined, version: string, options: RenderOptions): Execute =>
  press(texts(options.locale).show.back, 'list', { benefit, version });

/** `benefit`: the way back leads to its row in the list. */
export const cancel = (locale: Locale, version: string, benefit?: string): Execute =>
  press(texts(locale).cancel, 'cancel', { benefit, version }, { alone: true });

/** Only https links are shown. */
export const link = (label: string, url: string | null): OpenUrl[] =>
  url?.startsWith('https://') ? [{ type: 'Action.OpenUrl', title: plain(label, NAME), url }] : [];

const withoutGaps = (data: Data): Data =>
  Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined && value !== null));

/** Slots as button data, without those that the card asks for. */
export const carried = (slots: Slots, ...asked: (keyof Slots)[]): Data =>
  withoutGaps(Object.fromEntries(Object.entries(slots).filter(([name]) => !asked.includes(name as keyof Slots))));

export const people = (all: readonly PersonRef[]): string[] => all.map(personName);

export const personName = (person: PersonRef): string => plain(person.name || person.email, NAME);

/** Position, Previous and Next; nothing if everything fits on one page. */
export function pager(
  options: RenderOptions,
  page: { skip: number; limit: number; total: number | null; more: boolean; shown: number },
  data: Data & { command: string },
): Element[] {
  const t = texts(options.locale);
  const before = page.skip > 0;
  if (!before && !page.more) return [];
  const to = page.skip + page.shown;
  const where = page.total === null ? t.pageOpen(page.skip + 1, to) : t.page(page.skip + 1, to, page.total);
  const turn = (label: string, skip: number): Action => press(label, 'page', { ...data, skip });
  return [
    columns(
      [
        column('stretch', [note(where, { spacing: 'None' })], { verticalContentAlignment: 'Center' }),
        column('auto', [
          {
            type: 'ActionSet',
            actions: [
              ...(before ? [turn(t.previous, Math.max(0, page.skip - page.limit))] : []),
              ...(page.more ? [turn(t.next, page.skip + page.limit)] : []),
            ],
          },
        ]),
      ],
      { spacing: 'Medium' },
    ),
  ];
}

/** `speak` is read by screen readers and shown by clients without cards. */
export function card(
  options: RenderOptions,
  speak: string,
  body: Element[],
  more: { actions?: Action[]; refresh?: Data & { command: Command }; wide?: boolean } = {},
): Card {
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    lang: options.locale,
    speak: escapeSpoken(speak),
    fallbackText: speak,
    body,
    ...(more.actions && more.actions.length > 0 && { actions: more.actions }),
    ...(more.refresh &&
      options.refreshFor.length > 0 && {
        refresh: {
          action: {
            type: 'Action.Execute' as const,
            title: texts(options.locale).command.show.button,
            verb: 'refresh',
            data: withoutGaps(more.refresh),
          },
          userIds: options.refreshFor.slice(0, 60),
        },
      }),
    ...(more.wide && { msteams: { width: 'Full' as const } }),
  };
}

/** `speak` may be parsed as SSML. */
export const escapeSpoken = (said: string): string => said.replace(/[<>&]+/g, ' ').trim();
