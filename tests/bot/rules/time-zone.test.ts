import { momentText } from '../../../cards/words';
import { type Company, openCompany } from './company';

jest.setTimeout(60_000);

describe('times', () => {
  let company: Company;
  beforeAll(async () => {
    company = await openCompany({ TIME_ZONE: 'Asia/Tokyo' });
  });
  afterAll(() => company.close());

  test.each([
    ['America/New_York', 'America/New_York'],
    ['Mars/Base', 'Asia/Tokyo'],
    [undefined, 'Asia/Tokyo'],
  ])('for a reader in %s are of %s', async (localTimezone, shown) => {
    const admin = company.chat('david.miller');
    await admin.say('undo');
    const { words } = await admin.say('history', { localTimezone });
    const at = (await company.history())[0]?.at ?? '';
    expect(words).toContain(momentText(at, 'en', shown));
  });
});
