import { waitUntil } from '@casm/test-engines';
import { checkpoint, freshness, isOutboxEmpty } from '../database.js';
import { pacedLoad } from '../paced-load.js';
import { token } from '../processes.js';
import type { Figure, Scenario, Stage } from '../scenario.js';
import { figureOf } from '../statistics.js';

const messages = 200_000;

/**
 * As many journaled and unpublished transactions as above, one for each customer, decodable by the warehouse: changes of
 * a campaign, or single ones.
 */
const fillOutbox = async ({ database }: Stage, name: string, campaignId: string | null): Promise<void> => {
  const { query } = database;
  await query(
    `insert into casm.business_transaction (ref_id, version, transaction_id, operation, occurred_at, body)
     select $2 || n, 1, $2 || n, 'updateCustomerSegment', '2026-02-01Z', json_build_object(
       'transactionId', $2 || n, 'requestId', $2 || n, 'operation', 'updateCustomerSegment',
       'occurredAt', '2026-02-01T00:00:00.000Z', 'initiator', 'bench', 'reason', 'campaign',
       'changes', json_build_array(json_build_object('field', 'customerSegment', 'before', 'RESIDENTIAL', 'after', 'SOHO')),
       'payload', json_build_object('customer', json_build_object(
         'refId', $2 || n, 'externalId', $2 || n, 'customName', null, 'customerSegment', 'SOHO',
         'customAttributes', '{}'::json, 'state', json_build_object('state', 'ACTIVE', 'stateReason', 'dfltActive',
         'stateValidFrom', '2026-01-01T00:00:00.000Z'), 'testCustomer', false, 'version', 1)),
       'campaignId', $3::text)::text
     from generate_series(1, $1::integer) as n`,
    [messages, name, campaignId],
  );
  await checkpoint(database);
  await query(
    `insert into casm.outbox (shard, ref_id, version, topic)
     select casm.shard_of(ref_id), ref_id, version, 'casm.customer' from casm.business_transaction where ref_id like $1`,
    [`${name}%`],
  );
};

const secondsUntil = async (what: string, done: () => Promise<boolean>): Promise<number> => {
  const started = performance.now();
  await waitUntil(done, { deadlineMs: 300_000, describe: () => what });
  return (performance.now() - started) / 1000;
};

/** How fast the relay empties the outbox, the warehouse reads the topic, and a change gets from one end to the other. */
export const pipeline: Scenario = {
  name: 'pipeline',
  run: async (stage) => {
    const { database, customers, seconds } = stage;
    await stage.start('relay');
    const versions = async (): Promise<number> => Number(await database.query('select versions from casm_dwh.arrival'));
    // What other contenders have journaled says no reason, and went to no topic of CASM's.
    const journaled = async (): Promise<number> =>
      Number(
        await database.query('select count(*) from casm.business_transaction where body like $1', ['{%"reason"%']),
      );
    /** The rates of relay and warehouse, one after the other, the warehouse with as many processes. */
    const drainAndApply = async (name: string, campaignId: string | null, processes: number) => {
      await fillOutbox(stage, name, campaignId);
      const drained = messages / (await secondsUntil('the outbox is empty', () => isOutboxEmpty(database)));
      await checkpoint(database);
      const before = await versions();
      const dwhs = await Promise.all(Array.from({ length: processes }, () => stage.start('dwh')));
      await secondsUntil('the warehouse reads', async () => (await versions()) > before);
      const [first, total] = [await versions(), await journaled()];
      const applied =
        (total - first) / (await secondsUntil('the warehouse has all', async () => (await versions()) >= total));
      for (const dwh of dwhs) await dwh.stop();
      stage.say(
        `  ${name} relay ${Math.round(drained)} messages/s, ${processes} × warehouse ${Math.round(applied)} messages/s`,
      );
      return { drained, applied };
    };
    const runs = [];
    for (let round = 1; round <= stage.rounds; round += 1)
      runs.push({
        campaign: await drainAndApply(`campaign-${round}-`, 'campaign', 1),
        byTwo: await drainAndApply(`by-two-${round}-`, null, 2),
        single: await drainAndApply(`single-${round}-`, null, 1),
      });
    const figure = (name: string, rates: ReadonlyArray<number>): Figure => figureOf(name, 'messages/s', rates);
    const drained = figure(
      'relay, outbox to Kafka',
      runs.flatMap(({ single, byTwo }) => [single.drained, byTwo.drained]),
    );
    const applied = figure(
      'warehouse, Kafka to committed, one process',
      runs.map(({ single }) => single.applied),
    );
    const byTwo = figure(
      'warehouse, two processes',
      runs.map((run) => run.byTwo.applied),
    );

    await stage.start('dwh');
    const serve = await stage.start('serve');
    // A third asks for the segment that the customer is in: a thousand updates.
    const options = { urls: [serve.url], token, connections: 64, customers, rate: 1500 };
    await pacedLoad({ ...options, seconds: Math.ceil(seconds / 2) });
    const began = await database.query('select now()::text');
    const { perSecond, p50: answeredP50, p99: answeredP99 } = await pacedLoad({ ...options, seconds });
    await secondsUntil('the outbox is empty again', () => isOutboxEmpty(database));
    await secondsUntil('the warehouse has the rest', async () => (await versions()) >= (await journaled()));
    const { p50, p99 } = await freshness(database, began);
    return {
      title: 'From the outbox to the warehouse; serve, relay and dwh as separate processes',
      figures: [
        drained,
        applied,
        byTwo,
        figure(
          'relay, messages of a campaign',
          runs.map(({ campaign }) => campaign.drained),
        ),
        figure(
          'warehouse, messages of a campaign, one process',
          runs.map(({ campaign }) => campaign.applied),
        ),
        { name: 'requests while freshness was measured', value: perSecond, unit: 'requests/s' },
        { name: 'answered then, p50', value: answeredP50, unit: 'ms' },
        { name: 'answered then, p99', value: answeredP99, unit: 'ms' },
      ],
      ratios: [
        { name: 'relay', value: drained.value, unit: 'messages/s', goal: { atLeast: 45_000 } },
        { name: 'warehouse, one process', value: applied.value, unit: 'messages/s', goal: { atLeast: 10_000 } },
        { name: 'warehouse, two processes', value: byTwo.value, unit: 'messages/s', goal: { atLeast: 25_000 } },
        { name: 'change to warehouse, p50', value: p50, unit: 'ms', goal: { atMost: 30 } },
        { name: 'change to warehouse, p99', value: p99, unit: 'ms', goal: { atMost: 150 } },
      ],
      notes: [
        `of the requests a third changes nothing; ${database.durability}; ${messages} messages of some 600 bytes; everything on one machine`,
      ],
    };
  },
};
