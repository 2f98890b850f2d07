import test from 'ava';
import { tellWaiting } from '../src/tell-waiting.js';
import { recordedLog } from './recorded-log.js';

/** A wait that is looked at whenever the clock is moved on. */
const aWait = (t: { readonly teardown: (end: () => unknown) => void }) => {
  const { log, lines } = recordedLog();
  let now = 0;
  let what: string | null = null;
  const telling = tellWaiting(
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

test('what is over within three seconds is not told', (t) => {
  const { after, lines } = aWait(t);
  after(0, 'a broker');
  after(2900);
  after(50, null);
  t.deepEqual(lines, []);
});

test('what is waited for is told after three seconds, each minute again, and when it is over', (t) => {
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

test('another reason is told at once', (t) => {
  const { after, lines } = aWait(t);
  after(0, 'a broker');
  after(3000);
  after(1000, 'topic x, which does not exist');
  t.deepEqual(
    lines.map((line) => line.split(' {')[0]),
    ['warn the warehouse waits for a broker', 'warn the warehouse waits for topic x, which does not exist'],
  );
});
