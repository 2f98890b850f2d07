import type { Outbox, OutboxBacklog, ParkedMessages, ShardLeases } from '@casm/core';
import * as t from 'io-ts';
import { messageOf, MessageRow } from './messages.js';
import type { SqliteFile } from './sqlite-file.js';

const onlyShard = 0;

const EntryRow = t.intersection([
  MessageRow,
  t.type({
    position: t.number,
    topic: t.string,
    traceparent: t.union([t.string, t.null]),
    behind_parked: t.number,
  }),
]);

/** Whether an earlier message of the customer is parked on the topic. */
const isBehindParked = `exists (
  select 1 from outbox as earlier
  where earlier.ref_id = outbox.ref_id
    and earlier.topic = outbox.topic
    and earlier.position < outbox.position
    and earlier.parked_at is not null
)`;

/** A list of any length as one parameter. */
const among = (column: string, parameter: string): string =>
  `${column} in (select cast(value as integer) from json_each(${parameter}))`;

export const sqliteOutbox = (db: SqliteFile): Outbox => ({
  pending: (shards, topic, limit, besides = []) =>
    db.read(() =>
      shards.includes(onlyShard)
        ? db
            .rows(
              EntryRow,
              `select position, topic, traceparent, ${isBehindParked} as behind_parked, business_transaction.*
              from outbox
              join business_transaction using (ref_id, version)
              where topic = ?1 and parked_at is null and not ${among('position', '?2')}
              order by position
              limit ?3`,
              [topic, JSON.stringify(besides), limit],
            )
            .map((row) => ({
              position: String(row.position),
              message: messageOf(row, row.topic, row.traceparent),
              behindParked: row.behind_parked === 1,
            }))
        : [],
    ),
  remove: (topic, positions) =>
    db.update(() => {
      db.run(`delete from outbox where topic = ?1 and parked_at is null and ${among('position', '?2')}`, [
        topic,
        JSON.stringify(positions),
      ]);
    }),
  park: (topic, positions, error) =>
    db.update(() => {
      db.run(
        `update outbox set parked_at = ?1, error = ?2
        where topic = ?3 and parked_at is null and ${among('position', '?4')} and (?2 is not null or ${isBehindParked})`,
        [new Date().toISOString(), error, topic, JSON.stringify(positions)],
      );
    }),
});

const SizeRow = t.type({ topic: t.string, size: t.number });

export const sqliteOutboxBacklog = (db: SqliteFile): OutboxBacklog => {
  const sizes = (): ReadonlyArray<t.TypeOf<typeof SizeRow>> =>
    db.rows(
      SizeRow,
      'select topic, count(*) as size from outbox where parked_at is null group by topic order by topic',
    );
  return {
    topics: db.read(() => sizes().map(({ topic }) => topic)),
    sizes: db.read(sizes),
    oldestAt: db.read(() => {
      const [row] = db.rows(
        t.type({ oldest_at: t.union([t.string, t.null]) }),
        `select min(occurred_at) as oldest_at
        from outbox
        join business_transaction using (ref_id, version)
        where parked_at is null`,
      );
      return row?.oldest_at ?? null;
    }),
    size: (limit) =>
      db.read(() => {
        const counted = 'select 1 from outbox where parked_at is null limit ?';
        const rows = db.rows(t.type({ size: t.number }), `select count(*) as size from (${counted})`, [limit]);
        return rows[0]?.size ?? 0;
      }),
  };
};

const LeaseRow = t.type({ shard: t.number });
const HolderRow = t.type({ holder: t.string, leased_until: t.number });

/** One shard. The lease survives the process until it expires. */
export const sqliteShardLeases = (db: SqliteFile): ShardLeases => ({
  lease: (holder, ttlMs) =>
    db.update(() => {
      const now = Date.now();
      const taken = db.rows(
        LeaseRow,
        `insert into lease values (?1, ?2, ?3)
        on conflict (shard) do update set holder = ?2, leased_until = ?3 where holder = ?2 or leased_until <= ?4
        returning shard`,
        [onlyShard, holder, now + ttlMs, now],
      );
      return taken.map(({ shard }) => shard);
    }),
  anyLeased: db.read(
    () => db.rows(LeaseRow, 'select shard from lease where leased_until > ?', [Date.now()]).length > 0,
  ),
  list: db.read(() => {
    const [unexpired] = db.rows(HolderRow, 'select holder, leased_until from lease where leased_until > ?', [
      Date.now(),
    ]);
    const leasedUntil = unexpired === undefined ? null : new Date(unexpired.leased_until).toISOString();
    return [{ shard: onlyShard, holder: unexpired?.holder ?? null, leasedUntil }];
  }),
  release: (holder) => db.update(() => void db.run('delete from lease where holder = ?', [holder])),
});

const ParkedRow = t.type({
  ref_id: t.string,
  version: t.number,
  topic: t.string,
  error: t.union([t.string, t.null]),
  parked_at: t.string,
});

export const sqliteParkedMessages = (db: SqliteFile): ParkedMessages => ({
  list: (limit) =>
    db.read(() =>
      db
        .rows(
          ParkedRow,
          `select ref_id, version, topic, error, parked_at from outbox
          where parked_at is not null order by position limit ?`,
          [limit],
        )
        .map((row) => ({
          refId: row.ref_id,
          version: row.version,
          topic: row.topic,
          error: row.error,
          parkedAt: row.parked_at,
        })),
    ),
  sizes: db.read(() =>
    db.rows(
      SizeRow,
      'select topic, count(*) as size from outbox where parked_at is not null group by topic order by topic',
    ),
  ),
  retry: ({ refId, topic }) =>
    db.update(() =>
      db.run(
        `update outbox set parked_at = null, error = null
        where parked_at is not null and ref_id = coalesce(?1, ref_id) and topic = coalesce(?2, topic)`,
        [refId, topic],
      ),
    ),
  discard: ({ refId, version, topic }) =>
    db.update(() => {
      const message = [refId, version, topic];
      const discarded = db.run(
        'delete from outbox where ref_id = ?1 and version = ?2 and topic = ?3 and parked_at is not null',
        message,
      );
      if (discarded === 0) return false;
      db.run('insert or ignore into discarded_message values (?, ?, ?)', message);
      db.run(
        `update outbox set parked_at = null
        where parked_at is not null and error is null and ref_id = ?1 and version > ?2 and topic = ?3`,
        message,
      );
      return true;
    }),
});
