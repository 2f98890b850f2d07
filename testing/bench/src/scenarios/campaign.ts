import { waitUntil } from '@casm/test-engines';
import { createCampaign, runCampaign } from '../campaign-api.js';
import { sharesAsText, withCpuShares } from '../cpu.js';
import { type BenchDatabase, checkpoint } from '../database.js';
import type { Scenario, Stage } from '../scenario.js';
import { median } from '../statistics.js';

/** Where the customers go by hand, and by a campaign: each changes every customer. */
const targets = { hand: 'BENCH_A', casm: 'BENCH_B' };

const furnish = async ({ query }: BenchDatabase): Promise<void> => {
  await query(
    `insert into casm.customer_segment (code, name, status) select code, code, 'ACTIVE' from unnest($1::text[]) as code
     on conflict do nothing`,
    [Object.values(targets)],
  );
  await query('update casm.catalogue_revision set revision = revision + 1');
};

/** Every run begins with the same tables, but for the history. */
const tidy = async (database: BenchDatabase): Promise<void> => {
  await database.query('truncate casm.business_transaction, casm.outbox, casm.campaign, casm.campaign_chunk');
  await database.query('vacuum analyze casm.customer, casm.segment_history');
  await checkpoint(database);
};

/** What a campaign does to a thousand customers, by hand: the same tables, and the same body in the journal. */
const byHand = `
with chosen as (
  select * from casm.customer where ref_id > $1 order by ref_id limit 1000 for update
), written as (
  update casm.customer c
  set version = c.version + 1, occurred_at = greatest(date_trunc('milliseconds', now()), c.occurred_at + interval '1 millisecond'), customer_segment = $2
  from chosen
  where c.ref_id = chosen.ref_id
  returning c.*, chosen.customer_segment as before, gen_random_uuid()::text as transaction_id
), kept as (
  insert into casm.segment_history (ref_id, version, valid_from, customer_segment, initiator, reason, request_id, transaction_id)
  select ref_id, version, occurred_at, customer_segment, 'bench', 'campaign', 'by hand', transaction_id from written
), journaled as (
  insert into casm.business_transaction (kind, ref_id, version, transaction_id, operation, occurred_at, body)
  select 'customer', ref_id, version, transaction_id, 'updateCustomerSegment', occurred_at, json_build_object(
    'transactionId', transaction_id, 'requestId', 'by hand', 'operation', 'updateCustomerSegment',
    'occurredAt', to_char(occurred_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'initiator', 'bench', 'reason', 'campaign',
    'changes', json_build_array(json_build_object('field', 'customerSegment', 'before', before, 'after', customer_segment)),
    'payload', json_build_object('customer', json_build_object(
      'refId', ref_id, 'externalId', external_id, 'customName', custom_name, 'customerSegment', customer_segment,
      'customAttributes', custom_attributes, 'state', json_build_object('state', state, 'stateReason', state_reason,
      'stateValidFrom', to_char(state_valid_from at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')),
      'testCustomer', test_customer, 'version', version)),
    'campaignId', 'by hand')::text
  from written
), queued as (
  insert into casm.outbox (shard, kind, ref_id, version, topic)
  select casm.shard_of(ref_id), 'customer', ref_id, version, 'casm.customer' from written
)
select coalesce(max(ref_id), '') from written`;

const runByHand = async ({ database: { query } }: Stage, target: string): Promise<void> => {
  for (let last = ''; ;) {
    const next = await query(byHand, [last, target]);
    if (next === '') return;
    last = next;
  }
};

/** Chunks of a thousand customers by `casm serve`, and by a statement written by hand; they take turns. */
export const campaign: Scenario = {
  name: 'campaign',
  run: async (stage) => {
    const { database, customers, rounds, say } = stage;
    await furnish(database);
    const serve = await stage.start('serve');
    const rates = { hand: new Array<number>(), casm: new Array<number>() };
    const cores: Record<string, string> = {};
    let memory = 0;

    const measure = async (name: 'hand' | 'casm', run: () => Promise<void>): Promise<void> => {
      const began = performance.now();
      const { cores: shares } = await withCpuShares(run);
      const rate = customers / ((performance.now() - began) / 1000);
      rates[name].push(rate);
      cores[name] = sharesAsText(shares);
      say(`  ${name}: ${Math.round(rate)} customers/s (cores: ${cores[name]})`);
    };

    const runToTheEnd = async (campaignId: string): Promise<void> => {
      await runCampaign(serve.url, campaignId);
      const hasEnded = async (): Promise<boolean> => {
        memory = Math.max(memory, await serve.memory());
        const state = await database.query('select state from casm.campaign where campaign_id = $1', [campaignId]);
        return state === 'COMPLETED';
      };
      await waitUntil(hasEnded, { deadlineMs: 900_000, describe: () => 'the campaign is completed' });
    };

    for (let round = 1; round <= rounds; round += 1) {
      await tidy(database);
      await measure('hand', () => runByHand(stage, targets.hand));
      await tidy(database);
      const campaignId = await createCampaign(serve.url, `campaign-${round}`, targets.casm);
      await measure('casm', () => runToTheEnd(campaignId));
    }
    const ratio = median(rates.casm.map((rate, index) => rate / (rates.hand[index] ?? Number.NaN)));
    return {
      title: 'A campaign of all customers, and the same written by hand as one statement for each thousand of them',
      figures: [
        { name: 'by hand', value: median(rates.hand), unit: 'customers/s', runs: rates.hand },
        { name: 'CASM', value: median(rates.casm), unit: 'customers/s', runs: rates.casm },
        { name: 'peak memory of casm serve', value: memory, unit: 'MiB' },
      ],
      ratios: [
        { name: 'CASM to the statement by hand', value: ratio, goal: { atLeast: 0.8 } },
        { name: 'peak memory of casm serve', value: memory, unit: 'MiB', goal: { atMost: 300 } },
      ],
      notes: [
        `${database.durability}; ${customers} customers, each changed; ${rounds} pairs, of which the median counts; everything on one machine, no relay`,
        ...Object.entries(cores).map(([name, shares]) => `Cores busy, ${name}: ${shares}`),
      ],
    };
  },
};
