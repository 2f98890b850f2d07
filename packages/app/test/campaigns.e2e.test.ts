import { type Dev, freshFolder, waitUntil } from '@casm/test-engines';
import test from 'ava';
import { casmDev, clientOf } from './running-casm.js';

const order = { name: 'spring', customerSegment: 'SOHO', reason: 'the tariff is closed' };

const inWarehouse = async (dev: Dev, externalId: string): Promise<string | null | undefined> =>
  (await clientOf(dev).dwhCustomerByExternalId({ params: { query: { externalId } } })).data?.customer.customerSegment;

test('a campaign of casm dev moves its customers, and the warehouse has them', async (t) => {
  const dev = await casmDev(t, await freshFolder(t));
  const casm = clientOf(dev);
  const rows = [{ externalId: 'CRM-1001' }, { externalId: 'CRM-9999' }];
  const { data } = await casm.createSegmentCampaign({
    params: { query: { wait: 'true' } },
    body: { ...order, requestId: 'k-1', rows },
  });
  t.is(data?.campaign.state, 'COMPLETED');
  t.deepEqual(
    data?.rows?.map(({ outcome, version }) => [outcome, version]),
    [
      ['CHANGED', 2],
      ['NOT_FOUND', null],
    ],
  );
  await waitUntil(async () => (await inWarehouse(dev, 'CRM-1001')) === 'SOHO', {
    deadlineMs: 20_000,
    describe: () => 'the warehouse shows the change',
  });

  const filtered = await casm.createSegmentCampaign({
    body: { ...order, requestId: 'k-2', customers: { state: 'ACTIVE' } },
  });
  const campaignId = filtered.data?.campaign.campaignId ?? '';
  await casm.updateSegmentCampaignState({
    params: { path: { campaignId } },
    body: { state: 'RUNNING', skipValidation: true },
  });
  const state = async () => (await casm.readSegmentCampaign({ params: { path: { campaignId } } })).data?.campaign.state;
  await waitUntil(async () => (await state()) === 'COMPLETED', {
    deadlineMs: 20_000,
    describe: () => 'the campaign is completed',
  });
  const outcomes: Array<string> = [];
  for await (const { outcome } of casm.eachSegmentCampaignRow(campaignId)) outcomes.push(outcome);
  t.is(outcomes.length, filtered.data?.campaign.rows ?? 0);
  t.true(outcomes.includes('CHANGED'));
  t.true(outcomes.every((outcome) => outcome === 'CHANGED' || outcome === 'UNCHANGED'));
});
