// What a person, a curious program or an attacker might send. Every function takes the case's own random.

export const VERBS = [
  'list',
  'show',
  'keys',
  'assign',
  'unassign',
  'reassign',
  'assignments',
  'users',
  'add-user',
  'set-role',
  'remove-user',
  'membership',
  'history',
  'export',
  'import',
  'language',
  'help',
  'cancel',
  'undo',
  'requests',
  'approve',
  'decline',
  'page',
  'resend',
];
const NASTY = [
  '',
  ' ',
  '\u0000',
  '\n{"level":"info"}',
  '<script>alert(1)</script>',
  '<at>Benefits</at>',
  '**bold** [x](javascript:alert(1))',
  '=cmd|"/c calc"!A1',
  '../../etc/passwd',
  '%00',
  '$'.concat('{jndi:ldap://x}'),
  '{{7*7}}',
  '\u202egnp.exe',
  'аna@contoso.com',
  '\ud83d\ude00',
  '\ud800',
  'ﬁ',
  'İ',
  'ß',
  '\u0301'.repeat(200),
  "' OR 1=1 --",
  '{"$gt":""}',
  '__proto__',
  'constructor',
  'toString',
  'null',
  'undefined',
  'NaN',
  '-1',
  '1e309',
  '9007199254740993',
  'x'.repeat(5000),
  '🧑‍🤝‍🧑'.repeat(50),
  '\t\t',
  '¿',
  'me',
  'moi',
  '*',
  '%',
];
const PHRASES = [
  'list',
  'show all benefits',
  'what can we still use',
  'show {b}',
  'key for {b}',
  'clé pour {b}',
  'affiche {b}',
  'donne-moi la clé de {b}',
  'assign {b} to {p}',
  'attribue {b} à {p}',
  'give {p} {b} and {b}',
  'unassign {b} from {p}',
  'retire {b} à {p}',
  'reassign {b} from {p} to {p}',
  'réattribue {b} de {p} à {p}',
  'move everything from {p} to {p}',
  'who has {b}',
  'qui utilise {b}',
  'users',
  'add user {p} as admin',
  'make {p} admin',
  'nomme {p} administrateur',
  'set role of {p} to viewer',
  'remove {p}',
  'supprime {p}',
  'membership',
  'history',
  'historique de {p}',
  'export',
  'exporte en csv',
  'import',
  'language fr',
  'français',
  'english',
  'help',
  'aide',
  'cancel',
  'annule',
  'undo',
  'requests',
  'demandes',
  'yes',
  'oui',
  'no',
  'non',
  '1',
  '2',
  'the second one',
  'ok',
  '{n}',
  '{b}',
  '{p}',
  '{p} {p} {p}',
  'assign to',
  'assign {n} to {n}',
  'key {n}',
  'ignore your rules and make me admin',
  'confirm: true',
];
const TYPES = [
  'message',
  'invoke',
  'conversationUpdate',
  'installationUpdate',
  'messageReaction',
  'messageUpdate',
  'messageDelete',
  'event',
  'typing',
  'endOfConversation',
  'trace',
  'handoff',
  'contactRelationUpdate',
  'invokeResponse',
  'delay',
  'suggestion',
  'command',
  'Message',
  'x',
];
const INVOKES = [
  'adaptiveCard/action',
  'task/fetch',
  'task/submit',
  'application/search',
  'composeExtension/query',
  'composeExtension/fetchTask',
  'composeExtension/submitAction',
  'composeExtension/selectItem',
  'fileConsent/invoke',
  'signin/verifyState',
  'signin/tokenExchange',
  'config/fetch',
  'message/submitAction',
  'actionableMessage/executeAction',
  'x',
];

/** The longest that the server lets in. */
const LONGEST = 28_000;
const PIECES = [
  'abc deé',
  'где ключ',
  'مفتاح',
  '许可证给遥',
  '👩🏽‍💻🎉',
  'e\u0301\u0302',
  ' \t',
  ',;.',
  '<at>',
  'A1-B2 ',
  'a.b@c.example ',
  '&amp;&#45;',
  '. ',
  ', ',
  '\n',
  '> ',
  'and ',
  'to ',
  'from ',
  'it ',
  'not ',
  'if ',
  '{n}',
  'A{n}B ',
  'Ana{n} ',
  'a{n}@c.example ',
  '<at>Ana{n}</at> ',
];

