import * as O from 'fp-ts/lib/Option.js';
import { readSegmentHistory } from '../../use-cases/read-customer.js';
import { readEffectiveSegment } from '../../use-cases/read-effective-segment.js';
import { mustEqual, succeeds } from '../law.js';
import { anActiveCustomer } from '../builders.js';
import type { StoreLaw } from '../store-under-test.js';
import { bringTo, moveTo, periods, periodsOf, storeInUse, storeWithCustomer, suspended } from './in-use.js';

export const historyLaws: ReadonlyArray<StoreLaw> = [
  {
    name: 'a history period has its segment, start, end, initiator, reason and requestId',
    check: async (make) => {
      const { store, writes } = await storeInUse(make);
      const created = await anActiveCustomer(writes, { externalId: 'CRM-1', reason: 'a new contract' });
      const request = { requestId: 'R-2', client: 'ordering', reason: 'moved to a business contract' };
      const { transaction } = await succeeds(moveTo(writes, created, 'SOHO', request));
      const [newest, oldest, ...others] = await periods(store, created);
      mustEqual(
        newest,
        {
          from: transaction.occurredAt,
          to: null,
          customerSegment: 'SOHO',
          initiator: 'ordering',
          reason: 'moved to a business contract',
          requestId: 'R-2',
          transactionId: transaction.transactionId,
          version: 2,
        },
        'newest period',
      );
      mustEqual(
        [oldest?.customerSegment, oldest?.to, oldest?.initiator, oldest?.reason, oldest?.version],
        ['RESIDENTIAL', transaction.occurredAt, 'crm', 'a new contract', 1],
        'oldest period',
      );
      mustEqual(others, [], 'further periods');
      mustEqual(await periodsOf(store, { externalId: 'CRM-1' }), [newest, oldest], 'by externalId');
    },
  },
  {
    name: 'the user that the client acts for is in the answer, the journal and both histories, if there is one',
    check: async (make) => {
      const { store, writes, customer } = await storeWithCustomer(make);
      const forAda = { client: 'crm', onBehalfOf: 'ada@example.com' };
      const { transaction, body } = await succeeds(moveTo(writes, customer, 'SOHO', forAda));
      mustEqual([transaction.initiator, transaction.onBehalfOf], ['crm', 'ada@example.com'], 'the answer');
      mustEqual(JSON.parse(body), transaction, 'the body of the answer');
      await succeeds(bringTo(writes, customer, suspended, forAda));
      await succeeds(moveTo(writes, customer, 'BUSINESS'));
      mustEqual(
        (await periods(store, customer)).map((period) => ['onBehalfOf' in period, period.onBehalfOf ?? null]),
        [
          [false, null],
          [true, 'ada@example.com'],
          [false, null],
        ],
        'segments',
      );
      const snapshot = O.toNullable(await succeeds(store.history.snapshot({ refId: customer.refId }, 10)));
      mustEqual(
        snapshot?.states.map((period) => ['onBehalfOf' in period, period.onBehalfOf ?? null]),
        [
          [true, 'ada@example.com'],
          [false, null],
        ],
        'states',
      );
      const { bodies } = await succeeds(
        store.transactions.list({ refId: customer.refId, operation: null, after: null, limit: 10 }),
      );
      mustEqual(bodies[1], body, 'the journal');
    },
  },
  {
    name: 'a change without a reason has a null reason in the history',
    check: async (make) => {
      const { store, writes, customer } = await storeWithCustomer(make);
      await succeeds(moveTo(writes, customer, 'SOHO', { reason: 'with one' }));
      await succeeds(moveTo(writes, customer, 'BUSINESS'));
      mustEqual(
        (await periods(store, customer)).map(({ reason }) => reason),
        [null, 'with one', null],
        'reasons',
      );
    },
  },
  {
    name: 'a customer that never had a segment has an empty history',
    check: async (make) => {
      const { store, writes } = await storeInUse(make);
      const customer = await anActiveCustomer(writes, { customerSegment: undefined });
      mustEqual(await periods(store, customer), [], 'periods');
      await succeeds(moveTo(writes, customer, 'SOHO'));
      mustEqual(
        (await periods(store, customer)).map(({ customerSegment, version }) => [customerSegment, version]),
        [['SOHO', 2]],
        'after the first segment',
      );
    },
  },
  {
    name: 'the documented example: a billing run in February for January uses the segment of February',
    check: async (make) => {
      let now = '2026-01-15T08:00:00.000Z';
      const { store, writes, customer } = await storeWithCustomer(make, { clock: () => now });
      now = '2026-02-01T08:00:00.000Z';
      await succeeds(moveTo(writes, customer, 'SOHO'));
      const effective = await succeeds(readEffectiveSegment(store)({ refId: customer.refId }));
      mustEqual(effective, { refId: customer.refId, customerSegment: 'SOHO', version: 2 }, 'billing run on 3 February');
      const { periods: segmentHistory } = await succeeds(
        readSegmentHistory(store)({ refId: customer.refId }, { limit: 10 }),
      );
      mustEqual(
        segmentHistory.map(({ from, to, customerSegment }) => ({ from, to, customerSegment })),
        [
          { from: '2026-02-01T08:00:00.000Z', to: null, customerSegment: 'SOHO' },
          { from: '2026-01-15T08:00:00.000Z', to: '2026-02-01T08:00:00.000Z', customerSegment: 'RESIDENTIAL' },
        ],
        'history',
      );
    },
  },
  {
    name: 'the pages of a history are complete, and the last page has no next one',
    check: async (make) => {
      const { store, writes, customer } = await storeWithCustomer(make);
      for (const segment of ['SOHO', 'BUSINESS', 'SOHO', 'BUSINESS']) await succeeds(moveTo(writes, customer, segment));
      const read = (before: number | null) =>
        succeeds(readSegmentHistory(store)({ refId: customer.refId }, { limit: 2, before }));
      const first = await read(null);
      const second = await read(first.next);
      const third = await read(second.next);
      const pages = [first, second, third].flatMap((page) => page.periods);
      mustEqual(pages, await periods(store, customer), 'pages');
      mustEqual(third.next, null, 'end');
    },
  },
];
