// The turns that are measured: each posts what Teams posts, and checks once that the answer is the one that is meant.
import { post } from './load.mjs';
import { APP, TENANT } from './around.mjs';
import { benefitId, benefitName, emailOf, nameOf, objectId } from './company.mjs';

export function client({ url, serviceUrl, token, admins = 50 }) {
  const headers = { authorization: `Bearer ${token}` };
  const activity = (n, more) => {
    const who = n % admins;
    return {
      id: `in-${n}`,
      channelId: 'msteams',
      serviceUrl,
      from: { id: `29:person-${who}`, name: nameOf(who), aadObjectId: objectId(who) },
      recipient: { id: `28:${APP}`, name: 'Benefits' },
      conversation: { id: `a:chat-${who}`, conversationType: 'personal', tenantId: TENANT },
      channelData: { tenant: { id: TENANT } },
      locale: 'en-US',
      timestamp: '2026-01-01T00:00:00.000Z',
      ...more,
    };
  };
  const send = async (body) => {
    const answer = await post(`${url}/api/messages`, body, headers);
    if (answer.status >= 300) throw new Error(`${answer.status}: ${answer.body.slice(0, 300)}`);
    return answer.body ? JSON.parse(answer.body) : null;
  };
  return {
    type: (n, text) => send(activity(n, { type: 'message', text })),
    press: (n, verb, data) => send(activity(n, { type: 'invoke', name: 'adaptiveCard/action', replyToId: 'card', value: { action: { type: 'Action.Execute', verb, data }, trigger: 'manual' } })),
    dialog: (n, data) => send(activity(n, { type: 'invoke', name: 'task/fetch', value: { data, context: { theme: 'default' } } })),
  };
}

function* walk(value) {
  if (Array.isArray(value)) for (const one of value) yield* walk(one);
  else if (value && typeof value === 'object') {
    yield value;
    for (const [name, one] of Object.entries(value)) if (name !== 'data') yield* walk(one);
  }
}
const button = (answer, fits) => {
  for (const node of walk(answer?.value)) if (node.type === 'Action.Execute' && fits(node)) return node;
  throw new Error(`no such button in ${JSON.stringify(answer).slice(0, 500)}`);
};

/** Name, how many turns of the product one run makes, and the run itself. `people`: how many the company has. */
export function scenarios(bot, { people }) {
  const holder = (n) => emailOf(60 + (n % Math.max(1, people - 60)));
  return [
    { name: 'typed list', turns: 1, run: (n) => bot.type(n, 'show all benefits') },
    { name: 'typed show', turns: 1, run: (n) => bot.type(n, `show ${benefitName(n % 10)}`) },
    { name: 'typed assignments', turns: 1, run: (n) => bot.type(n, `who has ${benefitName(2)}?`) },
    { name: 'button list', turns: 1, run: (n) => bot.press(n, 'list', { category: 'software' }) },
    { name: 'button show', turns: 1, run: (n) => bot.press(n, 'show', { benefit: benefitId(n % 10) }) },
    {
      name: 'assign: the card to confirm',
      turns: 1,
      run: (n) => bot.press(n, 'assign', { benefit: benefitId(2), user: holder(n) }),
    },
    {
      name: 'assign confirmed, undone',
      turns: 3,
      prepare: async (n) => button(await bot.press(n, 'assign', { benefit: benefitId(2), user: holder(n) }), ({ data }) => data?.confirm === true),
      run: async (n, confirm) => {
        const done = await bot.press(n, confirm.verb, confirm.data);
        const undo = button(done, ({ verb }) => verb === 'undo');
        await bot.press(n, undo.verb, undo.data);
      },
    },
    {
      name: 'reveal (dialog opened)',
      turns: 1,
      run: (n) => bot.dialog(n, { msteams: { type: 'task/fetch' }, verb: 'keys', benefit: benefitId(0) }),
    },
  ];
}
