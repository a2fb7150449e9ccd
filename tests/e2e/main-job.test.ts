import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { type RunningBot, startBot } from '../support/bot';
import { describeInBrowser, launch, openTeams, type TeamsWindow, WITHOUT } from '../support/browser';
import { keysFoundIn, sampleKey } from '../support/sample';
import { actSaid } from '../support/wording';

const ENGLISH = {
  admin: { name: 'Ingrid Sørensen', email: 'ingrid.sorensen@nordlicht.example' },
  list: 'show all benefits',
  office: 'Office LTSC Professional Plus 2024',
  getKey: 'Get key',
  language: 'English',
  system: 'Windows 64-bit (x64)',
  next: 'Continue',
  showKey: 'Show key',
  copy: /^Copy/,
  copied: 'copied',
  instructions: 'Uninstall any other edition of Office first.',
  hide: 'Hide now',
  hidden: 'The key is hidden',
  key: sampleKey('office-ltsc-2024', 'en', 'windows-x64'),
  assignTyped: 'assign Visual Studio Enterprise to Maeve',
  assignTitle: 'Assign Visual Studio Enterprise?',
  assign: 'Assign',
  assigned: actSaid('done', 'assign', { benefit: 'Visual Studio Enterprise', who: 'Maeve O’Brien' }),
  typedFor: 'Maeve O’Brien',
  told: 'You now have Visual Studio Enterprise',
  toldBy: 'Assigned to you by Ingrid Sørensen',
  listVs: 'Visual Studio',
  whoFor: 'Who is it for?',
  proceed: 'Continue',
  pick: 'haruka',
  picked: '田中 遥',
  askPro: 'Assign Visual Studio Professional?',
  pickedTold: 'You now have Visual Studio Professional',
};

const FRENCH: typeof ENGLISH = {
  admin: { name: 'Camille Bernard', email: 'camille.bernard@nordlicht.example' },
  list: 'montre tous les avantages',
  office: 'Office LTSC Professionnel Plus 2024',
  getKey: 'Obtenir la clé',
  language: 'Français',
  system: 'Windows 32 bits (x86)',
  next: 'Continuer',
  showKey: 'Afficher la clé',
  copy: /^Copier/,
  copied: 'copiée',
  instructions: 'Désinstallez d’abord toute autre édition d’Office.',
  hide: 'Masquer',
  hidden: 'La clé est masquée',
  key: sampleKey('office-ltsc-2024', 'fr', 'windows-x86'),
  assignTyped: 'attribue Visual Studio Enterprise à Julien Leroux',
  assignTitle: 'Attribuer Visual Studio Enterprise ?',
  assign: 'Attribuer',
  assigned: actSaid('done', 'assign', { benefit: 'Visual Studio Enterprise', who: 'Julien Leroux' }, 'fr'),
  typedFor: 'Julien Leroux',
  told: 'Vous avez maintenant Visual Studio Enterprise',
  toldBy: 'Camille Bernard',
  listVs: 'Visual Studio',
  whoFor: 'Pour qui ?',
  proceed: 'Continuer',
  pick: 'anne',
  picked: 'Anne-Sophie Girard',
  askPro: 'Attribuer Visual Studio Professional ?',
  pickedTold: 'Vous avez maintenant Visual Studio Professional',
};

jest.setTimeout(60_000);

