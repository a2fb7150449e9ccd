// The folders and the one direction in which they import. DESIGN: benefits <- language, storage, exchange, cards,
// notifications <- bot, cli. A broken rule fails the check.
const folder = (name) => `^${name}/`;
const only = (name, from, to, comment) => ({ name, comment, severity: 'error', from, to });
const INNER = ['language', 'storage', 'exchange', 'cards', 'notifications', 'bot', 'cli', 'web', 'deployment'];

module.exports = {
  forbidden: [
    only(
      'rules-stand-alone',
      { path: folder('benefits') },
      { pathNot: `${folder('benefits')}|^(node:)?(crypto|assert)$` },
      'benefits/ imports nothing outside itself',
    ),
    only(
      'language-is-pure',
      { path: folder('language') },
      {
        path: INNER.filter((r) => r !== 'language')
          .map(folder)
          .join('|'),
      },
      'language/ knows only benefits/',
    ),
    only(
      'storage-knows-rules-only',
      { path: folder('storage') },
      {
        path: INNER.filter((r) => r !== 'storage')
          .map(folder)
          .join('|'),
      },
      'storage/ knows only benefits/',
    ),
    only(
      'exchange-knows-rules-only',
      { path: folder('exchange') },
      {
        path: INNER.filter((r) => r !== 'exchange')
          .map(folder)
          .join('|'),
      },
      'exchange/ knows only benefits/',
    ),
    only(
      'cards-know-rules-only',
      { path: folder('cards') },
      {
        path: INNER.filter((r) => r !== 'cards')
          .map(folder)
          .join('|'),
      },
      'cards/ knows only benefits/',
    ),
    only(
      'notifications-know-cards',
      { path: folder('notifications') },
      {
        path: INNER.filter((r) => !['notifications', 'cards'].includes(r))
          .map(folder)
          .join('|'),
      },
      'notifications/ knows benefits/ and cards/',
    ),
    only(
      'nobody-imports-the-bot',
      { path: `^(${['benefits', ...INNER].filter((r) => !['bot', 'deployment', 'web'].includes(r)).join('|')})/` },
      { path: folder('bot') },
      'bot/ is at the top',
    ),
    only('nobody-imports-the-cli', { pathNot: folder('cli') }, { path: folder('cli') }, 'cli/ is at the top'),
    only(
      'web-talks-to-the-api',
      { path: folder('web') },
      { path: '^(benefits/actions|language|storage|exchange|notifications|bot/(?!api/types)|cli|deployment)/?' },
      'web/ knows only the types of its API and the card renderer',
    ),
    only(
      'one-folder-for-the-sdk',
      { pathNot: '^(bot/channel/|notifications/teams\\.ts$)' },
      { path: 'node_modules/(botbuilder|botframework-)' },
      'the Bot Framework SDK is replaceable: bot/channel/ and notifications/teams.ts alone',
    ),
    only(
      'a-request-goes-one-way',
      { path: '^bot/channel/' },
      { path: '^bot/(http|conversation|commands|api)/' },
      'bot/channel/ knows nothing of what is done with an activity',
    ),
    only(
      'commands-stand-alone',
      { path: '^bot/commands/' },
      { path: '^bot/(http|conversation|api)/' },
      'a command does not know how it was asked for, nor how it is answered',
    ),
    only(
      'conversation-before-commands',
      { path: '^bot/conversation/' },
      { path: '^bot/(http|api)/' },
      'bot/conversation/ knows no HTTP',
    ),
    only(
      'http-knows-no-bot',
      { path: '^bot/http/' },
      { path: '^bot/(conversation|commands|api)/' },
      'bot/http/ gets what it serves from bot/main.ts',
    ),
    only(
      'databases-stay-in-storage',
      { pathNot: folder('storage') },
      { path: 'node_modules/(mongodb|libsql)' },
      'drivers in storage/ alone',
    ),
    only('no-cycles', {}, { circular: true }, 'no circular imports'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.json'],
      conditionNames: ['require', 'node', 'default'],
    },
  },
};
