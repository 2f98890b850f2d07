import { type Campaign, placeCampaign } from '@casm/core';
import { exampleCatalogue, inMemoryStore, numberedIds, succeeds } from '@casm/core/testing';
import test from 'ava';
import * as O from 'fp-ts/lib/Option.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { writeRows } from '../src/commands/campaign.js';
import { UserError } from '../src/user-error.js';

const row = (line: number) => ({
  line,
  refId: null,
  externalId: `CRM-${line}`,
  outcome: 'NOT_FOUND' as const,
  transactionId: null,
  version: null,
  problem: null,
  rule: null,
});

/** A campaign with 1,500 rows, which is deleted when the rows after `deletedAt` are read. */
const campaignDeletedAt = async (deletedAt: number) => {
  const store = inMemoryStore({ catalogue: exampleCatalogue });
  const place = placeCampaign({ ...store, newId: numberedIds('c'), now: () => '2026-01-01T00:00:00.000Z' });
  const order = { requestId: 'r', name: 'spring', customerSegment: 'SOHO', rows: [{ externalId: 'CRM-1' }] };
  const { campaign } = await succeeds(place(order, 'marketing', null));
  let isThere = true;
  const campaigns = {
    ...store.campaigns,
    find: () => TE.fromIO(() => (isThere ? O.some<Campaign>(campaign) : O.none)),
    results: (_: string, { after, limit }: { readonly after: number; readonly limit: number }) =>
      TE.fromIO(() => {
        if (after >= deletedAt) isThere = false;
        return isThere ? Array.from({ length: 1500 }, (__, index) => row(index + 1)).slice(after, after + limit) : [];
      }),
  };
  const lines: Array<string> = [];
  const write = () =>
    writeRows({ campaigns }, campaign.campaignId, null, (text) => void lines.push(...text.split('\n')));
  return { write, lines };
};

test('all rows of a campaign are written', async (t) => {
  const { write, lines } = await campaignDeletedAt(10_000);
  await write();
  t.is(lines.length, 1501);
});

test('a campaign that is deleted while its rows are written is an error, not the end', async (t) => {
  for (const deletedAt of [0, 1000]) {
    const { write } = await campaignDeletedAt(deletedAt);
    await t.throwsAsync(write(), { instanceOf: UserError, message: /there is no campaign/ });
  }
});
