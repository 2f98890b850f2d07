import type { ShardLease } from '@casm/core';
import { exampleCustomer, exampleTransactions } from './example-customer.js';
import type { Outbox } from './operator-entries.js';

/* The example customer's last message is refused by the topic, and somebody else wrote to the topic what is no JSON. */

export const exampleParked = {
  refId: exampleCustomer.refId,
  version: exampleCustomer.version,
  topic: 'casm.customer',
  error: 'Broker: Message size too large',
  parkedAt: '2026-02-01T08:10:00.000Z',
};

export const exampleOutbox: Outbox = {
  waiting: [{ topic: 'casm.customer', messages: exampleTransactions.length - 1 }],
  oldestAt: exampleTransactions[0]?.occurredAt ?? null,
  parkedMessages: 1,
  parked: [exampleParked],
};

export const exampleDeadLetter = {
  cluster: 'kafka',
  topic: 'casm.customer',
  partition: 3,
  offset: 1042,
  key: 'somebody',
  kind: 'unreadable',
  error: 'is not JSON',
} as const;

export const exampleLease: ShardLease = {
  shard: 0,
  holder: '4a0c1f5e-6c5d-4a39-9f0b-6d1c5e0f7a21',
  leasedUntil: '2026-02-01T08:10:10.000Z',
};
