import { completeTopic, storeUnavailable } from '@casm/core';
import { anActiveCustomer, exampleCatalogue, inMemoryStore, numberedIds, succeeds, writesTo } from '@casm/core/testing';
import test from 'ava';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { metricsOf } from '../src/runtime/metrics.js';

const casmLines = (text: string) => text.split('\n').filter((line) => line.startsWith('casm_'));

test('the metrics tell what is unpublished and what is parked, and whether the store answers', async (t) => {
  const { customers, outbox, parked } = inMemoryStore({ catalogue: exampleCatalogue });
  const writes = writesTo(customers, numberedIds('metrics'));
  await anActiveCustomer(writes);
  await anActiveCustomer(writes);
  const metrics = metricsOf({ outbox, parked });
  t.deepEqual(casmLines(await metrics()), [
    'casm_store_up 1',
    `casm_outbox_unpublished_messages{topic="${completeTopic}"} 2`,
  ]);

  const shards = await succeeds(outbox.lease('test', 60_000));
  const [first] = await succeeds(outbox.pending(shards, completeTopic, 1));
  await succeeds(outbox.park(completeTopic, [first?.position ?? ''], 'too large'));
  t.deepEqual(casmLines(await metrics()), [
    'casm_store_up 1',
    `casm_outbox_unpublished_messages{topic="${completeTopic}"} 1`,
    `casm_outbox_parked_messages{topic="${completeTopic}"} 1`,
  ]);

  const silent = metricsOf({ outbox: { sizes: TE.left(storeUnavailable('gone')) }, parked });
  t.true(casmLines(await silent()).includes('casm_store_up 0'));
});
