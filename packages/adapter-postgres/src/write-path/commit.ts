import * as t from 'io-ts';
import { decodeRows } from '../rows.js';
import type { SqlConnection } from '../sql-connection.js';
import { commitValues } from './commit-rows.js';
import { commitStatement } from './commit-statement.js';
import { type Chain, isToBeWritten, waitingFor } from './chain.js';

/**
 * written: durable. stale: the version or a catalogue entry it was decided on is no longer so. held: somebody else has
 * the customer locked. Only what is written has left any trace.
 */
export type ChainOutcome = 'written' | 'stale' | 'held';

const OutcomeRow = t.type({ ref_id: t.string, outcome: t.keyof({ written: null, stale: null, held: null }) });

export type Commit = (
  connection: SqlConnection,
  chains: ReadonlyArray<Chain>,
) => Promise<ReadonlyMap<string, ChainOutcome>>;

/** Makes the chains durable, each whole or not at all; answers with what came of each that has something to write. */
export const commitTo = (schema: string): Commit => {
  const text = commitStatement(schema);
  return async (connection, chains) => {
    const values = commitValues(chains);
    if (values === null) return new Map();
    // On its own connection the statement leaves at once.
    chains
      .filter(isToBeWritten)
      .flatMap(waitingFor)
      .forEach(({ caller }) => caller.commitSent());
    const { rows } = await connection.query({ name: 'casm-commit', text, values: [...values] });
    return new Map(decodeRows(OutcomeRow)(rows).map(({ ref_id, outcome }) => [ref_id, outcome]));
  };
};