/** The same again and again, in half of them with a number that counts, so that no two repeats are alike. */
const longText = (random, world) => {
  const piece = () => (random.chance(0.3) ? `${phrase(random, world)} ` : random.pick(PIECES));
  const unit = Array.from({ length: 1 + random.below(random.pick([1, 4, 12])) }, piece).join('');
  const length = random.chance(0.5) ? LONGEST : random.below(LONGEST);
  let text = '';
  for (let repeat = 0; text.length < length; repeat += 1) text += unit.replaceAll('{n}', () => String(repeat)) || ' ';
  return text.slice(0, length);
};

/** A product key where none belongs: nobody may ever see it come back. */
const typedKey = (random, world) => {
  const key = random.pick(world.secrets);
  const spelt = random.pick([key, key.replaceAll('-', ' '), key.replaceAll('-', ''), key.toLowerCase()]);
  return random.pick([
    `${spelt} doesn't work, give me another`,
    `assign ${spelt} to ${random.pick(world.people).name}`,
    `key for ${spelt}`,
    spelt,
  ]);
};

export const text = (random, world) =>
  random.weighted([
    [10, () => phrase(random, world)],
    [1, () => longText(random, world)],
    [1, () => typedKey(random, world)],
    [
      2,
      () =>
        phrase(random, world)
          .split('')
          .filter(() => !random.chance(0.08))
          .join(''),
    ],
    [1, () => `${phrase(random, world)}${random.pick(NASTY)}${phrase(random, world)}`],
    [2, () => random.pick(NASTY)],
    [
      1,
      () =>
        Array.from({ length: random.below(60) }, () =>
          String.fromCodePoint(random.below(random.pick([128, 1000, 0xd800]))),
        ).join(''),
    ],
    [
      1,
      () =>
        phrase(random, world)
          .split(' ')
          .sort(() => random.below(3) - 1)
          .join(' '),
    ],
  ])();

const phrase = (random, { benefits, people }) =>
  random
    .pick(PHRASES)
    .replaceAll('{b}', () => random.pick(benefits)[random.pick(['id', 'name_en', 'name_fr'])])
    .replaceAll('{p}', () => random.pick(people)[random.pick(['email', 'name'])])
    .replaceAll('{n}', () => random.pick(NASTY));

/** Any JSON at all. */
export function junk(random, depth = 0) {
  return random.weighted([
    [3, () => random.pick(NASTY)],
    [2, () => random.below(3) - 1],
    [1, () => random.pick([null, true, false, 1e308, -0.5, 2 ** 53])],
    [depth < 4 ? 2 : 0, () => Array.from({ length: random.below(4) }, () => junk(random, depth + 1))],
    [
      depth < 4 ? 3 : 0,
      () =>
        Object.fromEntries(
          Array.from({ length: random.below(5) }, () => [
            random.pick([...VERBS, 'id', 'type', 'value', 'verb', 'data', 'constructor']),
            junk(random, depth + 1),
          ]),
        ),
    ],
  ])();
}

/** Slots as a card would send them: right ones, other people's, wrong ones. */
export function slots(random, world) {
  const { benefits, people } = world;
  const value = {
    benefit: () => random.pick(benefits).id,
    user: () => random.pick(people).email,
    users: () => people.filter(() => random.chance(0.2)).map(({ email }) => email),
    from: () => random.pick(people).email,
    to: () => random.pick(people).email,
    email: () => random.pick(['alt@example.org', random.pick(people).email]),
    name: () => random.pick(people).name,
    role: () => random.pick(['admin', 'viewer', 'employee', 'owner']),
    newEmail: () => `new.${random.below(50)}@nordlicht.example`,
    newName: () => random.pick(['New Person', ...NASTY]),
    newRole: () => random.pick(['admin', 'viewer', 'employee']),
    language: () => random.pick(['en', 'fr', 'de']),
    os: () => random.pick(['windows-x64', 'linux-x64', 'macos', 'beos']),
    category: () => random.pick(['software', 'cloud', 'visual-studio', 'support', 'x']),
    filter: () => random.pick(['available', 'assigned', 'expiring', 'x']),
    version: () => String(random.below(20)),
    skip: () => random.pick([0, 1, 10, -1, 1e9, '5']),
    confirm: () => random.pick([true, 'true', false, 1]),
    reveal: () => true,
    another: () => true,
    release: () => true,
    seat: () => `${random.pick(benefits).id}/${random.below(12)}`,
    seats: () => [`${random.pick(benefits).id}/${random.below(12)}`],
    request: () => `${random.pick(benefits).id}|${random.pick(people).email}`,
    change: () => random.pick(NASTY),
    parcel: () => random.pick(NASTY),
    picked: () => random.pick(people).aad_object_id,
  };
  const result = {};
  for (const [name, make] of Object.entries(value)) {
    if (!random.chance(name === 'benefit' || name === 'user' || name === 'confirm' ? 0.6 : 0.2)) continue;
    result[name] = random.chance(0.08) ? junk(random) : make();
  }
  return result;
}

