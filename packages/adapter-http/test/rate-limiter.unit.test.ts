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
  t.like(take('a'), { isAllowed: false, remaining: 0, moreMs: 10 });
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
  const { moreMs } = take('a');
  t.is(Math.round(moreMs), 250);
  pass(moreMs);
  t.true(take('a').isAllowed);
});

test('it says how many requests are left, and when there is one more', (t) => {
  const { take, pass } = limited(4);
  t.like(take('a'), { remaining: 3, moreMs: 250 });
  pass(100);
  t.like(take('a'), { remaining: 2, moreMs: 150 });
  t.like(take('a'), { remaining: 1, moreMs: 150 });
  pass(500);
  t.like(take('a'), { remaining: 2, moreMs: 150 });
});

/** The numbers of the policy and of what is left, in the headers of an answer. */
const toldBy = (headers: Readonly<Record<string, string>> | null) => {
  const number = (header: string, name: string): number =>
    Number(new RegExp(`;${name}=(\\d+)(;|$)`).exec(headers?.[header] ?? '')?.[1] ?? Number.NaN);
  const [q, w] = [number('RateLimit-Policy', 'q'), number('RateLimit-Policy', 'w')];
  const burst = number('RateLimit-Policy', 'casm-burst');
  return { q, w, atOnce: Number.isNaN(burst) ? q : burst, r: number('RateLimit', 'r'), t: number('RateLimit', 't') };
};

for (const [ratePerSecond, burst, policy] of [
  [100, 100, '"client";q=100;w=1'],
  [100, 5, '"client";q=100;w=1;casm-burst=5'],
  [100, 1000, '"client";q=1000;w=10'],
  [2, 5, '"client";q=5;w=3'],
  [5.5, 4, '"client";q=5;w=1;casm-burst=4'],
  [0.001, 0.001, '"client";q=1;w=1000'],
] as const)
  test(`the headers of ${ratePerSecond} a second and ${burst} at once are true`, (t) => {
    let now = 5000;
    const { admit } = clientLimiter({ ratePerSecond, burst }, () => now);
    const send = (client: string) => {
      const slot = admit(client);
      const headers: Readonly<Record<string, string>> | null = E.isLeft(slot) ? slot.left.headers : slot.right.headers;
      return { isAllowed: E.isRight(slot), headers, ...toldBy(headers) };
    };
    t.is(send('another').headers?.['RateLimit-Policy'], policy);
    const { q, w, atOnce } = toldBy({ 'RateLimit-Policy': policy });
    for (let sent = 0; sent < 3 * q; sent += 1) {
      if (sent > 0 && sent % atOnce === 0) now += (w * 1000 * atOnce) / q;
      t.true(send('who keeps to the policy').isAllowed, `request ${sent}`);
    }
    let { r: left, t: more } = send('a');
    while (left > 0) {
      const next = send('a');
      t.true(next.isAllowed);
      t.is(next.r, left - 1, 'r is what is left now');
      [left, more] = [next.r, next.t];
    }
    const refused = send('a');
    t.like(refused, { isAllowed: false, r: 0, t: more });
    t.is(refused.headers?.['Retry-After'], String(more), 'Retry-After is not earlier than t');
    if (more > 1) {
      now += (more - 1) * 1000 - 1;
      t.false(send('a').isAllowed, 't is not later than it must be');
    }
    now += Math.min(more, 1) * 1000 + 1;
    t.true(send('a').isAllowed, 'there is one more after t seconds');
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
  if (E.isRight(first)) first.right.release?.();
  t.true(E.isRight(admit('a')));
  t.true(E.isLeft(admit('a')));
});

test('a limit of the rate allows a tenth of a second’s worth at once, and ten of a low rate, unless the burst is limited too', (t) => {
  const admitted = (ratePerSecond: number, burst?: number): number => {
    const { admit } = clientLimiter({ ratePerSecond, ...(burst === undefined ? {} : { burst }) }, () => 0);
    return Array.from({ length: 2000 }, () => admit('a')).filter(E.isRight).length;
  };
  t.deepEqual(
    [1, 5, 10, 50, 100, 105, 1000, 1005].map((rate) => admitted(rate)),
    [1, 5, 10, 10, 10, 10, 100, 100],
  );
  t.is(admitted(100, 5), 5);
  t.is(admitted(100, 100), 100);
});
