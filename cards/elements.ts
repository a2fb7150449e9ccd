/** The part of Adaptive Cards 1.5 that the cards use. */

export type Spacing = 'None' | 'Small' | 'Default' | 'Medium' | 'Large' | 'ExtraLarge' | 'Padding';
export type Color = 'Default' | 'Dark' | 'Light' | 'Accent' | 'Good' | 'Warning' | 'Attention';
export type Style = 'default' | 'emphasis' | 'good' | 'attention' | 'warning' | 'accent';
export type Align = 'Left' | 'Center' | 'Right';

export type Data = { [name: string]: unknown };

export type Submit = {
  type: 'Action.Submit';
  title?: string;
  data: Data;
  style?: 'default' | 'positive' | 'destructive';
  associatedInputs?: 'auto' | 'none';
  tooltip?: string;
};
export type Execute = {
  type: 'Action.Execute';
  title?: string;
  verb: string;
  data: Data;
  style?: 'default' | 'positive' | 'destructive';
  associatedInputs?: 'auto' | 'none';
  tooltip?: string;
  fallback?: Submit | 'drop';
};
export type OpenUrl = { type: 'Action.OpenUrl'; title: string; url: string; tooltip?: string };
export type Toggle = { type: 'Action.ToggleVisibility'; title?: string; targetElements: string[]; tooltip?: string };
export type Action = Submit | Execute | OpenUrl | Toggle;
export type Select = Submit | Execute | OpenUrl | Toggle;

type Base = { id?: string; spacing?: Spacing; separator?: boolean; isVisible?: boolean };
type Look = {
  size?: 'Small' | 'Default' | 'Medium' | 'Large' | 'ExtraLarge';
  weight?: 'Lighter' | 'Default' | 'Bolder';
};
export type Font = Look & { color?: Color; isSubtle?: boolean; fontType?: 'Default' | 'Monospace' };

export type TextBlock = Base &
  Font & {
    type: 'TextBlock';
    text: string;
    wrap?: boolean;
    horizontalAlignment?: Align;
    style?: 'default' | 'heading';
  };
export type TextRun = Font & { type: 'TextRun'; text: string; selectAction?: Select };
export type RichTextBlock = Base & { type: 'RichTextBlock'; inlines: TextRun[]; horizontalAlignment?: Align };
export type Image = Base & {
  type: 'Image';
  url: string;
  altText: string;
  size?: 'Auto' | 'Stretch' | 'Small' | 'Medium' | 'Large';
  width?: string;
  height?: string;
  horizontalAlignment?: Align;
};
export type Container = Base & {
  type: 'Container';
  items: Element[];
  style?: Style;
  verticalContentAlignment?: 'Top' | 'Center' | 'Bottom';
  selectAction?: Select;
};
export type Column = {
  type: 'Column';
  width: string | number;
  items: Element[];
  style?: Style;
  spacing?: Spacing;
  separator?: boolean;
  verticalContentAlignment?: 'Top' | 'Center' | 'Bottom';
  selectAction?: Select;
};
export type ColumnSet = Base & { type: 'ColumnSet'; columns: Column[]; selectAction?: Select; style?: Style };
export type ActionSet = Base & { type: 'ActionSet'; actions: Action[] };
type Asked = Base & { id: string; label: string; isRequired?: boolean; errorMessage?: string };
export type InputText = Asked & {
  type: 'Input.Text';
  style?: 'Text' | 'Tel' | 'Url' | 'Email';
  placeholder?: string;
  value?: string;
  regex?: string;
  maxLength?: number;
  isMultiline?: boolean;
};
export type InputNumber = Asked & { type: 'Input.Number'; min: number; max: number; value?: number };
export type Choice = { title: string; value: string };
export type InputChoiceSet = Asked & {
  type: 'Input.ChoiceSet';
  choices: Choice[];
  'choices.data'?: { type: 'Data.Query'; dataset: string };
  style?: 'compact' | 'expanded' | 'filtered';
  isMultiSelect?: boolean;
  placeholder?: string;
  value?: string;
  wrap?: boolean;
};
export type InputDate = Asked & { type: 'Input.Date'; value?: string };
export type InputToggle = Asked & { type: 'Input.Toggle'; title: string; value?: string };
export type Element =
  | TextBlock
  | RichTextBlock
  | Image
  | Container
  | ColumnSet
  | ActionSet
  | InputText
  | InputNumber
  | InputChoiceSet
  | InputDate
  | InputToggle;

export type Card = {
  type: 'AdaptiveCard';
  $schema: 'http://adaptivecards.io/schemas/adaptive-card.json';
  version: '1.5';
  lang: string;
  /** Read by screen readers for the whole card. */
  speak: string;
  /** Shown by clients that can't show the card. */
  fallbackText: string;
  body: Element[];
  actions?: Action[];
  refresh?: { action: Execute; userIds: string[] };
  msteams?: { width: 'Full' };
};
