import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Browser, Locator } from 'playwright-core';
import { type RunningBot, startBot } from '../support/bot';
import { describeInBrowser, launch, openTeams, type TeamsWindow, WITHOUT } from '../support/browser';
import { type MailServer, startMail } from '../support/mail';
import { SAMPLE_KEYS, sampleKey } from '../support/sample';

/** The four procedures of the membership page, each typed and by buttons, from the request to store, chats and mails. */

const at = (name: string): string => `${name}@nordlicht.example`;

const ENGLISH = {
  admin: { name: 'Priya Raman', email: at('priya.raman') },
  list: 'show all benefits',
  software: 'Software',
  cloud: 'Cloud',
  visualStudio: 'Visual Studio',
  support: 'Support',
  showKey: 'Show key',
  getKey: 'Get key',
  close: 'Close',
  keyTyped: 'key for Windows Server 2025 in English',
  windows: 'Windows 11 Enterprise',
  licenceTyped: 'I need the Microsoft 365 Business Premium key',
  mine: 'assign me the Azure credit',
  azure: 'Azure monthly credit',
  azurePortal: 'Open the portal',
  assign: 'Assign',
  proceed: 'Continue',
  assigned: 'assigned to',
  whoFor: 'Who is it for?',
  other: 'Other e-mail address',
  own: 'is the person’s own address',
  vsTyped: { text: 'assign Visual Studio Enterprise to Maeve', name: 'Maeve O’Brien', email: at('maeve.obrien') },
  vsPicked: { search: 'zofia', name: 'Zofia Wójcik', email: at('zofia.wojcik') },
  vsTold: 'You now have Visual Studio',
  reassign: 'reassign Visual Studio Enterprise from Maeve to Haruka',
  reassignConfirm: 'Reassign',
  reassigned: '田中 遥',
  successor: { name: '田中 遥', email: at('haruka.tanaka') },
  supportTyped: { text: 'assign technical support to Íñigo with inigo@home.example', email: at('inigo.nunez') },
  incidents: 'Technical support incidents',
  contract: 'Signature Cloud Support',
  supportPicked: { search: 'zofia', name: 'Zofia Wójcik', email: at('zofia.wojcik'), other: 'zofia@home.example' },
};
type Words = typeof ENGLISH;

const FRENCH: Words = {
  admin: { name: 'Camille Bernard', email: at('camille.bernard') },
  list: 'montre tous les avantages',
  software: 'Logiciels',
  cloud: 'Cloud',
  visualStudio: 'Visual Studio',
  support: 'Support',
  showKey: 'Afficher la clé',
  getKey: 'Obtenir la clé',
  close: 'Fermer',
  keyTyped: 'donne-moi la clé de Windows Server 2025 en français',
  windows: 'Windows 11 Entreprise',
  licenceTyped: 'je voudrais la clé de Microsoft 365 Business Premium',
  mine: 'attribue-moi le crédit Azure',
  azure: 'Crédit Azure mensuel',
  azurePortal: 'Ouvrir le portail',
  assign: 'Attribuer',
  proceed: 'Continuer',
  assigned: 'attribué à',
  whoFor: 'Pour qui ?',
  other: 'Autre adresse e-mail',
  own: 'est l’adresse de la personne elle-même',
  vsTyped: {
    text: 'attribue Visual Studio Enterprise à Julien Leroux',
    name: 'Julien Leroux',
    email: at('julien.leroux'),
  },
  vsPicked: { search: 'anne', name: 'Anne-Sophie Girard', email: at('anne-sophie.girard') },
  vsTold: 'Vous avez maintenant Visual Studio',
  reassign: 'réattribue Visual Studio Enterprise de Julien Leroux à Théo',
  reassignConfirm: 'Réattribuer',
  reassigned: 'Théo Étienne',
  successor: { name: 'Théo Étienne', email: at('theo.etienne') },
  supportTyped: { text: 'attribue les incidents de support à Théo avec theo@perso.example', email: at('theo.etienne') },
  incidents: 'Incidents de support technique',
  contract: 'Support Signature Cloud',
  supportPicked: {
    search: 'lambert',
    name: 'Julien Lambert',
    email: at('julien.lambert'),
    other: 'lambert@perso.example',
  },
};

