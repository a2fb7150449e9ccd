// The Teams app's manifest, from the bot's id and address.

/** Copilot's custom engine agents need 1.21. */
const VERSION = '1.21';
/** Raise it with every change of what the manifest says, which a test checks: Teams takes an update by a higher one alone. */
export const APP_VERSION = '0.3.0';
/** Choosing one in Teams types its title, so every title is a phrase that the bot understands. */
export const COMMANDS = [
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
  assign: ['Attribuer un avantage', 'Donner une place : « attribue Office 365 à Ana »'],
  reassign: ['Réattribuer un avantage', 'Déplacer une place : « réattribue Visio d’Ana à Tom »'],
  assignments: ['Attributions', 'Qui utilise quoi'],
  users: ['Utilisateurs', 'Les personnes de l’entreprise et leurs rôles'],
  membership: ['Adhésion', 'L’adhésion partenaire et sa date de fin'],
  history: ['Historique', 'Qui a changé quoi, et quand'],
  language: ['Langue', 'Réponses en anglais ou en français'],
  help: ['Aide', 'Ce que le bot peut faire pour vous'],
};
/** In groups and channels the bot shows what everyone of the company may see. */
const IN_GROUPS = ['list', 'membership', 'help'];

const listed = (ids) =>
  COMMANDS.filter(([id]) => ids.includes(id)).map(([, title, description]) => ({ title, description }));

/** `publicUrl`: https origin; `ssoAppId`: app registration of the SSO tokens; the other addresses: the company's own pages, where it has some; `copilot`: it can be chosen in Microsoft 365 Copilot too. */
export function manifest({ appId, ssoAppId = appId, publicUrl, websiteUrl, privacyUrl, termsUrl, copilot = false }) {
  const { host } = new URL(publicUrl);
  return {
    $schema: `https://developer.microsoft.com/json-schemas/teams/v${VERSION}/MicrosoftTeams.schema.json`,
    manifestVersion: VERSION,
    version: APP_VERSION,
    id: appId,
    developer: {
      name: 'Partner benefits',
      websiteUrl: websiteUrl ?? publicUrl,
      privacyUrl: privacyUrl ?? `${publicUrl}/tabs/overview/`,
      termsOfUseUrl: termsUrl ?? `${publicUrl}/tabs/overview/`,
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
        commandLists: [
          { scopes: ['personal', ...(copilot ? ['copilot'] : [])], commands: listed(COMMANDS.map(([id]) => id)) },
          { scopes: ['team', 'groupChat'], commands: listed(IN_GROUPS) },
        ],
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
export function french() {
  const texts = {
    'name.short': 'Avantages',
    'name.full': 'Avantages de l’adhésion partenaire',
    'description.short': 'Les avantages de l’adhésion partenaire Microsoft de l’entreprise',
    'description.full':
      'Liste les avantages de l’adhésion partenaire Microsoft de l’entreprise et qui les utilise. Les administrateurs révèlent les clés de produit, attribuent et réattribuent les places et consultent l’historique ; les employés voient ce qui leur appartient et en demandent davantage. En français et en anglais.',
    'staticTabs[0].name': 'Aperçu',
    'composeExtensions[0].commands[0].title': 'Chercher un avantage',
    'composeExtensions[0].commands[0].description': 'Trouver un avantage et en insérer la carte dans le message',
    'composeExtensions[0].commands[0].parameters[0].title': 'Avantage',
    'composeExtensions[0].commands[0].parameters[0].description': 'Nom ou catégorie d’un avantage',
  };
  for (const [list, ids] of [COMMANDS.map(([id]) => id), IN_GROUPS].entries()) {
    for (const [place, id] of ids.entries()) {
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
