import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { type RunningBot, startBot } from '../support/bot';
import { describeInBrowser, launch, openTeams, WITHOUT } from '../support/browser';

/** The local client itself: for everyone, at every width, with the keyboard alone, and the tab in it. */

const AXE = readFileSync(join(__dirname, '..', '..', 'node_modules', 'axe-core', 'axe.min.js'), 'utf8');
const ingrid = 'ingrid.sorensen@nordlicht.example';
const camille = 'camille.bernard@nordlicht.example';
const maeve = 'maeve.obrien@nordlicht.example';
const priya = 'priya.raman@nordlicht.example';

interface Finding {
  id: string;
  nodes: { html: string }[];
}

/** What axe-core finds on the page and in its frames. */
async function findings(page: Page): Promise<string[]> {
  for (const frame of page.frames()) await frame.evaluate(AXE);
  const found = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: Finding[] }> } };
    return (await axe.run()).violations;
  });
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
}

jest.setTimeout(60_000);

describeInBrowser(`the local client${WITHOUT}`, () => {
  let bot: RunningBot;
  let browser: Browser;

  beforeAll(async () => {
    [bot, browser] = await Promise.all([startBot(), launch()]);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await bot?.discard();
  });

  test.each([
    [1200, 'light', ingrid],
    [1200, 'contrast', ingrid],
    [400, 'dark', camille],
    [400, 'contrast', maeve],
  ] as const)(
    'axe-core finds nothing at %i pixels, %s, and nothing is wider than the window',
    async (width, theme, as) => {
      const teams = await openTeams(browser, bot.url, { as, width, theme });
      const french = as === camille;
      const { page } = teams;
      expect(await findings(page)).toEqual([]);
      const question = await teams.ask(
        french ? 'attribue SQL Server 2022 Standard' : 'assign SQL Server 2022 Standard',
      );
      const main = question.getByRole('button', { name: /^(Continue|Continuer)$/ });
      if (as !== maeve) {
        await main.hover();
        expect(await findings(page)).toEqual([]);
      }
      const card = await teams.ask(french ? 'montre tous les avantages' : 'show all benefits');
      expect(await findings(page)).toEqual([]);
      const wider = () =>
        page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(await wider()).toBe(0);
      await card.getByRole('button', { name: 'Visual Studio Professional' }).click();
      expect(await findings(page)).toEqual([]);
      await card.getByRole('button', { name: /^(Show details|Voir le détail)$/ }).click();
      await card.getByText(/^(Visual Studio subscriptions|Abonnements Visual Studio) · Partner Launch$/).waitFor();
      await card.getByText('Power BI Pro').waitFor({ state: 'detached' });
      expect(await findings(page)).toEqual([]);
      await page.locator('.who').click();
      await page.getByRole('menuitemradio').first().waitFor();
      expect(await findings(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.locator('.rail button').first().click();
      expect(await findings(page)).toEqual([]);
      await page.locator('.activity').getByRole('button').first().click();
      await page.locator('.tabs button').nth(1).click();
      await page.frameLocator('.tab-page').getByRole('heading', { level: 1 }).waitFor();
      expect(await findings(page)).toEqual([]);
      expect(await wider()).toBe(0);
      expect(teams.complaints).toEqual([]);
      await teams.close();
    },
  );

  test('the first screen says what this is, who one can be and what to type; a press says it', async () => {
    const teams = await openTeams(browser, bot.url);
    await teams.page.getByText('A simulated Teams: on this machine only, without sign-in.').waitFor();
    const intro = teams.page.getByRole('region', { name: 'What to type' });
    await intro.getByText('You are: Ingrid Sørensen, admin').waitFor();
    await intro.getByRole('button', { name: /Maeve O’Brien · employee/ }).waitFor();
    await intro.getByRole('button', { name: 'show all benefits' }).click();
    await teams.last.getByText('Power BI Pro').waitFor();
    await teams.close();
  });

  const suggested = (page: Page) =>
    page.getByRole('region', { name: /What to type|Que saisir/ }).locator('.chips:not(.people) button');

  test('the terminal’s three suggestions are the last it says, and the chat’s, the greeting’s and the help’s', async () => {
    const quiet = await startBot({ LOG_LEVEL: '' });
    try {
      const said = [...quiet.output().matchAll(/“(.+)”/gu)].map(([, text = '']) => text);
      expect(said).toHaveLength(3);
      const teams = await openTeams(browser, quiet.url, { as: ingrid });
      await suggested(teams.page).nth(2).waitFor();
      expect(await suggested(teams.page).allTextContents()).toEqual(said);
      const help = await teams.ask('help');
      for (const text of said) {
        await teams.log.locator('.message').first().getByText(text, { exact: true }).waitFor();
        await help.getByText(text, { exact: true }).waitFor();
      }
      await teams.close();
      expect(quiet.output().trimEnd().endsWith(`“${said[2]}”`)).toBe(true);
    } finally {
      await quiet.discard();
    }
  });

  test.each([ingrid, camille, maeve, 'julien.lambert@nordlicht.example', priya])(
    'every suggestion to %s is understood and allowed',
    async (as) => {
      const teams = await openTeams(browser, bot.url, { as });
      await suggested(teams.page).nth(2).waitFor();
      const texts = await suggested(teams.page).allTextContents();
      const parsed = await bot.cli(['parse'], texts.join('\n'));
      expect(parsed.stdout.match(/"command":"none"/g)).toBeNull();
      for (const text of texts) await teams.ask(text);
      await teams.close();
      const { code } = await bot.cli(['export', 'suggested.csv']);
      expect(code).toBe(0);
      expect(readFileSync(join(bot.dataDir, 'suggested-history.csv'), 'utf8')).not.toContain('refused');
    },
  );

  test('the answer to one’s own message is in sight, also a long one after a long one', async () => {
    const teams = await openTeams(browser, bot.url, { as: ingrid, height: 620 });
    const { page } = teams;
    const inSight = (id: string | null) =>
      page.waitForFunction((wanted) => {
        const view = document.querySelector('[role=log]')?.getBoundingClientRect();
        const answer = document.querySelector(`[data-id="${wanted}"]`)?.getBoundingClientRect();
        if (!view || !answer) return false;
        const fits = answer.height <= view.height;
        return answer.top >= view.top - 1 && (fits ? answer.bottom <= view.bottom + 1 : answer.top <= view.top + 1);
      }, id);
    for (const text of [
      'help',
      'show all benefits',
      'who has what?',
      'membership',
      'users',
      'assign SQL Server 2022 Standard',
      'cancel',
      'show Power BI Pro',
      'show all benefits',
      'history',
    ]) {
      const id = await (await teams.ask(text)).getAttribute('data-id');
      await inSight(id);
    }
    await teams.close();
  });

  test('with the keyboard alone: another person, a message, a card’s button, a search', async () => {
    const teams = await openTeams(browser, bot.url, { as: ingrid });
    const { page } = teams;
    await page.locator('.who').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.locator('.who').filter({ hasText: 'Camille Bernard' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('fr');
    await page.locator('.who').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.locator('.who').filter({ hasText: 'Ingrid Sørensen' }).waitFor();
    await teams.loaded();
    const card = await teams.ask('assign SQL Server 2022 Standard');
    const box = card.getByRole('combobox');
    await box.focus();
    await page.keyboard.type('mae');
    await card.getByRole('option', { name: /Maeve/ }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await box.inputValue()).toContain('Maeve');
    await card.getByRole('button', { name: 'Cancel' }).focus();
    await page.keyboard.press('Enter');
    await card.getByText('nothing was changed').waitFor();
    await teams.close();
  });

  test('a refresh that comes late leaves an opened row open', async () => {
    const teams = await openTeams(browser, bot.url, { as: ingrid });
    const { page } = teams;
    let opened = (): void => undefined;
    const waiting = new Promise<void>((done) => {
      opened = done;
    });
    await page.route('**/local/api/act', async (route) => {
      if (!/"verb":"refresh"/.test(route.request().postData() ?? '')) return route.continue();
      const answer = await route.fetch();
      await waiting;
      const changed = (await answer.text()).replace('Power BI Pro', 'Power BI Premium');
      return route.fulfill({ response: answer, body: changed });
    });
    const card = await teams.ask('show all benefits');
    await card.locator('.card[aria-busy]').waitFor();
    await card.getByRole('button', { name: 'Office LTSC Professional Plus 2024' }).click();
    await card.getByRole('button', { name: 'Get key' }).waitFor();
    opened();
    await card.locator('.card:not([aria-busy])').waitFor();
    expect(await card.getByRole('button', { name: 'Get key' }).isVisible()).toBe(true);
    await teams.close();
  });

  test('what arrives for somebody else leaves the keyboard where it is', async () => {
    const teams = await openTeams(browser, bot.url, { as: ingrid });
    const other = await openTeams(browser, bot.url, { as: camille });
    const { page } = teams;
    const unread = page.getByRole('menuitemradio', { name: 'Maeve', includeHidden: true }).locator('.badge');
    expect(await unread.count()).toBe(0);
    await page.locator('.who').focus();
    const card = await other.ask('attribue Visual Studio Enterprise à Maeve O’Brien');
    await card.getByRole('button', { name: 'Attribuer', exact: true }).click();
    await unread.waitFor({ state: 'attached' });
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('who');
    await page.keyboard.press('Enter');
    await unread.waitFor();
    await teams.close();
    await other.close();
  });

  test.each([
    ['chat', 'Zofia'],
    ['tab', 'Anne-Sophie'],
  ] as const)('on a narrow screen, news for somebody else covers nothing of the %s', async (shown, holder) => {
    const teams = await openTeams(browser, bot.url, { as: maeve, width: 400 });
    const other = await openTeams(browser, bot.url, { as: camille });
    const { page } = teams;
    await teams.ask('show all benefits');
    const tab = page.frameLocator('.tab-page');
    if (shown === 'tab') {
      await page.locator('.tabs button').nth(1).click();
      await tab.getByRole('tab', { name: 'My benefits' }).waitFor();
    }
    const card = await other.ask(`attribue Visual Studio Professional à ${holder}`);
    await card.getByRole('button', { name: 'Attribuer', exact: true }).click();
    const toast = page.locator('.toast');
    await toast.waitFor();
    const top = (await toast.boundingBox())?.y ?? 0;
    const above = shown === 'tab' ? page.locator('.tab-page') : page.locator('.compose');
    const box = await above.boundingBox();
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(top);
    // Whatever is pressed is what was meant: nothing lies over it.
    if (shown === 'tab') await tab.getByRole('tab', { name: 'Benefits', exact: true }).click({ trial: true });
    else
      await teams.last
        .getByRole('button', { name: /Visual Studio/ })
        .last()
        .click({ trial: true });
    await teams.close();
    await other.close();
  });

  test('chats survive a reload, and the address says who one is', async () => {
    const teams = await openTeams(browser, bot.url, { as: camille });
    await teams.ask('aide');
    const before = await teams.log.locator('.message').count();
    await teams.page.reload();
    await teams.log
      .locator('.message')
      .nth(before - 1)
      .waitFor();
    expect(new URL(teams.page.url()).hash).toContain(encodeURIComponent(camille));
    await teams.close();
  });

  test('a card’s link leads to the benefit in the tab', async () => {
    const teams = await openTeams(browser, bot.url, { as: ingrid });
    const card = await teams.ask('show Power BI Pro');
    await card.getByText('Open in the tab').click();
    const tab = teams.page.frameLocator('.tab-page');
    await tab.getByRole('region', { name: 'Details' }).getByRole('heading', { name: 'Power BI Pro' }).waitFor();
    expect(teams.complaints).toEqual([]);
    await teams.close();
  });

  test('the tab: the admin’s overview, who has what, a command in a dialog; an employee sees their own seats', async () => {
    const teams = await openTeams(browser, bot.url, { as: ingrid });
    const { page } = teams;
    const tab = page.frameLocator('.tab-page');
    await page.getByRole('button', { name: 'Overview' }).click();
    await tab.getByText('Partner Success Core').first().waitFor();
    await tab.getByRole('tab', { name: 'Who has what' }).click();
    await tab.getByRole('searchbox').fill('zofia');
    await tab.getByText('Zofia Wójcik').first().waitFor();
    await tab.getByText('Julien Lambert').waitFor({ state: 'detached' });
    await page.getByLabel('Theme').selectOption('dark');
    await tab.locator('html[data-theme=dark], body[data-theme=dark], .theme-dark').first().waitFor();
    await teams.be('Maeve O’Brien');
    await page.getByRole('button', { name: 'Overview' }).click();
    await tab.getByText('Technical support incidents').first().waitFor();
    expect(await tab.locator('body').textContent()).not.toContain('Zofia');
    expect(teams.complaints).toEqual([]);
    await teams.close();
  });
});
