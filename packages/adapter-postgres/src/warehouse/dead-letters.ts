import type { DeadLetter, DeadLetterKind, Place } from '@casm/core';
import * as t from 'io-ts';
import type { Connection, Statement } from '../connection-pool.js';
import { decodeRows, orNull, whole } from '../rows.js';
import { storableText } from '../storable-text.js';
import { partitionOf, partitionRecord, partitionRow, toPartitionRow } from './positions.js';

const storableOrNull = (text: string | null): string | null => (text === null ? null : storableText(text));

/** In characters. An error can name as many violations as a message has members. */
const longestError = 4000;

const toRow = ({ kind, delivery: { partition, offset, key, body }, error }: DeadLetter) => ({
  ...toPartitionRow(partition),
  message_offset: offset,
  key: storableOrNull(key),
  body: storableOrNull(body),
  kind,
  error: storableText(error.slice(0, longestError)),
});

const writeStatement = (schema: string): string => `
insert into ${schema}.dead_letter (cluster, consumer_group, topic, partition, message_offset, key, body, kind, error)
select cluster, consumer_group, topic, partition, message_offset, key, body, kind, error
from json_to_recordset($1::json) as r (${partitionRecord}, message_offset bigint, key text, body text, kind text, error text)
on conflict do nothing`;

/** Stores the letters; none, no statement. */
export const deadLetterStatements = (schema: string, letters: ReadonlyArray<DeadLetter>): ReadonlyArray<Statement> =>
  letters.length === 0 ? [] : [{ text: writeStatement(schema), values: [JSON.stringify(letters.map(toRow))] }];

const place = 'cluster, consumer_group, topic, partition, message_offset';

const readStatement = (schema: string): string => `
select ${place}, key, body, kind, error
from ${schema}.dead_letter
where $1::text is null or (${place}) > ($1, $2, $3, $4, $5)
order by ${place}
limit $6`;

const kinds: Readonly<Record<DeadLetterKind, null>> = { unreadable: null, unstorable: null, conflict: null };

const LetterRow = t.type({
  ...partitionRow,
  message_offset: whole,
  key: orNull(t.string),
  body: orNull(t.string),
  kind: t.keyof(kinds),
  error: t.string,
});

export const readDeadLetters = async (
  connection: Connection,
  schema: string,
  after: Place | null,
  limit: number,
): Promise<ReadonlyArray<DeadLetter>> => {
  const from = [after?.partition.cluster, after?.partition.group, after?.partition.topic, after?.partition.partition];
  const { rows } = await connection.query(readStatement(schema), [...from, after?.offset, limit]);
  return decodeRows(LetterRow)(rows).map(({ message_offset, key, body, kind, error, ...row }) => ({
    kind,
    delivery: { partition: partitionOf(row), offset: message_offset, key, body },
    error,
  }));
};

const removeStatement = (schema: string): string => `
delete from ${schema}.dead_letter d
using json_to_recordset($1::json) as r (${partitionRecord}, message_offset bigint)
where (d.cluster, d.consumer_group, d.topic, d.partition, d.message_offset)
  = (r.cluster, r.consumer_group, r.topic, r.partition, r.message_offset)`;

/** Returns the number of removed dead letters. */
export const removeDeadLetters = async (
  connection: Connection,
  schema: string,
  places: ReadonlyArray<Place>,
): Promise<number> => {
  const rows = places.map(({ partition, offset }) => ({ ...toPartitionRow(partition), message_offset: offset }));
  return (await connection.query(removeStatement(schema), [JSON.stringify(rows)])).rowCount ?? 0;
};
