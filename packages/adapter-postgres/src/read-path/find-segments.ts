import { EffectiveSegment } from '@casm/core';
import * as t from 'io-ts';
import { decodeRow } from '../rows.js';
import { lookUpCustomers, lookUpStatement } from './look-up-customers.js';

export const segmentsStatement = (schema: string): string =>
  lookUpStatement(schema, 'ref_id as "refId", customer_segment as "customerSegment", version');

/** The segment of each customer that is named. */
export const findSegmentsIn = (schema: string) =>
  lookUpCustomers({
    name: 'casm-segments',
    text: segmentsStatement(schema),
    isNobody: t.type({ refId: t.null }).is,
    read: decodeRow(EffectiveSegment),
  });
