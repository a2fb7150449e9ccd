import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Locator } from 'playwright-core';
import { type RunningBot, startBot } from '../support/bot';
import { describeInBrowser, launch, openTeams, type TeamsWindow, WITHOUT } from '../support/browser';
import { actSaid, en, fr } from '../support/wording';

/** What several people do with one another, each in a window of their own. */

const at = (name: string): string => `${name}@nordlicht.example`;
const button = (card: Locator, name: string): Locator => card.getByRole('button', { name, exact: true });

jest.setTimeout(60_000);

describeInBrowser(`people with one another${WITHOUT}`, () => {
  let bot: RunningBot;
  let browser: Browser;
  let ingrid: TeamsWindow;
  let camille: TeamsWindow;
  let maeve: TeamsWindow;

  beforeAll(async () => {
    [bot, browser] = await Promise.all([startBot(), launch()]);
    ingrid = await openTeams(browser, bot.url, { as: at('ingrid.sorensen') });
    camille = await openTeams(browser, bot.url, { as: at('camille.bernard') });
    maeve = await openTeams(browser, bot.url, { as: at('maeve.obrien') });
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await bot?.discard();
  });

  test('first contact: who you are to the bot, what you can do, three things to try', async () => {
    await ingrid.card('Hello Ingrid').getByText(en.help.role.admin).waitFor();
    expect(await ingrid.card('Hello Ingrid').getByRole('button').count()).toBe(3);
    await maeve.card('Hello Maeve').getByText(en.help.role.employee).waitFor();
    await camille.card('Bonjour Camille').waitFor();
    await button(maeve.card('Hello Maeve'), 'my licences').click();
    await maeve.log.getByText('Technical support incidents').waitFor();
  });

  test('a request: one card for each admin, the first to decide settles it for both, the employee is told', async () => {
    await maeve.say('I need Visual Studio Enterprise');
    await maeve.log.getByText(en.reply.requestSent('Visual Studio Enterprise')).waitFor();
    const asked = ingrid.card(en.request.asks('Maeve O’Brien', 'Visual Studio Enterprise'));
    const demande = camille.card('Maeve O’Brien');
    await button(asked, 'Approve').waitFor();
    await button(demande, 'Accepter').waitFor();
    await button(asked, 'Approve').click();
    await button(asked, en.done.undoButton).waitFor();
    await asked.getByText(en.request.settled.approved('Ingrid Sørensen')).waitFor();
    await demande.getByText(fr.request.settled.approved('Ingrid Sørensen')).waitFor();
    await maeve.card('You now have Visual Studio Enterprise').waitFor();
  });

  test('nothing free: a waiting list; a seat that comes back is offered to the next in line', async () => {
    const julien = await openTeams(browser, bot.url, { as: at('julien.leroux') });
    await julien.say('j’ai besoin de Visual Studio Enterprise');
    await julien.log.getByText('liste d’attente').first().waitFor();
    const asked = ingrid.card(en.request.asks('Julien Leroux', 'Visual Studio Enterprise'));
    await asked.waitFor();
    const back = await ingrid.ask('take back Visual Studio Enterprise from Maeve');
    await button(back, 'Take back').click();
    await maeve.log.getByText('taken back').first().waitFor();
    const offer = ingrid.card('Assign it to Julien Leroux?');
    await offer.getByText(en.inUse(2, 3)).waitFor();
    await button(offer, 'Approve').click();
    await julien.card('Vous avez maintenant Visual Studio Enterprise').waitFor();
    await julien.close();
  });

  test('undo takes back one’s own last change, and the holder is told', async () => {
    const card = await ingrid.ask('assign SQL Server to Maeve');
    await button(card, 'Assign').click();
    await maeve.card('You now have SQL Server').waitFor();
    await button(card, 'Undo').click();
    await card
      .getByText(actSaid('undone', 'assign', { benefit: 'SQL Server 2022 Standard', who: 'Maeve O’Brien' }))
      .waitFor();
    await maeve.log.getByText('SQL Server 2022 Standard').last().waitFor();
  });

  test('a step at Microsoft: the seat is ready and the holder is told', async () => {
    const card = await ingrid.ask('assign Visual Studio Professional to Zofia');
    const which = button(card, 'Visual Studio Professional');
    if (await which.isVisible()) await which.click();
    await button(card, 'Assign').click();
    await button(card, en.portal.tick).click();
    await ingrid.toasts.getByText('Zofia Wójcik').first().waitFor();
    await ingrid.be('Zofia Wójcik');
    await ingrid.card('is ready').getByText('my.visualstudio.com').waitFor();
    await ingrid.be('Ingrid Sørensen');
  });

  test('a leaver: all that the person holds goes to one successor, and then the person can be removed', async () => {
    const card = await ingrid.ask('reassign everything from Julien Lambert to Íñigo');
    await card.getByText('Visual Studio Enterprise').first().waitFor();
    await button(card, 'Reassign').click();
    await ingrid.toasts.getByText('Íñigo Núñez').first().waitFor();
    const remove = await ingrid.ask('remove Julien Lambert');
    await button(remove, 'Remove').click();
    await ingrid.log.getByText('Julien Lambert').last().waitFor();
    const users = await bot.cli(['export', join(bot.dataDir, 'after.csv')]);
    expect(users.code).toBe(0);
    expect(readFileSync(join(bot.dataDir, 'after-users.csv'), 'utf8')).not.toContain(at('julien.lambert'));
  });

  test('in the group: the bot answers when mentioned, and shows only what everyone may see', async () => {
    await ingrid.open('Partner team');
    await maeve.open('Partner team');
    await ingrid.box.pressSequentially('@Ben');
    await ingrid.box.press('Enter');
    await ingrid.box.pressSequentially('list');
    await ingrid.box.press('Enter');
    await maeve.log.getByText('Power BI Pro').waitFor();
    expect(await maeve.log.textContent()).not.toContain('Zofia');
    await ingrid.open('Benefits');
    await maeve.open('Benefits');
  });

  test('the message extension: a benefit found from any chat is shared as a card that reveals nothing', async () => {
    await ingrid.open('Partner team');
    await ingrid.page.getByRole('button', { name: 'Search Benefits' }).click();
    await ingrid.page.getByRole('searchbox').fill('enterprise');
    await ingrid.page.locator('.extension').getByRole('button', { name: 'Visual Studio Enterprise' }).click();
    await maeve.open('Partner team');
    const shared = maeve.card('Visual Studio Enterprise');
    await shared.waitFor();
    expect(await shared.textContent()).not.toMatch(/Zofia|Maeve|Get key/);
    await ingrid.open('Benefits');
    await maeve.open('Benefits');
  });

  test('the language that one chooses stays', async () => {
    await maeve.say('language French');
    await maeve.log.getByText('Je répondrai désormais en français.').waitFor();
    await maeve.say('help');
    await maeve.log.getByText('Écrivez en français ou en anglais').last().waitFor();
    await maeve.say('langue anglais');
    await maeve.log
      .getByText(/in English/)
      .last()
      .waitFor();
  });

  test('export gives a link that works once; the same file dropped into the chat changes nothing', async () => {
    const card = await ingrid.ask('export');
    const [page] = await Promise.all([
      ingrid.context.waitForEvent('page').catch(() => null),
      card.getByText('Excel workbook').click(),
    ]);
    await page?.close();
    await ingrid.page.locator('input[type=file]').setInputFiles({
      name: 'broken.xlsx',
      mimeType: 'application/octet-stream',
      buffer: Buffer.from('this is no workbook'),
    });
    await ingrid.page.getByRole('button', { name: 'Send', exact: true }).click();
    await ingrid.log.getByText('broken.xlsx').last().waitFor();
    expect(await bot.cli(['export', join(bot.dataDir, 'same.xlsx')])).toMatchObject({ code: 0 });
    await ingrid.page.locator('input[type=file]').setInputFiles(join(bot.dataDir, 'same.xlsx'));
    const preview = await ingrid.ask('import');
    await preview
      .getByText(/unchanged/i)
      .first()
      .waitFor();
  });

  test('nothing in any browser complained', () => {
    expect([...ingrid.complaints, ...camille.complaints, ...maeve.complaints]).toEqual([]);
  });
});
