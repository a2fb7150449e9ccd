// The turns that are measured: each posts what Teams posts, and checks once that the answer is the one that is meant.

import { APP, TENANT } from './around.mjs';
import { ADMINS, benefitId, benefitName, emailOf, nameOf, objectId } from './company.mjs';
import { post } from './load.mjs';

export function client({ url, serviceUrl, issuer, admins = ADMINS }) {
  const token = issuer.token(serviceUrl);
  const people = Array.from({ length: admins }, (_, n) => ({
    authorization: `Bearer ${issuer.personToken(objectId(n))}`,
  }));
  const headers = { authorization: `Bearer ${token}` };
  // Teams numbers each activity; one that comes twice is answered once.
  let sent = 0;
  const activity = (n, more) => {
    const who = n % admins;
    sent += 1;
    return {
      id: `in-${process.pid}-${sent}`,
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
    api: async (n, name, body) => {
      const answer = await post(`${url}/api/${name}`, body, people[n % admins]);
      if (answer.status !== 200) throw new Error(`${answer.status}: ${answer.body.slice(0, 300)}`);
      return JSON.parse(answer.body);
    },
    type: (n, text) => send(activity(n, { type: 'message', text })),
    press: (n, verb, data) =>
      send(
        activity(n, {
          type: 'invoke',
          name: 'adaptiveCard/action',
          replyToId: 'card',
          value: { action: { type: 'Action.Execute', verb, data }, trigger: 'manual' },
        }),
      ),
    dialog: (n, data) =>
      send(activity(n, { type: 'invoke', name: 'task/fetch', value: { data, context: { theme: 'default' } } })),
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

const confirmCard = (bot, n, user) => bot.press(n, 'assign', { benefit: benefitId(2), user });

/**
 * What is measured. `run` is one turn; `prepare` makes what it needs, unmeasured. One person holds one seat
 * of a benefit, and an admin undoes their last change: that bounds how many turns of a round change something.
 */
export function scenarios(bot, { people, admins = ADMINS }) {
  const others = people - admins;
  const holder = (n) => emailOf(admins + (n % others));
  const most = Math.min(others, admins);
  const undos = [];
  return [
    { name: 'typed list', run: (n) => bot.type(n, 'show all benefits') },
    { name: 'typed show', run: (n) => bot.type(n, `show ${benefitName(n % 10)}`) },
    { name: 'typed assignments', run: (n) => bot.type(n, `who has ${benefitName(2)}?`) },
    { name: 'button list', run: (n) => bot.press(n, 'list', { category: 'software' }) },
    { name: 'button show', run: (n) => bot.press(n, 'show', { benefit: benefitId(n % 10) }) },
    { name: 'assign: the card to confirm', run: (n) => confirmCard(bot, n, holder(n)) },
    {
      name: 'assign confirmed',
      most,
      writes: true,
      prepare: async (n) => button(await confirmCard(bot, n, holder(n)), ({ data }) => data?.confirm === true),
      run: async (n, { verb, data }) => {
        undos[n] = button(await bot.press(n, verb, data), (each) => each.verb === 'undo');
      },
    },
    {
      name: 'undo',
      most,
      writes: true,
      prepare: async (n) => undos[n],
      run: async (n, { verb, data }) => {
        const done = JSON.stringify(await bot.press(n, verb, data));
        if (done.includes('taken back from')) return;
        // Refused: the seat was changed since. It is taken back by hand where it is not free yet, for the next round.
        const again = await bot.press(n, 'unassign', { benefit: benefitId(2), user: holder(n) });
        if (!JSON.stringify(again).includes('"confirm":true')) return;
        const confirm = button(again, (each) => each.data?.confirm === true);
        await bot.press(n, confirm.verb, confirm.data);
      },
    },
    {
      name: 'reveal: the dialog opened',
      writes: true,
      run: (n) => bot.dialog(n, { msteams: { type: 'task/fetch' }, verb: 'keys', benefit: benefitId(0) }),
    },
    {
      name: 'reveal: the key shown',
      most: 300,
      writes: true,
      prepare: async (n) => {
        const answer = await bot.dialog(n, { msteams: { type: 'task/fetch' }, verb: 'keys', benefit: benefitId(0) });
        return /#ticket=([\w-]+)/.exec(answer.task.value.url)[1];
      },
      run: async (n, ticket) => {
        const { keys } = await bot.api(n, 'keys', { ticket });
        if (!keys[0]?.text.startsWith('KEYAA-')) throw new Error('no key');
      },
    },
    { name: 'tab: the first page', run: (n) => bot.api(n, 'overview', {}) },
  ];
}
