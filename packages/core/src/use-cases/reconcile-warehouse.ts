import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type { StoreFailure, Unstorable } from '../domain/failure.js';
import type { Place, Rederived } from '../ports/warehouse.js';
import type { Difference, Reconciliation } from './reconciliation.js';
import { removeUnknownVersions } from './remove-unknown-versions.js';
import { restoreMissingVersions } from './restore-missing-versions.js';
import { eachDeadLetter } from './retry-dead-letters.js';

/** The result of a reconciliation, in numbers of versions. */
export interface Reconciled {
  /** The number of versions in the journal. */
  readonly compared: number;
  /** The number of versions that were missing in the warehouse and are restored. */
  readonly missing: number;
  /** The number of versions that had other content and are corrected. */
  readonly different: number;
  /** The number of versions that were removed because the journal does not have them. */
  readonly unknown: number;
  readonly rederived: Rederived;
  /** The number of deleted dead letters of kind `conflict`, which the journal has settled. */
  readonly settled: number;
}

/**
 * Reconciles the warehouse with the journal; an empty warehouse is rebuilt. Subscribers may run meanwhile.
 *
 * 1. Looks up each version of the warehouse in the journal. A transaction that the journal does not have belongs to a history that a
 *    restore has undone: it is removed, and the journal's transaction of that version, if any, is written.
 * 2. Looks up each version of the journal in the warehouse, and writes it if it is missing or different.
 * 3. Recomputes the derived tables, also if a page failed.
 *
 * If the process dies before the last step, run it again: until then the derived tables do not reflect the corrected versions.
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

const nothingWrong: Rederived = { customers: 0, population: 0, moves: 0, campaigns: 0, gaps: 0 };
