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

  test('the phrases of other writers', () => {
    const read = score(phrases('independent'));
    expect(read.commands >= 0.97 && read.all >= 0.96 ? [] : read.wrong).toEqual([]);
    const unread = score(phrases('independent-measure'));
    expect(unread.commands).toBeGreaterThanOrEqual(0.9);
    expect(unread.all).toBeGreaterThanOrEqual(0.9);
  });

  test('no change and no reveal is proposed where none was asked for', () => {
    const falseAlarms = ['utterances', 'develop', 'measure', 'chatter', 'independent', 'independent-measure'].flatMap(
      (name) => score(phrases(name)).falseAlarms,
    );
    expect(falseAlarms).toEqual([]);
  });
});
