import { type Dev, freshFolder, waitUntil } from '@casm/test-engines';
import test from 'ava';
import { casm as casmCommand, casmDev, clientOf } from './running-casm.js';

const order = { name: 'spring', customerSegment: 'SOHO', reason: 'the tariff is closed' };

const inWarehouse = async (dev: Dev, externalId: string): Promise<string | null | undefined> =>
  (await clientOf(dev).dwhCustomerByExternalId({ params: { query: { externalId } } })).data?.customer.customerSegment;

test('a campaign of casm dev moves its customers, and the warehouse has them', async (t) => {
  const folder = await freshFolder(t);
  const dev = await casmDev(t, folder);
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

  const changed = outcomes.filter((outcome) => outcome === 'CHANGED').length;
  const effect = async () => (await casm.dwhCampaign({ params: { path: { campaignId } } })).data;
  await waitUntil(async () => (await effect())?.effect.applied === changed, {
    deadlineMs: 20_000,
    describe: () => 'the warehouse has the campaign',
  });
  const reported = await effect();
  t.is(reported?.changed, changed);
  const segments = reported?.effect.segments ?? [];
  t.is(segments.find(({ customerSegment }) => customerSegment === 'SOHO')?.after, changed);
  t.is(
    segments.reduce((sum, { before }) => sum + before, 0),
    changed,
  );
  const told = await casmCommand(['dwh', 'campaign', campaignId, '--data-dir', folder]).ended;
  t.is(told.code, 0, told.stderr);
  t.regex(told.stdout, new RegExp(`^COMPLETED: ${changed} of ${outcomes.length} rows `, 'm'));
  t.regex(told.stdout, new RegExp(`^${changed} of these changes are in the warehouse, the latest of `, 'm'));
  t.regex(told.stdout, new RegExp(`^SOHO +0 +${changed}$`, 'm'));
});
