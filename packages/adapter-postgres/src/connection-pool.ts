/** One statement, as text or as the driver describes it. */
interface Statement {
  readonly name?: string;
  readonly text: string;
  readonly values?: Array<unknown>;
}

interface Result {
  readonly rows: Array<object>;
  readonly rowCount: number | null;
}

/** What the adapter needs of a connection; the driver's have it. */
export interface Connection {
  readonly query: (statement: Statement | string, values?: Array<unknown>) => Promise<Result>;
}

/** A connection that belongs to a pool. A broken one is not used again. */
export interface LentConnection extends Connection {
  readonly release: (broken?: boolean) => void;
}

/** Connections that have the settings they need, whoever made them. */
export interface Pool extends Connection {
  readonly connect: () => Promise<LentConnection>;
  readonly end: () => Promise<void>;
}

/** One statement on a connection of its own, which is not used again if the statement fails. */
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

/** So many places; who finds none waits for the first that is given back, in the order of coming. */
const placesFor = (most: number) => {
  let free = most;
  const waiting: Array<() => void> = [];
  return {
    take: async (): Promise<void> => {
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
    },
    giveBack: (): void => {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    },
  };
};

/** Lends at most so many connections at once. */
export const atMost = (most: number, connect: Pool['connect']): Pool['connect'] => {
  const places = placesFor(most);
  return async () => {
    await places.take();
    try {
      const { query, release } = await connect();
      return {
        query,
        release: (broken) => {
          release(broken);
          places.giveBack();
        },
      };
    } catch (error) {
      places.giveBack();
      throw error;
    }
  };
};
