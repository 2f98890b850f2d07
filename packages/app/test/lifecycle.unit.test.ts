import test from 'ava';
import { openLog } from '../src/runtime/log.js';
import { lifecycle } from '../src/runtime/stop-in-time.js';

test('what was started is stopped in the reverse order, and one that hangs is left behind in its time', async (t) => {
  const lines: Array<string> = [];
  const life = lifecycle(openLog({ format: 'json', write: (line) => lines.push(line) }));
  const stopped: Array<string> = [];
  const stop = (name: string) => async () => void stopped.push(name);
  life.started('the first', stop('the first'));
  life.started('one that hangs', () => new Promise(() => undefined), 20);
  life.started('the last', stop('the last'));
  await life.stop();
  t.deepEqual(stopped, ['the last', 'the first']);
  t.regex(lines.join(), /one that hangs did not stop cleanly.*longer than 20 ms/);
});
