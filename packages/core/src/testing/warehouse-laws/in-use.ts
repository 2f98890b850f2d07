import type { BusinessTransaction } from '../../domain/business-transaction.js';
import type { Customer } from '../../domain/customer.js';
import type { Delivery, Partition } from '../../ports/business-transaction-subscription.js';
import type { Warehouse } from '../../ports/warehouse.js';
import { recordInWarehouse, type WarehouseRecorder } from '../../use-cases/record-in-warehouse.js';
import { succeeds } from '../law.js';
import type { MakeWarehouse, WarehouseUnderTest } from '../warehouse-under-test.js';

export const partition: Partition = { cluster: 'test', group: 'dwh', topic: 'casm.customer', partition: 0 };

export const otherPartition: Partition = { ...partition, partition: 3 };

export const day = (version: number): string => `2026-01-${String(version).padStart(2, '0')}T10:00:00.000Z`;

/** Returns version n of a customer, which moves from one segment to another on day n of January. */
export const moved = (
  refId: string,
  version: number,
  before: string | null,
  after: string | null,
  given: Partial<Customer> = {},
): BusinessTransaction => {
  const customer: Customer = {
    refId,
    externalId: `crm-${refId}`,
    customName: null,
    customerSegment: after,
    customAttributes: { tariff: 'basic' },
    state: { state: 'ACTIVE', stateReason: 'dfltActive', stateValidFrom: day(1) },
    testCustomer: false,
    version,
    ...given,
  };
  return {
    transactionId: `${refId}-${version}`,
    requestId: `request-${refId}-${version}`,
    operation: version === 1 ? 'createCustomer' : 'updateCustomerSegment',
    occurredAt: day(version),
    initiator: 'crm',
    reason: version === 1 ? null : 'because',
    changes: before === after ? [] : [{ field: 'customerSegment', before, after }],
    payload: { customer },
    ...(version === 2 ? { onBehalfOf: 'ada@example.com', campaignId: 'spring' } : {}),
  };
};

/** Returns the first versions of one customer, which alternate between two segments. */
export const life = (refId: string, versions: number): ReadonlyArray<BusinessTransaction> =>
  Array.from({ length: versions }, (_, index) => {
    const segmentAt = (at: number): string | null => (at < 0 ? null : at % 2 === 0 ? 'RESIDENTIAL' : 'SOHO');
    return moved(refId, index + 1, segmentAt(index - 1), segmentAt(index));
  });

export const deliver = (
  transactions: ReadonlyArray<BusinessTransaction>,
  from = 0,
  on = partition,
): ReadonlyArray<Delivery> =>
  transactions.map((transaction, index) => ({
    partition: on,
    offset: from + index,
    key: transaction.payload.customer.refId,
    body: JSON.stringify(transaction),
  }));

export const recordAs = (
  warehouse: Warehouse,
  subscriber: string,
  handlers: Pick<WarehouseRecorder, 'onDeadLetter'> = {},
) => recordInWarehouse({ warehouse, subscriber, ...handlers });

/** Makes a warehouse whose subscriber has claimed both partitions and has received these batches. */
export const received = async (make: MakeWarehouse, ...batches: ReadonlyArray<ReadonlyArray<Delivery>>) => {
  const subject = await make();
  const { claim, receive } = recordAs(subject.warehouse, 'subscriber');
  await succeeds(claim([partition, otherPartition]));
  for (const batch of batches) await succeeds(receive(batch));
  return { ...subject, receive };
};

/** Returns all reports about these customers, without latencies and dead letters. */
export const everything = async ({ reports }: WarehouseUnderTest, refIds: ReadonlyArray<string>) => {
  const { versions, missingVersions, latestOccurredAt } = await succeeds(reports.freshness);
  return {
    segments: await succeeds(reports.segments),
    moves: await succeeds(reports.segmentMoves('2026-01-01', '2026-12-31')),
    campaign: await succeeds(reports.campaign('spring')),
    freshness: { versions, missingVersions, latestOccurredAt },
    customers: await Promise.all(refIds.map((refId) => succeeds(reports.customer({ refId })))),
  };
};
