import { dayText, momentText } from '../../../cards/words';
import { type Company, inDays, openCompany, says } from './company';

jest.setTimeout(60_000);

describe('times', () => {
  let company: Company;
  beforeAll(async () => {
    company = await openCompany({ TIME_ZONE: 'Asia/Tokyo' });
  });
  afterAll(() => company.close());

  test.each([
    ['America/New_York', 'America/New_York'],
    ['Asia/Kolkata', 'Asia/Kolkata'],
    ['Europe/Kyiv', 'Europe/Kyiv'],
    ['Mars/Base', 'Asia/Tokyo'],
    [undefined, 'Asia/Tokyo'],
  ])('for a reader in %s are of %s', async (localTimezone, timeZone) => {
    const admin = company.chat('david.miller');
    await admin.say('undo');
    const { words } = await admin.say('history', { localTimezone });
    const at = (await company.history())[0]?.at ?? '';
    expect(words).toContain(momentText(at, { locale: 'en', timeZone }));
  });

  test.each([
    ['en-US', 'en', { locale: 'en', region: 'US' }],
    ['en-GB', 'en', { locale: 'en' }],
    ['fr-FR', 'en', { locale: 'en' }],
    ['fr-CA', 'fr', { locale: 'fr', region: 'CA' }],
    ['en-US-u-ca-buddhist', 'en', { locale: 'en' }],
  ] as const)('days for a client in %s, in %s', async (locale, language, reader) => {
    const { words } = await company
      .chat('david.miller')
      .say(language === 'fr' ? 'montre SQL Server 2022 Standard' : 'show SQL Server 2022 Standard', { locale });
    expect(words).toContain(dayText(inDays(165), reader));
  });

  test('a notice and its mail are in the form and zone of the reader’s own client', async () => {
    const ana = company.chat('ana.souza');
    await ana.say('help', { locale: 'en-US', localTimezone: 'America/New_York' });
    await ana.execute('help');
    const david = company.chat('david.miller');
    await david.say(`assign Visual Studio Professional to Ana Souza until ${inDays(40)}`);
    await david.press('Assign');
    await ana.heard(says(dayText(inDays(40), { locale: 'en', region: 'US' })));
  });
});
