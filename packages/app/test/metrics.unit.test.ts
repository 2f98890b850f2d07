import { completeTopic, storeUnavailable } from '@casm/core';
import { anActiveCustomer, exampleCatalogue, inMemoryStore, numberedIds, succeeds, writesTo } from '@casm/core/testing';
import test from 'ava';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { metricsOf } from '../src/runtime/metrics.js';

const casmLines = (text: string) => text.split('\n').filter((line) => line.startsWith('casm_'));

const lines = (unpublished: number, parked: number) => [
  'casm_store_up 1',
  `casm_outbox_unpublished_messages{topic="${completeTopic}"} ${unpublished}`,
  `casm_outbox_parked_messages{topic="${completeTopic}"} ${parked}`,
];

test('the metrics tell what is unpublished and what is parked, and whether the store answers', async (t) => {
  const { customers, outbox, parked } = inMemoryStore({ catalogue: exampleCatalogue });
  const writes = writesTo(customers, numberedIds('metrics'));
  await anActiveCustomer(writes);
  await anActiveCustomer(writes);
  const metrics = metricsOf({ outbox, parked }, [completeTopic]);
  t.deepEqual(casmLines(await metrics()), lines(2, 0));

  const shards = await succeeds(outbox.lease('test', 60_000));
  const [first, second] = await succeeds(outbox.pending(shards, completeTopic, 2));
  await succeeds(outbox.park(completeTopic, [first?.position ?? ''], 'too large'));
  await succeeds(outbox.remove(completeTopic, [second?.position ?? '']));
  t.deepEqual(casmLines(await metrics()), lines(0, 1));
  t.deepEqual(casmLines(await metrics()), lines(0, 1), 'the same the second time');

  const silent = metricsOf({ outbox: { sizes: TE.left(storeUnavailable('gone')) }, parked }, [completeTopic]);
  t.true(casmLines(await silent()).includes('casm_store_up 0'));
});

test('who asks while it is counted gets the same answer', async (t) => {
  const { outbox, parked } = inMemoryStore();
  let counted = 0;
  const sizes = TE.fromTask(async () => {
    counted += 1;
    return [];
  });
  const metrics = metricsOf({ outbox: { ...outbox, sizes }, parked }, []);
  await Promise.all([metrics(), metrics(), metrics()]);
  await metrics();
  t.is(counted, 2);
});
