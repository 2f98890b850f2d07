import type { SeededRandom } from '../../src/seeded-random.js';
import type { Violation } from '../../src/violation.js';
import type { Engines } from '../engines.js';
import type { Fleet } from '../fleet.js';
import type { Past } from '../past.js';
import type { RequestLog } from '../request-log.js';

export interface Surroundings {
  readonly engines: Engines;
  readonly fleet: Fleet;
  readonly random: SeededRandom;
  /** What is sent by a fault itself goes through it too, so that the oracle knows it. */
  readonly log: RequestLog;
  /** A fault that removes data for good notes it here. */
  readonly past: Past;
  /** External ids of customers whom the load changes. */
  readonly customers: ReadonlyArray<string>;
  /** A promise that shows itself broken while the fault is on. */
  readonly broken: (violation: Violation) => void;
}

/** Something that goes wrong. */
export interface Fault {
  readonly name: string;
  /** Resolves when it has gone wrong for as long as it should; rejects where it could not be made to. */
  readonly inject: (surroundings: Surroundings) => Promise<void>;
  /** Mends what does not mend itself; runs even when the injection failed. */
  readonly undo: (surroundings: Surroundings) => Promise<void>;
}

export const nothingToUndo = async (): Promise<void> => undefined;
