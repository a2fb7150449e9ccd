import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, Frame } from 'playwright-core';
import type { OverviewAnswer } from '../../bot/api/types';
import { describeInBrowser, launch, WITHOUT } from '../support/browser';
import { admin, companyApi, employee } from './company';
import { axeFindings, bundle, type Look, openIn, type Site, startSite, widerThanWindow } from './site';

jest.setTimeout(30_000);

let site: Site;
let browser: Browser;
const open = (look: Partial<Look> = {}) =>
  openIn(browser, site, { page: '/tabs/overview/', at: 'content', width: 1000, height: 760, ...look });
const asked = (name: string) => site.asked.filter((call) => call.name === name);
const view = (frame: Frame, name: string) => frame.getByRole('tab', { name }).click();
const card = (body: unknown[], actions: unknown[] = []) => ({
  status: 200,
  body: { card: { type: 'AdaptiveCard', version: '1.5', body, actions }, text: null, url: null },
});
const text = (words: string) => ({ type: 'TextBlock', text: words, wrap: true });

describeInBrowser(`the personal tab${WITHOUT}`, () => {
  beforeAll(async () => {
    site = await startSite({});
    browser = await launch();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });
  beforeEach(() => {
    site.asked.length = 0;
    site.answers = companyApi(admin, 5000);
  });

  test('an admin sees the membership, seats by category, what ends and who waits', async () => {
    const { frame, errors, close } = await open({ token: 'entra-token' });
    await frame.getByRole('heading', { name: 'Contoso Consulting' }).waitFor();
    const all = (await frame.locator('main').textContent()) ?? '';
    for (const part of ['212 days left', '77 of 120', '44 of 45 in use', 'in 6 days', '3 people are waiting'])
      expect(all).toContain(part);
    expect(asked('overview')[0]?.headers.authorization).toBe('Bearer entra-token');
    expect(errors).toEqual([]);
    await close();
  });

  test('asks for a token once, keeps it until it ends, and renews one that the server refuses', async () => {
    const claims = (exp: number) => `h.${Buffer.from(JSON.stringify({ exp })).toString('base64url')}.s`;
    const { page, frame, close } = await open({ token: claims(Math.floor(Date.now() / 1000) + 3600) });
    await view(frame, 'Who has what');
    await frame.getByText('5,000 seats in use').waitFor();
    const tokensAsked = () =>
      page.evaluate(
        () =>
          (window as unknown as { asked: string[] }).asked.filter((one) => one === 'authentication.getAuthToken')
            .length,
      );
    expect(await tokensAsked()).toBe(1);
    const { history = () => ({ status: 200, body: {} }) } = site.answers;
    site.answers.history = (call) =>
      asked('history').length === 1 ? { status: 401, body: { error: { code: 'token', message: '' } } } : history(call);
    await view(frame, 'History');
    await frame.getByText('assigned 0', { exact: true }).waitFor();
    expect(await tokensAsked()).toBe(2);
    await close();
  });

  test('five thousand seats: only those in sight are drawn, the rest come as one scrolls', async () => {
    const { frame, errors, close } = await open();
    await view(frame, 'Who has what');
    await frame.getByText('Ana Reyes 0', { exact: true }).waitFor();
    const rows = frame.locator('.body [role=row]');
    expect(await rows.count()).toBeLessThan(40);
    expect(await frame.getByRole('table').getAttribute('aria-rowcount')).toBe('5001');
    const scroller = frame.locator('.scroller');
    await scroller.evaluate((element) => {
      element.scrollTop = element.scrollHeight;
    });
    await frame.getByText('Ines Lindqvist 4999').waitFor();
    expect(await rows.count()).toBeLessThan(40);
    // Pages that were flown over are not asked for.
    expect(asked('seats').length).toBeLessThan(8);
    const order = await rows.evaluateAll((all) => all.map((row) => Number(row.getAttribute('aria-rowindex'))));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    await scroller.evaluate((element) => {
      element.scrollTop = 2500 * 48;
    });
    await frame.getByText(/ 2500$/).waitFor();
    expect(errors).toEqual([]);
    await close();
  });

  test('search asks the server, drops late answers and says how many fit', async () => {
    const { frame, close } = await open();
    await view(frame, 'Who has what');
    const box = frame.getByRole('searchbox', { name: 'Search benefits and people' });
    await box.pressSequentially('person4999');
    await frame.getByText('1 seat in use').first().waitFor();
    expect(await frame.locator('.body [role=row]').count()).toBe(1);
    expect(asked('seats').length).toBeLessThan(5);
    await box.fill('nobody like this');
    await frame.getByText('Nothing fits this search.').first().waitFor();
    await box.fill('');
    await frame.getByText('5,000 seats in use').first().waitFor();
    await close();
  });

  test('after a change the search, the place and the focus stay', async () => {
    site.answers.command = ({ body }) =>
      body.data.confirm
        ? card([text('Taken back.')])
        : card(
            [text('Take back?')],
            [{ type: 'Action.Execute', title: 'Yes', verb: 'unassign', data: { confirm: true } }],
          );
    const { page, frame, errors, close } = await open();
    await view(frame, 'Who has what');
    const box = frame.getByRole('searchbox');
    await box.fill('power');
    await frame.getByText('833 seats in use').first().waitFor();
    await frame.locator('.scroller').evaluate((element) => {
      element.scrollTop = 300 * 48;
    });
    const press = frame.getByRole('button', { name: 'Take back Power BI Pro from José Reyes 1802' });
    await press.click();
    await frame.getByRole('dialog').getByRole('button', { name: 'Yes' }).click();
    await frame.getByText('Taken back.').first().waitFor();
    expect(asked('command').map((call) => call.body)).toEqual([
      { verb: 'unassign', data: { benefit: 'b2', user: 'person1802@contoso.example' } },
      { verb: 'unassign', data: { confirm: true } },
    ]);
    const seats = page.waitForResponse((response) => response.url().endsWith('/api/seats'));
    await page.keyboard.press('Escape');
    await (await seats).finished();
    await frame.waitForFunction(() => document.activeElement?.getAttribute('aria-label')?.endsWith('Reyes 1802'));
    expect(await box.inputValue()).toBe('power');
    expect(asked('seats').at(-1)?.body).toEqual({ search: 'power', skip: 300, limit: 100 });
    expect(errors).toEqual([]);
    await close();
  });

  test('history comes in pages', async () => {
    const { frame, close } = await open();
    await view(frame, 'History');
    await frame.getByText('assigned 0', { exact: true }).waitFor();
    expect(await frame.locator('.deed').count()).toBe(50);
    await frame.getByRole('button', { name: 'Show more' }).click();
    await frame.getByText('assigned 69').waitFor();
    expect(await frame.locator('.deed').count()).toBe(70);
    expect(await frame.getByRole('button', { name: 'Show more' }).count()).toBe(0);
    await close();
  });

  test('a button runs its command, its card runs the next, and the figures are asked for anew', async () => {
    site.answers.command = ({ body }) =>
      body.data.confirm
        ? card([text('Ana Reyes now has **Power BI Pro**.')])
        : card(
            [text('Assign Power BI Pro?'), { type: 'Input.Text', id: 'email', label: 'Other address' }],
            [{ type: 'Action.Execute', title: 'Confirm', verb: 'assign', data: { user: 'ana', confirm: true } }],
          );
    const { page, frame, errors, close } = await open();
    await frame.getByRole('button', { name: 'Assign', exact: true }).click();
    const dialog = frame.getByRole('dialog');
    await dialog.getByLabel('Other address').fill('other@outlook.example');
    await dialog.getByRole('button', { name: 'Confirm' }).click();
    await dialog.getByText('Ana Reyes now has').waitFor();
    expect(await dialog.locator('strong').textContent()).toBe('Power BI Pro');
    expect(asked('command').map((call) => call.body)).toEqual([
      { verb: 'assign', data: {} },
      { verb: 'assign', data: { user: 'ana', confirm: true, email: 'other@outlook.example' } },
    ]);
    const again = page.waitForRequest((request) => request.url().endsWith('/api/overview'));
    await dialog.getByRole('button', { name: 'Close' }).click();
    await again;
    expect(errors).toEqual([]);
    await close();
  });

  test("a keys button opens the client's dialog, where the client has one", async () => {
    const url = `${site.origin}/dialogs/keys/#ticket=T-9`;
    site.answers.command = ({ body }) =>
      body.verb === 'keys'
        ? { status: 200, body: { card: null, text: null, url } }
        : card(
            [text('Power BI Pro')],
            [
              {
                type: 'Action.Submit',
                title: 'Get the key',
                data: { msteams: { type: 'task/fetch' }, verb: 'keys', benefit: 'b2' },
              },
            ],
          );
    const { page, frame, close } = await open();
    await frame.getByRole('button', { name: 'Show Power BI Pro' }).click();
    await frame.getByRole('button', { name: 'Get the key' }).click();
    const opened = await page.waitForFunction(() => (window as unknown as { dialog?: { url: string } }).dialog);
    expect(await opened.evaluate((dialog) => dialog?.url)).toBe(url);
    expect(asked('command').at(-1)?.body).toEqual({
      verb: 'keys',
      data: { msteams: { type: 'task/fetch' }, benefit: 'b2' },
    });
    expect(await frame.getByRole('dialog').count()).toBe(0);
    await close();
  });

  test('and shows the keys itself where the client has none', async () => {
    site.answers.command = () => ({
      status: 200,
      body: { card: null, text: null, url: `${site.origin}/dialogs/keys/#ticket=T-9` },
    });
    site.answers.keys = () => ({
      status: 200,
      body: {
        locale: 'en',
        benefit: { id: 'b2', name: 'Power BI Pro' },
        holder: null,
        keys: [{ text: 'CONTO-AAAAA', language: null, os: null, kind: 'multiple' }],
        instructions: '',
        downloads: [],
        portalUrl: null,
        free: null,
        seconds: 60,
      },
    });
    const { frame, close } = await open({ more: { dialogs: 'none' } });
    await frame.getByRole('button', { name: 'Show Power BI Pro' }).click();
    await frame.getByText('CONTO-AAAAA').waitFor();
    expect(asked('keys')[0]?.body).toEqual({ ticket: 'T-9' });
    await frame.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    await frame.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await frame.content()).not.toContain('CONTO-AAAAA');
    await close();
  });

  test('a card with a key is taken away after its time', async () => {
    site.answers.command = () => {
      const { status, body } = card([text('CONTO-AAAAA')]);
      return { status, body: { ...body, hideAfter: 1 } };
    };
    const { frame, close } = await open();
    await frame.getByRole('button', { name: 'Show Power BI Pro' }).click();
    await frame.getByText('CONTO-AAAAA').waitFor();
    await frame.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await frame.content()).not.toContain('CONTO-AAAAA');
    await close();
  });

  test('an input of a card searches as one types, by keyboard too, and submits what was chosen', async () => {
    const people = [
      { title: 'Ana Reyes', value: 'ana@contoso.example' },
      { title: 'José García', value: 'jose@contoso.example' },
    ];
    site.answers.choices = ({ body }) => ({
      status: 200,
      body: { choices: people.filter((one) => one.value.startsWith(body.text)) },
    });
    const search = { style: 'filtered', choices: [], 'choices.data': { type: 'Data.Query', dataset: 'people' } };
    site.answers.command = () =>
      card(
        [
          {
            type: 'Input.ChoiceSet',
            id: 'user',
            label: 'For whom?',
            isRequired: true,
            errorMessage: 'Choose one.',
            ...search,
          },
          { type: 'Input.ChoiceSet', id: 'users', label: 'Others', isMultiSelect: true, ...search },
          {
            type: 'Input.ChoiceSet',
            id: 'picked',
            label: 'In your organisation',
            style: 'filtered',
            choices: [],
            'choices.data': { type: 'Data.Query', dataset: 'graph.microsoft.com/users' },
          },
        ],
        [{ type: 'Action.Execute', title: 'Next', verb: 'assign', data: { benefit: 'b2' } }],
      );
    const { page, frame, errors, close } = await open();
    await frame.getByRole('button', { name: 'Assign', exact: true }).click();
    const one = frame.getByRole('combobox', { name: 'For whom?' });
    await one.fill('zz');
    await frame.getByText('Nobody and nothing by that name.').first().waitFor();
    await one.press('Escape');
    expect(await frame.getByRole('dialog').count()).toBe(1);
    await frame.getByRole('button', { name: 'Next' }).click();
    await frame.getByText('Choose one.').waitFor();
    await one.fill('jose');
    await frame.getByRole('option', { name: 'José García' }).waitFor();
    expect(await axeFindings(frame)).toEqual([]);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await one.inputValue()).toBe('José García');
    const several = frame.getByRole('combobox', { name: 'Others' });
    for (const name of ['ana', 'jose']) {
      await several.fill(name);
      await frame.getByRole('option').click();
    }
    await frame.getByRole('button', { name: 'Remove José García' }).click();
    expect(await frame.getByText('In your organisation').count()).toBe(0);
    await frame.getByRole('button', { name: 'Next' }).click();
    await frame.waitForFunction(() => document.querySelector('.dialog-body')?.getAttribute('aria-busy') === 'false');
    expect(asked('choices').at(-1)?.body).toEqual({ dataset: 'people', text: 'jose' });
    expect(asked('command').map((call) => call.body)).toEqual([
      { verb: 'assign', data: {} },
      { verb: 'assign', data: { benefit: 'b2', user: 'jose@contoso.example', users: 'ana@contoso.example' } },
    ]);
    expect(errors).toEqual([]);
    await close();
  });

  test('text of a card stays text', async () => {
    const nasty = `<img src=x onerror="document.title='owned'"> [go](javascript:alert(1)) \\*not bold\\*`;
    site.answers.command = () => card([text(nasty)]);
    const { frame, errors, close } = await open();
    await frame.getByRole('button', { name: 'All benefits' }).click();
    await frame.getByText('*not bold*').waitFor();
    expect(await frame.locator('dialog img, dialog a, dialog em').count()).toBe(0);
    expect(await frame.title()).not.toBe('owned');
    expect(errors).toEqual([]);
    await close();
  });

  test('an employee sees the own seats and asks for a benefit', async () => {
    site.answers = companyApi(employee, 10);
    site.answers.command = () => card([text('Which benefit?')]);
    const { frame, close } = await open();
    await frame.getByRole('heading', { name: 'Your benefits' }).waitFor();
    expect(await frame.getByRole('tab').count()).toBe(0);
    expect(await frame.locator('.rows > li').count()).toBe(3);
    await frame.getByRole('button', { name: 'Ask for a benefit' }).click();
    await frame.getByRole('dialog').getByText('Which benefit?').waitFor();
    expect(await axeFindings(frame)).toEqual([]);
    await close();
  });

  test.each([
    [403, 'This page is for people of the company'],
    [401, 'We could not tell who you are'],
    [503, 'Something went wrong on our side'],
  ])('a %i answer: says what to do, and tries again', async (status, heading) => {
    site.answers.overview = () => ({ status, body: { error: { code: 'x', message: '' } } });
    const { frame, close } = await open();
    await frame.getByRole('heading', { name: heading }).waitFor();
    expect(await axeFindings(frame)).toEqual([]);
    site.answers = companyApi(admin, 10);
    await frame.getByRole('button', { name: 'Try again' }).click();
    await frame.getByRole('heading', { name: 'Contoso Consulting' }).waitFor();
    await close();
  });

  test('the tabs are reached and moved by keyboard', async () => {
    const { page, frame, close } = await open();
    await frame.getByRole('tab', { name: 'Overview' }).focus();
    await page.keyboard.press('ArrowRight');
    await frame.getByText('5,000 seats in use').first().waitFor();
    expect(await frame.evaluate(() => document.activeElement?.textContent)).toBe('Who has what');
    await page.keyboard.press('End');
    await frame.getByText('assigned 0', { exact: true }).waitFor();
    await close();
  });

  test.each(['default', 'dark', 'contrast'] as const)(
    '%s theme: accessible, and no wider than a phone',
    async (theme) => {
      for (const [width, locale] of [
        [320, 'fr'],
        [1000, 'en'],
      ] as const) {
        const overview = (): OverviewAnswer => ({ ...admin(), locale });
        site.answers = companyApi(overview, 5000);
        const { page, frame, close } = await open({ theme, width });
        for (const [index, seen] of ['.tiles', '.body [role=row] .badge', '.deed'].entries()) {
          await frame.getByRole('tab').nth(index).click();
          await frame.locator(seen).first().waitFor();
          expect(await axeFindings(frame)).toEqual([]);
          expect(await widerThanWindow(frame)).toBe(false);
          if (process.env.PICTURES)
            await page.screenshot({ path: `${process.env.PICTURES}/tab-${theme}-${width}-${index}.png` });
        }
        await close();
      }
    },
    60_000,
  );
});

test('each page has less than 250 KB of script, gzipped', () => {
  const into = mkdtempSync(join(tmpdir(), 'benefits-size-'));
  for (const page of ['keys', 'overview'] as const) {
    bundle(page, into);
    expect(gzipSync(readFileSync(join(into, 'main.js')), { level: 9 }).length).toBeLessThan(250 * 1024);
  }
  rmSync(into, { recursive: true, force: true });
});