describeInBrowser.each([
  ['English', ENGLISH],
  ['French', FRENCH],
])(`the main job, in %s${WITHOUT}`, (_language, words) => {
  let bot: RunningBot;
  let browser: Browser;
  let teams: TeamsWindow;

  beforeAll(async () => {
    [bot, browser] = await Promise.all([startBot(), launch()]);
    teams = await openTeams(browser, bot.url, { as: words.admin.email });
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await bot?.discard();
  });

  test('the bot says hello and what can be tried', async () => {
    await teams.card(words.admin.name).waitFor();
  });

  test('list, details, key: shown in the dialog alone, copied, hidden', async () => {
    const card = await teams.ask(words.list);
    await card.getByRole('button', { name: words.office }).click();
    await card.getByRole('button', { name: words.getKey }).click();
    const [language, system] = [card.getByRole('combobox').first(), card.getByRole('combobox').last()];
    await language.selectOption({ label: words.language });
    await system.selectOption({ label: words.system });
    await card.getByRole('button', { name: words.next, exact: true }).click();
    await card.getByRole('button', { name: words.showKey }).click();

    const dialog = teams.dialogPage;
    await dialog.getByText(words.key).waitFor();
    await dialog.getByText(words.instructions).waitFor();
    expect(await dialog.getByRole('link').first().getAttribute('href')).toMatch(/^https:/);
    await dialog.getByRole('button', { name: words.copy }).click();
    await dialog.getByRole('status').getByText(words.copied).waitFor({ state: 'attached' });
    expect(await teams.clipboard()).toBe(words.key);
    await dialog.getByRole('button', { name: words.hide }).click();
    await dialog.getByRole('heading', { name: words.hidden }).waitFor();
    expect(await dialog.locator('body').textContent()).not.toContain(words.key);
    await teams.dialog
      .getByRole('button', { name: /Close|Fermer/ })
      .first()
      .click();
    await teams.dialog.waitFor({ state: 'detached' });
    expect(await teams.page.locator('body').textContent()).not.toContain(words.key);
  });

  test('assign by typing: the employee finds the message', async () => {
    const card = await teams.ask(words.assignTyped);
    await card.getByText(words.assignTitle).waitFor();
    await card.getByRole('button', { name: words.assign, exact: true }).click();
    await card.getByText(words.assigned).waitFor();
    await teams.toasts.getByText(words.typedFor).first().waitFor();
    await teams.be(words.typedFor);
    const notice = teams.card(words.told);
    await notice.getByText(words.toldBy).waitFor();
  });

  test('assign by buttons: list, details, search for the person, confirm', async () => {
    await teams.be(words.admin.name);
    const list = await teams.ask(words.list);
    await list.getByRole('button', { name: words.listVs, exact: true }).click();
    await list.getByRole('button', { name: 'Visual Studio Professional' }).click();
    await list.getByRole('button', { name: words.assign, exact: true }).click();
    const person = list.getByRole('combobox', { name: words.whoFor });
    await person.pressSequentially(words.pick);
    await list.getByRole('option', { name: words.picked }).click();
    await list.getByRole('button', { name: words.proceed }).click();
    await list.getByText(words.askPro).waitFor();
    await list.getByRole('button', { name: words.assign, exact: true }).click();
    await list.getByText(words.picked).first().waitFor();
    await teams.toasts.getByText(words.picked).first().waitFor();
    await teams.be(words.picked);
    await teams.card(words.pickedTold).waitFor();
  });

  test('no key in any message, mail, log, export or file; nothing in the browser complained', async () => {
    const people = (await (await fetch(`${bot.url}/local/api/people`)).json()) as { people: { email: string }[] };
    const messages = await Promise.all(
      people.people.map(async ({ email }) => {
        const chats = (await (await fetch(`${bot.url}/local/api/chats?as=${email}`)).json()) as { id: string }[];
        const read = chats.map(async ({ id }) => {
          const query = new URLSearchParams({ as: email, chat: id });
          return (await fetch(`${bot.url}/local/api/messages?${query}`)).text();
        });
        return (await Promise.all(read)).join('\n');
      }),
    );
    const exported = await bot.cli(['export', join(bot.dataDir, 'out.csv')]);
    expect(exported).toMatchObject({ code: 0 });
    const places = [
      ...messages.map((text, at) => ({ name: `chats of ${people.people[at]?.email}`, text })),
      { name: 'output', text: bot.output() + exported.stdout + exported.stderr },
      ...(await bot.files()).map(({ name, bytes }) => ({ name, text: bytes.toString('latin1') })),
    ];
    expect(keysFoundIn(places)).toEqual([]);
    expect(messages.join('')).toContain(words.told);
    expect(teams.complaints).toEqual([]);
  });
});
