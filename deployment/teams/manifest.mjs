// The Teams app's manifest, from the bot's id and address.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from '../run/steps.mjs';

const { DESCRIPTIONS } = createRequire(import.meta.url)(join(root, 'dist', 'benefits', 'command.js'));

/** Copilot's custom engine agents need 1.21. */
const VERSION = '1.21';
/** Raise it with every change of what the manifest says, which a test checks: Teams takes an update by a higher one alone. */
const APP_VERSION = '0.4.0';
/** Choosing one in Teams types its title, so every title is a phrase that the bot understands. */
const COMMANDS = [
  ['list', 'List benefits', 'What the membership includes, by category'],
  ['keys', 'Product keys', 'Reveal a key, for administrators: “key for SQL Server”'],
  ['assign', 'Assign a benefit', 'Give someone a seat: “assign Office 365 to Ana”'],
  ['reassign', 'Reassign a benefit', 'Move a seat: “reassign Visio from Ana to Tom”'],
  ['assignments', 'Assignments', 'Who uses what'],
  ['users', 'Users', 'The people of the company and their roles'],
  ['membership', 'Membership', 'The partner membership and when it ends'],
  ['history', 'History', 'Who changed what, and when'],
  ['language', 'Language', 'Answers in English or French'],
  ['help', 'Help', 'What the bot can do for you'],
];
const FRENCH_COMMANDS = {
  list: ['Lister les avantages', 'Ce que l’adhésion comprend, par catégorie'],
  keys: ['Clés de produit', 'Révéler une clé, pour les administrateurs : « clé pour SQL Server »'],
  assign: ['Attribuer un avantage', 'Donner une licence : « attribue Office 365 à Ana »'],
  reassign: ['Réattribuer un avantage', 'Déplacer une licence : « réattribue Visio d’Ana à Tom »'],
  assignments: ['Attributions', 'Qui utilise quoi'],
  users: ['Utilisateurs', 'Les personnes de l’entreprise et leurs rôles'],
  membership: ['Adhésion', 'L’adhésion partenaire et sa date de fin'],
  history: ['Historique', 'Qui a changé quoi, et quand'],
  language: ['Langue', 'Réponses en anglais ou en français'],
  help: ['Aide', 'Ce que le bot peut faire pour vous'],
};

/** The menus: scopes and commands. Groups see what everyone of the company may see; Copilot reads. */
const menus = (copilot) => [
  { scopes: ['personal'], commands: COMMANDS },
  { scopes: ['team', 'groupChat'], commands: COMMANDS.filter(([id]) => DESCRIPTIONS[id].inGroups) },
  ...(copilot
    ? [{ scopes: ['copilot'], commands: COMMANDS.filter(([id]) => DESCRIPTIONS[id].effect === 'reads') }]
    : []),
];

/** `publicUrl`: https origin; `ssoAppId`: app registration of the SSO tokens; `copilot`: it can be chosen in Microsoft 365 Copilot too. */
export function manifest({ appId, ssoAppId, publicUrl, privacyUrl, termsUrl, copilot }) {
  const { host } = new URL(publicUrl);
  return {
    $schema: `https://developer.microsoft.com/json-schemas/teams/v${VERSION}/MicrosoftTeams.schema.json`,
    manifestVersion: VERSION,
    version: APP_VERSION,
    id: appId,
    developer: {
      name: 'Partner benefits',
      websiteUrl: publicUrl,
      privacyUrl,
      termsOfUseUrl: termsUrl,
    },
    localizationInfo: { defaultLanguageTag: 'en', additionalLanguages: [{ languageTag: 'fr', file: 'fr.json' }] },
    name: { short: 'Benefits', full: 'Partner membership benefits' },
    description: {
      short: 'The benefits of the company’s Microsoft partner membership',
      full: 'Lists the benefits of the company’s Microsoft partner membership and who uses them. Administrators reveal product keys, assign and reassign seats and see the history; employees see what is theirs and ask for more. English and French.',
    },
    icons: { color: 'color.png', outline: 'outline.png' },
    accentColor: '#3B3A8F',
    defaultInstallScope: 'personal',
    ...(copilot ? { copilotAgents: { customEngineAgents: [{ id: appId, type: 'bot' }] } } : {}),
    bots: [
      {
        botId: appId,
        scopes: ['personal', 'team', 'groupChat', ...(copilot ? ['copilot'] : [])],
        supportsFiles: true,
        isNotificationOnly: false,
        commandLists: menus(copilot).map(({ scopes, commands }) => ({
          scopes,
          commands: commands.map(([, title, description]) => ({ title, description })),
        })),
      },
    ],
    composeExtensions: [
      {
        botId: appId,
        composeExtensionType: 'botBased',
        commands: [
          {
            id: 'searchBenefits',
            type: 'query',
            title: 'Search benefits',
            description: 'Find a benefit and put its card into the message',
            context: ['compose', 'commandBox'],
            initialRun: true,
            parameters: [
              { name: 'query', title: 'Benefit', description: 'Name or category of a benefit', inputType: 'text' },
            ],
          },
        ],
      },
    ],
    staticTabs: [
      {
        entityId: 'overview',
        name: 'Overview',
        contentUrl: `${publicUrl}/tabs/overview/`,
        websiteUrl: `${publicUrl}/tabs/overview/`,
        scopes: ['personal'],
      },
      { entityId: 'conversations', scopes: ['personal'] },
      { entityId: 'about', scopes: ['personal'] },
    ],
    permissions: ['identity', 'messageTeamMembers'],
    validDomains: [host],
    webApplicationInfo: { id: ssoAppId, resource: `api://${host}/${ssoAppId}` },
  };
}

/** The French texts, by their place in the manifest. */
export function french(copilot) {
  const texts = {
    'name.short': 'Avantages',
    'name.full': 'Avantages de l’adhésion partenaire',
    'description.short': 'Les avantages de l’adhésion partenaire Microsoft de l’entreprise',
    'description.full':
      'Liste les avantages de l’adhésion partenaire Microsoft de l’entreprise et qui les utilise. Les administrateurs révèlent les clés de produit, attribuent et réattribuent les licences et consultent l’historique ; les employés voient ce qui leur appartient et en demandent davantage. En français et en anglais.',
    'staticTabs[0].name': 'Aperçu',
    'composeExtensions[0].commands[0].title': 'Chercher un avantage',
    'composeExtensions[0].commands[0].description': 'Trouver un avantage et en insérer la carte dans le message',
    'composeExtensions[0].commands[0].parameters[0].title': 'Avantage',
    'composeExtensions[0].commands[0].parameters[0].description': 'Nom ou catégorie d’un avantage',
  };
  for (const [list, { commands }] of menus(copilot).entries()) {
    for (const [place, [id]] of commands.entries()) {
      const [title, description] = FRENCH_COMMANDS[id];
      texts[`bots[0].commandLists[${list}].commands[${place}].title`] = title;
      texts[`bots[0].commandLists[${list}].commands[${place}].description`] = description;
    }
  }
  return {
    $schema: `https://developer.microsoft.com/json-schemas/teams/v${VERSION}/MicrosoftTeams.Localization.schema.json`,
    ...texts,
  };
}
