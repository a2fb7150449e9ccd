import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { SETTING_NAMES } from '../../settings';

const ROOT = join(__dirname, '..', '..');
const read = (...path: string[]): string => readFileSync(join(ROOT, ...path), 'utf8');
const MINUTES: Readonly<Record<string, string>> = { PT5M: '5 minutes', PT15M: '15 minutes' };

/** The alert rules of the template: `name: fires at, within`. */
function rulesOfTemplate(): string[] {
  const rules = read('deployment', 'azure', 'alerts.bicep')
    .split(/^resource /m)
    .filter((each) => each.includes('windowSize'));
  return rules.map((rule) => {
    const [, name] = /name: '\$\{name\}-([a-z-]+)'/.exec(rule) ?? [];
    const [, most] = /(?:threshold|failedLocationCount): (\d+)/.exec(rule) ?? [];
    const [, window = ''] = /windowSize: '(\w+)'/.exec(rule) ?? [];
    return `${name}: ${most}, ${MINUTES[window]}`;
  });
}

const rulesOfDocs = (): string[] =>
  [...read('docs', 'deploy-azure.md').matchAll(/^\| `([a-z-]+)` \|.*\| (\d+) \w+ \| (\d+ minutes) \|$/gm)].map(
    ([, name, most, within]) => `${name}: ${most}, ${within}`,
  );

test('the guide lists the alert rules of the template, with their limits', () => {
  expect(rulesOfDocs()).toHaveLength(4);
  expect(rulesOfDocs().sort()).toEqual(rulesOfTemplate().sort());
});

test('the image that the template, its parameters and the guide name has the version of the package', () => {
  const { version } = JSON.parse(read('package.json')) as { version: string };
  const texts = [
    ['docs', 'deploy-azure.md'],
    ...['main.bicep', 'main.bicepparam'].map((name) => ['deployment', 'azure', name]),
  ];
  const named = texts.flatMap((path) =>
    [...read(...path).matchAll(/benefits-bot:([\d.]+\d)/g)].map(([, each]) => each),
  );
  expect([named.length > 3, new Set(named)]).toEqual([true, new Set([version])]);
});

test('the collector listens where the bot sends to, and passes on traces and metrics', () => {
  const { receivers, exporters, service } = parse(read('deployment', 'azure', 'collector.yaml')) as {
    receivers: { otlp: { protocols: { http: { endpoint: string } } } };
    exporters: object;
    service: { pipelines: Record<string, object> };
  };
  expect(read('deployment', 'azure', 'main.bicep')).toContain(`'http://${receivers.otlp.protocols.http.endpoint}'`);
  for (const kind of ['traces', 'metrics'])
    expect(service.pipelines[kind]).toMatchObject({ receivers: ['otlp'], exporters: Object.keys(exporters) });
});

test('the template and the compose file set only settings that there are', () => {
  const [template = ''] = read('deployment', 'azure', 'main.bicep').split("name: 'collector'");
  const set = [
    ...[...template.matchAll(/env: '(\w+)'/g)],
    ...[...template.matchAll(/\{ name: '([A-Z]\w+)', value:/g)],
    ...[...read('docker-compose.yml').matchAll(/^ {4}([A-Za-z_]+): .+$/gm)].filter(([, name = '']) =>
      /[A-Z]/.test(name),
    ),
  ].map(([, name = '']) => name);
  expect(set).toEqual(expect.arrayContaining(['MONGODB_URI', 'PUBLIC_URL', 'KEY_ENCRYPTION_KEYS_FILE']));
  expect(set.filter((name) => !SETTING_NAMES.includes(name))).toEqual([]);
});
