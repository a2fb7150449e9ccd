import type { Browser, Frame } from 'playwright-core';
import type { KeysAnswer, OverviewAnswer } from '../../bot/api/types';
import { smaller } from '../gallery/png';
import { admin, companyApi, employee } from './company';
import { type Answers, openIn, type Site, startSite } from './site';

/** Pictures of the pages for the gallery, in the looks that the cards have there. */

export interface PageLook {
  theme: 'light' | 'dark' | 'contrast';
  width: number;
  locale: 'en' | 'fr';
  flavour: string;
}

const NOW = '2026-11-22T14:05:00.000Z';
const LONG = ' Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';

/** Teams' own font is not free: one of the same widths stands in for it. */
const FONT = `@font-face { font-family: 'Segoe UI'; src: local('Liberation Sans'), local('Arial'); }
@font-face { font-family: 'Segoe UI'; font-weight: 600; src: local('Liberation Sans Bold'), local('Arial Bold'); }
`;

const keysOf = ({ locale, flavour }: PageLook): KeysAnswer => ({
  locale,
  benefit: { id: 'windows-11', name: `Windows 11 Enterprise${flavour === 'longest' ? LONG : ''}` },
  holder: `Siobhán O’Connor${flavour === 'longest' ? LONG : ''}`,
  keys: [
    { text: 'CONTO-AAAAA-BBBBB-CCCCC-00001', language: 'fr', os: 'windows-x64', kind: 'single-use' },
    { text: 'CONTO-DDDDD-EEEEE-FFFFF-00002', language: null, os: null, kind: 'multiple' },
  ],
  instructions: 'Install the evaluation first.\nThen enter the key under Settings > Activation.',
  downloads: [
    { label: 'ISO', url: 'https://downloads.contoso.example/a.iso', language: 'fr', os: 'windows-x64' },
    { label: 'Language pack', url: 'https://downloads.contoso.example/b.iso', language: 'de', os: null },
  ],
  noDownload: null,
  portalUrl: 'https://portal.contoso.example/',
  free: 3,
  once: false,
  seconds: 60,
});

const overviewOf = (of: (now?: number) => OverviewAnswer, { locale, flavour }: PageLook): OverviewAnswer => {
  const facts = of(Date.parse(NOW));
  if (flavour !== 'longest') return { ...facts, locale };
  return {
    ...facts,
    locale,
    company: `${facts.company}${LONG}`,
    me: { ...facts.me, name: `${facts.me.name}${LONG}` },
    membership: facts.membership && { ...facts.membership, program: `${facts.membership.program}${LONG}` },
    ending: facts.ending?.map((one) => ({ ...one, name: `${one.name}${LONG}` })) ?? null,
    mine: facts.mine.map((one) => ({ ...one, benefit: { ...one.benefit, name: `${one.benefit.name}${LONG}` } })),
  };
};

interface PagePicture {
  page: string;
  answers(look: PageLook): Answers;
  /** Brings the page to what is shown. */
  ready(frame: Frame): Promise<unknown>;
}

const keys = '/dialogs/keys/#ticket=T';
const tab = '/tabs/overview/';
const company = (look: PageLook): Answers => companyApi(() => overviewOf(admin, look), 5000);

/** A card as the bot makes them; a fixed one, so that this picture is of the tab alone. */
const cardOf = (title: string, who: string, left: string, other: string, yes: string, no: string) => ({
  type: 'AdaptiveCard',
  version: '1.5',
  body: [
    { type: 'TextBlock', text: title, style: 'heading', size: 'Large', weight: 'Bolder', wrap: true },
    {
      type: 'ColumnSet',
      columns: [
        { type: 'Column', width: 'stretch', items: [{ type: 'TextBlock', text: who, isSubtle: true, wrap: true }] },
        { type: 'Column', width: 'auto', items: [{ type: 'TextBlock', text: left, color: 'Warning', wrap: true }] },
      ],
    },
    { type: 'Input.Text', id: 'email', label: other, placeholder: 'name@contoso.example', isRequired: true },
  ],
  actions: [
    { type: 'Action.Execute', title: yes, verb: 'assign', style: 'positive', data: {} },
    { type: 'Action.Execute', title: no, verb: 'cancel', data: {} },
  ],
});
const CARD = {
  en: cardOf('Assign Signature Cloud Support?', 'Siobhán O’Connor', '1 of 5 left', 'Other address', 'Assign', 'Cancel'),
  fr: cardOf(
    'Attribuer Signature Cloud Support ?',
    'Siobhán O’Connor',
    '1 libre sur 5',
    'Autre adresse',
    'Attribuer',
    'Annuler',
  ),
};

