import { Unreadable } from './unreadable.js';

/** What a file says of a row. */
const columnNames = ['refId', 'externalId', 'customerSegment', 'reason'] as const;
export type ColumnName = (typeof columnNames)[number];

/** The place of each column; undefined: the file has none of this name. */
export type Columns = Readonly<Record<ColumnName, number | undefined>>;

/** `Ref ID`, `ref_id` and `refId` are the same. */
const plain = (name: string): string => name.toLowerCase().replace(/[\s_-]/g, '');

/** The columns of a header. Others are passed over: a CRM exports more than a campaign needs. */
export const columnsIn = (header: ReadonlyArray<string>, line: number): Columns => {
  const names = header.map(plain);
  const twice = columnNames.filter((name) => names.indexOf(plain(name)) !== names.lastIndexOf(plain(name)));
  if (twice.length > 0) throw new Unreadable(line, `must have each column once: ${twice.join(', ')}`);
  const placeOf = (name: ColumnName): number | undefined => {
    const place = names.indexOf(plain(name));
    return place === -1 ? undefined : place;
  };
  const columns = {
    refId: placeOf('refId'),
    externalId: placeOf('externalId'),
    customerSegment: placeOf('customerSegment'),
    reason: placeOf('reason'),
  };
  if (columns.refId === undefined && columns.externalId === undefined)
    throw new Unreadable(line, 'must be a header with a column refId or externalId');
  return columns;
};
