import { completeTopic } from '../../domain/publication-rules.js';
import { updateCustomerSegment } from '../../use-cases/update-customer-segment.js';
import { context } from '../builders.js';
import { mustEqual, mustHold, succeeds } from '../law.js';
import type { StoreLaw } from '../store-under-test.js';
import { moveTo, storeWithCustomer } from './in-use.js';

const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

export const outboxLaws: ReadonlyArray<StoreLaw> = [
  {
    name: 'what goes out is what was answered, under the customer’s key',
    check: async (make) => {
      const { store, writes, customer } = await storeWithCustomer(make);
      const body = { requestId: writes.newId(), customer: { refId: customer.refId }, customerSegment: 'SOHO' };
      const receipt = await succeeds(updateCustomerSegment(writes)(body, context({ traceparent })));
      const shards = await succeeds(store.outbox.lease('relay', 60_000));
      const entries = await succeeds(store.outbox.pending(shards, 10));
      const { transactionId, occurredAt } = receipt.transaction;
      mustEqual(
        entries.at(-1)?.message,
        {
          refId: customer.refId,
          version: 2,
          topic: completeTopic,
          transactionId,
          operation: 'updateCustomerSegment',
          occurredAt,
          traceparent,
          body: receipt.body,
        },
        'message',
      );
    },
  },
  {
    name: 'removed entries are gone, the others stay in order',
    check: async (make) => {
      const { store, writes, customer } = await storeWithCustomer(make);
      for (const segment of ['SOHO', 'BUSINESS']) await succeeds(moveTo(writes, customer, segment));
      const shards = await succeeds(store.outbox.lease('relay', 60_000));
      const [first] = await succeeds(store.outbox.pending(shards, 1));
      mustEqual(first?.message.version, 1, 'oldest');
      await succeeds(store.outbox.remove([first?.position ?? '']));
      await succeeds(store.outbox.remove([first?.position ?? '']));
      const rest = await succeeds(store.outbox.pending(shards, 10));
      mustEqual(
        rest.map(({ message }) => message.version),
        [2, 3],
        'rest',
      );
    },
  },
  {
    name: 'the outbox tells how much it holds, up to a limit',
    check: async (make) => {
      const { store, writes, customer } = await storeWithCustomer(make);
      for (const segment of ['SOHO', 'BUSINESS']) await succeeds(moveTo(writes, customer, segment));
      mustEqual(await succeeds(store.outbox.size(10)), 3, 'all of them');
      mustEqual(await succeeds(store.outbox.size(2)), 2, 'no further than the limit');
    },
  },
  {
    name: 'a shard has one holder at a time, until it is released',
    check: async (make) => {
      const { store } = await storeWithCustomer(make);
      const held = await succeeds(store.outbox.lease('one', 60_000));
      mustHold(held.length > 0, 'the first holder gets all');
      mustEqual(await succeeds(store.outbox.lease('two', 60_000)), [], 'the second gets none');
      mustEqual(await succeeds(store.outbox.lease('one', 60_000)), held, 'the first keeps them');
      await succeeds(store.outbox.release('two'));
      mustEqual(await succeeds(store.outbox.lease('two', 60_000)), [], 'only its holder releases a shard');
      await succeeds(store.outbox.release('one'));
      mustEqual(await succeeds(store.outbox.lease('two', 60_000)), held, 'released shards are free');
    },
  },
  {
    name: 'a shard whose lease ran out is free',
    check: async (make) => {
      const { store } = await storeWithCustomer(make);
      const held = await succeeds(store.outbox.lease('one', 0));
      mustEqual(await succeeds(store.outbox.lease('two', 60_000)), held, 'the second gets all');
    },
  },
  {
    name: 'the journal gives what has left the outbox, in order, page by page',
    check: async (make) => {
      const { store, writes, customer } = await storeWithCustomer(make);
      for (const segment of ['SOHO', 'BUSINESS']) await succeeds(moveTo(writes, customer, segment));
      mustEqual(await succeeds(store.journal.published(completeTopic, null, 10)), [], 'nothing published yet');
      const shards = await succeeds(store.outbox.lease('relay', 60_000));
      const entries = await succeeds(store.outbox.pending(shards, 10));
      await succeeds(store.outbox.remove(entries.slice(0, 2).map(({ position }) => position)));
      const page = await succeeds(store.journal.published(completeTopic, null, 1));
      mustEqual(page, [entries[0]?.message], 'first page');
      const next = await succeeds(store.journal.published(completeTopic, { refId: customer.refId, version: 1 }, 10));
      mustEqual(next, [entries[1]?.message], 'next page');
    },
  },
];
