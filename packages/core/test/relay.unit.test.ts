import test from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import {
  completeTopic,
  type Lease,
  type OutboundMessage,
  type Relay,
  relayBusinessTransactions,
} from '../src/index.js';
import { inMemoryStreaming, type Reception, succeeds } from '../src/testing/index.js';
import { anOutbox, namesOf } from './an-outbox.js';

const allShards: Lease = { generation: 1, shards: [0] };

/** A platform that refuses the messages that `refuses` selects, together with every batch that contains one. */
const pickyPlatform = (refuses: (message: OutboundMessage) => boolean) =>
  inMemoryStreaming({
    receives: (messages): Reception => (messages.some(refuses) ? { refused: messages } : 'taken'),
  });

const relayOf = (given: Pick<Relay, 'outbox' | 'publisher'> & Partial<Relay>) =>
  relayBusinessTransactions({
    topic: completeTopic,
    lease: TE.right(allShards),
    batchSize: 100,
    onParked: () => undefined,
    ...given,
  });

test('a message that is refused even alone is parked, and blocks only its own customer', async (t) => {
  const { store, one, two } = await anOutbox();
  const { publisher, stored } = pickyPlatform(({ refId, version }) => refId === one && version === 2);
  const parked: Array<string> = [];
  const pass = relayOf({
    outbox: store.outbox,
    publisher,
    onParked: ({ refId, version }, error) => parked.push(`${refId} ${version} ${error}`),
  });
  t.true(E.isLeft(await pass()), 'the platform refuses them together');
  for (let result = await pass(); E.isRight(result) && result.right.more; result = await pass());
  t.deepEqual(parked, [`${one} 2 refused`]);
  t.deepEqual(namesOf(stored(completeTopic)), [`${one} 1`, `${two} 1`, `${two} 2`, `${two} 3`]);
  const held = await succeeds(store.parked.list(1000));
  t.deepEqual(
    held.map(({ version, error }) => [version, error]),
    [
      [2, 'refused'],
      [3, null],
    ],
  );
});

test('a failure without refused messages parks nothing', async (t) => {
  const { store } = await anOutbox();
  const { publisher } = inMemoryStreaming({ receives: () => 'lost' });
  const pass = relayOf({ outbox: store.outbox, publisher, batchSize: 1, onParked: () => t.fail('parked') });
  t.true(E.isLeft(await pass()));
  t.true(E.isLeft(await pass()));
  t.deepEqual(await succeeds(store.parked.list(1000)), []);
});

/** Makes a relay that records every read and every publication in order. */
const observed = async () => {
  const { store, one } = await anOutbox();
  const events: Array<string> = [];
  const { publisher, stored } = inMemoryStreaming({
    receives: async (messages): Promise<Reception> => {
      await Promise.resolve();
      events.push(`published ${messages.length}`);
      return 'taken';
    },
  });
  const pending: Relay['outbox']['pending'] = (...asked) => {
    events.push('read');
    return store.outbox.pending(...asked);
  };
  return { outbox: { ...store.outbox, pending }, publisher, stored, events, one };
};

test('a relay without a shard reads nothing', async (t) => {
  const { outbox, publisher, events } = await observed();
  const pass = relayOf({ outbox, publisher, lease: TE.right({ generation: 1, shards: [] }) });
  t.deepEqual(await pass(), E.right({ published: 0, more: false }));
  t.deepEqual(events, []);
});

test('the next batch is read while a full one is published', async (t) => {
  const { outbox, publisher, events } = await observed();
  let lease = allShards;
  const pass = relayOf({ outbox, publisher, lease: () => TE.right(lease)(), batchSize: 2 });
  await succeeds(pass);
  await succeeds(pass);
  t.deepEqual(events, ['read', 'read', 'published 2', 'read', 'published 2']);
  lease = { ...allShards, generation: 2 };
  await succeeds(pass);
  t.deepEqual(events.slice(5), ['read', 'read', 'published 2'], 'what was read under an earlier lease is read again');
});

test('prefetched entries are used as long as the lease is the same, even if the array of its shards is another', async (t) => {
  const { outbox, publisher, events } = await observed();
  const pass = relayOf({ outbox, publisher, lease: () => TE.right({ generation: 1, shards: [0] })(), batchSize: 2 });
  await succeeds(pass);
  await succeeds(pass);
  t.deepEqual(events, ['read', 'read', 'published 2', 'read', 'published 2']);
});

test('after a failed pass, prefetched entries are not used', async (t) => {
  const { store, one } = await anOutbox();
  let broken = true;
  const { publisher, stored } = inMemoryStreaming({
    receives: () => {
      if (broken) throw new Error('a defect');
      return 'taken';
    },
  });
  const pass = relayOf({ outbox: store.outbox, publisher, batchSize: 2 });
  await t.throwsAsync(pass, { message: 'a defect' });
  broken = false;
  for (let passes = 0; passes < 10 && (await succeeds(pass)).more; passes += 1);
  const ofOne = stored(completeTopic).filter(({ refId }) => refId === one);
  t.deepEqual(
    namesOf(ofOne),
    [1, 2, 3].map((version) => `${one} ${version}`),
  );
});
