import * as t from 'io-ts';
import { decodeRow, orNull, whole } from '../rows.js';
import type { SqlConnection } from '../sql-connection.js';
import { ReplicaRefusal } from './replica-refusal.js';

/** A position in the write-ahead log of a cluster. */
export interface WalPosition {
  /** The system identifier, which a cluster has from its creation and shares with its standbys. */
  readonly cluster: string;
  /** Each promotion of a standby begins another timeline. Positions of two timelines cannot be compared. */
  readonly timeline: number;
  /** Bytes from the beginning of the log. */
  readonly lsn: number;
}

/*
 * A commit is flushed before it is answered, so that every change that was answered before is in the log before this
 * position. The position where the next record is inserted would not do: on a page boundary it is behind the header of
 * the page, where no standby arrives before the next record.
 */
const flushed = `
select
  system_identifier::text as cluster,
  standby,
  case when not standby then ('x' || left(pg_walfile_name(pg_current_wal_flush_lsn()), 8))::bit(32)::integer end as timeline,
  case when not standby then pg_current_wal_flush_lsn() - '0/0' end as lsn
from pg_control_system()
cross join (select pg_is_in_recovery() as standby offset 0) as server`;

/*
 * A standby has no function for the timeline that it replays. The control file has the one of the last restartpoint and
 * of the last page written: after a promotion elsewhere it can be late, and the standby is not used until it has come.
 */
const replayed = `
select
  system_identifier::text as cluster,
  pg_is_in_recovery() as standby,
  greatest(timeline_id, min_recovery_end_timeline) as timeline,
  pg_last_wal_replay_lsn() - '0/0' as lsn
from pg_control_system(), pg_control_checkpoint(), pg_control_recovery()`;

const PositionRow = t.type({
  cluster: t.string,
  standby: t.boolean,
  timeline: orNull(t.number),
  lsn: orNull(whole),
});

const positionOn = async (connection: SqlConnection, name: string, text: string) =>
  decodeRow(PositionRow)((await connection.query({ name, text })).rows[0]);

/** The position before which the primary has every change that was answered. Throws ReplicaRefusal if it is a standby. */
export const flushedPosition = async (connection: SqlConnection): Promise<WalPosition> => {
  const { cluster, timeline, lsn } = await positionOn(connection, 'casm-flushed', flushed);
  if (timeline === null || lsn === null) throw new ReplicaRefusal('age-unknown', 'the primary is a standby');
  return { cluster, timeline, lsn };
};

/** The position that a standby has replayed: statements that are sent later see it. Throws ReplicaRefusal if it is none. */
export const replayedPosition = async (connection: SqlConnection): Promise<WalPosition> => {
  const { cluster, standby, timeline, lsn } = await positionOn(connection, 'casm-replayed', replayed);
  if (!standby) throw new ReplicaRefusal('no-standby', 'the server is no standby');
  if (timeline === null || lsn === null)
    throw new ReplicaRefusal('age-unknown', 'the server does not tell what it has replayed');
  return { cluster, timeline, lsn };
};
