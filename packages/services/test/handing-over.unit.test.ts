import { storeUnavailable } from '@casm/core';
import test from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import { type HandingOver, handingOver } from '../src/handing-over.js';

/** A relay's leases on a clock, with the calls of the store. */
const relay = () => {
  const clock = { ms: 0 };
  const calls: Array<string> = [];
  const store: { isAway: boolean; leased: ReadonlyArray<number> } = { isAway: false, leased: [1, 2] };
  const called =
    <A>(name: string, answer: () => A) =>
    async () => {
      calls.push(name);
      return store.isAway ? E.left(storeUnavailable('away')) : E.right(answer());
    };
  const given = handingOver(
    { lease: () => called('lease', () => store.leased), release: () => called('release', () => undefined) },
    () => clock.ms,
    () => calls.push('told'),
  );
  const shards = async (): Promise<ReadonlyArray<number> | string> => {
    const leased = await given.leases.lease('me', 10_000)();
    return E.isRight(leased) ? leased.right : leased.left._tag;
  };
  const callsSince = (): ReadonlyArray<string> => calls.splice(0);
  return { clock, store, shards, callsSince, ...given };
};

/** A call of the publisher, from its begin to its end. */
const tried = (
  { publishing, times }: Pick<HandingOver, 'publishing' | 'times'>,
  isThrough: boolean,
  topic = 'a',
): void => publishing(topic, times())?.(isThrough);

test('after a minute in which nothing gets through the shards are given back for some seconds, and asked for again', async (t) => {
  const { clock, shards, callsSince, isAside, ...given } = relay();
  tried(given, false);
  clock.ms = 59_999;
  tried(given, false);
  t.deepEqual([await shards(), callsSince()], [[1, 2], ['lease']]);
  clock.ms = 60_000;
  t.deepEqual([await shards(), callsSince(), isAside()], [[], ['told', 'release'], true]);
  t.is(given.publishing('a', given.times()), null, 'nothing is begun meanwhile');
  clock.ms = 64_999;
  t.deepEqual([await shards(), callsSince(), isAside()], [[], [], true]);
  clock.ms = 66_000;
  t.true(isAside(), 'until the store is asked');
  t.deepEqual([await shards(), callsSince(), isAside()], [[1, 2], ['lease'], false]);
  t.is(given.publishing('a', 0), null, 'nothing that was read before is published after');
  tried(given, false);
  clock.ms = 125_999;
  t.deepEqual(await shards(), [1, 2], 'the minute begins again');
});

/** What ends the minute that began with a failure of topic a, a second before its end. */
const ends: Readonly<Record<string, (given: ReturnType<typeof relay>) => void | Promise<unknown>>> = {
  'a message of the topic that gets through': (given) => tried(given, true),
  'a message of another topic that gets through': (given) => tried(given, true, 'b'),
  'a topic that has nothing left': ({ idle }) => idle('a'),
  'another relay that has the shards': ({ store, shards }) => {
    store.leased = [];
    return shards();
  },
};
for (const [what, end] of Object.entries(ends))
  test(`the minute is ended by ${what}`, async (t) => {
    const given = relay();
    tried(given, false);
    given.clock.ms = 59_000;
    await end(given);
    given.clock.ms = 200_000;
    await given.shards();
    t.false(given.callsSince().includes('told'));
  });

test('the minute is not ended by another topic that has nothing to publish', async (t) => {
  const given = relay();
  tried(given, false);
  given.clock.ms = 59_000;
  given.idle('b');
  given.clock.ms = 60_000;
  await given.shards();
  t.true(given.callsSince().includes('told'));
});

test('shards are given back only when nothing is being published', async (t) => {
  const { clock, shards, callsSince, isAside, ...given } = relay();
  tried(given, false);
  const ended = given.publishing('a', given.times());
  clock.ms = 60_000;
  t.deepEqual([await shards(), callsSince(), isAside()], [[], ['told'], true], 'nothing new is begun');
  clock.ms = 200_000;
  t.deepEqual([await shards(), callsSince()], [[], []]);
  ended?.(false);
  t.deepEqual([await shards(), callsSince()], [[], ['release']]);
  clock.ms = 205_000;
  t.deepEqual([await shards(), callsSince()], [[1, 2], ['lease']]);
  clock.ms = 300_000;
  t.deepEqual([await shards(), callsSince()], [[1, 2], ['lease']], 'the call that was in progress begins no minute');
});

test('shards that the store does not take back are given back later', async (t) => {
  const { clock, store, shards, callsSince, ...given } = relay();
  tried(given, false);
  clock.ms = 60_000;
  store.isAway = true;
  t.is(await shards(), 'StoreUnavailable');
  store.isAway = false;
  callsSince();
  t.deepEqual([await shards(), callsSince()], [[], ['release']]);
});
