// Makes card-1.5.json: Microsoft's own types of a card, cut to what Adaptive Cards 1.5 and Teams have.
// Run again when @microsoft/teams.cards changes: node tests/cards/schema/generate.mjs (about 20 s)
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createGenerator } from 'ts-json-schema-generator';

const require = createRequire(import.meta.url);
const types = require.resolve('@microsoft/teams.cards').replace(/index\.m?js$/, 'core.d.ts');
const { version } = require(types.replace('dist/core.d.ts', 'package.json'));

/** https://adaptivecards.io/explorer, version 1.5; typeahead (Data.Query) as Teams has it. */
const ELEMENTS = [
  'TextBlock',
  'RichTextBlock',
  'Image',
  'ImageSet',
  'Media',
  'ActionSet',
  'Container',
  'ColumnSet',
  'FactSet',
  'Table',
  'TextInput',
  'DateInput',
  'TimeInput',
  'NumberInput',
  'ToggleInput',
  'ChoiceSetInput',
];
const ACTIONS = ['ExecuteAction', 'OpenUrlAction', 'ShowCardAction', 'SubmitAction', 'ToggleVisibilityAction'];
const PARTS = [
  'AdaptiveCard',
  'Column',
  'TableRow',
  'TableCell',
  'ColumnDefinition',
  'Fact',
  'TextRun',
  'Choice',
  'QueryData',
  'MediaSource',
  'TargetElement',
  'BackgroundImage',
  'RefreshDefinition',
  'Authentication',
  'AuthCardButton',
  'TokenExchangeResource',
  'HostCapabilities',
  'TeamsCardProperties',
  'TeamsSubmitActionProperties',
  'TeamsSubmitActionFeedback',
  'TeamsImageProperties',
  'Mention',
  'MentionedEntity',
  'SubmitActionData',
  'TaskFetchSubmitActionData',
  'InvokeSubmitActionData',
  'MessageBackSubmitActionData',
  'ImBackSubmitActionData',
  'SigninSubmitActionData',
];
const KEPT = new Set([...ELEMENTS, ...ACTIONS, ...PARTS].map((name) => `I${name}`));
/** Properties that came after 1.5, whatever has them. */
const NEWER = [
  'key',
  'isSortKey',
  'layouts',
  'grid.area',
  'targetWidth',
  'labelFor',
  'showBorder',
  'roundedCorners',
  'maxHeight',
  'minWidth',
  'menuActions',
  'themedIconUrls',
  'themedUrls',
  'conditionallyEnabled',
  'valueChangedAction',
  'fitMode',
  'horizontalContentAlignment',
  'useMultipleColumns',
  'minColumnWidth',
  'resources',
  'metadata',
  'captionSources',
];

const schema = createGenerator({
  path: types,
  type: 'IAdaptiveCard',
  expose: 'all',
  skipTypeCheck: true,
  additionalProperties: false,
  jsDoc: 'none',
}).createSchema('IAdaptiveCard');

const nameOf = (node) => node.$ref?.split('/').at(-1);
const gone = (node) => {
  const name = nameOf(node);
  return name !== undefined && /^I[A-Z]/.test(name) && !KEPT.has(name);
};

function cut(node) {
  if (Array.isArray(node)) return node.map(cut);
  if (typeof node !== 'object' || node === null) return node;
  const out = Object.fromEntries(Object.entries(node).map(([name, value]) => [name, cut(value)]));
  if (out.anyOf) {
    out.anyOf = out.anyOf.filter((one) => !gone(one));
    // Which of several is meant is said by `type`: one clear error in place of one for each.
    if (out.anyOf.length > 1 && out.anyOf.every((one) => schema.definitions[nameOf(one)]?.properties?.type?.const))
      return { type: 'object', required: ['type'], discriminator: { propertyName: 'type' }, oneOf: out.anyOf };
  }
  if (out.properties) for (const name of NEWER) delete out.properties[name];
  return out;
}

const definitions = {};
for (const [name, definition] of Object.entries(schema.definitions))
  if (!/^I[A-Z]/.test(name) || KEPT.has(name)) definitions[name] = cut(definition);

for (const [name, { properties }] of Object.entries(definitions))
  if (properties?.lang && name !== 'IAdaptiveCard') delete properties.lang;
definitions.Version = { const: '1.5' };
definitions.Spacing.enum = definitions.Spacing.enum.filter((one) => one !== 'ExtraSmall');
definitions.TeamsCardWidth = { enum: ['Full', 'full'] };
definitions.ISubmitActionData = { type: 'object' };
definitions.IAdaptiveCard.required = ['type', 'version', '$schema', 'body'];
for (const name of ELEMENTS.filter((one) => one.endsWith('Input')))
  definitions[`I${name}`].required = ['type', 'id', 'label', ...(name === 'ChoiceSetInput' ? ['choices'] : [])];
for (const name of ['IOpenUrlAction']) definitions[name].required = ['type', 'url'];
for (const name of ['IExecuteAction']) definitions[name].required = ['type', 'verb'];

/** What can still be reached from the card. */
const reached = new Set();
const reach = (node) => {
  if (Array.isArray(node)) return node.forEach(reach);
  if (typeof node !== 'object' || node === null) return;
  const name = nameOf(node);
  if (name && !reached.has(name)) {
    reached.add(name);
    reach(definitions[name]);
  }
  Object.values(node).forEach(reach);
};
reach({ $ref: '#/definitions/IAdaptiveCard' });

const kept = Object.fromEntries(
  Object.entries(definitions)
    .filter(([name]) => reached.has(name))
    .sort(),
);
const file = new URL('./card-1.5.json', import.meta.url);
writeFileSync(
  file,
  `${JSON.stringify({ $comment: `Made by generate.mjs from @microsoft/teams.cards ${version}`, $ref: '#/definitions/IAdaptiveCard', definitions: kept }, null, 1)}\n`,
);
console.log(`${Object.keys(kept).length} definitions from @microsoft/teams.cards ${version}`);
