import pg from 'pg';

/** A statement that a connection of this process is about to send. */
export interface Sending {
  readonly session: object;
  readonly text: string;
  /** Sends it, or another text with its values, and returns what the PostgreSQL client returns. */
  readonly send: (text?: string) => unknown;
}

const textOf = (query: unknown): string => {
  if (typeof query === 'string') return query;
  const text: unknown = typeof query === 'object' && query !== null ? Reflect.get(query, 'text') : undefined;
  return typeof text === 'string' ? text : '';
};

/**
 * Hands each statement of this process to `handle` instead of sending it. No port exposes the statements of one
 * transaction, so this patches the PostgreSQL client, which the product shares with the tests.
 */
export const interceptStatements = (handle: (sending: Sending) => unknown): void => {
  const client = pg.Client.prototype;
  const query: unknown = Reflect.get(client, 'query');
  if (typeof query !== 'function') throw new Error('pg.Client has no query');
  Reflect.set(client, 'query', function (this: pg.Client, ...args: ReadonlyArray<unknown>): unknown {
    const text = textOf(args[0]);
    const send: Sending['send'] = (other) => {
      const sent: unknown = Reflect.apply(query, this, other === undefined ? args : [other, ...args.slice(1)]);
      return sent;
    };
    return handle({ session: this, text, send });
  });
};
