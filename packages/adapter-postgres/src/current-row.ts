import type { Current } from '@casm/core';
import * as t from 'io-ts';
import { checkRow, CustomerRow, customerOf, date, decodeRow, whole } from './rows.js';

const currentRow = checkRow(t.type({ ...CustomerRow.props, occurred_at: date }));

/** A row of the customers with the moment of the latest change. Throws UnexpectedRow. */
export const currentIn = (row: unknown): Current => {
  const read = currentRow(row);
  return { customer: customerOf(read), occurredAt: read.occurred_at.toISOString() };
};

const revisionRow = decodeRow(t.type({ catalogue_revision: whole }));

/** The revision of the catalogue, which is the same in each row of one statement. Throws UnexpectedRow. */
export const revisionIn = ([first]: ReadonlyArray<unknown>): number => revisionRow(first).catalogue_revision;
