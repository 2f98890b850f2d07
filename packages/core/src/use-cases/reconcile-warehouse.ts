import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type { StoreFailure, Unstorable } from '../domain/failure.js';
import type { Place, Rederived } from '../ports/warehouse.js';
import type { Difference, Reconciliation } from './reconciliation.js';
import { removeUnknownVersions } from './remove-unknown-versions.js';
import { restoreMissingVersions } from './restore-missing-versions.js';
import { eachDeadLetter } from './retry-dead-letters.js';

export interface Reconciled {
  /** Versions in the journal. */
  readonly compared: number;
  readonly missing: number;
  readonly different: number;
  /** Removed: the journal has no such version. */
  readonly unknown: number;
  readonly rederived: Rederived;
  /** Dead letters that contradicted a version: the journal has decided, and they are forgotten. */
  readonly settled: number;
}

/**
 * Makes the warehouse agree with the journal. First each version of the warehouse is looked up in the journal: a transaction
 * that is not there is of a history that a restore has undone; it leaves the warehouse, and what the journal has instead is
 * written. Then each version of the journal is looked up in the warehouse, and written where it is missing or different.
 * Then what follows from the versions is computed again, also when a page failed. On an empty warehouse this is its
 * rebuilding. Subscribers may go on meanwhile. A process that dies in the middle has to run it again: until then what
 * follows from the corrected versions is not counted.
 */
export const reconcileWarehouse = (deps: Reconciliation): TE.TaskEither<StoreFailure | Unstorable, Reconciled> => {
  const { warehouse, deadLetters, onDifference } = deps;
  const found = { missing: 0, different: 0, unknown: 0 };
  const note = (difference: Difference): void => {
    found[difference.kind] += 1;
    onDifference(difference);
  };
  const count = (): number => found.missing + found.different + found.unknown;

  return async () => {
    const conflicts: Array<Place> = [];
    const walked = await pipe(
      eachDeadLetter(deadLetters, (page) => {
        conflicts.push(...page.filter(({ kind }) => kind === 'conflict').map(({ delivery }) => delivery));
        return TE.right(undefined);
      }),
      TE.flatMap(() => removeUnknownVersions(deps, note)),
      TE.flatMap(() => restoreMissingVersions(deps, note, count)),
    )();
    return pipe(
      count() > 0 || E.isRight(walked) ? warehouse.rederive : TE.right(nothingWrong),
      TE.flatMap((rederived) =>
        pipe(
          TE.fromEither<StoreFailure | Unstorable, number>(walked),
          TE.bindTo('compared'),
          TE.bind('settled', () => deadLetters.resolve(conflicts, [])),
          TE.map((sums) => ({ ...sums, ...found, rederived })),
        ),
      ),
    )();
  };
};

const nothingWrong: Rederived = { customers: 0, population: 0, moves: 0, gaps: 0 };
