import test from 'ava';
import { relayPacing } from '../src/relay-pacing.js';

const pausesOf = ({ pauseMs }: ReturnType<typeof relayPacing>): ReadonlyArray<number> => [0, 3, 20].map(pauseMs);

test('a relay that finds messages by polling polls every 250 ms', (t) => {
  const pacing = relayPacing();
  pacing.passBegins();
  pacing.passEnds(1);
  t.deepEqual(pausesOf(pacing), [10, 80, 250]);
});

test('a relay that finds messages after announcements polls every second', (t) => {
  const pacing = relayPacing();
  pacing.announced();
  pacing.passBegins();
  pacing.passEnds(1);
  pacing.passBegins();
  pacing.passEnds(0);
  t.deepEqual(pausesOf(pacing), [10, 80, 1000]);
});

test('a poll that finds a message shows that announcements are not heard', (t) => {
  const pacing = relayPacing();
  pacing.announced();
  for (const published of [1, 1]) {
    pacing.passBegins();
    pacing.passEnds(published);
  }
  t.deepEqual(pausesOf(pacing), [10, 80, 250]);
});

test('after many messages the pause lets more arrive', (t) => {
  const pacing = relayPacing();
  pacing.passBegins();
  pacing.passEnds(70);
  t.is(pacing.pauseMs(0), 32);
  pacing.passEnds(4000);
  t.is(pacing.pauseMs(0), 50);
});
