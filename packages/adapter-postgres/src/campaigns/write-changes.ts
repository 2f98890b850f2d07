import * as t from 'io-ts';
import type { Connection } from '../connection-pool.js';
import { isAboutValues, isConflict, reasonOf } from '../failures.js';
import { checkRow } from '../rows.js';
import { changeValues, chunkStatement, type SegmentChange } from './chunk-statement.js';

/** What became of the changes of a chunk, by refId. */
export interface WrittenChanges {
  readonly written: ReadonlySet<string>;
  /** Those that the database refuses for their values, with its reason: a repetition does not help. */
  readonly refused: ReadonlyMap<string, string>;
}

/** Writes the changes of one chunk inside the transaction of the connection. */
export type WriteChanges = (connection: Connection, changes: ReadonlyArray<SegmentChange>) => Promise<WrittenChanges>;

const WrittenRow = t.type({ ref_ids: t.array(t.string) });

/** The database refuses a value of some row of the statement. */
export const isRefusal = (error: unknown): boolean => isAboutValues(error) && !isConflict(error);

/** All changes in one statement, which fails as a whole. The transaction has the settings of `chunkPlanning`. */
export const writeTogether = (schema: string): WriteChanges => {
  const text = chunkStatement(schema);
  return async (connection, changes) => {
    const statement = { name: 'casm-chunk', text, values: changeValues(changes) };
    const rows = changes.length === 0 ? [] : (await connection.query(statement)).rows;
    return { written: new Set(rows.map(checkRow(WrittenRow)).flatMap(({ ref_ids }) => ref_ids)), refused: new Map() };
  };
};

/** In halves, down to the single change, where a statement is refused for its values. */
export const writeIsolated = (schema: string): WriteChanges => {
  const together = writeTogether(schema);
  const write: WriteChanges = async (connection, changes) => {
    await connection.query('savepoint isolated');
    try {
      const result = await together(connection, changes);
      await connection.query('release savepoint isolated');
      return result;
    } catch (error) {
      if (!isRefusal(error)) throw error;
      await connection.query('rollback to savepoint isolated');
      const [only] = changes;
      if (only !== undefined && changes.length === 1)
        return { written: new Set(), refused: new Map([[refIdOf(only), reasonOf(error)]]) };
      const middle = Math.ceil(changes.length / 2);
      const first = await write(connection, changes.slice(0, middle));
      const second = await write(connection, changes.slice(middle));
      return {
        written: new Set([...first.written, ...second.written]),
        refused: new Map([...first.refused, ...second.refused]),
      };
    }
  };
  return write;
};

const refIdOf = ({ change }: SegmentChange): string => change.transaction.payload.customer.refId;
