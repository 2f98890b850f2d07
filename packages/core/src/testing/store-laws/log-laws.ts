import type { LogCursor, LogSelection } from '../../ports/transaction-log.js';
import { anActiveCustomer } from '../builders.js';
import { mustEqual, mustHold, succeeds } from '../law.js';
import type { StoreLaw, StoreUnderTest } from '../store-under-test.js';
import { moveTo, storeInUse } from './in-use.js';
import { longAgo, mostPages } from './walking.js';

/** Returns the transactions of all pages of the log, up to the end of its settled part. */
const readLog = async (
  { transactions }: StoreUnderTest,
  selection: Partial<LogSelection>,
  limit: number,
): Promise<ReadonlyArray<string>> => {
  const read: Array<string> = [];
  let after: LogCursor | null = null;
  for (let pages = 1; ; pages += 1) {
    mustHold(pages <= mostPages, 'the log comes to an end');
    const page: { readonly bodies: ReadonlyArray<string>; readonly next: LogCursor | null; readonly more: boolean } =
      await succeeds(transactions.list({ refId: null, operation: null, ...selection, after, limit }));
    mustHold(page.bodies.length <= limit, 'a page has at most `limit` entries');
    read.push(...page.bodies);
    after = page.next;
    if (!page.more) return read;
  }
};

export const logLaws: ReadonlyArray<StoreLaw> = [
  {
    name: 'the log lists every transaction once, in order and as answered, selected by customer and operation',
    check: async (make) => {
      const { store, writes } = await storeInUse(make, { clock: longAgo() });
      const one = await anActiveCustomer(writes);
      const two = await anActiveCustomer(writes);
      const bodies = [];
      for (const [customer, segment] of [
        [one, 'SOHO'],
        [two, 'BUSINESS'],
        [one, 'BUSINESS'],
      ] as const)
        bodies.push((await succeeds(moveTo(writes, customer, segment))).body);
      const log = await readLog(store, {}, 2);
      mustEqual(log.length, 5, 'all');
      mustEqual(log.slice(2), bodies, 'the bytes that were answered');
      const moments = log.map((body) => /"occurredAt":"([^"]+)"/.exec(body)?.[1] ?? '');
      mustEqual(
        moments,
        [...moments].sort((a, b) => (a < b ? -1 : 1)),
        'order',
      );
      mustEqual(await readLog(store, { operation: 'updateCustomerSegment' }, 2), bodies, 'by operation');
      mustEqual(await readLog(store, { refId: two.refId }, 1), [log[1], bodies[1]], 'by customer');
    },
  },
  {
    name: 'the transactions of one customer are listed up to the latest',
    check: async (make) => {
      const { store, writes } = await storeInUse(make);
      const customer = await anActiveCustomer(writes);
      const { body } = await succeeds(moveTo(writes, customer, 'SOHO'));
      mustEqual((await readLog(store, { refId: customer.refId }, 10)).at(-1), body, 'the latest');
    },
  },
];
