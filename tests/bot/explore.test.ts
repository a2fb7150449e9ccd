import { join } from 'node:path';
import { startBot } from '../support/bot';
import { actionsOf, startTeams } from '../support/teams';

test('explore', async () => {
  const bot = await startBot({
    SAMPLE_DATA: '0',
    LOCAL_CLIENT: '0',
    KEYS_IN: process.env.KIN ?? 'dialog',
    ...(process.env.EXTRA ? JSON.parse(process.env.EXTRA) : {}),
  });
  const out: string[] = [];
  const P = (x: unknown) => out.push(typeof x === 'string' ? x : JSON.stringify(x));
  try {
    P(await bot.cli(['import', join(__dirname, '..', 'data', 'contoso')]));
    const teams = await startTeams({ botOrigin: bot.url });
    const person = (name: string, email: string, n: number, locale = 'en-US') =>
      teams.person({
        name,
        email,
        objectId: `00000000-0000-4000-8000-0000000000${String(n).padStart(2, '0')}`,
        locale,
      });
    const claire = teams.personal(person('Claire Moreau', 'claire.moreau@contoso.example', 1, 'fr-FR'));
    const david = teams.personal(person('David Miller', 'david.miller@contoso.example', 2));
    const tom = teams.personal(person('Tom Baker', 'tom.baker@contoso.example', 12));
    const nadia = teams.personal(person('Nadia Benali', 'nadia.benali@contoso.example', 13, 'fr-FR'));
    const who = { claire, david, tom, nadia } as Record<string, typeof claire>;
    for (const step of (process.env.STEPS ?? '').split('|').filter(Boolean)) {
      const [name, ...rest] = step.trim().split(':');
      const text = rest.join(':').trim();
      const talk = who[name!]!;
      P(`\n##### ${name}: ${text}`);
      const act = text.startsWith('!') ? talk.press(text.slice(1).split('{')[0]!.trim(), text.includes('{') ? JSON.parse(text.slice(text.indexOf('{'))) : {}) : talk.say(text);
      const turn = await act.catch((e) => ({ status: 0, words: String(e), card: null, body: null }));
      P(`[${turn.status}] ` + turn.words);
      if (turn.card)
        P(
          actionsOf(turn.card)
            .map((a) => `  <${a.title}> ${a.type} ${a.verb ?? ''} ${JSON.stringify(a.data ?? a.url ?? '')}`)
            .join('\n'),
        );
      else P(turn.body);
    }
    await new Promise((r) => setTimeout(r, 1500));
    P('\n=== tom heard');
    for (const m of tom.messages()) P(JSON.stringify(m.attachments?.[0]?.content ?? m.text).slice(0, 600));
    P(teams.traffic.map((t) => `${t.method} ${t.path} ${t.status}`).join('\n'));
    P((await bot.mails()).map((m) => `${JSON.stringify(m.to)} ${m.subject}\n${m.text}`).join('\n---\n'));
    P(
      bot
        .output()
        .split('\n')
        .filter((l) => /"(error|warn|fatal)"/.test(l))
        .join('\n'),
    );
    await teams.close();
  } finally {
    await bot.discard();
    require('node:fs').writeFileSync('/tmp/explore.txt', out.join('\n'));
  }
}, 60000);
