import type * as t from 'io-ts';
import { named, oneOf } from '../domain/codecs.js';

/** The outcome of one row of a campaign. Each row gets one, once. */
export const RowOutcome = named(
  'Row Outcome',
  'The outcome of one row. DUPLICATE: a later row names the same customer and takes effect instead.',
  oneOf('CHANGED', 'UNCHANGED', 'REFUSED', 'DUPLICATE', 'NOT_FOUND'),
);
export type RowOutcome = t.TypeOf<typeof RowOutcome>;
