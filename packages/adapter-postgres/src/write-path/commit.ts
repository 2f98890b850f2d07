import * as t from 'io-ts';
import { decodeRows } from '../rows.js';
import type { SqlConnection } from '../sql-connection.js';
import { commitRowsOf } from './commit-rows.js';
import { commitStatement } from './commit-statement.js';
import { type Chain, isToBeWritten, waitingFor } from './chain.js';

/**
 * written: durable. stale: the version or a catalogue entry it was decided on has changed. locked: another transaction
 * holds the customer's lock. Only `written` has an effect.
 */
export type ChainOutcome = 'written' | 'stale' | 'locked';

const OutcomeRow = t.type({ ref_id: t.string, outcome: t.keyof({ written: null, stale: null, locked: null }) });

export type Commit = (
  connection: SqlConnection,
  chains: ReadonlyArray<Chain>,
) => Promise<ReadonlyMap<string, ChainOutcome>>;

/** Commits the chains, each completely or not at all. Returns the outcome of each chain that has something to write. */
export const commitTo = (schema: string): Commit => {
  const statements = {
    any: { name: 'casm-commit', text: commitStatement(schema, 'any') },
    plain: { name: 'casm-commit-plain', text: commitStatement(schema, 'plain') },
  };
  return async (connection, chains) => {
    const toWrite = commitRowsOf(chains);
    if (toWrite === null) return new Map();
    // A free connection sends the statement immediately.
    chains
      .filter(isToBeWritten)
      .flatMap(waitingFor)
      .forEach(({ caller }) => caller.commitSent());
    const { rows } = await connection.query({ ...statements[toWrite.scope], values: toWrite.values });
    return new Map(decodeRows(OutcomeRow)(rows).map(({ ref_id, outcome }) => [ref_id, outcome]));
  };
};
