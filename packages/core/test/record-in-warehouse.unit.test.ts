import test from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import {
  type BusinessTransaction,
  type DeadLetter,
  type Partition,
  recordInWarehouse,
  unstorable,
  type Warehouse,
} from '../src/index.js';
import { inMemoryWarehouse, succeeds } from '../src/testing/index.js';
import { aCustomer } from './arbitraries.js';

const partition: Partition = { cluster: 'test', group: 'dwh', topic: 'casm.customer', partition: 0 };

const created = (refId: string): BusinessTransaction => ({
  transactionId: refId,
  requestId: refId,
  operation: 'createCustomer',
  occurredAt: '2026-01-01T10:00:00.000Z',
  initiator: 'crm',
  reason: null,
  changes: [{ field: 'customerSegment', before: null, after: 'SOHO' }],
  payload: { customer: aCustomer({ refId, customerSegment: 'SOHO', version: 1 }) },
});

test('a transaction that the store cannot hold becomes a dead letter, and the others of its batch are stored', async (t) => {
  const { warehouse, deadLetters, reports } = inMemoryWarehouse();
  const picky: Warehouse = {
    ...warehouse,
    apply: (batch) =>
      batch.arrivals.some(({ transaction }) => transaction.transactionId === 'c-3')
        ? TE.left(unstorable('value out of range'))
        : warehouse.apply(batch),
  };
  const reported: Array<DeadLetter> = [];
  const onDeadLetter = (letter: DeadLetter): void => void reported.push(letter);
  const { claim, receive } = recordInWarehouse({ warehouse: picky, subscriber: 'subscriber', onDeadLetter });
  await succeeds(claim([partition]));
  const refIds = Array.from({ length: 9 }, (_, index) => `c-${index}`);
  await succeeds(
    receive(refIds.map((refId, offset) => ({ partition, offset, key: refId, body: JSON.stringify(created(refId)) }))),
  );
  t.is((await succeeds(reports.freshness)).versions, 8);
  const letters = await succeeds(deadLetters.list(null, 100));
  t.deepEqual(
    letters.map(({ kind, delivery: { offset }, error }) => [kind, offset, error]),
    [['unstorable', 3, 'value out of range']],
  );
  t.deepEqual(reported, letters);
  t.deepEqual(await succeeds(claim([partition])), [{ partition, next: 9, mark: null }]);
});

test('an unreachable store makes no dead letters', async (t) => {
  const { warehouse, deadLetters } = inMemoryWarehouse();
  const down: Warehouse = { ...warehouse, apply: () => TE.left({ _tag: 'StoreUnavailable', detail: 'down' }) };
  const onDeadLetter = (): void => t.fail('there must be no dead letter');
  const { receive } = recordInWarehouse({ warehouse: down, subscriber: 'subscriber', onDeadLetter });
  const deliveries = ['c-1', 'c-2'].map((refId, offset) => ({
    partition,
    offset,
    key: refId,
    body: JSON.stringify(created(refId)),
  }));
  t.true(E.isLeft(await receive(deliveries)()));
  t.deepEqual(await succeeds(deadLetters.list(null, 100)), []);
});
