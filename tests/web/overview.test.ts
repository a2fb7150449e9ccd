import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, Frame } from 'playwright-core';
import type { OverviewAnswer } from '../../bot/api/types';
import { describeInBrowser, launch, WITHOUT } from '../support/browser';
import { admin, companyApi, employee, figures } from './company';
import { axeFindings, brokenWords, bundle, type Look, openIn, type Site, startSite, widerThanWindow } from './site';

jest.setTimeout(30_000);

let site: Site;
let browser: Browser;
const open = (look: Partial<Look> = {}) =>
  openIn(browser, site, { page: '/tabs/overview/', at: 'content', width: 1000, height: 760, ...look });
const asked = (name: string) => site.asked.filter((call) => call.name === name);
const commands = () => asked('command').map(({ body: { reader: _, ...command } }) => command);
/** Where the cards of commands are shown, on the page itself. */
const place = (frame: Frame) => frame.getByRole('region', { name: 'Commands' });
const view = (frame: Frame, name: string) => frame.getByRole('tab', { name, exact: true }).click();
const card = (body: unknown[], actions: unknown[] = []) => ({
  status: 200,
  body: { card: { type: 'AdaptiveCard', version: '1.5', body, actions }, text: null, url: null },
});
const CANCEL = { type: 'Action.Execute', title: 'Cancel' };
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

  test('an admin sees the membership, seats by category and what is to do', async () => {
    const { frame, errors, close } = await open({ token: 'entra-token' });
    await frame.getByRole('heading', { name: 'Contoso Consulting' }).waitFor();
    const all = (await frame.locator('main').textContent()) ?? '';
    for (const part of [
      '212 days left',
      '77 of 120',
      '44 of 45 in use',
      '3 open requests',
      '2 benefits end within 60 days',
    ])
      expect(all).toContain(part);
    expect(asked('overview')[0]?.headers.authorization).toBe('Bearer entra-token');
    expect(errors).toEqual([]);
    await close();
  });

  test('asks for a token once, keeps it until it ends, and renews one that the server refuses', async () => {
    const claims = (exp: number) => `h.${Buffer.from(JSON.stringify({ exp })).toString('base64url')}.s`;
    const { page, frame, close } = await open({ token: claims(Math.floor(Date.now() / 1000) + 3600) });
    await view(frame, 'Who has what');
    await frame.getByText('5,000 seats in use').first().waitFor();
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

  test('five thousand seats come in pages of a hundred', async () => {
    const { frame, errors, close } = await open();
    await view(frame, 'Who has what');
    await frame.getByText('Ana Reyes 0', { exact: true }).waitFor();
    const rows = frame.locator('tbody tr');
    expect(await rows.count()).toBe(100);
    expect(await frame.getByRole('button', { name: 'Previous' }).isDisabled()).toBe(true);
    await frame.getByRole('button', { name: 'Next' }).click();
    await frame.getByText('101–200 of 5,000').waitFor();
    expect(await rows.count()).toBe(100);
    expect(asked('seats').map(({ body }) => [body.skip, body.limit])).toEqual([
      [0, 100],
      [100, 100],
    ]);
    expect(errors).toEqual([]);
    await close();
  });

  test('search asks the server and says how many fit', async () => {
    const { frame, close } = await open();
    await view(frame, 'Who has what');
    const box = frame.getByRole('searchbox', { name: 'Search benefits and people' });
    await box.pressSequentially('person4999');
    await frame.getByText('1 seat in use').first().waitFor();
    expect(await frame.locator('tbody tr').count()).toBe(1);
    expect(asked('seats').length).toBeLessThan(5);
    await box.fill('nobody like this');
    await frame.getByText('Nothing matches.').first().waitFor();
    await box.fill('');
    await frame.getByText('5,000 seats in use').first().waitFor();
    await close();
  });

  test('what is to do leads to where it is done', async () => {
    site.answers.command = () => card([text('Left to do')]);
    const { frame, close } = await open();
    await frame.getByRole('button', { name: '2 steps in Microsoft’s portal' }).click();
    await place(frame).getByText('Left to do').waitFor();
    expect(commands()).toEqual([{ verb: 'portal', data: {} }]);
    await frame.getByRole('button', { name: '1 person couldn’t be notified' }).click();
    await frame.getByText('The message to this person could not be delivered').first().waitFor();
    expect(asked('seats').at(-1)?.body).toMatchObject({ state: 'failed' });
    site.answers.command = () => ({ status: 200, body: { card: null, text: 'Thank you.', url: null } });
    await frame.getByRole('combobox', { name: 'All seats in use' }).selectOption('step');
    await frame
      .getByRole('button', { name: /^Done in the portal: / })
      .first()
      .click();
    await place(frame).getByText('Thank you.').waitFor();
    expect(asked('seats').at(-1)?.body).toMatchObject({ state: 'step' });
    expect(commands().at(-1)).toEqual({
      verb: 'portal',
      data: { benefit: 'b5', user: 'person5@contoso.example', version: 'v1', done: true },
    });
    await close();
  });

  test('after a change the search, the page and the focus stay', async () => {
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
    await frame.getByRole('button', { name: 'Next' }).click();
    const press = frame.getByRole('button', { name: 'Take back Power BI Pro from Omar Nguyen 878' });
    await press.click();
    const seats = page.waitForResponse((response) => response.url().endsWith('/api/seats'));
    await place(frame).getByRole('button', { name: 'Yes' }).click();
    await frame.getByText('Taken back.').first().waitFor();
    expect(commands()).toEqual([
      { verb: 'unassign', data: { benefit: 'b2', user: 'person878@contoso.example' } },
      { verb: 'unassign', data: { confirm: true } },
    ]);
    await (await seats).finished();
    await page.keyboard.press('Escape');
    await frame.waitForFunction(() => document.activeElement?.getAttribute('aria-label')?.endsWith('Nguyen 878'));
    expect(await box.inputValue()).toBe('power');
    expect(asked('seats').at(-1)?.body).toEqual({ search: 'power', descending: false, skip: 100, limit: 100 });
    expect(errors).toEqual([]);
    await close();
  });

  test('the catalogue: searched, filtered and sorted by the server', async () => {
    const { page, frame, errors, close } = await open();
    await view(frame, 'Benefits');
    await frame.getByText('1–100 of 120').waitFor();
    await frame.getByRole('combobox', { name: 'All categories' }).selectOption('support');
    await frame.getByText('20 benefits').first().waitFor();
    await frame.getByRole('combobox', { name: 'Any state' }).selectOption('ending');
    await frame.getByText('2 benefits').first().waitFor();
    await frame.getByRole('button', { name: 'Benefit', exact: true }).click();
    await frame.getByRole('columnheader', { name: 'Benefit' }).and(frame.locator('[aria-sort=ascending]')).waitFor();
    await frame.getByRole('button', { name: 'Benefit', exact: true }).click();
    await frame.locator('[aria-sort=descending]').waitFor();
    const searched = page.waitForResponse(
      (one) => one.url().endsWith('/benefits') && one.request().postDataJSON().search !== '',
    );
    await frame.getByRole('searchbox', { name: 'Search benefits' }).fill('Signature');
    await searched;
    expect(asked('benefits').at(-1)?.body).toEqual({
      search: 'Signature',
      category: 'support',
      state: 'ending',
      sort: 'name',
      descending: true,
      skip: 0,
      limit: 100,
    });
    expect(errors).toEqual([]);
    await close();
  });

  test('a search on the first page goes on in the catalogue; a row’s button asks for whom, and shows what follows', async () => {
    const question = card(
      [
        text('Assign a benefit'),
        { type: 'Input.ChoiceSet', id: 'user', style: 'filtered', choices: [{ title: 'Ana Reyes', value: 'ana' }] },
        {
          type: 'Input.Text',
          id: 'email',
          label: 'Other address',
          isRequired: true,
          errorMessage: 'One',
          regex: '.+@.+',
        },
      ],
      [{ type: 'Action.Execute', title: 'Continue', style: 'positive', verb: 'assign', data: { benefit: 'b5' } }],
    );
    site.answers.command = ({ body }) =>
      body.data.confirm
        ? card([text('Assigned.')])
        : body.preview
          ? card([text('Assign?')], [{ type: 'Action.Execute', title: 'Yes', verb: 'assign', data: { confirm: true } }])
          : question;
    const { page, frame, errors, close } = await open();
    await frame.getByRole('searchbox', { name: 'Search benefits' }).pressSequentially('signature');
    const row = frame.getByRole('button', { name: 'Assign Signature Cloud Support', exact: true });
    await frame.getByText('20 benefits').first().waitFor();
    await page.keyboard.type(' cloud support 11');
    await frame.getByText('3 benefits').first().waitFor();
    await frame.getByRole('searchbox').fill('signature cloud support');
    await row.click();
    const shown = place(frame);
    await shown.getByRole('combobox').waitFor();
    await frame.waitForFunction(() => document.activeElement?.getAttribute('role') === 'combobox');
    await page.keyboard.type('ana');
    await shown.getByRole('option', { name: 'Ana Reyes' }).click();
    expect(asked('command')).toHaveLength(1);
    await shown.getByLabel('Other address').fill('ana@home.example');
    await shown.getByRole('button', { name: 'Yes' }).waitFor();
    expect(await shown.getByRole('button', { name: 'Continue' }).count()).toBe(0);
    expect(commands().at(-1)).toEqual({
      verb: 'assign',
      data: { benefit: 'b5', user: 'ana', email: 'ana@home.example' },
      preview: true,
    });
    await shown.getByLabel('Other address').fill('');
    await shown.getByRole('button', { name: 'Yes' }).waitFor({ state: 'detached' });
    await shown.getByLabel('Other address').fill('ana@home.example');
    await shown.getByRole('button', { name: 'Yes' }).click();
    await shown.getByText('Assigned.').waitFor();
    expect(await axeFindings(frame)).toEqual([]);
    expect(errors).toEqual([]);
    await close();
  });

  test('seats are sorted by any column', async () => {
    const { page, frame, close } = await open();
    await view(frame, 'Who has what');
    for (const [name, sort] of [
      ['Person', 'person'],
      ['Since', 'since'],
      ['State', 'state'],
      ['Benefit', 'benefit'],
    ] as const) {
      const sorted = page.waitForRequest((request) => request.url().endsWith('/api/seats'));
      await frame.getByRole('button', { name, exact: true }).click();
      await frame.getByRole('columnheader', { name }).and(frame.locator('[aria-sort=ascending]')).waitFor();
      expect((await sorted).postDataJSON()).toMatchObject({ sort, descending: false });
    }
    await close();
  });

  test('details beside the list: a command runs there, the list and the details are asked for anew', async () => {
    site.answers.command = ({ body }) =>
      body.data.confirm
        ? card([text('Assigned.')])
        : card([text('Assign?')], [{ type: 'Action.Execute', title: 'Yes', verb: 'assign', data: { confirm: true } }]);
    const { page, frame, errors, close } = await open();
    await view(frame, 'Benefits');
    await frame.getByRole('button', { name: 'Show Power BI Pro', exact: true }).click();
    const details = frame.getByRole('region', { name: 'Details' });
    await details.getByRole('heading', { name: 'Power BI Pro' }).waitFor();
    expect(await frame.evaluate(() => document.activeElement?.textContent)).toBe('Power BI Pro');
    await details.getByText('Ana Reyes 20').waitFor();
    expect(asked('seats').at(-1)?.body).toMatchObject({ search: '', skip: 0, limit: 100, benefit: 'b2' });
    await details.getByRole('button', { name: 'Assign', exact: true }).click();
    const again = page.waitForRequest((request) => request.url().endsWith('/api/benefits'));
    await details.getByRole('button', { name: 'Yes', exact: true }).click();
    await details.getByText('Assigned.').waitFor();
    await again;
    expect(await frame.getByRole('dialog').count()).toBe(0);
    await page.keyboard.press('Escape');
    await place(frame).waitFor({ state: 'hidden' });
    await page.keyboard.press('Escape');
    await details.waitFor({ state: 'detached' });
    expect(await frame.evaluate(() => document.activeElement?.textContent)).toBe('Power BI Pro');
    expect(errors).toEqual([]);
    await close();
  });

  test('the keys of a benefit: language and system are chosen before the dialog opens', async () => {
    const url = `${site.origin}/dialogs/keys/#ticket=T-9`;
    site.answers.command = () => ({ status: 200, body: { card: null, text: null, url } });
    const { page, frame, close } = await open();
    await view(frame, 'Benefits');
    await frame.getByRole('button', { name: 'Show Power BI Pro', exact: true }).click();
    await frame.getByRole('combobox', { name: 'Language' }).selectOption({ label: 'French' });
    await frame.getByRole('combobox', { name: 'System' }).selectOption({ label: 'macOS' });
    await frame.getByRole('button', { name: 'Show key' }).click();
    const opened = await page.waitForFunction(() => (window as unknown as { dialog?: { url: string } }).dialog);
    expect(await opened.evaluate((dialog) => dialog?.url)).toBe(url);
    expect(commands().at(-1)).toEqual({
      verb: 'keys',
      data: { benefit: 'b2', msteams: { type: 'task/fetch' }, language: 'fr', os: 'macos' },
    });
    await close();
  });

  test('a link leads to a benefit, and the address says where one is', async () => {
    const { frame, close } = await open({ page: '/tabs/overview/#view=benefits&benefit=b3' });
    await frame.getByRole('heading', { name: 'Windows Server Standard 16 cores' }).waitFor();
    await view(frame, 'History');
    expect(await frame.evaluate(() => location.hash)).toBe('#view=history');
    await close();
  });

  test.each([
    ['en-us', 'Jun 24, 2027'],
    ['en-gb', '24 Jun 2027'],
    ['fr-ca', '24 Jun 2027'],
  ])('days are as a client in %s writes them, on cards too', async (locale, day) => {
    site.answers.command = () => card([text('People')]);
    const { frame, close } = await open({ locale });
    await view(frame, 'Benefits');
    await frame.getByRole('cell', { name: day, exact: true }).first().waitFor();
    await frame.getByRole('button', { name: 'People' }).click();
    await place(frame).getByText('People').waitFor();
    expect(asked('command')[0]?.body.reader).toEqual({ locale, timeZone: 'UTC' });
    await close();
  });

  test('each picture has its table, whose words stay whole', async () => {
    const { ending, ...rest } = figures();
    const names = [
      'Power BI Pro',
      'SQL Server 2022 Standard',
      'Microsoft 365 Business Premium',
      'Visual Studio Enterprise',
    ];
    const benefits = names.map((name) => ({ id: name, name, on: '2027-06-24' }));
    const months = ending.map((one, at) => (at === 5 ? { ...one, benefits } : one));
    site.answers.figures = () => ({ status: 200, body: { ...rest, ending: months } });
    const { frame, close } = await open();
    await frame.getByRole('img', { name: 'Seats in use, last twelve months. From 40 to 73 seats in use' }).waitFor();
    await frame.getByRole('img', { name: /^Benefits ending, next twelve months\. 4 benefits end/ }).waitFor();
    for (const summary of await frame.getByText('Show as a table').all()) await summary.click();
    await frame.getByRole('row', { name: 'November 2026 70' }).waitFor();
    await frame.getByRole('row', { name: 'June 2027 Power BI Pro' }).waitFor();
    expect(await brokenWords(frame)).toEqual([]);
    expect(await axeFindings(frame)).toEqual([]);
    await close();
  });

  test('history comes in pages', async () => {
    const { frame, close } = await open();
    await view(frame, 'History');
    await frame.getByText('assigned 0', { exact: true }).waitFor();
    expect(await frame.locator('.entry').count()).toBe(50);
    await frame.getByRole('button', { name: 'Show more' }).click();
    await frame.getByText('assigned 69').waitFor();
    expect(await frame.locator('.entry').count()).toBe(70);
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
    const shown = place(frame);
    await shown.getByLabel('Other address').fill('other@outlook.example');
    const again = page.waitForRequest((request) => request.url().endsWith('/api/overview'));
    await shown.getByRole('button', { name: 'Confirm' }).click();
    await shown.getByText('Ana Reyes now has').waitFor();
    expect(await shown.locator('strong').textContent()).toBe('Power BI Pro');
    expect(commands()).toEqual([
      { verb: 'assign', data: {} },
      { verb: 'assign', data: { user: 'ana', confirm: true, email: 'other@outlook.example' } },
    ]);
    await again;
    await shown.getByRole('button', { name: 'Close' }).click();
    expect(await frame.evaluate(() => document.activeElement?.textContent)).toBe('Assign');
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
    await frame.getByRole('button', { name: 'Assign', exact: true }).click();
    await frame.getByRole('button', { name: 'Get the key' }).click();
    const opened = await page.waitForFunction(() => (window as unknown as { dialog?: { url: string } }).dialog);
    expect(await opened.evaluate((dialog) => dialog?.url)).toBe(url);
    expect(commands().at(-1)).toEqual({
      verb: 'keys',
      data: { msteams: { type: 'task/fetch' }, benefit: 'b2' },
    });
    await place(frame).waitFor({ state: 'hidden' });
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
        once: false,
        seconds: 60,
      },
    });
    const { frame, close } = await open({ more: { dialogs: 'none' } });
    await frame.getByRole('button', { name: 'Assign', exact: true }).click();
    await frame.getByText('CONTO-AAAAA').waitFor();
    expect(asked('keys')[0]?.body).toEqual({ ticket: 'T-9' });
    await place(frame).getByRole('button', { name: 'Close' }).click();
    await place(frame).waitFor({ state: 'hidden' });
    expect(await frame.content()).not.toContain('CONTO-AAAAA');
    await close();
  });

  test('a card with a key is taken away after its time', async () => {
    site.answers.command = () => {
      const { status, body } = card([text('CONTO-AAAAA')]);
      return { status, body: { ...body, hideAfter: 1 } };
    };
    const { frame, close } = await open();
    await frame.getByRole('button', { name: 'Assign', exact: true }).click();
    await frame.getByText('CONTO-AAAAA').waitFor();
    await place(frame).waitFor({ state: 'hidden' });
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
    expect(await place(frame).isVisible()).toBe(true);
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
    await frame.waitForFunction(() => document.querySelector('.command-body')?.getAttribute('aria-busy') === 'false');
    expect(asked('choices').at(-1)?.body).toEqual({ dataset: 'people', text: 'jose' });
    expect(commands()).toEqual([
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
    await frame.getByRole('button', { name: 'People' }).click();
    await frame.getByText('*not bold*').waitFor();
    expect(await frame.locator('.command-place img, .command-place a, .command-place em').count()).toBe(0);
    expect(await frame.title()).not.toBe('owned');
    expect(errors).toEqual([]);
    await close();
  });

  test('an employee: own seats with instructions, requests with their place, and what to ask for', async () => {
    site.answers = companyApi(employee, 10);
    site.answers.command = () => card([text('An admin is asked.')]);
    const { frame, close } = await open();
    await frame.getByRole('heading', { name: 'Your benefits' }).waitFor();
    expect(await frame.getByRole('tab').allTextContents()).toEqual(['My benefits', 'Benefits']);
    expect(await frame.locator('.mine > li').count()).toBe(3);
    await frame.getByText('Sign in with your work account.').first().waitFor();
    await frame.getByText('No. 2 in the queue').waitFor();
    for (const [button, call] of [
      [/^Show key: Windows/, { verb: 'keys', data: { benefit: 'b3', msteams: { type: 'task/fetch' } } }],
      [/^Give it back: Azure/, { verb: 'unassign', data: { benefit: 'b4', user: 'me' } }],
      [/^Withdraw: Visual Studio/, { verb: 'withdraw', data: { benefit: 'b1' } }],
    ] as const) {
      await frame.getByRole('button', { name: button }).click();
      await place(frame).getByText('An admin is asked.').waitFor();
      expect(commands().at(-1)).toEqual(call);
      await place(frame).getByRole('button', { name: 'Close' }).click();
    }
    await view(frame, 'Benefits');
    await frame.getByText('1–100 of 120').waitFor();
    expect(await frame.getByRole('columnheader').allTextContents()).toEqual(['Benefit', 'Category', 'State', 'Ends']);
    await frame.getByRole('button', { name: 'Show Power BI Pro', exact: true }).click();
    await frame.getByRole('button', { name: 'Request it' }).click();
    await frame.getByText('An admin is asked.').first().waitFor();
    expect(commands().at(-1)).toEqual({ verb: 'assign', data: { benefit: 'b2', user: 'me' } });
    expect(await axeFindings(frame)).toEqual([]);
    await close();
  });

  test.each([
    [403, 'This page is for people of the company'],
    [401, 'We couldn’t tell who you are'],
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
    await frame.getByText('1–100 of 120').waitFor();
    expect(await frame.evaluate(() => document.activeElement?.textContent)).toBe('Benefits');
    await page.keyboard.press('End');
    await frame.getByText('assigned 0', { exact: true }).waitFor();
    await close();
  });

  /** What the page has to press, choose or fill in, in its order. Radio buttons and tabs are one stop each. */
  const STOPS = 'a[href], button:enabled:not([tabindex="-1"]), input, select, summary, textarea';

  test.each(['default', 'contrast'] as const)(
    'all of it by keyboard, in order, with the focus in sight; Escape closes and gives it back (%s)',
    async (theme) => {
      site.answers = companyApi(admin, 4);
      site.answers.command = () =>
        card([{ type: 'Input.Text', id: 'email', label: 'Other address' }], [{ ...CANCEL, verb: 'cancel', data: {} }]);
      const { page, frame, errors, close } = await open({ theme });
      const walk = async (): Promise<void> => {
        const count = await frame.evaluate((stops) => {
          const all = [...document.querySelectorAll<HTMLElement>(stops)].filter((one) => one.checkVisibility());
          for (const [at, one] of all.entries()) one.dataset.stop = String(at);
          const heading = document.querySelector('h1');
          heading?.setAttribute('tabindex', '-1');
          heading?.focus();
          return all.length;
        }, STOPS);
        const reached: string[] = [];
        for (let at = 0; at < count; at += 1) {
          await page.keyboard.press('Tab');
          reached.push(
            await frame.evaluate(() => {
              const now = document.activeElement as HTMLElement;
              const { outlineStyle, outlineWidth } = getComputedStyle(now);
              const { top, bottom } = now.getBoundingClientRect();
              const ring = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
              const inSight = bottom > 0 && top < window.innerHeight;
              return ring && inSight ? (now.dataset.stop ?? now.outerHTML) : `not seen: ${now.outerHTML}`;
            }),
          );
        }
        expect(reached).toEqual(Array.from({ length: count }, (_, at) => String(at)));
      };
      const focused = () => frame.evaluate(() => document.activeElement?.getAttribute('aria-label'));
      for (const [name, seen] of [
        ['Overview', '.chart-picture'],
        ['History', '.entry'],
        ['Who has what', 'tbody .badge'],
        ['Benefits', 'tbody .badge'],
      ] as const) {
        await view(frame, name);
        await frame.locator(seen).first().waitFor();
        await walk();
      }
      const row = frame.getByRole('button', { name: 'Show Power BI Pro', exact: true });
      await row.focus();
      await page.keyboard.press('Enter');
      const details = frame.getByRole('region', { name: 'Details' });
      await details.locator('tbody .badge').first().waitFor();
      const press = details.getByRole('button', { name: 'Reassign Power BI Pro of José Reyes 2' });
      const again = page.waitForResponse((response) => response.url().endsWith('/api/benefits'));
      await press.focus();
      await page.keyboard.press('Enter');
      await place(frame).getByLabel('Other address').waitFor();
      await (await again).finished();
      await frame.waitForFunction(() => document.querySelector('[aria-busy=true]') === null);
      await walk();
      await place(frame).getByLabel('Other address').focus();
      await page.keyboard.press('Escape');
      await place(frame).waitFor({ state: 'hidden' });
      expect(await focused()).toBe('Reassign Power BI Pro of José Reyes 2');
      await page.keyboard.press('Escape');
      await details.waitFor({ state: 'detached' });
      expect(await focused()).toBe('Show Power BI Pro');
      expect(errors).toEqual([]);
      await close();
    },
  );

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
        const steps = ['.chart-picture', 'tbody .badge', '.details dl', 'tbody .badge', '.entry'];
        for (const [index, seen] of steps.entries()) {
          // The third is the second with its details.
          if (index === 2) await frame.locator('tbody .name').first().click();
          else
            await frame
              .getByRole('tab')
              .nth(index < 2 ? index : index - 1)
              .click();
          await frame.locator(seen).first().waitFor();
          expect(await axeFindings(frame)).toEqual([]);
          expect(await widerThanWindow(frame)).toBe(false);
          expect(await brokenWords(frame)).toEqual([]);
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
