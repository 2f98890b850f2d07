import type { BusinessTransaction } from '../../domain/business-transaction.js';
import type { Customer } from '../../domain/customer.js';
import type { Delivery, Partition } from '../../ports/business-transaction-subscription.js';
import type { DeadLetter, DeadLetters, Warehouse, WarehouseRepair, WarehouseReports } from '../../ports/warehouse.js';
import { recordInWarehouse } from '../../use-cases/record-in-warehouse.js';
import { type Law, succeeds } from '../law.js';

/** An empty warehouse whose days are those of UTC. */
export interface WarehouseUnderTest {
  readonly warehouse: Warehouse;
  readonly repair: WarehouseRepair;
  readonly deadLetters: DeadLetters;
  readonly reports: WarehouseReports;
}

export type WarehouseLaw = Law<() => Promise<WarehouseUnderTest>>;

export const partition: Partition = { cluster: 'test', group: 'dwh', topic: 'casm.customer', partition: 0 };

export const otherPartition: Partition = { ...partition, partition: 3 };

export const day = (version: number): string => `2026-01-${String(version).padStart(2, '0')}T10:00:00.000Z`;

/** Version n of a customer, who was in the segment before and is in the next one since day n of January. */
export const moved = (refId: string, version: number, before: string | null, after: string): BusinessTransaction => {
  const customer: Customer = {
    refId,
    externalId: `crm-${refId}`,
    customName: null,
    customerSegment: after,
    customAttributes: { tariff: 'basic' },
    state: { state: 'ACTIVE', stateReason: 'dfltActive', stateValidFrom: day(1) },
    testCustomer: false,
    version,
  };
  return {
    transactionId: `${refId}-${version}`,
    requestId: `request-${refId}-${version}`,
    operation: version === 1 ? 'createCustomer' : 'updateCustomerSegment',
    occurredAt: day(version),
    initiator: 'crm',
    reason: null,
    changes: [{ field: 'customerSegment', before, after }],
    payload: { customer },
  };
};

/** One customer’s first versions, each in the other of two segments. */
export const life = (refId: string, versions: number): ReadonlyArray<BusinessTransaction> =>
  Array.from({ length: versions }, (_, index) => {
    const [odd, even] = ['RESIDENTIAL', 'SOHO'];
    return moved(
      refId,
      index + 1,
      index === 0 ? null : index % 2 === 1 ? (odd ?? null) : (even ?? null),
      (index % 2 === 0 ? odd : even) ?? '',
    );
  });

export const deliver = (transactions: ReadonlyArray<BusinessTransaction>, from = 0): ReadonlyArray<Delivery> =>
  transactions.map((transaction, index) => ({
    partition,
    offset: from + index,
    key: transaction.payload.customer.refId,
    body: JSON.stringify(transaction),
  }));

export const recordAs = (
  warehouse: Warehouse,
  subscriber: string,
  onDeadLetter: (letter: DeadLetter) => void = () => undefined,
) => recordInWarehouse({ warehouse, subscriber, onDeadLetter });

export const received = async (
  make: () => Promise<WarehouseUnderTest>,
  ...batches: ReadonlyArray<ReadonlyArray<Delivery>>
) => {
  const subject = await make();
  const { claim, receive } = recordAs(subject.warehouse, 'subscriber');
  await succeeds(claim([partition, otherPartition]));
  for (const batch of batches) await succeeds(receive(batch));
  return { ...subject, receive };
};

/** All that a reader can ask about these customers. */
export const everything = async ({ reports }: WarehouseUnderTest, refIds: ReadonlyArray<string>) => {
  const [segments, moves, freshness] = [
    await succeeds(reports.segments),
    await succeeds(reports.segmentMoves('2026-01-01', '2026-12-31')),
    await succeeds(reports.freshness),
  ];
  const customers = await Promise.all(refIds.map((refId) => succeeds(reports.customer({ refId }))));
  const { versions, missingVersions } = freshness;
  return { segments, moves, versions, missingVersions, customers };
};
