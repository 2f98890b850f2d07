import type { Claimed, Partition, Position } from '@casm/core';
import * as t from 'io-ts';
import type { Connection, Result, Statement } from '../connection-pool.js';
import { decodeRows, orNull, whole } from '../rows.js';

/** Another subscriber has claimed partitions of a batch: nothing of the batch may be written. */
export class ClaimLost extends Error {
  override readonly name = 'ClaimLost';
  readonly partitions: ReadonlyArray<Partition>;
  constructor(partitions: ReadonlyArray<Partition>) {
    super('partitions are claimed by another subscriber');
    this.partitions = partitions;
  }
}

/** A partition as table columns. */
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

/* Waits for a batch in progress, so the returned position is the one after that batch. */
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

/* Locks in a fixed order to avoid deadlocks between batches. A missing row was never claimed. */
const lockStatement = (schema: string): string => `
select cluster, consumer_group, topic, partition
from ${schema}.subscription_position p
join json_to_recordset($1::json) as r (${partitionRecord}) using (cluster, consumer_group, topic, partition)
where p.subscriber = $2
order by cluster, consumer_group, topic, partition
for update of p`;

/**
 * Blocks claims of these partitions by other subscribers until the transaction ends. A customer is always in one
 * partition, so no version is counted twice.
 */
export const claimsLock = (schema: string, partitions: ReadonlyArray<Partition>, subscriber: string): Statement => ({
  name: 'dwh-lock',
  text: lockStatement(schema),
  values: [JSON.stringify(partitions.map(toPartitionRow)), subscriber],
});

/** Throws ClaimLost if the result of `claimsLock` lacks a partition. */
export const mustHoldClaims = (partitions: ReadonlyArray<Partition>, held: Result | undefined): void => {
  const claimed = decodeRows(PartitionRow)(held?.rows ?? []).map((row) =>
    JSON.stringify(toPartitionRow(partitionOf(row))),
  );
  const lost = partitions.filter((partition) => !claimed.includes(JSON.stringify(toPartitionRow(partition))));
  if (lost.length > 0) throw new ClaimLost(lost);
};

const positionsStatement = (schema: string): string => `
update ${schema}.subscription_position p
set next_offset = r.next
from json_to_recordset($1::json) as r (${partitionRecord}, next bigint)
where (p.cluster, p.consumer_group, p.topic, p.partition) = (r.cluster, r.consumer_group, r.topic, r.partition)`;

/** Stores the positions. */
export const positionsWrite = (schema: string, positions: ReadonlyArray<Position>): Statement => ({
  name: 'dwh-write-positions',
  text: positionsStatement(schema),
  values: [JSON.stringify(positions.map(({ partition, next }) => ({ ...toPartitionRow(partition), next })))],
});
