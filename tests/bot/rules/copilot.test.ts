import { type Activity, type Talk, wordsOf } from '../../support/teams';
import { en } from '../../support/wording';
import { type Company, openCompany } from './company';

/** What Microsoft 365 Copilot sends on behalf of a person: an activity of Teams that names the product. */
const COPILOT: Partial<Activity> = { entities: [{ type: 'ProductInfo', id: 'COPILOT' }] };
const OPEN_IN_TEAMS = en.reply.openInTeams;

jest.setTimeout(120_000);
let company: Company;
let david: Talk;
beforeAll(async () => {
  company = await openCompany();
  david = company.chat('david.miller');
});
afterAll(() => company.close());

/** Reading the history here is an export, which is in it too. */
const changes = async () => (await company.history()).filter(({ command }) => command !== 'export').length;

test('what only reads is answered there, with what an admin sees', async () => {
  const list = await david.say('which cloud benefits do we have?', COPILOT);
  expect(list.words).toContain('Power BI');
  const details = await david.invoke(
    'adaptiveCard/action',
    { action: { type: 'Action.Execute', verb: 'show', data: { benefit: 'power-bi-pro' } } },
    COPILOT,
  );
  expect(wordsOf(details.body)).toContain('Power BI');
});

test.each([
  'assign power bi pro to tom baker',
  'I need power bi pro',
  'key for windows 11',
  'export',
  'undo',
  'send maeve the message again',
  'speak french',
  'remove tom baker and add zoe@contoso.example',
])('%s: open in Teams, and nothing is done or asked', async (text) => {
  const before = await changes();
  const turn = await david.say(text, COPILOT);
  expect(turn.words).toBe(OPEN_IN_TEAMS);
  expect(turn.card).toBeNull();
  expect((await david.say('yes', COPILOT)).words).toBe(en.reply.nothingToConfirm);
  expect(await changes()).toBe(before);
});

test('a confirmation, a dialog and a file: open in Teams', async () => {
  const before = await changes();
  const data = { benefit: 'power-bi-pro', user: 'tom.baker@contoso.example', confirm: true, version: '1' };
  const pressed = await david.invoke(
    'adaptiveCard/action',
    { action: { type: 'Action.Execute', verb: 'assign', data } },
    COPILOT,
  );
  expect(pressed.body).toMatchObject({ type: 'application/vnd.microsoft.activity.message', value: OPEN_IN_TEAMS });
  const dialog = await david.invoke(
    'task/fetch',
    { data: { verb: 'keys', benefit: 'windows-11-enterprise' } },
    COPILOT,
  );
  expect(dialog.body).toEqual({ task: { type: 'message', value: OPEN_IN_TEAMS } });
  const step = { benefit: 'power-bi-pro', done: true, version: '1' };
  const ticked = await david.invoke(
    'adaptiveCard/action',
    { action: { type: 'Action.Execute', verb: 'portal', data: step } },
    COPILOT,
  );
  expect(ticked.body).toMatchObject({ value: OPEN_IN_TEAMS });
  const submitted = await david.post({ type: 'message', value: { verb: 'assign', ...data }, ...COPILOT });
  expect(submitted.words).toBe(OPEN_IN_TEAMS);
  const content = { downloadUrl: `${company.teams.serviceUrl}/x.xlsx`, uniqueId: 'x', fileType: 'xlsx' };
  const contentType = 'application/vnd.microsoft.teams.file.download.info';
  const dropped = await david.say('', { ...COPILOT, attachments: [{ contentType, name: 'x.xlsx', content }] });
  expect(dropped.words).toBe(OPEN_IN_TEAMS);
  expect(await changes()).toBe(before);
});

test('notices go to the chat in Teams, which is made where the person has only written in Copilot', async () => {
  const { teams } = company;
  const tom = company.chat('tom.baker');
  await tom.say('what do I have?', COPILOT);
  const before = teams.traffic.length;
  await david.say('assign power bi pro to tom baker');
  await david.press(({ verb, data }) => verb === 'assign' && data?.confirm === true);
  await tom.heard((activity) => JSON.stringify(activity).includes('Power BI'));
  const made = teams.traffic
    .slice(before)
    .filter(({ method, path }) => method === 'POST' && path === '/v3/conversations');
  expect(made).toHaveLength(1);
});
