/**
 * What is needed of a connection to PostgreSQL: the driver's clients have it, those of a pool too. The rows come as the driver
 * reads them by default (`timestamptz` as Date, `jsonb` parsed, `bigint` as text).
 */
export interface SqlConnection {
  readonly query: (statement: {
    readonly name?: string;
    readonly text: string;
    readonly values?: Array<unknown>;
  }) => Promise<{ readonly rows: Array<object>; readonly rowCount?: number | null }>;
}
