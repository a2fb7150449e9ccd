import type { Browser } from 'playwright-core';
import type { KeysAnswer } from '../../bot/api/types';
import { describeInBrowser, launch, WITHOUT } from '../support/browser';
import { type Answers, axeFindings, type Look, openIn, type Site, startSite, widerThanWindow } from './site';

const KEY = 'CONTO-AAAAA-BBBBB-CCCCC-00001';
const SECOND = 'CONTO-DDDDD-EEEEE-FFFFF-00002';

const answer: KeysAnswer = {
  locale: 'en',
  benefit: { id: 'windows-server', name: 'Windows Server Standard' },
  holder: 'Ana Reyes',
  keys: [
    { text: KEY, language: 'fr', os: 'windows-x64', kind: 'single-use' },
    { text: SECOND, language: null, os: null, kind: 'multiple' },
  ],
  instructions: 'Install the evaluation first.\nThen enter the key under Settings > Activation.',
  downloads: [
    {
      label: 'Installer (ISO)',
      url: 'https://downloads.contoso.example/server.iso',
      language: 'fr',
      os: 'windows-x64',
    },
    { label: 'Notes', url: 'javascript:alert(1)', language: null, os: null },
  ],
  noDownload: null,
  portalUrl: 'https://portal.contoso.example/',
  free: 3,
  once: false,
  seconds: 60,
};

const problem = (status: number, code: string, message = '') => ({ status, body: { error: { code, message } } });

jest.setTimeout(30_000);

let site: Site;
let browser: Browser;
const page = '/dialogs/keys/#ticket=T-123';
const open = (look: Partial<Look> = {}) => openIn(browser, site, { page, ...look });
const answers = (given: Partial<KeysAnswer> = {}): Answers => ({
  keys: () => ({ status: 200, body: { ...answer, ...given } }),
});

