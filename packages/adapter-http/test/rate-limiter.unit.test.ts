import test from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import { clientLimiter } from '../src/client-limits.js';
import { rateLimiter } from '../src/rate-limiter.js';

/** A limiter and a clock that moves by hand. */
const limited = (perSecond: number, burst = perSecond) => {
  let now = 5000;
  const { take, refusal } = rateLimiter(perSecond, burst, () => now);
  const pass = (ms: number) => {
    now += ms;
  };
  const allowed = (client: string, times: number): number =>
    Array.from({ length: times }, () => take(client)).filter(({ isAllowed }) => isAllowed).length;
  return { take, refusal, pass, allowed };
};

test('as many requests as a second allows may come at once, and then one with each part of a second', (t) => {
  for (const perSecond of [1, 3, 7, 100, 1000]) {
    const { allowed, pass } = limited(perSecond);
    t.is(allowed('a', perSecond + 5), perSecond);
    pass(1000 / perSecond);
    t.is(allowed('a', 5), 1);
    pass(1000);
    t.is(allowed('a', perSecond + 5), perSecond);
  }
});

test('a burst is limited by itself: after any pause no more come at once, and the rate is the same', (t) => {
  const { allowed, pass, take } = limited(100, 5);
  t.is(allowed('a', 100), 5);
  t.like(take('a'), { isAllowed: false, remaining: 0, retryMs: 10 });
  pass(60_000);
  t.is(allowed('a', 100), 5);
  let total = 0;
  for (let step = 0; step < 1000; step += 1) {
    pass(10);
    total += allowed('a', 3);
  }
  t.is(total, 1000);
});

test('what one client takes another keeps', (t) => {
  const { allowed } = limited(10);
  t.is(allowed('a', 100), 10);
  t.is(allowed('b', 100), 10);
});

test('over ten seconds a client that asks all the time gets its rate and one allowance', (t) => {
  const { allowed, pass } = limited(10);
  let total = 0;
  for (let step = 0; step < 1000; step += 1) {
    total += allowed('a', 3);
    pass(10);
  }
  t.is(total, 109);
});

test('a refused request costs nothing: the next one is allowed as soon as it was said', (t) => {
  const { take, allowed, pass } = limited(4);
  allowed('a', 4);
  for (let times = 0; times < 50; times += 1) take('a');
  const { retryMs } = take('a');
  t.is(Math.round(retryMs), 250);
  pass(retryMs);
  t.true(take('a').isAllowed);
});

test('it says how many requests are left, and when all of them are there again', (t) => {
  const { take, pass } = limited(4);
  t.like(take('a'), { remaining: 3, resetMs: 250 });
  t.like(take('a'), { remaining: 2, resetMs: 500 });
  pass(500);
  t.like(take('a'), { remaining: 3, resetMs: 250 });
});

test('a rate below one a second allows one request, and the next when its time has come', (t) => {
  const { allowed, pass } = limited(0.5);
  t.is(allowed('a', 3), 1);
  pass(1999);
  t.is(allowed('a', 3), 0);
  pass(1);
  t.is(allowed('a', 3), 1);
});

test('a refusal is foretold, and foretelling takes nothing', (t) => {
  const { take, refusal, pass } = limited(2);
  for (const remaining of [1, 0]) {
    t.is(refusal('a'), null);
    t.like(take('a'), { isAllowed: true, remaining });
  }
  t.deepEqual(refusal('a'), take('a'));
  pass(500);
  t.is(refusal('a'), null);
  t.true(take('a').isAllowed);
});

test('a client has so many requests in progress, and a new one as soon as one has ended', (t) => {
  const { admit, refusal } = clientLimiter({ concurrency: 2 }, () => 0);
  const [first, second] = [admit('a'), admit('a')];
  t.true(E.isRight(first) && E.isRight(second));
  const third = admit('a');
  t.like(E.isLeft(third) ? third.left.problem : null, { status: 429 });
  t.deepEqual(E.left(refusal('a')), third);
  t.true(E.isRight(admit('b')));
  t.is(refusal('b'), null);
  if (E.isRight(first)) first.right.release();
  t.true(E.isRight(admit('a')));
  t.true(E.isLeft(admit('a')));
});

test('a limit of the rate allows a second’s worth at once, unless the burst is limited too', (t) => {
  const admitted = (burst: { readonly burst?: number }): number => {
    const { admit } = clientLimiter({ ratePerSecond: 100, ...burst }, () => 0);
    return Array.from({ length: 200 }, () => admit('a')).filter(E.isRight).length;
  };
  t.is(admitted({}), 100);
  t.is(admitted({ burst: 5 }), 5);
});
