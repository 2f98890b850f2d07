import test from 'ava';
import { seededRandom } from '../src/seeded-random.js';

test('the same seed gives the same schedule, another seed another', (t) => {
  const items = Array.from({ length: 30 }, (_, index) => index);
  const order = (seed: number) => seededRandom(seed).fork('schedule').shuffled(items);
  t.deepEqual(order(7), order(7));
  t.notDeepEqual(order(7), order(8));
  t.deepEqual(
    [...order(7)].sort((a, b) => a - b),
    items,
  );
});

test('what one fork draws does not move another', (t) => {
  const random = seededRandom(7);
  const before = random.fork('faults').next();
  random.fork('load').next();
  t.is(random.fork('faults').next(), before);
});