describeInBrowser(`the keys dialog${WITHOUT}`, () => {
  beforeAll(async () => {
    site = await startSite(answers());
    browser = await launch();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });
  beforeEach(() => {
    site.asked.length = 0;
    site.answers = answers();
  });

  test('redeems the ticket, takes it out of the address and shows the keys', async () => {
    const { page: client, frame, errors, close } = await open({ token: 'entra-token' });
    await frame.getByText(KEY).waitFor();
    expect(site.asked).toHaveLength(1);
    expect(site.asked[0]?.body).toEqual({ ticket: 'T-123' });
    expect(site.asked[0]?.headers.authorization).toBe('Bearer entra-token');
    expect(frame.url()).toBe(`${site.origin}/dialogs/keys/`);
    expect(await frame.evaluate(() => location.href)).not.toContain('T-123');
    expect(await frame.title()).not.toContain(KEY);
    const text = await frame.locator('main').textContent();
    for (const part of [
      'Windows Server Standard',
      'Taken for Ana Reyes',
      'French · Windows 64-bit',
      SECOND,
      '3 keys left',
    ])
      expect(text).toContain(part);
    expect(await frame.getByRole('link').evaluateAll((all) => all.map((one) => one.getAttribute('href')))).toEqual([
      'https://downloads.contoso.example/server.iso',
      'https://portal.contoso.example/',
    ]);
    expect(errors).toEqual([]);
    expect(client.url()).not.toContain(KEY);
    await close();
  });

  test('shows text as text, whatever it holds', async () => {
    const name = `<img src=x onerror="document.title='owned'">&"'`;
    site.answers = answers({ benefit: { id: 'x', name }, instructions: name, holder: name });
    const { frame, errors, close } = await open();
    await frame.getByRole('heading', { name }).waitFor();
    expect(await frame.locator('main img').count()).toBe(0);
    expect(errors).toEqual([]);
    await close();
  });

  test('works without sign-in where the client has none, and where it does not answer', async () => {
    for (const more of [{}, { silent: '1' }]) {
      const { frame, close } = await open({ more });
      await frame.getByText(KEY).waitFor();
      expect(site.asked.at(-1)?.headers.authorization).toBeUndefined();
      await close();
    }
  });

  test('copies a key and says so', async () => {
    const { page: client, frame, close } = await open();
    await frame.getByRole('button', { name: 'Copy key 2' }).click();
    await frame.getByRole('status').getByText('Key 2 copied.').waitFor({ state: 'attached' });
    expect(await client.evaluate(() => navigator.clipboard.readText())).toBe(SECOND);
    await close();
  });

  test('copies by the older way where the Clipboard API is refused', async () => {
    const { page: client, frame, close } = await open();
    await frame.getByText(KEY).waitFor();
    await frame.evaluate(() => {
      Object.defineProperty(navigator, 'clipboard', {
        value: { writeText: () => Promise.reject(new Error('refused')) },
      });
    });
    await frame.getByRole('button', { name: 'Copy key 1' }).click();
    await frame.getByRole('status').getByText('Key 1 copied.').waitFor({ state: 'attached' });
    expect(await client.evaluate(() => navigator.clipboard.readText())).toBe(KEY);
    expect(await frame.locator('textarea').count()).toBe(0);
    await close();
  });

  test('selects the key where nothing lets it copy', async () => {
    const { frame, close } = await open();
    await frame.getByText(KEY).waitFor();
    await frame.evaluate(() => {
      Object.defineProperty(navigator, 'clipboard', { value: undefined });
      document.execCommand = () => false;
    });
    await frame.getByRole('button', { name: 'Copy key 1' }).click();
    await frame.getByText('does not let the page copy').first().waitFor();
    expect(await frame.evaluate(() => String(getSelection()))).toBe(KEY);
    await close();
  });

  test('hides the keys when their time is over', async () => {
    site.answers = answers({ seconds: 1 });
    const { frame, close } = await open();
    await frame.getByRole('heading', { name: 'The keys are hidden' }).waitFor();
    expect(await frame.content()).not.toContain(KEY);
    await close();
  });

  test('hides the keys on Hide, moves the focus and keeps nothing', async () => {
    const { page: client, frame, close } = await open();
    await frame.getByRole('button', { name: 'Copy key 1' }).click();
    await frame.getByRole('button', { name: 'Hide now' }).click();
    await frame.getByRole('heading', { name: 'The keys are hidden' }).waitFor();
    expect(await frame.evaluate(() => document.activeElement?.textContent)).toBe('The keys are hidden');
    expect(await frame.content()).not.toContain(KEY);
    const kept = await frame.evaluate(async () => ({
      local: { ...localStorage },
      session: { ...sessionStorage },
      caches: await caches.keys(),
      databases: (await indexedDB.databases()).length,
      cookies: document.cookie,
      address: location.href,
      state: history.state as unknown,
      title: document.title,
    }));
    expect(JSON.stringify(kept)).not.toContain(KEY);
    expect(kept).toMatchObject({ local: {}, session: {}, caches: [], databases: 0, cookies: '', state: null });
    expect(JSON.stringify(await client.context().storageState())).not.toContain(KEY);
    await close();
  });

  test('what helps to use a key stays when it is hidden; Close and Escape close the dialog', async () => {
    const { page: client, frame, close } = await open();
    const closed = (times: number) =>
      client.waitForFunction((wanted) => {
        const { asked } = window as unknown as { asked: string[] };
        return asked.filter((one) => one === 'tasks.completeTask').length === wanted;
      }, times);
    await frame.getByRole('button', { name: 'Hide now' }).click();
    await frame.getByRole('link', { name: 'Installer (ISO)' }).waitFor();
    await frame.getByText('Install the evaluation first.').waitFor();
    expect(await frame.getByRole('timer').count()).toBe(0);
    expect(await axeFindings(frame)).toEqual([]);
    await frame.getByRole('button', { name: 'Close' }).click();
    await closed(1);
    await client.keyboard.press('Escape');
    await closed(2);
    await close();
  });

  test('a holder is told that it is shown once', async () => {
    site.answers = answers({ once: true });
    const { frame, close } = await open();
    await frame.getByRole('button', { name: 'Hide now' }).click();
    await frame.getByText('It’s shown only once.').waitFor();
    await close();
  });

  test.each([
    ['a used ticket', problem(410, 'ticket', 'x'), 'These keys were already shown'],
    ["another person's ticket", problem(403, 'ticket', 'x'), 'You can’t see these keys'],
    ['a refusal', problem(409, 'keys-used-up', 'All 5 keys are taken.'), 'No key was shown'],
    ['no sign-in', problem(401, 'token'), 'We couldn’t tell who you are'],
    ['a fault', problem(500, 'fault', 'stack'), 'Something went wrong on our side'],
  ])('%s: says so kindly, and what to do', async (_, given, heading) => {
    site.answers = { keys: () => given };
    const { frame, close } = await open();
    await frame.getByRole('heading', { name: heading }).waitFor();
    expect(await frame.locator('main').textContent()).not.toContain('stack');
    expect(await axeFindings(frame)).toEqual([]);
    await close();
  });

  test('opened without a ticket asks nothing of the server', async () => {
    const { frame, close } = await open({ page: '/dialogs/keys/' });
    await frame.getByRole('heading', { name: 'Nothing to show here' }).waitFor();
    expect(site.asked).toEqual([]);
    await close();
  });

  test('speaks the language of the person', async () => {
    site.answers = answers({ locale: 'fr', free: 1 });
    const { frame, close } = await open({ locale: 'en-us' });
    await frame.getByRole('button', { name: 'Masquer' }).waitFor();
    expect(await frame.locator('html').getAttribute('lang')).toBe('fr');
    expect(await frame.locator('main').textContent()).toContain('Français · Windows 64 bits');
    await close();
    site.answers = { keys: () => problem(410, 'ticket') };
    const used = await open({ locale: 'fr-ca' });
    await used.frame.getByRole('heading', { name: 'Ces clés ont déjà été affichées' }).waitFor();
    await used.close();
  });

  test.each(['default', 'dark', 'contrast'] as const)(
    '%s theme: accessible, and no wider than a phone',
    async (theme) => {
      for (const [width, locale] of [
        [320, 'fr'],
        [800, 'en'],
      ] as const) {
        site.answers = answers({ locale });
        const { page: client, frame, close } = await open({ theme, width });
        await frame.getByText(KEY).waitFor();
        expect(await frame.locator('html').getAttribute('data-theme')).toBe(theme === 'default' ? 'light' : theme);
        expect(await axeFindings(frame)).toEqual([]);
        expect(await widerThanWindow(frame)).toBe(false);
        if (process.env.PICTURES)
          await client.screenshot({ path: `${process.env.PICTURES}/keys-${theme}-${width}.png` });
        await close();
      }
    },
  );

  test('follows a change of theme', async () => {
    const { page: client, frame, close } = await open();
    await frame.getByText(KEY).waitFor();
    await client.evaluate(() => (window as unknown as { setTheme(name: string): void }).setTheme('dark'));
    await frame.locator('html[data-theme=dark]').waitFor();
    await close();
  });
});
