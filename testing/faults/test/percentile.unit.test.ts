import test from 'ava';
import { percentile } from '../src/percentile.js';

test('a percentile is a value that was seen', (t) => {
  t.is(percentile([], 0.5), null);
  t.is(percentile([3, 1, 2], 0.5), 2);
  t.is(percentile([3, 1, 2], 0.99), 3);
});
