import { createCustomer, type CustomerWrites, type LifecycleState, type Rejected, perform } from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';

const customer = (
  externalId: string,
  customName: string,
  customerSegment: string,
  state: LifecycleState,
  stateReason: string,
) => ({
  requestId: `seed-${externalId}`,
  externalId,
  customName,
  customerSegment,
  state: { state, stateReason },
});

const customers = [
  customer('CRM-1001', 'Ada Lovelace', 'RESIDENTIAL', 'ACTIVE', 'dfltActive'),
  customer('CRM-1002', 'Grace Hopper', 'SOHO', 'ACTIVE', 'dfltActive'),
  customer('CRM-1003', 'Analytical Engines Ltd', 'BUSINESS', 'ACTIVE', 'dfltActive'),
  customer('CRM-1004', 'Charles Babbage', 'RESIDENTIAL', 'SUSPENDED', 'dfltSuspended'),
  customer('CRM-1005', 'Difference Works', 'SOHO', 'DEACTIVATED', 'dfltDeactivated'),
];

/** Creates the customers of the documentation's examples, those that are not there yet. */
export const createExampleCustomers = async (deps: CustomerWrites): Promise<void> => {
  const context = () => ({
    client: 'casm-seed',
    expectedVersions: null,
    deadline: Date.now() + 10_000,
    traceparent: null,
  });
  const created = await Promise.all(customers.map((body) => perform(deps)(createCustomer)(body, context())()));
  for (const outcome of created) {
    if (E.isLeft(outcome) && !(outcome.left._tag === 'Rejected' && isThereAlready(outcome.left))) {
      throw new Error(`the example customers cannot be created: ${JSON.stringify(outcome.left)}`);
    }
  }
};

/** Seeded so long ago that the request is forgotten. */
const isThereAlready = ({ rejections }: Rejected): boolean =>
  rejections.every(({ _tag }) => _tag === 'ExternalIdTaken');