jest.setTimeout(60_000);

describeInBrowser.each([
  ['English', ENGLISH],
  ['French', FRENCH],
])(`the four procedures, in %s${WITHOUT}`, (_language, words) => {
  let bot: RunningBot;
  let mail: MailServer;
  let browser: Browser;
  let teams: TeamsWindow;

  beforeAll(async () => {
    mail = await startMail();
    const settings = { SMTP_URL: mail.url, MAIL_FROM: at('benefits'), ADMINS: at('priya.raman') };
    [bot, browser] = await Promise.all([startBot(settings), launch()]);
    teams = await openTeams(browser, bot.url, { as: words.admin.email });
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await bot?.discard();
    await mail?.close();
  });
  beforeEach(() => teams.be(words.admin.name));

  /** A sheet of the export: what is in the store. */
  async function stored(sheet: 'seats' | 'history'): Promise<Record<string, string>[]> {
    expect(await bot.cli(['export', join(bot.dataDir, 'x.csv')])).toMatchObject({ code: 0 });
    return parse(readFileSync(join(bot.dataDir, `x-${sheet}.csv`)), { columns: true, bom: true });
  }
  const holders = async (benefit: string): Promise<(string | undefined)[]> =>
    (await stored('seats')).filter((seat) => seat.benefit_id === benefit).map((seat) => seat.holder_email);
  const button = (card: Locator, name: string): Locator => card.getByRole('button', { name, exact: true });

  /** List, category, row: the card is now that benefit's details. */
  async function details(category: string, benefit: string): Promise<Locator> {
    const card = await teams.ask(words.list);
    await button(card, category).click();
    await button(card, category).waitFor({ state: 'detached' });
    await card.getByRole('button', { name: benefit }).click();
    return card;
  }
  async function keyInDialog(card: Locator, key: string | RegExp): Promise<string> {
    await button(card, words.showKey).click();
    const shown = teams.dialogPage.getByText(key).first();
    await shown.waitFor();
    const text = (await shown.textContent()) ?? '';
    await teams.dialog.getByRole('button', { name: words.close, exact: true }).click();
    await teams.dialog.waitFor({ state: 'detached' });
    return text;
  }
  async function pick(card: Locator, search: string, name: string): Promise<void> {
    await card.getByRole('combobox', { name: words.whoFor }).pressSequentially(search);
    await card.getByRole('option', { name }).click();
    await button(card, words.proceed).click();
  }
  async function confirm(card: Locator, title = words.assign): Promise<void> {
    await button(card, words.proceed).waitFor({ state: 'detached' });
    await button(card, title).click();
    await button(card, title).waitFor({ state: 'detached' });
  }

  describe('software', () => {
    test('typed: the key, and who saw it is in the history', async () => {
      const card = await teams.ask(words.keyTyped);
      await keyInDialog(card, sampleKey('windows-server-2025'));
      const seen = (await stored('history')).filter((one) => one.benefit_id === 'windows-server-2025');
      expect(seen).toMatchObject([{ actor_email: words.admin.email, command: 'keys', outcome: 'done' }]);
    });

    test('by buttons: list, details, key', async () => {
      const card = await details(words.software, words.windows);
      await button(card, words.getKey).click();
      await keyInDialog(card, sampleKey('windows-11-enterprise'));
      const seen = (await stored('history')).filter((one) => one.benefit_id === 'windows-11-enterprise');
      expect(seen).toMatchObject([{ actor_email: words.admin.email, command: 'keys', outcome: 'done' }]);
    });
  });

  describe('cloud', () => {
    test('usage-based, typed: assigned to oneself, then the portal', async () => {
      const card = await teams.ask(words.mine);
      await confirm(card);
      await card.getByText(words.assigned).waitFor();
      await card.getByRole('link', { name: words.azurePortal }).or(button(card, words.azurePortal)).waitFor();
      expect(await holders('azure-credit')).toContain(words.admin.email);
    });

    test('usage-based, by buttons: who has it already is told so', async () => {
      const card = await details(words.cloud, words.azure);
      await card.getByText(words.azure).first().waitFor();
      expect(await holders('azure-credit')).toContain(words.admin.email);
    });

    test('licence-based: a single-use key is taken once and shown again to who took it', async () => {
      const keys = SAMPLE_KEYS.filter(({ benefit }) => benefit === 'microsoft-365-business-premium').map(
        ({ key }) => key,
      );
      const first = await keyInDialog(await teams.ask(words.licenceTyped), /^[0-9A-Z]{5}(-[0-9A-Z]{5}){4}$/);
      expect(keys).toContain(first);
      const again = await keyInDialog(await teams.ask(words.licenceTyped), /^[0-9A-Z]{5}(-[0-9A-Z]{5}){4}$/);
      expect(again).toBe(first);
      const seen = (await stored('history')).filter((one) => one.benefit_id === 'microsoft-365-business-premium');
      expect(seen.filter((one) => one.outcome === 'done')).toHaveLength(2);
    });
  });

  describe('Visual Studio', () => {
    test('typed: assigned, told in the chat', async () => {
      await confirm(await teams.ask(words.vsTyped.text));
      await teams.be(words.vsTyped.name);
      await teams.card(words.vsTold).waitFor();
      expect(await holders('visual-studio-enterprise')).toContain(words.vsTyped.email);
    });

    test('by buttons: chosen from the list, told in the chat', async () => {
      const card = await details(words.visualStudio, 'Visual Studio Professional');
      await button(card, words.assign).click();
      await pick(card, words.vsPicked.search, words.vsPicked.name);
      await confirm(card);
      await teams.be(words.vsPicked.name);
      await teams.card(words.vsTold).waitFor();
      expect(await holders('visual-studio-professional')).toContain(words.vsPicked.email);
    });

    test('reassigned in one step: the old holder and the new one are told', async () => {
      await confirm(await teams.ask(words.reassign), words.reassignConfirm);
      await teams.be(words.successor.name);
      await teams.card(words.vsTold).waitFor();
      await teams.be(words.vsTyped.name);
      await teams.log.getByText(words.reassigned).first().waitFor();
      const now = await holders('visual-studio-enterprise');
      expect(now).toContain(words.successor.email);
      expect(now).not.toContain(words.vsTyped.email);
    });
  });

  describe('support', () => {
    test('typed with the other address: both get the mail, the chat too', async () => {
      await confirm(await teams.ask(words.supportTyped.text));
      const other = words.supportTyped.text.split(' ').at(-1) ?? '';
      await mail.arrived(({ to }) => to.includes(other));
      await mail.arrived(
        ({ to, mail: one }) => to.includes(words.supportTyped.email) && /support/i.test(one.subject ?? ''),
      );
      const seats = await stored('seats');
      expect(seats).toContainEqual(
        expect.objectContaining({ holder_email: words.supportTyped.email, alternate_email: other, state: 'pending' }),
      );
    });

    test('by buttons: the other address is asked for and checked', async () => {
      const card = await details(words.support, words.contract);
      await button(card, words.assign).click();
      await pick(card, words.supportPicked.search, words.supportPicked.name);
      const other = card.getByRole('textbox', { name: words.other });
      await other.fill(words.supportPicked.email);
      await button(card, words.proceed).click();
      await card.getByText(words.own).waitFor();
      await card.getByRole('textbox', { name: words.other }).fill(words.supportPicked.other);
      await button(card, words.proceed).click();
      await confirm(card);
      await mail.arrived(({ to }) => to.includes(words.supportPicked.other));
      await mail.arrived(({ to }) => to.includes(words.supportPicked.email));
      const seats = (await stored('seats')).filter((seat) => seat.benefit_id === 'cloud-support');
      expect(seats).toContainEqual(
        expect.objectContaining({
          holder_email: words.supportPicked.email,
          alternate_email: words.supportPicked.other,
          state: 'pending',
        }),
      );
    });
  });

  test('nothing in the browser complained', () => {
    expect(teams.complaints).toEqual([]);
  });
});
