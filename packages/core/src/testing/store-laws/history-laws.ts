import { readEffectiveSegment, readSegmentHistory } from '../../use-cases/read-customer.js';
import { LawBroken, mustEqual, succeeds } from '../law.js';
import { anActiveCustomer } from '../builders.js';
import type { StoreLaw } from '../store-under-test.js';
import { moveTo, periods, periodsOf, storeInUse, storeWithCustomer } from './in-use.js';

export const historyLaws: ReadonlyArray<StoreLaw> = [
  {
    name: 'the history tells since when, until when, in which segment, by whom, why and by which request',
    check: async (make) => {
      const { store, writes } = await storeInUse(make);
      const created = await anActiveCustomer(writes, { externalId: 'CRM-1', reason: 'a new contract' });
      const asked = { requestId: 'R-2', client: 'ordering', reason: 'moved to a business contract' };
      const { transaction } = await succeeds(moveTo(writes, created, 'SOHO', asked));
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
    name: 'a change without a reason has none in the history',
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
    name: 'a customer that never was in a segment has an empty history',
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
    name: 'the documented example: a billing run in February for January sees the segment that counts in February',
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
    name: 'the history is read newest first, page by page',
    check: async (make) => {
      const { store, writes, customer } = await storeWithCustomer(make);
      for (const segment of ['SOHO', 'BUSINESS', 'SOHO', 'BUSINESS']) await succeeds(moveTo(writes, customer, segment));
      const all = await periods(store, customer);
      mustEqual(
        all.map(({ version, to }) => [version, to === null]),
        [
          [5, true],
          [4, false],
          [3, false],
          [2, false],
          [1, false],
        ],
        'all periods',
      );
      mustEqual(await periods(store, customer, { limit: 2, before: null }), all.slice(0, 2), 'the first page');
      mustEqual(await periods(store, customer, { limit: 2, before: 4 }), all.slice(2, 4), 'the second page');
      mustEqual(await periods(store, customer, { limit: 2, before: 2 }), all.slice(4), 'the last page');
      mustEqual(await periods(store, customer, { limit: 2, before: 1 }), [], 'beyond the last page');
      const read = (before: number | null) =>
        succeeds(readSegmentHistory(store)({ refId: customer.refId }, { limit: 2, before }));
      const first = await read(null);
      const second = await read(first.next);
      const third = await read(second.next);
      mustEqual(
        [first, second, third].flatMap((page) => page.periods),
        all,
        'the pages of the use case',
      );
      mustEqual(third.next, null, 'end');
    },
  },
  {
    name: 'the history tells which segment held at a moment',
    check: async (make) => {
      let now = '2026-01-15T08:00:00.000Z';
      const { store, writes, customer } = await storeWithCustomer(make, { clock: () => now });
      now = '2026-02-01T08:00:00.000Z';
      await succeeds(moveTo(writes, customer, 'SOHO'));
      const heldAt = async (asOf: string) =>
        (await periods(store, customer, { asOf })).map(({ customerSegment }) => customerSegment);
      mustEqual(await heldAt('2026-01-15T07:59:59.999Z'), [], 'before the first');
      mustEqual(await heldAt('2026-01-15T08:00:00.000Z'), ['RESIDENTIAL'], 'from its first moment on');
      mustEqual(await heldAt('2026-02-01T07:59:59.999Z'), ['RESIDENTIAL'], 'to its last');
      mustEqual(await heldAt('2026-02-01T08:00:00.000Z'), ['SOHO'], 'the next one');
    },
  },
  {
    name: 'a customer and its histories are read as of one moment, while it changes',
    check: async (make) => {
      const { store, writes, customer } = await storeWithCustomer(make);
      const moves = Promise.all(
        Array.from({ length: 40 }, (_, n) => succeeds(moveTo(writes, customer, n % 2 === 0 ? 'SOHO' : 'BUSINESS'))),
      );
      const readings = Array.from({ length: 40 }, async () => {
        const found = await succeeds(store.history.snapshot({ refId: customer.refId }, 100));
        if (found._tag === 'None') throw new LawBroken('the customer is not found');
        const { customer: held, segments } = found.value;
        mustEqual([held.version, held.customerSegment], [segments[0]?.version, segments[0]?.customerSegment], 'newest');
        mustEqual(segments.length, held.version, 'periods');
      });
      await Promise.all([moves, ...readings]);
    },
  },
];
