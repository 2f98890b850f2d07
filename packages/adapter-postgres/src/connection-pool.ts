/** One statement, as the driver's query object. */
export interface Statement {
  readonly name?: string;
  readonly text: string;
  readonly values?: Array<unknown>;
}

export interface Result {
  readonly rows: Array<object>;
  readonly rowCount: number | null;
}

/** The part of a connection that the adapter uses. The driver's clients implement it. */
export interface Connection {
  readonly query: (statement: Statement | string, values?: Array<unknown>) => Promise<Result>;
  /** True if a statement is sent without waiting for the answers to earlier ones. */
  readonly pipeline?: boolean;
}

/**
 * Runs statements of one transaction in order. A connection that pipelines sends them at once, which takes one round trip; in a failed
 * transaction PostgreSQL refuses the rest. Rejects with the first error.
 */
export const inOrder = async (
  connection: Connection,
  statements: ReadonlyArray<Statement>,
): Promise<ReadonlyArray<Result>> => {
  if (connection.pipeline === true) return Promise.all(statements.map((statement) => connection.query(statement)));
  const results: Array<Result> = [];
  for (const statement of statements) results.push(await connection.query(statement));
  return results;
};

/** The statement as a query object. */
export const asStatement = (statement: Statement | string, values?: Array<unknown>): Statement =>
  typeof statement === 'string' ? { text: statement, ...(values === undefined ? {} : { values }) } : statement;

/** A connection lent by a pool. A connection released as broken is closed. */
export interface LentConnection extends Connection {
  readonly release: (broken?: boolean) => void;
}

/** The connections of a pool at this moment. */
export interface PoolStatus {
  readonly inUse: number;
  /** Open, and not in use. */
  readonly idle: number;
  /** Callers that wait for a connection. */
  readonly waiting: number;
}

/** A pool whose connections have the session settings they need. */
export interface Pool extends Connection {
  readonly connect: () => Promise<LentConnection>;
  readonly status: () => PoolStatus;
  readonly end: () => Promise<void>;
}

/** Runs one statement on a connection from `connect`. The connection is closed if the statement fails. */
export const queryOn =
  (connect: Pool['connect']): Pool['query'] =>
  async (statement, values) => {
    const connection = await connect();
    let broken = true;
    try {
      const result = await connection.query(statement, values);
      broken = false;
      return result;
    } finally {
      connection.release(broken);
    }
  };

/** A semaphore with `most` permits. Waiters get permits in order of arrival. */
const semaphore = (most: number) => {
  let free = most;
  const waiting: Array<() => void> = [];
  return {
    acquire: async (): Promise<void> => {
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
    },
    release: (): void => {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    },
    taken: (): number => most - free,
    waiting: (): number => waiting.length,
  };
};

/** Lends at most `most` connections at the same time; further callers wait. None is idle here: a returned one is its owner's. */
export const atMost = (most: number, connect: Pool['connect']): Pick<Pool, 'connect' | 'status'> => {
  const permits = semaphore(most);
  return {
    connect: async () => {
      await permits.acquire();
      try {
        const { query, release } = await connect();
        return {
          query,
          release: (broken) => {
            release(broken);
            permits.release();
          },
        };
      } catch (error) {
        permits.release();
        throw error;
      }
    },
    status: () => ({ inUse: permits.taken(), idle: 0, waiting: permits.waiting() }),
  };
};
