import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SENSITIVE } from '../../benefits/policy';
import { TRAINED } from './labelled.cjs';
import { languageOf, phrases, score } from './phrases';

describe('understands what people type', () => {
  test('the public sample: every command, at least 97 % with all slots', () => {
    const result = score(phrases('utterances'));
    expect({ commands: result.commands, wrong: result.all < 0.97 ? result.wrong : [] }).toEqual({
      commands: 1,
      wrong: [],
    });
  });

  test.each(TRAINED)('%s, which it was trained with', (name) => {
    const { commands, all, wrong } = score(phrases(name));
    expect(commands >= 0.96 && all >= 0.88 ? [] : wrong).toEqual([]);
  });

  test.each(['measure', 'independent-measure', 'strangers-measure'])('%s, which it was not trained with', (name) => {
    const { commands, all } = score(phrases(name));
    expect(commands).toBeGreaterThanOrEqual(0.95);
    expect(all).toBeGreaterThanOrEqual(0.88);
  });

  test('next to no change or reveal is proposed where none was asked for', () => {
    const alarms = (names: readonly string[]) => names.flatMap((name) => score(phrases(name)).falseAlarms);
    const calm = (names: readonly string[]) =>
      names.flatMap(phrases).filter(({ command }) => command === 'none' || !SENSITIVE.has(command)).length;
    const unseen = ['measure', 'independent-measure', 'strangers-measure'];
    expect(alarms(TRAINED).length / calm(TRAINED)).toBeLessThan(0.003);
    expect(alarms(unseen).length / calm(unseen)).toBeLessThan(0.005);
  });

  test('a change that is only spoken of is not proposed, however it is spoken of', () => {
    const lines = readFileSync(join(__dirname, 'data', 'spoken-of.txt'), 'utf8')
      .split('\n')
      .filter(Boolean);
    const proposed = (text: string) =>
      languageOf('contoso')
        .parse(text)
        .acts.some(({ command }) => SENSITIVE.has(command));
    expect(lines.filter(proposed)).toEqual([]);
  });

  test('what is not understood is asked about; thanks and talk are not', () => {
    const sure = (text: string) => languageOf('contoso').parse(text);
    for (const text of ['blurb the frobs', 'qsdf jklm', 'the licence of the moon'])
      expect([text, sure(text)]).toMatchObject([text, { acts: [], sure: false }]);
    for (const text of ['merci, la clé marche nickel', 'thanks a lot!', 'Visual Studio crashed again this morning'])
      expect([text, sure(text)]).toMatchObject([text, { acts: [], sure: true }]);
  });

  test('the weights are of the phrases and the vocabulary as they are now', () => {
    const { stdout, status } = spawnSync(process.execPath, ['deployment/run/teach.mjs', '--check'], {
      cwd: join(__dirname, '..', '..'),
      encoding: 'utf8',
    });
    expect({ stdout, status }).toEqual({ stdout: '', status: 0 });
  });
});
