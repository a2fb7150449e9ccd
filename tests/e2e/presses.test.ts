import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, FrameLocator, Locator } from 'playwright-core';
import { type RunningBot, startBot } from '../support/bot';
import { describeInBrowser, launch, openTeams, type TeamsWindow, WITHOUT } from '../support/browser';

/** Each procedure of the membership page, typed and in the tab; the presses are those of the table in the docs. */

const DOC = readFileSync(join(__dirname, '../../docs/what-it-does.md'), 'utf8');

/** Presses in Partner Center (none: it isn't documented), then presses/turns typed and in the tab, as the docs say. */
function told(procedure: string): { there: number | null; typed: string; tab: string } {
  const row = DOC.split('\n').find((line) => line.startsWith(`| ${procedure} |`)) ?? '';
  const [, , there = '', typed = '', tab = ''] = row.split('|').map((cell) => cell.trim());
  return { there: Number(/\d+/.exec(there)?.[0] ?? 0) || null, typed, tab };
}

interface Counted {
  presses: number;
  turns: number;
}

jest.setTimeout(60_000);

describeInBrowser(`presses and turns${WITHOUT}`, () => {
  let bot: RunningBot;
  let browser: Browser;
  let teams: TeamsWindow;
  let tab: FrameLocator;
  let counted: Counted;

  beforeAll(async () => {
    [bot, browser] = await Promise.all([startBot(), launch()]);
    teams = await openTeams(browser, bot.url, { as: 'ingrid.sorensen@nordlicht.example' });
    tab = teams.page.frameLocator('.tab-page');
    await teams.context.exposeBinding('pressed', () => {
      counted.presses += 1;
    });
    // Enter sends a message without a click; in a button it is a click.
    const count = (): void => {
      const { pressed } = window as unknown as { pressed(): void };
      addEventListener('click', (event) => event.isTrusted && pressed(), true);
      addEventListener(
        'keydown',
        ({ key, target }) => key === 'Enter' && target instanceof HTMLTextAreaElement && pressed(),
        true,
      );
    };
    await teams.context.addInitScript(count);
    await teams.page.reload();
    await teams.loaded();
    teams.page.on('request', (request) => {
      if (/\/api\/(act|command)$/.test(request.url()) && !request.postData()?.includes('application/search'))
        counted.turns += 1;
    });
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await bot?.discard();
  });
  beforeEach(() => {
    counted = { presses: 0, turns: 0 };
  });

  const button = (within: Locator | FrameLocator, name: string | RegExp): Locator =>
    within.getByRole('button', { name, exact: true }).first();
  const press = (within: Locator | FrameLocator, name: string | RegExp): Promise<void> => button(within, name).click();
  const place = (): Locator => tab.getByRole('region', { name: 'Commands' });
  const choose = async (label: string, search: string, name: string): Promise<void> => {
    await place().getByRole('combobox', { name: label }).pressSequentially(search);
    await place().getByRole('option', { name }).first().click();
  };
  const saidDone = async (within: Locator, words: RegExp): Promise<void> => within.getByText(words).first().waitFor();

  interface Journey {
    typed(): Promise<void>;
    tab(): Promise<void>;
  }

  const confirmed = async (text: string, title: string, done: RegExp): Promise<void> => {
    const card = await teams.ask(text);
    await press(card, title);
    await saidDone(card, done);
  };
  const KEY = /^[0-9A-Z]{5}(-[0-9A-Z]{5}){4}$/;
  const keyShown = (): Promise<void> => teams.dialogPage.getByText(KEY).first().waitFor();
  const keyTyped = async (text: string): Promise<void> => {
    await press(await teams.ask(text), 'Show key');
    await keyShown();
  };
  const keyInTab = async (name: string): Promise<void> => {
    await tab.getByRole('tab', { name: 'Benefits' }).click();
    await press(tab, `Show ${name}`);
    await press(tab, 'Show key');
    await keyShown();
  };
  const seat = async (benefit: string, act: RegExp): Promise<void> => {
    await tab.getByRole('tab', { name: 'Who has what' }).click();
    await press(tab, act);
    await place().getByText(benefit).first().waitFor();
  };

  const JOURNEYS: Readonly<Record<string, Journey>> = {
    'Software: get a key': {
      typed: () => keyTyped('key for Windows Server 2025 in English'),
      tab: () => keyInTab('Windows Server 2025 Standard'),
    },
    'Cloud: get a key': {
      typed: () => keyTyped('key for Microsoft 365 Business Premium'),
      tab: () => keyInTab('Microsoft 365 Business Premium'),
    },
    'Visual Studio: assign': {
      typed: () => confirmed('assign Visual Studio Enterprise to Maeve', 'Assign', /assigned to/),
      async tab() {
        await press(tab, 'Assign');
        await choose('Which benefit?', 'professional', 'Visual Studio Professional');
        await choose('Who is it for?', 'zofia', 'Zofia');
        await press(place(), 'Continue');
        await press(place(), 'Assign');
        await saidDone(place(), /assigned to/);
      },
    },
    'Visual Studio: reassign': {
      typed: () =>
        confirmed('reassign Visual Studio Enterprise from Maeve to Haruka', 'Reassign', /reassigned|moved|from/i),
      async tab() {
        await seat('Visual Studio Professional', /^Reassign Visual Studio Professional of Zofia/);
        await choose('Who gets it?', 'maeve', 'Maeve');
        await press(place(), 'Continue');
        await press(place(), 'Reassign');
        await button(place(), 'Undo').waitFor();
      },
    },
    'Visual Studio: take back': {
      typed: () => confirmed('take Visual Studio Enterprise back from Haruka', 'Take back', /taken back|no longer/i),
      async tab() {
        await seat('Visual Studio Professional', /^Take back Visual Studio Professional from Maeve/);
        await press(place(), 'Take back');
        await saidDone(place(), /taken back|no longer/i);
      },
    },
    'Support: activate': {
      typed: () => confirmed('assign technical support to Íñigo with inigo@home.example', 'Assign', /assigned to/),
      async tab() {
        await tab.getByRole('tab', { name: 'Benefits' }).click();
        await press(tab, 'Show Signature Cloud Support');
        const details = tab.getByRole('region', { name: 'Details' });
        await press(details, 'Assign');
        await choose('Who is it for?', 'zofia', 'Zofia');
        await place().getByRole('textbox', { name: 'Other e-mail address' }).fill('zofia@home.example');
        await press(place(), 'Continue');
        await press(place(), 'Assign');
        await saidDone(place(), /assigned to/);
      },
    },
  };

  test.each(Object.keys(JOURNEYS))('%s: the shorter way takes no more presses than Partner Center', (procedure) => {
    const { there, typed, tab } = told(procedure);
    const ours = Math.min(...[typed, tab].map((cell) => Number.parseInt(cell, 10)));
    expect(ours).toBeLessThanOrEqual(there ?? ours);
  });

  const measured = ({ presses, turns }: Counted): string => `${presses} / ${turns}`;

  describe.each(Object.entries(JOURNEYS))('%s', (procedure, journey) => {
    test('typed', async () => {
      await teams.page.locator('nav.chats button').first().click();
      await teams.loaded();
      counted = { presses: 0, turns: 0 };
      await journey.typed();
      expect(measured(counted)).toBe(told(procedure).typed);
    });

    test('in the tab', async () => {
      await teams.page.getByRole('button', { name: 'Overview' }).click();
      await tab.getByRole('tab', { name: 'Overview' }).waitFor();
      counted = { presses: 0, turns: 0 };
      await journey.tab();
      expect(measured(counted)).toBe(told(procedure).tab);
    });

    afterEach(async () => {
      if (await teams.dialog.count()) await teams.dialog.getByRole('button', { name: 'Close' }).first().click();
    });
  });
});
