import type { Browser } from 'playwright-core';
import { render, type View } from '../../cards';
import { samples, TODAY } from '../cards/samples';
import { describeInBrowser, launch, WITHOUT } from '../support/browser';
import { admin, companyApi } from './company';
import { axeFindings, openIn, type Site, startSite } from './site';

let site: Site;
let browser: Browser;

describeInBrowser(`cards in the personal tab${WITHOUT}`, () => {
  beforeAll(async () => {
    site = await startSite(companyApi(admin, 10));
    browser = await launch();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });

  // Longest texts, a phone's width: what fits here fits elsewhere.
  test('every card is drawn whole, and axe-core finds nothing', async () => {
    const cards = Object.entries(samples('longest')).filter(([, view]) => view.kind !== 'text');
    const { frame, errors, close } = await openIn(browser, site, {
      page: '/tabs/overview/',
      at: 'content',
      theme: 'dark',
      width: 360,
      height: 900,
    });
    const findings: string[] = [];
    for (const [name, view] of cards) {
      const shown = render(view as Exclude<View, { kind: 'text' }>, { locale: 'fr', today: TODAY, refreshFor: [] });
      site.answers.command = () => ({ status: 200, body: { card: shown, text: null, url: null } });
      await frame.getByRole('button', { name: 'Assign', exact: true }).click();
      await frame.locator('.command-body[aria-busy=false] .card').waitFor();
      findings.push(...(await axeFindings(frame)).map((found) => `${name}: ${found}`));
      const area = frame.getByRole('region', { name: 'Commands' });
      const wide = await area.evaluate((element) => element.scrollWidth > element.clientWidth);
      if (wide) findings.push(`${name}: wider than its place`);
      await area.getByRole('button', { name: 'Close', exact: true }).click();
    }
    expect(cards.length).toBeGreaterThan(50);
    expect(findings).toEqual([]);
    expect(errors).toEqual([]);
    await close();
  }, 240_000);
});