const PAGES: Readonly<Record<string, PagePicture>> = {
  'page-keys': {
    page: keys,
    answers: (look) => ({ keys: () => ({ status: 200, body: keysOf(look) }) }),
    ready: (frame) => frame.locator('.key-list').waitFor(),
  },
  'page-keys-hidden': {
    page: keys,
    answers: (look) => ({ keys: () => ({ status: 200, body: keysOf(look) }) }),
    ready: (frame) => frame.locator('footer button.primary').click(),
  },
  'page-keys-used': {
    page: keys,
    answers: () => ({ keys: () => ({ status: 410, body: { error: { code: 'ticket', message: '' } } }) }),
    ready: (frame) => frame.locator('h1').waitFor(),
  },
  'page-overview': { page: tab, answers: company, ready: (frame) => frame.locator('.chart-picture').first().waitFor() },
  'page-who-has-what': {
    page: tab,
    answers: company,
    async ready(frame) {
      await frame.getByRole('tab').nth(2).click();
      await frame.locator('tbody .badge').first().waitFor();
    },
  },
  'page-benefits': {
    page: tab,
    answers: company,
    async ready(frame) {
      await frame.getByRole('tab').nth(1).click();
      await frame.locator('tbody .badge').first().waitFor();
    },
  },
  'page-benefit': {
    page: `${tab}#view=benefits&benefit=b2`,
    answers: company,
    ready: (frame) => frame.locator('.details tbody .badge').first().waitFor(),
  },
  'page-history': {
    page: tab,
    answers: company,
    async ready(frame) {
      await frame.getByRole('tab').nth(3).click();
      await frame.locator('.entry').first().waitFor();
    },
  },
  'page-command': {
    page: tab,
    answers: (look) => ({
      ...company(look),
      command: () => ({ status: 200, body: { card: CARD[look.locale], text: null, url: null } }),
    }),
    async ready(frame) {
      await frame.locator('.commands button').first().click();
      await frame.locator('.card').waitFor();
    },
  },
  'page-overview-employee': {
    page: tab,
    answers: (look) => companyApi(() => overviewOf(employee, look), 10),
    ready: (frame) => frame.locator('.rows').first().waitFor(),
  },
};

export const pageNames = (): string[] => Object.keys(PAGES);

export interface PageGallery {
  /** A PNG as it is to be kept. */
  picture(name: string, look: PageLook): Promise<Buffer>;
  /** A PNG to compare with a kept one, in all its colours: making it small takes seconds. */
  shot(name: string, look: PageLook): Promise<Buffer>;
  /** How many pixels of two PNGs differ to the eye; all, where they are not of one size. */
  difference(kept: Buffer, now: Buffer): Promise<{ off: number; of: number }>;
  close(): Promise<void>;
}

/** In the browser, which decodes pictures ten times as fast as a test can. */
async function compare(both: readonly [string, string]): Promise<{ off: number; of: number }> {
  const [kept, now] = await Promise.all(
    both.map(async (base64) => {
      const image = new Image();
      image.src = `data:image/png;base64,${base64}`;
      await image.decode();
      const canvas = document.createElement('canvas');
      canvas.width = image.naturalWidth;
      canvas.height = image.naturalHeight;
      const context = canvas.getContext('2d', { willReadFrequently: true });
      if (!context) throw new Error('no canvas');
      context.drawImage(image, 0, 0);
      return context.getImageData(0, 0, canvas.width, canvas.height);
    }),
  );
  if (!kept || !now) throw new Error('no picture');
  const of = kept.width * kept.height;
  if (kept.width !== now.width || kept.height !== now.height) return { off: of, of };
  let off = 0;
  for (let at = 0; at < kept.data.length; at += 4) {
    const far = (channel: number): boolean =>
      Math.abs((kept.data[at + channel] ?? 0) - (now.data[at + channel] ?? 0)) > 40;
    if (far(0) || far(1) || far(2)) off += 1;
  }
  return { off, of };
}

export async function openPageGallery(browser: Browser): Promise<PageGallery> {
  const site: Site = await startSite({}, FONT);
  const board = await browser.newPage();
  const gallery: PageGallery = {
    picture: async (name, look) => smaller(await gallery.shot(name, look)),
    async shot(name, look) {
      const one = PAGES[name];
      if (!one) throw new Error(`There is no page ${name}`);
      site.answers = one.answers(look);
      const { page, frame, close } = await openIn(browser, site, {
        page: one.page,
        at: one.page.startsWith(tab) ? 'content' : 'task',
        theme: look.theme === 'light' ? 'default' : look.theme,
        locale: look.locale,
        width: look.width,
        height: 720,
        now: NOW,
      });
      try {
        await one.ready(frame);
        await page.mouse.move(0, 0);
        return await page.screenshot({ animations: 'disabled', caret: 'hide' });
      } finally {
        await close();
      }
    },
    difference: (kept, now) => board.evaluate(compare, [kept.toString('base64'), now.toString('base64')] as const),
    async close() {
      await board.close();
      await site.stop();
    },
  };
  return gallery;
}
