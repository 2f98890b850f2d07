import test from 'ava';
import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import {
  type BusinessTransactionPublisher,
  completeTopic,
  heldShards,
  type OutboundMessage,
  publicationFailed,
  relayBusinessTransactions,
  storeUnavailable,
  updateCustomerSegment,
  perform,
} from '../src/index.js';
import {
  anActiveCustomer,
  context,
  exampleCatalogue,
  inMemoryStore,
  numberedIds,
  succeeds,
  writesTo,
} from '../src/testing/index.js';

/** A platform that never takes what `refuses` says, nor anything that is sent together with it. */
const pickyPlatform = (refuses: (message: OutboundMessage) => boolean) => {
  const published: Array<string> = [];
  const publisher: BusinessTransactionPublisher = {
    publish: (messages) => () => {
      if (messages.some(refuses)) return TE.left(publicationFailed('too large', messages))();
      published.push(...messages.map(({ refId, version }) => `${refId} ${version}`));
      return TE.right(undefined)();
    },
    close: async () => undefined,
  };
  return { publisher, published };
};

const aShop = async () => {
  const store = inMemoryStore({ catalogue: exampleCatalogue });
  const writes = writesTo(store.customers, numberedIds('relay'));
  const [one, two] = [await anActiveCustomer(writes), await anActiveCustomer(writes)];
  for (const customerSegment of ['SOHO', 'BUSINESS']) {
    for (const { refId } of [one, two]) {
      const moved = perform(writes)(updateCustomerSegment)(
        { requestId: writes.newId(), customer: { refId }, customerSegment },
        context(),
      );
      if (E.isLeft(await moved())) throw new Error('the move failed');
    }
  }
  return { store, one: one.refId, two: two.refId };
};

test('a message that is refused even alone is parked with its customer, and holds up nobody else', async (t) => {
  const { store, one, two } = await aShop();
  const { publisher, published } = pickyPlatform(({ refId, version }) => refId === one && version === 2);
  const parked: Array<string> = [];
  const pass = relayBusinessTransactions({
    outbox: store.outbox,
    publisher,
    topic: completeTopic,
    shards: store.outbox.lease('relay', 60_000),
    batchSize: 100,
    onParked: ({ refId, version }, error) => parked.push(`${refId} ${version} ${error}`),
  });
  t.true(E.isLeft(await pass()), 'the platform refuses them together');
  for (let result = await pass(); E.isRight(result) && result.right.more; result = await pass());
  t.deepEqual(parked, [`${one} 2 too large`]);
  t.deepEqual(published, [`${one} 1`, `${two} 1`, `${two} 2`, `${two} 3`]);
  const held = await store.parked.list();
  t.deepEqual(E.isRight(held) ? held.right.map(({ version, error }) => [version, error]) : held, [
    [2, 'too large'],
    [3, null],
  ]);
});

test('a failure that is nobody’s fault parks nobody', async (t) => {
  const { store } = await aShop();
  const publisher: BusinessTransactionPublisher = {
    publish: () => TE.left(publicationFailed('no broker')),
    close: async () => undefined,
  };
  const pass = relayBusinessTransactions({
    outbox: store.outbox,
    publisher,
    topic: completeTopic,
    shards: store.outbox.lease('relay', 60_000),
    batchSize: 1,
    onParked: () => t.fail('parked'),
  });
  t.true(E.isLeft(await pass()));
  t.true(E.isLeft(await pass()));
  t.deepEqual(await store.parked.list(), E.right([]));
});

test('relays of one holder share a lease, and renew it one at a time when a third of it is over', async (t) => {
  let now = 0;
  let renewals = 0;
  let broken = false;
  let takes = 0;
  const lease = () => async () => {
    renewals += 1;
    await Promise.resolve();
    now += takes;
    return broken ? E.left(storeUnavailable('gone')) : E.right([renewals]);
  };
  const shards = heldShards({ outbox: { lease }, holder: 'one', leaseTtl: 3000, now: () => now });
  t.deepEqual(await Promise.all([shards(), shards()]), [E.right([1]), E.right([1])]);
  now = 999;
  t.deepEqual(await shards(), E.right([1]));
  now = 1000;
  t.deepEqual(await Promise.all([shards(), shards()]), [E.right([2]), E.right([2])]);
  now = 2000;
  broken = true;
  t.true(E.isLeft(await shards()));
  broken = false;
  t.deepEqual(await shards(), E.right([4]), 'a failure is not kept');
  now = 4000;
  takes = 3000;
  t.deepEqual(await shards(), E.right([]), 'an answer that took as long as the lease says nothing');
  takes = 0;
  t.deepEqual(await shards(), E.right([6]));
});

test('a relay without a shard reads nothing', async (t) => {
  const { store } = await aShop();
  const pass = relayBusinessTransactions({
    outbox: { ...store.outbox, pending: () => TE.left(storeUnavailable('it was read')) },
    publisher: pickyPlatform(() => false).publisher,
    topic: completeTopic,
    shards: TE.right([]),
    batchSize: 100,
    onParked: () => t.fail('parked'),
  });
  t.deepEqual(await pass(), E.right({ published: 0, more: false }));
});

