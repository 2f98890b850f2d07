import { ReplicaRefusal } from './replica-refusal.js';
import type { WalPosition } from './wal-position.js';

/** The positions that the primary had lately. */
export interface PrimaryPositions {
  /** Notes the position of the primary, which was asked for at `at`. */
  readonly note: (position: WalPosition, at: number) => void;
  /**
   * A moment before which every answered change is in a state that has this position. Throws ReplicaRefusal if none is
   * known.
   */
  readonly completeTo: (replayed: WalPosition) => number;
}

interface Sample {
  readonly lsn: number;
  /** Every change that was answered before is in the log before `lsn`. In milliseconds, on the clock of this process. */
  readonly at: number;
}

/**
 * Keeps the positions of the last `keepMs` milliseconds. All times are of one clock of this process: neither clocks of
 * two machines are compared, nor is anything written for the measurement.
 */
export const primaryPositions = (keepMs: number): PrimaryPositions => {
  let origin: Pick<WalPosition, 'cluster' | 'timeline'> | null = null;
  let samples: ReadonlyArray<Sample> = [];

  const kept = (at: number): ReadonlyArray<Sample> => {
    const first = samples.findIndex((sample) => sample.at >= at - keepMs);
    return first === -1 ? [] : samples.slice(first);
  };

  return {
    note: ({ cluster, timeline, lsn }, at) => {
      const isSame = origin?.cluster === cluster && origin.timeline === timeline;
      const before = isSame ? kept(at) : [];
      origin = { cluster, timeline };
      // A later moment at the same position says more.
      samples = [...before.filter((sample) => sample.lsn < lsn), { lsn, at }];
    },
    completeTo: ({ cluster, timeline, lsn }) => {
      if (origin === null) throw new ReplicaRefusal('age-unknown', 'the primary has not told its position yet');
      if (origin.cluster !== cluster)
        throw new ReplicaRefusal('other-cluster', 'the server belongs to another cluster than the primary');
      if (origin.timeline !== timeline)
        throw new ReplicaRefusal(
          'other-timeline',
          `the server is on timeline ${timeline}, the primary on ${origin.timeline}`,
        );
      const reached = samples.findLast((sample) => sample.lsn <= lsn);
      if (reached === undefined) throw new ReplicaRefusal('behind', 'the server is behind the oldest position known');
      return reached.at;
    },
  };
};
