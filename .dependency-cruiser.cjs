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
      { pathNot: '^(bot/|notifications/teams\\.ts$)' },
      { path: 'node_modules/(botbuilder|botframework-)' },
      'the Bot Framework SDK is replaceable: bot/ and notifications/teams.ts alone',
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
