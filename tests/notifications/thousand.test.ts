import { createHash } from 'node:crypto';
import { openCompany } from './company';
import type { Answer } from './connector';

/** A number from 0 to 1, the same for the same text. */
const chance = (text: string): number => createHash('sha256').update(text).digest().readUInt32BE() / 0x1_0000_0000;

const NOTICES = 1_000;
const PEOPLE = 300;
const name = (number: number) => `No${String(number).padStart(4, '0')}`;

/**
 * 1,000 notices to 300 people over a connector that answers 429, 502, not at all, or 403, across three kills of the
 * process. What the limits allow is 30 requests a second, each one that was made counted, also the failed ones.
 */
test('1,000 notices to 300 people all arrive, nearly as fast as Teams lets them, across three restarts', async () => {
  const company = await openCompany();
  try {
    const { connector, time, store } = company;
    await company.benefit('vs');
    const people = Array.from({ length: PEOPLE }, (_, index) => `person${index}@contoso.com`);
    for (const [index, email] of people.entries()) {
      // A third has never written to the bot: their chats are to be made.
      await company.person(email, index % 3 === 0 ? { chat: null, aadObjectId: `29:${email}` } : {});
    }
    for (let number = 0; number < NOTICES; number += 1) {
      const to = people[number < PEOPLE ? number : Math.floor(chance(`to ${number}`) * PEOPLE)] ?? '';
      await company.notice({ kind: 'assigned', to, benefitId: 'vs', facts: { by: name(number) } });
    }

    const refused = (index: number) => index % 50 === 7;
    let overrun = 0;
    let hung = 0;
    connector.rule = ({ at, conversation }): Answer => {
      const recent = connector.requests.filter((request) => request.at > at - 1_000);
      const here = recent.filter((request) => conversation !== null && request.conversation === conversation);
      if (recent.length >= 30 || here.length >= 7) {
        overrun += 1;
        return { status: 429, retryAfter: 1 };
      }
      const who = Number(/person(\d+)@/.exec(conversation ?? '')?.[1] ?? -1);
      if (who >= 0 && refused(who)) return { status: 403, code: 'BotNotInConversationRoster' };
      const before = connector.requests.filter((request) => request.conversation === conversation).length;
      const luck = chance(`${conversation} ${before}`);
      if (luck < 0.05) return { status: 429, retryAfter: 2 };
      if (luck < 0.1) return { status: 502 };
      if (luck < 0.11) {
        hung += 1;
        return 'hang';
      }
      return null;
    };

    const start = time.now();
    let cutOff = 0;
    for (const [restart, enough] of [250, 500, 750, Number.POSITIVE_INFINITY].entries()) {
      let alive = true;
      const dispatcher = company.dispatcher({ owner: `process ${restart}`, alive: () => alive });
      dispatcher.start();
      let left = NOTICES;
      await time.pass(600_000, () => {
        if (Number.isFinite(enough)) return connector.taken.length >= enough;
        left = 0;
        return false;
      });
      if (left > 0) {
        // Killed in the middle: what was sent and is not written down yet is not known any more.
        alive = false;
        cutOff += 64;
      } else {
        await time.until(dispatcher.stop());
      }
    }

    expect(await store.dispatches.undone(10)).toEqual([]);
    const inTeams = connector.taken.map(({ activity }) => /No\d{4}/.exec(JSON.stringify(activity))?.[0] ?? '');
    const byMail = company.mails().map((mail) => /No\d{4}/.exec(mail)?.[0] ?? '');
    const arrived = new Set([...inTeams, ...byMail]);
    expect(arrived.size).toBe(NOTICES);

    const duplicates = inTeams.length - new Set(inTeams).size;
    const last = Math.max(...connector.requests.map(({ at }) => at));
    const seconds = (last - start) / 1000;
    const allowed = connector.requests.length / 30;
    process.stdout.write(
      `1,000 notices: ${connector.requests.length} requests in ${seconds.toFixed(1)} s (the limits allow ${allowed.toFixed(1)} s), ` +
        `${byMail.length} by mail, ${duplicates} duplicates (${hung} answers never came, 3 kills), ${overrun} over the limits\n`,
    );
    expect(overrun).toBe(0);
    expect(seconds / allowed).toBeLessThanOrEqual(1.2);
    expect(duplicates).toBeLessThanOrEqual(hung + cutOff);
  } finally {
    await company.close();
  }
}, 120_000);
