import test from 'ava';
import { logWaiting } from '../src/log-waiting.js';
import { recordedLog } from './recorded-log.js';

/** A wait that is polled whenever the test advances the clock. */
const aWait = (t: { readonly teardown: (end: () => unknown) => void }) => {
  const { log, lines } = recordedLog();
  let now = 0;
  let what: string | null = null;
  const telling = logWaiting(
    'the warehouse',
    () => what,
    log,
    () => now,
  );
  t.teardown(telling.stop);
  return {
    lines,
    after: (ms: number, next: string | null = what): void => {
      what = next;
      now += ms;
      telling.look();
    },
  };
};

test('a wait of less than three seconds is not logged', (t) => {
  const { after, lines } = aWait(t);
  after(0, 'a broker');
  after(2900);
  after(50, null);
  t.deepEqual(lines, []);
});

test('a wait is logged after three seconds, then every minute, and when it ends', (t) => {
  const { after, lines } = aWait(t);
  after(0, 'topic x, which does not exist');
  after(3000);
  for (let times = 0; times < 118; times += 1) after(1000);
  t.is(lines.length, 2);
  t.true(lines.every((line) => line.startsWith('warn the warehouse waits for topic x, which does not exist')));
  after(1000, null);
  t.regex(lines[2] ?? '', /^info the warehouse waits no more {"ms":122000}/);
  after(60_000);
  t.is(lines.length, 3);
});

test('another cause is logged immediately', (t) => {
  const { after, lines } = aWait(t);
  after(0, 'a broker');
  after(3000);
  after(1000, 'topic x, which does not exist');
  t.deepEqual(
    lines.map((line) => line.split(' {')[0]),
    ['warn the warehouse waits for a broker', 'warn the warehouse waits for topic x, which does not exist'],
  );
});
