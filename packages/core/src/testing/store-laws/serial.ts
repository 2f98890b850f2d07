import { changeOf } from '../../domain/business-transaction.js';
import type { Receipt } from '../../ports/customer-repository.js';
import { mustEqual } from '../law.js';
import type { StoreUnderTest } from '../store-under-test.js';
import { periods, stored, unpublished } from './in-use.js';

export const upTo = (last: number): ReadonlyArray<number> => Array.from({ length: last }, (_, index) => index + 1);

/** Returns one of three segments in rotation. */
export const inTurn = (index: number): string => ['SOHO', 'BUSINESS', 'RESIDENTIAL'][index % 3] ?? '';

/** Checks that the versions are 1..n without gaps, each decided on the previous one, in answers, history and outbox. */
export const mustBeSerial = async (
  store: StoreUnderTest,
  refId: string,
  receipts: ReadonlyArray<Receipt>,
): Promise<void> => {
  const changed = receipts
    .map(({ transaction }) => transaction)
    .filter(({ changes }) => changes.length > 0)
    .sort((a, b) => a.payload.customer.version - b.payload.customer.version);
  mustEqual(
    changed.map(({ payload }) => payload.customer.version),
    upTo(changed.length + 1).slice(1),
    'versions',
  );
  let segment: unknown = 'RESIDENTIAL';
  for (const transaction of changed) {
    const change = changeOf(transaction, 'customerSegment');
    mustEqual(change?.before, segment, `before of version ${transaction.payload.customer.version}`);
    segment = change?.after;
  }
  const customer = await stored(store, { refId });
  mustEqual([customer.version, customer.customerSegment], [changed.length + 1, segment], 'stored');
  mustEqual(await unpublished(store, customer), upTo(customer.version), 'outbox');
  mustEqual(
    (await periods(store, customer)).map(({ version }) => version),
    [...upTo(customer.version)].reverse(),
    'history',
  );
};
