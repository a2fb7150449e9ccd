import { phrases, score } from './phrases';

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

  test('no change and no reveal is proposed where none was asked for', () => {
    const falseAlarms = ['utterances', 'develop', 'measure', 'chatter'].flatMap(
      (name) => score(phrases(name)).falseAlarms,
    );
    expect(falseAlarms).toEqual([]);
  });
});
