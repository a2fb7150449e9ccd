import { HostConfig } from 'adaptivecards';

const colours = {
  default: { default: 'var(--text)', subtle: 'var(--subtle)' },
  dark: { default: 'var(--text)', subtle: 'var(--subtle)' },
  light: { default: 'var(--text)', subtle: 'var(--subtle)' },
  accent: { default: 'var(--link)', subtle: 'var(--link)' },
  good: { default: 'var(--good)', subtle: 'var(--good)' },
  warning: { default: 'var(--warn)', subtle: 'var(--warn)' },
  attention: { default: 'var(--bad)', subtle: 'var(--bad)' },
};
const container = (backgroundColor: string) => ({
  backgroundColor,
  borderColor: 'var(--line)',
  foregroundColors: colours,
});
const type = (fontFamily: string) => ({
  fontFamily,
  fontSizes: { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 },
  fontWeights: { lighter: 200, default: 400, bolder: 600 },
});

/** Teams' sizes for cards. Colours are the page's CSS variables, so a card follows a change of theme. */
export const look = (): HostConfig =>
  new HostConfig({
    choiceSetInputValueSeparator: ',',
    supportsInteractivity: true,
    spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
    separator: { lineThickness: 1, lineColor: 'var(--line)' },
    imageSizes: { small: 32, medium: 52, large: 100 },
    fontTypes: { default: type('inherit'), monospace: type('Consolas, Menlo, monospace') },
    textStyles: {
      heading: { fontType: 'default', size: 'large', weight: 'bolder', color: 'default', isSubtle: false },
    },
    textBlock: { headingLevel: 2 },
    inputs: {
      allowDynamicallyFilteredChoiceSet: true,
      debounceTimeInMilliSeconds: 200,
      label: {
        inputSpacing: 'small',
        requiredInputs: { weight: 'bolder', suffix: ' *', suffixColor: 'attention' },
        optionalInputs: { weight: 'bolder' },
      },
      errorMessage: { color: 'attention', spacing: 'small' },
    },
    containerStyles: {
      default: container('transparent'),
      emphasis: container('var(--sunken)'),
      accent: container('var(--tint)'),
      good: container('var(--good-back)'),
      warning: container('var(--warn-back)'),
      attention: container('var(--bad-back)'),
    },
    actions: {
      maxActions: 6,
      spacing: 'default',
      buttonSpacing: 8,
      showCard: { actionMode: 'inline', inlineTopMargin: 16, style: 'emphasis' },
      preExpandSingleShowCardAction: false,
      actionsOrientation: 'horizontal',
      actionAlignment: 'left',
    },
    adaptiveCard: { allowCustomStyle: false },
  });
