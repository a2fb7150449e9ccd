import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, FrameLocator, Locator } from 'playwright-core';
import { en } from '../../cards/text.en';
import { fr } from '../../cards/text.fr';
import { TEXT } from '../../web/overview/text';
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

const PROCEDURES = [
  'Software: get a key',
  'Cloud: get a key',
  'Visual Studio: assign',
  'Visual Studio: reassign',
  'Visual Studio: take back',
  'Support: activate',
] as const;
type Procedure = (typeof PROCEDURES)[number];

const at = (name: string): string => `${name}@nordlicht.example`;
const ENGLISH = {
  admin: at('ingrid.sorensen'),
  cards: en,
  page: TEXT.en,
  software: 'key for Windows Server 2025 in English',
  cloud: 'key for Microsoft 365 Business Premium',
  assign: 'assign Visual Studio Enterprise to Maeve',
  reassign: 'reassign Visual Studio Enterprise from Maeve to Haruka',
  takeBack: 'take Visual Studio Enterprise back from Haruka',
  support: 'assign technical support to Íñigo with inigo@home.example',
  contract: 'Signature Cloud Support',
};
const FRENCH: typeof ENGLISH = {
  admin: at('camille.bernard'),
  cards: fr,
  page: TEXT.fr,
  software: 'clé de Windows Server 2025 en français',
  cloud: 'clé de Microsoft 365 Business Premium',
  assign: 'attribue Visual Studio Enterprise à Maeve',
  reassign: 'réattribue Visual Studio Enterprise de Maeve à Théo',
  takeBack: 'retire Visual Studio Enterprise à Théo',
  support: 'attribue les incidents de support à Íñigo avec inigo@home.example',
  contract: 'Support Signature Cloud',
};

jest.setTimeout(60_000);

test.each(PROCEDURES)('%s: neither way takes more presses than Partner Center', (procedure) => {
  const { there, typed, tab } = told(procedure);
  for (const cell of [typed, tab]) expect(Number.parseInt(cell, 10)).toBeLessThanOrEqual(there ?? 3);
});

describeInBrowser.each([
  ['English', ENGLISH],
  ['French', FRENCH],
])(`presses and turns, in %s${WITHOUT}`, (_language, words) => {
  const { cards, page } = words;
  let bot: RunningBot;
  let browser: Browser;
  let teams: TeamsWindow;
  let tab: FrameLocator;
  let counted = { presses: 0, turns: 0 };

  beforeAll(async () => {
    [bot, browser] = await Promise.all([startBot(), launch()]);
    teams = await openTeams(browser, bot.url, { as: words.admin });
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
      // Nobody waits for suggestions, nor for a card that refreshes itself.
      const waits = !/application\/search|"verb":"refresh"/.test(request.postData() ?? '');
      if (waits && /\/api\/(act|command)$/.test(request.url())) counted.turns += 1;
    });
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await bot?.discard();
  });

  const button = (within: Locator | FrameLocator, name: string | RegExp): Locator =>
    within.getByRole('button', { name, exact: true }).first();
  const press = (within: Locator | FrameLocator, name: string | RegExp): Promise<void> => button(within, name).click();
  const place = (): Locator => tab.getByRole('region', { name: page.commands });
  const choose = async (label: string, search: string, name: string): Promise<void> => {
    await place().getByRole('combobox', { name: label }).pressSequentially(search);
    await place().getByRole('option', { name }).first().click();
  };
  /** The result has a button to undo it. */
  const done = (within: Locator): Promise<void> => button(within, cards.done.undoButton).waitFor();

  const confirmed = async (text: string, title: string): Promise<void> => {
    const card = await teams.ask(text);
    await press(card, title);
    await done(card);
  };
  const KEY = /^[0-9A-Z]{5}(-[0-9A-Z]{5}){4}$/;
  const keyShown = (): Promise<void> => teams.dialogPage.getByText(KEY).first().waitFor();
  const keyTyped = async (text: string): Promise<void> => {
    await press(await teams.ask(text), page.showKey);
    await keyShown();
  };
  const find = (benefit: string): Promise<void> =>
    tab.getByRole('searchbox', { name: page.searchBenefits }).fill(benefit);
  const keyInTab = async (benefit: string): Promise<void> => {
    await find(benefit);
    await press(tab, page.show(benefit));
    await press(tab, page.showKey);
    await keyShown();
  };
  const assignInTab = async (benefit: string, other?: string): Promise<void> => {
    await find(benefit);
    await press(tab, `${page.assign} ${benefit}`);
    await choose(cards.ask.who, 'zofia', 'Zofia');
    if (other) await place().getByRole('textbox', { name: cards.ask.otherAddress }).fill(other);
    await press(place().locator('.preview'), page.assign);
    await done(place());
  };
  const VS = 'Visual Studio Professional';

  const JOURNEYS: Record<Procedure, { typed(): Promise<void>; tab(): Promise<void> }> = {
    'Software: get a key': {
      typed: () => keyTyped(words.software),
      tab: () => keyInTab('Windows Server 2025 Standard'),
    },
    'Cloud: get a key': {
      typed: () => keyTyped(words.cloud),
      tab: () => keyInTab('Microsoft 365 Business Premium'),
    },
    'Visual Studio: assign': {
      typed: () => confirmed(words.assign, page.assign),
      tab: () => assignInTab(VS),
    },
    'Visual Studio: reassign': {
      typed: () => confirmed(words.reassign, page.reassign),
      async tab() {
        await tab.getByRole('tab', { name: page.views.seats }).click();
        await press(tab, page.reassignOf(VS, 'Zofia Wójcik'));
        await choose(cards.ask.to, 'maeve', 'Maeve');
        await press(place().locator('.preview'), page.reassign);
        await done(place());
      },
    },
    'Visual Studio: take back': {
      typed: () => confirmed(words.takeBack, page.unassign),
      async tab() {
        await tab.getByRole('tab', { name: page.views.seats }).click();
        await press(tab, page.unassignOf(VS, 'Maeve O’Brien'));
        await press(place(), page.unassign);
        await done(place());
      },
    },
    'Support: activate': {
      typed: () => confirmed(words.support, page.assign),
      tab: () => assignInTab(words.contract, 'zofia@home.example'),
    },
  };

  const measured = (): string => `${counted.presses} / ${counted.turns}`;

  describe.each(PROCEDURES)('%s', (procedure) => {
    test('typed', async () => {
      await teams.page.locator('nav.chats button').first().click();
      await teams.loaded();
      counted = { presses: 0, turns: 0 };
      await JOURNEYS[procedure].typed();
      expect(measured()).toBe(told(procedure).typed);
    });

    test('in the tab', async () => {
      await teams.page.getByRole('button', { name: /^(Overview|Vue d’ensemble)$/ }).click();
      await tab.getByRole('tablist').waitFor();
      counted = { presses: 0, turns: 0 };
      await JOURNEYS[procedure].tab();
      expect(measured()).toBe(told(procedure).tab);
    });

    afterEach(async () => {
      if (await teams.dialog.count())
        await teams.dialog.getByRole('button', { name: page.close, exact: true }).first().click();
    });
  });

  test('nothing in the browser complained', () => {
    expect(teams.complaints).toEqual([]);
  });
});