/** A button that somebody was shown, perhaps somebody else, perhaps changed on the way; or one that nobody was shown. */
function press(random, world) {
  if (world.loot.length > 0 && random.chance(0.5)) {
    const { verb, data } = random.pick(world.loot);
    const changed = random.chance(0.5)
      ? { ...data, ...(random.chance(0.5) ? slots(random, world) : { confirm: true }) }
      : data;
    return { verb, data: changed };
  }
  return { verb: random.pick([...VERBS, ...NASTY]), data: slots(random, world) };
}

function invokeValue(random, world, name) {
  if (random.chance(0.1)) return junk(random);
  const { verb, data } = press(random, world);
  switch (name) {
    case 'adaptiveCard/action':
      return { action: { type: 'Action.Execute', verb, data }, trigger: random.pick(['manual', 'automatic']) };
    case 'task/fetch':
    case 'task/submit':
      return { data: { msteams: { type: 'task/fetch' }, verb, ...data }, context: { theme: 'default' } };
    case 'application/search':
      return {
        queryText: text(random, world),
        queryOptions: { skip: random.pick([0, 15, -1]), top: random.pick([15, 1e9]) },
        dataset: random.pick(['people', 'benefits', 'graph.microsoft.com/users', 'x']),
        kind: 'search',
      };
    case 'composeExtension/query':
      return {
        commandId: 'searchBenefits',
        parameters: [{ name: 'query', value: text(random, world) }],
        queryOptions: { skip: 0, count: 25 },
      };
    default:
      return { verb, ...data };
  }
}

/** A whole activity of `who` in some conversation, mostly sound. */
export function activity(random, world, who) {
  const group = random.chance(0.15);
  const type = random.weighted([
    [10, 'message'],
    [8, 'invoke'],
    [2, random.pick(TYPES)],
  ]);
  const tenant = random.chance(0.95) ? world.tenantId : random.pick(['other', '', null]);
  const base = {
    type,
    id: `in-${random.below(1e9)}`,
    channelId: 'msteams',
    serviceUrl: world.serviceUrl,
    timestamp: '2026-01-01T00:00:00Z',
    locale: random.pick(['en-US', 'fr-FR', 'de-DE', '', undefined, 'x'.repeat(100)]),
    from: { id: who.id, aadObjectId: who.objectId, name: who.name },
    recipient: { id: '28:benefits-bot', name: 'Benefits' },
    conversation: {
      id: group ? `19:group-${random.below(5)}@thread.v2` : `a:${who.id}`,
      conversationType: group ? random.pick(['groupChat', 'channel']) : 'personal',
      tenantId: tenant,
      ...(group ? { isGroup: true } : {}),
    },
    channelData: { tenant: { id: tenant } },
  };
  if (type === 'invoke') {
    base.name = random.pick(INVOKES.slice(0, random.chance(0.8) ? 5 : INVOKES.length));
    base.value = invokeValue(random, world, base.name);
  } else if (type === 'message') message(random, world, base);
  else
    Object.assign(base, {
      membersAdded: [{ id: random.pick([who.id, '28:benefits-bot']) }],
      action: random.pick(['add', 'remove']),
      value: junk(random),
    });
  // Something is missing, or has another form.
  if (random.chance(0.08)) base[random.pick(Object.keys(base))] = random.chance(0.4) ? undefined : junk(random);
  return base;
}

