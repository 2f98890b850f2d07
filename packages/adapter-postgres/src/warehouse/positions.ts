import type { Claimed, Partition, Position } from '@casm/core';
import * as t from 'io-ts';
import type { Connection } from '../connection-pool.js';
import { decodeRows, orNull, whole } from '../rows.js';

/** Somebody else has claimed partitions of a batch: nothing of it may be written. */
export class ClaimLost extends Error {
  override readonly name = 'ClaimLost';
  readonly partitions: ReadonlyArray<Partition>;
  constructor(partitions: ReadonlyArray<Partition>) {
    super('partitions are claimed by another subscriber');
    this.partitions = partitions;
  }
}

/** A partition in the columns of the tables. */
export const toPartitionRow = ({ cluster, group, topic, partition }: Partition) => ({
  cluster,
  consumer_group: group,
  topic,
  partition,
});

export const partitionRecord = 'cluster text, consumer_group text, topic text, partition integer';

export const partitionRow = { cluster: t.string, consumer_group: t.string, topic: t.string, partition: t.number };
const PartitionRow = t.type(partitionRow);

export const partitionOf = ({
  cluster,
  consumer_group,
  topic,
  partition,
}: t.TypeOf<typeof PartitionRow>): Partition => ({ cluster, group: consumer_group, topic, partition });

/* Waits for a batch that is being applied: what is answered is where that one has left its reader. */
const claimStatement = (schema: string): string => `
insert into ${schema}.subscription_position as p (cluster, consumer_group, topic, partition, subscriber)
select cluster, consumer_group, topic, partition, $2
from json_to_recordset($1::json) as r (${partitionRecord})
order by cluster, consumer_group, topic, partition
on conflict (cluster, consumer_group, topic, partition) do update set subscriber = excluded.subscriber
returning cluster, consumer_group, topic, partition, next_offset as next, mark_offset, mark_fingerprint`;

const PositionRow = t.type({
  ...partitionRow,
  next: orNull(whole),
  mark_offset: orNull(whole),
  mark_fingerprint: orNull(t.string),
});

const claimedOf = ({
  next,
  mark_offset: offset,
  mark_fingerprint: fingerprint,
  ...row
}: t.TypeOf<typeof PositionRow>): ReadonlyArray<Claimed> => {
  const partition = partitionOf(row);
  const mark = offset === null || fingerprint === null ? null : { partition, offset, fingerprint };
  return next === null ? [] : [{ partition, next, mark }];
};

export const claim = async (
  connection: Connection,
  schema: string,
  partitions: ReadonlyArray<Partition>,
  subscriber: string,
): Promise<ReadonlyArray<Claimed>> => {
  const values = [JSON.stringify(partitions.map(toPartitionRow)), subscriber];
  const { rows } = await connection.query(claimStatement(schema), values);
  return decodeRows(PositionRow)(rows).flatMap(claimedOf);
};

/* In order, so that two batches cannot wait for one another. Rows that are not there were never claimed. */
const lockStatement = (schema: string): string => `
select cluster, consumer_group, topic, partition
from ${schema}.subscription_position p
join json_to_recordset($1::json) as r (${partitionRecord}) using (cluster, consumer_group, topic, partition)
where p.subscriber = $2
order by cluster, consumer_group, topic, partition
for update of p`;

/**
 * Keeps every other subscriber from claiming these partitions until the transaction ends. One customer is always in one
 * partition, so a version cannot be counted twice. Throws ClaimLost.
 */
export const holdClaims = async (
  connection: Connection,
  schema: string,
  partitions: ReadonlyArray<Partition>,
  subscriber: string,
): Promise<void> => {
  if (partitions.length === 0) return;
  const values = [JSON.stringify(partitions.map(toPartitionRow)), subscriber];
  const { rows } = await connection.query({ name: 'dwh-lock', text: lockStatement(schema), values });
  const held = decodeRows(PartitionRow)(rows).map((row) => JSON.stringify(toPartitionRow(partitionOf(row))));
  const lost = partitions.filter((partition) => !held.includes(JSON.stringify(toPartitionRow(partition))));
  if (lost.length > 0) throw new ClaimLost(lost);
};

const positionsStatement = (schema: string): string => `
update ${schema}.subscription_position p
set next_offset = r.next
from json_to_recordset($1::json) as r (${partitionRecord}, next bigint)
where (p.cluster, p.consumer_group, p.topic, p.partition) = (r.cluster, r.consumer_group, r.topic, r.partition)`;

export const writePositions = async (
  connection: Connection,
  schema: string,
  positions: ReadonlyArray<Position>,
): Promise<void> => {
  if (positions.length === 0) return;
  const rows = positions.map(({ partition, next }) => ({ ...toPartitionRow(partition), next }));
  await connection.query({
    name: 'dwh-write-positions',
    text: positionsStatement(schema),
    values: [JSON.stringify(rows)],
  });
};
