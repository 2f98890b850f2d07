import type pg from 'pg';
import { readBusinessTransaction } from '../../src/business-transaction.js';
import type { VersionOf } from '../../src/evidence.js';
import { breach } from '../../src/violation.js';
import { cluster } from '../fleet.js';
import { connected } from '../collect-evidence.js';
import { topicEnds } from '../kafka-client.js';
import { makeTopicAnew } from '../make-topic-anew.js';
import { completeTopic, readTopic } from '../topic.js';
import { until } from '../until.js';
import type { Fault, Surroundings } from './fault.js';

const positions = `
select partition, next_offset::integer as next from casm_dwh.subscription_position
where cluster = $1 and topic = $2 and next_offset is not null`;

const unmarked = `
select count(*)::integer as unmarked from casm_dwh.subscription_position
where cluster = $1 and topic = $2 and next_offset is not null and mark_offset is null`;

const missing = `
select count(*)::integer as missing
from json_to_recordset($1::json) as r ("refId" text, version integer)
where not exists (select from casm_dwh.customer_version v where v.ref_id = r."refId" and v.version = r.version)`;

/** Enough messages that each partition has some. */
const newcomersAtLeast = 300;

/** The subscribers check the topic every 10 s, and a busy machine starts them slowly. */
const noticedMs = 90_000;

/** When the new topic existed; earlier changes may be lost with the old one. Null: it was not made anew. */
let madeAnewAt: Date | null = null;

const makeAnew = async ({ engines, past }: Surroundings): Promise<void> => {
  past.deletedTopics.push(await readTopic(engines.kafka.brokers, completeTopic));
  madeAnewAt = new Date();
  await makeTopicAnew(engines.kafka.brokers, completeTopic);
  madeAnewAt = new Date();
};

/** Waits until the relay has published to the new topic, and answers with the versions there. */
const newcomersOn = async (brokers: string): Promise<ReadonlyArray<VersionOf>> => {
  await until('changes are published to the new topic', 60_000, async () => {
    const ends = await topicEnds(brokers, completeTopic);
    return [...ends.values()].reduce((sum, end) => sum + end, 0) >= newcomersAtLeast;
  });
  return (await readTopic(brokers, completeTopic)).flatMap(({ value }) => {
    const customer = readBusinessTransaction(value)?.payload.customer;
    return customer === undefined ? [] : [{ refId: customer.refId, version: customer.version }];
  });
};

/** The subscribers must detect the new topic by themselves and skip nothing on it. */
const mustArrive = async ({ engines, broken }: Surroundings, versions: ReadonlyArray<VersionOf>): Promise<void> => {
  const since = Date.now();
  await connected(engines.postgres.url, async (client) => {
    let left = versions.length;
    const allArrived = async (): Promise<boolean> => {
      const { rows } = await client.query<{ missing: number }>(missing, [JSON.stringify(versions)]);
      left = rows[0]?.missing ?? left;
      return left === 0;
    };
    await until('the new topic is in the warehouse', noticedMs, allArrived).catch(() =>
      broken(
        breach('G5', 'lost')(
          `${left} of ${versions.length} versions on the new topic did not reach the warehouse`,
          since,
        ),
      ),
    );
  });
};

/** The recovery of docs/how-to/run-it.md: what the topic has lost is restored from the journal. */
const fillFromTheJournal = async ({ fleet }: Surroundings): Promise<void> => {
  if (madeAnewAt !== null) {
    await fleet.operate('dwh', 'reconcile', '--to', madeAnewAt.toISOString());
    await fleet.operate('replay');
  }
  madeAnewAt = null;
};

/** Recreates the topic while all processes run. */
const whileItIsRead: Fault = {
  name: 'topic made anew',
  inject: async (around) => {
    await makeAnew(around);
    await mustArrive(around, await newcomersOn(around.engines.kafka.brokers));
  },
  undo: fillFromTheJournal,
};

const positionsNow = async (client: pg.Client): Promise<ReadonlyMap<number, number>> => {
  const { rows } = await client.query<{ partition: number; next: number }>(positions, [cluster, completeTopic]);
  return new Map(rows.map(({ partition, next }) => [partition, next]));
};

/**
 * A partition has its first mark 10 seconds after its first record. Without a mark a new topic cannot be detected: a subscriber that
 * has none by then goes on, and the fault shows what it skips.
 */
const marked = (client: pg.Client): Promise<unknown> =>
  until('each position has a mark', 60_000, async () => {
    const { rows } = await client.query<{ unmarked: number }>(unmarked, [cluster, completeTopic]);
    return rows[0]?.unmarked === 0;
  }).catch(() => null);

/** Publishes old versions behind the new ones until each stored position points into the new topic. */
const outgrow = async ({ engines, fleet }: Surroundings, read: ReadonlyMap<number, number>, to: Date): Promise<void> =>
  void (await until('the new topic is longer than what was read', 120_000, async () => {
    const ends = await topicEnds(engines.kafka.brokers, completeTopic);
    const isLonger = [...read].every(([partition, next]) => (ends.get(partition) ?? 0) > next);
    if (!isLonger) await fleet.operate('replay', '--to', to.toISOString());
    return isLonger;
  }));

/** No subscriber runs, and the new topic outgrows the stored positions: by its offsets alone it looks like the old one. */
const whileNobodyReads: Fault = {
  name: 'topic made anew while no subscriber runs',
  inject: async (around) => {
    const { engines, fleet } = around;
    await connected(engines.postgres.url, marked);
    await Promise.all(fleet.of('dwh').map((one) => one.stop()));
    const read = await connected(engines.postgres.url, positionsNow);
    await makeAnew(around);
    const newcomers = await newcomersOn(engines.kafka.brokers);
    await outgrow(around, read, madeAnewAt ?? new Date());
    for (const one of fleet.of('dwh')) one.start();
    await mustArrive(around, newcomers);
  },
  undo: async (around) => {
    for (const one of around.fleet.of('dwh')) if (!one.isRunning()) one.start();
    await fillFromTheJournal(around);
  },
};

export const topicsMadeAnew: ReadonlyArray<Fault> = [whileItIsRead, whileNobodyReads];