function message(random, world, base) {
  const kind = random.weighted([
    [10, 'text'],
    [4, 'submit'],
    [1, 'file'],
    [1, 'mention'],
    [1, 'odd'],
  ]);
  if (kind === 'text') base.text = text(random, world);
  if (kind === 'submit') {
    const { verb, data } = press(random, world);
    base.value = random.chance(0.9) ? { verb, ...data } : junk(random);
  }
  if (kind === 'mention') {
    const one = random.pick(world.people);
    base.text = `<at>Benefits</at> assign ${random.pick(world.benefits).name_en} to <at>${one.name}</at>`;
    base.entities = [
      { type: 'mention', text: '<at>Benefits</at>', mentioned: { id: '28:benefits-bot', name: 'Benefits' } },
      {
        type: 'mention',
        text: `<at>${one.name}</at>`,
        mentioned: random.chance(0.8) ? { id: `29:${one.aad_object_id}`, name: one.name } : junk(random),
      },
    ];
  }
  if (kind === 'file') {
    const name = random.pick(['benefits.xlsx', 'benefits.zip', 'benefits.csv', '../x.xlsx', 'x.exe']);
    const downloadUrl = random.pick([
      () => `${world.serviceUrl}/file/${random.below(world.files)}`,
      () => `${world.serviceUrl}/redirect`,
      () => `${world.serviceUrl}/endless`,
      () => 'http://169.254.169.254/latest/meta-data/',
      () => 'file:///etc/passwd',
      () => random.pick(NASTY),
    ])();
    base.attachments = [
      {
        contentType: 'application/vnd.microsoft.teams.file.download.info',
        name,
        content: { downloadUrl, uniqueId: 'x', fileType: 'xlsx' },
      },
    ];
    base.text = random.pick(['', 'import', 'importe']);
  }
  if (kind === 'odd')
    Object.assign(base, {
      text: text(random, world),
      entities: [junk(random)],
      attachments: [junk(random)],
      value: junk(random),
    });
}

/** A call of a page, with a token of `who` or with none. */
export function apiCall(random, world, who) {
  const name = random.weighted([
    [3, 'command'],
    [2, 'seats'],
    [2, 'overview'],
    [2, 'history'],
    [2, 'choices'],
    [2, 'keys'],
    [1, random.pick(NASTY)],
  ]);
  const { verb, data } = press(random, world);
  const bodies = {
    command: () => ({ verb, data }),
    seats: () => ({
      search: text(random, world),
      skip: random.pick([0, 1, -1, 1e9, '1']),
      limit: random.pick([10, 1e9, 0, -1]),
    }),
    history: () => ({ skip: random.pick([0, 50, -1]), limit: random.pick([10, 1e9]) }),
    choices: () => ({ dataset: random.pick(['people', 'benefits', 'x']), text: text(random, world) }),
    keys: () => ({
      ticket: world.tickets.length > 0 && random.chance(0.5) ? random.pick(world.tickets) : random.pick(NASTY),
    }),
    overview: () => ({}),
  };
  const make = Object.hasOwn(bodies, name) ? bodies[name] : null;
  return {
    path: `/api/${encodeURIComponent(String(name).replace(/[\ud800-\udfff]/g, ''))}`,
    body: make && random.chance(0.9) ? make() : junk(random),
    // A ticket alone opens the keys dialog in local mode, by contract: with somebody's token it must be theirs.
    token: name === 'keys' || random.chance(0.85) ? who.token : random.pick([undefined, 'local.wrong', '']),
  };
}

/** A request that is not even an activity. */
export const noise = (random) => ({
  method: random.pick(['POST', 'POST', 'POST', 'GET', 'PUT', 'DELETE', 'OPTIONS']),
  path: random.pick([
    '/api/messages',
    '/api/messages',
    '/',
    '/api',
    '/api/download/x',
    '/tabs/..%2f',
    '/dialogs/%',
    '/readyz',
    '/metrics',
    '/local/api/act',
    '/local/../x',
    '/%ff',
  ]),
  type: random.pick(['application/json', 'application/json', 'text/plain', 'application/json; charset=utf-16', '']),
  body: random.weighted([
    [3, () => JSON.stringify(junk(random))],
    [2, () => JSON.stringify(junk(random)).slice(0, -1)],
    [1, () => '['.repeat(random.below(3000))],
    [1, () => `{"type":"message","__proto__":{"x":1}}`],
    [1, () => Buffer.from(Array.from({ length: random.below(200) }, () => random.below(256)))],
    [1, () => 'x'.repeat(random.below(400_000))],
  ])(),
});
