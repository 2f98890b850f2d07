import { EffectiveSegment } from '@casm/core';
import * as t from 'io-ts';
import { decodeRow } from '../rows.js';
import { lookUpCustomers, lookUpStatement } from './look-up-customers.js';

export const segmentsStatement = (schema: string): string =>
  lookUpStatement(schema, 'ref_id as "refId", customer_segment as "customerSegment", version');

/** Reads the segments of the named customers. */
export const findSegmentsIn = (schema: string) =>
  lookUpCustomers({
    name: 'casm-segments',
    text: segmentsStatement(schema),
    isMissing: t.type({ refId: t.null }).is,
    read: decodeRow(EffectiveSegment),
  });
