import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { GRAVE, languageOf, phrases, score } from './phrases';

describe('understands what people type', () => {
  test('the public sample: every command, at least 97 % with all slots', () => {
    const result = score(phrases('utterances'));
    expect({ commands: result.commands, wrong: result.all < 0.97 ? result.wrong : [] }).toEqual({
      commands: 1,
      wrong: [],
    });
  });

  test('the phrases that it was developed on', () => {
    const result = score(phrases('develop'));
    expect({ wrong: result.commands >= 0.98 && result.all >= 0.97 ? [] : result.wrong }).toEqual({ wrong: [] });
  });

  test('the phrases that it is measured on do not get worse', () => {
    const { commands, all } = score(phrases('measure'));
    expect(commands).toBeGreaterThanOrEqual(0.96);
    expect(all).toBeGreaterThanOrEqual(0.95);
  });

  test('the phrases of other writers that it was taught', () => {
    for (const name of ['independent', 'strangers']) {
      const { commands, all, wrong } = score(phrases(name));
      expect(commands >= 0.995 && all >= 0.97 ? [] : wrong).toEqual([]);
    }
  });

  test('the phrases of other writers that it never saw', () => {
    const { commands, all } = score(phrases('strangers-measure'));
    expect(commands).toBeGreaterThanOrEqual(0.98);
    expect(all).toBeGreaterThanOrEqual(0.95);
  });

  test('next to no change or reveal is proposed where none was asked for', () => {
    const alarms = (...names: string[]) => names.flatMap((name) => score(phrases(name)).falseAlarms);
    expect(alarms('utterances', 'develop', 'measure', 'chatter', 'independent', 'strangers')).toEqual([]);
    const unseen = ['strangers-measure', 'independent-measure'].flatMap(phrases);
    const asked = unseen.filter(({ command }) => !GRAVE.has(command)).length;
    expect(alarms('strangers-measure', 'independent-measure').length / asked).toBeLessThan(0.005);
  });

  test('what is not understood is asked about; thanks and talk are not', () => {
    const sure = (text: string) => languageOf('contoso').parse(text);
    for (const text of ['blurb the frobs', 'qsdf jklm', 'the licence of the moon'])
      expect(sure(text)).toMatchObject({ command: 'none', sure: false });
    for (const text of ['merci, la clé marche nickel', 'thanks a lot!', 'Visual Studio crashed again this morning'])
      expect(sure(text)).toMatchObject({ command: 'none', sure: true });
  });

  test('what was taught is of the phrases and the vocabulary as they are now', () => {
    const { stdout, status } = spawnSync(process.execPath, ['deployment/run/teach.mjs', '--check'], {
      cwd: join(__dirname, '..', '..'),
      encoding: 'utf8',
    });
    expect({ stdout, status }).toEqual({ stdout: '', status: 0 });
  });
});
