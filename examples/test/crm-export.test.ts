import { readCampaignFile } from '@casm/campaign-files';
import { createCustomer, decideRow, perform, placeCampaign, standingAfter, toTopics } from '@casm/core';
import { context, exampleCatalogue, inMemoryStore, numberedIds, succeeds } from '@casm/core/testing';
import test from 'ava';
import * as O from 'fp-ts/lib/Option.js';
import { asCsv, crmExport, segmentFor } from '../crm-export/crm-export.js';

async function* bytesOf(lines: Iterable<string>) {
  for (const line of lines) yield Buffer.from(line);
}

test('a campaign re-segments a CRM export by contract and tenure', async (t) => {
  const store = inMemoryStore({ catalogue: exampleCatalogue });
  const writes = { customers: store.customers, newId: numberedIds('id'), topicsFor: toTopics() };
  const exported = [...crmExport(300)];
  // The last ten have left, and CASM never knew them.
  for (const { externalId } of exported.slice(0, 290))
    await succeeds(
      perform(writes)(createCustomer)(
        {
          requestId: externalId,
          externalId,
          customerSegment: 'RESIDENTIAL',
          state: { state: 'ACTIVE', stateReason: 'dfltActive' },
        },
        context(),
      ),
    );
  const place = placeCampaign({ ...store, newId: numberedIds('k'), now: () => new Date().toISOString() });
  const rows = readCampaignFile({ bytes: bytesOf(asCsv(exported)), format: 'csv' });
  const { campaign } = await succeeds(place({ requestId: 'R', name: 'by contract' }, 'marketing', rows));
  const { campaignId } = campaign;
  await succeeds(store.campaigns.move(campaignId, standingAfter('RUNNING', { skipValidation: true })));
  while ((await succeeds(store.campaignWork.work('example', 60_000, decideRow(writes)))) !== null);

  const ended = O.toNullable(await succeeds(store.campaigns.find(campaignId)));
  const moved = exported.slice(0, 290).filter((customer) => segmentFor(customer) !== 'RESIDENTIAL').length;
  t.deepEqual(
    ended?.outcomes.map(({ outcome, rows: count }) => [outcome, count]),
    [
      ['CHANGED', moved],
      ['UNCHANGED', 290 - moved],
      ['NOT_FOUND', 10],
    ],
  );
  t.true(moved > 100);
});
