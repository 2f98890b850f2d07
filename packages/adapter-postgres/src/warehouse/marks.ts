import type { Mark, Partition } from '@casm/core';
import type { Connection } from '../connection-pool.js';
import { partitionRecord, toPartitionRow } from './positions.js';

const markStatement = (schema: string): string => `
update ${schema}.subscription_position p
set mark_offset = r."offset", mark_fingerprint = r.fingerprint
from json_to_recordset($1::json) as r (${partitionRecord}, "offset" bigint, fingerprint text)
where (p.cluster, p.consumer_group, p.topic, p.partition) = (r.cluster, r.consumer_group, r.topic, r.partition)
and p.subscriber = $2`;

export const writeMarks = async (
  connection: Connection,
  schema: string,
  marks: ReadonlyArray<Mark>,
  subscriber: string,
): Promise<void> => {
  const rows = marks.map(({ partition, offset, fingerprint }) => ({
    ...toPartitionRow(partition),
    offset,
    fingerprint,
  }));
  await connection.query(markStatement(schema), [JSON.stringify(rows), subscriber]);
};

const startOverStatement = (schema: string): string => `
with given_up as (
  update ${schema}.subscription_position p
  set next_offset = null, mark_offset = null, mark_fingerprint = null
  from json_to_recordset($1::json) as r (${partitionRecord})
  where (p.cluster, p.consumer_group, p.topic, p.partition) = (r.cluster, r.consumer_group, r.topic, r.partition)
  and p.subscriber = $2
  returning p.cluster, p.consumer_group, p.topic, p.partition)
update ${schema}.dead_letter d
set cluster = d.cluster || ' until ' || to_char(clock_timestamp() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
from given_up g
where (d.cluster, d.consumer_group, d.topic, d.partition) = (g.cluster, g.consumer_group, g.topic, g.partition)`;

/** Resets positions and renames the cluster of the dead letters, in one statement. */
export const startOver = async (
  connection: Connection,
  schema: string,
  partitions: ReadonlyArray<Partition>,
  subscriber: string,
): Promise<void> => {
  await connection.query(startOverStatement(schema), [JSON.stringify(partitions.map(toPartitionRow)), subscriber]);
};
