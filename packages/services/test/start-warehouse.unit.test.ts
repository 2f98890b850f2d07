import { completeTopic, storeUnavailable, type Warehouse } from '@casm/core';
import {
  anActiveCustomer,
  exampleCatalogue,
  inMemoryStore,
  inMemoryStreaming,
  inMemoryWarehouse,
  numberedIds,
  writesTo,
} from '@casm/core/testing';
import { waitUntil } from '@casm/test-engines';
import test from 'ava';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { startRelay } from '../src/start-relay.js';
import { startWarehouse } from '../src/start-warehouse.js';
import { watchedReceipt } from '../src/watched-receipt.js';
import { recordedLog } from './recorded-log.js';

test('a warehouse that reads and cannot store says so until it stores again', async (t) => {
  const store = inMemoryStore({ catalogue: exampleCatalogue });
  await anActiveCustomer(writesTo(store.customers, numberedIds('full')));
  const { publisher, subscribe } = inMemoryStreaming();
  const { warehouse } = inMemoryWarehouse();
  let isFull = true;
  const full: Warehouse = {
    ...warehouse,
    apply: (batch) => (isFull ? TE.left(storeUnavailable('the disk is full')) : warehouse.apply(batch)),
  };
  const { log } = recordedLog();
  const relay = startRelay({ store, newPublisher: () => publisher, log });
  t.teardown(relay.stop);
  const running = startWarehouse({ subscription: subscribe(completeTopic), warehouse: full, log });
  t.teardown(running.stop);
  const until = (waits: string | null) =>
    waitUntil(() => running.waits() === waits, {
      deadlineMs: 30_000,
      describe: () => `${running.waits()}, not ${waits}`,
    });
  await until('the warehouse waits for its next batch to be stored (StoreUnavailable)');
  isFull = false;
  await until(null);
  t.pass();
});

const partition = (number: number) => ({ cluster: 'c', group: 'g', topic: 't', partition: number });
const delivery = (number: number) => ({
  partition: partition(number),
  offset: 1,
  key: 'r',
  body: '{}',
});

test('a batch that is missed is waited for as long as one of its partitions is read here', async (t) => {
  const { subscriber, waitsFor } = watchedReceipt({
    claim: () => TE.right([]),
    receive: () => TE.left(storeUnavailable('the disk is full')),
    mark: () => TE.right(undefined),
    startOver: () => TE.right(undefined),
  });
  const miss = async () => {
    await subscriber.receive([delivery(1), delivery(2)])();
    t.is(waitsFor(), 'its next batch to be stored (StoreUnavailable)');
  };
  await miss();
  await subscriber.claim([partition(2), partition(3)])();
  await subscriber.startOver([partition(3)])();
  t.not(waitsFor(), null);
  await subscriber.claim([partition(3)])();
  t.is(waitsFor(), null, 'another subscriber has the partitions');
  await miss();
  await subscriber.startOver([partition(1)])();
  t.is(waitsFor(), null, 'the topic has the messages no more');
});
