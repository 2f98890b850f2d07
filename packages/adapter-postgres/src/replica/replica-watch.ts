import { setTimeout as delay } from 'node:timers/promises';
import type { Connection, Pool } from '../connection-pool.js';
import { reasonOf, toStoreFailure } from '../failures.js';
import { onConnection } from '../on-connection.js';
import type { PrimaryPositions } from './primary-positions.js';
import { type ReplicaFault, ReplicaRefusal } from './replica-refusal.js';
import { flushedPosition, replayedPosition } from './wal-position.js';

export interface ReplicaWatchOptions {
  /** To the primary, for its position. */
  readonly primary: Pool;
  /** To the replica. */
  readonly replica: Pool;
  readonly positions: PrimaryPositions;
  /** Throws if the schema or the server is not as this release needs it. */
  readonly mustBeUsable: (connection: Connection) => Promise<void>;
  readonly maxLagMs: number;
  /** Called when the replica begins to serve nothing, and when the fault becomes another one. Must not throw. */
  readonly onTrouble: (trouble: ReplicaTrouble) => void;
  /** A monotonic clock, in milliseconds. */
  readonly now: () => number;
}

/** Why the replica serves nothing now. */
export interface ReplicaTrouble {
  readonly fault: ReplicaFault;
  readonly detail: string;
}

export interface ReplicaWatch {
  /** Null if the replica could serve reads a moment ago. */
  readonly trouble: () => ReplicaTrouble | null;
  /** An upper bound of the age of the replica's state now, in milliseconds; null if it was never known. */
  readonly lagMs: () => number | null;
  readonly stop: () => Promise<void>;
}

/** The age that is told is up to this much above the real one. */
const everyMs = 250;
/** A server that does not answer a question of a moment so long does not serve reads. */
const answerMs = 1000;
const checkEveryMs = 1000;

/** Asks both servers four times a second for their positions, and the replica once a second whether it can be used. */
export const watchReplica = (options: ReplicaWatchOptions): ReplicaWatch => {
  const { primary, replica, positions, mustBeUsable, maxLagMs, onTrouble, now } = options;
  const stopping = new AbortController();
  let trouble: ReplicaTrouble | null = { fault: 'age-unknown', detail: 'it has not been asked yet' };
  let completeTo: number | null = null;
  let silence: string | null = null;
  let checkedAt = Number.NEGATIVE_INFINITY;

  const soon = (): number => Date.now() + answerMs;

  const askPrimary = async (): Promise<void> => {
    const at = now();
    try {
      positions.note(await onConnection(primary, soon(), flushedPosition), at);
      silence = null;
    } catch (error) {
      silence = reasonOf(error);
    }
  };

  const askReplica = (): Promise<void> =>
    onConnection(replica, soon(), async (connection) => {
      const replayed = await replayedPosition(connection);
      if (now() - checkedAt < checkEveryMs) return replayed;
      await mustBeUsable(connection);
      checkedAt = now();
      return replayed;
    }).then((replayed) => {
      completeTo = Math.max(completeTo ?? Number.NEGATIVE_INFINITY, positions.completeTo(replayed));
      const lagMs = now() - completeTo;
      if (lagMs > maxLagMs)
        throw new ReplicaRefusal('behind', `${Math.round(lagMs)} ms, at most ${maxLagMs} are allowed`);
    });

  const troubleOf = (error: unknown): ReplicaTrouble => {
    const fault = faultOf(error);
    const isOfPrimary = silence !== null && (fault === 'behind' || fault === 'age-unknown');
    return {
      fault,
      detail: `${reasonOf(error)}${isOfPrimary ? `; the primary does not tell its position: ${silence}` : ''}`,
    };
  };

  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await askPrimary();
      await askReplica().then(
        () => (trouble = null),
        (error: unknown) => {
          const before = trouble?.fault;
          trouble = troubleOf(error);
          if (trouble.fault !== before) onTrouble(trouble);
          checkedAt = Number.NEGATIVE_INFINITY;
        },
      );
      await delay(everyMs, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined);
    }
  };
  const ended = run();

  return {
    trouble: () => trouble,
    lagMs: () => (completeTo === null ? null : now() - completeTo),
    stop: async () => {
      stopping.abort();
      await ended;
    },
  };
};

const faultOf = (error: unknown): ReplicaFault => {
  if (error instanceof ReplicaRefusal) return error.fault;
  return toStoreFailure(error)._tag === 'StoreMisconfigured' ? 'unusable' : 'unreachable';
};
