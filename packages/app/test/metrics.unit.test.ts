import { completeTopic, storeUnavailable } from '@casm/core';
import {
  allPending,
  anActiveCustomer,
  exampleCatalogue,
  failingWhile,
  inMemoryStore,
  numberedIds,
  succeeds,
  writesTo,
} from '@casm/core/testing';
import test from 'ava';
import { metricsOf } from '../src/runtime/metrics.js';

const casmLines = (text: string) => text.split('\n').filter((line) => line.startsWith('casm_'));

const lines = (unpublished: number, parked: number) => [
  'casm_store_up 1',
  `casm_outbox_unpublished_messages{topic="${completeTopic}"} ${unpublished}`,
  `casm_outbox_parked_messages{topic="${completeTopic}"} ${parked}`,
];

test('the metrics tell what is unpublished and what is parked, and whether the store answers', async (t) => {
  const store = inMemoryStore({ catalogue: exampleCatalogue });
  const { outbox, backlog, parked } = store;
  const writes = writesTo(store.customers, numberedIds('metrics'));
  await anActiveCustomer(writes);
  await anActiveCustomer(writes);
  const metrics = metricsOf({ backlog, parked }, [completeTopic]);
  t.deepEqual(casmLines(await metrics()), lines(2, 0));

  const [first, second] = await allPending(store);
  await succeeds(outbox.park(completeTopic, [first?.position ?? ''], 'too large'));
  await succeeds(outbox.remove(completeTopic, [second?.position ?? '']));
  t.deepEqual(casmLines(await metrics()), lines(0, 1));
  t.deepEqual(casmLines(await metrics()), lines(0, 1), 'the same the second time');

  const sizes = failingWhile(() => storeUnavailable('gone'), backlog.sizes);
  const silent = metricsOf({ backlog: { sizes }, parked }, [completeTopic]);
  t.true(casmLines(await silent()).includes('casm_store_up 0'));
});

test('who asks while it is counted gets the same answer', async (t) => {
  const { backlog, parked } = inMemoryStore();
  let counted = 0;
  const sizes: typeof backlog.sizes = () => {
    counted += 1;
    return backlog.sizes();
  };
  const metrics = metricsOf({ backlog: { sizes }, parked }, []);
  await Promise.all([metrics(), metrics(), metrics()]);
  await metrics();
  t.is(counted, 2);
});
