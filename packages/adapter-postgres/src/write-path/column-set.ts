type ColumnType = 'text' | 'integer' | 'boolean' | 'timestamptz' | 'jsonb' | 'long text';

/** Rows as bind parameters: one array for each column. */
export interface ColumnSet<Row> {
  /** Number of parameters. */
  readonly width: number;
  /** The rows as a FROM item, in order (`place`); `first` is the number of the first parameter. */
  readonly source: (first: number) => string;
  readonly values: (rows: ReadonlyArray<Row>) => ReadonlyArray<unknown>;
}

/**
 * Long text is sent as a JSON array: the server parses it in C, while the driver escapes array items by regular
 * expressions.
 */
const sourceOf = (type: ColumnType, parameter: number): string =>
  type === 'long text' ? `json_array_elements_text($${parameter}::json)` : `unnest($${parameter}::${type}[])`;

/**
 * Arrays cost the server half as much as one JSON text for all columns (measured for one of 64 journal rows: 5.3 µs,
 * with json_to_recordset 10 to 12 µs).
 */
export const columnSet = <C extends string>(
  types: Readonly<Record<C, ColumnType>>,
): ColumnSet<Readonly<Record<C, unknown>>> => {
  const columns = Object.entries<ColumnType>(types);
  return {
    width: columns.length,
    source: (first) =>
      `rows from (${columns.map(([, type], index) => sourceOf(type, first + index)).join(', ')}) with ordinality as r (${columns.map(([name]) => name).join(', ')}, place)`,
    values: (rows) =>
      columns.map(([name, type]) => {
        const values = rows.map((row: Readonly<Record<string, unknown>>) => row[name]);
        return type === 'long text' ? JSON.stringify(values) : values;
      }),
  };
};
