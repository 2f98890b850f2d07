import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import pg from 'pg';
import type {
  CampaignRecord,
  CustomerRow,
  Evidence,
  HistoryRow,
  JournalRow,
  OrderedCampaign,
  RowRecord,
  VersionOf,
  WarehouseState,
} from '../src/evidence.js';
import { cluster } from './fleet.js';
import type { Past } from './past.js';
import type { RequestLog } from './request-log.js';
import { completeTopic, furtherTopic, readTopic } from './topic.js';
import { until } from './until.js';

const customersIn = (schema: string): string =>
  `select ref_id as "refId", version, customer_segment as segment, state from ${schema}.customer`;

const history = `
select ref_id as "refId", version, customer_segment as segment, request_id as "requestId", transaction_id as "transactionId"
from casm.segment_history`;

/** The columns of the journal that the oracle reads. */
export const journal = `
select ref_id as "refId", version, transaction_id as "transactionId",
  (extract(epoch from occurred_at) * 1000)::float8 as "occurredAt", body
from casm.business_transaction`;

const outbox = `select ref_id as "refId", version from casm.outbox`;

const versions = `select ref_id as "refId", version, transaction_id as "transactionId" from casm_dwh.customer_version`;

const population = `select customer_segment as segment, state, customers::integer from casm_dwh.segment_population`;

const moves = `
select to_char(day, 'YYYY-MM-DD') as day, from_segment as "from", to_segment as "to", moves::integer
from casm_dwh.segment_move`;

const appliedOfCampaigns = `
select campaign_id as "campaignId", sum(customers)::integer as customers from casm_dwh.campaign_move group by campaign_id`;

const arrived = `select versions::integer as arrived from casm_dwh.arrival`;

const deadLetters = `
select partition, message_offset::integer as "offset", cluster <> '${cluster}' as former from casm_dwh.dead_letter`;

const removed = `select ref_id as "refId", version, transaction_id as "transactionId" from casm_dwh.removed_version`;

const behind = `
select (select count(*)::integer from casm.outbox) as unpublished,
  (select count(*)::integer from casm.business_transaction) - (select count(*)::integer from casm_dwh.customer_version) as missing`;

/** A filter that selects no customer makes a campaign without a chunk. */
const chunks = `
select campaign_id as "campaignId", request_id as "requestId", state, coalesce(lines, '{}') as lines, results
from casm.campaign
left join casm.campaign_chunk using (campaign_id)
where request_id = any ($1)
order by campaign_id, chunk`;

interface Chunk {
  readonly campaignId: string;
  readonly requestId: string;
  readonly state: string;
  readonly lines: ReadonlyArray<number>;
  /** JSON: for each line null, or customer, outcome, change, refusal. */
  readonly results: string | null;
}

const orNull = <C extends t.Mixed>(codec: C) => t.union([codec, t.null]);

const Results = t.array(
  orNull(t.tuple([orNull(t.string), t.string, orNull(t.tuple([orNull(t.string), orNull(t.number)])), t.unknown])),
);

const rowsIn = ({ lines, results }: Chunk): ReadonlyArray<RowRecord> => {
  const json: unknown = results === null ? lines.map(() => null) : JSON.parse(results);
  const decoded = Results.decode(json);
  if (E.isLeft(decoded)) throw new Error(`a chunk has results that these tests do not know: ${results}`);
  return lines.map((line, index) => {
    const [refId, outcome, change] = decoded.right[index] ?? [null, null, null];
    const [transactionId, version] = change ?? [null, null];
    return { line, outcome, refId, transactionId, version };
  });
};

/** The campaigns with what the tables have of them. */
const recordsOf = (
  ordered: ReadonlyArray<OrderedCampaign>,
  stored: ReadonlyArray<Chunk>,
): ReadonlyArray<CampaignRecord> =>
  ordered.map((campaign) => {
    const mine = stored.filter(({ requestId }) => requestId === campaign.requestId);
    const [first] = mine;
    if (first === undefined) return { ...campaign, stored: null };
    const { campaignId, state } = first;
    return { ...campaign, stored: { campaignId, state, rows: mine.flatMap(rowsIn) } };
  });

export const connected = async <A>(url: string, run: (client: pg.Client) => Promise<A>): Promise<A> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await run(client);
  } finally {
    await client.end();
  }
};

/** Waits until everything is published and in the warehouse. Returns null, or what was missing at the deadline. */
export const catchUp = (url: string, deadlineMs: number): Promise<string | null> =>
  connected(url, async (client) => {
    let left = '';
    const arrivedAll = async (): Promise<boolean> => {
      const { rows } = await client.query<{ unpublished: number; missing: number }>(behind);
      left = JSON.stringify(rows[0]);
      return rows[0]?.unpublished === 0 && rows[0].missing === 0;
    };
    return until('the warehouse has caught up', deadlineMs, arrivedAll).then(
      () => null,
      () => left,
    );
  });

/** Reads the engines without the product's code: with separate SQL and a separate consumer. */
export const collectEvidence = (
  url: string,
  brokers: string,
  log: Pick<RequestLog, 'records'>,
  past: Past,
  campaigns: ReadonlyArray<OrderedCampaign> = [],
): Promise<Evidence> =>
  connected(url, async (client) => {
    const rowsOf = async <A extends pg.QueryResultRow>(sql: string): Promise<ReadonlyArray<A>> =>
      (await client.query<A>(sql)).rows;
    const warehouse: WarehouseState = {
      versions: await rowsOf<WarehouseState['versions'][number]>(versions),
      customers: await rowsOf<CustomerRow & pg.QueryResultRow>(customersIn('casm_dwh')),
      population: await rowsOf<WarehouseState['population'][number]>(population),
      moves: await rowsOf<WarehouseState['moves'][number]>(moves),
      campaigns: await rowsOf<WarehouseState['campaigns'][number]>(appliedOfCampaigns),
      arrived: (await rowsOf<{ arrived: number }>(arrived))[0]?.arrived ?? 0,
      deadLetters: await rowsOf<WarehouseState['deadLetters'][number]>(deadLetters),
      removed: await rowsOf<WarehouseState['removed'][number]>(removed),
    };
    return {
      requests: log.records(),
      customers: await rowsOf<CustomerRow & pg.QueryResultRow>(customersIn('casm')),
      history: await rowsOf<HistoryRow & pg.QueryResultRow>(history),
      journal: await rowsOf<JournalRow & pg.QueryResultRow>(journal),
      outbox: await rowsOf<VersionOf & pg.QueryResultRow>(outbox),
      topic: await readTopic(brokers, completeTopic),
      furtherTopic: await readTopic(brokers, furtherTopic),
      ...past,
      warehouse,
      campaigns: recordsOf(
        campaigns,
        (await client.query<Chunk & pg.QueryResultRow>(chunks, [campaigns.map(({ requestId }) => requestId)])).rows,
      ),
    };
  });
