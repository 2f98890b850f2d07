import { storeUnavailable } from '@casm/core';
import test from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import { handingOver } from '../src/handing-over.js';

/** A relay's leases on a clock, with the calls of the store. */
const relay = () => {
  const clock = { ms: 0 };
  const calls: Array<string> = [];
  const store = { isAway: false };
  const called =
    <A>(name: string, answer: A) =>
    async () => {
      calls.push(name);
      return store.isAway ? E.left(storeUnavailable('away')) : E.right(answer);
    };
  const given = handingOver(
    { lease: () => called('lease', [1, 2]), release: () => called('release', undefined) },
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

test('after a minute without an answer the shards are given back for some seconds, and asked for again', async (t) => {
  const { clock, shards, callsSince, publishing, isAside } = relay();
  publishing()(false);
  clock.ms = 59_999;
  publishing()(false);
  t.deepEqual([await shards(), callsSince()], [[1, 2], ['lease']]);
  clock.ms = 60_000;
  t.deepEqual([await shards(), callsSince(), isAside()], [[], ['told', 'release'], true]);
  clock.ms = 64_999;
  t.deepEqual([await shards(), callsSince(), isAside()], [[], [], true]);
  clock.ms = 65_000;
  t.deepEqual([await shards(), callsSince(), isAside()], [[1, 2], ['lease'], false]);
  publishing()(false);
  clock.ms = 124_999;
  t.deepEqual(await shards(), [1, 2], 'the minute begins again');
});

test('an answer ends the minute, and time without a call does not count', async (t) => {
  const { clock, shards, publishing } = relay();
  clock.ms = 100_000;
  publishing()(false);
  clock.ms = 159_999;
  t.deepEqual(await shards(), [1, 2]);
  publishing()(true);
  clock.ms = 300_000;
  t.deepEqual(await shards(), [1, 2]);
});

test('shards are given back only when nothing is being published', async (t) => {
  const { clock, shards, callsSince, publishing, isAside } = relay();
  publishing()(false);
  const ended = publishing();
  clock.ms = 60_000;
  t.deepEqual([await shards(), callsSince(), isAside()], [[], ['told'], true], 'nothing new is begun');
  clock.ms = 200_000;
  t.deepEqual([await shards(), callsSince()], [[], []]);
  ended(false);
  t.deepEqual([await shards(), callsSince()], [[], ['release']]);
  clock.ms = 205_000;
  t.deepEqual([await shards(), callsSince()], [[1, 2], ['lease']]);
});

test('shards that the store does not take back are given back later', async (t) => {
  const { clock, store, shards, callsSince, publishing } = relay();
  publishing()(false);
  clock.ms = 60_000;
  store.isAway = true;
  t.is(await shards(), 'StoreUnavailable');
  store.isAway = false;
  callsSince();
  t.deepEqual([await shards(), callsSince()], [[], ['release']]);
});
