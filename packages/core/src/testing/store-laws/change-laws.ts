import { perform } from '../../operations/perform.js';
import * as O from 'fp-ts/lib/Option.js';
import { createCustomer } from '../../operations/create-customer.js';
import { readEffectiveSegment, readSegmentHistory } from '../../use-cases/read-customer.js';
import { updateCustomerState } from '../../operations/update-customer-state.js';
import { anActiveCustomer, context } from '../builders.js';
import { failsWith, mustEqual, mustHold, succeeds } from '../law.js';
import type { StoreLaw } from '../store-under-test.js';
import { moveTo, periods, stored, storeInUse, storeWithCustomer, unpublished } from './in-use.js';

const tagsOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'rejections' in error && Array.isArray(error.rejections)
    ? error.rejections.map((rejection: { readonly _tag: string }) => rejection._tag)
    : error;

export const changeLaws: ReadonlyArray<StoreLaw> = [
  {
    name: 'a created customer is found by either id, as it was answered',
    check: async (make) => {
      const { store, writes } = await storeInUse(make);
      const created = await anActiveCustomer(writes, {
        externalId: 'CRM-1',
        customName: 'Zoë “Z” O’Neill',
        customAttributes: { region: 'north', empty: '', ключ: 'значение' },
        testCustomer: true,
      });
      mustEqual(await stored(store, created), created, 'by refId');
      const byExternalId = await succeeds(store.customers.find({ externalId: 'CRM-1' }));
      mustEqual(O.toNullable(byExternalId), created, 'by externalId');
      mustEqual(created.version, 1, 'version');
      mustEqual(await unpublished(store, created), [1], 'outbox');
    },
  },
  {
    name: 'a customer that does not exist is not found, nor its history',
    check: async (make) => {
      const { store } = await storeInUse(make);
      mustEqual(await succeeds(store.customers.find({ refId: 'nobody' })), O.none, 'find');
      mustEqual(await succeeds(store.customers.find({ externalId: 'nobody' })), O.none, 'find by externalId');
      mustEqual(
        await succeeds(store.customers.segmentHistory({ refId: 'nobody' }, { limit: 9, before: null })),
        O.none,
        'history',
      );
    },
  },
  {
    name: 'a segment change counts at once, keeps history, and goes to the outbox',
    check: async (make) => {
      const { store, writes, customer } = await storeWithCustomer(make);
      const { transaction } = await succeeds(moveTo(writes, customer, 'SOHO'));
      const after = { ...customer, customerSegment: 'SOHO', version: 2 };
      mustEqual(transaction.payload.customer, after, 'answer');
      mustEqual(transaction.changes, [{ field: 'customerSegment', before: 'RESIDENTIAL', after: 'SOHO' }], 'changes');
      mustEqual(await stored(store, customer), after, 'stored');
      mustEqual(await unpublished(store, customer), [1, 2], 'outbox');
      const [newest, oldest] = await periods(store, customer);
      mustEqual(
        newest,
        {
          from: transaction.occurredAt,
          to: null,
          customerSegment: 'SOHO',
          initiator: 'crm',
          reason: null,
          requestId: transaction.requestId,
          transactionId: transaction.transactionId,
          version: 2,
        },
        'newest period',
      );
      mustEqual(
        [oldest?.customerSegment, oldest?.to, oldest?.version],
        ['RESIDENTIAL', transaction.occurredAt, 1],
        'oldest period',
      );
    },
  },
  {
    name: 'the documented example: a billing run in February for January sees the segment that counts in February',
    check: async (make) => {
      const moments = ['2026-01-15T08:00:00.000Z', '2026-02-01T08:00:00.000Z'];
      const { store, writes } = await storeInUse(make, { clock: () => moments[0] ?? '' });
      const customer = await anActiveCustomer(writes);
      moments.shift();
      await succeeds(moveTo(writes, customer, 'SOHO'));
      const effective = await succeeds(readEffectiveSegment(store)({ refId: customer.refId }));
      mustEqual(effective, { refId: customer.refId, customerSegment: 'SOHO', version: 2 }, 'billing run on 3 February');
      const { segmentHistory } = await succeeds(readSegmentHistory(store)({ refId: customer.refId }, 10));
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
    name: 'the same segment again changes nothing and publishes nothing',
    check: async (make) => {
      const { store, writes, customer } = await storeWithCustomer(make);
      const { transaction } = await succeeds(moveTo(writes, customer, 'RESIDENTIAL'));
      mustEqual([transaction.changes, transaction.payload.customer], [[], customer], 'answer');
      mustEqual(await stored(store, customer), customer, 'stored');
      mustEqual((await periods(store, customer)).length, 1, 'periods');
      mustEqual(await unpublished(store, customer), [1], 'outbox');
    },
  },
  {
    name: 'a state change keeps the segment and its history',
    check: async (make) => {
      const { store, writes, customer } = await storeWithCustomer(make);
      const state = { state: 'SUSPENDED', stateReason: 'dfltSuspended', stateValidFrom: '2026-03-01T00:00:00+01:00' };
      const body = { requestId: writes.newId(), customer: { refId: customer.refId }, state };
      await succeeds(perform(writes)(updateCustomerState)(body, context()));
      const after = { ...customer, state: { ...state, stateValidFrom: '2026-02-28T23:00:00.000Z' }, version: 2 };
      mustEqual(await stored(store, customer), after, 'stored');
      mustEqual((await periods(store, customer)).length, 1, 'periods');
    },
  },
  {
    name: 'a rejected change names every rule that is broken and leaves no trace',
    check: async (make) => {
      const { store, writes, customer } = await storeWithCustomer(make);
      const state = { state: 'DEACTIVATED', stateReason: 'dfltDeactivated' };
      await succeeds(
        perform(writes)(updateCustomerState)(
          { requestId: writes.newId(), customer: { refId: customer.refId }, state },
          context(),
        ),
      );
      const before = await stored(store, customer);
      mustEqual(
        tagsOf(await failsWith(moveTo(writes, customer, 'NOWHERE', { expectedVersion: 7 }))),
        ['CustomerDeactivated', 'VersionMismatch', 'UnknownSegment'],
        'rejections',
      );
      mustEqual(
        tagsOf(await failsWith(moveTo(writes, { refId: 'nobody' }, 'SOHO'))),
        ['CustomerNotFound'],
        'unknown customer',
      );
      mustEqual(await stored(store, customer), before, 'stored');
      mustEqual(await unpublished(store, customer), [1, 2], 'outbox');
      mustEqual((await periods(store, customer)).length, 1, 'periods');
    },
  },
  {
    name: 'an external id is never given twice, not even that of a deactivated customer',
    check: async (make) => {
      const { store, writes } = await storeInUse(make);
      const create = () =>
        perform(writes)(createCustomer)(
          {
            requestId: writes.newId(),
            externalId: 'CRM-9',
            state: { state: 'DEACTIVATED', stateReason: 'dfltDeactivated' },
          },
          context(),
        )();
      const outcomes = await Promise.all([create(), create(), create()]);
      mustEqual(outcomes.map(({ _tag }) => _tag).sort(), ['Left', 'Left', 'Right'], 'outcomes');
      const losers = outcomes.flatMap((outcome) => (outcome._tag === 'Left' ? [tagsOf(outcome.left)] : []));
      mustEqual(losers, [['ExternalIdTaken'], ['ExternalIdTaken']], 'rejections');
      mustHold(O.isSome(await succeeds(store.customers.find({ externalId: 'CRM-9' }))), 'the winner is found');
    },
  },
  {
    name: 'occurredAt grows with the version though the clock stands still or goes back',
    check: async (make) => {
      let now = '2026-05-01T00:00:00.000Z';
      const { writes, customer } = await storeWithCustomer(make, { clock: () => now });
      const second = await succeeds(moveTo(writes, customer, 'SOHO'));
      now = '2026-04-01T00:00:00.000Z';
      const third = await succeeds(moveTo(writes, customer, 'BUSINESS'));
      mustEqual(
        [second.transaction.occurredAt, third.transaction.occurredAt],
        ['2026-05-01T00:00:00.001Z', '2026-05-01T00:00:00.002Z'],
        'moments',
      );
    },
  },
  {
    name: 'the history is read newest first, page by page',
    check: async (make) => {
      const { store, writes, customer } = await storeWithCustomer(make);
      for (const segment of ['SOHO', 'BUSINESS', 'SOHO', 'BUSINESS']) await succeeds(moveTo(writes, customer, segment));
      const read = (before: number | null) => succeeds(readSegmentHistory(store)({ refId: customer.refId }, 2, before));
      const first = await read(null);
      const second = await read(first.next);
      const third = await read(second.next);
      mustEqual(
        [first, second, third].map((page) => page.segmentHistory.map(({ version }) => version)),
        [[5, 4], [3, 2], [1]],
        'pages',
      );
      mustEqual(third.next, null, 'end');
      mustEqual(
        second.segmentHistory[0]?.to,
        first.segmentHistory[1]?.from,
        'a period ends where the next page’s begins',
      );
    },
  },
];