test('while a full batch is on its way the next one is read', async (t) => {
  const { store } = await aShop();
  const events: Array<string> = [];
  let shards = [0];
  const pass = relayBusinessTransactions({
    outbox: {
      ...store.outbox,
      pending: (...asked) => {
        events.push('read');
        return store.outbox.pending(...asked);
      },
    },
    publisher: {
      publish: (messages) => async () => {
        await Promise.resolve();
        events.push(`published ${messages.length}`);
        return E.right(undefined);
      },
      close: async () => undefined,
    },
    topic: completeTopic,
    shards: () => TE.right(shards)(),
    batchSize: 2,
    onParked: () => t.fail('parked'),
  });
  await succeeds(pass);
  await succeeds(pass);
  t.deepEqual(events, ['read', 'read', 'published 2', 'read', 'published 2']);
  shards = [0];
  await succeeds(pass);
  t.deepEqual(events.slice(5), ['read', 'read', 'published 2'], 'what was read under an earlier lease is read again');
});

test('after a pass that breaks off nothing counts that was read ahead', async (t) => {
  const { store, one } = await aShop();
  const shards = [0];
  const published: Array<string> = [];
  let broken = true;
  const pass = relayBusinessTransactions({
    outbox: store.outbox,
    publisher: {
      publish: (messages) => async () => {
        if (broken) throw new Error('a defect');
        published.push(...messages.filter(({ refId }) => refId === one).map(({ version }) => String(version)));
        return E.right(undefined);
      },
      close: async () => undefined,
    },
    topic: completeTopic,
    shards: TE.right(shards),
    batchSize: 2,
    onParked: () => t.fail('parked'),
  });
  await t.throwsAsync(pass, { message: 'a defect' });
  broken = false;
  while ((await succeeds(pass)).more);
  t.deepEqual(published, ['1', '2', '3']);
});

test('property: whatever fails or is refused, each customer’s versions are first seen in order, each once or more', async (t) => {
  const outcome = fc.constantFrom('taken' as const, 'taken' as const, 'failed' as const, 'taken and failed' as const);
  const step = fc.record({ outcome, changes: fc.integer({ min: 0, max: 4 }), newLease: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), fc.integer({ min: 1, max: 4 }), async (steps, batchSize) => {
      const store = inMemoryStore({ catalogue: exampleCatalogue });
      const writes = writesTo(store.customers, numberedIds('any'));
      const customers = [await anActiveCustomer(writes), await anActiveCustomer(writes)];
      const newest = new Map(customers.map(({ refId }) => [refId, 1]));
      let refused = '';
      let fate: 'taken' | 'failed' | 'taken and failed' = 'taken';
      const published: Array<{ readonly refId: string; readonly version: number }> = [];
      const publisher: BusinessTransactionPublisher = {
        publish: (messages) => async () => {
          const culprits = messages.filter(({ transactionId }) => transactionId === refused);
          if (culprits.length > 0) return E.left(publicationFailed('refused', messages));
          if (fate !== 'failed') published.push(...messages.map(({ refId, version }) => ({ refId, version })));
          return fate === 'taken' ? E.right(undefined) : E.left(publicationFailed('lost'));
        },
        close: async () => undefined,
      };
      let shards = [0];
      const pass = relayBusinessTransactions({
        outbox: store.outbox,
        publisher,
        topic: completeTopic,
        shards: () =>
          store.outbox
            .lease('relay', 60_000)()
            .then(() => E.right(shards)),
        batchSize,
        onParked: () => undefined,
      });
      let moved = 0;
      const move = async (): Promise<void> => {
        moved += 1;
        const { refId } = customers[moved % 3 === 0 ? 0 : 1] ?? { refId: '' };
        const customerSegment = ['SOHO', 'BUSINESS', 'RESIDENTIAL'][moved % 3];
        const body = { requestId: writes.newId(), customer: { refId }, customerSegment };
        const { transaction } = await succeeds(perform(writes)(updateCustomerSegment)(body, context()));
        newest.set(refId, transaction.payload.customer.version);
        if (moved === 4) refused = transaction.transactionId;
      };
      for (const { outcome: next, changes, newLease } of steps) {
        for (let made = 0; made < changes; made += 1) await move();
        fate = next;
        if (newLease) shards = [0];
        await pass();
      }
      fate = 'taken';
      // What was refused was so for the moment: it is tried again.
      refused = '';
      for (let quiet = 0; quiet < 2;) {
        await succeeds(store.parked.retry({ refId: null, topic: null }));
        const passed = await pass();
        quiet = E.isRight(passed) && passed.right.published === 0 ? quiet + 1 : 0;
      }
      for (const { refId } of customers) {
        const seen = [...new Set(published.filter((one) => one.refId === refId).map(({ version }) => version))];
        const made = Array.from({ length: newest.get(refId) ?? 0 }, (_, index) => index + 1);
        if (JSON.stringify(seen) !== JSON.stringify(made)) return false;
      }
      return (await succeeds(store.outbox.size(1))) === 0;
    }),
    { numRuns: 500 },
  );
  t.pass();
});
