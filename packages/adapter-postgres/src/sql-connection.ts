/**
 * The part of a PostgreSQL connection that CASM uses; the driver's clients and pooled clients implement it. Rows are
 * parsed as the driver does by default (`timestamptz` as Date, `jsonb` parsed, `bigint` as text).
 */
export interface SqlConnection {
  readonly query: (statement: {
    readonly name?: string;
    readonly text: string;
    readonly values?: Array<unknown>;
  }) => Promise<{ readonly rows: Array<object>; readonly rowCount?: number | null }>;
}
