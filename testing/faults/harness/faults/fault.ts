import type { SeededRandom } from '@casm/test-engines';
import type { Violation } from '../../src/violation.js';
import type { Engines } from '../engines.js';
import type { Fleet } from '../fleet.js';
import type { Past } from '../past.js';
import type { RequestLog } from '../request-log.js';

export interface Surroundings {
  readonly engines: Engines;
  readonly fleet: Fleet;
  readonly random: SeededRandom;
  /** Requests of a fault use this log too, so that the oracle knows them. */
  readonly log: RequestLog;
  /** A fault that removes data for good notes it here. */
  readonly past: Past;
  /** Counts a kill -9, by the step at which it hit. */
  readonly killed: (at: string) => void;
  /** External ids of the customers that the load changes. */
  readonly customers: ReadonlyArray<string>;
  /** Reports a violation that is visible during the fault. */
  readonly broken: (violation: Violation) => void;
}

/** A fault that can be injected into a running fleet. */
export interface Fault {
  readonly name: string;
  /** Injects the fault; resolves when it has lasted long enough. Rejects if it could not be injected. */
  readonly inject: (surroundings: Surroundings) => Promise<void>;
  /** Repairs everything that does not recover by itself; runs even if the injection failed. */
  readonly undo: (surroundings: Surroundings) => Promise<void>;
}

export const nothingToUndo = async (): Promise<void> => undefined;
