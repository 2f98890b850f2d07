import type { CampaignRow } from '@casm/core';
import type { ColumnName } from './columns.js';
import { Unreadable } from './unreadable.js';

/** A row of the texts that the file has; what is empty counts as left out. */
export const rowOf = (line: number, textOf: (column: ColumnName) => string | null | undefined): CampaignRow => {
  const text = (column: ColumnName): string | null => {
    const trimmed = textOf(column)?.trim() ?? '';
    return trimmed === '' ? null : trimmed;
  };
  const [refId, externalId] = [text('refId'), text('externalId')];
  if (refId !== null && externalId !== null)
    throw new Unreadable(line, 'must name the customer by one of refId and externalId, not by both');
  return { line, refId, externalId, customerSegment: text('customerSegment'), reason: text('reason') };
};
