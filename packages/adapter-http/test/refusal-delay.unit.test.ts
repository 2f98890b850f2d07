import test from 'ava';
import { refusalDelay } from '../src/refusal-delay.js';

test('answers are delayed by half of the longest delay to the whole', (t) => {
  for (const [random, ms] of [
    [0, 500],
    [0.5, 750],
    [1, 1000],
  ] as const)
    t.is(refusalDelay(1000, () => random)('a').ms, ms);
  t.is(refusalDelay(1, () => 0)('a').ms, 1);
  t.is(refusalDelay(0)('a').ms, 0);
});

test('a thousand answers of a client are delayed at a time, the next is sent immediately, and another client has its own', (t) => {
  const delay = refusalDelay(1000, () => 1);
  const [first, ...others] = Array.from({ length: 1000 }, () => delay('a'));
  t.deepEqual(new Set(others.map(({ ms }) => ms)), new Set([1000]));
  const beyond = delay('a');
  t.is(beyond.ms, 0);
  beyond.end();
  t.is(delay('a').ms, 0);
  t.is(delay('b').ms, 1000);
  first?.end();
  t.is(delay('a').ms, 1000);
  t.is(delay('a').ms, 0);
});
